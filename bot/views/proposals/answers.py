"""The answer to whoever put a proposal out, changed or asked for it; below, what may be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.channels import Posting
from bot.domain.people import Person
from bot.domain.proposals.table import Row
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.changes import diff
from bot.views.proposals.lines import (
    STANCES,
    Shown,
    actions,
    body,
    counted,
    days_until,
    heading,
    heard_lines,
    section,
    see_button,
    sentence,
    short,
    small,
    stance_buttons,
    state_of,
    which,
)
from bot.views.proposals.posts import asked_why, came_of, concerns, surroundings, without_voice
from bot.views.surface import Message, as_typed
from bot.views.text import count, moment

POSTED = "Its post is in this channel."
MADE_MOST = 5
LINKED_MOST = 3
TEXT_MOST = 560
SAID = {
    "opened": "{name}: asked, until {until}.",
    "draft": "{name}: kept as a draft; only you see it.",
    "reworded": "{name}: the wording is edited, in its post and in each question.",
    "undone": "{name}: taken back. Its post is gone, and nobody is asked any more.",
    "asked_again": "{name}: amended and asked again, until {until}.",
    "unheard_again": "{name}: those not yet heard are asked again, until {until}.",
    "closed": "{name}: the round is closed, {state}.",
    "withdrawn": "{name}: withdrawn. Nobody is asked any more.",
    "asked_changed": "{name}: who is asked is changed.",
    "delegated": "{name}: {speaker} speaks for {person} in this round, while away.",
    "outcome": "{name}: the outcome is recorded, {state}.",
    "noted": "{name}: noted, thank you.",
    "judged": "{name}: thank you, that is kept with it.",
    "settled": "{name}: noted.",
    "offered": "{name}: the alternative is offered.",
    "risk": "{name}: accepted as a risk, with who carries it.",
    "round_asked": "{name}: its proposer hears that you ask for a new round.",
    "concern": "{name}: it is in the box, without your name and without a time.",
}


class Offers(StrEnum):
    """What a reader may do with a proposal now."""

    OPEN = "open"
    EDIT = "edit"
    REWORD = "reword"
    UNDO = "undo"
    CONCERN = "concern"
    DELEGATE = "delegate"
    REMIND = "remind"
    AMEND = "amend"
    CLOSE = "close"
    OUTCOME = "outcome"
    UNHEARD = "unheard"
    ASKED = "asked"
    ASK_AGAIN = "ask_again"
    WITHDRAW = "withdraw"


_BUTTONS = {
    Offers.OPEN: ("Ask now", Action.PROPOSAL_OPEN),
    Offers.EDIT: ("Edit", Action.PROPOSAL_EDIT),
    Offers.REWORD: ("Edit wording", Action.PROPOSAL_REWORD),
    Offers.UNDO: ("Undo", Action.PROPOSAL_UNDO),
    Offers.REMIND: ("Remind", Action.PROPOSAL_REMIND),
    Offers.AMEND: ("Amend and ask again", Action.PROPOSAL_AMEND),
    Offers.CLOSE: ("Close round", Action.PROPOSAL_CLOSE),
    Offers.OUTCOME: ("Record outcome", Action.PROPOSAL_OUTCOME),
    Offers.ASK_AGAIN: ("Ask again", Action.ASK_AGAIN),
    Offers.UNHEARD: ("Ask the unheard again", Action.PROPOSAL_UNHEARD),
    Offers.ASKED: ("Change who is asked", Action.PROPOSAL_ASKED),
    Offers.DELEGATE: ("Name who speaks", Action.STAND_DELEGATE),
    Offers.CONCERN: ("Leave a concern", Action.PROPOSAL_CONCERN),
    Offers.WITHDRAW: ("Withdraw", Action.PROPOSAL_WITHDRAW),
}


@dataclass(frozen=True)
class Answered:
    """A proposal, what was just done to it, and what this reader may do next."""

    shown: Shown
    reader: Person
    what: str = ""
    offers: Collection[Offers] = ()
    posting: Posting | None = None
    reminded: int = 0
    made: Sequence[str] = field(default=())  # Commitments that came of it, as lines.
    linked: Sequence[str] = field(default=())  # What was promised for it, as lines.
    waits: bool = False  # For its reader's own voice.
    mine: Row | None = None  # Where they stand in the round that runs.
    unread: int = 0  # Lines that were not understood, and wait as unfinished.
    person: Person | None = None  # Who is away, and
    speaker: Person | None = None  # who speaks for them.


def answer(answered: Answered) -> Message:
    """Draw a proposal for one reader."""
    shown = answered.shown
    said = _said(answered)
    if answered.what == "undone":
        top = section(f"*{said}*\nYour words, to use again:")
        return Message(said, [top, *as_typed(shown.text)])
    blocks: list[Block] = [section(f"*{said}*\n{which(shown)}" if said else _top(shown))]
    blocks += [heading(shown), *body(shown, TEXT_MOST)]
    blocks += small(surroundings(shown), *_place(answered))
    blocks += [*diff(shown), *concerns(shown), *_stands(shown), *_mine(answered)]
    blocks += [*map(section, answered.made[:MADE_MOST]), *_linked(answered.linked)]
    blocks += small(_unread(answered))
    text = f"{said} {sentence(shown)}".strip()
    return Message(text, [*blocks, *_buttons(answered)])


def _linked(lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    rest = len(lines) - LINKED_MOST
    # Each holds people's words at its end, so that no mark in them reaches the next.
    shown = map(section, ["*Promised for it*", *lines[:LINKED_MOST]])
    return [*shown, *small(f"… and {rest} more" if rest > 0 else "")]


def _unread(answered: Answered) -> str:
    if not answered.unread:
        return ""
    lines = count(answered.unread, "line")
    return f"I could not read {lines} of what was promised: Home keeps them under *Unfinished*."


def _top(shown: Shown) -> str:
    return f"{which(shown)} · {state_of(shown)}"


def _said(answered: Answered) -> str:
    shown = answered.shown
    if answered.what == "reminded":
        people = "nobody is left to remind" if not answered.reminded else "reminded"
        return f"{shown.name}: {people}; each hears it once a day at the most."
    pattern = SAID.get(answered.what, "")
    until = moment(shown.round.closes_at) if shown.round else ""
    return pattern.format(
        name=shown.name,
        until=until,
        state=state_of(shown),
        speaker=_called(answered.speaker, answered.reader),
        person=_called(answered.person, answered.reader),
    )


def _called(person: Person | None, reader: Person) -> str:
    if person is None:
        return ""
    return "you" if person.number == reader.number else short(person.called)


def _place(answered: Answered) -> list[str]:
    """Say who sees it, where that is not plain."""
    if answered.what not in {"opened", "draft"}:
        return []
    return [
        {
            Posting.HELD: "Seen by those asked. `/invite @cxbot` and I post it here.",
            Posting.KEPT: "Seen by those asked only.",
            Posting.PERSONAL: "Seen by those asked only.",
            Posting.EXTERNAL: "Seen by those asked only: another company reads this channel.",
            Posting.GONE: "Seen by those asked only: this channel is archived.",
        }.get(answered.posting or Posting.POSTED, POSTED)
        if answered.what == "opened"
        else "Nobody is asked until you press *Ask now*."
    ]


def _stands(shown: Shown) -> list[Block]:
    if shown.table is None:
        return []
    if shown.is_running:
        counts = counted(shown.table.counts) if shown.table.counts else ""
        heard = [*heard_lines(shown.table), *without_voice(shown)]
        return [*heard, *asked_why(shown), *small(counts)]
    review = shown.proposal.review_on
    again = f"Looked at again on {days_until(shown, review)}." if review else ""
    return [*came_of(shown), *small(again)]


def _mine(answered: Answered) -> list[Block]:
    """Draw where the reader stands, or the four answers while they are waited for."""
    key, mine = f"{answered.shown.key}:0", answered.mine
    if answered.waits:
        return [section("*Where do you stand?*"), *stance_buttons(key)]
    if mine is None or not answered.shown.is_running:
        return []
    change = button("Change it", Action.STAND_CHANGE, key)
    return [section(f"Your answer: {STANCES[mine.kind].lower()}."), *actions(change)]


def _buttons(answered: Answered) -> list[Block]:
    shown = answered.shown
    elements: list[ButtonElement] = []
    for offer, (label, action) in _BUTTONS.items():
        if offer in answered.offers:
            elements.append(button(label, action, shown.key))
    see = [see_button(shown.key)] if shown.table is not None else []
    return actions(*elements, *see)
