"""What became of an offer, in the digest of whoever made it."""

from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.domain.calendar import day_in_words
from bot.domain.commitments.offers import OFFER_LAPSED, OFFER_WAITS
from bot.domain.commitments.records import State
from bot.domain.digests.showing import Digest, Item
from bot.views.commitments.controls import button
from bot.views.commitments.lines import due_of, name_of
from bot.views.ids import Action
from bot.views.text import dotted

_BECAME = {State.OFFERED: "it goes on: talked about, or offered anew", State.OPEN: "accepted"}


def waiting_line(item: Item, shown: Digest) -> str:
    """Say that an offer has no answer, and until when it waits for one."""
    offer = item.shown.commitment
    name, owner = f"*{offer.name}*", name_of(item.shown.owner)
    top = dotted([name, f"*no answer yet* from {owner}", f"by {due_of(item.shown)}"])
    way_out = "You can offer it in other words or by another day, or take it back."
    return f"{top}\n{way_out} {_lapses(_last_day(item, shown), shown.today)}".rstrip()


def lapsed_line(item: Item, _shown: Digest) -> str:
    """Say that an offer is over, and why."""
    owner = name_of(item.shown.owner)
    why = f"{owner} has left" if item.shown.owner.is_deactivated else f"{owner} did not answer"
    name = f"*{item.shown.commitment.name}*"
    return dotted([name, "*the offer lapsed*", why, f"by {due_of(item.shown)}"])


def offer_became(item: Item) -> str:
    """Return what became of an offer since it was told of; empty for what is no offer."""
    if item.role not in {OFFER_WAITS, OFFER_LAPSED}:
        return ""
    return _BECAME.get(item.shown.commitment.state, "")


def offer_buttons(item: Item) -> list[Block]:
    number = item.shown.commitment.number
    change = button("Change the offer", Action.CHANGE_OFFER, number)
    return [ActionsBlock(elements=[change, button("Take it back", Action.TAKE_BACK, number)])]


def _last_day(item: Item, shown: Digest) -> date | None:
    answer_by = item.shown.commitment.answer_by
    return answer_by.astimezone(shown.reader.zoneinfo).date() if answer_by else None


def _lapses(last: date | None, today: date) -> str:
    return f"Without an answer it lapses on {day_in_words(last, today)}." if last else ""
