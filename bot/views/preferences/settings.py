"""Settings as sentences, and the form that changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    ContextBlock,
    InputBlock,
    InputInteractiveElement,
    Option,
    SectionBlock,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.calendar import WEEKDAYS
from bot.domain.people import Person
from bot.domain.preferences import Preferences, Reminders
from bot.domain.unfinished import FormKind
from bot.domain.wishes import Wishes
from bot.views.commitments.controls import button
from bot.views.ids import Action, Field, modal_id
from bot.views.preferences.away import away_in_words, states_in
from bot.views.surface import Message
from bot.views.text import dotted, mrkdwn, named, plain

ANYTIME, URGENT_ISSUES, PRIVATELY = "anytime", "urgent_issues", "privately"
_SHORTEST_SPAN = 3  # Days; fewer are named one by one.
_REMINDERS = {
    Reminders.ALL: "All: two working days before, the morning of, and after",
    Reminders.FEWER: "Fewer: the morning of, and after",
}


@dataclass(frozen=True)
class Held:
    """The settings that hold for one person, with the people in them."""

    reader: Person
    wishes: Preferences
    today: date
    deputy: Person | None = None
    cover: Person | None = None
    command: str = "/cx"


def settings(held: Held, *, saved: bool = False) -> Message:
    """Draw what holds now, and the way to change it."""
    lines = _sentences(held)
    top = "Saved. This holds from now on:" if saved else "Your settings"
    said = "\n".join(f"• {line}" for line in lines)
    change = ActionsBlock(elements=[button("Change", Action.CHANGE_SETTINGS, "settings")])
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{top}*\n{said}")), change]
    return Message(f"{top.rstrip(':')}: {'; '.join(lines)}", blocks)


def home_line(held: Held) -> list[Block]:
    """Draw the line on Home: the present settings and *Change*."""
    wishes = held.wishes
    away = away_in_words(wishes.away_from, wishes.away_until, held.today)
    parts = [
        "*Reminders*",
        "all" if wishes.reminders is Reminders.ALL else "fewer",
        f"{wishes.starts:%H:%M}–{wishes.ends:%H:%M}, {days_in_words(wishes.weekdays)}",
        f"you are {away}" if away else "",
    ]
    change = button("Change", Action.CHANGE_SETTINGS, "settings")
    return [SectionBlock(text=mrkdwn(dotted(parts)), accessory=change)]


def settings_form(held: Held) -> View:
    """Draw the form, filled in with what holds now."""
    wishes = held.wishes
    inputs = [
        _input(Field.REMINDERS, "Which reminders", _reminders(wishes)),
        _input(Field.FROM, "Not before", _clock(Field.FROM, wishes.starts)),
        _input(Field.UNTIL, "Not after", _clock(Field.UNTIL, wishes.ends)),
        _input(Field.DAYS, "On which days", _days(wishes)),
        _input(Field.URGENT, "And I like", _likes(wishes), optional=True),
        _input(
            Field.DEPUTY,
            "Who may act for me",
            UserSelectElement(
                action_id=Field.DEPUTY,
                initial_user=held.deputy.slack_id if held.deputy else None,
            ),
            optional=True,
            hint="They can say done and extend for you, shown as “Tom for you”.",
        ),
    ]
    note = ContextBlock(elements=[mrkdwn(zone_sentence(held.reader))])
    return View(
        type="modal",
        callback_id=modal_id(FormKind.SETTINGS),
        title=plain("Your settings", 24),
        submit=plain("Save", 24),
        close=plain("Cancel", 24),
        blocks=[*inputs, note],
    )


def wishes_in(values: Mapping[str, Any]) -> Wishes:
    """Read the form back."""
    states = states_in(values)
    chosen = states.get(Field.REMINDERS, {}).get("selected_option") or {}
    days = states.get(Field.DAYS, {}).get("selected_options") or ()
    urgent = states.get(Field.URGENT, {}).get("selected_options") or ()
    usual = Wishes()
    return Wishes(
        reminders=Reminders(chosen.get("value") or usual.reminders),
        starts=_time_in(states.get(Field.FROM, {}), usual.starts),
        ends=_time_in(states.get(Field.UNTIL, {}), usual.ends),
        days=frozenset(int(option["value"]) for option in days),
        urgent_anytime=any(option["value"] == ANYTIME for option in urgent),
        urgent_issues=any(option["value"] == URGENT_ISSUES for option in urgent),
        thanked_privately=any(option["value"] == PRIVATELY for option in urgent),
        deputy=states.get(Field.DEPUTY, {}).get("selected_user") or "",
    )


def zone_sentence(reader: Person) -> str:
    """Return by which zone somebody's days are counted, and where that comes from."""
    zone = str(reader.zoneinfo)
    return f"Your time zone is {named(zone)}. I follow the one you set in Slack."


def days_in_words(days: frozenset[int]) -> str:
    """Return such as “Monday to Friday”, “Monday and Wednesday”, “every day”."""
    if len(days) == len(WEEKDAYS):
        return "every day"
    first, last = min(days), max(days)
    if len(days) == last - first + 1 >= _SHORTEST_SPAN:
        return f"{WEEKDAYS[first]} to {WEEKDAYS[last]}"
    names = [WEEKDAYS[day] for day in sorted(days)]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _sentences(held: Held) -> Sequence[str]:
    wishes = held.wishes
    urgent = "comes at once, at any hour" if wishes.urgent_anytime else "waits for these hours, too"
    away = away_in_words(wishes.away_from, wishes.away_until, held.today)
    cover = f", {named(held.cover.called)} covers" if held.cover and away else ""
    deputy = named(held.deputy.called) if held.deputy else "Nobody"
    lines = [
        f"Reminders: {_REMINDERS[wishes.reminders][0].lower()}{_REMINDERS[wishes.reminders][1:]}",
        f"Between {wishes.starts:%H:%M} and {wishes.ends:%H:%M}, {days_in_words(wishes.weekdays)}",
        f"What somebody waits for {urgent}",
        "Urgent issues of your area come at any hour" if wishes.urgent_issues else "",
        "Thanks to you stay out of channels" if wishes.thanked_privately else "",
        zone_sentence(held.reader).rstrip("."),
        f"{deputy} may act for you",
        f"You are {away}{cover}" if away else "",
    ]
    return [line for line in lines if line]


def _input(
    name: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str = "",
) -> Block:
    return InputBlock(
        block_id=name,
        label=plain(label),
        element=element,
        optional=optional,
        hint=plain(hint) if hint else None,
    )


def _reminders(wishes: Preferences) -> InputInteractiveElement:
    options = {each: Option(text=plain(said, 75), value=each) for each, said in _REMINDERS.items()}
    return StaticSelectElement(
        action_id=Field.REMINDERS,
        options=list(options.values()),
        initial_option=options[wishes.reminders],
    )


def _clock(name: Field, at: time) -> InputInteractiveElement:
    return TimePickerElement(action_id=name, initial_time=f"{at:%H:%M}")


def _days(wishes: Preferences) -> InputInteractiveElement:
    options = [Option(text=plain(name), value=str(day)) for day, name in enumerate(WEEKDAYS)]
    chosen = [options[day] for day in sorted(wishes.weekdays)]
    return CheckboxesElement(action_id=Field.DAYS, options=options, initial_options=chosen)


def _likes(wishes: Preferences) -> InputInteractiveElement:
    """Draw what one may switch on or off, each in a sentence of its own."""
    held = {
        ANYTIME: ("What somebody waits for, at any hour", wishes.urgent_anytime),
        URGENT_ISSUES: ("Urgent issues of the area I lead, at any hour", wishes.urgent_issues),
        PRIVATELY: ("Thanks between us only, not in a channel", wishes.thanked_privately),
    }
    options = {
        value: Option(text=plain(said, 75), value=value) for value, (said, _) in held.items()
    }
    chosen = [options[value] for value, (_, is_on) in held.items() if is_on]
    return CheckboxesElement(
        action_id=Field.URGENT, options=list(options.values()), initial_options=chosen or None
    )


def _time_in(state: Mapping[str, Any], usual: time) -> time:
    chosen = state.get("selected_time")
    return time.fromisoformat(chosen) if chosen else usual
