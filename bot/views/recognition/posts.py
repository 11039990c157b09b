"""Thanks in a channel, and in the DM of who is thanked."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    Option,
    OverflowMenuElement,
    SectionBlock,
)

from bot.domain.people import Person
from bot.domain.recognition.finding import Shown
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.recognition.lines import (
    SPOKEN_MOST,
    deed,
    headline,
    names_of,
    sentence,
    small_lines,
)
from bot.views.surface import Message
from bot.views.text import count, mrkdwn, plain, words

_MENU = {"edit": "Edit wording", "withdraw": "Withdraw"}


def post(shown: Shown) -> Message:
    """Draw thanks where everybody there can see them, and add their own."""
    add = button("Add my thanks", Action.KUDOS_JOIN, shown.recognition.number)
    row = ActionsBlock(elements=[add, _menu(shown)])
    blocks = [*headline(shown, shown.people), *deed(shown), *small_lines(shown), row]
    return Message(sentence(shown, shown.people), blocks)


def told(shown: Shown, reader: Person, *, asks: bool, privately: bool) -> Message:
    """Draw thanks for one who is thanked; the first time they are asked how they like it."""
    others = sum(person.number != reader.number for person in shown.everybody)
    whom = f"you and {count(others, 'colleague')}" if others else "you"
    top = f"*{shown.recognition.label}* · {names_of([shown.giver])} thanks {whom}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(top)), *deed(shown), *small_lines(shown)]
    text = f"{top.replace('*', '')}: {words(shown.did, SPOKEN_MOST)}"
    asking = _asking(shown) if asks else _chosen() if privately else []
    return Message(text, [*blocks, *asking])


def _asking(shown: Shown) -> list[Block]:
    number = shown.recognition.number
    openly = button("In the channel", Action.KUDOS_OPENLY, number)
    privately = button("Between us only", Action.KUDOS_PRIVATELY, number)
    question = SectionBlock(text=mrkdwn("*How do you like to be thanked?* I ask only once."))
    return [question, ActionsBlock(elements=[openly, privately])]


def _chosen() -> list[Block]:
    said = "Thanks to you stay between you, who gives them and me. Your settings change that."
    return [ContextBlock(elements=[mrkdwn(said)])]


def _menu(shown: Shown) -> OverflowMenuElement:
    number = shown.recognition.number
    options = [Option(text=plain(said), value=f"{what}:{number}") for what, said in _MENU.items()]
    return OverflowMenuElement(action_id=Action.KUDOS_MORE, options=options)
