"""The forms of contracts: what is handed on by whom to whom, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.issues.agreeing import MOST, WITHIN, ContractWish
from bot.domain.unfinished import FormKind
from bot.domain.words import cleaned
from bot.views.commitments.controls import button
from bot.views.contracts.said import within
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from bot.views.proposals.inputs import Choices, options_of, put
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain

USUAL = WITHIN[3]


@dataclass(frozen=True)
class ContractForm:
    """What the form starts with; `note` is where its words are kept."""

    note: str
    areas: Choices
    what: str = ""
    chosen: Sequence[str] = ()  # The areas that the line named, in its order.


def contract_form(form: ContractForm) -> View:
    """Draw what is handed on, by whom, to whom, and within how long."""
    giver, receiver = [*form.chosen, "", ""][:2]
    times = [(str(hours), within(hours)) for hours in WITHIN]
    blocks: list[Block] = [
        _select(Field.GIVER, "Which area gives", form.areas, giver),
        _select(Field.RECEIVER, "Which area receives", form.areas, receiver),
        put(
            Field.WHAT,
            "What",
            PlainTextInputElement(
                action_id=Field.WHAT, max_length=MOST, initial_value=form.what[:MOST] or None
            ),
            hint="Such as: a signed scope for every new customer.",
            optional=False,
        ),
        _select(Field.WITHIN, "Within how long", times, str(USUAL)),
    ]
    return _modal(FormKind.CONTRACT, "A hand-off", "Offer it", form.note, blocks)


def decline_form(note: str, top: str) -> View:
    """Draw the question why not."""
    reason = PlainTextInputElement(action_id=Field.REASON, multiline=True, max_length=1000)
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(top)),
        put(Field.REASON, "Reason", reason, hint="Both areas read it.", optional=False),
    ]
    return _modal(FormKind.CONTRACT_DECLINE, "Decline a hand-off", "Decline", note, blocks)


def invitation(note: str) -> Message:
    """Draw the way into a form, where none can be opened at once."""
    text = "A hand-off between two areas: who gives what to whom, and within how long?"
    opens = ActionsBlock(elements=[button("Open the form", Action.CONTRACT_FORM, note)])
    return Message(text, [SectionBlock(text=mrkdwn(text)), opens])


def wish_in(values: Mapping[str, Any]) -> ContractWish:
    """Read the form back."""
    read = values_in(values)
    return ContractWish(
        giver=int(read[Field.GIVER]),
        receiver=int(read[Field.RECEIVER]),
        what=cleaned(read.get(Field.WHAT) or ""),
        within_hours=int(read[Field.WITHIN]),
    )


def _select(name: str, label: str, choices: Choices, start: str) -> Block:
    options = options_of(choices)
    chosen = next((each for each in options if each.value == start), None)
    element = StaticSelectElement(action_id=name, options=options, initial_option=chosen)
    return put(name, label, element, optional=False)


def _modal(kind: FormKind, title: str, send: str, note: str, blocks: list[Block]) -> View:
    return View(
        type="modal",
        callback_id=modal_id(kind),
        title=plain(title, 24),
        submit=plain(send, 24),
        close=plain("Cancel", 24),
        private_metadata=note,
        blocks=blocks,
    )
