"""Lines of the CCO's brief about wins: none for weeks, a channel that is closed, a failing feed."""

from dataclasses import dataclass

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.wins.records import Feed, WinsChannel
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.text import named


@dataclass(frozen=True)
class Silent:
    """No win was there to be told for so many weeks."""

    weeks: int


@dataclass(frozen=True)
class Held:
    """Wins wait, since their channel cannot be written to."""

    channel: WinsChannel


@dataclass(frozen=True)
class Failing:
    """A feed of wins that cannot be read."""

    feed: Feed


OfWins = Silent | Held | Failing


def wins_line(item: OfWins) -> str:
    if isinstance(item, Silent):
        return f"*No customer win* was told for {item.weeks} weeks. Who has one?"
    if isinstance(item, Held):
        where = f"<#{item.channel.channel_id}>"
        return f"*Wins wait*: I cannot post in {where}. Please invite me, or pick another channel."
    return f"The feed *{named(item.feed.name)}* cannot be read: {named(item.feed.last_error)}."


def wins_button(item: OfWins) -> InteractiveElement | None:
    return button("Tell a win", Action.WIN_NEW, "win") if isinstance(item, Silent) else None
