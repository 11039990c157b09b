"""A contract as an answer, as a question to a leader, and in the list of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from bot.domain.issues.agreeing import WORKING_DAY
from bot.domain.issues.contracting import Shown
from bot.domain.issues.contracts import ContractState
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.lines import area_name
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named, words

STATES = {
    ContractState.OFFERED: "Offered",
    ContractState.ACTIVE: "Agreed",
    ContractState.DECLINED: "Declined",
    ContractState.ENDED: "Ended",
}
MOST = 9  # Contracts in a list, each with its buttons.


class Offering(StrEnum):
    """What one reader can do with a contract."""

    ANSWER = "answer"
    SAY = "say"  # How it went, with what was handed on.
    END = "end"


@dataclass(frozen=True)
class Drawn:
    """A contract as one reader sees it."""

    shown: Shown
    waits_for: Sequence[Person] = ()  # Who has not answered yet.
    offering: Sequence[Offering] = ()
    note: str = ""
    undo: int = 0  # The word that can be taken back, if one was just said.


def within(hours: int) -> str:
    """Return a time of work in words: “2 working days”, “4 working hours”."""
    days, rest = divmod(hours, WORKING_DAY)
    if rest:
        return count(hours, "working hour")
    return count(days, "working day")


def contract(drawn: Drawn) -> Message:
    """Draw one contract with everything that can be done with it now."""
    blocks: list[Block] = [_section(f"{_top(drawn.shown)}\n{_promise(drawn.shown)}")]
    small = dotted([drawn.note, _waiting(drawn), _counts(drawn.shown)])
    blocks += [ContextBlock(elements=[mrkdwn(small)])] if small else []
    buttons = _buttons(drawn)
    blocks += [ActionsBlock(elements=buttons)] if buttons else []
    return Message(_spoken(drawn.shown), blocks)


def offer(drawn: Drawn, maker: str) -> Message:
    """Draw the question to the leader of an area; once answered, it shows the answer."""
    asks = f"{named(maker)} offers a hand-off between your areas."
    answered = "" if Offering.ANSWER in drawn.offering else "This is answered, thank you."
    rules = "Both areas say yes, or it does not hold. Kept and late hand-offs are counted."
    text = "\n".join([f"*{asks}*", _top(drawn.shown), _promise(drawn.shown)])
    blocks: list[Block] = [_section(text)]
    blocks.append(ContextBlock(elements=[mrkdwn(answered or rules)]))
    buttons = _buttons(drawn)
    blocks += [ActionsBlock(elements=buttons)] if buttons else []
    return Message(f"{asks} {_spoken(drawn.shown)}", blocks)


def contracts(all_: Sequence[Drawn], hidden: int, command: str) -> Message:
    """Draw the list of what areas hand to each other."""
    heading = "No hand-off between areas is offered or agreed yet"
    if all_:
        heading = count(len(all_), "hand-off is", "hand-offs are") + " offered or agreed"
    blocks: list[Block] = [_section(f"*{heading}*")]
    for each in all_[:MOST]:
        small = dotted([_waiting(each), _counts(each.shown)])
        blocks.append(_section(f"{_top(each.shown)}\n{_promise(each.shown)}"))
        blocks += [ContextBlock(elements=[mrkdwn(small)])] if small else []
    more = len(all_) - MOST
    beyond = f"… and {more} more; name one to see it." if more > 0 else ""
    private = f"{hidden} more agreed in private." if hidden else ""
    rest = dotted([beyond, private, f"A new one: `{command} contract`, and what is handed on."])
    blocks.append(ContextBlock(elements=[mrkdwn(rest)]))
    if len(all_) == 1:
        buttons = _buttons(all_[0])
        blocks += [ActionsBlock(elements=buttons)] if buttons else []
    return Message(heading, blocks)


def _top(shown: Shown) -> str:
    areas = f"{area_name(shown.giver.name)} → {area_name(shown.receiver.name)}"
    contract = shown.contract
    return dotted([f"*Contract {contract.label}*", f"*{STATES[contract.state]}*", areas])


def _promise(shown: Shown) -> str:
    return f"Within {within(shown.contract.within_hours)}: {words(shown.what, 400)}"


def _waiting(drawn: Drawn) -> str:
    names = ", ".join(named(each.called) for each in drawn.waits_for)
    return f"Waits for {names}" if names else ""


def _counts(shown: Shown) -> str:
    if not shown.kept + shown.broken:
        return ""
    return f"{shown.kept} in time, {shown.broken} late"


def _buttons(drawn: Drawn) -> list[ButtonElement]:
    number, buttons = drawn.shown.contract.number, []
    if drawn.undo:
        buttons.append(button("Undo", Action.HANDING_UNDO, drawn.undo))
    if Offering.ANSWER in drawn.offering:
        buttons.append(button("Accept", Action.CONTRACT_ACCEPT, number))
        buttons.append(button("Decline", Action.CONTRACT_DECLINE, number))
    if Offering.SAY in drawn.offering and not drawn.undo:
        buttons.append(button("It came in time", Action.HANDING_IN_TIME, number))
        buttons.append(button("It came late", Action.HANDING_LATE, number))
    if Offering.END in drawn.offering:
        buttons.append(button("End it", Action.CONTRACT_END, number))
    return buttons


def _spoken(shown: Shown) -> str:
    areas = f"{area_name(shown.giver.name)} to {area_name(shown.receiver.name)}"
    said = f"{shown.contract.label}, {STATES[shown.contract.state].lower()}: {areas}"
    return f"{said}, within {within(shown.contract.within_hours)}: {words(shown.what, 400)}"


def _section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))
