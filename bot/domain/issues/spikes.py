"""Clearly more reports than usual at a touchpoint: said once a week, with what is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.issues.records import Issue, Report, WeekCount
from bot.domain.issues.reporting import week_of
from bot.domain.issues.rights import can_see, leader_of
from bot.domain.issues.touchpoints import NOUN, Touchpoint
from bot.domain.issues.trends import COMPARED, LEAST, WEEK, is_more, weeks_known
from bot.domain.lines import BRIEF, add_line, digest_of
from bot.domain.people import Person
from bot.domain.preferences import hours_of
from bot.domain.words import words_of

SPIKE = "spike"  # A line for the CCO, and for who leads the touchpoint's area.
BATCH = 50
MOST_BEHIND = 3
LOOKED_THROUGH = (
    2000  # Reports of one week at one touchpoint: more make no other issue the biggest.
)


@dataclass(frozen=True)
class Behind:
    """One issue that many of a week's reports are about; a quote of one of them."""

    issue: Issue
    what: str
    reports: int
    quote: str


@dataclass(frozen=True)
class Spike:
    """A week of a touchpoint with clearly more reports than usual, and what is behind them."""

    touchpoint: Touchpoint | None
    week: date
    reports: int
    usual: float
    behind: Sequence[Behind]
    unseen: int  # Reports on issues that the reader may not see.


def watch_spikes(session: Session, now: datetime) -> int:
    """Alert once for each touchpoint and week with clearly more reports; returns how many."""
    this = week_of(now)
    high = select(WeekCount).where(
        WeekCount.week == this, WeekCount.reports >= LEAST, col(WeekCount.alerted_at).is_(None)
    )
    found = session.exec(high.order_by(WeekCount.team_id, col(WeekCount.touchpoint))).all()
    risen = [each for each in found if is_more(each.reports, before(session, each))]
    return sum(_alert(session, each, now) for each in risen[:BATCH])


def before(session: Session, week: WeekCount) -> list[int]:
    """Return how many reports each week had that this one is compared with."""
    known = min(COMPARED, weeks_known(session, week.team_id, week.week))
    compared = [week.week - WEEK * ago for ago in range(known, 0, -1)]
    rows = select(WeekCount).where(
        WeekCount.team_id == week.team_id,
        WeekCount.touchpoint == week.touchpoint,
        col(WeekCount.week).in_(compared),
    )
    counted = {row.week: row.reports for row in session.exec(rows)}
    return [counted.get(each, 0) for each in compared]


def spike_seen(
    session: Session, reader: Person | None, team_id: str, touchpoint: int, week: date
) -> Spike | None:
    """Return a spike as it stands now, with no more of it than this reader may see."""
    row = session.get(WeekCount, (team_id, touchpoint, week))
    if row is None or row.alerted_at is None:
        return None
    usual = before(session, row)
    ahead, unseen = behind(session, reader, team_id, touchpoint, week)
    return Spike(
        touchpoint=session.get(Touchpoint, (team_id, touchpoint)),
        week=week,
        reports=row.reports,
        usual=sum(usual) / len(usual) if usual else 0.0,
        behind=ahead,
        unseen=unseen,
    )


def behind(
    session: Session,
    reader: Person | None,
    team_id: str,
    touchpoint: int,
    week: date,
    here: str = "",
) -> tuple[list[Behind], int]:
    """Return the issues most reports of a week are about, and how many are on unseen ones."""
    some = (
        select(Report.issue)
        .where(Report.team_id == team_id, Report.touchpoint == (touchpoint or None))
        .where(Report.week == week)
        .order_by(col(Report.id).desc())
        .limit(LOOKED_THROUGH)
        .subquery()
    )
    number = func.count()
    counted = select(some.c.issue, number).group_by(some.c.issue).order_by(number.desc())
    found = session.exec(counted.order_by(some.c.issue).limit(LOOKED_THROUGH)).all()
    biggest = [
        (session.get_one(Issue, (team_id, issue)), reports)
        for issue, reports in found[: MOST_BEHIND * 3]
    ]
    open_to = {issue.number: can_see(session, issue, reader, here) for issue, _ in biggest}
    seen = [(issue, reports) for issue, reports in biggest if open_to[issue.number]]
    hidden = sum(reports for issue, reports in biggest if not open_to[issue.number])
    return [_behind(session, *each, week) for each in seen[:MOST_BEHIND]], hidden


def _alert(session: Session, week: WeekCount, now: datetime) -> bool:
    """Say it to the CCO and to the area's leader, unless somebody has just done so."""
    mine = (
        col(WeekCount.team_id) == week.team_id,
        col(WeekCount.touchpoint) == week.touchpoint,
        col(WeekCount.week) == week.week,
        col(WeekCount.alerted_at).is_(None),
    )
    alerted = session.exec(update(WeekCount).where(*mine).values(alerted_at=now)).rowcount == 1
    if alerted:
        _say(session, week, now)
    return alerted


def _say(session: Session, week: WeekCount, now: datetime) -> None:
    team_id, key = week.team_id, f"{SPIKE}:{week.touchpoint}:{week.week.isoformat()}"
    about, facts = (NOUN, week.touchpoint), {"week": week.week.isoformat()}
    add_line(session, team_id, BRIEF, key, SPIKE, now, about=about, facts=facts)
    touchpoint = session.get(Touchpoint, (team_id, week.touchpoint))
    leader = leader_of(session, team_id, touchpoint.area) if touchpoint else None
    if leader is None or not can_be_written_to(leader):
        return
    listing = digest_of(leader.number)
    if add_line(session, team_id, listing, key, SPIKE, now, about=about, facts=facts):
        hours = hours_of(session, leader)
        look_sooner(session, leader, first_moment(session, leader, hours, now))


def _behind(session: Session, issue: Issue, reports: int, week: date) -> Behind:
    said = select(Report.words).where(
        Report.team_id == issue.team_id,
        Report.issue == issue.number,
        Report.week == week,
        col(Report.words).is_not(None),
    )
    quoted = session.exec(said.order_by(col(Report.id).desc()).limit(1)).first()
    texts = words_of(session, {issue.what, quoted})
    return Behind(issue, texts.get(issue.what, ""), reports, texts.get(quoted or 0, ""))
