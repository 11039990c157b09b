"""What Slack tells of the app itself: uninstalled, its tokens revoked."""

import logging
from datetime import datetime

from sqlmodel import Session

from bot.domain.people import Person
from bot.routes import Happened, Routes
from handlers.desk import Desk

log = logging.getLogger(__name__)


def register(routes: Routes, desk: Desk) -> None:
    for kind in ("app_uninstalled", "tokens_revoked"):
        routes.event(kind, desk.handler(note_the_end))


def note_the_end(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Tell the operator; nothing is deleted, and what waits is delivered after a new install."""
    del session, me, now
    log.warning(
        "Slack says %s in %s: install the app anew to go on.", happened.kind, happened.team_id
    )
