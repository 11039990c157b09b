"""What falls due for commitments by the clock: offers without an answer, things left unfinished."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.commitments.keeping import erase_old_words
from bot.domain.commitments.offers import look_after_offers
from bot.domain.unfinished import forget_unfinished
from schedules.pulse import Job


async def follow_up_offers(transaction: Transaction, clock: Clock) -> None:
    """Tell offerers of offers without an answer, and let old ones lapse."""
    while await transaction(look_after_offers, clock()):
        pass


def forget_words_after(months: int) -> Job:
    """Return the job that erases the words of what was closed so many months ago."""

    async def forget_words(transaction: Transaction, clock: Clock) -> None:
        while await transaction(erase_old_words, clock(), months):
            pass

    return forget_words


async def forget_the_unfinished(transaction: Transaction, clock: Clock) -> None:
    """Erase what nobody came back to within a week."""
    while await transaction(forget_unfinished, clock()):
        pass
