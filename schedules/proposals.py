"""What falls due for proposals by the clock: rounds that close, and voices not heard yet."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.proposals.reminding import look_at_rounds


async def follow_rounds(transaction: Transaction, clock: Clock) -> None:
    """Close rounds whose time is over, remind who was not heard, and ask around the table."""
    while await transaction(look_at_rounds, clock()):
        pass
