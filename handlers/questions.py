"""The questions asked once, below an answer: who the CCO is, and which area one is in."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import areas_of, join_area, should_ask_area
from bot.domain.notices import Place, promise
from bot.domain.people import Person, person_seen
from bot.domain.roles import RoleState, accept_office, decline_office, name_cco, should_ask_cco
from bot.domain.workspaces import workspace_of
from bot.routes import Pressed
from bot.views.questions import Question


def asked_once(session: Session, me: Person, now: datetime) -> str:
    """Return what to ask this person now, if anything; it is then never asked again."""
    if me.is_admin and should_ask_cco(session, workspace_of(session, me.team_id), me, now):
        return "cco"
    return "area" if should_ask_area(session, me, now) else ""


def question_about(session: Session, team_id: str, about: str) -> Question | None:
    """Return a question as it is drawn below an answer."""
    if about == "area":
        return Question(about, areas_of(session, team_id))
    return Question(about) if about else None


def choose_area(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    join_area(session, me, int(pressed.value))
    return Said(Kind.THANKS, {"what": "area"})


def skip_area(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del session, me, pressed, now
    return Said(Kind.THANKS, {"what": "skipped"})


def name_officer(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Name the CCO: a colleague is asked by DM, oneself holds the office at once."""
    named = person_seen(session, me.team_id, pressed.value) if _is_person(pressed) else me
    role = name_cco(session, named, me, now)
    if role.state is RoleState.ASKED:
        promise(
            session,
            me.team_id,
            f"cco:{named.number}:{int(now.timestamp())}",
            kind=Kind.CCO_ASKED,
            place=Place(person_id=named.slack_id or ""),
            now=now,
            facts={"by": me.number},
            asked_by=me.slack_id or "",
        )
    return Said(Kind.THANKS, {"what": f"cco_{role.state.value}"})


def accept(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del pressed
    accept_office(session, me, now)
    return Said(Kind.THANKS, {"what": "cco_held"})


def decline(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del pressed, now
    decline_office(session, me)
    return Said(Kind.THANKS, {"what": "cco_declined"})


def _is_person(pressed: Pressed) -> bool:
    return pressed.value.startswith(("U", "W"))
