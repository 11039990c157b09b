"""Forgets what Slack delivered, once it can no longer be delivered again."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.deliveries import forget_old_deliveries


async def forget_deliveries(transaction: Transaction, clock: Clock) -> None:
    """Delete what is older than Slack's last redelivery."""
    await transaction(forget_old_deliveries, clock())
