"""auth.*, users.*, usergroups.*, bots.* and team.*: who is who here."""

from __future__ import annotations

from typing import Any

from sandbox.refused import Refused
from sandbox.shapes import bot_profile, group_shape, user_shape
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.method import Method
from sandbox.web_api.pages import page_of
from sandbox.world import World


def api_test(_: World, arguments: Arguments) -> dict[str, Any]:
    """api.test: echo the arguments, or the error that was asked for."""
    if arguments.text("error"):
        raise Refused(arguments.text("error"), args=dict(arguments.values))
    return {"args": dict(arguments.values)}


def auth_test(world: World, _: Arguments) -> dict[str, Any]:
    team, bot = world.workspace.team, world.workspace.bot
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": world.workspace.users[bot.user_id].name,
        "team_id": team.id,
        "user_id": bot.user_id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(world: World, _: Arguments) -> dict[str, Any]:
    """apps.connections.open: an address for one socket, good once."""
    if not world.manifest.socket_mode or world.app.http is not None:
        raise Refused("forbidden_team")
    base = world.url.replace("http://", "ws://")
    app_id = world.workspace.bot.app_id
    return {"url": f"{base}/link/?ticket={world.app.sockets.ticket()}&app_id={app_id}"}


def team_info(world: World, arguments: Arguments) -> dict[str, Any]:
    team = world.workspace.team
    if arguments.text("team") not in {"", team.id}:
        raise Refused("team_not_found")
    address = f"https://{team.domain}.slack.com/"
    shape = {"id": team.id, "name": team.name, "url": address, "domain": team.domain}
    more = {"email_domain": "", "icon": {"image_default": True}, "avatar_base_url": address}
    return {"team": {**shape, **more, "is_verified": False}}


def user_info(world: World, arguments: Arguments) -> dict[str, Any]:
    user = world.workspace.users.get(arguments.text("user"))
    if user is None:
        raise Refused("user_not_found")
    shape = user_shape(user, world.workspace, world.clock.now())
    return {"user": shape | ({"locale": "en-US"} if arguments.flag("include_locale") else {})}


def user_list(world: World, arguments: Arguments) -> dict[str, Any]:
    page, cursor = page_of(list(world.workspace.users.values()), arguments, standard=1000)
    now = world.clock.now()
    return {
        "members": [user_shape(user, world.workspace, now) for user in page],
        "cache_ts": int(now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def group_list(world: World, arguments: Arguments) -> dict[str, Any]:
    with_users = arguments.flag("include_users")
    groups = world.workspace.groups.values()
    shapes = [group_shape(g, world.workspace, with_users=with_users) for g in groups]
    return {"usergroups": shapes}


def group_members(world: World, arguments: Arguments) -> dict[str, Any]:
    group = world.workspace.groups.get(arguments.text("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.members)}


def bot_info(world: World, arguments: Arguments) -> dict[str, Any]:
    if arguments.text("bot") not in {"", world.workspace.bot.bot_id}:
        raise Refused("bot_not_found")
    return {"bot": bot_profile(world.workspace)}


USERS, GROUPS = ("users:read",), ("usergroups:read",)
METHODS = [
    Method("api.test", api_test, 4, takes_json=True, caller="anybody"),
    Method("auth.test", auth_test, 5, takes_json=True),
    Method("apps.connections.open", open_connection, 3, takes_json=True, caller="app"),
    Method("team.info", team_info, 3, ("team:read",), takes_json=True),
    Method("users.info", user_info, 4, USERS, ("user",)),
    Method("users.list", user_list, 2, USERS),
    Method("usergroups.list", group_list, 2, GROUPS),
    Method("usergroups.users.list", group_members, 2, GROUPS, ("usergroup",)),
    Method("bots.info", bot_info, 3, USERS),
]
