"""The app manifest: what the app may do here, and what Slack would refuse in it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.blockkit.rules import Fault, Faults
from sandbox.manifest.known import BOT_SCOPES, EVENT_SCOPES
from sandbox.manifest.schema import MANIFEST

__all__ = [
    "BOT_SCOPES",
    "EVENT_SCOPES",
    "Command",
    "Manifest",
    "ManifestRefused",
    "Shortcut",
    "manifest_faults",
    "read_manifest",
]


class ManifestRefused(ValueError):
    """A manifest that Slack would not install."""


@dataclass(frozen=True)
class Command:
    """A slash command as people find it."""

    name: str
    description: str
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A shortcut as people find it: of a message, or global."""

    callback_id: str
    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """What an installed app has and may do."""

    name: str
    bot_name: str
    commands: Mapping[str, Command]
    shortcuts: Mapping[str, Shortcut]
    scopes: frozenset[str]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_tab_read_only: bool
    interactivity: bool
    socket_mode: bool


def read_manifest(source: str | Path | Mapping[str, Any]) -> Manifest:
    """Read a manifest from its file or as given; refuse one that Slack would refuse."""
    told = source if isinstance(source, Mapping) else json.loads(Path(source).read_text("utf-8"))
    refusals = manifest_faults(told)
    if refusals:
        raise ManifestRefused("; ".join(refusals))
    app_home = _at(told, "features", "app_home")
    settings = _at(told, "settings")
    name = told["display_information"]["name"]
    return Manifest(
        name=name,
        bot_name=_at(told, "features", "bot_user").get("display_name", name),
        commands={one.name: one for one in map(_command, _commands(told))},
        shortcuts={one.callback_id: one for one in map(_shortcut, _shortcuts(told))},
        scopes=frozenset(_scopes(told)),
        events=frozenset(_events(told)),
        home_tab=app_home.get("home_tab_enabled", False),
        messages_tab=app_home.get("messages_tab_enabled", True),
        messages_tab_read_only=app_home.get("messages_tab_read_only_enabled", False),
        interactivity=_at(told, "settings", "interactivity").get("is_enabled", False),
        socket_mode=settings.get("socket_mode_enabled", False),
    )


def manifest_faults(told: Any) -> list[str]:
    """All that Slack would refuse in a manifest, as one sentence each."""
    found = list(MANIFEST.faults(dict(told) if isinstance(told, Mapping) else told, ""))
    return [str(fault) for fault in found or _disagreements(told)]


def _disagreements(told: Mapping[str, Any]) -> Faults:
    yield from _named_twice(told)
    yield from _scope_faults(told)
    yield from _event_faults(told)
    yield from _command_faults(told)
    yield from _address_faults(told)


def _named_twice(told: Mapping[str, Any]) -> Faults:
    listed = {
        "/features/slash_commands": [one["command"] for one in _commands(told)],
        "/features/shortcuts": [one["callback_id"] for one in _shortcuts(told)],
        "/oauth_config/scopes/bot": _scopes(told),
        "/settings/event_subscriptions/bot_events": _events(told),
    }
    for pointer, names in listed.items():
        for name, times in Counter(names).items():
            if times > 1:
                yield Fault(pointer, f"{name} is given {times} times")


def _scope_faults(told: Mapping[str, Any]) -> Faults:
    pointer = "/oauth_config/scopes/bot"
    for scope in _scopes(told):
        if scope not in BOT_SCOPES:
            yield Fault(pointer, f"unknown scope: {scope}")
    for scope in _at(told, "oauth_config", "scopes").get("bot_optional", []):
        if scope not in _scopes(told):
            yield Fault(f"{pointer}_optional", f"{scope} must be listed in `bot` as well")
    if _scopes(told) and "bot_user" not in _at(told, "features"):
        yield Fault("/features", "missing required field: bot_user")


def _event_faults(told: Mapping[str, Any]) -> Faults:
    pointer = "/settings/event_subscriptions/bot_events"
    granted = set(_scopes(told))
    for event in _events(told):
        if event not in EVENT_SCOPES:
            yield Fault(pointer, f"unknown event: {event}")
        elif EVENT_SCOPES[event] and not EVENT_SCOPES[event] & granted:
            needed = " or ".join(sorted(EVENT_SCOPES[event]))
            yield Fault(pointer, f"{event} needs the scope {needed}")


def _command_faults(told: Mapping[str, Any]) -> Faults:
    pointer = "/oauth_config/scopes/bot"
    if (_commands(told) or _shortcuts(told)) and "commands" not in _scopes(told):
        yield Fault(pointer, "slash commands and shortcuts need the scope commands")
    interactive = _at(told, "settings", "interactivity").get("is_enabled", False)
    if _shortcuts(told) and not interactive:
        yield Fault("/settings/interactivity", "shortcuts need interactivity")


def _address_faults(told: Mapping[str, Any]) -> Faults:
    if _at(told, "settings").get("socket_mode_enabled"):
        return
    for pointer, named, part in _parts_with_address(told):
        if named not in part:
            yield Fault(pointer, f"missing required field: {named} (there is no Socket Mode)")


def _parts_with_address(
    told: Mapping[str, Any],
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for place, command in enumerate(_commands(told)):
        yield f"/features/slash_commands/{place}", "url", command
    if _events(told):
        where = "/settings/event_subscriptions"
        yield where, "request_url", _at(told, "settings", "event_subscriptions")
    interactivity = _at(told, "settings", "interactivity")
    if interactivity.get("is_enabled"):
        yield "/settings/interactivity", "request_url", interactivity


def _command(told: Mapping[str, Any]) -> Command:
    return Command(
        name=told["command"],
        description=told["description"],
        usage_hint=told.get("usage_hint", ""),
        should_escape=told.get("should_escape", False),
    )


def _shortcut(told: Mapping[str, Any]) -> Shortcut:
    return Shortcut(**told)


def _at(told: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    part: Any = told
    for name in names:
        part = part.get(name, {})
    return dict(part)


def _commands(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(_at(told, "features").get("slash_commands", []))


def _shortcuts(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(_at(told, "features").get("shortcuts", []))


def _scopes(told: Mapping[str, Any]) -> list[str]:
    return list(_at(told, "oauth_config", "scopes").get("bot", []))


def _events(told: Mapping[str, Any]) -> list[str]:
    return list(_at(told, "settings", "event_subscriptions").get("bot_events", []))
