"""The addresses of the stand-in: the Web API, sockets, response URLs, controls and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from sandbox import page
from sandbox.controls import Controls
from sandbox.response_urls import ResponseUrls
from sandbox.uploads import Uploads
from sandbox.web_api.door import Door

if TYPE_CHECKING:
    from sandbox.slack import Slack


def routes(slack: Slack) -> list[web.RouteDef]:
    """Return every route; the page brings its own."""
    hooks = ResponseUrls(slack.world, slack.front)
    return [
        web.route("*", "/api/{method}", Door(slack.world, slack.front).answer),
        web.get("/link/", slack.sockets.accept),
        web.post("/commands/{id}", hooks.answer),
        web.post("/actions/{id}", hooks.answer),
        web.post("/upload/{secret}", Uploads(slack.world, slack.front).answer),
        *Controls(slack).routes(),
        *page.routes(slack),
    ]
