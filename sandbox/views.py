"""Modals and Homes: who has which open, what was typed into them, and their hashes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.blockkit import state_values, view_faults, with_ids
from sandbox.blockkit.parts import every_element
from sandbox.clock import Clock
from sandbox.ids import new_hash, new_id
from sandbox.refused import Refused, refused_arguments
from sandbox.triggers import Trigger
from sandbox.workspace import Workspace

MOST_BYTES = 250 * 1024
DEEPEST_STACK = 3


@dataclass
class View:
    """One view as a person has it before them."""

    id: str
    user: str
    body: dict[str, Any]
    root: str
    hash: str
    previous: str | None = None
    place: str = ""
    typed: dict[tuple[str, str], Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def is_home(self) -> bool:
        return bool(self.body.get("type") == "home")

    @property
    def external_id(self) -> str:
        return str(self.body.get("external_id") or "")

    def slots(self) -> Iterator[tuple[str, str]]:
        """Yield block_id and action_id of all that a person can set."""
        for _, block, element in every_element(self.body["blocks"]):
            if "action_id" in element:
                yield block["block_id"], element["action_id"]

    def values(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return view.state.values."""
        return state_values(self.body, self.typed, conversation=self.place or None)


@dataclass
class Views:
    workspace: Workspace
    clock: Clock
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)

    def top(self, user: str) -> View | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def open(self, body: dict[str, Any], trigger: Trigger) -> View:
        """Put a new modal before the person; whatever they had open is gone."""
        view = self._made(checked(body), trigger.user)
        view.place = trigger.place
        self.stacks[trigger.user] = [view]
        return view

    def push(self, body: dict[str, Any], user: str, from_view: str) -> View:
        """Put a modal on top of the one that the person acted in."""
        body = checked(body)
        stack = self.stacks.get(user, [])
        if from_view and any(home.id == from_view for home in self.homes.values()):
            pointer = "[json-pointer:/view/type]"
            raise refused_arguments(f"must match the `type` of the root view {pointer}")
        if from_view not in [view.id for view in stack]:
            raise Refused("not_found")
        if len(stack) >= DEEPEST_STACK:
            raise Refused("push_limit_reached")
        view = self._made(body, user)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, body: dict[str, Any], hash_: str = "") -> View:
        """Draw a view anew; what was typed stays where both ids are the same."""
        body = checked(body, home=view.is_home)
        self._refuse_unready(body)
        if hash_ and hash_ != view.hash:
            raise Refused("hash_conflict")
        self._refuse_taken(str(body.get("external_id") or ""), besides=view)
        view.body = body
        view.hash = new_hash(self.clock.seconds())
        view.errors, view.trouble = {}, ""
        kept = set(view.slots())
        view.typed = {slot: value for slot, value in view.typed.items() if slot in kept}
        return view

    def publish(self, body: dict[str, Any], user: str, hash_: str = "") -> View:
        home = self.homes.get(user)
        if home is not None:
            return self.update(home, body, hash_)
        home = self._made(checked(body, home=True), user)
        self.homes[user] = home
        return home

    def find(self, view_id: str, external_id: str = "") -> View:
        for view in self._all():
            if view_id == view.id or (external_id and external_id == view.external_id):
                return view
        raise Refused("not_found")

    def close(self, view: View) -> None:
        """Take the view off its stack, and all that lies on it."""
        stack = self.stacks.get(view.user, [])
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, user: str) -> None:
        self.stacks.pop(user, None)

    def shape(self, view: View) -> dict[str, Any]:
        """Return the view as payloads and answers show it."""
        bot, team = self.workspace.bot, self.workspace.team.id
        shape: dict[str, Any] = {"id": view.id, "team_id": team, "type": view.body["type"]}
        shape |= {"title": None, "submit": None, "close": None}
        shape |= {"callback_id": "", "private_metadata": "", "external_id": ""}
        shape |= {"clear_on_close": False, "notify_on_close": False, **view.body}
        return shape | {
            "state": {"values": view.values()},
            "hash": view.hash,
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "app_id": bot.app_id,
            "app_installed_team_id": team,
            "bot_id": bot.bot_id,
        }

    def _made(self, body: dict[str, Any], user: str) -> View:
        self._refuse_unready(body)
        self._refuse_taken(str(body.get("external_id") or ""))
        view_id = new_id("V")
        return View(view_id, user, body, view_id, new_hash(self.clock.seconds()))

    def _refuse_taken(self, external_id: str, besides: View | None = None) -> None:
        for view in self._all():
            if external_id and view.external_id == external_id and view is not besides:
                raise Refused("duplicate_external_id")

    def _refuse_unready(self, body: dict[str, Any]) -> None:
        """Refuse a view with a picture that is no complete file of the app's."""
        lines = self.workspace.files.faults(body["blocks"], self.workspace.bot.user_id)
        if lines:
            raise refused_arguments(*lines)

    def _all(self) -> Iterator[View]:
        yield from self.homes.values()
        for stack in self.stacks.values():
            yield from stack


def checked(body: dict[str, Any], *, home: bool = False) -> dict[str, Any]:
    """Return the view with all its ids, or refuse it as Slack does."""
    if len(json.dumps(body)) > MOST_BYTES:
        raise Refused("view_too_large")
    faults = view_faults(body, published=home)
    if faults:
        whole = "failed to match all allowed schemas [json-pointer:/view]"
        raise refused_arguments(whole, *(str(fault) for fault in faults))
    return {**body, "blocks": with_ids(body["blocks"])}
