"""What people type, press and fill in about their settings and absence."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.absences import away_filled, away_line, come_back
from bot.domain.answers import Kind, Said
from bot.domain.calendar import today_in
from bot.domain.covers import agree_to_cover, decline_to_cover
from bot.domain.people import Person, person_numbered
from bot.domain.scenes import Scene
from bot.domain.unfinished import FormKind
from bot.domain.wishes import change_wishes
from bot.routes import Pressed, Routes, Submitted
from bot.views.ids import Action, modal_id
from bot.views.preferences.away import absence_in
from bot.views.preferences.settings import wishes_in
from handlers.desk import Desk
from handlers.lines import Line


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.CHANGE_SETTINGS, desk.handler(open_settings))
    routes.action(Action.CHANGE_AWAY, desk.handler(open_away))
    routes.action(Action.BACK, desk.handler(say_back))
    routes.action(Action.ACCEPT_COVER, desk.handler(accept_cover))
    routes.action(Action.DECLINE_COVER, desk.handler(decline_cover))
    routes.modal(modal_id(FormKind.SETTINGS), desk.handler(fill_settings))
    routes.modal(modal_id(FormKind.AWAY), desk.handler(fill_away))


def away(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`away until friday cover @ana`; alone, it asks for the days."""
    del scene
    return away_line(session, me, text, now)


def back(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`back`: the absence is over."""
    del scene, text
    return come_back(session, me, now)


def settings(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Open the settings: what holds now, to be changed."""
    del session, me, scene, text, now
    return Said(Kind.SETTINGS_FORM)


def open_settings(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del session, me, pressed, now
    return Said(Kind.SETTINGS_FORM)


def open_away(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form for the days away, with what was begun or said before."""
    del session, me, now
    begun = pressed.value.removeprefix("U-")
    return Said(Kind.AWAY_FORM, {"unfinished": int(begun)} if begun.isdigit() else {})


def say_back(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del pressed
    return come_back(session, me, now)


def fill_settings(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    return change_wishes(session, me, wishes_in(sent.values), now)


def fill_away(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    absence = absence_in(sent.values, today_in(me.zoneinfo, now))
    return away_filled(session, me, absence, sent.note, now)


def accept_cover(session: Session, me: Person, pressed: Pressed, now: datetime) -> None:
    """Cover for a colleague; the message that asked shows it."""
    agree_to_cover(session, me, person_numbered(session, me.team_id, int(pressed.value)), now)


def decline_cover(session: Session, me: Person, pressed: Pressed, now: datetime) -> None:
    """Say no; the message that asked shows it."""
    decline_to_cover(session, me, person_numbered(session, me.team_id, int(pressed.value)), now)


LINES: Mapping[str, Line] = {"away": away, "back": back, "settings": settings}
