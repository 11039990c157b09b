"""What digests and agendas say of issues."""

from bot.domain.answers import Kind
from bot.domain.digests.of_issues import RANKS, IssueMatter
from bot.domain.issues.records import State
from bot.domain.issues.telling import NEW_HERE, STILL_WAITS, WAITS_ON
from bot.domain.sessions.agendas import Topic
from bot.views.digests.of_issues import matter_blocks, matter_spoken
from bot.views.sessions.lines import section, topic_line
from bot.views.surface import Message
from tests.views.issues_screens import a_shown
from tests.views.screening import screen

STATES = {NEW_HERE: State.NEW, STILL_WAITS: State.WAITING, WAITS_ON: State.WAITING}


@screen(Kind.DIGEST, *(f"of {role}" for role in RANKS))
def _line(name, filling):
    role = name.removeprefix("of ")
    shown = a_shown(filling, STATES.get(role, State.CAUSE_KNOWN))
    return _drawn(IssueMatter(shown, role, waits=True))


@screen(Kind.DIGEST, "of an issue that ended meanwhile", "of an issue told of in private")
def _other(name, filling):
    is_private = name.endswith("private")
    shown = a_shown(filling, State.NEW if is_private else State.CLOSED)
    return _drawn(IssueMatter(shown, NEW_HERE, waits=is_private, is_visible=not is_private))


@screen(Kind.AGENDA, "of an issue", "of an issue told of in private")
def _topic(name, filling):
    shown = a_shown(filling, State.OWNED)
    carried = 99 if filling.is_full else 0
    hidden = name.endswith("private")
    line = topic_line(Topic(3, "", None, carried=carried, issue=shown, is_hidden=hidden))
    return Message("On the agenda.", [section(line)])


def _drawn(matter):
    return Message(matter_spoken(matter), matter_blocks(matter))
