"""The horizon: when the clock alone will make something happen, and what is being worked off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.brief import next_word
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.forums.records import Forum
from bot.domain.issues.contracts import Handing
from bot.domain.issues.records import Issue
from bot.domain.notices.rows import OPEN, Notice, State
from bot.domain.people import Person
from bot.domain.proposals.reviewing import next_review
from bot.domain.proposals.rounds import Dissent, Round, Stance
from bot.domain.sessions.records import ForumSession
from bot.domain.unfinished import Unfinished
from bot.domain.weeks import next_week_seen
from bot.domain.wins.records import Feed, WinsChannel

WAITING = (State.READY, State.HELD)
COUNTED_TO = 10_000  # More than that is not counted: it is too much either way.


@dataclass(frozen=True)
class Horizon:
    """When something falls due next (None: nothing is planned), and how much waits to be said."""

    next_due: datetime | None = None
    waiting: int = 0


def horizon(session: Session, now: datetime) -> Horizon:
    return Horizon(next_due(session, now), _waiting(session, now))


def next_due(session: Session, now: datetime) -> datetime | None:
    """Return when something falls due next; None when nothing is planned.

    What is due already is not asked about: it is being worked on, or waits for Slack.
    """
    planned = [*session.execute(union_all(*_earliest(now))).scalars()]
    planned += [next_word(session, now), next_week_seen(session, now), next_review(session, now)]
    return min((moment for moment in planned if moment is not None), default=None)


def _earliest(now: datetime) -> Iterator[SelectOfScalar[Any]]:
    """Yield one question for each kind of thing that waits: when is the earliest of them due."""
    said, late = col(Notice.due_at), col(Notice.expires_at)
    yield select(func.min(said)).where(col(Notice.state).in_(OPEN), said > now)
    waiting = (col(Notice.state).in_(WAITING), col(Notice.ts).is_(None))
    yield select(func.min(late)).where(*waiting, late > now)
    answer = col(Commitment.answer_by)
    yield select(func.min(answer)).where(col(Commitment.state) == Stage.OFFERED, answer > now)
    taken_by = col(Handing.due_at)
    yield select(func.min(taken_by)).where(col(Handing.ended_at).is_(None), taken_by > now)
    for round_at in (col(Round.closes_at), col(Round.next_nudge_at)):
        yield select(func.min(round_at)).where(col(Round.closed_at).is_(None), round_at > now)
    for moment in (
        col(Unfinished.expires_at),
        col(ForumSession.next_at),
        col(Person.next_digest_at),
        col(Forum.resume_at),
        col(Dissent.answer_by),
        col(Stance.answer_by),
        col(Issue.next_look_at),
        col(WinsChannel.next_at),
        col(Feed.next_at),
    ):
        yield select(func.min(moment)).where(moment > now)


def _waiting(session: Session, now: datetime) -> int:
    due = select(Notice.id).where(col(Notice.state).in_(OPEN), col(Notice.due_at) <= now)
    some = due.limit(COUNTED_TO).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())
