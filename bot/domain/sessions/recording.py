"""What a session came to: who was there, what was promised, what was dealt with, and notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.database import upsert
from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_now
from bot.domain.commitments.promising import promise
from bot.domain.forums.finding import members_of
from bot.domain.forums.records import Forum
from bot.domain.history import Event, Happening
from bot.domain.lines import BRIEF, Line
from bot.domain.people import Person, person_seen
from bot.domain.scenes import Scene, scene_in
from bot.domain.sessions.agendas import is_settled, records_of
from bot.domain.sessions.finding import demand_lead, session_for
from bot.domain.sessions.items import carry_over, close_item, open_items
from bot.domain.sessions.recordable import demand_open, recorded_before
from bot.domain.sessions.records import (
    Attendance,
    ForumSession,
    ItemState,
    Outcome,
    Step,
    change,
)
from bot.domain.sessions.telling import Telling, ask_keys, say_reply, show, show_or_unsay
from bot.domain.words import Words, cleaned, keep_words
from bot.errors import UserError

LONGEST_NOTES = 3000
MOST_LINES = 30
ANEW = "recorded_anew"
_BULLET = re.compile(r"^\s*(?:[-–•*·]|\d{1,2}[.)])\s+")


class TooManyLines(UserError):
    """Please write 30 promises at the most in one form; the rest with `{command} commit …`."""


class NotesTooLong(UserError):
    """Notes fit in 3,000 characters. Please say it shorter, and link the rest."""


@dataclass(frozen=True)
class Record:
    """What the leader of a session filled in."""

    there: Sequence[str] = ()  # Slack ids.
    promises: str = ""  # One a line.
    settled: Sequence[int] = ()  # Numbers of items.
    dropped: Sequence[int] = ()
    notes: str = ""

    def __post_init__(self) -> None:
        if len(cleaned(self.notes)) > LONGEST_NOTES:
            raise NotesTooLong(field="notes")
        if len(self.lines) > MOST_LINES:
            raise TooManyLines(field="promises")

    @property
    def lines(self) -> list[str]:
        """The promises, one each, without what a list begins its lines with."""
        lines = (_BULLET.sub("", line).strip() for line in cleaned(self.promises).split("\n"))
        return [line for line in lines if line]


@dataclass(frozen=True)
class Promised:
    """What became of the promised lines: commitments made, and lines that wait as unfinished.

    `earlier` are those of the same session that were made when it was recorded first.
    """

    earlier: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    @property
    def all(self) -> list[int]:
        return [*self.earlier, *self.made]


def record_session(
    session: Session,
    forum: Forum,
    slot_on: date,
    me: Person,
    sent: tuple[Record, str],
    now: datetime,
) -> Said:
    """Keep what a session came to, and post its minutes; `sent`: the form, and where it is from.

    What can be read becomes a commitment or an offer; a line that cannot waits among what the
    writer has not finished. The same form sent twice records once; another one of whoever recorded
    it changes the minutes, until the next session begins.
    """
    demand_lead(session, forum, me)
    one = session_for(session, forum, slot_on)
    before = recorded_before(session, one)
    if before is not None and before.facts["origin"] == sent[1]:
        return _said(one, promised_in(before))
    demand_open(session, forum, one, me, now)
    # Of one that was unrecorded, or is recorded anew, the items were carried over already.
    is_first = one.outcome not in {Outcome.UNRECORDED, Outcome.RECORDED}
    earlier = promised_in(before).all if before else []
    promised = _keep(session, forum, one, me, sent, earlier, now)
    if is_first:
        carry_over(session, one)
    _tell(session, forum, one, promised, now)
    return _said(one, promised)


def _keep(
    session: Session,
    forum: Forum,
    one: ForumSession,
    me: Person,
    sent: tuple[Record, str],
    earlier: Sequence[int],
    now: datetime,
) -> Promised:
    recorded, origin = sent
    _attend(session, forum, one, recorded.there)
    promised = _promise(session, forum, me, recorded.lines, origin, now)
    promised.earlier.extend(earlier)
    words = _rewritten(session, one, recorded.notes)
    _close(session, one, me, (promised, words, origin), now)
    _settle_items(session, forum, one, recorded, me, now)
    return promised


def promised_in(recorded: Happening) -> Promised:
    """Return what was promised as it was recorded."""
    facts = recorded.facts
    return Promised(*(list(facts.get(name, ())) for name in ("earlier", "made", "unread")))


def _rewritten(session: Session, one: ForumSession, notes: str) -> Words | None:
    """Return the notes of a session as they are now; what they were is erased."""
    text = cleaned(notes)
    old = session.get(Words, one.notes) if one.notes else None
    if old is not None and old.text == text:
        return old
    words = keep_words(session, one.team_id, notes) if text else None
    if old is not None:
        session.exec(delete(Words).where(col(Words.id) == old.id))
    return words


def _promise(
    session: Session, forum: Forum, me: Person, lines: Iterable[str], origin: str, now: datetime
) -> Promised:
    """Read each line as a promise of the writer, or an offer to whom it begins with."""
    channel = channel_now(session, forum.team_id, forum.channel_id)
    promised = Promised()
    for place, line in enumerate(lines):
        own = f"{origin}:{place}"
        scene = scene_in(channel, origin=own) if channel else Scene(origin=own)
        said = promise(session, me, scene, line, now)
        if said.kind is Kind.COMMITMENT:
            promised.made.append(int(said.facts["number"]))
        else:
            promised.unread.append(int(said.facts["unfinished"]))
    return promised


def _attend(session: Session, forum: Forum, one: ForumSession, there: Sequence[str]) -> None:
    """Note who was there, and who was asked and was not."""
    came = {person_seen(session, forum.team_id, each).number for each in there}
    asked = {member.number for member in members_of(session, forum)}
    for number in sorted(came | asked | _noted_before(session, one)):
        attendance = Attendance(
            team_id=one.team_id,
            forum=one.forum,
            slot_on=one.slot_on,
            person=number,
            was_there=number in came,
        )
        upsert(session, attendance)


def _noted_before(session: Session, one: ForumSession) -> set[int]:
    noted = select(Attendance.person).where(
        Attendance.team_id == one.team_id,
        Attendance.forum == one.forum,
        Attendance.slot_on == one.slot_on,
    )
    return set(session.exec(noted))


def _close(
    session: Session,
    one: ForumSession,
    me: Person,
    kept: tuple[Promised, Words | None, str],
    now: datetime,
) -> None:
    promised, words, origin = kept
    what = ANEW if one.outcome is Outcome.RECORDED else "recorded"
    change(
        session,
        one,
        Event(me.number, what, now, {"origin": origin, **vars(promised)}, words),
        outcome=Outcome.RECORDED,
        step=Step.CLOSED,
        next_at=None,
        notes=words.id if words else None,
        recorded_by=me.number,
        recorded_at=now,
    )


def _settle_items(
    session: Session,
    forum: Forum,
    one: ForumSession,
    recorded: Record,
    me: Person,
    now: datetime,
) -> None:
    """Take off the agenda what was dealt with or dropped, and records settled by themselves."""
    items = open_items(session, forum)
    records = records_of(session, items, now)
    for item in items:
        if item.number in recorded.dropped:
            close_item(session, item, Event(me.number, ItemState.DROPPED.value, now), one)
        elif item.number in recorded.settled:
            close_item(session, item, Event(me.number, ItemState.DONE.value, now), one)
        elif is_settled(item, records):
            close_item(session, item, Event(None, ItemState.DONE.value, now), one)


def _tell(
    session: Session, forum: Forum, one: ForumSession, promised: Promised, now: datetime
) -> None:
    facts = {"made": promised.all}
    say_reply(session, Telling(forum, one, now, now), "minutes", Kind.SESSION_MINUTES, facts)
    show(session, one)
    for key in ask_keys(one):
        show_or_unsay(session, one, key)
    said = (
        col(Line.team_id) == one.team_id,
        col(Line.listing) == BRIEF,
        col(Line.key).in_(_brief_keys(one)),
        col(Line.said_in) == "",
    )
    session.exec(delete(Line).where(*said))


def _brief_keys(one: ForumSession) -> Iterator[str]:
    """Yield the keys of the lines that the CCO need not read any more."""
    for kind in ("session_unrecorded", "session_passed"):
        yield f"{kind}:F-{one.forum}:{one.slot_on}"


def _said(one: ForumSession, promised: Promised) -> Said:
    facts = {"forum": one.forum, "slot_on": one.slot_on.isoformat(), "revision": one.revision}
    return Said(Kind.SESSION_RECORDED, {**facts, **vars(promised)})
