"""The card in a channel, the offers and the tidings in a DM."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    SectionBlock,
)

from bot.domain.commitments.finding import Shown, Told
from bot.domain.commitments.records import State
from bot.domain.people import Person
from bot.views.commitments.controls import button, menu
from bot.views.commitments.lines import (
    due_of,
    for_customers,
    headline,
    name_of,
    proof_of,
    sentence,
    state_of,
    surroundings,
)
from bot.views.commitments.stories import OWN_WORDS, happened
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import mrkdwn, words

_PROMISED = {"made", "accepted", "promised_for", "moved"}
_FOR_ITS_OWNER = {"not_there_yet", "promised_for"}


@dataclass(frozen=True)
class Offer:
    """An offer or handover as it stands: who is asked, who asks, and whether it waits."""

    shown: Shown
    asked: Person
    giver: Person | None
    is_handover: bool
    waits: bool


def card(shown: Shown, remarks: Sequence[str] = (), for_another: Told | None = None) -> Message:
    """Draw a commitment where everybody there can see it; who acted for another is named."""
    top = SectionBlock(text=mrkdwn(f"{headline(shown)}\n{words(shown.what)}"))
    news = [happened(for_another, shown)] if for_another else []
    texts = [mrkdwn(remark) for remark in [*news, *remarks]]
    said: list[Block] = [ContextBlock(elements=texts)] if texts else []
    text = " ".join([*news, sentence(shown)])
    return Message(text, [top, *below(shown), *said, *_buttons(shown)])


def below(shown: Shown) -> list[Block]:
    """Draw the small lines: customers and proof in people's words, each in a text of its own."""
    lines = [surroundings(shown), for_customers(shown), proof_of(shown)]
    texts = [mrkdwn(line) for line in lines if line]
    return [ContextBlock(elements=texts)] if texts else []


def offer(offered: Offer) -> Message:
    """Draw an offer in the DM of whoever is asked; once answered, it shows the answer."""
    shown = offered.shown
    giver = name_of(offered.giver) or "A colleague"
    asks = f"{giver} hands you" if offered.is_handover else f"{giver} asks you to promise"
    lead = f"*{asks} {shown.commitment.name}* · by {due_of(shown)}"
    text = f"{lead.replace('*', '')}: {words(shown.what, 600)}"
    if not offered.waits:
        outcome = _outcome(offered)
        lead = f"*Commitment {shown.commitment.name}* · {outcome}"
        text = f"{outcome.replace('*', '')}. {sentence(shown)}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{lead}\n{words(shown.what)}"))]
    blocks += below(shown)
    return Message(text, [*blocks, *(_offer_buttons(offered) if offered.waits else ())])


def tidings(shown: Shown, told: Told, reader: Person) -> Message:
    """Draw what somebody did to a commitment, for one person it matters to."""
    news = happened(told, shown, reader)
    name = f"*{shown.commitment.name}*"
    text = f"{news} {sentence(shown)}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{name} · {news}\n{words(shown.what)}"))]
    blocks += quoted(told)
    blocks += _answers(shown, told, reader)
    return Message(text, blocks)


def quoted(told: Told) -> list[Block]:
    """Draw what was said to something that happened: a reason, a wish, a proof."""
    if not told.words or told.happening.what in OWN_WORDS:
        return []
    return [SectionBlock(text=mrkdwn(f">{words(told.words).replace(chr(10), chr(10) + '>')}"))]


def _buttons(shown: Shown) -> list[Block]:
    number = shown.commitment.number
    if shown.commitment.state is State.OPEN:
        done = button("Done", Action.DONE, number)
        extend = button("Extend", Action.EXTEND, number)
        return [ActionsBlock(elements=[done, extend, menu(shown)])]
    if shown.commitment.state in {State.DONE, State.DROPPED, State.RELEASED}:
        return [ActionsBlock(elements=[menu(shown, "story", "undo")])]
    return []


def _offer_buttons(offered: Offer) -> list[Block]:
    number = offered.shown.commitment.number
    if offered.is_handover:
        accept = button("Accept", Action.TAKE_OVER, number)
        decline = button("Decline", Action.REFUSE_HANDOVER, number)
        return [ActionsBlock(elements=[accept, decline])]
    accept = button("Accept", Action.ACCEPT, number)
    discuss = button("Discuss", Action.DISCUSS, number)
    decline = button("Decline", Action.DECLINE, number)
    return [ActionsBlock(elements=[accept, discuss, decline])]


def _outcome(offered: Offer) -> str:
    """Return what became of an offer, in words for the one it was made to."""
    shown = offered.shown
    if offered.is_handover:
        mine = shown.commitment.owner == offered.asked.number
        return f"*yours now*, by {due_of(shown)}" if mine else "*no longer being handed to you*"
    if shown.commitment.state is State.OFFERED:
        return "*there is a newer offer below*"
    if shown.commitment.state is State.OPEN:
        return f"*you promised it*, by {due_of(shown)}"
    return f"*{state_of(shown)}*"


def _answers(shown: Shown, told: Told, reader: Person) -> list[Block]:
    """Draw the buttons by which a reader can answer what happened, while they still can."""
    commitment = shown.commitment
    number, what = commitment.number, told.happening.what
    if what == "discussed" and commitment.state is State.OFFERED:
        change = button("Change the offer", Action.CHANGE_OFFER, number)
        back = button("Take it back", Action.TAKE_BACK, number)
        return [ActionsBlock(elements=[change, back])]
    received = commitment.promised_to == reader.number
    if what == "done" and received and _is_disputable(shown):
        return [ActionsBlock(elements=[button("Not there yet", Action.NOT_THERE_YET, number)])]
    if commitment.state is not State.OPEN:
        return []
    if what in _PROMISED and received:
        return [ActionsBlock(elements=[button("Release", Action.RELEASE, number)])]
    if what in _FOR_ITS_OWNER:
        done = button("Done", Action.DONE, number)
        return [ActionsBlock(elements=[done, button("Extend", Action.EXTEND, number)])]
    return []


def _is_disputable(shown: Shown) -> bool:
    commitment = shown.commitment
    return commitment.state is State.DONE and commitment.disputed_at is None
