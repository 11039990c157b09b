"""Opening an issue: only what customers hit is needed; the first report comes with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.areas import Area
from bot.domain.counters import give_back_number, next_number
from bot.domain.issues.clocks import hours_for, own_by
from bot.domain.issues.moving import LONGEST, TooLong, look, record_opened
from bot.domain.issues.records import NOUN, Channel, Issue, Severity, State, Tag
from bot.domain.issues.reporting import ReportWish, count_week, keep_report
from bot.domain.issues.rights import can_see, leader_of
from bot.domain.issues.telling import NEW_HERE, line_to, post_card, show_change, tell_leader
from bot.domain.issues.terms import learn_terms
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.people import Person
from bot.domain.preferences import cover_of
from bot.domain.scenes import Scene
from bot.domain.words import Words, cleaned, folded, keep_words
from bot.errors import UserError

SAME_WORDS_WITHIN = timedelta(seconds=60)


class WhatMissing(UserError):
    """Please say what customers hit."""


class NoSuchTouchpoint(UserError):
    """I do not know that touchpoint. Please pick one of the list."""


class NoSuchArea(UserError):
    """I do not know that area. Please pick one of the list."""


@dataclass(frozen=True)
class Draft:
    """What customers hit, and what is known of it so far."""

    what: str
    touchpoint: int | None = None
    severity: Severity = Severity.NORMAL
    tag: Tag | None = None
    area: int | None = None
    customer: str = ""
    heard_by: Channel | None = None
    words: str = ""
    heard_at: datetime | None = None

    def __post_init__(self) -> None:
        demand_what(self.what)


@dataclass(frozen=True)
class Opened:
    """An issue, and whether it is new: the same form sent twice, the same words, are one."""

    issue: Issue
    is_new: bool


def demand_what(what: str) -> None:
    """Raise WhatMissing or TooLong unless this says what customers hit."""
    if not cleaned(what):
        raise WhatMissing(field="what")
    if len(what) > LONGEST:
        raise TooLong(field="what")


def open_issue(
    session: Session,
    me: Person | None,
    draft: Draft,
    scene: Scene,
    now: datetime,
    *,
    team_id: str = "",
    source: str | None = None,
) -> Opened:
    """Open an issue with its first report; without a person, a source outside did."""
    team_id = me.team_id if me else team_id
    number = next_number(session, team_id, NOUN)
    twin = _twin(session, team_id, me, draft, scene, now)
    if twin is not None:
        give_back_number(session, team_id, NOUN)
        return Opened(twin, is_new=False)
    touchpoint, area = placed(session, team_id, draft.touchpoint, draft.area)
    words = keep_words(session, team_id, draft.what)
    issue = _row(team_id, number, words, draft, scene, now)
    issue.opened_by, issue.touchpoint, issue.area = me.number if me else None, touchpoint, area
    issue.own_by = own_by(hours_for(session, team_id, area), draft.severity, now)
    _keep(session, issue, words, now)
    wish = ReportWish(draft.customer, draft.heard_by, draft.words, heard_at=draft.heard_at)
    report = keep_report(session, issue, me, wish, now, source=source)
    learn_terms(session, team_id, number, draft.what)
    _say(session, issue, scene, now)
    count_week(session, team_id, issue.touchpoint, report.week)
    return Opened(issue, is_new=True)


def placed(
    session: Session, team_id: str, touchpoint: int | None, area: int | None
) -> tuple[int | None, int | None]:
    """Return where an issue belongs: a touchpoint that is one area's own names the area, too."""
    if touchpoint is not None:
        found = session.get(Touchpoint, (team_id, touchpoint))
        if found is None:
            raise NoSuchTouchpoint(field="touchpoint")
        area = area if area is not None else found.area
    if area is not None and session.get(Area, (team_id, area)) is None:
        raise NoSuchArea(field="area")
    return touchpoint, area


def tell_area(session: Session, issue: Issue, now: datetime) -> None:
    """Have the leader of its area hear of an issue that nobody owns, before anybody else does.

    While they are away, it is who covers for them. What was said in private they read as a number.
    """
    leader = leader_of(session, issue.team_id, issue.area)
    if leader is None or leader.number == issue.opened_by:
        return
    urgent = issue.severity is Severity.URGENT
    reader = (cover_of(session, leader, now) or leader) if urgent else leader
    if urgent and can_see(session, issue, reader):
        tell_leader(session, issue, reader, now)
    else:
        line_to(session, issue, leader.number, NEW_HERE, now, once=str(issue.reopened))


def _row(
    team_id: str, number: int, words: Words, draft: Draft, scene: Scene, now: datetime
) -> Issue:
    return Issue(
        team_id=team_id,
        number=number,
        what=words.id,
        severity=draft.severity,
        tag=draft.tag,
        reports=1,
        made_at=now,
        changed_at=now,
        entered_at=now,
        channel_id=scene.channel_id,
        thread_ts=scene.thread_ts,
        is_private=scene.is_private,
        message_channel=scene.message_channel,
        message_ts=scene.message_ts,
        origin=scene.origin,
    )


def _keep(session: Session, issue: Issue, words: Words, now: datetime) -> None:
    session.add(issue)
    session.flush()
    record_opened(session, issue, words, now)
    look(session, issue)


def _say(session: Session, issue: Issue, scene: Scene, now: datetime) -> None:
    post_card(session, issue, scene, now)
    tell_area(session, issue, now)
    show_change(session, issue)


def _twin(
    session: Session, team_id: str, me: Person | None, draft: Draft, scene: Scene, now: datetime
) -> Issue | None:
    """Return the issue that the same form, or the same line a moment ago, has opened already.

    The number was taken first, so of two such requests the second waits and then finds the first.
    """
    mine = select(Issue).where(Issue.team_id == team_id)
    if scene.origin is not None:
        return session.exec(mine.where(Issue.origin == scene.origin)).one_or_none()
    if scene.again or me is None:
        return None
    recent = session.exec(
        select(Issue, Words)
        .join(Words, col(Words.id) == col(Issue.what))
        .where(
            Issue.team_id == team_id,
            Issue.opened_by == me.number,
            col(Issue.made_at) > now - SAME_WORDS_WITHIN,
            Issue.channel_id == scene.channel_id,
            col(Issue.state) != State.WITHDRAWN,
        )
    )
    wanted = folded(draft.what)
    return next((issue for issue, words in recent if folded(words.text) == wanted), None)
