"""Being away: nudges pause, a colleague is asked to cover, and no date moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.absence_text import Period, read_absence
from bot.domain.answers import Kind, Said
from bot.domain.calendar import today_in
from bot.domain.commitments.promising import as_read, one_called
from bot.domain.commitments.records import Commitment, State
from bot.domain.covers import AWAY_TOO, ask_cover, demand_cover, give_up_covering, iso, show
from bot.domain.dates import Unclear
from bot.domain.history import Event
from bot.domain.people import Person, people_numbered, person_known, person_seen
from bot.domain.preferences import (
    Preferences,
    change_preferences,
    hours_of,
    preferences_of,
)
from bot.domain.typed_text import Leading
from bot.domain.unfinished import FormKind, finish, leave_unfinished, unfinished_numbered
from bot.errors import UserError

LONGEST = timedelta(days=366)
_BACK = {"over", "back", "ended", "end", "off", "no", "none", "cancel", "stop"}
NOT_AWAY: dict[str, Any] = {
    "away_from": None,
    "away_until": None,
    "cover_asked": None,
    "cover": None,
}


class EndsBeforeItBegins(UserError):
    """The last day away comes before the first. Please pick a later one."""


class AwayBefore(UserError):
    """That day has passed. Please pick today or later."""


class AwayTooLong(UserError):
    """That is more than a year. Please pick an earlier last day; you can make it longer later."""


@dataclass(frozen=True)
class Absence:
    """The days away, and the colleague who is asked to cover, by Slack id; None: as before."""

    period: Period
    cover: str | None = None


def away_line(session: Session, me: Person, text: str, now: datetime) -> Said:
    """`away until friday cover @ana`; what is unclear is asked about with the text kept."""
    if text.strip(" .!").casefold() in _BACK:
        return come_back(session, me, now)
    typed = read_absence(text, me, hours_of(session, me), now)
    cover = _named(session, me, typed.cover)
    if isinstance(typed.period, Period) and cover is not None:
        return go_away(session, me, Absence(typed.period, cover or None), now)
    if not text.strip():
        return Said(Kind.AWAY_FORM, {})
    facts: dict[str, Any] = {"cover": cover or ""}
    if isinstance(typed.period, Period):
        facts |= {"problem": "who", "from": iso(typed.period.first), "to": iso(typed.period.last)}
    elif isinstance(typed.period, Unclear):
        facts["problem"] = typed.period.why.value
    kept = leave_unfinished(session, me, FormKind.AWAY, as_read(session, me, text), facts, now)
    return Said(Kind.AWAY_FORM, {"unfinished": kept.number})


def away_filled(session: Session, me: Person, absence: Absence, note: str, now: datetime) -> Said:
    """Take in the form; what was begun by typing is then finished."""
    begun = int(note.removeprefix("U-")) if note.startswith("U-") else 0
    if begun:
        unfinished_numbered(session, me, begun)
    said = go_away(session, me, absence, now)
    if begun:
        finish(session, me, begun)
    return said


def go_away(session: Session, me: Person, absence: Absence, now: datetime) -> Said:
    """Note the days away and ask the cover; said once more, it changes what was said before."""
    period = absence.period
    _demand_days(period, today_in(me.zoneinfo, now))
    before = preferences_of(session, me)
    cover = _meant(session, me, absence, before, now)
    if cover is not None:
        demand_cover(session, me, cover, period)
    wanted = {"away_from": period.first, "away_until": period.last}
    if _is_so_already(before, period, cover):
        return _answer(before)
    asked = cover.number if cover else None
    event = Event(me.number, "went_away", now)
    wishes = change_preferences(session, me, event, **wanted, cover_asked=asked, cover=None)
    if cover is not None:
        ask_cover(session, me, cover, wishes, now)
    freed = give_up_covering(session, me, AWAY_TOO, now, period)
    show(session, me, {before.cover, before.cover_asked, asked}, now)
    return _answer(wishes, freed)


def come_back(session: Session, me: Person, now: datetime) -> Said:
    """End an absence, or take back one that is still ahead."""
    before = preferences_of(session, me)
    if before.away_until is None or before.away_until < today_in(me.zoneinfo, now):
        return Said(Kind.AWAY, {"back": True, "was_away": False})
    change_preferences(session, me, Event(me.number, "came_back", now), **NOT_AWAY)
    show(session, me, {before.cover, before.cover_asked}, now)
    return Said(Kind.AWAY, {"back": True, "was_away": True})


def due_meanwhile(session: Session, away: Person, period: Period) -> int:
    """Count the promises of somebody that fall due while they are away."""
    due = select(func.count()).where(
        Commitment.team_id == away.team_id,
        Commitment.owner == away.number,
        Commitment.state == State.OPEN,
        col(Commitment.due_on).between(period.first, period.last),
    )
    return int(session.exec(due).one())


def _demand_days(period: Period, today: date) -> None:
    if period.last < period.first:
        raise EndsBeforeItBegins(field="until")
    if period.last < today:
        raise AwayBefore(field="until")
    if period.last - max(period.first, today) > LONGEST:
        raise AwayTooLong(field="until")


def _meant(
    session: Session, me: Person, absence: Absence, before: Preferences, now: datetime
) -> Person | None:
    """Return who shall cover: whoever is named, else who was asked for an absence not over yet."""
    if absence.cover is not None:
        return person_seen(session, me.team_id, absence.cover) if absence.cover else None
    if before.away_until is None or before.away_until < today_in(me.zoneinfo, now):
        return None
    known = before.cover or before.cover_asked
    return people_numbered(session, me.team_id, {known}).get(known or 0)


def _is_so_already(before: Preferences, period: Period, cover: Person | None) -> bool:
    """Tell whether just this was said before: nobody is asked twice for the same days."""
    days = (before.away_from, before.away_until) == (period.first, period.last)
    known = {before.cover, before.cover_asked}
    return days and (cover.number in known if cover else known == {None})


def _answer(wishes: Preferences, freed: Sequence[Person] = ()) -> Said:
    return Said(
        Kind.AWAY,
        {
            "from": iso(wishes.away_from),
            "to": iso(wishes.away_until),
            "cover": wishes.cover or wishes.cover_asked,
            "agreed": wishes.cover is not None,
            "freed": [person.number for person in freed],
        },
    )


def _named(session: Session, me: Person, named: Leading) -> str | None:
    """Return whom a line names as cover: their Slack id, nothing, or None when it is unclear."""
    if named.count == 0:
        return ""
    if named.count > 1 or named.groups:
        return None
    if named.is_me:
        return me.slack_id or ""
    if named.ids:
        known = person_known(session, me.team_id, named.ids[0])
        return (known.slack_id or "") if known else None
    person = one_called(session, me, named.names[0])
    return person.slack_id if person else None
