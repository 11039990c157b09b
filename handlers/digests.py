"""What people press in their digest."""

from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments.acting import said, was_just_done
from bot.domain.commitments.finding import Which
from bot.domain.commitments.rights import commitment_for
from bot.domain.commitments.snoozing import (
    SnoozeDayMissing,
    demand_snoozable,
    snooze,
    snooze_for,
)
from bot.domain.people import Person
from bot.domain.unfinished import FormKind
from bot.routes import Pressed, Routes, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from handlers.commitments import choose
from handlers.desk import Desk

A_DAY = "snooze_1"


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.DIGEST_MORE, desk.handler(choose_in_digest))
    routes.action(Action.DIGEST_SNOOZE, desk.handler(open_snooze))
    routes.action(Action.DIGEST_ALL, desk.handler(partial(see_all, Which.MINE)))
    routes.action(Action.DIGEST_OFFERS, desk.handler(partial(see_all, Which.OFFERED)))
    routes.modal(modal_id(FormKind.SNOOZE), desk.handler(fill_snooze))


def choose_in_digest(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Do what was chosen in a digest's ⋯ menu: put it off, or what every menu can do."""
    what, _, key = pressed.value.partition(":")
    if what == FormKind.SNOOZE:
        return open_snooze(session, me, Pressed(**{**vars(pressed), "value": key}), now)
    if what != A_DAY:
        return choose(session, me, pressed, now)
    commitment = commitment_for(session, me, _number(key), here=pressed.channel_id)
    if was_just_done(session, commitment, me, "snoozed", now):
        return said(commitment)
    return said(snooze_for(session, commitment, me, 1, now))


def open_snooze(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form; who may not snooze it hears that first."""
    number = _number(pressed.value)
    commitment = commitment_for(session, me, number, here=pressed.channel_id, lock=False)
    demand_snoozable(session, commitment, me, now)
    return Said(Kind.SNOOZE_FORM, {"number": number})


def fill_snooze(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Keep quiet for as long as the form says; a day that was picked is meant."""
    values = values_in(sent.values)
    number = int(sent.note.removeprefix("C-"))
    commitment = commitment_for(session, me, number)
    length, day = str(values.get(Field.LENGTH)), values.get(Field.DUE)
    if day:
        return said(snooze(session, commitment, me, date.fromisoformat(day), now))
    if not length.isdecimal():
        raise SnoozeDayMissing(field=Field.DUE)
    return said(snooze_for(session, commitment, me, int(length), now))


def see_all(which: Which, session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show the list that a digest is the beginning of."""
    del session, me, now
    return Said(Kind.LIST, {"which": which.value, "here": pressed.channel_id})


def _number(value: str) -> int:
    return int(value.partition(":")[0])
