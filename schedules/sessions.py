"""What falls due for the sessions of forums by the clock."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.sessions.stepping import take_steps


async def follow_sessions(transaction: Transaction, clock: Clock) -> None:
    """Announce sessions, post agendas, and ask how they were, each at its time."""
    while await transaction(take_steps, clock()):
        pass
