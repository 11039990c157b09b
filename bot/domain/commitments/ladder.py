"""When to look next whether something is to be said to a person: never later than it falls due."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, update
from sqlmodel import Session, col, select

from bot.database import Moment
from bot.domain.calendar import DAY, at_local
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.reminded import around_all, can_be_written_to, is_out, open_ones
from bot.domain.commitments.rungs import Step, cover_steps, next_rung
from bot.domain.hours import Hours
from bot.domain.lines import Line, digest_of, is_news, news_of, reader_of
from bot.domain.notices import Notice
from bot.domain.notices.rows import FINAL
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of, preferences_of

FALLS_DUE = "falls_due"  # A line for the cover of somebody who is away.
NEWS_WAITS = 2  # Working days at the most, until it comes in a digest of its own.
_PLANNED, _MOMENT = col(Person.next_digest_at), bindparam("moment", type_=Moment)
# Built once: to build a statement costs more than to run it.
_SOONER = (
    update(Person)
    .where(
        col(Person.team_id) == bindparam("team"),
        col(Person.number) == bindparam("person"),
        or_(_PLANNED.is_(None), _PLANNED > _MOMENT),
    )
    .values(next_digest_at=_MOMENT)
)


def plan_digest(session: Session, person: Person, now: datetime) -> None:
    """Set when to look whether something is due for a person; call it when theirs has changed."""
    session.flush()
    moment = next_look(session, person, now)
    mine = (col(Person.team_id) == person.team_id, col(Person.number) == person.number)
    session.exec(update(Person).where(*mine).values(next_digest_at=moment))


def plan_commitment(session: Session, commitment: Commitment, now: datetime) -> None:
    """Have the owner looked at when this commitment is due for a reminder, or earlier.

    And who waits to be told something of it. Being early is harmless, so what takes a question
    to find out is taken as it is soonest.
    """
    is_told = commitment.revision > 1 or commitment.promised_to is not None
    about = (NOUN, commitment.number)
    looks = news_looks(session, commitment.team_id, about) if is_told else {}
    moment = _soonest(session, commitment, now)
    if moment is not None:
        looks[commitment.owner] = min(moment, looks.get(commitment.owner, moment))
    look_sooner_at_each(session, commitment.team_id, looks)


def _soonest(session: Session, commitment: Commitment, now: datetime) -> datetime | None:
    if commitment.state is not State.OPEN:
        return None
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    if not can_be_written_to(owner):
        return None
    wishes = preferences_of(session, owner)
    hours = wishes.hours_in(owner.zoneinfo)
    step = next_rung(commitment, hours, wishes.reminders, now)
    moments = [hours.morning_of(step.on)] if step else []
    if wishes.cover is not None:
        moments += [_morning(hours, each) for each in cover_steps(commitment, hours)]
    return min(moments, default=None)


def look_sooner_at_each(session: Session, team_id: str, looks: Mapping[int, datetime]) -> None:
    """Have people looked at by a moment each; in one order, so that no two wait in a circle."""
    for number in sorted(looks):
        look_sooner(session, person_numbered(session, team_id, number), looks[number])


def news_looks(session: Session, team_id: str, about: tuple[str, int]) -> dict[int, datetime]:
    """Return by when those are to be looked at who are told of a record and have not heard yet."""
    noun, number = about
    waiting = select(Line.listing, Line.since).where(
        Line.team_id == team_id, Line.noun == noun, Line.number == number, Line.said_in == ""
    )
    rows = session.exec(waiting).all()
    waits = {reader_of(listing): since for listing, since in rows if is_news(listing)}
    return {
        number: news_told_by(hours_of(session, person_numbered(session, team_id, number)), since)
        for number, since in waits.items()
    }


def look_sooner(session: Session, person: Person, moment: datetime) -> None:
    """Have a person looked at by a moment, unless that is to be done earlier anyway."""
    whom = {"team": person.team_id, "person": person.number, "moment": moment}
    session.connection().execute(_SOONER, whom)


def next_look(session: Session, person: Person, now: datetime) -> datetime | None:
    """Return the earliest moment at which something may be due for a person; None for never."""
    if not can_be_written_to(person):
        return None
    wishes = preferences_of(session, person)
    hours = wishes.hours_in(person.zoneinfo)
    first = first_moment(session, person, hours, now)
    said_today = first > hours.next_working(now)
    commitments = open_ones(session, person)
    arounds = around_all(session, person, commitments, said_today=said_today)
    steps = (
        next_rung(each, hours, wishes.reminders, now, arounds[each.number]) for each in commitments
    )
    moments = [hours.morning_of(step.on) for step in steps if step]
    if _unheard(session, person, digest_of(person.number)):
        moments.append(first)
    if news := _unheard(session, person, news_of(person.number)):
        moments.append(max(first, news_told_by(hours, news)))
    if wishes.cover is not None:
        moments += _cover_moments(session, person, wishes.cover, hours, commitments, now)
    return min(moments, default=None)


def first_moment(session: Session, person: Person, hours: Hours, now: datetime) -> datetime:
    """Return when a person can have a digest next: one a day, within their hours."""
    opens = hours.next_working(now)
    day = opens.astimezone(hours.zone).date()
    return hours.morning_of(day + DAY) if is_out(session, person, day) else opens


def news_told_by(hours: Hours, since: datetime) -> datetime:
    """Return the morning by which news is told, even if nothing else is due to its reader."""
    return hours.morning_of(hours.day_after(since.astimezone(hours.zone).date(), NEWS_WAITS))


def due_for_cover(
    session: Session,
    cover: Person,
    commitments: Sequence[Commitment],
    hours: Hours,
    now: datetime,
) -> list[tuple[Commitment, Step]]:
    """Return what falls due for somebody away and was not passed on to their cover yet."""
    today = now.astimezone(hours.zone).date()
    if not hours.is_away_on(today):
        return []
    found = {}
    for each in commitments:
        begun = [step for step in cover_steps(each, hours) if step.on <= today <= each.due_on]
        if begun:
            found[cover_key(each, begun[-1])] = (each, begun[-1])
    known = select(Line.key).where(
        Line.team_id == cover.team_id,
        Line.listing == digest_of(cover.number),
        col(Line.key).in_(list(found)),
    )
    told = set(session.exec(known)) if found else set()
    return [due for key, due in found.items() if key not in told]


def cover_key(commitment: Commitment, step: Step) -> str:
    return f"{FALLS_DUE}:{commitment.name}:{commitment.due_on.isoformat()}:{step.rung}"


def _cover_moments(
    session: Session,
    person: Person,
    cover: int,
    hours: Hours,
    commitments: Sequence[Commitment],
    now: datetime,
) -> list[datetime]:
    steps = (step for each in commitments for step in cover_steps(each, hours))
    moments = (_morning(hours, step) for step in steps)
    ahead = [moment for moment in moments if moment > now]
    standing_in = person_numbered(session, person.team_id, cover)
    is_due = due_for_cover(session, standing_in, commitments, hours, now)
    return [*ahead, now] if is_due else ahead


def _morning(hours: Hours, step: Step) -> datetime:
    """Return when work would begin on that day, for somebody who is away on it."""
    return at_local(step.on, hours.starts, hours.zone)


def _unheard(session: Session, person: Person, listing: str) -> datetime | None:
    """Return since when a line waits for a person, or was in a message that may not have come."""
    says = and_(col(Notice.team_id) == col(Line.team_id), col(Notice.key) == col(Line.said_in))
    unseen = and_(col(Notice.ts).is_(None), col(Notice.shown) == 0, col(Notice.state).not_in(FINAL))
    waiting = (
        select(Line.since)
        .outerjoin(Notice, says)
        .where(
            Line.team_id == person.team_id,
            Line.listing == listing,
            or_(col(Line.said_in) == "", unseen),
        )
    )
    return session.exec(waiting.order_by(col(Line.since)).limit(1)).first()
