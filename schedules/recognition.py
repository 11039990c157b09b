"""What the clock does for thanks: whose post was deleted is withdrawn, and words are forgotten."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.recognition.keeping import erase_nomination_words, erase_thanks_words
from bot.domain.recognition.taking_back import withdraw_deleted
from schedules.pulse import Job


async def withdraw_deleted_thanks(transaction: Transaction, clock: Clock) -> None:
    """Withdraw thanks whose post somebody deleted."""
    while await transaction(withdraw_deleted, clock()):
        pass


def forget_thanks_after(months: int) -> Job:
    """Return the job that erases the words of thanks and nominations so many months later."""

    async def forget_thanks(transaction: Transaction, clock: Clock) -> None:
        for erase in (erase_thanks_words, erase_nomination_words):
            while await transaction(erase, clock(), months):
                pass

    return forget_thanks
