"""The questions asked once: which area one is in, who the CCO is; and the thanks for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    Option,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)

from bot.domain.areas import Area
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import mrkdwn, named, plain

_THANKS = {
    "area": "Thank you. Your promises now count for your area.",
    "skipped": "All right, I will not ask again.",
    "shared": "It is posted there.",
    "cco_asked": "Thank you. I ask them to accept.",
    "cco_held": "Welcome. You are the Chief Customer Officer here from now on.",
    "discarded": "All right, I forget that.",
}
OFFICE_ANSWERS = {
    "accepted": "You are the Chief Customer Officer here from now on.",
    "declined": "All right. I will ask an administrator again.",
    "another": "Somebody else was named Chief Customer Officer since.",
}
_ONCE = "once:"


_AREA_MOST = 40  # Slack takes 75, but a hundred of those would fill the whole answer.


@dataclass(frozen=True)
class Question:
    """A question below an answer: `about` is “cco”, or “area” with those one may choose from."""

    about: str
    below: str = ""  # The key of the answer that it stands below.
    areas: Sequence[Area] = ()


def with_question(message: Message, question: Question) -> Message:
    """Add a question that is asked once below an answer."""
    drawn = _cco_question(question) if question.about == "cco" else _area_question(question)
    return Message(message.text, [*message.blocks, *drawn])


def cco_request(by: str, answer: str = "") -> Message:
    """Draw the DM to somebody who was named CCO; once answered, it shows the answer."""
    if answer:
        said = OFFICE_ANSWERS[answer]
        return Message(said, [SectionBlock(text=mrkdwn(said))])
    text = f"{named(by)} says you are the Chief Customer Officer here. Is that so?"
    yes = button("Yes, that is me", Action.ACCEPT_CCO, "cco")
    no = button("No, somebody else", Action.DECLINE_CCO, "cco")
    return Message(text, [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=[yes, no])])


def thanks(what: str) -> Message:
    """Draw the answer to a question that was asked once."""
    text = _THANKS[what]
    return Message(text, [SectionBlock(text=mrkdwn(text))])


def thanked(message: Message, thanks: Message) -> Message:
    """Draw an answer once more, with thanks in the place of the question below it."""
    return Message(message.text, [*message.blocks, *thanks.blocks])


def key_below(action: Mapping[str, Any]) -> str:
    """Return the key of the answer that a question stands below."""
    return str(action.get("block_id", "")).removeprefix(_ONCE)


def _area_question(question: Question) -> list[Block]:
    options = [
        Option(text=plain(area.name, _AREA_MOST), value=str(area.number)) for area in question.areas
    ]
    choose = StaticSelectElement(
        action_id=Action.AREA, placeholder=plain("Your area"), options=options[:100]
    )
    skip = button("Skip", Action.SKIP_AREA, "area")
    ask = SectionBlock(text=mrkdwn("*Which area are you in?* I ask only once."))
    return [ask, ActionsBlock(block_id=f"{_ONCE}{question.below}", elements=[choose, skip])]


def _cco_question(question: Question) -> list[Block]:
    picker = UserSelectElement(action_id=Action.NAME_CCO, placeholder=plain("Your CCO"))
    me = button("It's me", Action.I_AM_CCO, "cco")
    ask = SectionBlock(text=mrkdwn("*Who is your CCO?* I ask only once; they are asked to accept."))
    return [ask, ActionsBlock(block_id=f"{_ONCE}{question.below}", elements=[picker, me])]
