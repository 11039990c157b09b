"""The buttons and the ⋯ menu of commitments."""

from typing import Any

from slack_sdk.models.blocks import ButtonElement, Option, OverflowMenuElement

from bot.domain.commitments.finding import Shown
from bot.views.ids import Action
from bot.views.text import plain

MENU = {
    "done": "Done",
    "extend": "Extend",
    "handover": "Hand over",
    "drop": "Drop",
    "edit": "Edit wording",
    "undo": "Undo",
    "story": "History",
}
CARD_MENU = ("handover", "drop", "edit", "undo", "story")


def button(text: str, action: Action, value: Any, **more: Any) -> ButtonElement:
    return ButtonElement(text=plain(text, 75), action_id=action, value=str(value), **more)


def menu(shown: Shown, *choices: str) -> OverflowMenuElement:
    """Draw the ⋯ menu; each option says what, and to which commitment."""
    number = shown.commitment.number
    options = [
        Option(text=plain(MENU[choice]), value=f"{choice}:{number}:{shown.commitment.revision}")
        for choice in choices or CARD_MENU
    ]
    return OverflowMenuElement(action_id=Action.MORE, options=options)
