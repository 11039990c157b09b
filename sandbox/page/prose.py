"""Draws text as a person reads it: styles, quotes, code, links, names and dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sandbox.page.markup import Safe, joined, lines, tag
from sandbox.reading import STYLED, Piece, Reader
from sandbox.text import unescaped

# Stands for a piece that is not words while styles around it are looked for.
HELD = "\ue000"
STYLES = {"*": "strong", "_": "em", "~": "s"}
FOLLOWED = ("https://", "http://", "mailto:")


def text_drawn(reader: Reader, text_object: Any) -> Safe:
    """Draw a text object, or a bare string, which is mrkdwn."""
    if isinstance(text_object, dict) and text_object.get("type") == "plain_text":
        return lines(reader.plain(str(text_object["text"])).split("\n"))
    text = text_object.get("text", "") if isinstance(text_object, dict) else text_object
    return prose(reader, str(text or ""))


def prose(reader: Reader, text: str) -> Safe:
    """Draw mrkdwn."""
    pieces = reader.pieces(text)
    words = "".join(p.text.replace(HELD, "") if p.kind == "words" else HELD for p in pieces)
    held = iter([_piece(reader, p) for p in pieces if p.kind != "words"])
    return joined(_paragraphs(words, held))


def link(address: str, *inner: str) -> Safe:
    """Draw a link that leads elsewhere, or only its words where it would lead nowhere good."""
    if not address.startswith(FOLLOWED):
        return joined(inner)
    return tag("a", inner, href=address, target="_blank", rel="noopener noreferrer")


def _paragraphs(words: str, held: Iterator[Safe]) -> Iterator[Safe]:
    stretches = groupby(words.split("\n"), key=lambda line: line.startswith(">"))
    for is_quote, stretch in stretches:
        drawn = [
            _styled(line.removeprefix(">").strip() if is_quote else line, held) for line in stretch
        ]
        yield tag("blockquote", lines(drawn)) if is_quote else lines(drawn)


def _styled(line: str, held: Iterator[Safe]) -> Safe:
    """Draw one line, the outer styles before the inner ones."""
    parts: list[Safe] = []
    end = 0
    for found in STYLED.finditer(line):
        parts.append(_with_held(line[end : found.start()], held))
        parts.append(tag(STYLES[found[1]], _styled(found[2], held)))
        end = found.end()
    return joined(parts, _with_held(line[end:], held))


def _with_held(words: str, held: Iterator[Safe]) -> Safe:
    first, *rest = words.split(HELD)
    return joined(first, *(joined(next(held), part) for part in rest))


def _piece(reader: Reader, piece: Piece) -> Safe:
    match piece.kind:
        case "code":
            return _code(piece.text)
        case "link":
            return link(unescaped(piece.address), piece.text)
        case "person" if piece.address == f"@{reader.user.id}":
            return tag("span", piece.text, class_="mention me")
        case "person" | "channel" | "call":
            return tag("span", piece.text, class_="mention")
    return tag("span", piece.text, class_=piece.kind)


def _code(text: str) -> Safe:
    if text.startswith("```"):
        return tag("pre", text.strip("`").strip("\n"))
    return tag("code", text.strip("`"))
