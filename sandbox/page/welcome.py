"""The first page: what this is, what one may try, and who one is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sandbox.page.markup import Safe, joined, tag
from sandbox.page.messages import avatar
from sandbox.page.places import people_to_be
from sandbox.page.sidebar import card

if TYPE_CHECKING:
    from sandbox.slack import Slack

TO_TRY = Path(__file__).parents[1] / "story_to_try.json"


def welcome(slack: Slack) -> Safe:
    """Say what this is, offer lines to begin with, and ask who one is."""
    told = tag(
        "p",
        "A company of its own, in a Slack of its own on your machine: nothing leaves it, and "
        "nobody else is here. The bot beside it is the real one. Be anybody, write, press what "
        "answers, be somebody else to see what they see, and move the clock.",
    )
    people = [
        tag(
            "li",
            tag("a", avatar(slack.world.workspace, user), card(user), href=f"/?as={user.name}"),
        )
        for user in people_to_be(slack)
    ]
    asked = joined(tag("h2", "Who are you?"), tag("ul", people))
    return joined(tag("h1", slack.world.workspace.team.name), told, _to_try(slack), asked)


def _to_try(slack: Slack) -> Safe | None:
    tries = [one for one in json.loads(TO_TRY.read_text("utf-8")) if _is_possible(slack, one)]
    if not tries:
        return None
    items = [tag("li", _one(slack, one)) for one in tries]
    return joined(tag("h2", "Things to try"), tag("ol", items))


def _is_possible(slack: Slack, one: dict[str, str]) -> bool:
    """Say whether this company has who says it, where it is said, and the command."""
    workspace = slack.world.workspace
    people = {user.name for user in people_to_be(slack)}
    places = {channel.name for channel in workspace.channels.values()}
    command = one["write"].partition(" ")[0]
    return one["as"] in people and one["in"] in places and command in slack.world.manifest.commands


def _one(slack: Slack, one: dict[str, str]) -> Safe:
    """Draw one line to begin with; the page that opens has it written, not sent."""
    author = slack.world.workspace.user(one["as"])
    where = f"{author.real_name.split()[0]} in #{one['in']}"
    begun = tag("span", tag("b", one["what"]), tag("small", where))
    told = {name: one[name] for name in ("as", "in", "write")}
    line = tag("a", begun, tag("code", one["write"]), href=f"/?{urlencode(told)}")
    return joined(line, tag("small", one["then"]))
