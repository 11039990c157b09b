"""The buttons and the ⋯ menu of issues: only what makes sense in the state they are in."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, Option, OverflowMenuElement

from bot.domain.issues.finding import Shown
from bot.domain.issues.records import ENDED, RESTING, State
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.lines import is_left
from bot.views.text import plain


class Offer(StrEnum):
    """What can be done with an issue."""

    OWN = "own"
    NEXT = "next"
    TOLD = "told"
    GO_ON = "go_on"
    REPORT = "report"
    SOLVED = "solved"
    TAKE_BACK = "take_back"
    HANDOVER = "handover"
    WAIT = "wait"
    PARK = "park"
    HELPING = "helping"
    WORTH = "worth"
    CHANGE = "change"
    MERGE = "merge"
    WONT_FIX = "wont_fix"
    NOT_OURS = "not_ours"
    REOPEN = "reopen"
    WIN = "win"
    CHAIN = "chain"
    STORY = "story"


LABELS = {
    Offer.OWN: ("I'll own it", Action.ISSUE_OWN),
    Offer.NEXT: ("Next step", Action.ISSUE_NEXT),
    Offer.TOLD: ("Customer told", Action.ISSUE_TOLD),
    Offer.GO_ON: ("Go on", Action.ISSUE_GO_ON),
    Offer.REPORT: ("+1 report", Action.ISSUE_REPORT),
    Offer.SOLVED: ("Solved already", Action.ISSUE_SOLVED),
    Offer.TAKE_BACK: ("Take the offer back", Action.ISSUE_TAKE_BACK),
    Offer.HANDOVER: ("Hand over", Action.ISSUE_HANDOVER),
    Offer.WAIT: ("Wait for an area", Action.ISSUE_WAIT),
    Offer.PARK: ("Park", Action.ISSUE_PARK),
    Offer.HELPING: ("Add a helper", Action.ISSUE_HELPING),
    Offer.WORTH: ("Worth a month", Action.ISSUE_WORTH),
    Offer.CHANGE: ("Change", Action.ISSUE_CHANGE),
    Offer.MERGE: ("Merge", Action.ISSUE_MERGE),
    Offer.WONT_FIX: ("Won't fix", Action.ISSUE_WONT_FIX),
    Offer.NOT_OURS: ("Not a customer issue", Action.ISSUE_NOT_OURS),
    Offer.REOPEN: ("Reopen", Action.ISSUE_REOPEN),
    Offer.WIN: ("Tell it as a win", Action.WIN_FROM),
    Offer.CHAIN: ("Chain", Action.ISSUE_CHAIN),
    Offer.STORY: ("History", Action.ISSUE_STORY),
}
_UNOWNED = "Ask for an owner"  # What handing over is called while nobody owns it.
_MENU_MOST = 5  # Options of a ⋯ menu (Slack docs, "Block Kit: overflow menu").
_SEE_ALL = ("more", "More…")
_STEPS = {
    State.FIXED: Offer.TOLD,
    State.WAITING: Offer.GO_ON,
    State.PARKED: Offer.GO_ON,
}
_FRONT = (Offer.OWN, Offer.NEXT, Offer.TOLD, Offer.GO_ON, Offer.REPORT, Offer.SOLVED)


def sensible(shown: Shown) -> list[Offer]:
    """Return what makes sense in the state an issue is in, whoever may do it."""
    state = shown.issue.state
    last = [Offer.CHAIN, Offer.STORY]
    if state in {State.MERGED, State.WITHDRAWN}:
        return [Offer.STORY]
    if state in ENDED:
        told = [Offer.WIN] if state is State.CLOSED else []
        return [Offer.REPORT, *told, Offer.REOPEN, *last]
    is_new = state is State.NEW
    rests = [] if is_new or state in RESTING else [Offer.WAIT, Offer.PARK]
    asked = Offer.TAKE_BACK if shown.handover_to else Offer.HANDOVER
    known = [Offer.HELPING, Offer.WORTH, Offer.CHANGE, Offer.MERGE]
    ends = [Offer.NOT_OURS] if is_new else [Offer.WONT_FIX, Offer.NOT_OURS]
    return [*_front(shown), *rests, asked, *known, *ends, *last]


def _front(shown: Shown) -> list[Offer]:
    """Return what is wanted most: to own it or to take it a step on, and to add a report."""
    state = shown.issue.state
    own = [Offer.OWN] if state is State.NEW or is_left(shown) else []
    step = [] if state is State.NEW else [_STEPS.get(state, Offer.NEXT)]
    solved = [] if state is State.FIXED else [Offer.SOLVED]
    return [*own, *step, Offer.REPORT, *solved]


def card_controls(shown: Shown) -> list[Block]:
    """Draw the few buttons of a card; all else is behind ⋯."""
    offers = sensible(shown)
    front = [_button(offer, shown) for offer in offers if offer in _FRONT]
    return [ActionsBlock(elements=[*front, menu(shown, offers)])]


def menu(shown: Shown, offers: Collection[Offer] = ()) -> OverflowMenuElement:
    """Draw the ⋯ menu: what is wanted most, and the way to all the rest."""
    rest = [each for each in offers or sensible(shown) if each not in {*_FRONT, Offer.WIN}]
    choices = [(offer.value, _label(offer, shown)) for offer in rest]
    if len(choices) > _MENU_MOST:
        wanted = [Offer.HANDOVER, Offer.TAKE_BACK, Offer.WAIT, Offer.PARK, Offer.CHANGE]
        first = [each for each in choices if each[0] in wanted][: _MENU_MOST - 2]
        choices = [*first, (Offer.STORY.value, LABELS[Offer.STORY][0]), _SEE_ALL]
    issue = shown.issue
    options = [
        Option(text=plain(label), value=f"{what}:{issue.number}:{issue.revision}")
        for what, label in choices
    ]
    return OverflowMenuElement(action_id=Action.ISSUE_MENU, options=options)


def rows(shown: Shown, offers: Sequence[Offer]) -> list[ButtonElement]:
    """Draw a button for everything that is offered."""
    return [_button(offer, shown) for offer in offers]


def key_of(shown: Shown) -> str:
    """Return what a button is about: the issue, as it was when it was drawn."""
    return f"{shown.issue.number}:{shown.issue.revision}"


def _button(offer: Offer, shown: Shown) -> ButtonElement:
    key = shown.issue.label if offer is Offer.WIN else key_of(shown)
    return button(_label(offer, shown), LABELS[offer][1], key)


def _label(offer: Offer, shown: Shown) -> str:
    is_unowned = offer is Offer.HANDOVER and shown.owner is None
    return _UNOWNED if is_unowned else LABELS[offer][0]
