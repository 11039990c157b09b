"""Proposals as Home lists them: those that wait for the reader's voice, those they lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.lines import STATES, Shown, actions, section, short, small, stance_buttons
from bot.views.text import dotted, moment, words

WAITING_MOST = 5
LED_MOST = 3


@dataclass(frozen=True)
class Waits:
    """A round that waits for the reader's voice, or for what they say for somebody away."""

    shown: Shown
    spoken_for: Person | None = None

    @property
    def key(self) -> str:
        whom = f":{self.spoken_for.number}" if self.spoken_for else ""
        return f"{self.shown.key}{whom}"


def waiting_list(waiting: Sequence[Waits]) -> list[Block]:
    """Draw the rounds that wait for the reader's voice, those that began first on top."""
    rows = [block for waits in waiting[:WAITING_MOST] for block in waiting_rows(waits)]
    rest = len(waiting) - WAITING_MOST
    return [*rows, *small(f"… and {rest} more; each is in your messages." if rest > 0 else "")]


def led_list(led: Sequence[Shown]) -> list[Block]:
    """Draw what the reader has to bring to an end."""
    return [block for shown in led[:LED_MOST] for block in led_rows(shown)]


def waiting_rows(waits: Waits) -> list[Block]:
    """Draw one round that waits for the reader's voice, with its four answers."""
    shown = waits.shown
    until = moment(shown.round.closes_at) if shown.round else ""
    whom = f"*you speak for {short(waits.spoken_for.called)}*" if waits.spoken_for else ""
    top = dotted([f"*{shown.name}*", whom, short(shown.proposer.called), f"until {until}"])
    return [section(f"{top}\n{words(shown.title, 200)}"), *stance_buttons(waits.key)]


def led_rows(shown: Shown) -> list[Block]:
    """Draw one proposal that the reader leads, and the way to all that can be done with it."""
    heard = f"{len(shown.table.heard)} heard" if shown.table else ""
    top = dotted([f"*{shown.name}*", STATES[shown.proposal.state], heard])
    show = button("Show it", Action.PROPOSAL_SHOW, shown.key)
    return [section(f"{top}\n{words(shown.title, 200)}"), *actions(show)]
