"""Covering: a colleague is asked to look after what falls due while somebody is away."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot.domain.absence_text import Period
from bot.domain.answers import Kind
from bot.domain.brief import plan_brief_of
from bot.domain.calendar import today_in
from bot.domain.commitments.ladder import plan_digest
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.history import Event
from bot.domain.lines import BRIEF, add_line
from bot.domain.notices import Place, promise, refresh_about, refresh_homes
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import Preferences, change_preferences, heard_at, preferences_of
from bot.errors import UserError

AWAY_TOO, GONE = "away", "left"  # Why a cover is none any more.
UNCOVERED = "uncovered"  # A line in the CCO's brief.
NOUN = "absence"  # What the messages to a cover are about; its number is the person's.


class CoverIsMe(UserError):
    """You cannot cover for yourself. Please pick a colleague, or leave it empty."""


class CoverCannot(UserError):
    """A cover needs to be a colleague: no bot, no guest, and nobody who left or is from outside."""


class CoverIsAway(UserError):
    """{who} is away on some of these days, too. Please pick somebody else, or leave it empty."""


class CoverNotAsked(UserError):
    """{who} no longer needs a cover, so nothing changed. Thank you all the same."""


def agree_to_cover(session: Session, me: Person, away: Person, now: datetime) -> None:
    """Cover for a colleague: what falls due for them comes in my digest until they are back."""
    _demand_asked(session, me, away)
    event = Event(me.number, "cover_agreed", now)
    wishes = change_preferences(session, away, event, cover=me.number, cover_asked=None)
    _answer_cover(session, (me, away), wishes, "agreed", now)


def decline_to_cover(session: Session, me: Person, away: Person, now: datetime) -> None:
    """Say no; the colleague hears it at once, since they may want to ask somebody else."""
    _demand_asked(session, me, away)
    event = Event(me.number, "cover_declined", now)
    wishes = change_preferences(session, away, event, cover_asked=None)
    _answer_cover(session, (me, away), wishes, "declined", now)


def give_up_covering(
    session: Session, me: Person, why: str, now: datetime, period: Period | None = None
) -> list[Person]:
    """Cover for nobody who is away in a period, or at all; returns those, who hear it at once."""
    freed = []
    for before in _covered_in(session, me, period, now):
        away = person_numbered(session, me.team_id, before.person)
        event = Event(me.number if why == AWAY_TOO else None, "cover_gone", now)
        had_agreed = before.cover == me.number
        wishes = change_preferences(session, away, event, cover=None, cover_asked=None)
        _answer_cover(session, (me, away), wishes, why, now)
        if had_agreed:
            key, about = f"{UNCOVERED}:{away.number}:{wishes.revision}", (NOUN, away.number)
            facts = {"person": away.number, "cover": me.number, "why": why}
            add_line(session, me.team_id, BRIEF, key, UNCOVERED, now, about=about, facts=facts)
        freed.append(away)
    return freed


def is_uncovered(session: Session, away: Person, now: datetime) -> bool:
    """Tell whether somebody's absence is not over and nobody covers for them."""
    wishes = preferences_of(session, away)
    is_over = wishes.away_until is None or wishes.away_until < today_in(away.zoneinfo, now)
    return not is_over and wishes.cover is None and can_be_written_to(away)


def ask_cover(
    session: Session, me: Person, cover: Person, wishes: Preferences, now: datetime
) -> None:
    promise(
        session,
        me.team_id,
        _asked_key(me, cover, wishes),
        kind=Kind.COVER_ASKED,
        place=Place(person_id=cover.slack_id or ""),
        now=now,
        due_at=heard_at(session, cover, now),
        facts=_facts(me, cover, wishes),
        subject=(NOUN, me.number),
        asked_by=me.slack_id or "",
    )


def _answer_cover(
    session: Session, people: tuple[Person, Person], wishes: Preferences, answer: str, now: datetime
) -> None:
    me, away = people
    if answer != GONE:
        promise(
            session,
            me.team_id,
            _asked_key(away, me, wishes),
            kind=Kind.COVER_ASKED,
            place=Place(person_id=me.slack_id or ""),
            now=now,
            facts={**_facts(away, me, wishes), "answer": answer},
            subject=(NOUN, away.number),
        )
    promise(
        session,
        me.team_id,
        f"cover.told:{away.number}:{wishes.revision}",
        kind=Kind.COVER_TOLD,
        place=Place(person_id=away.slack_id or ""),
        now=now,
        due_at=heard_at(session, away, now),
        facts={**_facts(away, me, wishes), "answer": answer},
    )
    show(session, away, {me.number}, now)


def _covered_in(
    session: Session, me: Person, period: Period | None, now: datetime
) -> list[Preferences]:
    """Return the settings of those who are or will be away, and count on this person."""
    theirs = (
        select(Preferences, Person)
        .join(
            Person,
            (col(Person.team_id) == col(Preferences.team_id))
            & (col(Person.number) == col(Preferences.person)),
        )
        .where(
            Preferences.team_id == me.team_id,
            or_(Preferences.cover == me.number, Preferences.cover_asked == me.number),
            col(Person.is_deactivated).is_(False),
        )
    )
    found = session.exec(theirs.order_by(col(Preferences.person))).all()
    return [
        wishes
        for wishes, away in found
        if wishes.away_until
        and wishes.away_until >= today_in(away.zoneinfo, now)
        and (period is None or _overlaps(wishes, period))
    ]


def _overlaps(wishes: Preferences, period: Period) -> bool:
    if wishes.away_until is None:
        return False
    first = wishes.away_from or period.first
    return first <= period.last and period.first <= wishes.away_until


def demand_cover(session: Session, me: Person, cover: Person, period: Period) -> None:
    """Raise the sentence that says why this colleague cannot cover for these days."""
    if cover.number == me.number:
        raise CoverIsMe(field="cover")
    if cover.is_guest or not cover.can_promise:
        raise CoverCannot(field="cover")
    if _overlaps(preferences_of(session, cover), period):
        raise CoverIsAway(field="cover", who=cover.called)


def _demand_asked(session: Session, me: Person, away: Person) -> None:
    if preferences_of(session, away).cover_asked != me.number:
        raise CoverNotAsked(who=away.called)


def show(session: Session, me: Person, covers: set[int | None], now: datetime) -> None:
    """Plan the digests of everybody concerned anew, and bring up to date what they see."""
    people = people_numbered(session, me.team_id, {me.number, *covers}).values()
    for person in sorted(people, key=lambda each: each.number):
        plan_digest(session, person, now)
    plan_brief_of(session, me, now)
    refresh_about(session, me.team_id, NOUN, me.number)
    refresh_homes(session, me.team_id, (person.slack_id or "" for person in people))


def _asked_key(away: Person, cover: Person, wishes: Preferences) -> str:
    days = f"{wishes.away_from}:{wishes.away_until}"
    return f"cover:{away.number}:{days}:{cover.number}"


def _facts(away: Person, cover: Person, wishes: Preferences) -> dict[str, Any]:
    return {
        "person": away.number,
        "cover": cover.number,
        "from": iso(wishes.away_from),
        "to": iso(wishes.away_until),
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
