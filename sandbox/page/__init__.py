"""The page on which one acts as anybody here: its addresses, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.page.desk import Desk

if TYPE_CHECKING:
    from sandbox.slack import Slack

__all__ = ["routes"]


def routes(slack: Slack) -> list[web.RouteDef]:
    """Return the page's routes, for the stand-in to serve beside its own."""
    return Desk(slack).routes()
