"""Thanks in a digest: a nomination that waits with its buttons, and what became of one."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.digests.of_recognition import ThanksMatter
from bot.domain.recognition.commending import UNTHANKED
from bot.domain.recognition.nominating import NOT_THIS_TIME, TOLD, WAITS
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import mrkdwn, named, words

_WORDS = 200


def matter_blocks(matter: ThanksMatter) -> list[Block]:
    """Draw one thing; a nomination that waits has its buttons."""
    said = f"{_top(matter)}\n{words(matter.words, _WORDS)}".strip()
    section = SectionBlock(text=mrkdwn(said))
    if matter.role != WAITS or not matter.waits:
        return [section]
    pick = button("Pick", Action.NOMINATION_PICK, matter.number)
    other = button("Not this time", Action.NOMINATION_NOT, matter.number)
    return [section, ActionsBlock(elements=[pick, other])]


def matter_spoken(matter: ThanksMatter) -> str:
    """Return the same in one line without marks."""
    said = _top(matter).replace("*", "").replace("~", "")
    return f"{said} {words(matter.words, _WORDS)}".strip()


def _top(matter: ThanksMatter) -> str:
    person = named(matter.person.called) if matter.person else "Somebody"
    by = named(matter.by.called) if matter.by else "Somebody"
    if matter.role == WAITS:
        state = f"nominated by {by}: will you commend them?" if matter.waits else "this is decided"
        return f"*{person}* · {state}"
    name = named(matter.name)
    return {
        NOT_THIS_TIME: f"*{person}*, whom you nominated: not this time. You can do so again.",
        TOLD: f"*{person}*, whom you nominated, was commended, and has read why.",
        UNTHANKED: f"*{name}*: two forums in a row commended nobody. Who helped a customer?",
    }.get(matter.role, f"*{name}*: {person} took these thanks back, so they count nowhere.")
