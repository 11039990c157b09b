"""The inputs that the forms about issues are put together from."""

from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    PlainTextInputElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.domain.issues.records import Severity
from bot.views.ids import Field
from bot.views.issues.form import Form
from bot.views.issues.words import CHANNELS, SEVERITIES, TAGS
from bot.views.proposals.inputs import Choices, options_of, put

WORDS_MOST = 2000
LINE_MOST = 200
# The texts a line may have been typed for, the first one there is given back.
TYPED = (Field.WHAT, Field.WORDS, Field.REASON, Field.TOLD_HOW, Field.CAUSE, Field.INTO)


def text(form: Form, name: str, label: str, *, hint: str = "", optional: bool = False) -> Block:
    start = form.values.get(name, "")[:WORDS_MOST]
    element = PlainTextInputElement(
        action_id=name, multiline=True, max_length=WORDS_MOST, initial_value=start or None
    )
    return put(name, label, element, hint=hint, optional=optional)


def line(form: Form, name: str, label: str, *, hint: str = "", optional: bool = True) -> Block:
    start = form.values.get(name, "")[:LINE_MOST]
    element = PlainTextInputElement(
        action_id=name, max_length=LINE_MOST, initial_value=start or None
    )
    return put(name, label, element, hint=hint, optional=optional)


def day(form: Form, name: str, label: str, *, hint: str = "", optional: bool = True) -> Block:
    element = DatePickerElement(action_id=name, initial_date=form.values.get(name) or None)
    return put(name, label, element, hint=hint, optional=optional)


def person(form: Form, name: str, label: str, *, hint: str = "", optional: bool = True) -> Block:
    element = UserSelectElement(action_id=name, initial_user=form.values.get(name) or None)
    return put(name, label, element, hint=hint, optional=optional)


def people(name: str, label: str, start: Any, *, most: int, hint: str = "") -> Block:
    element = UserMultiSelectElement(
        action_id=name, initial_users=list(start)[:most] or None, max_selected_items=most
    )
    return put(name, label, element, hint=hint)


def select(form: Form, name: str, label: str, choices: Choices, *, optional: bool = True) -> Block:
    options = options_of(choices)
    chosen = next((each for each in options if each.value == form.values.get(name)), None)
    element = StaticSelectElement(action_id=name, options=options, initial_option=chosen)
    return put(name, label, element, optional=optional)


def severity(form: Form) -> Block:
    choices = [(each.value, label) for each, label in SEVERITIES.items()]
    known = {Field.SEVERITY: Severity.NORMAL.value} | dict(form.values)
    own = Form(form.kind, form.note, values=known)
    return select(own, Field.SEVERITY, "How bad is it", choices, optional=False)


def touchpoint(form: Form) -> list[Block]:
    """Draw where customers meet us, as the company's own list has it."""
    if not form.choices:
        return []
    return [select(form, Field.TOUCHPOINT, "Where it happens", form.choices)]


def tag(form: Form) -> Block:
    choices = [(each.value, label) for each, label in TAGS.items()]
    return select(form, Field.TAG, "What kind of work", choices)


def heard_by(form: Form) -> Block:
    choices = [(each.value, label) for each, label in CHANNELS.items()]
    return select(form, Field.HEARD_BY, "How you heard it", choices)


def channel(name: str, form: Form, *, optional: bool = True) -> Block:
    element = ConversationSelectElement(
        action_id=name,
        initial_conversation=form.values.get(name) or None,
        filter=ConversationFilter(
            include=["public", "private"], exclude_external_shared_channels=True
        ),
    )
    hint = "Left empty, only by the people on it." if optional else ""
    return put(name, "Where should this be seen?", element, hint=hint, optional=optional)
