"""The CCO's brief and a forum's Monday post, drawn from a filling."""

from datetime import time

from bot.domain.answers import Kind
from bot.domain.calendar import DAY
from bot.domain.forums.records import Forum
from bot.domain.issues.records import State
from bot.domain.weeks import Week
from bot.views.briefs import brief, of_channels, of_thanks, week
from tests.conftest import NOON
from tests.factories import FRIDAY, TEAM
from tests.views.issues_screens import a_shown
from tests.views.records import BEN, CLEO, LARGEST, a_reader, filled
from tests.views.screening import screen

LONG_AGO = FRIDAY - DAY * 400


def items(filling):
    gone = a_reader(BEN, filling.name)
    forum = filling.name or "#cx-forum"
    return [
        brief.Still(filled(filling), LONG_AGO if filling.is_full else FRIDAY),
        brief.Left(gone, 99 if filling.is_full else 1),
        brief.OfForum(forum, FRIDAY, FRIDAY, 1, recorded=True),
        brief.OfForum(forum, LONG_AGO, FRIDAY, 9, recorded=False),
        brief.Safe(forum, 6),
        brief.Uncovered(gone, a_reader(CLEO, filling.name), FRIDAY, has_left=filling.is_full),
        *(
            of_thanks.Nominated(LARGEST, gone, a_reader(CLEO, filling.name), filling.text, waits)
            for waits in (True, False)
        ),
        of_channels.Closed("C0000000001"),
        *(brief.Unsaid(kind, FRIDAY, 1 + filling.many(98)) for kind in brief._UNSAID),
    ]


def shown(filling):
    known = items(filling)
    return brief.Brief("brief:2026-11-27", FRIDAY, known * (1 + filling.many(2)), filling.is_full)


@screen(Kind.BRIEF)
def _brief(_, filling):
    return brief.brief(shown(filling))


@screen(Kind.BRIEF, "all")
def _all(_, filling):
    return brief.whole_brief(shown(filling))


@screen(Kind.BRIEF_WAITS, "nobody", "known")
def _waits(name, filling):
    return brief.brief_waits(filling.name if name == "known" else "")


@screen(Kind.WEEK, "due", "kept", "both", "stuck")
def _week(name, filling):
    forum = Forum(
        team_id=TEAM,
        number=1,
        channel_id="C1",
        maker=1,
        facilitator=1,
        rule="",
        anchor_on=FRIDAY,
        at=time(10),
        zone="UTC",
        made_at=NOON,
        next_on=FRIDAY + DAY * 4 if filling.is_full else None,
    )
    many = [filled(filling)] * (1 + filling.many(20))
    due, kept = many if name != "kept" else [], many if name != "due" else []
    stuck = [a_shown(filling, State.CAUSE_KNOWN)] * (1 + filling.many(2)) if name == "stuck" else []
    if stuck and not filling.is_full:
        due = kept = []
    return week.week(Week(forum, FRIDAY, due, kept, stuck), is_late=filling.is_full)
