"""What a deputy does and reads for somebody: promises in their name, the lines of their digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.commitments.finding import Shown, shown_all
from bot.domain.commitments.offers import accept, demand_offered
from bot.domain.commitments.records import Commitment, Rung, State, change
from bot.domain.commitments.reminded import fates_of
from bot.domain.commitments.rights import Act, demand, on_behalf
from bot.domain.commitments.rungs import Fate
from bot.domain.commitments.sharing import scene_of
from bot.domain.commitments.telling import (
    post_card,
    show_change,
    take_offers_back,
    tell,
    tell_at_once,
)
from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.preferences import Preferences
from bot.errors import UserError

MOST_PEOPLE = 20  # More than Home has room for.
MOST_LINES = 200


class OfferedForThePast(UserError):
    """The date of {record} has passed, so I promised nothing. Please offer it with a later one."""


@dataclass(frozen=True)
class ForAnother:
    """What the digests of somebody said and what still waits, for who may act for them."""

    person: Person
    shown: Sequence[Shown]


def promise_for(session: Session, commitment: Commitment, me: Person, now: datetime) -> Commitment:
    """Make what I offered somebody their own promise at once, since I may act for them."""
    demand(session, commitment, me, Act.PROMISE_FOR)
    if me.number == commitment.owner:
        return accept(session, commitment, me, now)
    demand_offered(commitment)
    if commitment.overdue_from <= now:
        raise OfferedForThePast(record=commitment.name)
    # Who offered it did not wait for it, unless somebody else was named: it is nobody's offer now.
    waits = {commitment.promised_to} - {commitment.offered_by}
    change(
        session,
        commitment,
        Event(me.number, "promised_for", now, on_behalf(commitment, me)),
        state=State.OPEN,
        answer_by=None,
        offered_by=None,
        promised_to=next(iter(waits), None),
    )
    # Its owner hears of it once, in place of the question: that it is promised.
    take_offers_back(session, commitment)
    post_card(session, commitment, scene_of(session, commitment), now)
    tell_at_once(session, commitment, commitment.owner, now, by=me.number)
    if commitment.promised_to != commitment.owner:
        tell(session, commitment, commitment.promised_to, now, by=me.number)
    show_change(session, commitment)
    return commitment


def said_to_others(session: Session, me: Person, now: datetime) -> list[ForAnother]:
    """Return what digests said to the people I may act for, and what nobody has settled since."""
    if not me.can_promise:
        return []
    by_deputy = select(Preferences.person).where(
        Preferences.team_id == me.team_id, Preferences.deputy == me.number
    )
    others = session.exec(by_deputy.limit(MOST_PEOPLE)).all()
    if not others:
        return []
    found = session.exec(
        select(Commitment)
        .where(
            Commitment.team_id == me.team_id,
            col(Commitment.owner).in_(others),
            Commitment.state == State.OPEN,
            col(Commitment.rung) != Rung.NONE,
        )
        .order_by(col(Commitment.owner), col(Commitment.due_on), col(Commitment.number))
        .limit(MOST_LINES)
    ).all()
    fates = fates_of(session, me.team_id, {each.rung_said_in for each in found})
    said = [each for each in found if fates.get(each.rung_said_in) is not Fate.LOST]
    loud = [each for each in shown_all(session, said, now) if _waits(each, now)]
    return [
        ForAnother(owner, list(theirs))
        for owner, theirs in groupby(loud, key=lambda shown: shown.owner)
    ]


def _waits(shown: Shown, now: datetime) -> bool:
    """Tell whether a line is to be read now: its owner is here, and did not snooze it."""
    quiet = shown.commitment.snoozed_until
    is_quiet = quiet is not None and quiet > today_in(shown.owner.zoneinfo, now)
    return shown.owner.can_promise and not is_quiet
