"""What falls due for issues by the clock: owners, answers, days to come back on."""

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.issues.keeping import erase_issue_words, look_at_issues
from schedules.pulse import Job


async def follow_issues(transaction: Transaction, clock: Clock) -> None:
    """Say what waits for an owner, an answer or a step, and bring parked ones back."""
    while await transaction(look_at_issues, clock()):
        pass


def forget_issues_after(months: int) -> Job:
    """Return the job that erases the words of issues that ended so many months ago."""

    async def forget_issues(transaction: Transaction, clock: Clock) -> None:
        while await transaction(erase_issue_words, clock(), months):
            pass

    return forget_issues
