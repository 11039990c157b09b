"""What the doctor sees of messages: those of the last day that could not be said, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.engine import URL
from sqlmodel import col, select

from bot.cli.doctor.findings import Finding, bad, good
from bot.cli.doctor.rows import rows_in
from bot.domain.notices import Notice, Problem, State

LOOKED_BACK = timedelta(days=1)
MOST = 1000
SHOWN = 5
# All else that keeps a message away is a matter of its place or its reader, who are told.
FAULTS = (Problem.REFUSED, Problem.TOO_LONG, Problem.UNREADABLE, Problem.BUG)
_IN_THE_LOG = "its log has a line “notice of kind …” for each, with the reason."


def message_findings(url: URL, now: datetime) -> Iterator[Finding]:
    """Yield one line, once anything was to be said."""
    lately = select(Notice).where(col(Notice.due_at) > now - LOOKED_BACK)
    lost = lately.where(
        col(Notice.state).in_([State.DEAD, State.ASSUMED]), col(Notice.problem).in_(FAULTS)
    )
    found = rows_in(url, lost.order_by(col(Notice.id).desc()).limit(MOST)) or []
    if found:
        yield bad(f"Messages: {_in_words(found)}.", _IN_THE_LOG)
    elif rows_in(url, lately.limit(1)):
        yield good("Messages: none of the last 24 hours was lost.")


def _in_words(found: Sequence[Notice]) -> str:
    counts = Counter(f"{each.kind} ({each.problem.value})" for each in found)
    named = ", ".join(f"{count} × {what}" for what, count in counts.most_common(SHOWN))
    return f"{len(found)} of the last 24 hours could not be said: {named}"
