"""Who may see a win, and who may do what with it: the only place that says so."""

from enum import StrEnum

from sqlmodel import Session, select

from bot.domain.areas import Area
from bot.domain.people import Person, people_numbered
from bot.domain.roles import cco_of
from bot.domain.wins.records import LETTER, State, Win, WinPerson
from bot.errors import UserError


class Act(StrEnum):
    """What can be done with a win."""

    CHANGE = "change"  # Who told it, or the CCO.
    APPROVE = "approve"  # Who leads its area, or the CCO: its customer may be named.
    WORD_FOR_CUSTOMERS = "word"  # Who told it, who made it happen, its area's leader, the CCO.
    APPROVE_WORDS = "approve_words"  # The CCO: customers may read that.


class NoSuchWin(UserError):
    """I find no {record} that you can see here. {command} wins shows those not told yet."""


class NotYourWin(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


def win_for(session: Session, me: Person, number: int, *, here: str = "", lock: bool = True) -> Win:
    """Return a win this person may see from where they are. Raises NoSuchWin.

    It is locked until the transaction ends, so that a second press waits and sees the first.
    """
    query = select(Win).where(Win.team_id == me.team_id, Win.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchWin(record=f"{LETTER}-{number}")
    return found


def can_see(session: Session, win: Win, me: Person, here: str = "") -> bool:
    """Tell whether somebody may see a win: what was said in private stays with those people.

    Until somebody has approved that its customer is named, it is for who told and who approves it.
    """
    if win.teller == me.number or me.number in approvers_of(session, win):
        return True
    if win.state in {State.WAITING, State.DECLINED, State.WITHDRAWN}:
        return False
    if not win.is_private:
        return True
    return here == win.channel_id != "" or me.number in people_of(session, win)


def people_of(session: Session, win: Win) -> list[int]:
    """Return the numbers of who made a win happen, in their order."""
    there = select(WinPerson.person).where(
        WinPerson.team_id == win.team_id, WinPerson.win == win.number
    )
    return sorted(session.exec(there))


def may(session: Session, win: Win, me: Person, act: Act) -> bool:
    return me.number in _allowed(session, win, act)


def demand(session: Session, win: Win, me: Person, act: Act) -> None:
    """Raise NotYourWin, naming who can, unless this person may do that."""
    allowed = _allowed(session, win, act)
    if me.number not in allowed:
        people = people_numbered(session, me.team_id, set(allowed))
        able = [people[number] for number in allowed if not people[number].is_deactivated]
        raise NotYourWin(
            record=win.label, who=" or ".join(each.called for each in able) or "nobody"
        )


def approver_of(session: Session, win: Win) -> Person | None:
    """Return who is asked whether its customer may be named: the area's leader, else the CCO."""
    approvers = approvers_of(session, win)
    people = people_numbered(session, win.team_id, set(approvers))
    able = [people[number] for number in approvers if not people[number].is_deactivated]
    return able[0] if able else None


def _allowed(session: Session, win: Win, act: Act) -> list[int]:
    cco = cco_of(session, win.team_id)
    ccos = [cco.number] if cco else []
    allowed: dict[Act, list[int | None]] = {
        Act.CHANGE: [win.teller, *ccos],
        Act.APPROVE: [*approvers_of(session, win)],
        Act.WORD_FOR_CUSTOMERS: [win.teller, *people_of(session, win), *approvers_of(session, win)],
        Act.APPROVE_WORDS: [*ccos],
    }
    return list(dict.fromkeys(number for number in allowed[act] if number is not None))


def approvers_of(session: Session, win: Win) -> list[int]:
    """Return who may say that its customer is named: who leads its area, then the CCO."""
    area = session.get(Area, (win.team_id, win.area)) if win.area else None
    cco = cco_of(session, win.team_id)
    leader = area.leader if area else None
    numbers = (leader, cco.number if cco else None)
    return list(dict.fromkeys(number for number in numbers if number is not None))
