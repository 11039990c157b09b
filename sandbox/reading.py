"""What a person reads: markup as names, dates in their own zone, entities as signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.emoji import as_pictures
from sandbox.text import CODE, unescaped
from sandbox.workspace import User, Workspace

TOKEN = re.compile(r"<([^<>]+)>")
DATE = re.compile(r"!date\^(-?\d+)\^([^|^]*)(?:\^([^|]*))?(?:\|(.*))?", re.DOTALL)
STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")
DATE_PART = re.compile(r"\{(\w+)\}")
NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True)
class Piece:
    """A stretch of text of one kind: words, person, channel, call, link, date or code."""

    kind: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads, where and when."""

    workspace: Workspace
    user: User
    now: datetime

    def pieces(self, text: str) -> list[Piece]:
        """Return the parts of a mrkdwn text, for a page to draw; styles are left in."""
        parts: list[Piece] = []
        end = 0
        for found in TOKEN.finditer(text):
            parts += _words(text[end : found.start()])
            parts.append(self._piece(found[1]))
            end = found.end()
        return [part for part in [*parts, *_words(text[end:])] if part.text]

    def mrkdwn(self, text: str) -> str:
        """Return what one reads, without marks of style."""
        plain = "".join(piece.text for piece in self.pieces(text))
        return _outside_code(plain, _unstyled)

    def plain(self, text: str) -> str:
        return as_pictures(unescaped(text))

    def text(self, text_object: Any) -> str:
        """Return a text object, or a bare string, as one reads it."""
        if isinstance(text_object, str):
            return self.mrkdwn(text_object)
        if not isinstance(text_object, dict):
            return ""
        if text_object.get("type") == "plain_text":
            return self.plain(str(text_object["text"]))
        return self.mrkdwn(str(text_object["text"]))

    def blocks(self, blocks: list[dict[str, Any]]) -> str:
        """Return all that is to be read in the blocks, a line for each part."""
        lines = [line for block in blocks for line in self._block(block)]
        return "\n".join(line for line in lines if line)

    def _block(self, block: dict[str, Any]) -> Iterator[str]:
        for name in ("title", "label", "text"):
            yield self.text(block.get(name))
        for field in block.get("fields", []):
            yield self.text(field)
        if block["type"] == "rich_text":
            yield self._rich(block)
        else:
            parts = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
            yield "  ".join(filter(None, (self.element(part) for part in parts if part)))
        yield self.text(block.get("hint"))
        yield self.plain(str(block.get("alt_text") or "")) if block["type"] == "image" else ""

    def element(self, element: dict[str, Any]) -> str:
        """Return what one sees of an element: a label in brackets, choices with bars between."""
        kind = element["type"]
        if kind in {"mrkdwn", "plain_text"}:
            return self.text(element)
        if kind == "button":
            return f"[{self.text(element['text'])}]"
        if kind == "image":
            return self.plain(str(element["alt_text"]))
        if kind in {"overflow", "radio_buttons", "checkboxes"}:
            return f"[{' | '.join(self.text(o['text']) for o in element['options'])}]"
        placeholder = self.text(element.get("placeholder"))
        return f"[{placeholder}]" if placeholder else ""

    def _rich(self, part: dict[str, Any]) -> str:
        inner = part.get("elements")
        if inner is None:
            return self._rich_leaf(part)
        gap = "" if part["type"] in {"rich_text_section", "rich_text_quote"} else "\n"
        return gap.join(self._rich(item) for item in inner)

    def _rich_leaf(self, leaf: dict[str, Any]) -> str:
        match leaf["type"]:
            case "user":
                return self._piece(f"@{leaf['user_id']}").text
            case "channel":
                return self._piece(f"#{leaf['channel_id']}").text
            case "emoji":
                return as_pictures(f":{leaf['name']}:")
            case "broadcast":
                return f"@{leaf['range']}"
        return str(leaf.get("text") or leaf.get("url") or "")

    def _piece(self, inside: str) -> Piece:
        target, _, label = inside.partition("|")
        if target.startswith("@"):
            user = self.workspace.users.get(target[1:])
            return Piece("person", f"@{user.real_name if user else label or target[1:]}", target)
        if target.startswith("#"):
            return Piece("channel", f"#{self._channel_name(target[1:], label)}", target)
        if target.startswith("!date^"):
            return Piece("date", self._date(inside))
        if target.startswith("!subteam^"):
            group = self.workspace.groups.get(target.removeprefix("!subteam^"))
            return Piece("call", f"@{group.handle}" if group else label)
        if target.startswith("!"):
            return Piece("call", f"@{target[1:]}")
        return Piece("link", unescaped(label or target.removeprefix("mailto:")), target)

    def _channel_name(self, channel_id: str, label: str) -> str:
        channel = self.workspace.channels.get(channel_id)
        if channel is None:
            return label or channel_id
        hidden = channel.kind != "public" and self.user.id not in channel.members
        return "private channel" if hidden else channel.name

    def _date(self, inside: str) -> str:
        found = DATE.fullmatch(inside)
        if found is None:
            return inside
        zone = ZoneInfo(self.user.tz)
        moment = datetime.fromtimestamp(int(found[1]), UTC).astimezone(zone)
        today = self.now.astimezone(zone)
        return DATE_PART.sub(lambda part: _date_part(part[1], moment, today), found[2])


def _words(text: str) -> list[Piece]:
    """Return text between markup: code apart from words."""
    parts, end = [], 0
    for found in CODE.finditer(text):
        parts.append(Piece("words", as_pictures(unescaped(text[end : found.start()]))))
        parts.append(Piece("code", unescaped(found[0])))
        end = found.end()
    return [*parts, Piece("words", as_pictures(unescaped(text[end:])))]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for found in CODE.finditer(text):
        parts += [change(text[end : found.start()]), found[0].strip("`")]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def _unstyled(text: str) -> str:
    """Take marks of style away, from the outside in."""
    before = None
    while before != text:
        before, text = text, STYLED.sub(r"\2", text)
    return re.sub(r"(?m)^> ?", "", text)


def _date_part(name: str, moment: datetime, today: datetime) -> str:
    year = "" if abs(moment - today) < HALF_A_YEAR else f", {moment.year}"
    near = NEAR.get((moment.date() - today.date()).days, "") if name.endswith("_pretty") else ""
    forms = {
        "date_num": f"{moment:%Y-%m-%d}",
        "date": f"{moment:%B} {_ordinal(moment.day)}{year}",
        "date_short": f"{moment:%b} {moment.day}{year}",
        "date_long": f"{moment:%A}, {moment:%B} {_ordinal(moment.day)}{year}",
        "time": f"{moment:%-I:%M %p}",
        "time_secs": f"{moment:%-I:%M:%S %p}",
        "ago": _ago(today - moment),
    }
    return near or forms.get(name.removesuffix("_pretty"), f"{{{name}}}")


def _ordinal(day: int) -> str:
    teens = range(11, 14)
    ending = "th" if day in teens else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _ago(since: timedelta) -> str:
    minutes = round(abs(since.total_seconds()) / 60)
    steps = ((60 * 24, "day"), (60, "hour"), (1, "minute"))
    for size, noun in steps:
        if minutes >= size:
            count = minutes // size
            words = f"{count} {noun}{'' if count == 1 else 's'}"
            return f"{words} ago" if since > timedelta(0) else f"in {words}"
    return "just now"
