"""Lines of the CCO's brief about thanks: somebody was nominated while nobody could pick."""

from dataclasses import dataclass

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import named, words


@dataclass(frozen=True)
class Nominated:
    """Somebody who is to be commended, or not, at the next gathering."""

    number: int
    person: Person
    by: Person
    why: str
    waits: bool = True


OfThanks = Nominated


def thanks_line(item: OfThanks, most: int) -> str:
    who = f"*{named(item.person.called)}* was nominated by {named(item.by.called)}"
    state = "will you commend them?" if item.waits else "this is decided."
    return f"{who}: {state}\n{words(item.why, most)}" if most else f"{who}."


def thanks_button(item: OfThanks) -> InteractiveElement | None:
    return button("Pick", Action.NOMINATION_PICK, item.number) if item.waits else None
