"""A forum's Monday post: what is due this week, what was kept, and what is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, func, or_, update
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import DAY, today_in
from bot.domain.channels import channel_of
from bot.domain.commitments.finding import Shown, shown_all
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.forums.mondays import WEEK, next_week
from bot.domain.forums.records import Forum, State
from bot.domain.issues.finding import Shown as IssueShown
from bot.domain.issues.finding import shown_all as issues_shown
from bot.domain.issues.records import ENDED, Issue
from bot.domain.issues.records import State as Where
from bot.domain.notices import Place, Urgency, promise

LATEST = timedelta(hours=24)  # Next Monday comes anyway.
BATCH = 50
MOST = 100
MOST_STUCK = 3
UNOWNED_FOR = timedelta(days=7)
STANDS_FOR = timedelta(days=16)  # After ten working days its owner hears; they have one more.
_AT_REST = (*ENDED, Where.PARKED)


@dataclass(frozen=True)
class Week:
    """What one week looks like in a forum's channel."""

    forum: Forum
    on: date
    due: Sequence[Shown]
    kept: Sequence[Shown]
    stuck: Sequence[IssueShown] = ()  # Issues from here that have not moved for long.
    is_late: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.due or self.kept or self.stuck)


def look_at_weeks(session: Session, now: datetime) -> int:
    """Say what is to be said in forums whose week begins, and plan the next look."""
    planned = col(Forum.next_week_at)
    due = (
        select(Forum)
        .where(or_(planned.is_(None), planned <= now), col(Forum.state) != State.ENDED)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    forums = session.exec(due).all()
    for forum in forums:
        due_at = forum.next_week_at
        is_in_time = due_at is not None and now - due_at < LATEST
        if _plan(session, forum, now) and is_in_time and due_at is not None:
            _say(session, forum, due_at, now)
    return len(forums)


def next_week_seen(session: Session, now: datetime) -> datetime | None:
    """Return when a forum's week begins next in which something may be said."""
    there = (
        col(Commitment.team_id) == col(Forum.team_id),
        col(Commitment.channel_id) == col(Forum.channel_id),
        col(Commitment.state).in_([Stage.OPEN, Stage.DONE]),
    )
    issues = (
        col(Issue.team_id) == col(Forum.team_id),
        col(Issue.channel_id) == col(Forum.channel_id),
        col(Issue.state).not_in(_AT_REST),
    )
    something = or_(exists().where(*there), exists().where(*issues))
    planned = select(func.min(Forum.next_week_at)).where(
        col(Forum.next_week_at) > now, Forum.state == State.ACTIVE, something
    )
    return session.exec(planned).one()


def week_of(session: Session, forum: Forum, on: date, now: datetime) -> Week:
    """Return what is due in a forum in the week of a day, and what was kept the week before."""
    monday = on - DAY * on.weekday()
    due = _promised(session, forum, (on, monday + WEEK - DAY), Stage.OPEN)
    done = _promised(session, forum, (monday - WEEK, monday - DAY), Stage.DONE)
    kept = [each for each in done if each.was_kept()]
    stuck = issues_shown(session, _stuck(session, forum, now), now)
    return Week(forum, on, shown_all(session, due, now), shown_all(session, kept, now), stuck)


def _plan(session: Session, forum: Forum, now: datetime) -> bool:
    """Set the next look; False when somebody else has just done it."""
    planned = col(Forum.next_week_at)
    mine = (
        col(Forum.team_id) == forum.team_id,
        col(Forum.number) == forum.number,
        planned.is_(None) if forum.next_week_at is None else planned == forum.next_week_at,
    )
    claimed = update(Forum).where(*mine).values(next_week_at=next_week(forum, now))
    return session.exec(claimed).rowcount == 1


def _say(session: Session, forum: Forum, due_at: datetime, now: datetime) -> None:
    on = today_in(forum.zoneinfo, due_at)
    if not forum.meets or week_of(session, forum, on, now).is_empty:
        return
    promise(
        session,
        forum.team_id,
        f"week:{forum.label}:{on - DAY * on.weekday()}",
        kind=Kind.WEEK,
        place=Place(channel_id=forum.channel_id),
        now=now,
        facts={"forum": forum.number, "on": on.isoformat()},
        due_at=due_at,
        expires_at=due_at + LATEST,
        urgency=Urgency.FORUM,
    )


def _stuck(session: Session, forum: Forum, now: datetime) -> list[Issue]:
    """Return the issues from here that stand longest; their owners have heard of it before."""
    entered, is_new = col(Issue.entered_at), col(Issue.state) == Where.NEW
    found = select(Issue).where(
        Issue.team_id == forum.team_id,
        Issue.channel_id == forum.channel_id,
        col(Issue.state).not_in(_AT_REST),
        or_(is_new & (entered <= now - UNOWNED_FOR), entered <= now - STANDS_FOR),
        col(Issue.is_private).in_(_told_there(session, forum)),
    )
    return list(session.exec(found.order_by(entered, col(Issue.number)).limit(MOST_STUCK)))


def _told_there(session: Session, forum: Forum) -> list[bool]:
    """Return which privacies may be told: what was private there stays with those people."""
    channel = channel_of(session, forum.team_id, forum.channel_id)
    return [False] if channel is None or not channel.is_private else [False, True]


def _promised(
    session: Session, forum: Forum, days: tuple[date, date], state: Stage
) -> list[Commitment]:
    """Return what was promised in a forum's channel and is due, or was settled, on these days."""
    column = col(Commitment.due_on if state is Stage.OPEN else Commitment.settled_on)
    found = select(Commitment).where(
        Commitment.team_id == forum.team_id,
        Commitment.channel_id == forum.channel_id,
        Commitment.state == state,
        column.between(*days),
        col(Commitment.is_private).in_(_told_there(session, forum)),
    )
    return list(session.exec(found.order_by(column, col(Commitment.number)).limit(MOST)))
