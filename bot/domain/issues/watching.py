"""Sources that are half open, or bring nothing: their owner reads of it, and then the CCO."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.issues.records import Report
from bot.domain.issues.sources import Loops, Signal, Source, loops_of
from bot.domain.lines import BRIEF, Line, add_line, digest_of
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of
from bot.domain.roles import cco_of

NOUN = "source"
TROUBLED = "source_troubled"  # A line for its owner, and a working day later for the CCO.
UNUSED_AFTER = timedelta(days=7)
QUIET_AFTER = timedelta(days=14)
HEARD_FIRST = timedelta(hours=20)  # The owner reads it in the morning, the CCO the next one.


class Ails(StrEnum):
    """What is wrong with a source."""

    HALF_OPEN = "half_open"  # It asks customers and does not answer.
    UNUSED = "unused"  # Nothing came since it was made.
    QUIET = "quiet"  # Something came, and nothing for long.


@dataclass(frozen=True)
class Trouble:
    """A source with what is wrong with it now, and since when nothing came."""

    source: Source
    ails: Ails
    loops: Loops
    days: int

    @property
    def key(self) -> str:
        """What this is said once for: a silence once, a half-open loop once a month."""
        return f"{TROUBLED}:{self.source.name}:{self.ails}"


def watch_sources(session: Session, team_id: str, now: datetime) -> None:
    """Have owners read what is wrong with their sources, and the CCO when that has not helped."""
    for trouble in troubles_of(session, team_id, now):
        key = f"{trouble.key}:{_once(trouble, now)}"
        if _heard_by_owner(session, trouble, key, now):
            facts = {"source": trouble.source.name}
            add_line(session, team_id, BRIEF, key, TROUBLED, now, facts=facts)


def troubles_of(
    session: Session, team_id: str, now: datetime, owner: int | None = None
) -> list[Trouble]:
    """Return what is wrong with a workspace's sources, or with those of one owner."""
    wanted = select(Source).where(Source.team_id == team_id, col(Source.off_at).is_(None))
    if owner is not None:
        wanted = wanted.where(Source.owner == owner)
    found = session.exec(wanted.order_by(col(Source.name))).all()
    troubles = (trouble_of(session, source, now) for source in found)
    return [trouble for trouble in troubles if trouble is not None]


def trouble_of(session: Session, source: Source, now: datetime) -> Trouble | None:
    """Return what is wrong with a source now; nothing is with one that is off."""
    if source.off_at is not None:
        return None
    loops = loops_of(session, source, now)
    last = _last_heard(session, source)
    silent = now - (last or source.made_at)
    if loops.is_half_open:
        return Trouble(source, Ails.HALF_OPEN, loops, silent.days)
    if last is None and silent >= UNUSED_AFTER:
        return Trouble(source, Ails.UNUSED, loops, silent.days)
    if last is not None and silent >= QUIET_AFTER:
        return Trouble(source, Ails.QUIET, loops, silent.days)
    return None


def _once(trouble: Trouble, now: datetime) -> str:
    moment = now if trouble.ails is Ails.HALF_OPEN else now - timedelta(days=trouble.days)
    return moment.strftime("%Y-%m")


def _heard_by_owner(session: Session, trouble: Trouble, key: str, now: datetime) -> bool:
    """Have its owner read it; tell whether they have had the time to see to it.

    One line tells of all that they look after, each as it stands when it is read.
    """
    source = trouble.source
    owner = person_numbered(session, source.team_id, source.owner)
    cco = cco_of(session, source.team_id)
    if not can_be_written_to(owner) or (cco is not None and cco.number == owner.number):
        return True
    listing = digest_of(owner.number)
    if add_line(session, source.team_id, listing, key, TROUBLED, now, about=(NOUN, 0)):
        _look_soon(session, owner, now)
    line = session.get_one(Line, (source.team_id, listing, key))
    return line.since <= now - HEARD_FIRST


def _look_soon(session: Session, owner: Person, now: datetime) -> None:
    look_sooner(session, owner, first_moment(session, owner, hours_of(session, owner), now))


def _last_heard(session: Session, source: Source) -> datetime | None:
    """Return when something came last: a report, or what is no report, such as a win."""
    reported = select(func.max(Report.made_at)).where(
        Report.team_id == source.team_id, Report.source == source.name
    )
    received = select(func.max(Signal.received_at)).where(
        Signal.team_id == source.team_id, Signal.source == source.name
    )
    moments = [session.exec(reported).one(), session.exec(received).one()]
    return max((each for each in moments if each is not None), default=None)
