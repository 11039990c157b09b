"""What changed between two wordings, word by word; pure."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# A word with the apostrophes and hyphens inside it, one sign, or the blanks in between.
_PIECE = re.compile(r"\s+|\w+(?:['\u2019\-]\w+)*|[^\w\s]")

Mark = Literal["same", "added", "taken"]


@dataclass(frozen=True)
class Change:
    """A stretch of text that stayed, came in, or was taken out."""

    kind: Mark
    text: str


def diff(old: str, new: str) -> list[Change]:
    """Return both texts as one, each stretch marked; all that is not “taken” is the new text."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    found: list[Change] = []
    for tag, start, end, at, until in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(after[at:until])))
            continue
        found += _unless_empty("taken", "".join(before[start:end]))
        found += _unless_empty("added", "".join(after[at:until]))
    return list(_without_islands(found))


def _unless_empty(kind: Mark, text: str) -> list[Change]:
    return [Change(kind, text)] if text else []


def _without_islands(changes: list[Change]) -> Iterator[Change]:
    """Join what only blanks part: “~two weeks~ _five days_” reads better than word by word."""
    taken = added = ""
    for place, each in enumerate(changes):
        is_island = each.kind == "same" and not each.text.strip() and 0 < place < len(changes) - 1
        if is_island:
            taken, added = taken + each.text, added + each.text
        elif each.kind == "same":
            yield from _unless_empty("taken", taken)
            yield from _unless_empty("added", added)
            taken = added = ""
            yield each
        elif each.kind == "taken":
            taken += each.text
        else:
            added += each.text
    yield from _unless_empty("taken", taken)
    yield from _unless_empty("added", added)
