"""The few signs that not every machine's fonts can draw."""

from __future__ import annotations

from sandbox.page.markup import Safe, tag

PATHS = {
    "lock": "M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zm2 0h2V5a1 1 0 0 0-2 0z",
    "home": "M8 2l6 5v7h-4v-4H6v4H2V7z",
    "bolt": "M9 1L3 9h4l-1 6 6-8H8z",
}


def icon(name: str) -> Safe:
    """Draw a sign in the colour of the words around it."""
    path = tag("path", d=PATHS[name], fill="currentColor")
    return tag("svg", path, viewBox="0 0 16 16", class_="icon", aria_hidden="true")
