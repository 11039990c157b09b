"""The panel “Traffic”: what the bot and Slack say to each other, newest first, as it happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page.markup import Safe, joined, tag
from sandbox.page.places import Look
from sandbox.traffic import Entry, Log

MOST = 500
# Further back nobody looks for words: to read through all of it would hold up the stand-in.
LOOKS_BACK = 2_000
LONGEST = 120
WORDS = (
    ("event", "text"),
    ("actions", 0, "action_id"),
    ("view", "callback_id"),
    ("callback_id",),
    ("text",),
    ("view", "title", "text"),
    ("event", "type"),
)
PLACES = (("channel_id",), ("channel", "id"), ("channel",), ("event", "channel"))
PEOPLE = (("user_id",), ("user", "id"), ("user",), ("event", "user"))
OUTCOMES = {
    "open": "…",
    "ratelimited": "429, too many requests",
    "cut_before": "cut off, not done",
    "cut_after": "done, but the answer was lost",
    "hang": "no answer",
    "timeout": "no answer in time",
    "unreachable": "not reached",
    "refused": "refused",
}


def panel(_: Look) -> Safe:
    """Draw the frame; the rows are asked for as they come."""
    field = tag(
        "input",
        type="search",
        id="filter",
        placeholder="Filter: a word, a method, an error, an id",
        aria_label="Filter the traffic",
        autocomplete="off",
        spellcheck="false",
    )
    rows = tag("ol", id="traffic", aria_label="Traffic, newest first")
    empty = tag("p", "Nothing yet.", class_="empty", id="traffic-empty")
    return joined(
        tag("div", field, class_="filter"), tag("div", rows, empty, class_="scroll", tabindex=0)
    )


def rows(look: Look, after: int, wanted: str) -> dict[str, Any]:
    """Return the rows that changed since, newest first, and how far that goes."""
    log = look.slack.log
    found = _changed(log, after, wanted.casefold().split())
    drawn = [{"key": entry.seq, "html": _row(look, entry)} for entry in found]
    return {"latest": log.changes, "rows": drawn}


def _changed(log: Log, after: int, wanted: list[str]) -> list[Entry]:
    recent = log.entries[-LOOKS_BACK:] if wanted else log.entries[-MOST:]
    changed = (entry for entry in reversed(recent) if entry.changed > after)
    found = (entry for entry in changed if _holds(entry, wanted))
    return [entry for entry, _ in zip(found, range(MOST), strict=False)]


def _holds(entry: Entry, wanted: list[str]) -> bool:
    if not wanted:
        return True
    text = json.dumps(entry.shown(), ensure_ascii=False, default=str).casefold()
    text += f" {_direction(entry)} {_answer(entry)}".casefold()
    return all(word in text for word in wanted)


def opened(look: Look, seq: int) -> Safe:
    """Draw all that was sent and answered."""
    entry = next((entry for entry in look.slack.log.entries if entry.seq == seq), None)
    if entry is None:
        return tag("p", "That was too long ago.", class_="empty")
    shown = entry.shown()
    parts = (("Sent", shown["sent"]), ("Answered", shown["answer"]))
    return joined(joined(tag("h3", title), tag("pre", _json(value))) for title, value in parts)


def _json(value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def _row(look: Look, entry: Entry) -> Safe:
    moment = datetime.fromtimestamp(entry.at, UTC).astimezone(ZoneInfo(look.user.tz))
    stamp = f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03d}"
    is_well = entry.outcome == "open" or _is_well(entry)
    summary = tag(
        "summary",
        tag("time", stamp),
        tag("span", _direction(entry), class_=f"way {entry.kind}"),
        tag("b", entry.name),
        tag("span", " · ".join(_gist(look, entry))[:LONGEST], class_="gist"),
        tag("span", _answer(entry), class_="well" if is_well else "ill"),
        tag("span", _took(entry), class_="took"),
    )
    return tag("li", tag("details", summary, tag("div", class_="json")), data_seq=entry.seq)


def _direction(entry: Entry) -> str:
    return "to the bot" if entry.kind == "delivery" else "to Slack"


def _took(entry: Entry) -> str:
    return "" if entry.took is None else f"{entry.took * 1000:,.0f} ms"


def _is_well(entry: Entry) -> bool:
    return entry.ok or entry.outcome == "acknowledged"


def _answer(entry: Entry) -> str:
    """Say in a word what came of it."""
    if entry.outcome in OUTCOMES:
        return OUTCOMES[entry.outcome]
    if entry.kind == "delivery":
        return "answered" if entry.answer and _is_well(entry) else entry.outcome
    return "ok" if entry.ok else entry.error or entry.outcome


def _gist(look: Look, entry: Entry) -> Iterator[str]:
    """Yield who, where, and the first words of what it is about."""
    sent, workspace = entry.shown()["sent"], look.workspace
    user = workspace.users.get(_first(sent, PEOPLE))
    channel = workspace.channels.get(_first(sent, PLACES))
    if user is not None:
        yield user.name
    if channel is not None and not channel.is_direct:
        yield f"#{channel.name}"
    words = f"{sent['command']} {sent.get('text', '')}" if "command" in sent else None
    text = words or _first(sent, WORDS)
    if text and text != entry.name:
        yield look.reader.mrkdwn(text).replace("\n", " ")


def _first(sent: Any, paths: tuple[tuple[str | int, ...], ...]) -> str:
    """Return the first text that stands at one of these paths."""
    for path in paths:
        found = sent
        for step in path:
            found = _step(found, step)
        if isinstance(found, str) and found:
            return found
    return ""


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
