"""Reads a company file: the workspace, its people, channels and user groups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.workspace import Bot, Channel, Group, Team, User, Workspace

SEEDED = Path(__file__).with_name("company.json")


def read_company(file: Path | dict[str, Any], bot_name: str, now: int) -> Workspace:
    """Return a workspace as it is before anybody has said anything."""
    company = json.loads(file.read_text(encoding="utf-8")) if isinstance(file, Path) else file
    workspace = Workspace(Team(**company["workspace"]), Bot(**company["bot"]))
    bot = User(workspace.bot.user_id, bot_name, bot_name, bot=True, updated=now)
    for user in [bot, *(User(**entry, updated=now) for entry in company["people"])]:
        workspace.users[user.id] = user
    for entry in company["channels"]:
        channel = _channel(entry, workspace, now)
        workspace.channels[channel.id] = channel
    for entry in company.get("groups", []):
        members = [workspace.user(name).id for name in entry["members"]]
        group = Group(entry["id"], entry["handle"], entry["name"], members)
        workspace.groups[group.id] = group
    return workspace


def _channel(entry: dict[str, Any], workspace: Workspace, now: int) -> Channel:
    kind = entry.get("kind", "public")
    members = [workspace.user(name).id for name in entry["members"]]
    if entry.get("bot_member"):
        members.append(workspace.bot.user_id)
    return Channel(
        id=entry["id"],
        name=entry["name"],
        kind="private" if kind == "private" else "public",
        members=members,
        archived=kind == "archived",
        ext_shared=kind == "ext_shared",
        created=now,
        creator=members[0],
    )
