"""The panel below the messages: its tabs, and whichever of the panels is open."""

from __future__ import annotations

from sandbox.page import traffic, trouble
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.places import Look

TITLES = {"trouble": "Make trouble", "traffic": "Traffic"}
DRAWN = {"trouble": trouble.panel, "traffic": traffic.panel}


def panel(look: Look) -> Safe:
    """Draw the open panel, or nothing."""
    if not look.panel:
        return Safe()
    tabs = [
        tag(
            "a",
            title,
            href=look.with_panel(key),
            data_go=True,
            aria_current="true" if key == look.panel else None,
        )
        for key, title in TITLES.items()
    ]
    close = tag(
        "a",
        "✕",
        href=look.with_panel(""),
        data_go=True,
        class_="close",
        aria_label="Close the panel",
    )
    return joined(tag("header", tabs, close), DRAWN[look.panel](look))


def openers(look: Look) -> Safe:
    """Draw the ways to the panels, with a sign at the one where something is switched on."""
    on = tag("span", " ⚠ on", class_="on") if trouble.troubles_on(look.slack) else None
    links = [
        tag(
            "a",
            title,
            on if key == "trouble" else None,
            href=look.with_panel("" if key == look.panel else key),
            data_go=True,
            id=f"open-{key}",
            aria_expanded="true" if key == look.panel else "false",
            aria_controls="part-panel",
        )
        for key, title in TITLES.items()
    ]
    return joined(links, tag("a", "Things to try", href="/"))
