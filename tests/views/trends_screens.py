"""Reports by touchpoint and week, and the line of an issue, drawn from a filling."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.digests.of_sources import SourceMatter
from bot.domain.digests.of_trends import SpikeMatter
from bot.domain.issues.chain import Chain, Stage
from bot.domain.issues.records import State
from bot.domain.issues.sources import Loops, Source
from bot.domain.issues.spikes import Behind, Spike
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.issues.trends import IN_VIEW, WEEK, Trend, Trends
from bot.domain.issues.watching import Ails, Trouble
from bot.drawings.trends import picture_of
from bot.views.briefs import brief, of_issues
from bot.views.chains.line import line
from bot.views.digests import of_sources
from bot.views.digests.of_trends import matter_blocks, matter_spoken
from bot.views.proposals.exports import exported
from bot.views.surface import Message
from bot.views.trends.figures import Shown, figures, shared
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM
from tests.views.issues_screens import a_shown, a_told, an_issue
from tests.views.records import ADA, LARGEST, a_reader
from tests.views.screening import screen

MONDAY = NOON.date() - timedelta(days=1)
WEEKS = [MONDAY - WEEK * ago for ago in reversed(range(IN_VIEW))]
STEPS = ("opened", "owned", "handed_over", "taken_over", "cause_known", "waiting", "reopened")


def a_touchpoint(filling):
    name = (filling.name or "Onboarding")[:80]
    return Touchpoint(team_id=TEAM, number=1, name=name, folded="x")


def a_trend(filling, count=5):
    counts = [LARGEST if filling.is_full else 1] * (IN_VIEW - 1)
    return Trend(a_touchpoint(filling), [*counts, count], 8)


def behind(filling):
    one = Behind(an_issue(filling), filling.text, LARGEST, filling.text if filling.is_full else "")
    return [one] * (1 + filling.many(2))


def a_spike(filling):
    unseen = LARGEST if filling.is_full else 0
    return Spike(a_touchpoint(filling), MONDAY, 11, 2.5, behind(filling), unseen)


@screen(
    Kind.TRENDS, "all", "of one touchpoint", "by somebody", "of nothing", "of a young workspace"
)
def _trends(name, filling):
    trends = [a_trend(filling)] * (2 + filling.many(20))
    facts = {"at": NOON.isoformat(), "from": "C0123456789"}
    shown = Shown(Trends(WEEKS, trends), facts, comes=True)
    if name == "of one touchpoint":
        one = Trends(WEEKS, trends[:1])
        shown = Shown(one, {**facts, "touchpoint": 1}, behind(filling), filling.many(LARGEST))
    if name == "by somebody":
        shown = replace(shown, facts={}, by=a_reader(ADA, filling.name), comes=False)
    if name == "of nothing":
        none = Trend(a_touchpoint(filling) if filling.is_full else None, [0] * IN_VIEW, 8)
        shown = replace(shown, trends=Trends(WEEKS, [none]), facts={"touchpoint": 1})
    if name == "of a young workspace":
        shown = replace(shown, trends=Trends(WEEKS, [replace(trends[0], compared=0)]))
    return figures(shown, picture_of(shown.trends))


@screen(Kind.TRENDS_SHARED)
def _shared(_, filling):
    del filling
    return shared("C0123456789")


@screen(Kind.DIGEST, "of a rise", "of a rise that is over")
def _rise(name, filling):
    matter = SpikeMatter(1, a_spike(filling), waits=True)
    if name.endswith("over"):
        matter = SpikeMatter(1, a_spike(filling) if filling.is_full else None, waits=False)
    return Message(matter_spoken(matter), matter_blocks(matter))


def a_trouble(filling, ails):
    name = ("help-desk-" * 4)[:32] if filling.is_full else "desk"
    source = Source(team_id=TEAM, name=name, secret="", owner=ADA, answer_hours=48, tells_back=1)
    return Trouble(source, ails, Loops(8, 3), 9)


@screen(Kind.DIGEST, "of sources", "of sources that are well by now")
def _sources(name, filling):
    matter = SourceMatter([] if name.endswith("now") else [a_trouble(filling, it) for it in Ails])
    return Message(of_sources.matter_spoken(matter), of_sources.matter_blocks(matter))


@screen(Kind.BRIEF, "of issues")
def _brief(_, filling):
    seen = a_shown(filling)
    items = [
        of_issues.Rise(1, a_spike(filling)),
        *(of_issues.Unowned(each, crosses=filling.is_full) for each in (seen, None)),
        of_issues.NotTaken(seen, 2),
        of_issues.LeftIssues(a_reader(ADA, filling.name), 3),
        *(a_trouble(filling, ails) for ails in Ails),
    ]
    return brief.brief(brief.Brief("brief:1", FRIDAY, items, filling.is_full))


def a_chain(filling, state):
    shown = a_shown(filling, state)
    area = Area(team_id=TEAM, number=1, name=(filling.name or "Service")[:80])
    steps = [a_told(what, filling) for what in STEPS]
    owner = a_reader(ADA, filling.name)
    past = Stage(State.NEW, NOON - timedelta(days=20), NOON, owner, area, steps)
    now = Stage(state, NOON, None, owner if shown.owner else None, area, steps[:1])
    stages = [*[past] * (1 + filling.many(30)), now]
    return Chain(shown, stages, [area] * (1 + filling.many(5)), NOON - timedelta(days=20), 2)


@screen(Kind.ISSUE_CHAIN, State.NEW, State.CAUSE_KNOWN, State.CLOSED, State.WONT_FIX)
def _chain(state, filling):
    chain = a_chain(filling, State(state))
    return line(chain, a_reader(ADA, filling.name), NOON + timedelta(hours=3), "/cx")


@screen(Kind.ISSUE_EXPORT, "markdown", "csv")
def _export(form, filling):
    return exported("I-7", form, filling.text * (1 + filling.many(3)))
