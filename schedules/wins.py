"""Tells wins: once a week in each wins channel, each win once."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.wins.keeping import erase_win_words
from bot.domain.wins.shoutouts import look_at_shoutouts
from schedules.pulse import Job


async def tell_wins(transaction: Transaction, clock: Clock) -> None:
    """Look at every wins channel whose hour has come."""
    while await transaction(look_at_shoutouts, clock()):
        pass


def forget_wins_after(months: int) -> Job:
    """Return the job that erases what was written on wins that are over for so many months."""

    async def forget_win_words(transaction: Transaction, clock: Clock) -> None:
        while await transaction(erase_win_words, clock(), months):
            pass

    return forget_win_words
