"""The state file: what the workspace holds, kept across restarts of the stand-in."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.clock import Clock, replace_text
from sandbox.files import File
from sandbox.views import View, Views
from sandbox.workspace import Bot, Channel, Group, Message, Team, User, Workspace

SAVE_SECONDS = 1.0


class Store:
    """Writes a snapshot at most once a second, and only when something changed."""

    def __init__(self, file: Path, workspace: Workspace, views: Views, clock: Clock) -> None:
        self.file = file
        self.workspace = workspace
        self.views = views
        self.clock = clock
        self.written = ""

    def save(self) -> None:
        text = json.dumps(self._snapshot(), indent=1)
        if text != self.written:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            replace_text(self.file, text)
            self.written = text

    async def save_each_second(self) -> None:
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            self.save()

    def _snapshot(self) -> dict[str, Any]:
        workspace = self.workspace
        return {
            "team": asdict(workspace.team),
            "bot": asdict(workspace.bot),
            "users": [asdict(user) for user in workspace.users.values()],
            "channels": [asdict(channel) for channel in workspace.channels.values()],
            "groups": [asdict(group) for group in workspace.groups.values()],
            "messages": [asdict(message) for message in workspace.all_messages()],
            "files": [_file(file) for file in workspace.files.kept.values()],
            "homes": [_view(home) for home in self.views.homes.values()],
            "last_tick": workspace.last_tick,
            "clock_ahead_seconds": self.clock.ahead.total_seconds(),
        }


def _view(view: View) -> dict[str, Any]:
    return {"id": view.id, "user": view.user, "body": view.body, "hash": view.hash}


def _file(file: File) -> dict[str, Any]:
    return {**asdict(file), "data": b64encode(file.data).decode(), "ready_at": 0.0}


def read_state(file: Path) -> dict[str, Any] | None:
    """Return the snapshot, or nothing when there is none yet."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def ahead_in(state: dict[str, Any] | None) -> timedelta:
    return timedelta(seconds=state["clock_ahead_seconds"] if state else 0)


def workspace_in(state: dict[str, Any]) -> Workspace:
    """Return the workspace as it was when the snapshot was taken."""
    workspace = Workspace(Team(**state["team"]), Bot(**state["bot"]))
    workspace.users = {entry["id"]: User(**entry) for entry in state["users"]}
    workspace.channels = {entry["id"]: Channel(**entry) for entry in state["channels"]}
    workspace.groups = {entry["id"]: Group(**entry) for entry in state["groups"]}
    for entry in state["messages"]:
        workspace.keep(Message(**entry))
    for entry in state.get("files", []):
        file = File(**{**entry, "data": b64decode(entry["data"])})
        workspace.files.kept[file.id] = file
    workspace.last_tick = state["last_tick"]
    return workspace


def homes_in(state: dict[str, Any], views: Views) -> Views:
    """Return the views with every Home as it was published."""
    for entry in state["homes"]:
        home = View(entry["id"], entry["user"], entry["body"], entry["id"], entry["hash"])
        views.homes[home.user] = home
    return views
