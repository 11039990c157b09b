"""Lines of the CCO's brief about issues: a rise in reports, and what nobody owns."""

from dataclasses import dataclass

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.issues.finding import Shown
from bot.domain.issues.spikes import Spike
from bot.domain.issues.watching import Trouble
from bot.domain.people import Person
from bot.views.briefs.of_sources import see_issues, trouble_line
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.lines import area_name, state_of
from bot.views.text import count, dotted, named, words
from bot.views.trends.rises import lines_of, top_of


@dataclass(frozen=True)
class Rise:
    """Clearly more reports than usual at a touchpoint."""

    number: int  # Of the touchpoint; nought for none.
    spike: Spike


@dataclass(frozen=True)
class Unowned:
    """An issue without an owner beyond its time; without what it is where that is private."""

    shown: Shown | None
    crosses: bool  # It was heard in one area and belongs to another, or to none.


@dataclass(frozen=True)
class NotTaken:
    """An issue that so many who were asked did not take."""

    shown: Shown | None
    times: int


@dataclass(frozen=True)
class LeftIssues:
    """Somebody left, and so many issues have no owner now."""

    person: Person
    count: int


OfIssues = Rise | Unowned | NotTaken | LeftIssues | Trouble


def issues_line(item: OfIssues, most: int) -> str:
    """Draw one line; people's words stand last, or not at all where `most` is nought."""
    if isinstance(item, Rise):
        below = lines_of(item.spike, most=1 if most else 0) if most else []
        return "\n".join([top_of(item.spike), *below])
    if isinstance(item, Trouble):
        return trouble_line(item)
    if isinstance(item, LeftIssues):
        issues = count(item.count, "issue is", "issues are")
        return f"*{named(item.person.called)}* has left: {issues} without an owner."
    if isinstance(item, Unowned):
        across = "between areas, " if item.crosses else ""
        said = f"{across}without an owner beyond its time"
    else:
        said = f"asked of {count(item.times, 'colleague')}, and not taken"
    return _issue(item.shown, said, most)


def issues_button(item: OfIssues) -> InteractiveElement | None:
    if isinstance(item, Rise):
        return button("See the chart", Action.TRENDS_SHOW, item.number)
    if isinstance(item, Trouble):
        return see_issues(item)
    if isinstance(item, LeftIssues) or item.shown is None:
        return None
    return button("Chain", Action.ISSUE_CHAIN, item.shown.issue.number)


def _issue(shown: Shown | None, said: str, most: int) -> str:
    if shown is None:
        return f"*An issue told of in private*: {said}."
    area = area_name(shown.area.name) if shown.area else ""
    heard = count(shown.issue.reports, "report")
    top = dotted([f"*{shown.issue.label}*", f"*{said}*", state_of(shown), area, heard])
    return f"{top}\n{words(shown.what, most)}" if most else top
