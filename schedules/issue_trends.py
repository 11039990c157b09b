"""Watches reports for what is clearly more than usual, and hand-offs for what comes late."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.issues.handings import follow_handings
from bot.domain.issues.spikes import watch_spikes


async def watch_reports(transaction: Transaction, clock: Clock) -> None:
    """Tell the CCO and the area's leader of each touchpoint's rise, once a week."""
    while await transaction(watch_spikes, clock()):
        pass


async def watch_handings(transaction: Transaction, clock: Clock) -> None:
    """Tell who hands on late, and count it when they have had a day to settle it."""
    while await transaction(follow_handings, clock()):
        pass
