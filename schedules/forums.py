"""What falls due for forums by the clock: a pause is over, a facilitator or a channel is gone."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.forums.changing import resume_due
from bot.domain.forums.outliving import hand_on, look_at_channels
from bot.domain.forums.records import Forum
from bot.domain.sessions.planning import replan


async def resume_forums(transaction: Transaction, clock: Clock) -> None:
    """Have forums go on whose pause has run out."""
    while await transaction(_resume, clock()):
        pass


async def hand_forums_on(transaction: Transaction, clock: Clock) -> None:
    """Hand on what is led by somebody who has left, however we came to know of that."""
    while await transaction(hand_on, clock()):
        pass


async def look_at_forum_channels(transaction: Transaction, clock: Clock) -> None:
    """Hold what can no longer be posted, and let go what can, where no event told of it."""
    while await transaction(_look_at_channels, clock()):
        pass


def _look_at_channels(session: Session, now: datetime) -> int:
    return _replanned(session, look_at_channels(session, now), now)


def _resume(session: Session, now: datetime) -> int:
    return _replanned(session, resume_due(session, now), now)


def _replanned(session: Session, forums: Sequence[Forum], now: datetime) -> int:
    for forum in forums:
        replan(session, forum, now)
    return len(forums)
