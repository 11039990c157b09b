"""A forum's Monday post: at most twelve lines."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown
from bot.domain.weeks import Week
from bot.views.commitments.lines import name_of
from bot.views.issues.lines import owner_of, since
from bot.views.issues.lines import state_of as stands
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, words

MOST_DUE = 7  # With both headings, two lines for what is left out, and the next forum: twelve.
_WORDS = 120
_NAMES = 3


def week(shown: Week, *, is_late: bool = False) -> Message:
    """Draw what is promised here for this week, and what was kept last week."""
    due, kept, stuck = _due(shown), _kept(shown), _stuck(shown)
    after = _next(shown)
    late = "This comes late: I was down on the morning it was for." if is_late else ""
    small = dotted([after, late])
    blocks: list[Block] = [_section(lines) for lines in due]
    blocks += [SectionBlock(text=mrkdwn(kept))] if kept else []
    blocks += [_section(stuck)] if stuck else []
    blocks += [ContextBlock(elements=[mrkdwn(small)])] if small else []
    said = [f"{count(len(shown.due), 'promise')} due this week"]
    said += [f"{len(shown.kept)} kept last week"] if shown.kept else []
    said += [f"{count(len(shown.stuck), 'issue')} stuck"] if shown.stuck else []
    return Message(f"This week here: {', '.join(said)}. {after}".strip(), blocks)


def _due(shown: Week) -> Sequence[Sequence[str]]:
    """Return the texts about what is due: a heading, then one text a promise, its words last."""
    if not shown.due:
        return [["*This week* nothing is due here."]]
    heading = f"*This week* {count(len(shown.due), 'promise is', 'promises are')} due here."
    most = MOST_DUE - len(shown.stuck)
    lines = [_line(each, shown.on) for each in shown.due[:most]]
    more = len(shown.due) - most
    return [[heading], *([line] for line in lines), *([[f"… and {more} more"]] if more > 0 else [])]


def _line(shown: Shown, today: date) -> str:
    commitment = shown.commitment
    day = day_in_words(commitment.due_on, today)
    top = dotted([f"*{commitment.name}*", name_of(shown.owner), day])
    return f"{top}: {words(shown.what.replace(chr(10), ' '), _WORDS)}"


def _kept(shown: Week) -> str:
    if not shown.kept:
        return ""
    names = [f"{each.commitment.name} ({name_of(each.owner)})" for each in shown.kept[:_NAMES]]
    more = len(shown.kept) - _NAMES
    listed = ", ".join([*names, *([f"and {more} more"] if more > 0 else [])])
    return f"*Last week* {count(len(shown.kept), 'promise was', 'promises were')} kept: {listed}."


def _stuck(shown: Week) -> Sequence[str]:
    """Return where the chains stand that have not moved for longest, and for how long."""
    return [
        dotted([f"*{each.issue.label}* is stuck at “{stands(each)}”", since(each), owner_of(each)])
        for each in shown.stuck
    ]


def _next(shown: Week) -> str:
    day = shown.forum.next_on
    return f"The next forum is on {day_in_words(day, shown.on)}." if day else ""


def _section(lines: Sequence[str]) -> Block:
    return SectionBlock(text=mrkdwn("\n".join(lines)))
