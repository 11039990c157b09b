"""The questions asked once, below an answer: who the CCO is, and which area one is in."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import areas_of, join_area, should_ask_area
from bot.domain.brief import plan_brief
from bot.domain.deliveries import answer_to
from bot.domain.notices import Place, promise, refresh_about
from bot.domain.people import Person, person_seen
from bot.domain.roles import (
    OFFICE,
    Office,
    RoleState,
    accept_office,
    decline_office,
    name_cco,
    role_of,
    should_ask_cco,
)
from bot.domain.workspaces import workspace_of
from bot.routes import Asked, Pressed
from bot.views.questions import Question, key_below


def asked_once(session: Session, me: Person, now: datetime) -> str:
    """Return what to ask this person now, if anything; it is then never asked again."""
    if me.is_admin and should_ask_cco(session, workspace_of(session, me.team_id), me, now):
        return "cco"
    return "area" if should_ask_area(session, me, now) else ""


def question_about(session: Session, asked: Asked, about: str) -> Question | None:
    """Return a question as it is drawn below an answer."""
    if not about:
        return None
    areas = areas_of(session, asked.team_id) if about == "area" else ()
    return Question(about, below=asked.key or "", areas=areas)


def choose_area(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    join_area(session, me, int(pressed.value))
    return _thanked(session, pressed, "area")


def skip_area(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del me, now
    return _thanked(session, pressed, "skipped")


def name_officer(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Name the CCO: a colleague is asked by DM, oneself holds the office at once."""
    before = role_of(session, me.team_id, Office.NEXT_CCO)
    asked_before = before.person if before else 0
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
            facts={"by": me.number, "asked": named.number, "at": now.isoformat()},
            subject=(OFFICE, named.number),
            asked_by=me.slack_id or "",
        )
    else:
        plan_brief(session, me.team_id, now)
    refresh_about(session, me.team_id, OFFICE, asked_before)
    return _thanked(session, pressed, f"cco_{role.state.value}")


def accept(session: Session, me: Person, pressed: Pressed, now: datetime) -> None:
    """Take the office; the message that asked shows it."""
    del pressed
    accept_office(session, me, now)
    plan_brief(session, me.team_id, now)
    refresh_about(session, me.team_id, OFFICE, me.number)


def decline(session: Session, me: Person, pressed: Pressed, now: datetime) -> None:
    """Leave the office to somebody else; the message that asked shows it."""
    del pressed, now
    decline_office(session, me)
    refresh_about(session, me.team_id, OFFICE, me.number)


def _thanked(session: Session, pressed: Pressed, what: str) -> Said:
    """Return the answer above the question once more, with thanks in the place of the question."""
    above = answer_to(session, pressed.team_id, key_below(pressed.action))
    return Said(Kind.THANKS, {"what": what, "above": above})


def _is_person(pressed: Pressed) -> bool:
    return pressed.value.startswith(("U", "W"))
