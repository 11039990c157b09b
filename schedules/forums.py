"""What falls due for forums by the clock: a pause that is over, and one that nobody leads."""

from datetime import datetime

from sqlmodel import Session

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.forums.changing import resume_due
from bot.domain.forums.outliving import hand_on
from bot.domain.sessions.planning import replan


async def resume_forums(transaction: Transaction, clock: Clock) -> None:
    """Have forums go on whose pause has run out."""
    while await transaction(_resume, clock()):
        pass


async def hand_forums_on(transaction: Transaction, clock: Clock) -> None:
    """Hand on what is led by somebody who has left, however we came to know of that."""
    while await transaction(hand_on, clock()):
        pass


def _resume(session: Session, now: datetime) -> int:
    resumed = resume_due(session, now)
    for forum in resumed:
        replan(session, forum, now)
    return len(resumed)
