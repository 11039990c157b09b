"""Looking commitments up: one with all a reader needs to know, lists in pages, what is on Home."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, false, func, or_, union_all
from sqlmodel import Session, col, select

from bot.database import apart_from, counted_to
from bot.domain.areas import AreaMember
from bot.domain.calendar import today_in
from bot.domain.commitments.openly import known_late, openly_overdue
from bot.domain.commitments.records import (
    BETWEEN_TWO,
    NOUN,
    Commitment,
    State,
)
from bot.domain.commitments.rights import shown_in
from bot.domain.history import Happening, last_of, story_of
from bot.domain.people import Person, gone_from, people_numbered
from bot.domain.words import words_of
from bot.domain.workspaces import link_to

PAGE = 10
UNSEEN_COUNTED_TO = 99
# Said in a DM, to one person.
BETWEEN_THE_TWO = {"discussed", "declined", "handed_over", "handover_refused"}


class Which(StrEnum):
    """The lists a person can ask for."""

    MINE = "mine"
    OWED = "owed"
    OFFERED = "offered"
    OVERDUE = "overdue"
    OPEN = "open"
    AREA = "area"
    PERSON = "person"
    WITHOUT_OWNER = "without owner"


# The lists of what the reader is on.
OWN = {Which.MINE, Which.OWED, Which.OFFERED}


@dataclass(frozen=True)
class Shown:
    """A commitment with the people and words on it; `today` is its owner's."""

    commitment: Commitment
    what: str
    customers: str
    proof: str
    owner: Person
    promised_to: Person | None
    offered_by: Person | None
    handover_to: Person | None
    today: date
    link: str = ""
    is_known_late: bool = False  # Its date passed, and others may be told so.


@dataclass(frozen=True)
class Page:
    """One page of a list, and how many more are kept from this reader."""

    shown: Sequence[Shown]
    number: int
    has_more: bool
    unseen: int = 0


@dataclass(frozen=True)
class Told:
    """One thing that happened, with its person and words."""

    happening: Happening
    person: Person | None
    other: Person | None
    words: str


def shown(session: Session, commitment: Commitment, now: datetime) -> Shown:
    return shown_all(session, [commitment], now)[0]


def shown_all(session: Session, commitments: Sequence[Commitment], now: datetime) -> list[Shown]:
    """Return commitments with their people and words, in two queries however many they are."""
    if not commitments:
        return []
    team_id = commitments[0].team_id
    named: set[int | None] = set().union(*(commitment.people for commitment in commitments))
    texts: set[int | None] = {
        words for each in commitments for words in (each.what, each.customers, each.proof)
    }
    people, words = people_numbered(session, team_id, named), words_of(session, texts)
    late = known_late(session, commitments, now)
    found = [_shown(session, each, people, words, now) for each in commitments]
    return [replace(each, is_known_late=each.commitment.number in late) for each in found]


def listed(
    session: Session,
    me: Person,
    which: Which,
    now: datetime,
    *,
    of: int = 0,
    here: str = "",
    page: int = 0,
) -> Page:
    """Return one page of a list, with only what this reader may see from where they are."""
    wanted = and_(col(Commitment.team_id) == me.team_id, *_wanted(me, which, of, now))
    seen = _seen_by(me, here)
    found = session.exec(
        select(Commitment)
        .where(wanted, seen)
        .order_by(col(Commitment.due_on), col(Commitment.number))
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    # Nothing is hidden from whoever is on a record.
    unseen = 0 if which in OWN else _unseen(session, wanted, seen, here)
    return Page(shown_all(session, found[:PAGE], now), page, len(found) > PAGE, unseen)


def _unseen(
    session: Session, wanted: ColumnElement[bool], seen: ColumnElement[bool], here: str
) -> int:
    # Only what is private can be hidden; without saying so, every public one is looked at.
    told = col(Commitment.state).not_in(BETWEEN_TWO)
    hidden = and_(wanted, col(Commitment.is_private).is_(True), ~seen, told)
    sides = apart_from(Commitment.channel_id, here)
    number = Commitment.number
    return counted_to(session, UNSEEN_COUNTED_TO, number, [and_(hidden, side) for side in sides])


def open_count(session: Session, owner: Person) -> int:
    """Return how many open commitments somebody has, counted no further than it matters."""
    asked = {"team_id": owner.team_id, "owner": owner.number}
    return session.exec(_OPEN_OF, params=asked).one()


_OPEN_OF = select(func.count()).select_from(
    select(Commitment.number)
    .where(
        Commitment.team_id == bindparam("team_id"),
        Commitment.owner == bindparam("owner"),
        Commitment.state == State.OPEN,
    )
    .limit(UNSEEN_COUNTED_TO + 1)
    .subquery()
)


def told(session: Session, commitment: Commitment, reader: Person | None = None) -> list[Told]:
    """Return a commitment's history in words and names, oldest first.

    To a reader who is not on the record, what was said in DMs stays unsaid; others' snoozes, too.
    """
    past = _retold(session, story_of(session, commitment.team_id, NOUN, commitment.number))
    if reader is None:
        return past
    known = [each for each in past if _concerns(reader, each.happening)]
    is_on_it = reader.number in commitment.people
    return known if is_on_it else [_as_known_to(reader, each) for each in known]


def _concerns(reader: Person, happening: Happening) -> bool:
    return happening.what != "snoozed" or happening.person == reader.number


def _as_known_to(reader: Person, told: Told) -> Told:
    private = told.happening.what in BETWEEN_THE_TWO and told.happening.person != reader.number
    return replace(told, words="") if private else told


def told_at(session: Session, commitment: Commitment, revision: int) -> Told | None:
    """Return what brought a commitment to a revision, in words and names."""
    happening = last_of(session, commitment.team_id, NOUN, commitment.number, revision)
    return _retold(session, [happening])[0] if happening else None


def _retold(session: Session, story: list[Happening]) -> list[Told]:
    others = {_other(happening) for happening in story}
    people = people_numbered(
        session, story[0].team_id, {happening.person for happening in story} | others
    )
    words = words_of(session, {happening.words for happening in story})
    return [
        Told(
            happening,
            people.get(happening.person or 0),
            people.get(_other(happening) or 0),
            words.get(happening.words or 0, ""),
        )
        for happening in story
    ]


def _other(happening: Happening) -> int | None:
    others = (happening.facts.get(name) for name in ("to", "from", "for"))
    return next((int(other) for other in others if other is not None), None)


def _wanted(me: Person, which: Which, of: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_open = col(Commitment.state) == State.OPEN
    if which is Which.OVERDUE:
        return (is_open, _overdue_for(me, now))
    if which is Which.AREA:
        members = select(AreaMember.person).where(
            AreaMember.team_id == me.team_id, AreaMember.area == of
        )
        return (is_open, col(Commitment.owner).in_(members))
    return {
        Which.OWED: (
            is_open,
            col(Commitment.promised_to) == me.number,
            col(Commitment.owner) != me.number,
        ),
        Which.OFFERED: _offered_to(me),
        Which.OPEN: (is_open,),
        Which.WITHOUT_OWNER: (is_open, col(Commitment.owner).in_(gone_from(me.team_id))),
        Which.PERSON: (is_open, col(Commitment.owner) == of),
    }.get(which, (is_open, col(Commitment.owner) == me.number))


def _offered_to(me: Person) -> tuple[ColumnElement[bool], ...]:
    # Each half by its index; with OR between them, databases look through all that is open.
    mine = select(Commitment.number).where(Commitment.team_id == me.team_id)
    offered = mine.where(Commitment.state == State.OFFERED, Commitment.owner == me.number)
    handed = mine.where(Commitment.state == State.OPEN, Commitment.handover_to == me.number)
    return (col(Commitment.number).in_(union_all(offered, handed)),)


def _overdue_for(me: Person, now: datetime) -> ColumnElement[bool]:
    mine = and_(col(Commitment.overdue_from) <= now, col(Commitment.owner) == me.number)
    return or_(mine, and_(*openly_overdue(now)))


def _seen_by(me: Person, here: str) -> ColumnElement[bool]:
    on_record = or_(
        *(
            col(column) == me.number
            for column in (
                Commitment.owner,
                Commitment.maker,
                Commitment.promised_to,
                Commitment.offered_by,
                Commitment.handover_to,
            )
        )
    )
    public = and_(
        or_(col(Commitment.is_private).is_(False), _said_here(me, here)),
        col(Commitment.state).not_in(BETWEEN_TWO),
    )
    return func.coalesce(or_(on_record, public), False)


def _said_here(me: Person, here: str) -> ColumnElement[bool]:
    if here == "":
        return false()
    shared = shown_in(me.team_id, here)
    return or_(col(Commitment.channel_id) == here, col(Commitment.number).in_(shared))


def _shown(
    session: Session,
    commitment: Commitment,
    people: dict[int, Person],
    words: dict[int, str],
    now: datetime,
) -> Shown:
    owner = people[commitment.owner]
    return Shown(
        commitment,
        what=words.get(commitment.what, "(erased)"),
        customers=words.get(commitment.customers or 0, ""),
        proof=words.get(commitment.proof or 0, ""),
        owner=owner,
        promised_to=people.get(commitment.promised_to or 0),
        offered_by=people.get(commitment.offered_by or 0),
        handover_to=people.get(commitment.handover_to or 0),
        today=today_in(owner.zoneinfo, now),
        link=_link(session, commitment),
    )


def _link(session: Session, commitment: Commitment) -> str:
    there = (commitment.message_channel, commitment.message_ts)
    return link_to(session, commitment.team_id, *there) if commitment.message_ts else ""
