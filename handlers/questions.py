"""The questions asked once, below an answer: who the CCO is, and which area one is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import Area, areas_of, join_area, should_ask_area
from bot.domain.notices import Place, promise
from bot.domain.people import Person, person_seen
from bot.domain.roles import RoleState, accept_office, decline_office, name_cco, should_ask_cco
from bot.domain.workspaces import workspace_of
from bot.routes import Pressed
from bot.views.help import Question, with_question
from bot.views.surface import Message


@dataclass(frozen=True)
class Asks:
    """What is asked below an answer."""

    about: str
    areas: Sequence[Area] = ()


def asked_once(session: Session, me: Person, now: datetime) -> Asks | None:
    """Return the question to ask this person now, which is then never asked again."""
    workspace = workspace_of(session, me.team_id)
    if should_ask_cco(session, workspace, me, now):
        return Asks("cco")
    if should_ask_area(session, me, now):
        return Asks("area", areas_of(session, me.team_id))
    return None


def with_asked(message: Message, asks: Asks) -> Message:
    return with_question(message, Question(asks.about, asks.areas))


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
