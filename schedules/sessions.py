"""What falls due for the sessions of forums by the clock."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.forums.keeping import erase_forum_names
from bot.domain.sessions.keeping import erase_session_words
from bot.domain.sessions.stepping import take_steps
from schedules.pulse import Job


async def follow_sessions(transaction: Transaction, clock: Clock) -> None:
    """Announce sessions, post agendas, and ask how they were, each at its time."""
    while await transaction(take_steps, clock()):
        pass


def forget_sessions_after(months: int) -> Job:
    """Return the job that erases what was written for sessions and forums so many months ago."""

    async def forget_session_words(transaction: Transaction, clock: Clock) -> None:
        while await transaction(erase_session_words, clock(), months):
            pass
        while await transaction(erase_forum_names, clock(), months):
            pass

    return forget_session_words
