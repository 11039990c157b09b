"""The board: one line an area, numbers only; a share only where it is of ten or more."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.domain.issues.board import Board, Row
from bot.views.chains.line import lasting
from bot.views.issues.lines import area_name
from bot.views.issues.words import STATES
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn

SHARES_FROM = 10
AT_ONCE = 6  # Areas a section.
MOST = 24


def board(shown: Board, now: datetime) -> Message:
    """Draw all areas in alphabetical order."""
    total = sum(row.open for row in shown.rows)
    unowned = sum(row.unowned for row in shown.rows)
    heading = f"{count(total, 'open issue')}, {unowned} without an owner"
    rows = shown.rows[:MOST]
    parts = [rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]
    blocks: list[Block] = [_section([f"*The board: {heading}*"])]
    blocks += [_section([_line(row, now) for row in part]) for part in parts]
    more = f"… and {count(len(shown.rows) - MOST, 'more area')}. " if len(shown.rows) > MOST else ""
    note = (
        f"{more}In alphabetical order. Hand-offs count for the area that gives; "
        "promises are those of the last 13 weeks that are done."
    )
    blocks.append(ContextBlock(elements=[mrkdwn(note)]))
    return Message(f"The board: {heading}.", blocks)


def _line(row: Row, now: datetime) -> str:
    name = area_name(row.area.name) if row.area else "No area yet"
    parts = [
        f"{row.open} open" if row.open else "nothing open",
        f"{row.unowned} without an owner" if row.unowned else "",
        _oldest(row, now),
        _in_time("hand-offs", row.handed_in_time, row.handed_late),
        _in_time("promises", row.kept, row.late),
    ]
    return f"*{name}*: {dotted(parts)}"


def _oldest(row: Row, now: datetime) -> str:
    if row.oldest is None or row.stands_at is None:
        return ""
    return f"the oldest at “{STATES[row.stands_at].lower()}” for {lasting(now - row.oldest)}"


def _in_time(what: str, kept: int, late: int) -> str:
    total = kept + late
    if not total:
        return ""
    share = f" ({round(100 * kept / total)} %)" if total >= SHARES_FROM else ""
    return f"{what}: {kept} in time, {late} late{share}"


def _section(lines: Sequence[str]) -> Block:
    return SectionBlock(text=mrkdwn("\n".join(lines)))
