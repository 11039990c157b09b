"""Watches reports: clearly more than usual at a touchpoint is said once."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.issues.spikes import watch_spikes


async def watch_reports(transaction: Transaction, clock: Clock) -> None:
    """Tell the CCO and the area's leader of each touchpoint's rise, once a week."""
    while await transaction(watch_spikes, clock()):
        pass
