"""Nominations: anyone puts somebody forward; who leads the gathering picks, in their own words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, select

from bot.domain.counters import give_back_number, next_number
from bot.domain.forums.finding import facilitator_of, facilitators_of, forum_numbered
from bot.domain.forums.records import Forum
from bot.domain.history import Event, record
from bot.domain.lines import BRIEF, add_line, digest_of, drop_lines_about
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import preferences_of
from bot.domain.recognition.giving import LONGEST, SaysTooLittle, TooLong
from bot.domain.recognition.hearing import hear_soon, show_in_digests
from bot.domain.recognition.reading import parted, says_enough
from bot.domain.recognition.records import (
    NOMINATION,
    Nomination,
    NominationState,
    change_nomination,
)
from bot.domain.recognition.rights import demand_giver, demand_thankable
from bot.domain.recognition.telling_nominees import tell_nominee
from bot.domain.roles import cco_of
from bot.domain.scenes import Scene
from bot.domain.words import Words, cleaned, keep_words
from bot.errors import UserError

WAITS = "nomination_waits"  # A line for who picks.
NOT_THIS_TIME = "nomination_not_this_time"  # A line for who nominated.
TOLD = "nomination_told"
DECIDED = frozenset({NominationState.TOLD, NominationState.NOT_THIS_TIME})


class NoSuchNomination(UserError):
    """I find no such nomination. {command} list nominations shows those that wait."""


class NotYoursToPick(UserError):
    """Only {who} can decide on that, so nothing changed."""


class DecidedBefore(UserError):
    """That nomination is decided already, so nothing changed."""


class SentenceMissing(UserError):
    """Please say in your own words why you commend them: it is read out as you write it."""


@dataclass(frozen=True)
class Wish:
    """Who is put forward, and for what."""

    person: Person
    why: str
    changed: str = ""

    def __post_init__(self) -> None:
        if not says_enough(self.why, self.changed):
            raise SaysTooLittle(field="what")
        if len(self.why) > LONGEST:
            raise TooLong(field="what")


def nominate(
    session: Session, me: Person, wish: Wish, forum: Forum | None, scene: Scene, now: datetime
) -> Nomination:
    """Put somebody forward for the next forum here or, where none is, for the next gathering."""
    demand_giver(me)
    demand_thankable(me, [wish.person], scene)
    number = next_number(session, me.team_id, NOMINATION)
    twin = _by_form(session, me, scene.origin)
    if twin is not None:
        give_back_number(session, me.team_id, NOMINATION)
        return twin
    words, columns = _columns(session, me, wish, scene)
    nomination = Nomination(
        **columns,
        number=number,
        forum=forum.number if forum else None,
        made_at=now,
        changed_at=now,
    )
    session.add(nomination)
    event = Event(me.number, "made", now, {"to": wish.person.number}, words)
    record(session, me.team_id, NOMINATION, number, 1, event)
    session.flush()
    _ask_to_pick(session, nomination, now)
    return nomination


def _columns(
    session: Session, me: Person, wish: Wish, scene: Scene
) -> tuple[Words, dict[str, Any]]:
    """Return the words of a nomination, and the columns that come of what was said, and where."""
    why, changed = (wish.why, wish.changed) if wish.changed else parted(wish.why)
    words = keep_words(session, me.team_id, why)
    names = ("channel_id", "is_private", "origin")
    return words, {
        **{name: getattr(scene, name) for name in names},
        "team_id": me.team_id,
        "person": wish.person.number,
        "nominated_by": me.number,
        "why": words.id,
        "changed": keep_words(session, me.team_id, changed).id if changed else None,
    }


def pick(
    session: Session, nomination: Nomination, me: Person, sentence: str, now: datetime
) -> Nomination:
    """Commend somebody at the gathering, in the picker's own words.

    Who likes to be thanked privately is told so, and is not on any agenda.
    """
    demand_picker(session, nomination, me)
    _demand_open(nomination)
    if not cleaned(sentence):
        raise SentenceMissing(field="words")
    if len(sentence) > LONGEST:
        raise TooLong(field="words")
    words = keep_words(session, me.team_id, sentence)
    event = Event(me.number, "picked", now, words=words)
    columns = {"sentence": words.id, "decided_by": me.number}
    change_nomination(session, nomination, event, state=NominationState.PICKED, **columns)
    _settle(session, nomination)
    nominee = person_numbered(session, me.team_id, nomination.person)
    if preferences_of(session, nominee).thanked_privately:
        tell(session, nomination, now.date(), now)
    return nomination


def pass_over(session: Session, nomination: Nomination, me: Person, now: datetime) -> Nomination:
    """Leave somebody out this time; who nominated them hears it in passing."""
    demand_picker(session, nomination, me)
    _demand_open(nomination)
    event = Event(me.number, "passed_over", now)
    columns = {"state": NominationState.NOT_THIS_TIME, "decided_by": me.number}
    change_nomination(session, nomination, event, **columns)
    _settle(session, nomination)
    _say_to_nominator(session, nomination, NOT_THIS_TIME, now)
    return nomination


def tell(session: Session, nomination: Nomination, on: date, now: datetime) -> None:
    """Note that somebody was commended; they hear of it, and who nominated them does."""
    event = Event(None, "told", now, {"on": on.isoformat()})
    change_nomination(session, nomination, event, state=NominationState.TOLD, told_on=on)
    drop_lines_about(session, nomination.team_id, NOMINATION, nomination.number)
    tell_nominee(session, nomination, now)
    _say_to_nominator(session, nomination, TOLD, now)


def nomination_for(session: Session, me: Person, number: int) -> Nomination:
    """Return a nomination, locked until the transaction ends. Raises NoSuchNomination."""
    locked = select(Nomination).where(Nomination.team_id == me.team_id, Nomination.number == number)
    fresh = locked.with_for_update().execution_options(populate_existing=True)
    found = session.exec(fresh).one_or_none()
    if found is None:
        raise NoSuchNomination
    return found


def pickers_of(session: Session, nomination: Nomination) -> list[int]:
    """Return who may pick: who leads the forum, and the CCO; for a gathering the CCO alone."""
    forum = _forum(session, nomination)
    if forum is not None:
        return facilitators_of(session, forum)
    cco = cco_of(session, nomination.team_id)
    return [cco.number] if cco else []


def demand_picker(session: Session, nomination: Nomination, me: Person) -> None:
    pickers = pickers_of(session, nomination)
    if me.number not in pickers:
        people = people_numbered(session, me.team_id, {*pickers})
        who = " or ".join(people[number].called for number in pickers)
        raise NotYoursToPick(who=who or "your CCO")


def _demand_open(nomination: Nomination) -> None:
    if nomination.state is not NominationState.NOMINATED:
        raise DecidedBefore


def _forum(session: Session, nomination: Nomination) -> Forum | None:
    number = nomination.forum
    return forum_numbered(session, nomination.team_id, number) if number else None


def _by_form(session: Session, me: Person, origin: str | None) -> Nomination | None:
    if origin is None:
        return None
    found = select(Nomination).where(
        Nomination.team_id == me.team_id,
        Nomination.origin == origin,
        Nomination.nominated_by == me.number,
    )
    return session.exec(found).one_or_none()


def _ask_to_pick(session: Session, nomination: Nomination, now: datetime) -> None:
    """Have who picks hear of it; while nobody does, it waits in the brief of the next CCO."""
    forum = _forum(session, nomination)
    picker = facilitator_of(session, forum) if forum else cco_of(session, nomination.team_id)
    if picker is not None:
        _add_line(session, nomination, picker, WAITS, now)
        return
    key, about = f"{WAITS}:{nomination.label}", (NOMINATION, nomination.number)
    add_line(session, nomination.team_id, BRIEF, key, WAITS, now, about=about)


def _say_to_nominator(session: Session, nomination: Nomination, kind: str, now: datetime) -> None:
    person = person_numbered(session, nomination.team_id, nomination.nominated_by)
    if person.number not in {nomination.decided_by, nomination.person}:
        _add_line(session, nomination, person, kind, now)


def _add_line(
    session: Session, nomination: Nomination, reader: Person, kind: str, now: datetime
) -> None:
    key, about = f"{kind}:{nomination.label}", (NOMINATION, nomination.number)
    add_line(session, reader.team_id, digest_of(reader.number), key, kind, now, about=about)
    hear_soon(session, reader, now)


def _settle(session: Session, nomination: Nomination) -> None:
    """Say no more that it waits, and have digests show that it is decided."""
    drop_lines_about(session, nomination.team_id, NOMINATION, nomination.number)
    show_in_digests(session, nomination.team_id, NOMINATION, nomination.number)
