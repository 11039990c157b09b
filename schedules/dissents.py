"""What falls due after a round by the clock: alternatives, conditions and reviews."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.proposals.dissents import maintain_unanswered
from bot.domain.proposals.falling_through import look_after_conditions
from bot.domain.proposals.keeping import erase_proposal_words
from bot.domain.proposals.reviewing import ask_for_reviews
from schedules.pulse import Job


async def settle_dissents(transaction: Transaction, clock: Clock) -> None:
    """Call dissents maintained whose writer did not answer an alternative in time."""
    while await transaction(maintain_unanswered, clock()):
        pass


async def follow_conditions(transaction: Transaction, clock: Clock) -> None:
    """Ask leaders whose condition fell through; who stays silent dissents."""
    while await transaction(look_after_conditions, clock()):
        pass


async def ask_about_outcomes(transaction: Transaction, clock: Clock) -> None:
    """Ask on the day whether the dissent was right."""
    while await transaction(ask_for_reviews, clock()):
        pass


def forget_proposals_after(months: int) -> Job:
    """Return the job that erases what was written on proposals that ended so many months ago."""

    async def forget_proposal_words(transaction: Transaction, clock: Clock) -> None:
        while await transaction(erase_proposal_words, clock(), months):
            pass

    return forget_proposal_words
