"""Agreeing on a hand-off: offered to both areas, active once both have accepted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.answers import Kind, Said
from bot.domain.areas import Area
from bot.domain.changing import change_row
from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.commitments.settling import ReasonMissing
from bot.domain.counters import next_number
from bot.domain.history import Event, record
from bot.domain.issues.contracts import LETTER, NOUN, Contract, ContractState
from bot.domain.issues.rights import leader_of
from bot.domain.lines import add_line, digest_of
from bot.domain.notices import Place, promise, refresh_about
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import heard_at, hours_of
from bot.domain.roles import cco_of
from bot.domain.scenes import Scene
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError

AGREED = "contract_agreed"  # A line for who proposed it, and for the other area.
NOT_AGREED = "contract_declined"
MOST = 300  # Characters of what is handed on.
WORKING_DAY = 9  # Hours, as everybody's are until they choose others.
WITHIN = (2, 4, WORKING_DAY, 2 * WORKING_DAY, 3 * WORKING_DAY, 5 * WORKING_DAY, 10 * WORKING_DAY)


class WhatIsHanded(UserError):
    """Please say in up to 300 characters what one area hands to the other."""


class TwoAreas(UserError):
    """Please pick two different areas: the one that gives, and the one that receives."""


class NobodyToAgree(UserError):
    """Nobody can agree for {area}: it has no leader, and there is no CCO yet. Name one first."""


class NoSuchContract(UserError):
    """I find no {record} that you can see. {command} contracts shows them all."""


class NotForYou(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


class NotOpenAnyMore(UserError):
    """{record} is not open any more, so nothing changed."""


@dataclass(frozen=True)
class ContractWish:
    """What one area hands to another, and within how many working hours."""

    giver: int
    receiver: int
    what: str
    within_hours: int

    def __post_init__(self) -> None:
        if not cleaned(self.what) or len(self.what) > MOST:
            raise WhatIsHanded(field="what")
        if self.giver == self.receiver:
            raise TwoAreas(field="receiver")


def offer_contract(
    session: Session, me: Person, wish: ContractWish, scene: Scene, now: datetime
) -> Contract:
    """Offer a contract to both areas; whoever answers for one of them has said yes by that."""
    number = next_number(session, me.team_id, NOUN)
    known = _made_from(session, me.team_id, scene.origin)
    if known is not None:
        return known
    contract = _made(session, me, number, wish, scene, now)
    answering = [who_answers(session, contract, area) for area in (wish.giver, wish.receiver)]
    if me.number in {each.number for each in answering}:
        accept_contract(session, contract, me, now)
    for person in {each.number: each for each in answering}.values():
        if person.number != me.number:
            _ask(session, contract, person, now)
    return contract


def who_answers(session: Session, contract: Contract, area: int) -> Person:
    """Return who agrees for an area: its leader, or the CCO where it has none."""
    person = leader_of(session, contract.team_id, area) or cco_of(session, contract.team_id)
    if person is None:
        name = session.get_one(Area, (contract.team_id, area)).name
        raise NobodyToAgree(area=name)
    return person


def waits_for(session: Session, contract: Contract, me: Person) -> list[str]:
    """Return the sides, giver or receiver, that this person has still to answer for."""
    if contract.state is not ContractState.OFFERED:
        return []
    sides = {"giver": contract.giver, "receiver": contract.receiver}
    return [
        side
        for side, area in sides.items()
        if getattr(contract, f"{side}_yes") is None
        and who_answers(session, contract, area).number == me.number
    ]


def accept_contract(session: Session, contract: Contract, me: Person, now: datetime) -> Contract:
    """Agree for one's area; with the second yes the contract holds."""
    sides = _demand_waits(session, contract, me)
    columns: dict[str, Any] = {f"{side}_yes": me.number for side in sides}
    both = {"giver_yes": contract.giver_yes, "receiver_yes": contract.receiver_yes, **columns}
    holds = all(each is not None for each in both.values())
    if holds:
        columns["state"] = ContractState.ACTIVE
    event = Event(me.number, "agreed" if holds else "accepted", now)
    change_row(session, contract, NOUN, event, changed_at=now, **columns)
    if holds:
        _tell(session, contract, AGREED, me, now)
    refresh_about(session, contract.team_id, NOUN, contract.number)
    return contract


def decline_contract(
    session: Session, contract: Contract, me: Person, reason: str, now: datetime
) -> Contract:
    """Say no, and why; who proposed it can offer another one."""
    _demand_waits(session, contract, me)
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    event = Event(me.number, "declined", now, words=keep_words(session, me.team_id, reason))
    columns = {"state": ContractState.DECLINED, "ended_at": now, "changed_at": now}
    change_row(session, contract, NOUN, event, **columns)
    _tell(session, contract, NOT_AGREED, me, now)
    refresh_about(session, contract.team_id, NOUN, contract.number)
    return contract


def end_contract(session: Session, contract: Contract, me: Person, now: datetime) -> Contract:
    """End a contract: by either area, by the CCO, or taken back by who offered it."""
    if contract.state not in {ContractState.OFFERED, ContractState.ACTIVE}:
        raise NotOpenAnyMore(record=contract.label)
    may = people_of(session, contract)
    if me.number not in {each.number for each in may}:
        raise NotForYou(record=contract.label, who=" or ".join(each.called for each in may))
    columns = {"state": ContractState.ENDED, "ended_at": now, "changed_at": now}
    change_row(session, contract, NOUN, Event(me.number, "ended", now), **columns)
    refresh_about(session, contract.team_id, NOUN, contract.number)
    return contract


def people_of(session: Session, contract: Contract) -> list[Person]:
    """Return who has a say in a contract: both leaders, who offered it, and the CCO."""
    found = [
        leader_of(session, contract.team_id, contract.giver),
        leader_of(session, contract.team_id, contract.receiver),
        person_numbered(session, contract.team_id, contract.made_by),
        cco_of(session, contract.team_id),
    ]
    return list({each.number: each for each in found if each is not None}.values())


def contract_for(
    session: Session, me: Person, number: int, *, here: str = "", lock: bool = True
) -> Contract:
    """Return a contract this person may see from where they are. Raises NoSuchContract."""
    query = select(Contract).where(Contract.team_id == me.team_id, Contract.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchContract(record=f"{LETTER}-{number}")
    return found


def can_see(session: Session, contract: Contract, me: Person, here: str = "") -> bool:
    if not contract.is_private or (here and here == contract.channel_id):
        return True
    return me.number in {each.number for each in people_of(session, contract)}


def said(contract: Contract, **more: Any) -> Said:
    return Said(Kind.CONTRACT, {"contract": contract.number, **more})


def _made(
    session: Session, me: Person, number: int, wish: ContractWish, scene: Scene, now: datetime
) -> Contract:
    words = keep_words(session, me.team_id, wish.what)
    contract = Contract(
        team_id=me.team_id,
        number=number,
        giver=wish.giver,
        receiver=wish.receiver,
        what=words.id,
        within_hours=wish.within_hours,
        made_by=me.number,
        made_at=now,
        changed_at=now,
        channel_id=scene.channel_id,
        is_private=scene.is_private,
        origin=scene.origin,
    )
    session.add(contract)
    session.flush()
    record(session, me.team_id, NOUN, number, 1, Event(me.number, "offered", now, words=words))
    return contract


def _made_from(session: Session, team_id: str, origin: str | None) -> Contract | None:
    if origin is None:
        return None
    made = select(Contract).where(Contract.team_id == team_id, Contract.origin == origin)
    return session.exec(made).one_or_none()


def _demand_waits(session: Session, contract: Contract, me: Person) -> list[str]:
    if contract.state is not ContractState.OFFERED:
        raise NotOpenAnyMore(record=contract.label)
    sides = waits_for(session, contract, me)
    if not sides:
        asked = [who_answers(session, contract, n) for n in (contract.giver, contract.receiver)]
        who = " or ".join(dict.fromkeys(each.called for each in asked))
        raise NotForYou(record=contract.label, who=who)
    return sides


def _ask(session: Session, contract: Contract, person: Person, now: datetime) -> None:
    maker = person_numbered(session, contract.team_id, contract.made_by)
    promise(
        session,
        contract.team_id,
        f"{Kind.CONTRACT_OFFER}:{contract.label}:{person.number}",
        kind=Kind.CONTRACT_OFFER,
        place=Place(person_id=person.slack_id or ""),
        now=now,
        due_at=heard_at(session, person, now),
        facts={"contract": contract.number, "asked": person.number},
        subject=(NOUN, contract.number),
        asked_by=maker.slack_id or "",
    )


def _tell(session: Session, contract: Contract, kind: str, by: Person, now: datetime) -> None:
    """Have all others who have a say read in their digest what became of it."""
    for person in people_of(session, contract):
        if person.number != by.number:
            line_to(session, contract, person, kind, now)


def line_to(
    session: Session, contract: Contract, person: Person, kind: str, now: datetime, once: str = ""
) -> None:
    """Have somebody read of a contract in their next digest, once for what `once` names."""
    if not can_be_written_to(person):
        return
    key, about = f"{kind}:{contract.label}:{once}", (NOUN, contract.number)
    listing = digest_of(person.number)
    if add_line(session, contract.team_id, listing, key, kind, now, about=about):
        hours = hours_of(session, person)
        look_sooner(session, person, first_moment(session, person, hours, now))


def contracts_of(
    session: Session, me: Person, here: str = "", most: int = 100
) -> tuple[list[Contract], int]:
    """Return the contracts that are offered or hold, and how many of them are hidden."""
    going = (ContractState.OFFERED, ContractState.ACTIVE)
    found = select(Contract).where(Contract.team_id == me.team_id, col(Contract.state).in_(going))
    every = session.exec(found.order_by(col(Contract.number)).limit(most)).all()
    seen = [each for each in every if can_see(session, each, me, here)]
    return seen, len(every) - len(seen)
