"""The clocks of an issue: by when it needs an owner, and when to look at it next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.domain.calendar import DAY, add_working_days_at, at_local, start_of_day, today_in
from bot.domain.hours import Hours
from bot.domain.issues.records import ENDED, RESTING, Issue, Severity, State
from bot.domain.issues.rights import leader_of
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of
from bot.domain.roles import cco_of

URGENT_WITHIN = timedelta(hours=4)  # Of work.
DAYS_TO_OWN = {Severity.HIGH: 1, Severity.NORMAL: 3}
REMIND_ASKER_AFTER = 3  # Working days without an answer.
LAPSES_AFTER = 10
WAITING_LONG = 5
STANDS_LONG = 10
HEARD_FOR = 2  # Mornings: one to read it in, and the next to tell others.


def hours_for(session: Session, team_id: str, area: int | None) -> Hours:
    """Return whose hours a clock goes by: the area's leader's, else the CCO's, else universal."""
    person = leader_of(session, team_id, area) or cco_of(session, team_id)
    if person is None:
        return Hours(UTC)
    return replace(hours_of(session, person), away_from=None, away_until=None)


def own_by(hours: Hours, severity: Severity, since: datetime) -> datetime:
    """Return by when somebody is to own an issue, in working hours."""
    opens = hours.next_working(since)
    if severity is Severity.URGENT:
        return after_work(hours, opens, URGENT_WITHIN)
    shown = opens.astimezone(hours.zone)
    day = hours.day_after(shown.date(), DAYS_TO_OWN[severity])
    return at_local(day, shown.time(), hours.zone)


def brief_at(session: Session, issue: Issue) -> datetime | None:
    """Return when the CCO may hear that nobody owns it: its leader has had a day to see to it."""
    if issue.own_by is None:
        return None
    leader = leader_of(session, issue.team_id, issue.area)
    if leader is None or issue.severity is Severity.URGENT:
        return issue.own_by  # The leader heard of an urgent one at once.
    hours = hours_for(session, issue.team_id, issue.area)
    heard = hours.day_after(today_in(hours.zone, issue.entered_at), HEARD_FOR)
    return max(issue.own_by, start_of_day(heard, hours.zone))


def lapses_at(asked_at: datetime, zone: ZoneInfo) -> datetime:
    return add_working_days_at(asked_at, LAPSES_AFTER, zone)


def reminds_at(session: Session, issue: Issue) -> datetime | None:
    """Return when whoever asked hears that there is no answer yet."""
    if issue.handover_to is None or issue.asked_at is None:
        return None
    asker = _zone_of(session, issue, issue.asked_by)
    return add_working_days_at(issue.asked_at, REMIND_ASKER_AFTER, asker)


def back_at(session: Session, issue: Issue) -> datetime | None:
    """Return when a parked issue comes back by itself."""
    if issue.state is not State.PARKED or issue.parked_until is None:
        return None
    return start_of_day(issue.parked_until, _zone_of(session, issue, issue.owner))


def long_at(session: Session, issue: Issue) -> datetime | None:
    """Return when its owner hears that it waits, or stands where it is, for long."""
    if issue.state in {State.NEW, State.PARKED} | ENDED:
        return None
    days = WAITING_LONG if issue.state in RESTING else STANDS_LONG
    return add_working_days_at(issue.entered_at, days, _zone_of(session, issue, issue.owner))


def next_look(session: Session, issue: Issue, after: datetime) -> datetime | None:
    """Return when something falls due for an issue next, later than a moment; None for never."""
    ahead = [moment for moment in _moments(session, issue) if moment > after]
    return min(ahead, default=None)


def _moments(session: Session, issue: Issue) -> Iterator[datetime]:
    if issue.state in ENDED:
        return
    brief = brief_at(session, issue) if issue.state is State.NEW else None
    lapses = issue.answer_by if issue.handover_to is not None else None
    for moment in (
        brief,
        lapses,
        reminds_at(session, issue),
        back_at(session, issue),
        long_at(session, issue),
    ):
        if moment is not None:
            yield moment


def _zone_of(session: Session, issue: Issue, number: int | None) -> ZoneInfo:
    person: Person | None = None
    if number is not None:
        person = person_numbered(session, issue.team_id, number)
    return person.zoneinfo if person else ZoneInfo("UTC")


def after_work(hours: Hours, opens: datetime, work: timedelta) -> datetime:
    """Return when so much time was worked, from a moment within working hours on."""
    while True:
        day = opens.astimezone(hours.zone).date()
        closes = at_local(day, hours.ends, hours.zone)
        if opens + work <= closes:
            return opens + work
        work -= max(closes - opens, timedelta())
        opens = hours.morning_of(day + DAY)
