"""What is said about a dissent: to the proposer, to whoever dissents, in its thread."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.people import Person
from bot.domain.proposals.rounds import DissentState
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.lines import DISSENTS, Shown, actions, quoted, section, short, small, which
from bot.views.surface import Message
from bot.views.text import words

NEWS = {
    "dissented": "{who} dissents. A dissent is worth hearing out.",
    "mind": "{who} says what would change their mind.",
    "offered": "{by} offers you an alternative.",
    "resolved": "the dissent of {who} is resolved, as they say.",
    "accepted_as_risk": "a dissent is accepted as a risk; {carrier} carries it.",
    "maintained": "{who} maintains the dissent. It stays on record.",
    "from_condition": "your condition did not come about, so it stands as a dissent.",
    "late": "{who} adds a dissent to its record, after the close.",
    "thread": "a dissent of {who}",
}


@dataclass(frozen=True)
class Told:
    """A dissent as one reader may see it; `dissenter` is None where the name is not shown."""

    shown: Shown
    state: DissentState
    what: str
    reader: Person | None
    dissenter: Person | None
    number: int = 0  # Of the dissenter; only for the buttons of those who know it.
    reason: str = ""
    mind: str = ""
    alternative: str = ""
    answer_by: str = ""
    carrier: Person | None = None
    can_offer: bool = False
    can_accept: bool = False

    @property
    def is_mine(self) -> bool:
        return bool(self.reader and self.number and self.reader.number == self.number)

    @property
    def is_settled(self) -> bool:
        return self.state not in {DissentState.OPEN, DissentState.OFFERED}


def told(news: Told) -> Message:
    """Draw what happened to a dissent, and what its reader can do about it."""
    said = _said(news)
    title = words(news.shown.title, 200)
    blocks: list[Block] = [section(f"*{said}*\n{which(news.shown)}"), section(title)]
    blocks += _quotes(news)
    blocks += small(_stands(news))
    return Message(f"{said} {title}", [*blocks, *_buttons(news)])


def round_wanted(shown: Shown, by: Person, text: str) -> Message:
    """Draw that somebody who was asked wants another round."""
    said = f"{short(by.called)} asks for a new round of {shown.name}."
    blocks: list[Block] = [section(f"*{said}*\n{words(shown.title, 200)}")]
    blocks += [section(quoted(text))] if text else []
    amend = button("Amend and ask again", Action.PROPOSAL_AMEND, shown.key)
    see = button("Show it", Action.PROPOSAL_SHOW, shown.key)
    return Message(f"{said} {words(text, 600)}".strip(), [*blocks, *actions(amend, see)])


def _said(news: Told) -> str:
    name = news.shown.name
    if news.is_mine and news.what in {"resolved", "maintained"}:
        return f"{name}: your dissent is {DISSENTS[news.state]}."
    carrier = short(news.carrier.called) if news.carrier else "somebody"
    by = short(news.shown.proposer.called)
    said = NEWS.get(news.what, "about the dissent of {who}.")
    return f"{name}: {said.format(who=_who(news), by=by, carrier=carrier)}"


def _quotes(news: Told) -> list[Block]:
    asked = f"*What would change it*\n{quoted(news.mind)}" if news.mind else ""
    offered = f"*The alternative*\n{quoted(news.alternative)}" if news.alternative else ""
    reason = quoted(news.reason) if news.reason else ""
    return [section(text) for text in (reason, asked, offered) if text]


def _stands(news: Told) -> str:
    if news.state is DissentState.OFFERED and news.is_mine:
        later = (
            f" Without an answer until {news.answer_by} it stays as it is."
            if news.answer_by
            else ""
        )
        return f"Does this settle it? Only you can say so.{later}"
    if news.what == "from_condition":
        return "You can change it as long as the round takes answers."
    return f"This dissent: {DISSENTS[news.state]}."


def _buttons(news: Told) -> list[Block]:
    if news.is_settled or not news.number:
        return []
    key = f"{news.shown.key}:{news.number}"
    if news.is_mine:
        return actions(
            button("It is resolved", Action.DISSENT_RESOLVE, key),
            button("I maintain it", Action.DISSENT_MAINTAIN, key),
            button("What would change it", Action.MIND, key) if not news.mind else None,
        )
    return actions(
        button("Offer an alternative", Action.DISSENT_OFFER, key) if news.can_offer else None,
        button("Accept as a risk", Action.DISSENT_RISK, key) if news.can_accept else None,
    )


def _who(news: Told) -> str:
    return short(news.dissenter.called) if news.dissenter else "somebody"
