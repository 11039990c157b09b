"""Who may see a commitment, and who may do what with it: the only place that says so."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.answers import Kind
from bot.domain.areas import area_of
from bot.domain.commitments.records import BETWEEN_TWO, NOUN, Commitment
from bot.domain.notices import Notice
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import deputy_of, is_long_away
from bot.domain.roles import cco_of
from bot.errors import UserError


class Act(StrEnum):
    """What can be done with a commitment."""

    SETTLE = "settle"  # Its owner: drop, edit.
    CARRY_ON = "carry_on"  # Its owner, or who may act for them: done, extend.
    ANSWER_OFFER = "answer_offer"  # Whom it was offered to.
    PROMISE_FOR = "promise_for"  # Or, at once, who offered it and may act for them.
    CHANGE_OFFER = "change_offer"  # Who offered it.
    REWORD = "reword"  # Who made it.
    SHARE = "share"  # Whoever made, owns or waits for it.
    RECEIVE = "receive"  # Whom it was promised to: release, not there yet.
    TAKE_OVER = "take_over"  # Whom it is handed to.
    REASSIGN = "reassign"  # Its owner; for somebody gone or long away, their leader or the CCO.


class NoSuchCommitment(UserError):
    """I find no {record} that you can see here. {command} list shows yours."""


class NotYours(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


def commitment_for(
    session: Session, me: Person, number: int, *, here: str = "", lock: bool = True
) -> Commitment:
    """Return a commitment this person may see from where they are. Raises NoSuchCommitment.

    It is locked until the transaction ends, so that a second press waits and sees the first.
    """
    query = select(Commitment).where(Commitment.team_id == me.team_id, Commitment.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchCommitment(record=f"C-{number}")
    return found


def can_see(session: Session, commitment: Commitment, me: Person, here: str = "") -> bool:
    """Tell whether somebody may see a record: what was said in private stays with those people."""
    if me.number in commitment.people:
        return True
    if commitment.state in BETWEEN_TWO:
        return False
    if commitment.is_private and _acts_for(session, commitment, me):
        return True
    if not commitment.is_private or here == "":
        return not commitment.is_private
    shown = shown_in(me.team_id, here).where(Notice.subject_number == commitment.number)
    return here == commitment.channel_id or session.exec(shown).first() is not None


def shown_in(team_id: str, channel_id: str) -> SelectOfScalar[int | None]:
    """Select the numbers of the commitments whose card stands in a channel."""
    return select(col(Notice.subject_number)).where(
        Notice.team_id == team_id,
        Notice.subject_noun == NOUN,
        Notice.kind == Kind.CARD,
        Notice.channel_id == channel_id,
        col(Notice.unwanted).is_(False),
    )


def may(
    session: Session, commitment: Commitment, me: Person, act: Act, now: datetime | None = None
) -> bool:
    """Tell whether this person may do that; only with a moment it is known who is away."""
    return me.number in _allowed(session, commitment, act, now)


def on_behalf(commitment: Commitment, me: Person) -> dict[str, int]:
    """Return the facts of an event that tell for whom somebody acted, if not for themselves."""
    return {} if me.number == commitment.owner else {"for": commitment.owner}


def demand(
    session: Session, commitment: Commitment, me: Person, act: Act, now: datetime | None = None
) -> None:
    """Raise NotYours, naming who can, unless this person may do that."""
    allowed = _allowed(session, commitment, act, now)
    if me.number not in allowed:
        people = people_numbered(session, me.team_id, set(allowed))
        able = (people[number] for number in allowed if not people[number].is_deactivated)
        who = " or ".join(person.called for person in able) or "nobody"
        raise NotYours(record=commitment.name, who=who)


def _allowed(session: Session, commitment: Commitment, act: Act, now: datetime | None) -> list[int]:
    people: dict[Act, list[int | None]] = {
        Act.SETTLE: [commitment.owner],
        Act.CARRY_ON: [commitment.owner, *_deputies(session, commitment, act)],
        Act.ANSWER_OFFER: [commitment.owner],
        Act.PROMISE_FOR: [commitment.owner, *_deputies(session, commitment, act)],
        Act.CHANGE_OFFER: [commitment.offered_by],
        Act.REWORD: [commitment.maker],
        Act.SHARE: [commitment.owner, commitment.maker, commitment.promised_to],
        Act.RECEIVE: [commitment.promised_to],
        Act.TAKE_OVER: [commitment.handover_to],
        Act.REASSIGN: [commitment.owner, *_stewards(session, commitment, act, now)],
    }
    return list(dict.fromkeys(number for number in people[act] if number is not None))


def _deputies(session: Session, commitment: Commitment, act: Act) -> list[int]:
    """Return who may act for the owner; what others offer, the owner alone answers."""
    if act not in {Act.CARRY_ON, Act.PROMISE_FOR}:
        return []
    deputy = deputy_of(session, person_numbered(session, commitment.team_id, commitment.owner))
    if deputy is None or (act is Act.PROMISE_FOR and deputy.number != commitment.offered_by):
        return []
    return [deputy.number]


def _acts_for(session: Session, commitment: Commitment, me: Person) -> bool:
    return me.number in _deputies(session, commitment, Act.CARRY_ON)


def _stewards(
    session: Session, commitment: Commitment, act: Act, now: datetime | None
) -> list[int]:
    """Return who may hand over the work of somebody who has left, or is away for long."""
    if act is not Act.REASSIGN:
        return []
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    is_away = now is not None and is_long_away(session, owner, now)
    if not (owner.is_deactivated or is_away):
        return []
    area, cco = area_of(session, owner), cco_of(session, commitment.team_id)
    leader = [area.leader] if area and area.leader else []
    return [*leader, *([cco.number] if cco else [])]
