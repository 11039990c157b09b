"""The forms about sessions: how one was, another time for one, an item for the next agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.sessions.agendas import Topic
from bot.domain.sessions.items import LONGEST
from bot.domain.sessions.occasions import Occasion
from bot.domain.sessions.recording import LONGEST_NOTES, Record
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.sessions.lines import section, title, topic_name, when, which
from bot.views.sessions.posts import key_of
from bot.views.surface import Message
from bot.views.text import count, named, plain

LABEL_MOST = 75  # Characters of an option (Slack docs, "Block Kit: option object").
OPTIONS_MOST = 100
_ASKED, _ASKED_AGAIN = "What was promised?", "What else was promised?"


@dataclass(frozen=True)
class RecordForm:
    """What the form about a session starts with: who is asked, and what was on its agenda."""

    occasion: Occasion
    people: Sequence[str]  # Slack ids.
    topics: Sequence[Topic]
    notes: str = ""  # As they were recorded.
    promised: int = 0  # So many promises were recorded; they stay.

    @property
    def is_again(self) -> bool:
        return self.occasion.one.recorded_at is not None


def record_form(form: RecordForm) -> View:
    """Draw the form in which a session's leader says what it came to."""
    there = UserMultiSelectElement(action_id=Field.PEOPLE, initial_users=list(form.people) or None)
    hint = "One a line: “@ana send the list by friday”. Without a name it is yours."
    return View(
        type="modal",
        callback_id=modal_id(FormKind.SESSION_RECORD),
        private_metadata=key_of(form.occasion),
        title=plain(f"{which(form.occasion.one)}", 24),
        submit=plain("Save" if form.is_again else "Record", 24),
        close=plain("Cancel", 24),
        blocks=[
            section("\n".join([title(form.occasion), when(form.occasion), *_stays(form)])),
            _input(Field.PEOPLE, "Who was there?", there),
            _text(Field.PROMISES, _ASKED_AGAIN if form.is_again else _ASKED, LONGEST_NOTES, hint),
            *_items(form.topics),
            _text(Field.NOTES, "Notes", LONGEST_NOTES, known=form.notes),
        ],
    )


def _stays(form: RecordForm) -> list[str]:
    """Say, of what was recorded before, what this form does not change."""
    if not form.is_again:
        return []
    made = count(form.promised, "promise was", "promises were")
    return [f"{made} recorded, and what was dealt with; that stays. The minutes are changed."]


def record_invitation(occasion: Occasion) -> Message:
    """Draw the way into that form, where none can be opened at once."""
    question = f"How was {which(occasion.one)} of {named(occasion.name)}?"
    record = button("Open the form", Action.RECORD, key_of(occasion))
    return Message(question, [section(f"*{question}*"), ActionsBlock(elements=[record])])


def item_form(label: str, name: str) -> View:
    """Draw the form for an item; `label` is the forum's id."""
    return View(
        type="modal",
        callback_id=modal_id(FormKind.AGENDA_ITEM),
        private_metadata=label,
        title=plain("An item", 24),
        submit=plain("Add it", 24),
        close=plain("Cancel", 24),
        blocks=[
            section(f"For the next agenda of *{named(name)}*"),
            InputBlock(
                block_id=Field.WORDS,
                label=plain("What should be talked about?"),
                element=PlainTextInputElement(
                    action_id=Field.WORDS, multiline=True, max_length=LONGEST
                ),
            ),
        ],
    )


def item_invitation(label: str, name: str) -> Message:
    """Draw the way into that form, where none can be opened at once."""
    question = f"What should be talked about in {named(name)}?"
    add = button("Open the form", Action.ITEM_ADD, label)
    return Message(question, [section(f"*{question}*"), ActionsBlock(elements=[add])])


def move_form(occasion: Occasion) -> View:
    """Draw the form that gives one session another day and hour."""
    local = occasion.one.starts_at.astimezone(occasion.forum.zoneinfo)
    day = DatePickerElement(action_id=Field.DUE, initial_date=local.date().isoformat())
    hour = TimePickerElement(action_id=Field.AT, initial_time=f"{local:%H:%M}")
    return View(
        type="modal",
        callback_id=modal_id(FormKind.SESSION_MOVE),
        private_metadata=f"F-{occasion.forum.number}",
        title=plain("Another time", 24),
        submit=plain("Move it", 24),
        close=plain("Cancel", 24),
        blocks=[
            section(f"{title(occasion)}\nNow: {when(occasion)}"),
            _input(Field.DUE, "Day", day, optional=False),
            _input(Field.AT, "Hour, by the forum's clock", hour, optional=False),
        ],
    )


def move_invitation(occasion: Occasion) -> Message:
    """Draw the way into that form, where none can be opened at once."""
    question = f"When should {which(occasion.one)} of {named(occasion.name)} be?"
    move = button("Open the form", Action.FORUM_MOVE, occasion.forum.number)
    return Message(question, [section(f"*{question}*"), ActionsBlock(elements=[move])])


def record_in(values: Mapping[str, Any]) -> Record:
    """Read the form about a session."""
    return Record(
        there=tuple(_state(values, Field.PEOPLE).get("selected_users") or ()),
        promises=_state(values, Field.PROMISES).get("value") or "",
        settled=_chosen(values, Field.SETTLED),
        dropped=_chosen(values, Field.DROPPED),
        notes=_state(values, Field.NOTES).get("value") or "",
    )


def moved_to(values: Mapping[str, Any]) -> tuple[date | None, time | None]:
    """Read the form that gives a session another time."""
    on = _state(values, Field.DUE).get("selected_date")
    at = _state(values, Field.AT).get("selected_time")
    return (date.fromisoformat(on) if on else None, time.fromisoformat(at) if at else None)


def _items(topics: Sequence[Topic]) -> list[Block]:
    options = [_option(topic) for topic in topics if topic.number][:OPTIONS_MOST]
    if not options:
        return []
    return [
        _input(name, label, StaticMultiSelectElement(action_id=name, options=options))
        for name, label in (
            (Field.SETTLED, "What was dealt with?"),
            (Field.DROPPED, "What is no longer needed?"),
        )
    ]


def _option(topic: Topic) -> Option:
    shown = topic.record or topic.issue
    label = topic_name(topic) or topic.text
    if shown and not topic.is_hidden:
        label = f"{label} · {shown.what}"
    return Option(text=plain(" ".join(label.split()), LABEL_MOST), value=str(topic.number))


def _input(name: Field, label: str, element: Any, *, optional: bool = True) -> InputBlock:
    return InputBlock(block_id=name, label=plain(label), optional=optional, element=element)


def _text(name: Field, label: str, most: int, hint: str = "", known: str = "") -> InputBlock:
    return InputBlock(
        block_id=name,
        label=plain(label),
        optional=True,
        hint=plain(hint) if hint else None,
        element=PlainTextInputElement(
            action_id=name, multiline=True, max_length=most, initial_value=known or None
        ),
    )


def _chosen(values: Mapping[str, Any], name: str) -> tuple[int, ...]:
    options = _state(values, name).get("selected_options") or ()
    return tuple(int(option["value"]) for option in options)


def _state(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    state: Mapping[str, Any] = next(iter((values.get(name) or {}).values()), {})
    return state
