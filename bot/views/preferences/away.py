"""Absence: the answer, the form, and what the colleague who is asked to cover sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    DatePickerElement,
    InputBlock,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.absence_text import Period
from bot.domain.absences import Absence
from bot.domain.calendar import day_in_words
from bot.domain.people import Person
from bot.domain.unfinished import FormKind
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.surface import Message
from bot.views.text import count, mrkdwn, named, plain, words

_PROBLEMS = {
    "past": "That day has passed. Please pick another one.",
    "impossible": "I cannot tell which days you mean. Please pick them.",
    "ambiguous": "That can mean more than one day. Please pick the days.",
    "who": "I cannot tell who shall cover. Please pick a colleague.",
}

_NO_COVER = {
    "declined": "{who} cannot cover while you are {when}.",
    "away": "{who} is away, too, and no longer covers while you are {when}.",
    "left": "{who} has left, so nobody covers while you are {when}.",
}


@dataclass(frozen=True)
class Away:
    """An absence as it stands; `back_on` is the first working day after it."""

    first: date
    last: date
    back_on: date
    today: date
    cover: Person | None = None
    agreed: bool = False
    freed: Sequence[Person] = ()  # They counted on this person for some of these days.


@dataclass(frozen=True)
class AwayForm:
    """What the form starts with, and why it is asked."""

    today: date
    first: date | None = None
    last: date | None = None
    cover: str = ""
    note: str = ""
    typed: str = ""
    problem: str = ""
    is_away: bool = False


class Covering(StrEnum):
    """Where the question to a cover stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    AWAY_TOO = "away"
    OVER = "over"


@dataclass(frozen=True)
class CoverAsked:
    """Who is away when, and how much falls due for them then."""

    away: Person
    first: date
    last: date
    today: date
    due: int
    standing: Covering


def away_in_words(first: date | None, last: date | None, today: date) -> str:
    """Return “away through Friday 14 August”; nothing for an absence that is over."""
    if last is None or last < today:
        return ""
    if first == last:
        return f"away on {day_in_words(last, today)}"
    since = "" if first is None or first <= today else f" from {day_in_words(first, today)}"
    return f"away{since} through {day_in_words(last, today)}"


def away_answer(away: Away) -> Message:
    """Draw the answer: the days in words, and what pauses meanwhile."""
    days = away_in_words(away.first, away.last, away.today)
    said = f"You are {days}, back on {day_in_words(away.back_on, away.today)}."
    covering = " ".join(filter(None, [_covering(away), _freed(away)]))
    text = f"{said} I pause your reminders; no date moves. {covering}"
    back = button("I am back", Action.BACK, "away")
    change = button("Change", Action.CHANGE_AWAY, "away")
    top = f"*{said}*\nI pause your reminders; no date moves. {covering}"
    return Message(text, [SectionBlock(text=mrkdwn(top)), ActionsBlock(elements=[change, back])])


def back_answer(*, was_away: bool) -> Message:
    """Draw the answer to somebody who is here again, or was all the time."""
    if not was_away:
        return _said("You are not away, so nothing changed. What falls due comes in your digest.")
    return _said("Welcome back. What falls due comes in your digest again.")


def away_form(form: AwayForm) -> View:
    """Draw the form for the days away."""
    first = form.first or form.today
    top = _PROBLEMS[form.problem] if form.problem else "Reminders pause meanwhile; no date moves."
    blocks: list[Block] = [SectionBlock(text=mrkdwn(top)), *_typed(form)]
    blocks += [
        _day(Field.FROM, "First day away", first),
        _day(Field.UNTIL, "Last day away", form.last),
        InputBlock(
            block_id=Field.COVER,
            label=plain("Who covers?"),
            hint=plain("They are asked first. What falls due then comes to them."),
            optional=True,
            element=UserSelectElement(action_id=Field.COVER, initial_user=form.cover or None),
        ),
    ]
    if form.is_away:
        blocks.append(ActionsBlock(elements=[button("I am back", Action.BACK, "away")]))
    return View(
        type="modal",
        callback_id=modal_id(FormKind.AWAY),
        private_metadata=form.note,
        title=plain("Away", 24),
        submit=plain("Save", 24),
        close=plain("Cancel", 24),
        blocks=blocks,
    )


def away_invitation(form: AwayForm) -> Message:
    """Draw the way into the form, where none can be opened at once."""
    text = _PROBLEMS[form.problem] if form.problem else "When are you away?"
    opening = button("Open the form", Action.CHANGE_AWAY, form.note or "away")
    top = SectionBlock(text=mrkdwn(text))
    return Message(text, [top, *_typed(form), ActionsBlock(elements=[opening])])


def absence_in(values: Mapping[str, Any], today: date) -> Absence:
    """Read the form back."""
    states = states_in(values)
    first = _day_in(states.get(Field.FROM, {})) or today
    last = _day_in(states.get(Field.UNTIL, {})) or first
    return Absence(Period(first, last), states.get(Field.COVER, {}).get("selected_user") or "")


def cover_asked(asked: CoverAsked) -> Message:
    """Draw the question to a colleague; once answered, it shows the answer."""
    who = named(asked.away.called)
    days = away_in_words(asked.first, asked.last, asked.today) or "away"
    text, buttons = _standing(asked, who, days)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(text))]
    if buttons:
        accept = button("Accept", Action.ACCEPT_COVER, asked.away.number)
        decline = button("Decline", Action.DECLINE_COVER, asked.away.number)
        blocks.append(ActionsBlock(elements=[accept, decline]))
    return Message(text, blocks)


def cover_told(cover: Person, days: tuple[date, date], today: date, answer: str) -> Message:
    """Draw what the colleague answered, or why they cover no more, for whoever is away."""
    when = away_in_words(*days, today) or "away"
    if answer == "agreed":
        return _said(f"{named(cover.called)} covers for you while you are {when}.")
    said = _NO_COVER[answer].format(who=named(cover.called), when=when)
    change = button("Ask somebody else", Action.CHANGE_AWAY, "away")
    return Message(said, [SectionBlock(text=mrkdwn(said)), ActionsBlock(elements=[change])])


def states_in(values: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return what each input of a form holds, by its field."""
    return {block: next(iter(actions.values()), {}) for block, actions in values.items()}


def _standing(asked: CoverAsked, who: str, days: str) -> tuple[str, bool]:
    if asked.standing is Covering.AGREED:
        thanks = f"You cover for {who}, who is {days}."
        return f"{thanks} What falls due for them comes in your digest.", False
    if asked.standing is Covering.DECLINED:
        return f"You do not cover for {who}. They know.", False
    if asked.standing is Covering.AWAY_TOO:
        return f"You are away then, too, so you do not cover for {who}. They know.", False
    if asked.standing is Covering.OVER:
        return f"{who} no longer needs a cover for these days.", False
    due = f" {count(asked.due, 'promise falls', 'promises fall')} due then." if asked.due else ""
    question = f"{who} is {days}, and asks you to cover.{due}"
    return f"{question} If you accept, what falls due comes in your digest meanwhile.", True


def _covering(away: Away) -> str:
    if away.cover is None:
        return "Nobody covers."
    if away.agreed:
        return f"{named(away.cover.called)} covers."
    return f"I ask {named(away.cover.called)} to cover."


def _freed(away: Away) -> str:
    if not away.freed:
        return ""
    names = ", ".join(named(person.called) for person in away.freed)
    return f"You were to cover for {names} then; they know that you cannot."


def _typed(form: AwayForm) -> list[Block]:
    typed = f"You typed: {words(form.typed)}"
    return [SectionBlock(text=mrkdwn(typed))] if form.typed else []


def _day(name: Field, label: str, on: date | None) -> Block:
    picker = DatePickerElement(action_id=name, initial_date=on.isoformat() if on else None)
    return InputBlock(block_id=name, label=plain(label), element=picker)


def _day_in(state: Mapping[str, Any]) -> date | None:
    chosen = state.get("selected_date")
    return date.fromisoformat(chosen) if chosen else None


def _said(text: str) -> Message:
    return Message(text, [SectionBlock(text=mrkdwn(text))])
