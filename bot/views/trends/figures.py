"""Reports by touchpoint and week, as numbers: all that the chart shows, and what is behind it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, SectionBlock

from bot.domain.calendar import day_in_words
from bot.domain.issues.spikes import Behind
from bot.domain.issues.trends import COMPARED, FEWEST, Trend, Trends
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message, Picture
from bot.views.text import count, dotted, mrkdwn, named, shortened, whole, words

MOST = 6  # Touchpoints with a row of their own: a taller chart is not taken in at a glance.
LONGEST_ALT = 900
_WHAT = 140
_QUOTE = 200
_SPOKEN = 900


@dataclass(frozen=True)
class Shown:
    """What one message about reports shows."""

    trends: Trends
    facts: Mapping[str, Any]  # What is asked for, so that it can be shared as it is.
    behind: Sequence[Behind] = ()
    unseen: int = 0
    by: Person | None = None  # Who shared it.
    comes: bool = False  # The chart is on its way by DM.


def rows_of(trends: Trends) -> list[Trend]:
    """Return the touchpoints with the most reports in view, those that rise before all others."""
    order = sorted(trends.trends, key=lambda each: (not each.is_more, -each.total))
    first = order[:MOST]
    return [each for each in trends.trends if each in first]


def name_of(trend: Trend) -> str:
    return trend.touchpoint.name if trend.touchpoint else "No touchpoint named"


def figures(shown: Shown, picture: Picture | None) -> Message:
    """Draw what customers told us, touchpoint by touchpoint."""
    rows = rows_of(shown.trends)
    if not any(row.total for row in rows):
        return _nothing(shown)
    heading = _heading(shown)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{heading}*\n{_week(shown.trends)}"))]
    blocks.append(SectionBlock(text=mrkdwn("\n".join(_line(row) for row in rows))))
    blocks += _rest(shown.trends, rows)
    blocks += [_behind(each) for each in shown.behind]
    blocks += _small(shown)
    if shown.facts.get("from"):
        asked = {
            name: shown.facts[name] for name in ("at", "touchpoint", "from") if name in shown.facts
        }
        label = "Share here" if shown.comes else "Share where I asked"
        share = button(label, Action.TRENDS_SHARE, json.dumps(asked))
        blocks.append(ActionsBlock(elements=[share]))
    said = whole(f"{heading}: {_spoken(shown.trends, rows)}", _SPOKEN)
    return Message(said, blocks, picture)


def shared(channel: str) -> Message:
    """Draw the answer to whoever shared it."""
    text = f"The chart goes to <#{channel}>."
    return Message(text, [SectionBlock(text=mrkdwn(text))])


def alt_of(rows: Sequence[Trend]) -> str:
    """Say what the picture shows, for who does not see it."""
    said = "; ".join(
        f"{name_of(row)}: {row.this_week} this week, usual {_usual(row)}" for row in rows
    )
    return shortened(f"Bars of reports by week. {said}.", LONGEST_ALT)


def _heading(shown: Shown) -> str:
    named_one = shown.trends.trends[0] if "touchpoint" in shown.facts else None
    about = f"at {named(name_of(named_one))}" if named_one else "by touchpoint"
    by = f" · shared by {named(shown.by.called)}" if shown.by else ""
    return f"What customers told us, {about}{by}"


def _week(trends: Trends) -> str:
    monday = trends.weeks[-1]
    there = sum(bool(each.this_week) for each in trends.trends)
    said = (
        f"{count(trends.this_week, 'report')} in the week of {day_in_words(monday, monday)} so far"
    )
    at = f", at {count(there, 'touchpoint')}" if len(trends.trends) > 1 and there else ""
    return f"{said}{at}."


def _line(row: Trend) -> str:
    more = "*clearly more than usual*" if row.is_more else ""
    parts = [f"*{named(name_of(row))}*", f"{row.this_week} this week", f"usual {_usual(row)}", more]
    before = " ".join(str(each) for each in row.counts[:-1])
    return f"{dotted(parts)}\nWeeks before: {before}"


def _usual(row: Trend) -> str:
    return f"{row.usual:.1f}" if row.compared else "not known yet"


def _rest(trends: Trends, rows: Sequence[Trend]) -> list[Block]:
    others = [each for each in trends.trends if each not in rows]
    if not others:
        return []
    said = ", ".join(f"{named(name_of(each))} {each.this_week}" for each in others[:MOST])
    more = len(others) - MOST
    said += f", and {count(more, 'more touchpoint')}" if more > 0 else ""
    return [ContextBlock(elements=[mrkdwn(f"Also this week: {said}.")])]


def _behind(each: Behind) -> Block:
    quote = f"\nA customer said: {words(each.quote, _QUOTE)}" if each.quote else ""
    top = f"*{each.issue.label}* · {count(each.reports, 'report')} this week"
    text = f"{top}\n{named(each.what[:_WHAT])}{quote}"
    return SectionBlock(
        text=mrkdwn(text), accessory=button("Chain", Action.ISSUE_CHAIN, each.issue.number)
    )


def _small(shown: Shown) -> list[Block]:
    compared = max((row.compared for row in shown.trends.trends), default=0)
    usual = f"Usual: the mean of the {compared} weeks before." if compared else ""
    if compared < FEWEST:
        usual = (
            f"What is usual is known after {FEWEST} weeks; then I compare with up to {COMPARED}."
        )
    unseen = (
        f"{count(shown.unseen, 'report')} on issues told of in private." if shown.unseen else ""
    )
    comes = "The chart comes in our direct message." if shown.comes else ""
    return [ContextBlock(elements=[mrkdwn(dotted([usual, unseen, comes]))])]


def _nothing(shown: Shown) -> Message:
    named_one = shown.trends.trends[0] if "touchpoint" in shown.facts else None
    at = f" at {named(name_of(named_one))}" if named_one else ""
    text = (
        f"In the last {len(shown.trends.weeks)} weeks no customer was heard{at}, as far as I know."
    )
    return Message(text, [SectionBlock(text=mrkdwn(text))])


def _spoken(trends: Trends, rows: Sequence[Trend]) -> str:
    named_rows = [(named(name_of(row)), row) for row in rows]
    said = ", ".join(f"{name} {row.this_week} (usual {_usual(row)})" for name, row in named_rows)
    return f"{count(trends.this_week, 'report')} this week so far; {said}"
