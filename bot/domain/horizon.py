"""The horizon: the earliest moment at which the clock alone will make something happen."""

from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, func, union_all
from sqlmodel import Session, col, select

from bot.domain.brief import next_word
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.forums.records import Forum
from bot.domain.notices.rows import OPEN, Notice, State
from bot.domain.people import Person
from bot.domain.proposals.rounds import Dissent, Round
from bot.domain.sessions.records import ForumSession
from bot.domain.unfinished import Unfinished
from bot.domain.weeks import next_week_seen

WAITING = (State.READY, State.HELD)


def next_due(session: Session, now: datetime) -> datetime | None:
    """Return when something falls due next; None when nothing is planned.

    What is due already is not asked about: it is being worked on, or waits for Slack.
    """
    said, late = col(Notice.due_at), col(Notice.expires_at)
    answer, left = col(Commitment.answer_by), col(Unfinished.expires_at)
    step, look = col(ForumSession.next_at), col(Person.next_digest_at)
    resumed = col(Forum.resume_at)
    closes, nudged, settles = (
        col(Round.closes_at),
        col(Round.next_nudge_at),
        col(Dissent.answer_by),
    )
    moments: CompoundSelect[Any] = union_all(
        select(func.min(said)).where(col(Notice.state).in_(OPEN), said > now),
        select(func.min(late)).where(
            col(Notice.state).in_(WAITING), late > now, col(Notice.ts).is_(None)
        ),
        select(func.min(answer)).where(col(Commitment.state) == Stage.OFFERED, answer > now),
        select(func.min(left)).where(left > now),
        select(func.min(step)).where(step > now),
        select(func.min(look)).where(look > now),
        select(func.min(resumed)).where(resumed > now),
        select(func.min(closes)).where(col(Round.closed_at).is_(None), closes > now),
        select(func.min(nudged)).where(col(Round.closed_at).is_(None), nudged > now),
        select(func.min(settles)).where(settles > now),
    )
    known = [*session.execute(moments).scalars(), next_word(session, now)]
    known.append(next_week_seen(session, now))
    return min((moment for moment in known if moment is not None), default=None)
