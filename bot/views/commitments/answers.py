"""The answer to whoever made or changed a commitment: what was understood, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.channels import Posting
from bot.domain.commitments.finding import Shown, Told
from bot.domain.commitments.promising import Note
from bot.domain.commitments.records import State
from bot.domain.people import Person
from bot.views.commitments.cards import below, quoted
from bot.views.commitments.controls import button, menu
from bot.views.commitments.lines import due_of, headline, name_of, sentence
from bot.views.commitments.stories import happened
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import mrkdwn, near_day, plain, words

NOTES = {
    Note.DEFAULT_DATE: "No date was given, so I took a week.",
    Note.BEFORE_FORUM: "No date was given, so I took the working day before the forum here.",
    Note.MANY_OPEN: "You have more than five open commitments. Is this one yours to keep?",
    Note.FIRST_STEP: "That is far ahead. What is the first step, by next week?",
    Note.SAME_WORDS: "You said the same a moment ago, so I made it once.",
    Note.NO_ZONE: "I do not know your time zone, so the day ends at midnight UTC.",
}


MOST_COPIES = 10


@dataclass(frozen=True)
class Answered:
    """A commitment, what was just done to it, and what the answer should add."""

    shown: Shown
    told: Told | None
    reader: Person
    can_undo: bool = False
    can_promise_for: bool = False  # The reader may act for whom it is offered to.
    notes: Sequence[Note] = field(default=())
    posting: Posting | None = None
    instead: date | None = None
    command: str = "/cx"


def answer(answered: Answered) -> Message:
    """Draw what was understood, first words first, and everything that can still be changed."""
    shown = answered.shown
    said = _said(answered)
    # What was made is told whole by its own sentence; of a change, that it happened comes first.
    news = "" if _is_made(answered) else f"{said.replace('*', '')} "
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{said}\n{words(shown.what)}"))]
    if answered.told and answered.told.happening.what != "done":  # Its proof stands below.
        blocks += quoted(answered.told)
    blocks += below(shown)
    remarks = _remarks(answered)
    if remarks:
        blocks.append(ContextBlock(elements=[mrkdwn(remark) for remark in remarks]))
    return Message(f"{news}{sentence(shown)}", [*blocks, *_buttons(answered)])


def made_many(all_shown: Sequence[Shown]) -> Message:
    """Draw the answer to several copies: one owner each."""
    first, rest = all_shown[:MOST_COPIES], len(all_shown) - MOST_COPIES
    more = [f"… and {rest} more"] if rest > 0 else []
    lines = [*(headline(shown) for shown in first), *more]
    text = "; ".join([*(sentence(shown, most=100) for shown in first), *more])
    return Message(text, [SectionBlock(text=mrkdwn("\n".join(lines)))])


def _said(answered: Answered) -> str:
    shown, told = answered.shown, answered.told
    name = f"*Commitment {shown.commitment.name}*"
    if told is None:
        return headline(shown)
    if told.happening.what == "made":
        return f"{name} · yours, by *{due_of(shown)}*"
    if told.happening.what == "offered":
        owner = name_of(shown.owner)
        return f"{name} · offered to *{owner}*, by *{due_of(shown)}*"
    return f"{name} · {happened(told, shown, answered.reader)}"


def _remarks(answered: Answered) -> list[str]:
    remarks = [NOTES[note] for note in answered.notes]
    place = _place(answered)
    return [*([place] if place else []), *remarks]


def _place(answered: Answered) -> str:
    """Say who can see it, where that is not plain from the channel."""
    if answered.told is None or not _is_made(answered):
        return ""
    shown = answered.shown
    if shown.commitment.state is State.OFFERED:
        return f"Only you and {name_of(shown.owner)} see it until it is accepted."
    others = [person for person in (shown.promised_to,) if person]
    people = " and ".join(["you", *(name_of(person) for person in others)])
    return {
        Posting.HELD: f"Seen by {people} only. `/invite @cxbot` and I post it here.",
        Posting.KEPT: f"Seen by {people} only.",
        Posting.PERSONAL: f"Seen by {people} only.",
        Posting.EXTERNAL: f"Seen by {people} only: this channel is shared with another company.",
        Posting.GONE: f"Seen by {people} only: this channel is archived.",
    }.get(answered.posting or Posting.POSTED, "Its card is in this channel.")


def _buttons(answered: Answered) -> list[Block]:
    commitment = answered.shown.commitment
    key = f"{commitment.number}:{commitment.revision}"
    elements: list[InteractiveElement] = []
    if answered.can_undo:
        elements.append(button("Undo", Action.UNDO, key))
    if answered.can_promise_for:
        text = f"Promise it for {answered.shown.owner.called}"
        elements.append(button(text, Action.PROMISE_FOR, commitment.number))
    if _is_fresh(answered):
        elements.append(button("Change", Action.CHANGE, key))
    if answered.instead:
        other = near_day(answered.instead, answered.shown.today)
        value = f"{key}:{answered.instead.isoformat()}"
        elements.append(button(f"{other} instead", Action.INSTEAD, value))
    if Note.SAME_WORDS in answered.notes:
        elements.append(button("Make another", Action.ANOTHER, commitment.number))
    elements += [*_sharing(answered), *_winning(answered)]
    if answered.told is None and commitment.state is State.OPEN:
        elements += [
            button("Done", Action.DONE, commitment.number),
            button("Extend", Action.EXTEND, commitment.number),
            menu(answered.shown),
        ]
    return [ActionsBlock(elements=elements)] if elements else []


def _winning(answered: Answered) -> list[InteractiveElement]:
    """Offer to tell what was kept as a customer win, to who kept it."""
    commitment, told = answered.shown.commitment, answered.told
    is_just_done = told is not None and told.happening.what == "done"
    if not (is_just_done and commitment.was_kept() and answered.reader.number == commitment.owner):
        return []
    return [button("Tell it as a win", Action.WIN_FROM, commitment.name)]


def _is_fresh(answered: Answered) -> bool:
    return answered.can_undo and answered.told is not None and _is_made(answered)


def _is_made(answered: Answered) -> bool:
    """Tell whether it was made just now, or is only looked at."""
    return answered.told is None or answered.told.happening.what in {"made", "offered"}


def _sharing(answered: Answered) -> list[InteractiveElement]:
    commitment = answered.shown.commitment
    if answered.told is None or commitment.state is not State.OPEN:
        return []
    if answered.posting is Posting.EXTERNAL:
        return [
            button("Post in…", Action.SHARE, commitment.number),
            button("Post here anyway", Action.POST_HERE, commitment.number, confirm=_confirm()),
        ]
    if answered.posting in {Posting.PERSONAL, Posting.KEPT}:
        return [button("Share in…", Action.SHARE, commitment.number)]
    return []


def _confirm() -> ConfirmObject:
    return ConfirmObject(
        title="Post it here?",
        text=plain("People of another company read this channel."),
        confirm="Post it",
        deny="Keep it private",
    )
