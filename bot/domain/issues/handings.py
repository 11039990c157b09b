"""What was handed on under a contract: its clock for issues, and what people say of all else."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import insert_once
from bot.domain.areas import area_of
from bot.domain.calendar import at_local, today_in
from bot.domain.hours import Hours
from bot.domain.issues.agreeing import WORKING_DAY, NotForYou, NotOpenAnyMore, line_to, people_of
from bot.domain.issues.clocks import after_work, hours_for
from bot.domain.issues.contracts import NOUN, Contract, ContractState, Handing
from bot.domain.issues.records import Issue
from bot.domain.issues.rights import leader_of
from bot.domain.notices import refresh_about
from bot.domain.people import Person, people_numbered, person_numbered
from bot.errors import UserError

LATE = "handing_late"  # A line for who gave it, before it counts.
BATCH = 50
COUNTS_AFTER = timedelta(days=1)  # What somebody calls late is heard by the giver before it counts.
UNDO_WITHIN = timedelta(minutes=10)


class SaidToday(UserError):
    """You said today how {record} went. One word a day each, so that the count stays fair."""


class TooLateToUndo(UserError):
    """That is more than ten minutes ago, so it stands."""


def begin_handing(session: Session, issue: Issue, to: Person, now: datetime) -> None:
    """Start the clock of the contract, if there is one, between the owner's area and another."""
    drop_handing(session, issue)
    if issue.owner is None:
        return
    giver = area_of(session, person_numbered(session, issue.team_id, issue.owner))
    receiver = area_of(session, to)
    if giver is None or receiver is None:
        return
    contract = _active(session, issue.team_id, giver.number, receiver.number)
    if contract is None:
        return
    hours = hours_for(session, issue.team_id, contract.receiver)
    row = Handing(
        team_id=issue.team_id,
        contract=contract.number,
        issue=issue.number,
        began_at=now,
        due_at=due_at(hours, now, contract.within_hours),
        origin=f"handed:{issue.label}:{issue.revision}",
    )
    insert_once(session, row)


def end_handing(session: Session, issue: Issue, now: datetime) -> None:
    """Stop the clock: it was taken, in time or not."""
    for handing in session.exec(_open(issue)).all():
        _end(session, handing, now, is_kept=now <= handing.due_at)


def go_on_handing(session: Session, issue: Issue, ended_at: datetime) -> None:
    """Have the clock of a contract run again, because what ended it was taken back."""
    ended = select(Handing).where(
        Handing.team_id == issue.team_id,
        Handing.issue == issue.number,
        Handing.ended_at == ended_at,
    )
    for handing in session.exec(ended.with_for_update()).all():
        contract = session.get_one(Contract, (handing.team_id, handing.contract))
        _count(session, contract, is_kept=bool(handing.is_kept), more=-1)
        handing.ended_at = handing.is_kept = None
        session.add(handing)


def drop_handing(session: Session, issue: Issue) -> None:
    """Forget a clock that nobody is to be measured by: it was refused or taken back."""
    session.flush()
    going = (
        col(Handing.team_id) == issue.team_id,
        col(Handing.issue) == issue.number,
        col(Handing.ended_at).is_(None),
    )
    session.exec(delete(Handing).where(*going))


def say_how_it_went(
    session: Session, contract: Contract, me: Person, now: datetime, *, in_time: bool
) -> Handing:
    """Say of anything else handed on whether it came in time; each person once a day."""
    if contract.state is not ContractState.ACTIVE:
        raise NotOpenAnyMore(record=contract.label)
    _demand_of_either(session, contract, me)
    day = today_in(me.zoneinfo, now)
    row = Handing(
        team_id=me.team_id,
        contract=contract.number,
        began_at=now,
        due_at=now,
        ended_at=now,
        is_kept=in_time,
        said_by=me.number,
        origin=f"said:{contract.label}:{me.number}:{day.isoformat()}",
    )
    if not insert_once(session, row):
        raise SaidToday(record=contract.label)
    _count(session, contract, is_kept=in_time, more=1)
    if not in_time:
        _tell_giver(session, contract, now, f"{me.number}:{day.isoformat()}")
    refresh_about(session, contract.team_id, NOUN, contract.number)
    said = select(Handing).where(Handing.team_id == me.team_id, Handing.origin == row.origin)
    return session.exec(said).one()


def unsay(session: Session, me: Person, handing_id: int, now: datetime) -> Contract:
    """Take back what one said, within ten minutes."""
    handing = session.get(Handing, handing_id)
    if handing is None or handing.team_id != me.team_id or handing.said_by != me.number:
        raise TooLateToUndo
    contract = session.get_one(Contract, (me.team_id, handing.contract))
    if now - handing.began_at > UNDO_WITHIN:
        raise TooLateToUndo
    is_kept = bool(handing.is_kept)
    gone = delete(Handing).where(col(Handing.id) == handing_id)
    if session.exec(gone).rowcount == 1:
        _count(session, contract, is_kept=is_kept, more=-1)
    refresh_about(session, contract.team_id, NOUN, contract.number)
    return contract


def follow_handings(session: Session, now: datetime) -> int:
    """Tell the giver of each that is late; one working day after that it counts as broken."""
    due = select(Handing).where(col(Handing.ended_at).is_(None), col(Handing.due_at) <= now)
    done = 0
    for handing in session.exec(due.order_by(col(Handing.due_at)).limit(BATCH)).all():
        done += _follow(session, handing, now)
    return done


def counted(session: Session, contract: Contract, now: datetime) -> tuple[int, int]:
    """Return how often a contract was kept and broken, as far as that may be told to others."""
    fresh = (
        select(func.count())
        .select_from(Handing)
        .where(
            Handing.team_id == contract.team_id,
            Handing.contract == contract.number,
            col(Handing.is_kept).is_(False),
            col(Handing.said_by).is_not(None),
            col(Handing.ended_at) > now - COUNTS_AFTER,
        )
    )
    return contract.kept, contract.broken - session.exec(fresh).one()


def due_at(hours: Hours, since: datetime, within: int) -> datetime:
    """Return by when so many working hours have passed; nine of them are a day."""
    days, rest = divmod(within, WORKING_DAY)
    shown = hours.next_working(since).astimezone(hours.zone)
    moment = at_local(hours.day_after(shown.date(), days), shown.time(), hours.zone)
    return after_work(hours, moment, timedelta(hours=rest)) if rest else moment


def _follow(session: Session, handing: Handing, now: datetime) -> bool:
    issue = session.get_one(Issue, (handing.team_id, handing.issue))
    contract = session.get_one(Contract, (handing.team_id, handing.contract))
    if issue.handover_to is None or contract.state is not ContractState.ACTIVE:
        drop_handing(session, issue)
        return True
    hours = hours_for(session, contract.team_id, contract.giver)
    counts_at = at_local(
        hours.day_after(today_in(hours.zone, handing.due_at)), hours.ends, hours.zone
    )
    if now >= counts_at:
        _end(session, handing, now, is_kept=False)
        return True
    _tell_giver(session, contract, now, f"{issue.label}:{handing.id}", issue.owner)
    return False


def _end(session: Session, handing: Handing, now: datetime, *, is_kept: bool) -> None:
    mine = (col(Handing.id) == handing.id, col(Handing.ended_at).is_(None))
    ended = update(Handing).where(*mine).values(ended_at=now, is_kept=is_kept)
    if session.exec(ended).rowcount == 1:
        contract = session.get_one(Contract, (handing.team_id, handing.contract))
        _count(session, contract, is_kept=is_kept, more=1)


def _count(session: Session, contract: Contract, *, is_kept: bool, more: int) -> None:
    column = col(Contract.kept if is_kept else Contract.broken)
    mine = (col(Contract.team_id) == contract.team_id, col(Contract.number) == contract.number)
    session.exec(update(Contract).where(*mine).values({column: column + more}))
    session.refresh(contract)


def _tell_giver(
    session: Session, contract: Contract, now: datetime, once: str, owner: int | None = None
) -> None:
    """Have those who gave it read of it first: its owner, and who leads their area."""
    leader = leader_of(session, contract.team_id, contract.giver)
    numbers = {owner, leader.number if leader else None} - {None}
    for person in people_numbered(session, contract.team_id, numbers).values():
        line_to(session, contract, person, LATE, now, once)


def _active(session: Session, team_id: str, giver: int, receiver: int) -> Contract | None:
    found = select(Contract).where(
        Contract.team_id == team_id,
        Contract.giver == giver,
        Contract.receiver == receiver,
        Contract.state == ContractState.ACTIVE,
    )
    return session.exec(found.order_by(col(Contract.number)).limit(1)).first()


def _demand_of_either(session: Session, contract: Contract, me: Person) -> None:
    area = area_of(session, me)
    known = people_of(session, contract)
    is_theirs = area is not None and area.number in {contract.giver, contract.receiver}
    if not is_theirs and me.number not in {each.number for each in known}:
        raise NotForYou(record=contract.label, who="somebody of these two areas")


def _open(issue: Issue) -> SelectOfScalar[Handing]:
    return select(Handing).where(
        Handing.team_id == issue.team_id,
        Handing.issue == issue.number,
        col(Handing.ended_at).is_(None),
    )
