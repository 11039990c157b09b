"""Who may see an issue, and who may do what with it: the only place that says so."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from bot.domain.areas import Area, area_of
from bot.domain.issues.records import LETTER, Helping, Issue, Report, State
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import deputy_of, is_long_away
from bot.domain.roles import cco_of
from bot.errors import UserError

MOST_MERGERS = 20  # One after the other; more than anybody makes.


class Act(StrEnum):
    """What can be done with an issue."""

    OWN = "own"  # Whoever can, while nobody owns it.
    STEP = "step"  # Owner, who acts for them, who helps, the CCO: cause, fix, told.
    DECIDE = "decide"  # Owner or CCO: wait, park, won't fix, not ours, merge.
    REASSIGN = "reassign"  # Its owner; for somebody gone or long away, their leader or the CCO.
    ANSWER = "answer"  # Who is asked to own it.
    TAKE_BACK = "take_back"  # Who asked them, or its owner.
    SORT = "sort"  # Who may step, and who opened it.
    REWORD = "reword"  # Who opened it.
    REOPEN = "reopen"  # Owner, CCO, and who reported it.
    HELP = "help"  # Owner, who acts for them, the CCO.


class NoSuchIssue(UserError):
    """I find no {record} that you can see here. {command} list issues shows the open ones."""


class NotYours(UserError):
    """Only {who} can do that with {record}, so nothing changed."""


class NobodyOwnsIt(UserError):
    """Nobody owns {record} yet. Press *I'll own it* first, or ask somebody to."""


class CannotOwn(UserError):
    """An issue needs a colleague as owner: no bot, no guest, nobody who left or is from outside."""


def issue_for(
    session: Session, me: Person | None, number: int, *, here: str = "", lock: bool = True
) -> Issue:
    """Return an issue this person may see from where they are. Raises NoSuchIssue.

    The number of one that was merged leads to the one that it became part of. It is locked until
    the transaction ends, so that a second press waits and sees the first.
    """
    if me is None:
        raise NoSuchIssue(record=f"{LETTER}-{number}")
    found = issue_numbered(session, me.team_id, number, lock=lock)
    if found is None or not can_see(session, found, me, here):
        raise NoSuchIssue(record=f"{LETTER}-{number}")
    return found


def issue_numbered(
    session: Session, team_id: str, number: int, *, lock: bool = True
) -> Issue | None:
    """Return an issue, or the one that it became part of, whoever asks."""
    found = _issue(session, team_id, number, lock=lock)
    for _ in range(MOST_MERGERS):
        if found is None or found.merged_into is None:
            return found
        found = _issue(session, team_id, found.merged_into, lock=lock)
    return found


def can_own(person: Person) -> bool:
    return person.can_promise and not person.is_guest


def can_see(session: Session, issue: Issue, me: Person | None, here: str = "") -> bool:
    """Tell whether a reader may see an issue; None is everybody in the channel `here`."""
    if not issue.is_private or (here != "" and here == issue.channel_id):
        return True
    return me is not None and is_on_record(session, issue, me)


def is_on_record(session: Session, issue: Issue, me: Person) -> bool:
    """Tell whether somebody has a part in an issue: opened, owns, is asked, helps, reported."""
    named = {issue.opened_by, issue.owner, issue.handover_to, issue.asked_by, issue.told_by}
    if me.number in named or me.number in _deputies(session, issue):
        return True
    return helps(session, issue, me.number) or has_reported(session, issue, me.number)


def helps(session: Session, issue: Issue, person: int) -> bool:
    return session.get(Helping, (issue.team_id, issue.number, person)) is not None


def has_reported(session: Session, issue: Issue, person: int) -> bool:
    reported = select(Report.id).where(
        Report.team_id == issue.team_id, Report.person == person, Report.issue == issue.number
    )
    return session.exec(reported.limit(1)).first() is not None


def helping_with(session: Session, issue: Issue) -> list[int]:
    helping = select(Helping.person).where(
        Helping.team_id == issue.team_id, Helping.issue == issue.number
    )
    return list(session.exec(helping.order_by(col(Helping.person))))


def has_owner(session: Session, issue: Issue) -> bool:
    """Tell whether somebody who is still here owns it."""
    if issue.owner is None:
        return False
    return not person_numbered(session, issue.team_id, issue.owner).is_deactivated


def may(session: Session, issue: Issue, me: Person, act: Act, now: datetime | None = None) -> bool:
    """Tell whether this person may do that; only with a moment it is known who is away."""
    if act is Act.OWN:
        return can_own(me)
    is_for_all = act is Act.REASSIGN and issue.owner is None and issue.handover_to is None
    if is_for_all or (act is Act.REOPEN and has_reported(session, issue, me.number)):
        return True
    return me.number in _allowed(session, issue, act, now)


def demand(
    session: Session, issue: Issue, me: Person, act: Act, now: datetime | None = None
) -> None:
    """Raise NotYours, naming who can, unless this person may do that."""
    if may(session, issue, me, act, now):
        return
    if act is Act.OWN:
        raise CannotOwn
    allowed = _allowed(session, issue, act, now)
    people = people_numbered(session, me.team_id, {*allowed})
    able = [people[each].called for each in allowed if not people[each].is_deactivated]
    if not able and issue.state is State.NEW:
        raise NobodyOwnsIt(record=issue.label)
    raise NotYours(record=issue.label, who=" or ".join(able) or "nobody")


def leader_of(session: Session, team_id: str, area: int | None) -> Person | None:
    """Return who leads an area, while they are here."""
    found = session.get(Area, (team_id, area)) if area is not None else None
    if found is None or found.leader is None:
        return None
    leader = person_numbered(session, team_id, found.leader)
    return leader if leader.can_promise else None


def _issue(session: Session, team_id: str, number: int, *, lock: bool) -> Issue | None:
    query = select(Issue).where(Issue.team_id == team_id, Issue.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).one_or_none()


def _allowed(session: Session, issue: Issue, act: Act, now: datetime | None) -> list[int]:
    numbers = {
        Act.STEP: lambda: [*_owners(session, issue), *helping_with(session, issue)],
        Act.DECIDE: lambda: [issue.owner],
        Act.REASSIGN: lambda: [issue.owner or issue.asked_by, *_stewards(session, issue, now)],
        Act.ANSWER: lambda: [issue.handover_to],
        Act.TAKE_BACK: lambda: [issue.asked_by, issue.owner],
        Act.SORT: lambda: [
            *_owners(session, issue),
            *helping_with(session, issue),
            issue.opened_by,
        ],
        Act.REWORD: lambda: [issue.opened_by],
        Act.REOPEN: lambda: [*_owners(session, issue), issue.opened_by],
        Act.HELP: lambda: _owners(session, issue),
    }[act]()
    cco = cco_of(session, issue.team_id)
    too = [cco.number] if cco and act not in _WITHOUT_CCO else []
    return list(dict.fromkeys(number for number in [*numbers, *too] if number is not None))


# What is between two people, or one's own words. Others' work is the CCO's only while they are out.
_WITHOUT_CCO = frozenset({Act.ANSWER, Act.REWORD, Act.REASSIGN})


def _owners(session: Session, issue: Issue) -> list[int | None]:
    return [issue.owner, *_deputies(session, issue)]


def _deputies(session: Session, issue: Issue) -> list[int]:
    if issue.owner is None:
        return []
    deputy = deputy_of(session, person_numbered(session, issue.team_id, issue.owner))
    return [deputy.number] if deputy else []


def _stewards(session: Session, issue: Issue, now: datetime | None) -> list[int]:
    """Return who may hand over what nobody who is here can: their leader, and the CCO."""
    cco = cco_of(session, issue.team_id)
    chief = [cco.number] if cco else []
    if issue.owner is None:
        leader = leader_of(session, issue.team_id, issue.area)
        return [*([leader.number] if leader else []), *chief]
    owner = person_numbered(session, issue.team_id, issue.owner)
    is_away = now is not None and is_long_away(session, owner, now)
    if not (owner.is_deactivated or is_away):
        return []
    area = area_of(session, owner)
    return [*([area.leader] if area and area.leader else []), *chief]
