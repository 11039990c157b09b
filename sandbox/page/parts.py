"""Gathers the parts of the page as one person sees them now, and the page around them."""

from __future__ import annotations

from sandbox.page.blocks import blocks_drawn
from sandbox.page.elements import Canvas, menu
from sandbox.page.icons import icon
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.messages import stream
from sandbox.page.modal import modal_drawn
from sandbox.page.panels import panel
from sandbox.page.places import Look, posts_in, posts_in_thread
from sandbox.page.sidebar import clock, sidebar, switcher
from sandbox.page.toasts import Toasts
from sandbox.page.trouble import mark
from sandbox.workspace import Channel

Parts = dict[str, Safe]


def parts(look: Look, toasts: Toasts) -> Parts:
    """Return every part of the page by the name it has there."""
    parent = look.parent
    thread = stream(look, posts_in_thread(look, parent), "t") if parent else Safe()
    return {
        "who": switcher(look),
        "sidebar": sidebar(look, toasts.unread),
        "clock": clock(look),
        "mark": mark(look),
        "heading": _heading(look),
        "messages": Safe() if look.is_home else stream(look, posts_in(look), "m"),
        "home": _home(look) if look.is_home else Safe(),
        "composer": _composer(look, ""),
        "thread-head": _thread_head(look) if parent else Safe(),
        "thread": thread,
        "thread-composer": _composer(look, parent.ts) if parent else Safe(),
        "panel": panel(look),
        "toasts": toasts.drawn(look),
        "view": modal_drawn(look),
    }


def is_answering(look: Look) -> bool:
    """Say whether there is a bot to hear what people do here."""
    return bool(look.slack.sockets.open) or look.slack.world.app.http is not None


def _heading(look: Look) -> Safe:
    back = tag("button", "←", type="button", class_="back", aria_label="Places", data_does="places")
    silent = None if is_answering(look) else tag("p", "The bot is not connected.", class_="silent")
    return joined(back, tag("div", tag("h1", look.name), tag("p", _about(look))), silent)


def _about(look: Look) -> str:
    if look.is_home:
        return "Home: only you see yours"
    if look.other is not None:
        other = look.other
        return "App" if other.bot else f"{other.title} · {other.tz}"
    channel = look.channel
    if channel is None:
        return ""
    users = look.workspace.users
    names = [users[member].real_name.split()[0] for member in channel.members]
    kind = {"private": "Private", "mpim": "Group"}.get(channel.kind, "Public")
    shared = ", shared with another company" if channel.ext_shared else ""
    return f"{kind}{shared} · {', '.join(names)}"


def _home(look: Look) -> Safe:
    home = look.person.home
    if home.view is None:
        return tag("p", f"{look.bot.real_name} has not drawn your Home yet.", class_="empty")
    canvas = Canvas(home.reader, home.view.values(), f"h{home.view.id}", home.view.errors)
    return tag("div", blocks_drawn(canvas, home.blocks), class_="blocks", data_surface="home")


def _composer(look: Look, thread: str) -> Safe:
    if look.is_home:
        return Safe()
    channel = look.channel
    if channel is not None:
        refusal = _no_writing(look, channel)
        if refusal is not None:
            return refusal
    words = f"Message {look.name}" if not thread else "Reply"
    prefix = "reply" if thread else "write"
    field = tag(
        "textarea",
        id=prefix,
        rows=1,
        placeholder=words,
        aria_label=words,
        aria_autocomplete="list",
        aria_haspopup="listbox",
        aria_controls=f"{prefix}-words",
        aria_describedby=f"{prefix}-signs",
        data_draft=f"{look.user.id} {look.place} {thread}",
    )
    offered = tag("ul", id=f"{prefix}-words", role="listbox", aria_label="Suggestions", hidden=True)
    send = tag("button", "Send", type="submit", class_="button primary")
    shortcuts = None if thread else _shortcuts(look)
    signs = "@ people" if thread else "/ commands · @ people"
    told = tag("small", signs, class_="signs", id=f"{prefix}-signs")
    row = tag("div", shortcuts, field, told, send, class_="row")
    return tag("form", offered, row, class_="composer", data_thread=thread or None)


def _no_writing(look: Look, channel: Channel) -> Safe | None:
    if channel.archived:
        return tag("p", "This channel is archived: one can read it, not write.", class_="closed")
    if look.user.id in channel.members:
        return None
    join = tag("button", f"Join #{channel.name}", type="button", class_="button", data_does="join")
    return tag("p", "You are not in this channel. ", join, class_="closed")


def _shortcuts(look: Look) -> Safe | None:
    manifest = look.slack.world.manifest
    items = [
        tag(
            "button",
            joined(shortcut.name, " ", tag("small", shortcut.description)),
            type="button",
            data_does="shortcut",
            data_name=shortcut.name,
        )
        for shortcut in manifest.shortcuts.values()
        if shortcut.type == "global"
    ]
    return menu("shortcuts", "Shortcuts", items, icon("bolt")) if items else None


def _thread_head(look: Look) -> Safe:
    close = tag("a", "✕", href=look.address(), data_go=True, aria_label="Close the thread")
    return joined(tag("h2", "Thread ", tag("small", look.name)), close)
