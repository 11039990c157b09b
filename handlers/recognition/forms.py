"""Forms about thanks and nominations, filled in and sent."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.forums.finding import forum_numbered
from bot.domain.people import Person, person_known
from bot.domain.recognition.filling import Filled, fill, scene_begun
from bot.domain.recognition.records import Nomination
from bot.domain.sessions.finding import session_ahead
from bot.domain.sessions.telling import show
from bot.domain.unfinished import FormKind, UnfinishedGone
from bot.domain.words import cleaned
from bot.routes import Answer, Handler, Routes, Submitted, Tools
from bot.views.ids import modal_id
from bot.views.recognition.forms import TITLES
from bot.views.recognition.forms import filled_in as values_of
from handlers.desk import Desk
from handlers.recognition.thanked import guests_among

_TEXTS = ("did", "changed", "words")


def register(routes: Routes, desk: Desk) -> None:
    for kind in TITLES:
        routes.modal(modal_id(kind), _knowing_guests(desk, kind))


def _knowing_guests(desk: Desk, kind: FormKind) -> Handler[Submitted]:
    """Return the handler of a form; where a guest is named, it looks first whether they are there.

    Guests are seen only in the channels that they are in, so they are thanked nowhere else.
    """

    async def handle(sent: Submitted, tools: Tools) -> Answer:
        place, guests = await tools.reading(_guests_in, sent)
        there = await desk.those_in(place, guests)
        return await desk.handler(partial(send, kind, there))(sent, tools)

    return handle


def send(
    kind: FormKind,
    there: tuple[str, ...],
    session: Session,
    me: Person,
    sent: Submitted,
    now: datetime,
) -> Said:
    """Do what a form says."""
    filled = Filled(**_read(sent.values), origin=f"view:{sent.view_id}", there=there)
    answer = fill(session, me, kind, sent.note, filled, now)
    if kind is FormKind.NOMINATION_PICK:
        _show_on_agenda(session, me, int(answer.facts["number"]), now)
    return answer


def _show_on_agenda(session: Session, me: Person, number: int, now: datetime) -> None:
    """Have an agenda that is posted already name who was picked since."""
    nomination = session.get_one(Nomination, (me.team_id, number))
    forum = forum_numbered(session, me.team_id, nomination.forum) if nomination.forum else None
    one = session_ahead(session, forum, now) if forum else None
    if one is not None:
        show(session, one)


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    read = values_of(values)
    return {**read, **{name: cleaned(read[name]) for name in _TEXTS}}


def _guests_in(session: Session, sent: Submitted) -> tuple[str, list[str]]:
    """Return the guests that a form names, and the channel in which they are thanked."""
    read = values_of(sent.values)
    me = person_known(session, sent.team_id, sent.user_id)
    guests = guests_among(session, sent.team_id, read["people"])
    if me is None or not guests:
        return "", []
    try:
        return read["channel"] or scene_begun(session, me, sent.note).channel_id, guests
    except UnfinishedGone:
        return "", []
