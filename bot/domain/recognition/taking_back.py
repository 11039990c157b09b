"""Taking thanks back: undone, withdrawn, taken off, or deleted where they were posted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.history import Event, last_of
from bot.domain.lines import add_line, digest_of
from bot.domain.notices import Notice, take_back
from bot.domain.notices.rows import State as Fate
from bot.domain.people import Person, person_numbered
from bot.domain.recognition.hearing import hear_soon
from bot.domain.recognition.limits import give_back
from bot.domain.recognition.records import NOUN, Joined, Recognition, State, Thanked, change
from bot.domain.recognition.rights import demand_given, demand_own, demand_withdrawal
from bot.domain.recognition.telling import (
    post_key,
    show_change,
    thanked_in,
    told_key,
    unsay,
)
from bot.errors import UserError

UNDONE_WITHIN = timedelta(minutes=10)
WITHDRAWN = "kudos_withdrawn"  # A line for who gave them.
BATCH = 20


class UndoOver(UserError):
    """The ten minutes for that are over. {record} stays as it is; you can still withdraw it."""


class JoinedSince(UserError):
    """Others have added their thanks to {record}, so it is not undone. You can withdraw it."""


def undo(session: Session, recognition: Recognition, me: Person, now: datetime) -> Recognition:
    """Take thanks back within ten minutes, unless another person has joined in them."""
    demand_own(session, recognition, me)
    demand_given(recognition)
    if not is_fresh(recognition, now):
        raise UndoOver(record=recognition.label)
    if _has_joined(session, recognition):
        raise JoinedSince(record=recognition.label)
    return _withdraw(session, recognition, me.number, Event(me.number, "undone", now), now)


def withdraw(session: Session, recognition: Recognition, me: Person, now: datetime) -> Recognition:
    """Take thanks back; who is thanked takes themselves off, and the last one withdraws them."""
    demand_withdrawal(session, recognition, me)
    demand_given(recognition)
    thanked = thanked_in(session, recognition)
    if me.number in thanked and len(thanked) > 1:
        return _take_off(session, recognition, me, now)
    withdrawn = _withdraw(session, recognition, me.number, Event(me.number, "withdrawn", now), now)
    _tell_giver(session, withdrawn, now)
    return withdrawn


def withdraw_deleted(session: Session, now: datetime) -> int:
    """Withdraw thanks whose post somebody deleted; returns how many."""
    deleted = (
        select(Recognition)
        .join(
            Notice,
            (col(Notice.team_id) == col(Recognition.team_id))
            & (col(Notice.subject_number) == col(Recognition.number)),
        )
        .where(
            Notice.state == Fate.GONE,
            Notice.kind == Kind.KUDOS_POST,
            Notice.subject_noun == NOUN,
            Recognition.state == State.GIVEN,
        )
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Recognition)
    )
    found: Sequence[Recognition] = session.exec(deleted).all()
    for recognition in found:
        _withdraw(session, recognition, None, Event(None, "deleted", now), now)
        _tell_giver(session, recognition, now)
    return len(found)


def is_fresh(recognition: Recognition, now: datetime) -> bool:
    """Tell whether thanks can still be undone and reworded."""
    return recognition.state is State.GIVEN and now <= recognition.given_at + UNDONE_WITHIN


def _withdraw(
    session: Session, recognition: Recognition, by: int | None, event: Event, now: datetime
) -> Recognition:
    thanked = thanked_in(session, recognition)
    columns = {"state": State.WITHDRAWN, "withdrawn_at": now, "withdrawn_by": by}
    change(session, recognition, event, **columns)
    giver = person_numbered(session, recognition.team_id, recognition.giver)
    everybody = select(Thanked.person).where(*_of(recognition))
    give_back(session, recognition, giver, session.exec(everybody).all(), now)
    rows = update(Thanked).where(*_of(recognition), col(Thanked.withdrawn_at).is_(None))
    session.exec(rows.values(withdrawn_at=now))
    unsay(session, recognition, only={Kind.KUDOS_POST, Kind.KUDOS_TOLD})
    show_change(session, recognition, also=thanked)
    return recognition


def _take_off(session: Session, recognition: Recognition, me: Person, now: datetime) -> Recognition:
    """Take oneself off thanks that go to others, too."""
    change(session, recognition, Event(me.number, "taken_off", now, {"to": me.number}))
    mine = update(Thanked).where(*_of(recognition), col(Thanked.person) == me.number)
    session.exec(mine.values(withdrawn_at=now))
    take_back(session, recognition.team_id, told_key(recognition, me.number))
    unpost_if_nobody(session, recognition)
    show_change(session, recognition, also=[me.number])
    return recognition


def unpost_if_nobody(session: Session, recognition: Recognition) -> None:
    """Take the post back when nobody is left who may be named in it."""
    named = select(Thanked.person).where(
        *_of(recognition),
        col(Thanked.withdrawn_at).is_(None),
        col(Thanked.is_private).is_(False),
    )
    if session.exec(named).first() is None:
        unsay(session, recognition, only={Kind.KUDOS_POST})


def _tell_giver(session: Session, recognition: Recognition, now: datetime) -> None:
    """Have who gave them read in passing that they were withdrawn, unless they did it."""
    last = last_of(session, recognition.team_id, NOUN, recognition.number, recognition.revision)
    if last is None or last.person == recognition.giver:
        return
    giver = person_numbered(session, recognition.team_id, recognition.giver)
    about = (NOUN, recognition.number)
    key = f"{WITHDRAWN}:{post_key(recognition)}"
    add_line(session, giver.team_id, digest_of(giver.number), key, WITHDRAWN, now, about=about)
    hear_soon(session, giver, now)


def _has_joined(session: Session, recognition: Recognition) -> bool:
    joined = select(Joined.person).where(
        Joined.team_id == recognition.team_id,
        Joined.recognition == recognition.number,
        col(Joined.left_at).is_(None),
    )
    return session.exec(joined).first() is not None


def _of(recognition: Recognition) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Thanked.team_id) == recognition.team_id,
        col(Thanked.recognition) == recognition.number,
    )
