"""What falls due for commitments by the clock: offers without an answer, things left unfinished."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.commitments.offers import look_after_offers
from bot.domain.unfinished import forget_unfinished


async def follow_up_offers(transaction: Transaction, clock: Clock) -> None:
    """Tell offerers of offers without an answer, and let old ones lapse."""
    while await transaction(look_after_offers, clock()):
        pass


async def forget_the_unfinished(transaction: Transaction, clock: Clock) -> None:
    """Erase what nobody came back to within a week."""
    while await transaction(forget_unfinished, clock()):
        pass
