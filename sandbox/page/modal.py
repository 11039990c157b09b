"""Draws the modal that somebody has open."""

from __future__ import annotations

from sandbox.driver.post import Modal
from sandbox.page.blocks import blocks_drawn
from sandbox.page.elements import Canvas
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.places import Look


def modal_drawn(look: Look) -> Safe:
    """Draw the view on top of the stack, or nothing."""
    modal = look.person.modal
    if modal is None:
        return Safe()
    values, errors = modal.view.values(), modal.view.errors
    canvas = Canvas(modal.reader, values, f"v{modal.view.id}", errors, heading="h3")
    return tag(
        "form",
        _top(look, modal),
        tag("div", _trouble(modal), blocks_drawn(canvas, modal.blocks), class_="blocks"),
        _bottom(modal),
        id="view",
        novalidate=True,
        data_surface="modal",
        data_view=modal.view.id,
        # A view drawn anew has another hash, and one with errors the same.
        data_state=f"{modal.view.hash} {sorted(modal.view.errors)} {modal.view.trouble}",
    )


def _top(look: Look, modal: Modal) -> Safe:
    close = tag(
        "button",
        "✕",
        type="button",
        class_="plain",
        aria_label="Close",
        data_does="close",
        data_everything=True,
    )
    name = tag("small", look.bot.real_name)
    return tag("header", tag("h2", modal.title, " ", name, id="view-title"), close)


def _trouble(modal: Modal) -> Safe | None:
    return tag("p", modal.trouble, class_="trouble", role="alert") if modal.trouble else None


def _bottom(modal: Modal) -> Safe:
    body, reader = modal.view.body, modal.reader
    words = reader.text(body.get("close")) or ("Back" if modal.view.previous else "Cancel")
    close = tag("button", words, type="button", class_="button", data_does="close")
    submit = None
    if "submit" in body:
        words = modal.submit_label
        submit = tag("button", words, type="submit", class_="button primary")
    return tag("footer", joined(close, submit))
