"""A month of wins on one page: what a company tells itself when it gathers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from bot.domain.calendar import MONTHS, start_of_day, today_in
from bot.domain.issues.records import Issue, Report
from bot.domain.issues.records import State as Stage
from bot.domain.people import Person
from bot.domain.recognition.commending import (
    Commendation,
    commended_at,
    picked_numbers,
    tell_picked,
)
from bot.domain.recognition.records import Recognition
from bot.domain.recognition.records import State as Thanks
from bot.domain.wins.finding import Shown, shown_all
from bot.domain.wins.records import State, Win
from bot.domain.words import words_of
from bot.errors import UserError

MOST = 60
MOST_QUOTES = 3
DECEMBER = 12
_TOLD = (State.READY, State.TOLD)


class WhichMonth(UserError):
    """I do not know that month. Please write it as in 2026-10, or October."""


@dataclass(frozen=True)
class Gathering:
    """What is told of one month; only what everybody may read."""

    month: date  # Its first day.
    wins: Sequence[Shown]
    more: int
    thanks: int
    closed: int  # Issues whose customers were told.
    quotes: Sequence[str]
    commended: Sequence[Commendation] = ()

    @property
    def name(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"

    @property
    def people(self) -> list[Person]:
        """Everybody who made a win happen, and likes to be thanked in public; by name."""
        named = {each.number: each for shown in self.wins for each in shown.people}
        return sorted(named.values(), key=lambda each: each.called.casefold())


def month_in(text: str, today: date) -> date:
    """Return the first day of the month that a text names; without one, of this month.

    A month without its year is the latest that has begun. Raises WhichMonth.
    """
    word = text.strip().casefold()
    if not word:
        return today.replace(day=1)
    names = [name.casefold() for name in MONTHS]
    number = next((place for place, name in enumerate(names, 1) if _means(word, name)), 0)
    if number:
        return date(today.year - (number > today.month), number, 1)
    try:
        return date.fromisoformat(f"{word}-01")
    except ValueError:
        raise WhichMonth from None


def gathering_of(
    session: Session, reader: Person, month: date, commended: Sequence[int] | None = None
) -> Gathering:
    """Return a month as everybody may read it, by the reader's clock.

    `commended` are the nominations told with it; until they are, whoever is picked is there.
    """
    first = start_of_day(month, reader.zoneinfo)
    end = start_of_day(_next(month), reader.zoneinfo)
    told = (
        Win.team_id == reader.team_id,
        col(Win.state).in_(_TOLD),
        col(Win.is_private).is_(False),
        col(Win.made_at) >= first,
        col(Win.made_at) < end,
    )
    newest = select(Win).where(*told).order_by(col(Win.made_at).desc(), col(Win.number).desc())
    wins = session.exec(newest.limit(MOST)).all()
    count = int(session.exec(select(func.count()).select_from(Win).where(*told)).one())
    team_id = reader.team_id
    picked = picked_numbers(session, team_id) if commended is None else commended
    return Gathering(
        month=month,
        wins=shown_all(session, wins),
        more=count - len(wins),
        thanks=_thanks(session, reader.team_id, first, end),
        closed=_closed(session, reader.team_id, first, end),
        quotes=_quotes(session, reader.team_id, first, end),
        commended=commended_at(session, team_id, picked),
    )


def share_commended(session: Session, me: Person, now: datetime) -> list[int]:
    """Have those who were picked for a gathering told with it; returns their nominations."""
    picked = picked_numbers(session, me.team_id)
    tell_picked(session, me.team_id, None, today_in(me.zoneinfo, now), now)
    return picked


def this_month(reader: Person, now: datetime) -> date:
    return today_in(reader.zoneinfo, now).replace(day=1)


def _means(word: str, name: str) -> bool:
    return len(word) > 2 and name.startswith(word)  # noqa: PLR2004 - “ju” is two months


def _next(month: date) -> date:
    is_last = month.month == DECEMBER
    return date(month.year + is_last, 1 if is_last else month.month + 1, 1)


def _thanks(session: Session, team_id: str, first: datetime, end: datetime) -> int:
    given = (
        Recognition.team_id == team_id,
        Recognition.state == Thanks.GIVEN,
        col(Recognition.given_at) >= first,
        col(Recognition.given_at) < end,
    )
    return int(session.exec(select(func.count()).select_from(Recognition).where(*given)).one())


def _closed(session: Session, team_id: str, first: datetime, end: datetime) -> int:
    closed = (
        Issue.team_id == team_id,
        Issue.state == Stage.CLOSED,
        col(Issue.ended_at) >= first,
        col(Issue.ended_at) < end,
    )
    return int(session.exec(select(func.count()).select_from(Issue).where(*closed)).one())


def _quotes(session: Session, team_id: str, first: datetime, end: datetime) -> list[str]:
    """Return what customers said themselves, newest first, where everybody may read it."""
    said = (
        select(Report.words)
        .join(
            Issue,
            (col(Issue.team_id) == Report.team_id) & (col(Issue.number) == Report.issue),
        )
        .where(
            Report.team_id == team_id,
            col(Report.words).is_not(None),
            col(Report.made_at) >= first,
            col(Report.made_at) < end,
            col(Issue.is_private).is_(False),
        )
        .order_by(col(Report.id).desc())
        .limit(MOST_QUOTES)
    )
    ids = list(session.exec(said))
    texts = words_of(session, set(ids))
    return [texts[each] for each in ids if each in texts]
