"""Looking up what is told in passing: each kind is drawn as it would be in a message of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.answers import Kind
from bot.domain.lines import Line
from bot.drawings import commitments, issues, proposals, wins
from bot.drawings.subjects import Drawn, KindLookUp, Look, Subject
from bot.views.surface import Message

LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.TOLD: commitments.tidings_of,
    Kind.ISSUE_TOLD: issues.LOOK_UPS[Kind.ISSUE_TOLD],
    Kind.ISSUE_CLOSED: issues.LOOK_UPS[Kind.ISSUE_CLOSED],
    Kind.DISSENT_TOLD: proposals.LOOK_UPS[Kind.DISSENT_TOLD],
    Kind.WIN_TOLD: wins.LOOK_UPS[Kind.WIN_TOLD],
}


def told_in_passing(look: Look, line: Line) -> Callable[[], Message] | None:
    """Look up one line; None for what need not be told any more."""
    subject = Subject(look.team_id, line.kind, line.facts, look.subject.reader)
    draw = LOOK_UPS[Kind(line.kind)](replace(look, subject=subject))
    if draw is None:
        return None

    def drawn() -> Message:
        return _message(draw())

    return drawn


def _message(drawn: Drawn) -> Message:
    if not isinstance(drawn, Message):
        raise TypeError(drawn)
    return drawn
