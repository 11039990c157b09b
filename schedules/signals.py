"""Forgets the keys of signals, once no tool sends them again."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.issues.signals import forget_old_signals


async def forget_signals(transaction: Transaction, clock: Clock) -> None:
    """Delete what was received longer ago than we promise to know it."""
    while await transaction(forget_old_signals, clock()):
        pass
