"""Typed lines about commitments: `done C-12 …`, `show …`, `list …`."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import area_called
from bot.domain.commitments import moving, offers
from bot.domain.commitments.acting import Filled, act, date_and_reason, said
from bot.domain.commitments.admitting import demand_admission
from bot.domain.commitments.finding import Which
from bot.domain.commitments.promising import as_read, ask, due_facts, promise
from bot.domain.commitments.records import LETTER, Commitment, State
from bot.domain.commitments.rights import can_see, commitment_for
from bot.domain.dates import due_in
from bot.domain.people import Person, people_called, person_known
from bot.domain.scenes import Scene
from bot.domain.typed_text import RecordName, leading_mentions, leading_record
from bot.domain.unfinished import FormKind
from bot.errors import UserError

# What each act needs beside the record; without it, it is asked for.
_NEEDS_TEXT = {FormKind.DROP, FormKind.NOT_THERE_YET, FormKind.DONE}


class NothingToDissent(UserError):
    """No proposal is waiting for your answer here, so nothing was recorded."""


class NotAProposal(UserError):
    """{record} is {who}'s commitment; dissent answers a proposal. Talk to {who} about it."""


class NoSuchList(UserError):
    """I know these lists: mine, owed, offered, overdue, open, an area, or a colleague."""


class NoRecordNamed(UserError):
    """Please name the commitment, as in C-12."""


def commit(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`commit …`: a promise; with the id of a commitment, whatever that one waits for."""
    named, rest = leading_record(text)
    if named is None or not _is_meant(session, me, scene, (named, rest), now):
        return promise(session, me, scene, text, now)
    commitment = commitment_for(session, me, named.number, here=scene.channel_id)
    mine = commitment.owner == me.number
    if rest and mine and commitment.state is State.OPEN:
        return settle(session, me, scene, (FormKind.EXTEND, text), now)
    if rest and mine and commitment.state is State.OFFERED:
        # What is said beyond yes is a wish about the offer, not yet a promise.
        facts = {"number": named.number, "scene": scene.to_json()}
        return ask(session, me, FormKind.DISCUSS, as_read(session, me, rest), facts, now)
    if rest:
        return promise(session, me, scene, text, now)
    return _take_on(session, me, commitment, now)


def _take_on(session: Session, me: Person, commitment: Commitment, now: datetime) -> Said:
    """Accept what waits for me to accept it; anything else is only shown."""
    if commitment.state is State.OFFERED and commitment.owner == me.number:
        return said(offers.accept(session, commitment, me, now))
    if commitment.state is State.OPEN and commitment.handover_to == me.number:
        return said(moving.take_over(session, commitment, me, now))
    return Said(Kind.COMMITMENT, {"number": commitment.number, "revision": 0})


def _is_meant(
    session: Session, me: Person, scene: Scene, typed: tuple[RecordName, str], now: datetime
) -> bool:
    """Tell whether a commitment is named: *c4 pipes fixed by friday* is a promise of its own."""
    named, rest = typed
    if named.letter != LETTER or named.has_dash:
        return named.letter == LETTER
    if rest and due_in(rest, now, me.zoneinfo) is None:
        return False
    found = session.get(Commitment, (me.team_id, named.number))
    return found is not None and can_see(session, found, me, scene.channel_id)


def settle(
    session: Session, me: Person, scene: Scene, typed: tuple[FormKind, str], now: datetime
) -> Said:
    """`done`, `extend`, `drop`, `release`, `handoff`, `reopen` and what follows."""
    kind, text = typed
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        facts = {"act": kind.value, "scene": scene.to_json()}
        return ask(session, me, FormKind.PICK, as_read(session, me, text), facts, now)
    return settle_numbered(session, me, scene, (kind, named.number, rest), now)


def settle_numbered(
    session: Session, me: Person, scene: Scene, typed: tuple[FormKind, int, str], now: datetime
) -> Said:
    """Do what was typed to one commitment."""
    kind, number, rest = typed
    filled = _filled(session, me, kind, rest, now)
    return settle_filled(session, me, scene, (kind, number, filled), now)


def settle_filled(
    session: Session, me: Person, scene: Scene, given: tuple[FormKind, int, Filled], now: datetime
) -> Said:
    """Do what was asked for with one commitment, or ask for what is missing, the text kept."""
    kind, number, filled = given
    # What may not be done is refused before anything more is asked.
    commitment = commitment_for(session, me, number, here=scene.channel_id)
    demand_admission(session, commitment, me, kind, now)
    if _is_enough(kind, filled):
        return act(session, me, kind, number, filled, now, here=scene.channel_id)
    facts = {"number": number, "scene": scene.to_json(), "person": filled.person}
    if filled.unclear:
        facts |= {"problem": filled.unclear.why.value, **due_facts(filled.unclear)}
    if filled.on:
        facts["due_on"] = filled.on.isoformat()
        facts["due_at"] = filled.at.isoformat() if filled.at else None
    return ask(session, me, kind, filled.text, facts, now)


def dissent(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`dissent C-12 …` declines what was offered to me; others' promises are not voted on."""
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        raise NothingToDissent
    commitment = commitment_for(session, me, named.number, here=scene.channel_id)
    asked = commitment.owner if commitment.state is State.OFFERED else commitment.handover_to
    if asked != me.number:
        owner = _called(session, me, commitment.owner)
        raise NotAProposal(record=commitment.name, who=owner)
    reason = Filled(text=as_read(session, me, rest))
    return act(session, me, FormKind.DECLINE, named.number, reason, now)


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show C-12`: the commitment as it stands, and all that happened to it."""
    del now
    named, _ = leading_record(text)
    if named is None or named.letter != LETTER:
        raise NoRecordNamed
    commitment_for(session, me, named.number, here=scene.channel_id, lock=False)
    return Said(Kind.STORY, {"number": named.number, "here": scene.channel_id})


def list_(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list`, `list overdue`, `list Service`, `list @ana`: pages of ten."""
    del now
    word = text.strip().casefold()
    facts: dict[str, Any] = {"here": scene.channel_id, "page": 0, "which": Which.MINE.value}
    if word in {which.value for which in Which} - {"area", "person"}:
        return Said(Kind.LIST, {**facts, "which": word})
    person = _person_in(session, me, text)
    if person is not None:
        return Said(Kind.LIST, {**facts, "which": Which.PERSON.value, "of": person.number})
    area = area_called(session, me.team_id, word.removeprefix("area ")) if word else None
    if area is not None:
        return Said(Kind.LIST, {**facts, "which": Which.AREA.value, "of": area.number})
    if word:
        raise NoSuchList
    return Said(Kind.LIST, facts)


def _filled(session: Session, me: Person, kind: FormKind, rest: str, now: datetime) -> Filled:
    if kind is FormKind.HANDOVER:
        return _handover_in(session, me, rest)
    text = as_read(session, me, rest)
    if kind is FormKind.EXTEND:
        return date_and_reason(_without_lead(text, ("to", "until", "till")), me, now)
    return Filled(text=_without_lead(text, ("because", "since")))


def _handover_in(session: Session, me: Person, rest: str) -> Filled:
    """Read to whom, and why; as long as nobody is named, all of it is kept."""
    person = _person_in(session, me, rest)
    if person is None:
        return Filled(text=as_read(session, me, rest))
    why = leading_mentions(_without_lead(rest.strip(), ("to", "person"))).rest
    reason = _without_lead(as_read(session, me, why), ("because", "since"))
    return Filled(text=reason, person=person.slack_id or "")


def _without_lead(text: str, leads: tuple[str, ...]) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if first.casefold().strip(",:") in leads else text


def _is_enough(kind: FormKind, filled: Filled) -> bool:
    if kind is FormKind.EXTEND:
        return filled.on is not None and bool(filled.text)
    if kind is FormKind.HANDOVER:
        return bool(filled.person)
    return bool(filled.text) or kind not in _NEEDS_TEXT


def _person_in(session: Session, me: Person, text: str) -> Person | None:
    leading = leading_mentions(_without_lead(text.strip(), ("to", "person")))
    if leading.is_me:
        return me
    if leading.ids:
        return person_known(session, me.team_id, leading.ids[0])
    people = people_called(session, me.team_id, leading.names[0]) if leading.names else []
    return people[0] if len(people) == 1 else None


def _called(session: Session, me: Person, number: int) -> str:
    person = session.get(Person, (me.team_id, number))
    return person.called if person else "somebody"
