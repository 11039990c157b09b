"""Forms: a title, a sentence on top, and inputs; one table says which form has which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.unfinished import FormKind
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message, as_typed
from bot.views.text import mrkdwn, plain, words

INPUT_MOST = 3000  # Characters of a text input (Slack docs, "Block Kit: plain_text_input").
BLOCKS_LEFT_OVER = 90  # Of the hundred that a view takes.

TITLES = {
    FormKind.PROMISE: ("A commitment", "Promise"),
    FormKind.COPIES: ("One owner each", "Make them"),
    FormKind.DONE: ("Done", "Done"),
    FormKind.EXTEND: ("Another date", "Extend"),
    FormKind.DROP: ("Drop it", "Drop"),
    FormKind.RELEASE: ("Release the owner", "Release"),
    FormKind.HANDOVER: ("Hand over", "Offer it"),
    FormKind.EDIT: ("Edit", "Save"),
    FormKind.DISCUSS: ("Discuss the offer", "Send"),
    FormKind.DECLINE: ("Decline", "Decline"),
    FormKind.CHANGE_OFFER: ("Change the offer", "Offer it"),
    FormKind.NOT_THERE_YET: ("Not there yet", "Send back"),
    FormKind.SHARE: ("Share it", "Post it"),
    FormKind.PICK: ("Which one?", "Go on"),
}
_TEXTS: dict[FormKind, tuple[Field, str, bool]] = {
    # Which text each form asks for: its field, its label, and whether it may stay empty.
    FormKind.PROMISE: (Field.WHAT, "What", False),
    FormKind.COPIES: (Field.WHAT, "What", False),
    FormKind.EDIT: (Field.WHAT, "What", False),
    FormKind.CHANGE_OFFER: (Field.WHAT, "What", False),
    FormKind.DONE: (Field.PROOF, "Proof", True),
    FormKind.EXTEND: (Field.REASON, "Why", False),
    FormKind.DROP: (Field.REASON, "Why", False),
    FormKind.NOT_THERE_YET: (Field.REASON, "Why", False),
    FormKind.RELEASE: (Field.REASON, "Why", True),
    FormKind.DECLINE: (Field.REASON, "Why", True),
    FormKind.DISCUSS: (Field.WORDS, "What would need to change", True),
}
_HINTS = {
    Field.PROOF: "A link or a line by which others can see it.",
    Field.REASON: "Whom it concerns will read it.",
}
_DATED = {
    FormKind.PROMISE: "By when",
    FormKind.COPIES: "By when",
    FormKind.EXTEND: "By when",
    FormKind.EDIT: "By when",
    FormKind.CHANGE_OFFER: "By when",
    FormKind.DISCUSS: "Another date",
}
_WITH_CUSTOMERS = {FormKind.PROMISE, FormKind.COPIES, FormKind.EDIT}


@dataclass(frozen=True)
class Form:
    """What a form is filled with before anybody types; `note` is the record it is about.

    `asks_where` adds the question where a promise should be seen; `choices` are (value, label).
    """

    kind: FormKind
    note: str
    on_top: str = ""
    text: str = ""
    due: date | None = None
    owner: str = ""
    people: Sequence[str] = field(default=())
    promised_to: str = ""
    customers: str = ""
    channel: str = ""
    asks_where: bool = False
    choices: Sequence[tuple[str, str]] = field(default=())


def modal(form: Form) -> View:
    """Draw a form; six inputs at the most."""
    title, submit = TITLES[form.kind]
    top = [SectionBlock(text=mrkdwn(form.on_top))] if form.on_top else []
    inputs = _inputs(form)
    return View(
        type="modal",
        callback_id=modal_id(form.kind),
        private_metadata=form.note,
        title=plain(title, 24),
        submit=plain(submit, 24) if inputs else None,
        close=plain("Cancel", 24),
        blocks=[*top, *inputs, *_left_over(form)],
    )


def invitation(form: Form, question: str) -> Message:
    """Draw the way back into a form, where none can be opened at once."""
    text = f"{question} {words(form.text, 600)}".strip()
    top = SectionBlock(text=mrkdwn(f"*{question}*\n{words(form.text)}".strip()))
    opening = ButtonElement(
        text=plain("Open the form"), action_id=Action.OPEN_FORM, value=form.note
    )
    return Message(text, [top, ActionsBlock(elements=[opening])])


def answered() -> Message:
    """Draw what becomes of an invitation once its form was filled in, or thrown away."""
    text = "Thank you, that is answered."
    return Message(text, [SectionBlock(text=mrkdwn(text))])


def values_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """Read a form back: what was typed, picked and chosen, by field."""
    return {block: _value(next(iter(actions.values()), {})) for block, actions in values.items()}


def _value(state: Mapping[str, Any]) -> Any:
    option = state.get("selected_option") or {}
    plain_values = (
        state.get("value"),
        state.get("selected_date"),
        state.get("selected_user"),
        state.get("selected_users"),
        state.get("selected_conversation"),
        option.get("value"),
    )
    return next((value for value in plain_values if value), None)


def _inputs(form: Form) -> list[Block]:
    inputs: list[Block] = []
    if form.kind is FormKind.PICK and form.choices:
        inputs.append(_picker(form))
    if form.kind in _TEXTS:
        inputs.append(_text(form, *_TEXTS[form.kind]))
    if form.kind in _DATED:
        inputs.append(_date(form, _DATED[form.kind]))
    inputs += _people(form)
    if form.kind in _WITH_CUSTOMERS:
        inputs.append(_customers(form))
    if form.asks_where or form.kind is FormKind.SHARE:
        inputs.append(_where(form))
    return inputs


def _text(form: Form, name: Field, label: str, optional: bool) -> Block:  # noqa: FBT001 - from the table above
    hint = _HINTS.get(name)
    return InputBlock(
        block_id=name,
        label=plain(label),
        optional=optional,
        hint=plain(hint) if hint else None,
        element=PlainTextInputElement(
            action_id=name,
            multiline=True,
            max_length=INPUT_MOST,
            initial_value=form.text[:INPUT_MOST] or None,
        ),
    )


def _date(form: Form, label: str) -> Block:
    return InputBlock(
        block_id=Field.DUE,
        label=plain(label),
        optional=form.kind in {FormKind.DISCUSS, FormKind.PROMISE, FormKind.COPIES},
        hint=plain("Left empty, in a week.") if form.kind is FormKind.PROMISE else None,
        element=DatePickerElement(
            action_id=Field.DUE, initial_date=form.due.isoformat() if form.due else None
        ),
    )


def _people(form: Form) -> list[Block]:
    if form.kind is FormKind.COPIES:
        picker = UserMultiSelectElement(
            action_id=Field.PEOPLE, initial_users=list(form.people) or None
        )
        return [InputBlock(block_id=Field.PEOPLE, label=plain("Who"), element=picker)]
    if form.kind is FormKind.HANDOVER:
        return [_person(Field.OWNER, "Who", form.owner, optional=False)]
    if form.kind is FormKind.PROMISE:
        return [
            _person(Field.OWNER, "Who", form.owner, optional=False),
            _person(Field.PROMISED_TO, "Promised to", form.promised_to, optional=True),
        ]
    return []


def _person(name: Field, label: str, initial: str, *, optional: bool) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        optional=optional,
        element=UserSelectElement(action_id=name, initial_user=initial or None),
    )


def _customers(form: Form) -> Block:
    return InputBlock(
        block_id=Field.CUSTOMERS,
        label=plain("For which customers?"),
        optional=True,
        element=PlainTextInputElement(
            action_id=Field.CUSTOMERS, max_length=500, initial_value=form.customers or None
        ),
    )


def _where(form: Form) -> Block:
    is_optional = form.kind is not FormKind.SHARE
    return InputBlock(
        block_id=Field.CHANNEL,
        label=plain("Where should this be seen?"),
        optional=is_optional,
        hint=plain("Left empty, only by the people named.") if is_optional else None,
        element=ConversationSelectElement(
            action_id=Field.CHANNEL,
            initial_conversation=form.channel or None,
            filter=ConversationFilter(
                include=["public", "private"], exclude_external_shared_channels=True
            ),
        ),
    )


def _picker(form: Form) -> Block:
    options = [Option(text=plain(label, 75), value=value) for value, label in form.choices]
    return InputBlock(
        block_id=Field.RECORD,
        label=plain("Which commitment"),
        element=StaticSelectElement(action_id=Field.RECORD, options=options),
    )


def _left_over(form: Form) -> list[Block]:
    """Show what no input can hold, so that nothing typed is lost."""
    rest = as_typed(form.text[INPUT_MOST:])
    title = SectionBlock(text=mrkdwn("*The rest of what you typed*"))
    return [title, *rest][:BLOCKS_LEFT_OVER] if rest else []
