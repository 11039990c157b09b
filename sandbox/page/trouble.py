"""The panel “Make trouble”: what can go wrong between the bot and Slack, each with a switch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.faults import ANY, Faults
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.places import Look

if TYPE_CHECKING:
    from sandbox.slack import Slack

OFFLINE = "offline"


@dataclass(frozen=True)
class Trouble:
    """One switch: its name, what it does in a sentence, and the fault behind it, if it is one."""

    key: str
    name: str
    sentence: str
    fault: tuple[str, Any] | None = None


TROUBLES = (
    Trouble(
        "late",
        "Slack is a little slow",
        "Every answer to the bot takes 100 ms longer. Nobody should notice.",
        ("slow", 0.1),
    ),
    Trouble(
        "slow",
        "Slack is very slow",
        "Every answer to the bot takes 2 seconds longer. People are still answered at once; "
        "cards come later.",
        ("slow", 2.0),
    ),
    Trouble(
        "busy",
        "Slack says 429",
        "Slack refuses every call: too many requests, try again in 2 seconds. What was promised "
        "is posted when this ends.",
        ("ratelimited", 2),
    ),
    Trouble(
        "lost",
        "Answers get lost",
        "Slack does what the bot asks, but the bot never hears so. Each card must still come "
        "only once.",
        ("cut_after", None),
    ),
    Trouble(
        OFFLINE,
        "Offline",
        "The bot and Slack cannot reach each other. People see what Slack says then.",
    ),
)


def troubles_on(slack: Slack) -> list[Trouble]:
    """Return what is switched on, here or by /control/faults."""
    kinds = {(f.kind, f.value) for f in slack.faults.waiting if (f.method, f.times) == (ANY, None)}
    return [
        trouble
        for trouble in TROUBLES
        if (slack.is_offline if trouble.fault is None else trouble.fault in kinds)
    ]


async def switch(slack: Slack, key: str, *, on: bool) -> None:
    """Switch a trouble on or off; a call has one fate, so one fault takes another's place."""
    trouble = next((trouble for trouble in TROUBLES if trouble.key == key), None)
    if trouble is None:
        raise LookupError("There is no such trouble.")
    if trouble.fault is None:
        await _switch_line(slack, on=on)
        return
    _forget(slack.faults)
    if on:
        kind, value = trouble.fault
        slack.faults.add(ANY, kind, value, times=None)


async def calm(slack: Slack) -> None:
    """Switch every trouble off."""
    _forget(slack.faults)
    await _switch_line(slack, on=False)


async def _switch_line(slack: Slack, *, on: bool) -> None:
    if on:
        await slack.go_offline()
    else:
        slack.come_back()


def _forget(faults: Faults) -> None:
    ours = {trouble.fault for trouble in TROUBLES}
    kept = [f for f in faults.waiting if f.times is not None or (f.kind, f.value) not in ours]
    faults.waiting[:] = kept


def mark(look: Look) -> Safe:
    """Draw what says, above all else, that something is switched on."""
    on = troubles_on(look.slack)
    if not on:
        return Safe()
    words = tag("p", "⚠ Trouble is on: ", tag("b", _listed(t.name for t in on)))
    calm_down = tag("button", "Switch off", type="button", class_="button", data_does="calm")
    return joined(words, calm_down)


def panel(look: Look) -> Safe:
    on = troubles_on(look.slack)
    switches = [_switch(trouble, is_on=trouble in on) for trouble in TROUBLES]
    drop = tag(
        "li",
        tag("button", "Drop the socket", type="button", class_="button", data_does="drop"),
        tag("p", "Cuts the bot's connection once, without a word. It has to find back by itself."),
    )
    return tag("ul", switches, drop, class_="troubles scroll", aria_label="Make trouble")


def _switch(trouble: Trouble, *, is_on: bool) -> Safe:
    described = f"trouble-{trouble.key}-does"
    button = tag(
        "button",
        trouble.name,
        type="button",
        role="switch",
        id=f"trouble-{trouble.key}",
        class_="switch",
        aria_checked="true" if is_on else "false",
        aria_describedby=described,
        data_does="trouble",
        data_key=trouble.key,
    )
    return tag("li", button, tag("p", trouble.sentence, id=described))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
