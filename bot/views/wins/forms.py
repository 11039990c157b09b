"""The two forms of wins: what was won, and what customers may read of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.unfinished import FormKind
from bot.domain.wins.drafting import LONGEST, LONGEST_NAME, MOST_PEOPLE
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain, words

NO_AREA = "0"
WITHHELD = "withheld"
MOST_AREAS = 99


@dataclass(frozen=True)
class WinForm:
    """What a form is filled with; `note` is what it is about, people are Slack ids."""

    kind: FormKind
    note: str
    story: str = ""
    customer: str = ""
    is_withheld: bool = False
    people: Sequence[str] = field(default=())
    area: int | None = None
    areas: Sequence[tuple[int, str]] = field(default=())
    on_top: str = ""
    is_new: bool = True


def modal(form: WinForm) -> View:
    inputs = _words_inputs(form) if form.kind is FormKind.WIN_WORDS else _win_inputs(form)
    top: list[Block] = [SectionBlock(text=mrkdwn(form.on_top))] if form.on_top else []
    submit = "Ask for the yes" if form.kind is FormKind.WIN_WORDS else "Tell it"
    return View(
        type="modal",
        callback_id=modal_id(form.kind),
        private_metadata=form.note,
        title=plain("Words for customers" if form.kind is FormKind.WIN_WORDS else "A win", 24),
        submit=plain(submit if form.is_new or form.kind is FormKind.WIN_WORDS else "Save", 24),
        close=plain("Cancel", 24),
        blocks=[*top, *inputs],
    )


def invitation(form: WinForm) -> Message:
    """Draw the way into the form, where none can be opened at once."""
    text = "What was won, and for which customer?"
    said = f"*{text}*\n{words(form.story, 1500)}".strip()
    opening = button("Open the form", Action.WIN_FORM, form.note)
    return Message(text, [SectionBlock(text=mrkdwn(said)), ActionsBlock(elements=[opening])])


def _win_inputs(form: WinForm) -> list[Block]:
    story = PlainTextInputElement(
        action_id=Field.WHAT,
        multiline=True,
        max_length=LONGEST,
        initial_value=form.story[:LONGEST] or None,
    )
    customer = PlainTextInputElement(
        action_id=Field.CUSTOMERS,
        max_length=LONGEST_NAME,
        initial_value=form.customer[:LONGEST_NAME] or None,
    )
    withheld = Option(text=plain("Tell it without the name"), value=WITHHELD)
    people = UserMultiSelectElement(
        action_id=Field.PEOPLE,
        initial_users=list(form.people) or None,
        max_selected_items=MOST_PEOPLE,
    )
    return [
        _input(Field.WHAT, "What was won", story, hint="What is better for the customer now?"),
        _input(Field.CUSTOMERS, "For which customer?", customer, optional=True),
        _input(
            Field.WITHHELD,
            "May the name be told?",
            CheckboxesElement(
                action_id=Field.WITHHELD,
                options=[withheld],
                initial_options=[withheld] if form.is_withheld else None,
            ),
            hint="A name is told only once whoever leads the area, or the CCO, has said yes.",
            optional=True,
        ),
        _input(Field.PEOPLE, "Who made it happen", people, optional=True),
        _input(Field.AREA, "Which area", _areas(form), optional=True),
    ]


def _words_inputs(form: WinForm) -> list[Block]:
    text = PlainTextInputElement(
        action_id=Field.WORDS,
        multiline=True,
        max_length=LONGEST,
        initial_value=form.story[:LONGEST] or None,
    )
    hint = "It is told outside only after the CCO has said yes to these very words."
    return [_input(Field.WORDS, "What customers may read", text, hint=hint)]


def _areas(form: WinForm) -> StaticSelectElement:
    named = form.areas[:MOST_AREAS]
    options = [Option(text=plain("No area"), value=NO_AREA)]
    options += [Option(text=plain(name, 75), value=str(number)) for number, name in named]
    chosen = next((each for each in options if each.value == str(form.area or NO_AREA)), options[0])
    return StaticSelectElement(action_id=Field.AREA, options=options, initial_option=chosen)


def _input(
    name: Field, label: str, element: Any, *, hint: str = "", optional: bool = False
) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        hint=plain(hint) if hint else None,
        optional=optional,
    )
