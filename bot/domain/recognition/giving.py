"""Giving thanks: to whom, for what, and what it changed for a customer; posted at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.counters import give_back_number, next_number
from bot.domain.history import Event, record
from bot.domain.people import Person
from bot.domain.preferences import Preferences, preferences_of
from bot.domain.recognition.limits import count_giving
from bot.domain.recognition.privacy import asked_first
from bot.domain.recognition.reading import link_in, says_enough
from bot.domain.recognition.records import NOUN, Recognition, State, Tag, Thanked
from bot.domain.recognition.rights import demand_giver, demand_thankable
from bot.domain.recognition.telling import post, show_on_homes, tell_thanked
from bot.domain.scenes import Scene
from bot.domain.words import Words, cleaned, folded, keep_words
from bot.errors import UserError

LONGEST = 1000
SAME_WORDS_WITHIN = timedelta(seconds=60)
LOOKED_BACK = 100  # Thanks of the same giver, for words that were used before.


class SaysTooLittle(UserError):
    """Please say what they did, in 25 characters or more; emoji do not count."""


class SaidBefore(UserError):
    """You thanked with these same words before. Please say what it was this time."""


class TooLong(UserError):
    """Thanks fit in 1,000 characters. Please say it shorter."""


@dataclass(frozen=True)
class Thanks:
    """What somebody is thanked for: what they did, and what that changed for a customer."""

    people: Sequence[Person]
    did: str
    changed: str = ""
    tag: Tag | None = None
    linked_to: str = ""

    def __post_init__(self) -> None:
        if not says_enough(self.did, self.changed) or not cleaned(self.did):
            raise SaysTooLittle(field="what")
        if max(len(self.did), len(self.changed)) > LONGEST:
            raise TooLong(field="what")


@dataclass(frozen=True)
class Given:
    """Thanks, and whether they were there before: the same form sent twice, the same words."""

    recognition: Recognition
    is_new: bool


def give(session: Session, me: Person, thanks: Thanks, scene: Scene, now: datetime) -> Given:
    """Thank somebody: what was said is posted, and who is thanked hears of it."""
    demand_giver(me)
    number = next_number(session, me.team_id, NOUN)
    twin = _twin(session, me, thanks, scene, now)
    if twin is not None:
        give_back_number(session, me.team_id, NOUN)
        return Given(twin, is_new=False)
    demand_thankable(me, thanks.people, scene)
    demand_own_words(session, me, thanks.did)
    day = today_in(me.zoneinfo, now)
    count_giving(session, me, thanks.people, day)
    did = keep_words(session, me.team_id, thanks.did)
    recognition = _row(session, me, number, did, thanks, scene, now)
    session.add(recognition)
    session.flush()
    shown = _thank(session, recognition, thanks.people)
    event = Event(me.number, "given", now, {"to": [each.number for each in thanks.people]}, did)
    record(session, me.team_id, NOUN, number, 1, event)
    if shown:
        post(session, recognition, me, scene, now)
    told = sorted(thanks.people, key=lambda each: each.number)
    asked = [(each, asked_first(session, each, now)) for each in told]
    tell_thanked(session, recognition, asked, now)
    show_on_homes(session, recognition)
    return Given(recognition, is_new=True)


def given_by_form(session: Session, me: Person, origin: str) -> Recognition | None:
    """Return what a form has given, when it was sent before."""
    found = select(Recognition).where(
        Recognition.team_id == me.team_id,
        Recognition.origin == origin,
        Recognition.giver == me.number,
    )
    return session.exec(found).one_or_none()


def given_just_now(
    session: Session, me: Person, did: str, scene: Scene, now: datetime
) -> Recognition | None:
    """Return what the same words from the same person have just given in the same place."""
    since = now - SAME_WORDS_WITHIN
    wanted = folded(did)
    return next(
        (
            given
            for given, words in _given_lately(session, me)
            if given.given_at > since
            and given.channel_id == scene.channel_id
            and folded(words.text) == wanted
        ),
        None,
    )


def demand_own_words(session: Session, me: Person, did: str, but: int = 0) -> None:
    """Raise SaidBefore when the same giver used these words before."""
    wanted = folded(did)
    before = (given for given in _given_lately(session, me) if given[0].number != but)
    if any(folded(words.text) == wanted for _, words in before):
        raise SaidBefore(field="what")


def _twin(
    session: Session, me: Person, thanks: Thanks, scene: Scene, now: datetime
) -> Recognition | None:
    """Return what the same form, or the same line a moment ago, has given already.

    The number was taken first, so of two such requests the second waits and then finds the first.
    """
    if scene.origin is not None:
        return given_by_form(session, me, scene.origin)
    return given_just_now(session, me, thanks.did, scene, now)


def _given_lately(session: Session, me: Person) -> Sequence[tuple[Recognition, Words]]:
    latest = (
        select(Recognition, Words)
        .join(Words, col(Words.id) == col(Recognition.did))
        .where(
            Recognition.team_id == me.team_id,
            Recognition.giver == me.number,
            Recognition.state == State.GIVEN,
        )
        .order_by(col(Recognition.given_on).desc(), col(Recognition.number).desc())
        .limit(LOOKED_BACK)
    )
    return session.exec(latest).all()


def _row(
    session: Session,
    me: Person,
    number: int,
    did: Words,
    thanks: Thanks,
    scene: Scene,
    now: datetime,
) -> Recognition:
    changed = keep_words(session, me.team_id, thanks.changed) if thanks.changed else None
    return Recognition(
        team_id=me.team_id,
        number=number,
        giver=me.number,
        did=did.id,
        changed=changed.id if changed else None,
        tag=thanks.tag,
        linked_to=thanks.linked_to or link_in(f"{thanks.did} {thanks.changed}"),
        given_at=now,
        given_on=today_in(me.zoneinfo, now),
        changed_at=now,
        **_said_in(scene),
    )


def _said_in(scene: Scene) -> dict[str, Any]:
    return {
        "channel_id": scene.channel_id,
        "thread_ts": scene.thread_ts,
        "is_private": scene.is_private,
        "message_channel": scene.message_channel,
        "message_ts": scene.message_ts,
        "origin": scene.origin,
    }


def _thank(session: Session, recognition: Recognition, people: Sequence[Person]) -> bool:
    """Note who is thanked; tell whether anybody of them is named in public."""
    wishes: dict[int, Preferences] = {each.number: preferences_of(session, each) for each in people}
    rows = [
        Thanked(
            team_id=recognition.team_id,
            recognition=recognition.number,
            person=person.number,
            giver=recognition.giver,
            given_at=recognition.given_at,
            is_private=wishes[person.number].thanked_privately,
        )
        for person in people
    ]
    session.add_all(rows)
    session.flush()
    return any(not row.is_private for row in rows)
