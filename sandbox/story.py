"""What people said before the demo began, so that its channels are not empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sandbox.driver.composing import typed_message
from sandbox.posting import pinged
from sandbox.workspace import Message
from sandbox.world import World

TOLD = Path(__file__).with_name("story.json")
FRIDAY = 4


def tell(world: World, file: Path = TOLD) -> None:
    """Put the story into a workspace in which nobody has said anything yet."""
    if any(world.workspace.all_messages()):
        return
    lines = json.loads(file.read_text(encoding="utf-8"))
    told = [said for line in lines for said in _said(line, world.clock.now())]
    threads: dict[int, str] = {}
    for moment, line, opening in sorted(told, key=lambda said: said[0]):
        ts = world.workspace.next_ts(moment.timestamp())
        threads[id(line)] = ts
        _keep(world, line, opening["in"], ts, threads[id(opening)] if line is not opening else "")


def _said(line: dict[str, Any], now: datetime) -> Iterator[tuple[datetime, dict[str, Any], Any]]:
    """Yield when each thing was said, the line itself, and the one that opened its thread."""
    at = time.fromisoformat(line["at"])
    begun = datetime.combine(_working_day(now, line["days_ago"]), at, now.tzinfo)
    yield begun, line, line
    for reply in line.get("thread", []):
        yield begun + timedelta(minutes=reply["after_minutes"]), reply, line


def _working_day(now: datetime, ago: int) -> datetime:
    day = now
    while ago:
        day -= timedelta(days=1)
        ago -= day.weekday() <= FRIDAY
    return day


def _keep(world: World, line: dict[str, Any], place: str, ts: str, thread_ts: str) -> None:
    workspace = world.workspace
    channel, author = workspace.channel(place), workspace.user(line["by"])
    text = typed_message(line["says"], workspace)
    message = Message(channel.id, ts, author.id, text, thread_ts=thread_ts)
    message.pinged = pinged(message, channel, workspace)
    workspace.keep(message)
