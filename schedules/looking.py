"""Which jobs have something to do: asked together, in one read, before any begins a transaction."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Date, bindparam, exists, literal, literal_column, select, union_all
from sqlmodel import Session, col

from bot.clock import Clock
from bot.database import Moment, Reading
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.forums.records import Forum
from bot.domain.forums.records import State as ForumState
from bot.domain.issues.contracts import Handing
from bot.domain.issues.records import Issue
from bot.domain.notices.rows import CAN_EXPIRE, OPEN, Notice
from bot.domain.people import Person
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import ConditionState, Dissent, DissentState, Round, Stance
from bot.domain.sessions.records import ForumSession
from bot.domain.wins.records import Feed, WinsChannel
from bot.domain.workspaces import Workspace

DELIVER = "deliver"
# Seconds: the jobs of one moment ask together.
KNOWN_FOR = 0.3
_NOW, _TODAY = bindparam("now", type_=Moment), bindparam("today", type_=Date)


def _has_come(column: Any) -> Any:
    return col(column) <= _NOW


# What tells a job that there is something for it, each by an index. It may be told too often, and
# finds nothing; never too seldom. A job that is not here looks each time.
SIGNS: tuple[tuple[str, Any], ...] = (
    (DELIVER, col(Notice.state).in_(OPEN) & _has_come(Notice.due_at)),
    (DELIVER, literal_column(CAN_EXPIRE) & _has_come(Notice.expires_at)),
    (
        "follow_up_offers",
        (col(Commitment.state) == Stage.OFFERED) & _has_come(Commitment.answer_by),
    ),
    ("follow_sessions", _has_come(ForumSession.next_at)),
    ("follow_rounds", col(Round.closed_at).is_(None) & _has_come(Round.closes_at)),
    ("follow_rounds", col(Round.closed_at).is_(None) & _has_come(Round.next_nudge_at)),
    ("follow_issues", _has_come(Issue.next_look_at)),
    (
        "settle_dissents",
        (col(Dissent.state) == DissentState.OFFERED) & _has_come(Dissent.answer_by),
    ),
    ("follow_conditions", col(Stance.condition) == ConditionState.WAITS),
    (
        "follow_conditions",
        (col(Stance.condition) == ConditionState.FELL) & _has_come(Stance.answer_by),
    ),
    (
        "ask_about_outcomes",
        col(Proposal.review_asked_at).is_(None) & (col(Proposal.review_on) <= _TODAY),
    ),
    ("send_digests", _has_come(Person.next_digest_at)),
    ("resume_forums", (col(Forum.state) == ForumState.PAUSED) & _has_come(Forum.resume_at)),
    ("send_briefs", col(Workspace.next_brief_at).is_(None)),
    ("send_briefs", _has_come(Workspace.next_brief_at)),
    ("begin_weeks", (col(Forum.state) != ForumState.ENDED) & col(Forum.next_week_at).is_(None)),
    ("begin_weeks", (col(Forum.state) != ForumState.ENDED) & _has_come(Forum.next_week_at)),
    ("tell_wins", _has_come(WinsChannel.next_at)),
    ("watch_handings", col(Handing.ended_at).is_(None) & _has_come(Handing.due_at)),
    ("read_due_feeds", _has_come(Feed.next_at)),
)
_LOOK = union_all(*(select(literal(job)).where(exists().where(sign)) for job, sign in SIGNS))
_HAVE_SIGNS = frozenset(job for job, _ in SIGNS)


def jobs_due(session: Session, now: datetime) -> frozenset[str]:
    """Return which of the jobs above have something to look at."""
    asked = {"now": now, "today": now.astimezone(UTC).date()}
    return frozenset(session.connection().execute(_LOOK, asked).scalars())


class Lookout:
    """Tells a job whether it has something to do; those of one moment are told by one read."""

    def __init__(self, reading: Reading, clock: Clock) -> None:
        self._reading = reading
        self._clock = clock
        self._due: frozenset[str] = frozenset()
        self._known_until = 0.0
        self._asking = asyncio.Lock()

    async def is_due(self, job: str) -> bool:
        """Tell whether to run a job; one without a sign is run each time."""
        if job not in _HAVE_SIGNS:
            return True
        loop = asyncio.get_running_loop()
        async with self._asking:
            if loop.time() >= self._known_until:
                self._due = await self._reading(jobs_due, self._clock())
                self._known_until = loop.time() + KNOWN_FOR
            return job in self._due
