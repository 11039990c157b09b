"""The answer to whoever thanks, joins in or takes thanks back."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    SectionBlock,
)

from bot.domain.channels import Posting
from bot.domain.people import Person
from bot.domain.recognition.answering import What
from bot.domain.recognition.finding import Shown
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.recognition.lines import deed, headline, names_of, sentence, small_lines
from bot.views.surface import Message
from bot.views.text import mrkdwn, plain

_DONE: Mapping[What, str] = {
    What.JOINED: "Your thanks are added.",
    What.LEFT: "Your thanks are off it again.",
    What.UNDONE: "Taken back. Nobody reads it any more.",
    What.WITHDRAWN: "Withdrawn. Nobody reads it any more, and it counts nowhere.",
    What.TAKEN_OFF: "You are no longer on it.",
    What.REWORDED: "Reworded.",
    What.CHANGED: "Thank you. Now it can be told at the next gathering, too.",
    What.SHARED: "It is posted there, too.",
}
NAMED = 12
_GONE = {What.UNDONE, What.WITHDRAWN, What.TAKEN_OFF}


@dataclass(frozen=True)
class Answered:
    """Thanks, what was just done to them, and what the reader can still do."""

    shown: Shown
    what: What
    reader: Person
    is_fresh: bool = False  # It can still be undone and reworded by who gave it.
    again: bool = False  # The same words were said a moment ago.
    posting: Posting | None = None
    command: str = "/cx"

    @property
    def is_mine(self) -> bool:
        return self.reader.number == self.shown.giver.number


def answer(answered: Answered) -> Message:
    """Draw what was understood, first words first, and everything that can still be changed."""
    shown = answered.shown
    done = _DONE.get(answered.what, "")
    label = shown.recognition.label
    if answered.what in _GONE or shown.is_withdrawn:
        text = f"{label}: {done or 'These thanks were taken back.'}"
        return Message(text, [SectionBlock(text=mrkdwn(f"*{label}* · {text[len(label) + 2 :]}"))])
    said = [SectionBlock(text=mrkdwn(done))] if done else []
    everybody = shown.everybody if answered.is_mine else shown.people
    # All fifty stand in the post; the answer has less room.
    blocks: list[Block] = [*said, *headline(shown, everybody or [answered.reader], most=NAMED)]
    blocks += [*deed(shown), *small_lines(shown), *_remarks(answered)]
    text = f"{done} {sentence(shown, everybody or [answered.reader])}".strip()
    return Message(text, [*blocks, *_asking(answered), *_buttons(answered)])


def _remarks(answered: Answered) -> list[Block]:
    if answered.what is not What.GIVEN:
        return []
    remarks = [_place(answered), _private(answered)]
    if answered.again:
        remarks.append("You said the same a moment ago, so I posted it once.")
    return [ContextBlock(elements=[mrkdwn(remark) for remark in remarks if remark])]


def _place(answered: Answered) -> str:
    """Say who can read it."""
    shown = answered.shown
    only = f"Read by you and {names_of(shown.everybody, 5).replace('*', '')} only"
    if not shown.people:
        return f"{only}."
    return {
        Posting.HELD: f"{only}. `/invite @cxbot` and I post it here.",
        Posting.KEPT: f"{only}.",
        Posting.PERSONAL: f"{only}.",
        Posting.EXTERNAL: f"{only}: this channel is shared with another company.",
        Posting.GONE: f"{only}: this channel is archived.",
    }.get(answered.posting or Posting.POSTED, "It is posted in this channel.")


def _private(answered: Answered) -> str:
    private = answered.shown.private
    if not private:
        return ""
    verb = "likes" if len(private) == 1 else "like"
    named = names_of(private, 5).replace("*", "")
    return f"{named} {verb} to be thanked between you only, so no post names them."


def _asking(answered: Answered) -> list[Block]:
    """Ask who gave them, privately, what is still missing."""
    shown = answered.shown
    if not answered.is_mine or shown.changed:
        return []
    ask = button("Say it", Action.KUDOS_CHANGED, shown.recognition.number)
    question = "*What changed for the customer?* Only then it is told at the next gathering."
    return [SectionBlock(text=mrkdwn(question), accessory=ask)]


def _buttons(answered: Answered) -> list[Block]:
    elements = _own(answered) if answered.is_mine else []
    if answered.what is What.JOINED:
        elements = [_of(answered, "Take mine off", Action.KUDOS_LEAVE)]
    elif answered.what is What.LEFT:
        elements = [_of(answered, "Add my thanks", Action.KUDOS_JOIN)]
    elif answered.what is What.SHOWN and (answered.is_mine or _is_thanked(answered)):
        elements.append(_of(answered, "Withdraw", Action.KUDOS_WITHDRAW))
    return [ActionsBlock(elements=elements)] if elements else []


def _own(answered: Answered) -> list[InteractiveElement]:
    elements: list[InteractiveElement] = []
    if answered.is_fresh:
        elements.append(_of(answered, "Undo", Action.KUDOS_UNDO))
        elements.append(_of(answered, "Edit wording", Action.KUDOS_EDIT))
    if answered.posting is Posting.EXTERNAL:
        elements.append(_of(answered, "Post in…", Action.KUDOS_SHARE))
        anyway = _of(answered, "Post here anyway", Action.KUDOS_POST_HERE, confirm=_confirm())
        elements.append(anyway)
    if answered.posting in {Posting.PERSONAL, Posting.KEPT} and answered.shown.people:
        elements.append(_of(answered, "Share in…", Action.KUDOS_SHARE))
    return elements


def _is_thanked(answered: Answered) -> bool:
    return any(person.number == answered.reader.number for person in answered.shown.everybody)


def _of(answered: Answered, text: str, action: Action, **more: ConfirmObject) -> InteractiveElement:
    return button(text, action, answered.shown.recognition.number, **more)


def _confirm() -> ConfirmObject:
    return ConfirmObject(
        title="Post it here?",
        text=plain("People of another company read this channel."),
        confirm="Post it",
        deny="Keep it private",
    )
