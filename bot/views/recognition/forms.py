"""The forms about thanks and nominations; one table says which form has which inputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.recognition.records import Tag
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain, words

TEXT_MOST = 3000
TITLES = {
    FormKind.KUDOS: ("Thanks", "Thank them"),
    FormKind.KUDOS_CHANGED: ("For the customer", "Add it"),
    FormKind.KUDOS_EDIT: ("Edit wording", "Save"),
    FormKind.KUDOS_SHARE: ("Share it", "Post it"),
    FormKind.NOMINATE: ("A nomination", "Nominate"),
    FormKind.NOMINATION_PICK: ("Pick", "Commend them"),
}
_TAGS = {Tag.RELIABILITY: "Reliability: it holds", Tag.IMPROVEMENT: "Improvement: it is better"}
_WITH_DEED = {FormKind.KUDOS, FormKind.KUDOS_EDIT, FormKind.NOMINATE}
_OUTCOME = "Such as: they stayed, they got it on Friday, they no longer call."
_WORDS = {
    FormKind.KUDOS_CHANGED: ("What changed?", _OUTCOME),
    FormKind.NOMINATION_PICK: ("In your own words", "Read out as you write it."),
}
ASKED = {
    FormKind.KUDOS: "Whom do you thank, and for what?",
    FormKind.KUDOS_CHANGED: "What changed for the customer?",
    FormKind.KUDOS_EDIT: "What should it say?",
    FormKind.KUDOS_SHARE: "Where should it be posted?",
    FormKind.NOMINATE: "Whom do you nominate, and for what?",
    FormKind.NOMINATION_PICK: "Why do you commend them?",
}


@dataclass(frozen=True)
class Form:
    """What a form is filled with before anybody types; `note` is what it is about."""

    kind: FormKind
    note: str
    on_top: str = ""
    people: Sequence[str] = field(default=())
    did: str = ""
    changed: str = ""
    tag: str = ""
    asks_where: bool = False


def modal(form: Form) -> View:
    """Draw a form; five inputs at the most."""
    title, submit = TITLES[form.kind]
    top = [SectionBlock(text=mrkdwn(form.on_top))] if form.on_top else []
    return View(
        type="modal",
        callback_id=modal_id(form.kind),
        private_metadata=form.note,
        title=plain(title, 24),
        submit=plain(submit, 24),
        close=plain("Cancel", 24),
        blocks=[*top, *_inputs(form)],
    )


def invitation(form: Form) -> Message:
    """Draw the way into a form, where none can be opened at once."""
    question = form.on_top or ASKED[form.kind]
    typed = words(f"{form.did} {form.changed}".strip())
    top = SectionBlock(text=mrkdwn(f"{question}\n{typed}".strip()))
    action = Action.OPEN_FORM if form.note.startswith("U-") else _OPENS[form.kind]
    opening = button("Open the form", action, form.note.removeprefix("K-").removeprefix("N-"))
    return Message(f"{question} {typed}".strip(), [top, ActionsBlock(elements=[opening])])


def filled_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """Read a form back, by the names that its fields have in the domain."""
    read = values_in(values)
    person = read.get(Field.OWNER)
    return {
        "people": (person,) if person else tuple(read.get(Field.PEOPLE) or ()),
        "did": str(read.get(Field.WHAT) or ""),
        "changed": str(read.get(Field.CHANGED) or ""),
        "words": str(read.get(Field.WORDS) or ""),
        "tag": str(read.get(Field.TAG) or ""),
        "channel": str(read.get(Field.CHANNEL) or ""),
    }


def _inputs(form: Form) -> list[Block]:
    inputs = _who(form)
    if form.kind in _WITH_DEED:
        inputs += [_text(Field.WHAT, "What they did", form.did), _outcome(form)]
    if form.kind in {FormKind.KUDOS, FormKind.KUDOS_EDIT}:
        inputs.append(_input(Field.TAG, "What kind", _tags(form), optional=True))
    if form.kind in _WORDS:
        label, hint = _WORDS[form.kind]
        inputs.append(_text(Field.WORDS, label, form.changed, hint=hint))
    if form.asks_where or form.kind is FormKind.KUDOS_SHARE:
        inputs.append(_where(form))
    return inputs


def _who(form: Form) -> list[Block]:
    if form.kind is FormKind.KUDOS:
        several = UserMultiSelectElement(
            action_id=Field.PEOPLE, initial_users=list(form.people) or None
        )
        return [_input(Field.PEOPLE, "Who", several)]
    if form.kind is FormKind.NOMINATE:
        one = UserSelectElement(action_id=Field.OWNER, initial_user=next(iter(form.people), None))
        return [_input(Field.OWNER, "Who", one)]
    return []


def _outcome(form: Form) -> Block:
    return InputBlock(
        block_id=Field.CHANGED,
        label=plain("What changed for the customer?"),
        optional=True,
        hint=plain(_OUTCOME),
        element=PlainTextInputElement(
            action_id=Field.CHANGED,
            multiline=True,
            max_length=TEXT_MOST,
            initial_value=form.changed[:TEXT_MOST] or None,
        ),
    )


def _text(name: Field, label: str, text: str, hint: str = "") -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        hint=plain(hint) if hint else None,
        element=PlainTextInputElement(
            action_id=name,
            multiline=True,
            max_length=TEXT_MOST,
            initial_value=text[:TEXT_MOST] or None,
        ),
    )


def _tags(form: Form) -> StaticSelectElement:
    options = {tag: Option(text=plain(said, 75), value=tag) for tag, said in _TAGS.items()}
    chosen = options.get(Tag(form.tag)) if form.tag else None
    return StaticSelectElement(
        action_id=Field.TAG, options=list(options.values()), initial_option=chosen
    )


def _where(form: Form) -> Block:
    is_optional = form.kind is not FormKind.KUDOS_SHARE
    return InputBlock(
        block_id=Field.CHANNEL,
        label=plain("Where should it be seen?"),
        optional=is_optional,
        hint=plain("Left empty, only by the people named.") if is_optional else None,
        element=ConversationSelectElement(
            action_id=Field.CHANNEL,
            filter=ConversationFilter(
                include=["public", "private"], exclude_external_shared_channels=True
            ),
        ),
    )


def _input(name: Field, label: str, element: Any, *, optional: bool = False) -> Block:
    return InputBlock(block_id=name, label=plain(label), optional=optional, element=element)


_OPENS = {
    FormKind.KUDOS: Action.KUDOS_NEW,
    FormKind.KUDOS_CHANGED: Action.KUDOS_CHANGED,
    FormKind.KUDOS_EDIT: Action.KUDOS_EDIT,
    FormKind.KUDOS_SHARE: Action.KUDOS_SHARE,
    FormKind.NOMINATION_PICK: Action.NOMINATION_PICK,
}
