"""What Slack tells of people, and what they answer to the questions asked once."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.commitments.keeping import follow_people
from bot.domain.forums.outliving import hand_on
from bot.domain.people import Person
from bot.gateways.slack_answers import profile_in
from bot.routes import Happened, Routes
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


def learn_person(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Take in a person as they are now: a new zone moves when their days end.

    What somebody led who has left is handed on.
    """
    del me
    follow_people(session, happened.team_id, [profile_in(happened.event["user"])])
    hand_on(session, now)
