"""What one does on the page, done by the driver's person: say, press, fill, submit, close, read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.blockkit.parts import every_element
from sandbox.blockkit.state import HOLDINGS
from sandbox.driver.post import Home, Modal, Post
from sandbox.driver.seen import INVALID_ANSWER, WARNING, Seen
from sandbox.page.entries import held_value
from sandbox.page.own_commands import answer, enter
from sandbox.page.places import Look
from sandbox.page.sidebar import in_words
from sandbox.page.toasts import Toasts
from sandbox.page.trouble import calm, switch
from sandbox.page.unread import Unread

Told = dict[str, Any]
Said = dict[str, str]
NOTHING: Said = {"said": ""}


async def say(look: Look, told: Told) -> Said:
    """Send what stands in the composer: a command to whom it belongs, or a message."""
    text = str(told.get("text", "")).strip("\n")
    thread = look.parent if told.get("thread") else None
    if not text.strip():
        return NOTHING
    if not text.startswith("/"):
        await look.person.says(text, look.place, thread)
        return NOTHING
    own = answer(look, text)
    if own is not None:
        return {"said": own}
    return seen_in_words(await look.person.types(text, look.place, thread))


async def press(look: Look, told: Told) -> Said:
    """Press a button, or choose or pick a value, on whatever surface it stands."""
    surface = _surface(look, told)
    block, action = str(told["block"]), str(told["action"])
    if isinstance(surface, Modal):
        await _fill(surface, look, told)
    if "value" not in told:
        return seen_in_words(await look.person.presses(action, surface, block=block))
    element = _element(surface, block, action)
    value = _entered(look, element, told["value"])
    return seen_in_words(await look.person.picks(action, value, surface, block=block))


async def fill(look: Look, told: Told) -> Said:
    """Take in what stands in the modal, since one of its inputs tells of each change."""
    await _fill(look.person.open_modal(), look, told)
    return NOTHING


async def submit(look: Look, told: Told) -> Said:
    await _fill(look.person.open_modal(), look, told)
    await look.person.submits()
    # What is wrong stands in the modal itself.
    return NOTHING


async def close(look: Look, told: Told) -> Said:
    everything = bool(told.get("everything"))
    return seen_in_words(await look.person.closes(everything=everything))


async def shortcut(look: Look, told: Told) -> Said:
    """Use a global shortcut, or a message's where the message is named."""
    on = _post(look, told) if told.get("ts") else None
    return seen_in_words(await look.person.uses_shortcut(str(told["name"]), on))


async def open_home(look: Look, _: Told) -> Said:
    await look.person.opens_home()
    return NOTHING


async def react(look: Look, told: Told) -> Said:
    """Put a reaction under a message, or take one's own off again."""
    post, name = _post(look, told), str(told["name"])
    is_there = look.user.id in post.message.reactions.get(name, [])
    await (look.person.unreacts if is_there else look.person.reacts)(name, post)
    return NOTHING


async def delete(look: Look, told: Told) -> Said:
    await look.person.deletes(_post(look, told))
    return NOTHING


async def dismiss(look: Look, told: Told) -> Said:
    """Put away an answer that only this person sees."""
    look.workspace.forget(_post(look, told).message)
    return NOTHING


async def join_channel(look: Look, _: Told) -> Said:
    channel = look.channel
    return {"said": enter(look, channel) if channel else ""}


async def move_clock(look: Look, told: Told) -> Said:
    look.slack.clock.move(timedelta(seconds=float(told["seconds"])))
    return NOTHING


async def next_event(look: Look, _: Told) -> Said:
    """Move the clock to when the bot does something next, or say that it never will."""
    slack = look.slack
    due = await slack.next_due()
    if due is None:
        return {"said": "Nothing is planned."}
    if due > slack.clock.now():
        slack.clock.move_to(due)
    return {"said": f"It is {in_words(look, slack.clock.now())}."}


async def make_trouble(look: Look, told: Told) -> Said:
    await switch(look.slack, str(told["key"]), on=bool(told["on"]))
    return NOTHING


async def end_trouble(look: Look, _: Told) -> Said:
    await calm(look.slack)
    return NOTHING


async def drop_socket(look: Look, _: Told) -> Said:
    count = len(look.slack.sockets.open)
    await look.slack.drop_sockets()
    return {"said": "Dropped." if count else "The bot has no socket open."}


def noticing(toasts: Toasts) -> Act:
    """Return the act of having noticed a notification."""

    async def notice(look: Look, told: Told) -> Said:
        toasts.notice(look, str(told["channel"]), str(told["ts"]))
        return NOTHING

    return notice


def reading(unread: Unread) -> Act:
    """Return the act of having read a place."""

    async def read(look: Look, _: Told) -> Said:
        unread.mark(look)
        return NOTHING

    return read


Act = Callable[[Look, Told], Awaitable[Said]]
ACTS: dict[str, Act] = {
    "say": say,
    "press": press,
    "fill": fill,
    "submit": submit,
    "close": close,
    "shortcut": shortcut,
    "home": open_home,
    "react": react,
    "delete": delete,
    "dismiss": dismiss,
    "join": join_channel,
    "clock": move_clock,
    "next": next_event,
    "trouble": make_trouble,
    "calm": end_trouble,
    "drop": drop_socket,
}


def seen_in_words(seen: Seen) -> Said:
    """Return what Slack says when the app did not answer well; its answers stand elsewhere."""
    if seen.failure is None:
        return NOTHING
    if seen.failure == WARNING:
        return {"failure": WARNING, "said": "⚠ The app did not take that. Nothing came back."}
    slackbot = "Slackbot: " if seen.failure != INVALID_ANSWER else ""
    return {"failure": seen.failure, "said": f"{slackbot}{seen.said}"}


async def _fill(modal: Modal, look: Look, told: Told) -> None:
    """Put in what differs from what the modal holds; the rest was not touched."""
    state, changed = modal.view.values(), {}
    for block in modal.blocks:
        if block["type"] != "input" or block["block_id"] not in told.get("values", {}):
            continue
        element = block["element"]
        value = _entered(look, element, told["values"][block["block_id"]])
        entry = state[block["block_id"]][element["action_id"]]
        if value != held_value(element["type"], entry):
            changed[block["block_id"]] = value
    await look.person.fills(changed)


def _entered(look: Look, element: dict[str, Any], value: Any) -> Any:
    """Return what a field held in the browser as the driver takes it."""
    kind = element["type"]
    if value in ("", None):
        return [] if kind in HOLDINGS and HOLDINGS[kind].many else None
    if kind == "datetimepicker":
        zone = ZoneInfo(look.user.tz)
        return int(datetime.fromisoformat(str(value)).replace(tzinfo=zone).timestamp())
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
        return {"type": "rich_text", "elements": [section]}
    return value


def _surface(look: Look, told: Told) -> Post | Modal | Home:
    match told.get("surface"):
        case "modal":
            return look.person.open_modal()
        case "home":
            return look.person.home
    return _post(look, told)


def _post(look: Look, told: Told) -> Post:
    """Find a message that this person sees, among those for all and those for them alone."""
    channel = look.person.place_seen(str(told["channel"]))
    ts = str(told["ts"])
    found = look.workspace.find(channel.id, ts)
    for post in look.person.ephemerals(channel):
        if post.ts == ts:
            return post
    if found is None:
        raise LookupError("That message is gone.")
    return Post(look.slack.world, look.user, found)


def _element(surface: Post | Modal | Home, block_id: str, action_id: str) -> dict[str, Any]:
    for _, block, element in every_element(surface.blocks):
        if (block["block_id"], element.get("action_id")) == (block_id, action_id):
            return element
    raise LookupError("That is no longer there.")
