"""Buttons of an older version: whoever presses one is told, and the message is drawn anew."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.notices import refresh_posted
from bot.domain.people import Person
from bot.errors import OlderVersion
from bot.routes import Pressed, Routes
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    routes.outdated = desk.handler(show_anew)


def show_anew(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Bring the message that was pressed on up to date."""
    del now
    if pressed.message_ts:
        refresh_posted(session, me.team_id, pressed.channel_id, pressed.message_ts)
    return Said(Kind.REFUSAL, {"sentence": OlderVersion().sentence, "facts": {}, "words": 0})
