"""The documents: the page with all its parts, and the one that asks who you are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.page.markup import Attribute, Safe, joined, page, tag
from sandbox.page.parts import Parts
from sandbox.page.places import Look
from sandbox.page.welcome import welcome

if TYPE_CHECKING:
    from sandbox.slack import Slack


LOG: dict[str, Attribute] = {"class_": "scroll", "role": "log", "tabindex": 0}


def document(look: Look, drawn: Parts, *, is_chosen: bool) -> Safe:
    """Draw the whole page; `is_chosen` says whether a place was asked for."""
    columns = joined(_left(drawn), _middle(drawn), _right(drawn), _below(drawn))
    dialogs = joined(
        _part(drawn, "dialog", "view", aria_labelledby="view-title"),
        tag("dialog", _confirmation(), id="confirm", aria_labelledby="confirm-title"),
        _part(drawn, "ol", "toasts", role="log", aria_label="Notifications"),
    )
    flags = {
        "data_chosen": "yes" if is_chosen else "no",
        "data_thread": _open(look),
        "data_panel": look.panel or "no",
    }
    return page(_head(look.slack), tag("body", columns, dialogs, **flags))


def _part(drawn: Parts, element: str, name: str, **more: str) -> Safe:
    return tag(element, drawn[name], id=f"part-{name}", data_part=name, **more)


def _left(drawn: Parts) -> Safe:
    parts = (
        _part(drawn, "div", "who"),
        _part(drawn, "div", "sidebar"),
        _part(drawn, "section", "clock", aria_label="Clock"),
    )
    return tag("nav", parts, aria_label="Places")


def _middle(drawn: Parts) -> Safe:
    parts = (
        _part(drawn, "div", "mark", role="status"),
        _part(drawn, "header", "heading"),
        tag("div", _part(drawn, "ol", "messages"), aria_label="Messages", **LOG),
        _part(drawn, "section", "home", class_="scroll", aria_label="Home"),
        _notice(),
        _part(drawn, "div", "composer"),
    )
    return tag("main", parts)


def _right(drawn: Parts) -> Safe:
    parts = (
        _part(drawn, "header", "thread-head"),
        tag("div", _part(drawn, "ol", "thread"), aria_label="Replies", **LOG),
        _part(drawn, "div", "thread-composer"),
    )
    return tag("aside", parts, aria_label="Thread")


def _below(drawn: Parts) -> Safe:
    return _part(drawn, "section", "panel", aria_label="Behind the scenes")


def first_page(slack: Slack) -> Safe:
    """Draw the page that one sees before one is anybody."""
    return page(_head(slack), tag("body", tag("main", welcome(slack)), class_="welcome"))


def _open(look: Look) -> str:
    return "yes" if look.parent else "no"


def _head(slack: Slack) -> Safe:
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", slack.world.workspace.team.name),
        tag("link", rel="icon", href="/page/static/icon.svg"),
        tag("link", rel="stylesheet", href="/page/static/page.css"),
        tag("script", src="/page/static/page.js", type="module"),
    )


def _notice() -> Safe:
    dismiss = tag(
        "button", "✕", type="button", class_="plain", aria_label="Dismiss", data_does="quiet"
    )
    said = tag("p", role="alert", id="said")
    return tag("div", said, dismiss, id="notice", hidden=True)


def _confirmation() -> Safe:
    deny = tag("button", value="no", class_="button", id="confirm-deny")
    confirm = tag("button", value="yes", class_="button primary", id="confirm-confirm")
    return tag(
        "form",
        tag("header", tag("h2", id="confirm-title")),
        tag("p", id="confirm-text"),
        tag("footer", deny, confirm),
        method="dialog",
    )
