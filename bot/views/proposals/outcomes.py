"""What came of proposals: the outcome in its thread, the review, the open decisions, a term."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.views.proposals.lines import (
    Shown,
    heading,
    section,
    short,
    small,
    state_of,
    which,
)
from bot.views.proposals.posts import came_of
from bot.views.surface import Message
from bot.views.text import named, whole, words

LINES_MOST = 20
LINE_MOST = 300


@dataclass(frozen=True)
class Listed:
    """A list about decisions: a title, lines that are marked up already, what is said if empty."""

    title: str
    lines: Sequence[str]
    empty: str
    more: int = 0
    hint: str = ""


@dataclass(frozen=True)
class Defined:
    """What a word means here; without a meaning, what to do about that."""

    word: str
    meaning: str = ""
    name: str = ""
    since: str = ""
    command: str = "/cx"


@dataclass(frozen=True)
class Ended:
    """An outcome as it is told in the thread."""

    shown: Shown
    made: Sequence[str] = field(default=())


def outcome(ended: Ended) -> Message:
    """Draw what a person wrote at the end, with what was promised by it."""
    shown = ended.shown
    by = short(shown.outcome_by.called) if shown.outcome_by else "Somebody"
    text = (
        f"{by} recorded the outcome of {shown.name}, {state_of(shown)}: {words(shown.title, 200)}"
    )
    blocks: list[Block] = [section(which(shown)), heading(shown), *came_of(shown)]
    made = [section("*What comes of it*"), *map(section, ended.made[:LINES_MOST])]
    return Message(text, [*blocks, *(made if ended.made else [])])


def decisions(listed: Listed) -> Message:
    """Draw a list about decisions, as lines."""
    lines = [section(whole(line, LINE_MOST * 3)) for line in listed.lines[:LINES_MOST]]
    rest = listed.more + max(0, len(listed.lines) - LINES_MOST)
    more = small(f"… and {rest} more" if rest else "", listed.hint)
    text = f"{listed.title}: {len(listed.lines) + listed.more or listed.empty}"
    return Message(text, [section(f"*{listed.title}*"), *(lines or [section(listed.empty)]), *more])


def term(defined: Defined) -> Message:
    """Draw what a word means here, as it was aligned."""
    word = named(defined.word)
    if not defined.meaning:
        text = f"“{word}” has no meaning that was aligned yet."
        hint = f"Propose one: `{defined.command} propose` and the template *Definition*."
        return Message(text, [section(text), *small(hint)])
    top = f"*{word}* · aligned in {defined.name}{defined.since}"
    return Message(
        f"{word}: {words(defined.meaning, 600)}", [section(top), section(words(defined.meaning))]
    )
