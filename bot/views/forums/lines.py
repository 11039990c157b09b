"""Forums in words: when they meet, by whose clock, who leads and who is asked."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar import day_in_words
from bot.domain.forums.finding import ForumShown
from bot.domain.forums.records import Held, State
from bot.domain.people import Person
from bot.domain.recurrence import Rhythm, Slot
from bot.views.text import count, named, zone_in_words

NAMES_MOST = 15
_HOLDS = {
    Held.ARCHIVED: "{channel} is archived",
    Held.DELETED: "its channel was deleted",
    Held.REMOVED: "I was removed from {channel}",
    Held.PRIVATE: "I am not in {channel}",
    Held.EXTERNAL: "{channel} is shared with another company",
}


def rhythm_in_words(rhythm: Rhythm) -> str:
    """Return such as “every 2 weeks on Tuesday at 10:00, Berlin time”."""
    return f"{rhythm.in_words()}, {zone_in_words(rhythm.zone)}"


def date_in_words(slot: Slot, today: date) -> str:
    """Return the day of a session, and the holiday that moved it."""
    on = slot.held_on or slot.slot_on
    day = day_in_words(on, today)
    if slot.holiday and on != slot.slot_on:
        was = day_in_words(slot.slot_on, today)
        return f"*{day}* (not {was}, {named(slot.holiday)})"
    return f"*{day}*"


def dates_in_words(slots: Sequence[Slot], today: date) -> str:
    """Return the next days in words."""
    return ", ".join(date_in_words(slot, today) for slot in slots) or "no dates"


def title(shown: ForumShown) -> str:
    """Return such as “*Forum F-2 · #ops*”."""
    return f"*Forum {shown.forum.label} · {named(shown.name)}*"


def standing(shown: ForumShown) -> str:
    """Return why a forum does not meet, or nothing."""
    forum = shown.forum
    if forum.state is State.ENDED:
        return "It has ended."
    if forum.state is State.PAUSED:
        until = forum.resume_at
        day = until and until.astimezone(forum.zoneinfo).date()
        return f"Paused until {day_in_words(day, shown.today)}." if day else "Paused."
    if forum.held_why is not None:
        return f"On hold: {why_held(shown)}."
    return ""


def why_held(shown: ForumShown) -> str:
    """Return what keeps us from posting in its channel."""
    return _HOLDS[shown.forum.held_why or Held.ARCHIVED].format(channel=channel_name(shown))


def channel_name(shown: ForumShown) -> str:
    known = shown.channel is not None and shown.channel.name
    return f"#{named(shown.channel.name)}" if known and shown.channel else "its channel"


def who(person: Person | None) -> str:
    return named(person.called) if person else "nobody"


def leads(shown: ForumShown) -> str:
    """Return who leads, and who stands in."""
    deputy = shown.deputy
    is_other = deputy is not None and deputy != shown.facilitator
    standing_in = f" (deputy: {who(deputy)})" if is_other else ""
    return f"Led by {who(shown.facilitator)}{standing_in}"


def asked(members: Sequence[Person]) -> str:
    """Return who is asked, by name as far as there is room."""
    names = [named(person.called) for person in members[:NAMES_MOST]]
    more = len(members) - len(names)
    rest = [f"and {count(more, 'other')}"] if more > 0 else []
    return ", ".join([*names, *rest]) or "nobody yet"
