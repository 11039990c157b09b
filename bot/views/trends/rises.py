"""Clearly more reports than usual at one touchpoint, as a few lines of a digest or a brief."""

from bot.domain.calendar import day_in_words
from bot.domain.issues.spikes import Behind, Spike
from bot.views.text import count, dotted, named, words

_WHAT = 100
_QUOTE = 140


def top_of(spike: Spike) -> str:
    """Return the first line: where, how many, and what is usual."""
    name = named(spike.touchpoint.name) if spike.touchpoint else "No touchpoint named"
    week = f"the week of {day_in_words(spike.week, spike.week)}"
    reports = f"{count(spike.reports, 'report')} in {week}, usual is {spike.usual:.1f}"
    return dotted([f"*{name}*", "*clearly more than usual*", reports])


def lines_of(spike: Spike, most: int = 3) -> list[str]:
    """Return the lines below: the biggest issues behind it, a customer's own words last."""
    lines = [_behind(each) for each in spike.behind[:most]]
    if spike.unseen:
        lines.append(f"• {count(spike.unseen, 'report')} on issues told of in private")
    quote = next((each.quote for each in spike.behind if each.quote), "")
    return [*lines, f"A customer said: {words(quote, _QUOTE)}"] if quote else lines


def _behind(each: Behind) -> str:
    what = named(" ".join(each.what.split())[:_WHAT])
    return f"• {dotted([f'*{each.issue.label}*', count(each.reports, 'report')])}: {what}"
