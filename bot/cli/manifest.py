"""`cxbot manifest`: what Slack makes the app from, for the way in and the command in use."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from bot.cli.refusal import Refusal, explained
from bot.settings import load_settings

MANIFEST = Path(__file__).resolve().parents[2] / "manifest.json"


def main(options: argparse.Namespace) -> int:
    """Print the manifest."""
    return explained(lambda: _print(options.http))


def _print(host: str | None) -> int:
    manifest = manifest_for(command=load_settings().cx_command, host=host)
    sys.stdout.write(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return 0


def manifest_for(*, command: str, host: str | None = None) -> dict[str, Any]:
    """Return the manifest with its command's name, and with addresses when it is for HTTP."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    settings = manifest["settings"]
    commands = manifest["features"]["slash_commands"]
    for one in commands:
        one["description"] = one["description"].replace(one["command"], command)
        one["command"] = command
    if host is not None:
        address = address_at(host)
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = address
        settings["interactivity"]["request_url"] = address
        for one in commands:
            one["url"] = address
    return manifest


def scopes_wanted() -> frozenset[str]:
    """Return the scopes that the manifest asks for."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def address_at(host: str) -> str:
    """Return where Slack sends everything to at a public host."""
    name = host.removeprefix("https://").rstrip("/")
    if not re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", name):
        raise Refusal(f"{host} is not a host name, such as cxbot.example.com.")
    return f"https://{name}/slack/events"
