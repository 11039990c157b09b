"""What one leader sees once they have spoken: the answer to what they said, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.people import Person
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.table import Row
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.lines import (
    Shown,
    actions,
    counted,
    heard_lines,
    quoted,
    row_lines,
    section,
    see_button,
    short,
    small,
    stance_buttons,
    which,
)
from bot.views.surface import Message
from bot.views.text import escape, moment, unmarked, words

BLOCKS_MOST = 22  # Of the thirty that an answer takes.
TEXT_MOST = 4000  # Characters, of the eight thousand.
SAID_MOST = 300
HAS_REASON = (StanceKind.CONDITION, StanceKind.DISSENT)
SAYS = {
    StanceKind.COMMIT: "you commit",
    StanceKind.CONDITION: "you commit, on a condition",
    StanceKind.DISSENT: "you dissent",
    StanceKind.ASIDE: "you stand aside",
}
_SAYS_FOR = {
    StanceKind.COMMIT: "{who} commits",
    StanceKind.CONDITION: "{who} commits, on a condition",
    StanceKind.DISSENT: "{who} dissents",
    StanceKind.ASIDE: "{who} stands aside",
}


@dataclass(frozen=True)
class Stood:
    """The answer to whoever said where they stand; `condition` is the promise it became."""

    shown: Shown
    asked: Person
    reader: Person
    mine: Row | None
    what: str = ""
    can_undo: bool = False
    is_guessed: bool = False  # The round was not named, so it is echoed with a way out.
    unfinished: int = 0  # The same words, for another round.
    condition: str = ""
    who_reads: str = ""
    told: tuple[str, ...] = field(default=())

    @property
    def is_for_another(self) -> bool:
        return self.asked.number != self.reader.number


def stood(answer: Stood) -> Message:
    """Draw what was understood, first words first, and what can still be said or changed."""
    shown, mine = answer.shown, answer.mine
    if answer.what == "late":
        return _late(answer)
    if mine is None:
        said = f"{shown.name}: taken back, you are not yet heard."
        return Message(said, [section(f"*{said}*"), *stance_buttons(key_of(answer))])
    said = said_of(answer)
    text = f"{said}. {words(shown.title, 200)}"
    blocks: list[Block] = [section(f"*{said}.*\n{words(shown.title, 200)}")]
    blocks += [section(quoted(mine.reason))] if mine.reason else []
    blocks += small(*_remarks(answer))
    return Message(text, [*blocks, *_next(answer)])


def table(shown: Shown) -> Message:
    """Draw where everybody stands, as a list of lines; what is hidden is not in it."""
    seen = shown.table
    if seen is None:
        return Message(f"{shown.name} is a draft: nobody was asked yet.", [])
    counts = counted(seen.counts) if seen.counts else ""
    text = f"{shown.name}: {counts or f'{len(seen.heard)} heard'}"
    blocks: list[Block] = [section(f"{which(shown)}\n*{words(unmarked(shown.title), 200)}*")]
    blocks += [section(counts)] if counts else []
    rows, rest = _rows(seen.rows)
    more = small(f"… and {rest} more" if rest > 0 else "")
    folded = not seen.rows and shown.is_running
    hint = "What others said is shown once you have said where you stand." if folded else ""
    return Message(text, [*blocks, *rows, *more, *heard_lines(seen), *small(hint)])


def _rows(rows: Sequence[Row]) -> tuple[list[Block], int]:
    """Draw as many voices as one answer has room for, and tell how many more there are."""
    texts: list[str] = []
    for place, row in enumerate(rows):
        lines = row_lines(row, SAID_MOST)
        taken = sum(map(len, [*texts, *lines]))
        if len(texts) + len(lines) > BLOCKS_MOST or taken > TEXT_MOST:
            return list(map(section, texts)), len(rows) - place
        texts += lines
    return list(map(section, texts)), 0


def also(shown: Shown) -> Message:
    """Draw the question below a promise that was made where a round waits."""
    text = f"{shown.name} waits for your answer here: {words(shown.title, 200)}"
    commit = button(f"Also commit to {shown.name}", Action.STAND_COMMIT, f"{shown.key}:0")
    return Message(text, [section(text), *actions(commit)])


def _late(answer: Stood) -> Message:
    said = f"{answer.shown.name}: added to its record, marked as late"
    return Message(f"{said}.", [section(f"*{said}.* Thank you for saying it.")])


class About(Protocol):
    """What somebody said, and whether it was for another."""

    @property
    def shown(self) -> Shown: ...
    @property
    def asked(self) -> Person: ...
    @property
    def mine(self) -> Row | None: ...
    @property
    def is_for_another(self) -> bool: ...


def said_of(about: About) -> str:
    """Return such as “P-4: you commit”."""
    mine = about.mine
    if mine is None:
        return about.shown.name
    if about.is_for_another:
        said = _SAYS_FOR[mine.kind].format(who=short(about.asked.called))
        return f"{about.shown.name}: {said}, as you say for them"
    still = "still " if mine.is_carried and mine.kind is StanceKind.COMMIT else ""
    return f"{about.shown.name}: {SAYS[mine.kind].replace('you ', f'you {still}')}"


def _remarks(answer: Stood) -> list[str]:
    mine = answer.mine
    kind = mine.kind if mine else None
    until = answer.shown.round.closes_at if answer.shown.round else None
    thanks = "Thank you for saying it. I will not ask you to change it."
    by = short(answer.shown.proposer.called)
    heard = f"Heard, and not yet a yes: {answer.condition or 'it'} is offered to {by} as a promise."
    changes = answer.shown.is_running and until is not None
    return [
        thanks if kind is StanceKind.DISSENT else "",
        heard if kind is StanceKind.CONDITION else "",
        f"Who reads your reason: {escape(answer.who_reads)}" if mine and mine.reason else "",
        "Everybody who is asked was heard now." if _is_last(answer.shown) else "",
        *answer.told,
        f"You can change it until {moment(until)}." if changes and until else "",
    ]


def _is_last(shown: Shown) -> bool:
    return shown.is_running and shown.table is not None and not shown.table.waiting


def _next(answer: Stood) -> list[Block]:
    key, mine = key_of(answer), answer.mine
    kind = mine.kind if mine else None
    mind, unseen = kind is StanceKind.DISSENT, kind is StanceKind.COMMIT
    running = answer.shown.is_running
    not_this = f"{key}:U-{answer.unfinished}"
    elements: list[ButtonElement | None] = [
        button("What would change it", Action.MIND, key) if mind else None,
        button("What are we not seeing?", Action.UNSEEN, key) if unseen and running else None,
        button("Change it", Action.STAND_CHANGE, key) if running else None,
        button("Undo", Action.STAND_UNDO, key) if answer.can_undo else None,
        button("Not this one", Action.NOT_THIS, not_this) if answer.is_guessed else None,
        see_button(key),
    ]
    return actions(*elements)


def key_of(about: About) -> str:
    """Return what the buttons carry: the round, and for whom, when it is not for oneself."""
    person = about.asked.number if about.is_for_another else 0
    return f"{about.shown.key}:{person}"
