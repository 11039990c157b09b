"""A person's one digest of a day: who is due, what it says, and what counts as said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import tuple_, update
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.calendar import at_local
from bot.domain.commitments.ladder import first_moment, news_told_by, next_look
from bot.domain.commitments.records import Commitment, Rung
from bot.domain.commitments.reminded import (
    around_all,
    can_be_written_to,
    digest_key,
    open_ones,
)
from bot.domain.commitments.rungs import TO_OTHERS, Fate, next_rung
from bot.domain.digests import matters
from bot.domain.digests.of_commitments import KINDS
from bot.domain.digests.passing_on import lines_for, news_for
from bot.domain.hours import Hours
from bot.domain.lines import Line, say_lines
from bot.domain.notices import Place, Urgency, promise, refresh_homes
from bot.domain.people import Person
from bot.domain.preferences import deputy_of, hours_of, preferences_of

BATCH = 10  # People a hop: each takes about a millisecond, and a person waits for one batch.
AT_MOST = 5  # Items.
MOST_NEWS = 10  # Things told in passing; what finds no room comes with the next digest.
LOOK_AGAIN = timedelta(minutes=15)  # At what could not be said just now.
_RANKS = {
    Rung.WARNED: 0,
    Rung.TODAY: 1,
    Rung.LATE_STILL: 3,
    Rung.LATE_AGAIN: 3,
    Rung.LATE: 3,
    Rung.SOON: 5,
}

_KEPT = {"due_on", "revision"}

Who = Sequence[tuple[str, int]]  # Workspace and number of each person.


@dataclass(frozen=True)
class Item:
    """One thing that falls due: a rung of the reader's own commitment, or a line from elsewhere."""

    rank: int
    facts: dict[str, Any]
    commitment: Commitment | None = None
    rung: Rung = Rung.NONE
    line: Line | None = field(default=None)


def people_due(session: Session, now: datetime) -> Who:
    """Return a batch of those at whom it is time to look."""
    due = select(Person.team_id, Person.number).where(col(Person.next_digest_at) <= now)
    found = session.exec(due.order_by(col(Person.next_digest_at)).limit(BATCH))
    return [(team_id, number) for team_id, number in found]


def compose_digests(session: Session, who: Who, now: datetime) -> int:
    """Say what is due to each of these people, and plan the next look; returns how many.

    Whom somebody else is at, or has just been at, is passed over.
    """
    due = (
        select(Person)
        .where(
            tuple_(col(Person.team_id), col(Person.number)).in_(who),
            col(Person.next_digest_at) <= now,
        )
        .order_by(col(Person.team_id), col(Person.number))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    people = session.exec(due).all() if who else ()
    for person in people:
        _look_at(session, person, now)
    _show_deputies(session, people)
    return len(people)


def _show_deputies(session: Session, people: Sequence[Person]) -> None:
    """Who acts for somebody reads on their Home what the other's digest says."""
    deputies = [deputy_of(session, person) for person in people]
    for team_id in sorted({person.team_id for person in people}):
        there = (each.slack_id or "" for each in deputies if each and each.team_id == team_id)
        refresh_homes(session, team_id, there)


def _look_at(session: Session, person: Person, now: datetime) -> None:
    if can_be_written_to(person):
        hours = hours_of(session, person)
        if first_moment(session, person, hours, now) <= now:
            _compose(session, person, hours, now)
    session.flush()
    moment = next_look(session, person, now)
    again = now + LOOK_AGAIN if moment and moment <= now else moment
    mine = (col(Person.team_id) == person.team_id, col(Person.number) == person.number)
    session.exec(update(Person).where(*mine).values(next_digest_at=again))


def _compose(session: Session, person: Person, hours: Hours, now: datetime) -> None:
    today = now.astimezone(hours.zone).date()
    items = [*_own(session, person, hours, today, now), *_passed_on(session, person, now)]
    news = news_for(session, person)
    # News alone is no reason to write, unless it has waited long enough.
    if not items and not (news and news_told_by(hours, news[0].since) <= now):
        return
    said = sorted(items, key=lambda item: item.rank)[:AT_MOST]
    key = digest_key(person, today)
    promise(
        session,
        person.team_id,
        key,
        kind=Kind.DIGEST,
        place=Place(person_id=person.slack_id or ""),
        now=now,
        facts={
            "key": key,
            "on": today.isoformat(),
            "items": [item.facts for item in said],
            "more": len(items) - len(said),
        },
        due_at=max(person.next_digest_at or now, at_local(today, hours.starts, hours.zone)),
        expires_at=at_local(today, hours.ends, hours.zone),
        urgency=Urgency.DIGEST,
    )
    _count(session, said, today, key)
    say_lines(session, news[:MOST_NEWS], key)


def _count(session: Session, said: Sequence[Item], today: date, key: str) -> None:
    """Note what this digest says; what found no room in it is due again."""
    for item in said:
        if item.commitment is not None:
            item.commitment.rung = item.rung
            item.commitment.rung_on = today
            item.commitment.rung_said_in = key
            session.add(item.commitment)
    say_lines(session, [item.line for item in said if item.line], key)


def _own(session: Session, person: Person, hours: Hours, today: date, now: datetime) -> list[Item]:
    """Return the reminders that are due for what somebody has promised."""
    found = open_ones(session, person)
    seen = {each.number: (each.revision, each.rung) for each in found}
    arounds = around_all(session, person, found)
    reminders = preferences_of(session, person).reminders
    steps = {
        each.number: next_rung(each, hours, reminders, now, arounds[each.number]) for each in found
    }
    due = {
        number: step.rung
        for number, step in steps.items()
        if step
        and step.on <= today
        and step.rung not in TO_OTHERS
        # Whether the last word arrived is not known yet.
        and arounds[number].fate is not Fate.WAITS
    }
    return [
        _own_item(each, due[each.number], hours, today)
        for each in _locked(session, person, due)
        if (each.revision, each.rung) == seen[each.number]
    ]


def _locked(session: Session, person: Person, numbers: Collection[int]) -> Sequence[Commitment]:
    """Lock these commitments; one that is just being acted on is left out, and looked at again."""
    if not numbers:
        return ()
    wanted = select(Commitment).where(
        Commitment.team_id == person.team_id, col(Commitment.number).in_(sorted(numbers))
    )
    locked = wanted.order_by(col(Commitment.due_on), col(Commitment.number)).with_for_update(
        skip_locked=True
    )
    return session.exec(locked.execution_options(populate_existing=True)).all()


def _own_item(commitment: Commitment, rung: Rung, hours: Hours, today: date) -> Item:
    facts = {
        "number": commitment.number,
        "as": rung.value,
        "due_on": commitment.due_on.isoformat(),
    }
    if rung is Rung.WARNED:
        facts["tell_on"] = hours.day_after(today).isoformat()
    return Item(_RANKS[rung], facts, commitment, rung)


def _passed_on(session: Session, person: Person, now: datetime) -> list[Item]:
    return [_item_of(line) for line in lines_for(session, person, now)]


def _item_of(line: Line) -> Item:
    if line.noun in matters.LINES:
        lines = matters.LINES[line.noun]
        said = lines.facts_of(line)
        return Item(lines.rank_of(said), said, line=line)
    kept = {name: fact for name, fact in line.facts.items() if name in _KEPT}
    facts = {"number": line.number, "as": line.kind, **kept}
    return Item(KINDS[line.kind].rank, facts, line=line)
