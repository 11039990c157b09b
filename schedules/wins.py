"""Tells wins: once a week in each wins channel, each win once."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.wins.shoutouts import look_at_shoutouts


async def tell_wins(transaction: Transaction, clock: Clock) -> None:
    """Look at every wins channel whose hour has come."""
    while await transaction(look_at_shoutouts, clock()):
        pass
