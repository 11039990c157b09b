"""`contract` and `contracts`, typed and filled in: what one area hands to another."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import Area, areas_of
from bot.domain.channels import Posting, channel_of, posting_in
from bot.domain.issues.agreeing import (
    ContractWish,
    contract_for,
    decline_contract,
    end_contract,
    offer_contract,
    said,
)
from bot.domain.issues.contracts import LETTER, Contract
from bot.domain.issues.handings import counted
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind, finish, leave_unfinished, unfinished_numbered
from bot.domain.words import cleaned, words_of
from bot.errors import UserError


class WhichContract(UserError):
    """Please name a contract, as in {command} show H-3; {command} contracts lists them."""


@dataclass(frozen=True)
class Shown:
    """A contract with its areas, its words, and how often it was kept and broken."""

    contract: Contract
    giver: Area
    receiver: Area
    what: str
    kept: int
    broken: int


def contract(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`contract a signed scope`: asks who gives it to whom; `contract H-3` shows one."""
    named, _ = leading_record(text)
    if named is not None and named.letter == LETTER:
        return show(session, me, scene, text, now)
    areas_of(session, me.team_id)  # A new workspace starts with the preset ones.
    facts = {"here": scene.channel_id}
    begun = leave_unfinished(session, me, FormKind.CONTRACT, cleaned(text), facts, now)
    return Said(Kind.CONTRACT_FORM, {"unfinished": begun.number})


def contracts(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`contracts`: all that are offered or hold."""
    del session, me, text, now
    return Said(Kind.CONTRACTS, {"here": scene.channel_id})


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show H-3`."""
    del now
    return said(_named(session, me, scene, text), here=scene.channel_id)


def end(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`close H-3`: it holds no longer."""
    return said(end_contract(session, _named(session, me, scene, text), me, now))


def fill_contract(
    session: Session, me: Person, number: int, wish: ContractWish, origin: str, now: datetime
) -> Said:
    """Offer what the form says."""
    begun = unfinished_numbered(session, me, number)
    channel = channel_of(session, me.team_id, str(begun.facts.get("here", "")))
    in_dm = channel is None or posting_in(channel) is Posting.PERSONAL
    scene = Scene(
        channel_id=channel.channel_id if channel and not in_dm else "",
        is_private=channel is not None and not in_dm and channel.is_private,
        origin=origin,
    )
    offered = offer_contract(session, me, wish, scene, now)
    finish(session, me, number)
    return said(offered)


def fill_decline(session: Session, me: Person, number: int, reason: str, now: datetime) -> Said:
    """Decline for the reason that the form says."""
    found = contract_for(session, me, number)
    return said(decline_contract(session, found, me, cleaned(reason), now))


def shown(session: Session, found: Contract, now: datetime) -> Shown:
    """Return a contract with all that belongs to it."""
    kept, broken = counted(session, found, now)
    return Shown(
        contract=found,
        giver=session.get_one(Area, (found.team_id, found.giver)),
        receiver=session.get_one(Area, (found.team_id, found.receiver)),
        what=words_of(session, {found.what}).get(found.what, "(erased)"),
        kept=kept,
        broken=broken,
    )


def _named(session: Session, me: Person, scene: Scene, text: str) -> Contract:
    named, _ = leading_record(text)
    if named is None or named.letter != LETTER:
        raise WhichContract
    return contract_for(session, me, named.number, here=scene.channel_id)
