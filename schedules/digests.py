"""Says to each person, once a day at the most, what falls due for them."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.digests.composing import compose_digests, people_due
from bot.domain.digests.passing_on import reach_others


async def send_digests(transaction: Transaction, clock: Clock) -> None:
    """Look at everybody at whom it is time to look."""
    while who := await transaction(people_due, clock()):
        # First what others are to hear: it is taken up in their digest of the same morning.
        await transaction(reach_others, who, clock())
        if not await transaction(compose_digests, who, clock()):
            return  # Somebody else is at them.
