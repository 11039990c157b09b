"""Buttons below words that no round took: the record, a new round, the owner, the agenda."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.forums.finding import forum_in
from bot.domain.people import Person
from bot.domain.proposals import making_use
from bot.domain.sessions.items import ItemMissing, add_item
from bot.routes import Pressed, Routes
from bot.views.ids import Action
from handlers.desk import Desk

Use = Callable[[Session, Person, int, datetime], Said]


def register(routes: Routes, desk: Desk) -> None:
    for action, use in _USES.items():
        routes.action(action, desk.handler(partial(take, use)))
    routes.action(Action.NOT_THIS, desk.handler(not_this))


def take(use: Use, session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Make of the kept words what the button says."""
    return use(session, me, int(pressed.value.removeprefix("U-")), now)


def not_this(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Take back what was understood, and ask which proposal was meant."""
    number = int(pressed.value.partition(":")[0])
    return making_use.mean_another(session, me, number, pressed.channel_id, now)


def put_on_agenda(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Put a commitment on the next agenda of the forum here, with what is to be said of it."""
    name, words, here = making_use.commitment_behind(session, me, number)
    forum = forum_in(session, me.team_id, here)
    if forum is None:
        raise ItemMissing
    add_item(session, forum, me, f"{name}: {words}", now)
    making_use.strike(session, me, number)
    return Said(Kind.AGENDA, {"forum": forum.number, "what": "added"})


_USES: dict[Action, Use] = {
    Action.LATE: making_use.add_to_record,
    Action.NEW_ROUND: making_use.ask_for_round,
    Action.TELL_OWNER: making_use.tell_owner,
    Action.ON_AGENDA: put_on_agenda,
    Action.MAKE_PROPOSAL: making_use.make_proposal,
}
