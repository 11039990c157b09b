"""What others hear of a commitment: a cover what falls due, and in the end whom it was promised."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.commitments.ladder import (
    FALLS_DUE,
    cover_key,
    due_for_cover,
    first_moment,
    look_sooner,
)
from bot.domain.commitments.news import is_news_yet
from bot.domain.commitments.records import NOUN, Commitment, Rung
from bot.domain.commitments.reminded import (
    around_all,
    can_be_written_to,
    fates_of,
    open_ones,
    told_in_the_end,
)
from bot.domain.commitments.rungs import TO_OTHERS, Fate, next_rung
from bot.domain.commitments.tabling import OVERDUE, table
from bot.domain.digests import matters, of_commitments
from bot.domain.lines import Line, add_line, digest_of, news_of, unsay_lines
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import hours_of, preferences_of

_MOST_LINES = 50


def reach_others(session: Session, who: Sequence[tuple[str, int]], now: datetime) -> None:
    """Pass on what is due to others on account of these people: to their cover, or in the end."""
    for team_id, number in who:
        person = person_numbered(session, team_id, number)
        if can_be_written_to(person):
            readers = _tell_cover(session, person, now) | _escalate(session, person, now)
            # In this order, so that no two wait for each other in a circle.
            for reader in sorted(readers):
                _look_soon_at(session, person_numbered(session, team_id, reader), now)


def lines_for(session: Session, reader: Person, now: datetime) -> list[Line]:
    """Return what a digest is to pass on to its reader; what is so no more is forgotten."""
    _wait_again(session, reader)
    found = _waiting(session, reader, digest_of(reader.number))
    so = (line for line in found if _is_still_so(session, reader, line, now))
    # Of two about the same thing only the newer one is said.
    still = list({(line.kind, line.number): line for line in so}.values())
    for line in found:
        if line not in still:
            session.delete(line)
    return still


def news_for(session: Session, reader: Person) -> list[Line]:
    """Return what a digest is to tell its reader in passing, oldest first; lines that wait.

    Of one record only the newest is told, and what its reader must know by now is forgotten.
    """
    found = _waiting(session, reader, news_of(reader.number))
    newest: dict[tuple[str, str, int | None], Line] = {}
    for line in found:
        if is_news_yet(session, reader, line):
            about = (line.kind, line.noun, line.number)
            # What changes day after day has still waited since the first time.
            line.since = newest.get(about, line).since
            newest[about] = line
    told = sorted(newest.values(), key=lambda line: (line.since, line.key))
    for line in found:
        if line not in told:
            session.delete(line)
    return told


def _waiting(session: Session, reader: Person, listing: str) -> Sequence[Line]:
    """Return the oldest lines of a listing that no digest has said yet, locked."""
    waiting = (
        select(Line)
        .where(Line.team_id == reader.team_id, Line.listing == listing, Line.said_in == "")
        .order_by(col(Line.since), col(Line.key))
        .limit(_MOST_LINES)
        .with_for_update(skip_locked=True)
    )
    return session.exec(waiting).all()


def _wait_again(session: Session, reader: Person) -> None:
    """Have lines wait again whose message never arrived."""
    said = select(Line.said_in).where(
        Line.team_id == reader.team_id,
        col(Line.listing).in_([digest_of(reader.number), news_of(reader.number)]),
        Line.said_in != "",
    )
    latest = sorted(set(session.exec(said.order_by(col(Line.since).desc()).limit(_MOST_LINES))))
    fates = fates_of(session, reader.team_id, latest)
    for key in latest:
        if fates.get(key) is Fate.LOST:
            unsay_lines(session, reader.team_id, key)


def _is_still_so(session: Session, reader: Person, line: Line, now: datetime) -> bool:
    if line.noun in matters.LINES:
        return matters.is_still_so(session, reader, line, now)
    return of_commitments.is_still_so(session, reader, line, now)


def _tell_cover(session: Session, person: Person, now: datetime) -> set[int]:
    """Pass on what falls due for somebody who is away; no date moves. Returns who is to hear."""
    number = preferences_of(session, person).cover
    if number is None:
        return set()
    cover = person_numbered(session, person.team_id, number)
    if not can_be_written_to(cover):
        return set()
    hours, open_now = hours_of(session, person), open_ones(session, person)
    due = due_for_cover(session, cover, open_now, hours, now)
    for commitment, step in due:
        _add(session, commitment, digest_of(number), cover_key(commitment, step), FALLS_DUE, now)
    return {number} if due else set()


def _escalate(session: Session, owner: Person, now: datetime) -> set[int]:
    """Tell others of dates that passed, after the owner was warned. Returns who is to hear."""
    hours = hours_of(session, owner)
    if not hours.is_within(now):
        return set()
    reminders, today = preferences_of(session, owner).reminders, now.astimezone(hours.zone).date()
    far = [each for each in open_ones(session, owner) if each.rung in _FAR]
    readers: set[int] = set()
    for commitment in _locked(session, owner, far):
        around = around_all(session, owner, [commitment])[commitment.number]
        step = next_rung(commitment, hours, reminders, now, around)
        if step and step.on <= today and step.rung in TO_OTHERS:
            readers |= _say_to_others(session, commitment, step.rung, now)
            commitment.rung, commitment.rung_on = step.rung, today
            session.add(commitment)
    return readers


_FAR = {Rung.LATE_STILL, Rung.WARNED, Rung.TOLD}


def _locked(
    session: Session, owner: Person, commitments: Sequence[Commitment]
) -> Sequence[Commitment]:
    if not commitments:
        return ()
    wanted = select(Commitment).where(
        Commitment.team_id == owner.team_id,
        col(Commitment.number).in_([each.number for each in commitments]),
        Commitment.owner == owner.number,
    )
    locked = wanted.order_by(col(Commitment.number)).with_for_update()
    return session.exec(locked.execution_options(populate_existing=True)).all()


def _say_to_others(session: Session, commitment: Commitment, rung: Rung, now: datetime) -> set[int]:
    if rung is Rung.TABLED:
        table(session, commitment, OVERDUE, now)
        return set()
    key = f"{OVERDUE}:{commitment.name}:{commitment.due_on.isoformat()}"
    readers = {person.number for person in told_in_the_end(session, commitment)}
    for reader in sorted(readers):
        _add(session, commitment, digest_of(reader), key, OVERDUE, now)
    return readers


def _add(
    session: Session, commitment: Commitment, listing: str, key: str, kind: str, now: datetime
) -> None:
    facts = {"due_on": commitment.due_on.isoformat()}
    about = (NOUN, commitment.number)
    add_line(session, commitment.team_id, listing, key, kind, now, about=about, facts=facts)


def _look_soon_at(session: Session, reader: Person, now: datetime) -> None:
    hours = hours_of(session, reader)
    look_sooner(session, reader, first_moment(session, reader, hours, now))
