"""What Slack tells of people, what they answer when asked once, and what the CCO looks into."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.brief import demand_cco
from bot.domain.commitments.finding import Which
from bot.domain.forums.outliving import hand_on
from bot.domain.leaving import take_in
from bot.domain.people import Person
from bot.gateways.slack_answers import profile_in
from bot.routes import Happened, Pressed, Routes
from bot.views.ids import Action
from handlers import questions
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    for kind in ("team_join", "user_change"):
        routes.event(kind, desk.handler(learn_person))
    routes.action(Action.AREA, desk.handler(questions.choose_area))
    routes.action(Action.SKIP_AREA, desk.handler(questions.skip_area))
    routes.action(Action.NAME_CCO, desk.handler(questions.name_officer))
    routes.action(Action.I_AM_CCO, desk.handler(questions.name_officer))
    routes.action(Action.ACCEPT_CCO, desk.handler(questions.accept))
    routes.action(Action.DECLINE_CCO, desk.handler(questions.decline))
    routes.action(Action.BRIEF_ALL, desk.handler(show_brief))
    routes.action(Action.WITHOUT_OWNER, desk.handler(list_of_one_gone))


def learn_person(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Take in a person as they are now: moved to another zone, gone, or back.

    What somebody led who has left is handed on.
    """
    del me
    take_in(session, happened.team_id, [profile_in(happened.event["user"])], now)
    hand_on(session, now)


def show_brief(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show all lines of one brief, of which the message has only the first."""
    del now
    demand_cco(session, me)
    on = pressed.value.removeprefix("brief:")
    return Said(Kind.BRIEF, {"key": pressed.value, "on": on, "all": True})


def list_of_one_gone(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """List what somebody who left had promised, each with a way to hand it over."""
    del session, me, now
    facts = {"which": Which.PERSON.value, "of": int(pressed.value), "page": 0}
    return Said(Kind.LIST, {**facts, "here": pressed.channel_id})
