"""The one way to change an issue: its history tells state, owner and area of every moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.changing import change_row
from bot.domain.history import Event, record
from bot.domain.issues.clocks import next_look
from bot.domain.issues.records import ENDED, NOUN, Issue, State
from bot.domain.words import Words, cleaned, keep_all_words, keep_words
from bot.errors import UserError

LONGEST = 1000  # Characters of one text: more is a document, to be linked.


class TooLong(UserError):
    """That is over 1,000 characters. Please say it shorter, and link the rest."""


class IssueEnded(UserError):
    """{record} is {state}, so nothing changed. It can be reopened first."""


# What is no longer so once nobody is asked to own it.
NOBODY_ASKED: dict[str, Any] = {
    "handover_to": None,
    "asked_by": None,
    "asked_at": None,
    "answer_by": None,
}


def move(session: Session, issue: Issue, event: Event, **columns: Any) -> Issue:
    """Change an issue as it was read, with all that follows from it. Raises MovedOn."""
    now = event.at
    columns = {"changed_at": now, **_follows(issue, now, columns), **columns}
    facts = {**event.facts, **_standing(issue, columns)}
    event = Event(event.person, event.what, now, facts, event.words)
    change_row(session, issue, NOUN, event, **columns)
    look(session, issue)
    return issue


def record_opened(session: Session, issue: Issue, words: Words, now: datetime) -> None:
    """Write the first line of an issue's history."""
    facts = _standing(issue, {})
    event = Event(issue.opened_by, "opened", now, facts, words)
    record(session, issue.team_id, NOUN, issue.number, 1, event)


def look(
    session: Session, issue: Issue, after: datetime | None = None, *, at: datetime | None = None
) -> None:
    """Set when to look at it next; its own clocks only, so the history need not tell.

    What fell due before it was changed is still said, as long as it is so.
    """
    issue.next_look_at = at or next_look(session, issue, after or issue.made_at)
    session.add(issue)
    session.flush()


def demand_going_on(issue: Issue) -> None:
    """Raise IssueEnded unless something can still be done with it."""
    if issue.state in ENDED:
        raise IssueEnded(record=issue.label, state=STATE_WORDS[issue.state])


def said_words(session: Session, team_id: str, text: str) -> Words | None:
    """Keep what somebody wrote, if it is anything."""
    if len(text) > LONGEST:
        raise TooLong
    return keep_words(session, team_id, text) if cleaned(text) else None


def said_texts(session: Session, team_id: str, texts: Sequence[str]) -> list[int | None]:
    """Keep many texts in one go, and return the id of each; None for what is nothing."""
    if any(len(text) > LONGEST for text in texts):
        raise TooLong
    kept = {place: cleaned(text) for place, text in enumerate(texts) if text and cleaned(text)}
    rows = dict(zip(kept, keep_all_words(session, team_id, [*kept.values()]), strict=True))
    return [rows[place].id if place in rows else None for place in range(len(texts))]


STATE_WORDS = {
    State.CLOSED: "closed",
    State.WONT_FIX: "not going to be fixed",
    State.MERGED: "part of another issue",
    State.NOT_OURS: "not a customer issue",
    State.WITHDRAWN: "withdrawn",
}


def _follows(issue: Issue, now: datetime, columns: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from others: since when it is so, and that it ended."""
    state = columns.get("state", issue.state)
    if state is issue.state:
        return {}
    ended = {"ended_at": now, **NOBODY_ASKED} if state in ENDED else {"ended_at": None}
    return {"entered_at": now, **ended}


def _standing(issue: Issue, columns: dict[str, Any]) -> dict[str, Any]:
    names = ("state", "owner", "area")
    return {name: columns.get(name, getattr(issue, name)) for name in names}
