"""Home is drawn when somebody opens it; from then on every change of theirs redraws it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.channels import ChannelFacts, ChannelKind, learn_channel
from bot.domain.notices import Place, home_key, promise
from bot.domain.people import Person
from bot.routes import Happened, Routes
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    routes.event("app_home_opened", desk.handler(open_home))


def open_home(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Promise to show this person their Home as it is now."""
    channel_id = str(happened.event.get("channel", ""))
    if channel_id:
        facts = ChannelFacts(channel_id, ChannelKind.BOT_DM, is_member=True)
        learn_channel(session, me.team_id, facts, now)
    promise(
        session,
        me.team_id,
        home_key(happened.user_id),
        kind=Kind.HOME,
        place=Place(person_id=happened.user_id, home=True),
        now=now,
    )
