"""People who leave: what they owed has no owner, what they were asked is closed; or they return."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from bot.domain.brief import plan_brief
from bot.domain.calendar import today_in
from bot.domain.commitments.keeping import follow_people
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.offers import OFFER_LAPSED, say_of_offer
from bot.domain.commitments.records import Commitment, State, change
from bot.domain.commitments.telling import show_change, tell
from bot.domain.covers import GONE, give_up_covering
from bot.domain.history import Event
from bot.domain.issues.leaving import leave_issues
from bot.domain.lines import BRIEF, add_line, drop_lines_about
from bot.domain.people import Person, Profile, person_known, person_numbered
from bot.domain.preferences import Preferences, change_preferences
from bot.domain.proposals.asked import drop_out
from bot.domain.roles import cco_of

LEFT = "left"
NOUN = "person"


def take_in(session: Session, team_id: str, profiles: Iterable[Profile], now: datetime) -> None:
    """Learn people as they are now, with all that follows when one left, returned or moved."""
    told = list(profiles)
    before = {profile.slack_id: _standing(session, team_id, profile) for profile in told}
    follow_people(session, team_id, told)
    session.flush()
    for profile in told:
        person, was_gone = (
            person_known(session, team_id, profile.slack_id),
            before[profile.slack_id],
        )
        if person is None or was_gone is None:
            continue
        if person.is_deactivated and not was_gone:
            _leave(session, person, now)
        if was_gone and not person.is_deactivated:
            _return(session, person, now)
    cco = cco_of(session, team_id)
    if cco is not None and cco.slack_id in before:
        plan_brief(session, team_id, now)


def count_without_owner(session: Session, person: Person) -> int:
    """Return how many open commitments somebody who left has."""
    owed = select(func.count(col(Commitment.number))).where(
        Commitment.team_id == person.team_id,
        Commitment.owner == person.number,
        Commitment.state == State.OPEN,
    )
    return int(session.exec(owed).one())


def _standing(session: Session, team_id: str, profile: Profile) -> bool | None:
    """Tell whether somebody was gone before; None for who was never seen."""
    known = person_known(session, team_id, profile.slack_id)
    return known.is_deactivated if known is not None else None


def _leave(session: Session, person: Person, now: datetime) -> None:
    # First, since who states a condition locks the proposal, then the commitment.
    drop_out(session, person, now)
    for commitment in _asked_of(session, person):
        if commitment.state is State.OFFERED:
            _close_offer(session, commitment, now)
        else:
            _keep_with_owner(session, commitment, now)
    leave_issues(session, person, now)
    _leave_others(session, person, now)
    if count_without_owner(session, person):
        day = today_in(person.zoneinfo, now)
        facts, about = {"person": person.number}, (NOUN, person.number)
        key = f"{LEFT}:{person.number}:{day}"
        add_line(session, person.team_id, BRIEF, key, LEFT, now, about=about, facts=facts)
    plan_digest(session, person, now)


def _return(session: Session, person: Person, now: datetime) -> None:
    """Say no more of what has no owner: it is theirs again, and nothing was taken meanwhile."""
    drop_lines_about(session, person.team_id, NOUN, person.number)
    plan_digest(session, person, now)


def _asked_of(session: Session, person: Person) -> list[Commitment]:
    """Return what somebody was asked to take on and has not answered."""
    offered = (col(Commitment.state) == State.OFFERED) & (col(Commitment.owner) == person.number)
    handed = (col(Commitment.state) == State.OPEN) & (col(Commitment.handover_to) == person.number)
    asked = select(Commitment).where(Commitment.team_id == person.team_id, or_(offered, handed))
    return list(session.exec(asked.order_by(col(Commitment.number)).with_for_update()))


def _close_offer(session: Session, commitment: Commitment, now: datetime) -> None:
    event = Event(None, "owner_left", now)
    change(session, commitment, event, state=State.LAPSED, answer_by=None, settled_at=now)
    say_of_offer(session, commitment, OFFER_LAPSED, now)
    show_change(session, commitment)


def _keep_with_owner(session: Session, commitment: Commitment, now: datetime) -> None:
    event = Event(None, "taker_left", now, {"to": commitment.handover_to})
    change(session, commitment, event, handover_to=None)
    tell(session, commitment, commitment.owner, now, by=None)
    show_change(session, commitment)


def _leave_others(session: Session, person: Person, now: datetime) -> None:
    """Cover for nobody any more, and act for nobody."""
    give_up_covering(session, person, GONE, now)
    names = ("cover_asked", "cover", "deputy")
    named = or_(*(col(getattr(Preferences, name)) == person.number for name in names))
    theirs = select(Preferences).where(Preferences.team_id == person.team_id, named)
    for wishes in session.exec(theirs.order_by(col(Preferences.person))).all():
        freed = {name: None for name in names if getattr(wishes, name) == person.number}
        other = person_numbered(session, wishes.team_id, wishes.person)
        change_preferences(session, other, Event(None, "colleague_left", now), **freed)
        plan_digest(session, other, now)
