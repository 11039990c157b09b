"""Says what the CCO is to read each working morning, and what is due in each forum this week."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.brief import look_at_briefs
from bot.domain.weeks import look_at_weeks


async def send_briefs(transaction: Transaction, clock: Clock) -> None:
    """Look at every workspace whose CCO is to be written to."""
    while await transaction(look_at_briefs, clock()):
        pass


async def begin_weeks(transaction: Transaction, clock: Clock) -> None:
    """Look at every forum whose week begins."""
    while await transaction(look_at_weeks, clock()):
        pass
