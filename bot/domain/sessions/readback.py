"""What the last session promised, read back: kept, moved, late, and what is past its date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from bot.domain.areas import Area, AreaMember
from bot.domain.channels import channel_of
from bot.domain.commitments.finding import Shown, shown, shown_all
from bot.domain.commitments.openly import openly_overdue
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.forums.records import Forum
from bot.domain.history import Happening
from bot.domain.sessions.finding import last_begun
from bot.domain.sessions.records import ForumSession

MOST = 10  # Lines of a part; the rest is a number.
MOST_SETTLED = 100
MOVED, ANEW = "moved", "promised_anew"

Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Part:
    """Some of the commitments of a kind, and how many there are in all."""

    shown: Sequence[Shown]
    count: int


@dataclass(frozen=True)
class ReadBack:
    """What became of the commitments of a channel since its forum met last."""

    customer: Shown | None  # The newest that says which customer it helps.
    kept: Part
    late: Part
    moved: Part
    anew: Part  # Promised anew after their date had passed.
    overdue: Part
    areas: Sequence[tuple[str, int]]  # Open commitments by their owners' area, alphabetical.


def read_back(
    session: Session,
    forum: Forum,
    one: ForumSession | None,
    now: datetime,
    *,
    tabled: Collection[int] = (),
) -> ReadBack:
    """Return what became of the promises made in a forum's channel since it met last.

    All of them were made in front of the people who read it there. What is past its date is said
    only once its owner heard so and had a day to settle it; what is `tabled` is not named twice.
    """
    before = last_begun(session, forum, one.starts_at if one else now)
    since = before.starts_at if before else forum.made_at
    here = _made_in(session, forum)
    settled = _settled(session, here, since)
    anew = _happened(ANEW, since)
    moved = (_happened(MOVED, since), ~anew)
    past = (*openly_overdue(now), col(Commitment.number).not_in(tabled))
    return ReadBack(
        customer=_customer(session, here, now),
        kept=_part(session, [each for each in settled if each.was_kept()], now),
        late=_part(session, [each for each in settled if not each.was_kept()], now),
        moved=_counted(session, (*here, *_open_since(since), *moved), now),
        anew=_counted(session, (*here, *_open_since(since), anew), now),
        overdue=_counted(session, (*here, *past), now),
        areas=_areas(session, here),
    )


def _settled(session: Session, here: Conditions, since: datetime) -> Sequence[Commitment]:
    return session.exec(
        select(Commitment)
        .where(*here, _is(State.DONE), col(Commitment.settled_at) >= since)
        .order_by(col(Commitment.settled_at).desc())
        .limit(MOST_SETTLED)
    ).all()


def _customer(session: Session, here: Conditions, now: datetime) -> Shown | None:
    """Return the newest commitment that names the customers it helps, if any does."""
    states = col(Commitment.state).in_([State.OPEN, State.DONE])
    newest = session.exec(
        select(Commitment)
        .where(*here, states, col(Commitment.customers).is_not(None))
        .order_by(col(Commitment.made_at).desc(), col(Commitment.number).desc())
        .limit(1)
    ).one_or_none()
    found = shown(session, newest, now) if newest else None
    return found if found and found.customers else None


def _open_since(since: datetime) -> Conditions:
    return (_is(State.OPEN), col(Commitment.changed_at) >= since)


def _happened(what: str, since: datetime) -> ColumnElement[bool]:
    happened = select(Happening.seq).where(
        Happening.team_id == Commitment.team_id,
        Happening.noun == NOUN,
        Happening.number == Commitment.number,
        Happening.what == what,
        col(Happening.at) >= since,
    )
    return happened.exists()


def _areas(session: Session, here: Conditions) -> list[tuple[str, int]]:
    """Return how many commitments are open in the channel, by area; never by who has most."""
    counted = (
        select(Area.name, func.count())
        .select_from(Commitment)
        .join(
            AreaMember,
            (col(AreaMember.team_id) == col(Commitment.team_id))
            & (col(AreaMember.person) == col(Commitment.owner)),
        )
        .join(
            Area,
            (col(Area.team_id) == col(AreaMember.team_id))
            & (col(Area.number) == col(AreaMember.area)),
        )
        .where(*here, _is(State.OPEN))
        .group_by(Area.name)
    )
    found = [(str(name), int(count)) for name, count in session.exec(counted)]
    return sorted(found, key=lambda each: each[0].casefold())


def _part(session: Session, commitments: Sequence[Commitment], now: datetime) -> Part:
    return Part(shown_all(session, commitments[:MOST], now), len(commitments))


def _counted(session: Session, wanted: Conditions, now: datetime) -> Part:
    some = select(Commitment).where(*wanted)
    in_order = some.order_by(col(Commitment.due_on), col(Commitment.number))
    found = session.exec(in_order.limit(MOST)).all()
    if len(found) < MOST:
        return Part(shown_all(session, found, now), len(found))
    count = session.exec(select(func.count()).select_from(Commitment).where(*wanted)).one()
    return Part(shown_all(session, found, now), int(count))


def _made_in(session: Session, forum: Forum) -> Conditions:
    channel = channel_of(session, forum.team_id, forum.channel_id)
    is_open = channel is None or not channel.is_private
    return (
        col(Commitment.team_id) == forum.team_id,
        col(Commitment.channel_id) == forum.channel_id,
        # What was said there while it was private stays with those people.
        col(Commitment.is_private).in_([False] if is_open else [False, True]),
    )


def _is(state: State) -> ColumnElement[bool]:
    return col(Commitment.state) == state
