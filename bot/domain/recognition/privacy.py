"""Thanks between two only: asked once, on the first thanks, and chosen in the settings."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.preferences import change_preferences, preferences_of
from bot.domain.recognition.records import Recognition, Thanked
from bot.domain.recognition.taking_back import unpost_if_nobody
from bot.domain.recognition.telling import show_change, tell_thanked


def asked_first(session: Session, person: Person, now: datetime) -> bool:
    """Tell whether somebody is to be asked now how they like to be thanked: once, ever."""
    if person.slack_id is None or preferences_of(session, person).thanked_asked_at is not None:
        return False
    change_preferences(session, person, Event(None, "thanked_asked", now), thanked_asked_at=now)
    return True


def choose_privacy(
    session: Session, recognition: Recognition, me: Person, now: datetime, *, privately: bool
) -> None:
    """Take in how somebody likes to be thanked, from these thanks on."""
    event = Event(me.number, "thanked_chosen", now)
    change_preferences(session, me, event, thanked_privately=privately)
    mine = (
        col(Thanked.team_id) == me.team_id,
        col(Thanked.recognition) == recognition.number,
        col(Thanked.person) == me.number,
    )
    session.exec(update(Thanked).where(*mine).values(is_private=privately))
    unpost_if_nobody(session, recognition)
    tell_thanked(session, recognition, [(me, False)], now)
    show_change(session, recognition)
