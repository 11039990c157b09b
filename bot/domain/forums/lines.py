"""What is typed after `/cx forum`: a command about a forum, or the rhythm of a new one."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlmodel import Session

from bot.domain.dates import Due, Unclear, Why, due_in
from bot.domain.forums.finding import can_see, forum_for, forum_in, forums_led_by
from bot.domain.forums.records import LETTER, Forum
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.errors import UserError


class Word(StrEnum):
    """What can be done with a forum by command."""

    SHOW = "show"
    LIST = "list"
    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    MOVE = "move"
    END = "end"


_MEANS = {
    **{word.value: word for word in Word},
    **dict.fromkeys(("lists", "all", "forums"), Word.LIST),
    **dict.fromkeys(("change", "settings", "rename"), Word.EDIT),
    **dict.fromkeys(("hold", "suspend"), Word.PAUSE),
    **dict.fromkeys(("continue", "unpause"), Word.RESUME),
    **dict.fromkeys(("stop", "close", "delete", "remove", "cancel"), Word.END),
    **dict.fromkeys(("postpone", "reschedule"), Word.MOVE),
}
_BEGINNING = re.compile(r"(?:(?:start|new|create|make|begin|a|an|the|forum)\s+)+", re.IGNORECASE)
_NEXT = re.compile(r"^(?:the\s+)?(?:next|coming)?\s*(?:one|session|forum|time)?\s*", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|til|to|on|from|for)\s+", re.IGNORECASE)


class NoForumHere(UserError):
    """There is no forum here yet. Start one: `{command} forum every 2 weeks tue 10:00`."""


class DayUnclear(UserError):
    """I cannot tell which day “{phrase}” is. Please write it like 8 December."""


class DayPassed(UserError):
    """The day “{phrase}” has passed. Please name one that lies ahead, such as 8 December."""


@dataclass(frozen=True)
class Command:
    """A command about a forum: what, which one, and what follows."""

    word: Word
    number: int | None
    rest: str


@dataclass(frozen=True)
class Day:
    """A day that was typed, and the hour with it."""

    on: date
    at: time | None


def command_in(text: str) -> Command | None:
    """Read a command; None for the rhythm of a new forum, and for nothing at all."""
    named, rest = leading_record(text)
    number = named.number if named and named.letter == LETTER else None
    rest = rest if number is not None else text
    first, _, after = rest.strip().partition(" ")
    word = _MEANS.get(first.casefold().strip(".,:;!?"))
    if word is None:
        is_alone = number is not None and not rest.strip()
        return Command(Word.SHOW, number, "") if is_alone else None
    if number is None:
        named, left = leading_record(after)
        if named and named.letter == LETTER:
            return Command(word, named.number, left.strip())
    return Command(word, number, after.strip())


def rhythm_text(text: str) -> str:
    """Return the rhythm in what was typed: “start a forum every week” is the same without."""
    found = _BEGINNING.match(text.strip())
    return text.strip()[found.end() :] if found else text.strip()


def forum_meant(session: Session, me: Person, scene: Scene, number: int | None) -> Forum:
    """Return the forum a command is about: named, of this channel, or the only one I lead."""
    if number is not None:
        return forum_for(session, me, number, here=scene.channel_id)
    found = forum_here(session, me, scene)
    if found is None:
        raise NoForumHere
    return found


def forum_here(session: Session, me: Person, scene: Scene) -> Forum | None:
    """Return the forum of this channel; where none can be, the only one I lead."""
    here = forum_in(session, me.team_id, scene.channel_id) if scene.channel_id else None
    if here is not None:
        return here if can_see(session, here, me, scene.channel_id) else None
    led = forums_led_by(session, me)
    return led[0] if len(led) == 1 and scene.channel_id.startswith("D") else None


def day_in(text: str, forum: Forum, now: datetime) -> Day | None:
    """Read the day of “pause until 10 january” or “move next to 8 dec 14:00”. Raises DayUnclear."""
    phrase = _UNTIL.sub("", _NEXT.sub("", text.strip(), count=1), count=1).strip()
    if not phrase:
        return None
    due = due_in(phrase, now, forum.zoneinfo)
    if isinstance(due, Unclear) and due.why is Why.PAST:
        raise DayPassed(phrase=phrase)
    if not isinstance(due, Due):
        raise DayUnclear(phrase=phrase)
    return Day(due.on, due.at)
