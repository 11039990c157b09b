"""Undo: for ten minutes, the last change of a commitment, by who made it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.commitments.records import NOUN, Commitment, Rung, State, change
from bot.domain.commitments.telling import offer_again, show_change, take_cards_back, untell
from bot.domain.history import Event, Happening, last_of
from bot.domain.people import Person
from bot.errors import UserError

UNDONE_WITHIN = timedelta(minutes=10)
_MADE = {"made", "offered"}
_ACCEPTED = {"accepted", "promised_for"}
_LAST_WORD = {"undone"}


class UndoOver(UserError):
    """The ten minutes for undoing are over. {record} stays as it is; you can still change it."""


class ActedOnSince(UserError):
    """{record} has changed since then, so undoing would surprise others. It stays as it is."""


class NotYourChange(UserError):
    """Only the person who did that can undo it, so nothing changed."""


def undo(
    session: Session, commitment: Commitment, me: Person, revision: int, now: datetime
) -> Commitment:
    """Take back one change: a commitment just made is withdrawn, any other is as it was before."""
    happening = last_of(session, me.team_id, NOUN, commitment.number, revision)
    if happening is None or happening.what in _LAST_WORD or commitment.revision != revision:
        raise ActedOnSince(record=commitment.name)
    if happening.person != me.number:
        raise NotYourChange
    if now > happening.at + UNDONE_WITHIN:
        raise UndoOver(record=commitment.name)
    untell(session, commitment, revision)
    if happening.what in _MADE:
        _withdraw(session, commitment, me, now)
    else:
        _restore(session, commitment, me, happening, now)
    show_change(session, commitment, also=_everybody(happening))
    return commitment


def undoable(happening: Happening | None, reader: int, now: datetime) -> bool:
    """Tell whether to offer Undo to a reader."""
    return (
        happening is not None
        and happening.person == reader
        and happening.what not in _LAST_WORD
        and now <= happening.at + UNDONE_WITHIN
    )


def _withdraw(session: Session, commitment: Commitment, me: Person, now: datetime) -> None:
    event = Event(me.number, "undone", now)
    change(session, commitment, event, state=State.WITHDRAWN, answer_by=None, settled_at=now)
    take_cards_back(session, commitment)


def _restore(
    session: Session, commitment: Commitment, me: Person, happening: Happening, now: datetime
) -> None:
    if happening.what in _ACCEPTED:
        take_cards_back(session, commitment)
    columns = _read_back(happening.facts.get("before", {}))
    change(session, commitment, Event(me.number, "undone", now), **columns)
    if happening.what == "promised_for":
        offer_again(session, commitment, now)


def _read_back(before: Mapping[str, Any]) -> dict[str, Any]:
    readers: dict[str, Callable[[Any], Any]] = {
        "state": State,
        "due_on": date.fromisoformat,
        "first_due_on": date.fromisoformat,
        "broken_on": date.fromisoformat,
        "settled_on": date.fromisoformat,
        "due_at": time.fromisoformat,
        "overdue_from": datetime.fromisoformat,
        "settled_at": datetime.fromisoformat,
        "disputed_at": datetime.fromisoformat,
        "answer_by": datetime.fromisoformat,
        "reminded_at": datetime.fromisoformat,
        "changed_at": datetime.fromisoformat,
        "rung": Rung,
        "rung_on": date.fromisoformat,
        "snoozed_until": date.fromisoformat,
    }
    return {
        name: readers.get(name, _as_it_is)(value) if value is not None else None
        for name, value in before.items()
    }


def _as_it_is(value: Any) -> Any:
    return value


def _everybody(happening: Happening) -> frozenset[int]:
    named = (happening.facts.get("to"), happening.facts.get("from"))
    return frozenset(number for number in named if number is not None)
