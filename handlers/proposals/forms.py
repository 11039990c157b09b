"""Forms about proposals: filled in and sent, and the two pages of the one that puts one out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.people import Person
from bot.domain.proposals import drafting
from bot.domain.proposals.drafting import Begun, begun_in
from bot.domain.proposals.filling import Filled, about_in
from bot.domain.proposals.filling import fill as fill_form
from bot.domain.unfinished import FormKind, UnfinishedGone, unfinished_numbered
from bot.domain.words import cleaned
from bot.routes import Pressed, Routes, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from bot.views.proposals.forms import SHOW_NAME, TITLES
from bot.views.proposals.inputs import chosen_in
from bot.views.proposals.putting import DRAFT
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    routes.modal(modal_id(FormKind.PROPOSE), desk.handler(put_out))
    routes.action(Action.PROPOSAL_PAGE, desk.handler(turn))
    for kind in TITLES:
        if kind is not FormKind.PROPOSE:
            routes.modal(modal_id(kind), desk.handler(partial(fill, kind)))


def fill(kind: FormKind, session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Do what a form says."""
    filled = filled_in(sent.values, f"view:{sent.view_id}")
    return fill_form(session, me, kind, about_in(session, me, sent.note), filled, now)


def put_out(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Put out the proposal that the form describes; the page that is not seen was kept."""
    number, origin = _kept(sent.note), f"view:{sent.view_id}"
    begun = _begun(session, me, number, sent.values)
    return drafting.send(session, me, number, begun, origin, now)


def turn(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show the other page of the form, or begin with the words of a template."""
    del now
    number = _kept(str(pressed.view.get("private_metadata", "")))
    begun = _begun(session, me, number, pressed.values)
    if pressed.action.get("type") == "static_select":
        return drafting.turn(session, me, number, drafting.take_template(begun, pressed.value))
    return drafting.turn(session, me, number, replace(begun, page=pressed.value))


def filled_in(values: Mapping[str, Any], origin: str) -> Filled:
    """Read a form."""
    read = values_in(values)
    on = read.get(Field.UNTIL) or read.get(Field.REVIEW_ON)
    return Filled(
        words=cleaned(read.get(Field.WHAT) or read.get(Field.WORDS) or ""),
        choice=str(read.get(Field.STATE) or read.get(Field.CHOICE) or ""),
        chosen=chosen_in(values, Field.CHOICE),
        people=tuple(read.get(Field.PEOPLE) or ()),
        person=str(read.get(Field.OWNER) or read.get(Field.CARRIER) or ""),
        on=date.fromisoformat(on) if on else None,
        promises=str(read.get(Field.PROMISES) or ""),
        unseen=cleaned(read.get(Field.UNSEEN) or ""),
        record=int(read.get(Field.RECORD) or 0),
        shows_name=SHOW_NAME in chosen_in(values, Field.SHOWS_NAME),
        origin=origin,
    )


def _begun(session: Session, me: Person, number: int, values: Mapping[str, Any]) -> Begun:
    """Return what was kept with what is filled in on the page that is seen."""
    try:
        begun = begun_in(unfinished_numbered(session, me, number))
    except UnfinishedGone:
        begun = Begun()  # Sent before; the same form is answered alike.
    read = values_in(values)
    if Field.WHAT in values:
        until = read.get(Field.UNTIL)
        return replace(
            begun,
            what=cleaned(read.get(Field.WHAT) or ""),
            people=tuple(read.get(Field.PEOPLE) or ()),
            until=date.fromisoformat(until) if until else None,
        )
    return replace(
        begun,
        areas=tuple(int(each) for each in chosen_in(values, Field.AREAS)),
        how=str(read.get(Field.HOW) or begun.how),
        template=str(read.get(Field.TEMPLATE) or begun.template),
        is_draft=DRAFT in chosen_in(values, Field.CHOICE),
    )


def _kept(note: str) -> int:
    return int(note.removeprefix("U-"))
