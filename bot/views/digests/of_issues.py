"""An issue in a digest: how it stands, why its reader hears of it, and the button that goes on."""

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.domain.digests.of_issues import IssueMatter
from bot.domain.issues.telling import (
    BACK,
    CHANGED,
    HELPS,
    NEW_HERE,
    OFFER_LAPSED,
    OFFER_WAITS,
    OWNED,
    STANDS,
    STILL_WAITS,
    WAITS_ON,
)
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.controls import key_of
from bot.views.issues.lines import name_of, state_of
from bot.views.text import count, dotted, mrkdwn, words

_WORDS = 200
_WHY = {
    NEW_HERE: "new in your area, and nobody owns it yet",
    WAITS_ON: "it waits on your area",
    BACK: "the day it was parked until has come",
    OFFER_WAITS: "no answer yet whether they will own it",
    OFFER_LAPSED: "there was no answer, so nobody is asked to own it any more",
    HELPS: "you help with it",
    CHANGED: "somebody else has decided something about it",
    OWNED: "owns what you reported",
}
_BUTTONS = {
    NEW_HERE: ("I'll own it", Action.ISSUE_OWN),
    BACK: ("Next step", Action.ISSUE_NEXT),
    STANDS: ("Next step", Action.ISSUE_NEXT),
    STILL_WAITS: ("Go on", Action.ISSUE_GO_ON),
    OFFER_WAITS: ("Take it back", Action.ISSUE_TAKE_BACK),
}
_SHOW = ("Show", Action.ISSUE_SHOW)


def matter_blocks(matter: IssueMatter) -> list[Block]:
    """Draw one issue as it stands now; what waits for nothing has no button but to look at it."""
    lines = [_top(matter), *([_what(matter)] if matter.is_visible else [])]
    section = SectionBlock(text=mrkdwn("\n".join(lines)))
    if not matter.is_visible:
        return [section]
    label, action = _BUTTONS.get(matter.role, _SHOW) if matter.waits else _SHOW
    pressed = button(label, action, key_of(matter.shown))
    return [section, ActionsBlock(elements=[pressed])]


def matter_spoken(matter: IssueMatter) -> str:
    """Return the same in one line without marks."""
    said = _top(matter).replace("*", "")
    return f"{said}: {_what(matter)}" if matter.is_visible else said


def _top(matter: IssueMatter) -> str:
    shown = matter.shown
    return dotted([f"*{shown.issue.label}*", f"*{state_of(shown)}*", _why(matter)])


def _why(matter: IssueMatter) -> str:
    if matter.role in {STANDS, STILL_WAITS} and matter.waits:
        verb = "it waits" if matter.role == STILL_WAITS else "no step"
        return f"{verb} for {count(matter.shown.days, 'day')}"
    if matter.role == OWNED:
        return f"{name_of(matter.shown.owner)} {_WHY[OWNED]}"
    return _WHY.get(matter.role, "") if matter.waits or matter.role in _NEWS else ""


def _what(matter: IssueMatter) -> str:
    return words(matter.shown.what, _WORDS)


# What is told, and waits for nobody.
_NEWS = {OWNED, CHANGED, OFFER_LAPSED}
