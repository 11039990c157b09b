"""Reactions put to the post of thanks, or taken off it: they join in, and leave."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.people import Person
from bot.domain.recognition.finding import is_being_posted, posted_as
from bot.domain.recognition.joining import is_thanks, react, unreact
from bot.domain.recognition.records import Recognition
from bot.domain.workspaces import workspace_of
from bot.errors import OutcomeUnknown
from bot.routes import NOTHING, Answer, Handler, Happened, Routes, Tools
from handlers.desk import Desk

Take = Callable[[Session, Recognition, Person, str, datetime], None]


def register(routes: Routes, desk: Desk) -> None:
    routes.event("reaction_added", _only_thanks(desk, react))
    routes.event("reaction_removed", _only_thanks(desk, unreact))


def _only_thanks(desk: Desk, take: Take) -> Handler[Happened]:
    """Return the handler of reactions; of all that people put under messages few are for us."""
    inner = desk.handler(partial(take_in, take))

    async def handle(happened: Happened, tools: Tools) -> Answer:
        reaction = str(happened.event.get("reaction", ""))
        return await inner(happened, tools) if is_thanks(reaction) else NOTHING

    return handle


def take_in(take: Take, session: Session, me: Person, happened: Happened, now: datetime) -> None:
    event = happened.event
    item = event.get("item") or {}
    author = event.get("item_user")
    if author and author != workspace_of(session, happened.team_id).bot_user_id:
        return
    place = (str(item.get("channel", "")), str(item.get("ts", "")))
    recognition = posted_as(session, happened.team_id, *place)
    if recognition is None and is_being_posted(session, happened.team_id, place[0]):
        raise OutcomeUnknown  # Slack tells of it once more.
    if recognition is not None:
        take(session, recognition, me, str(event.get("reaction", "")), now)
