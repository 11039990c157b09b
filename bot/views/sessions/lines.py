"""The words that every drawing of a session is made of: which one, when, and what is on it."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ContextBlock, HeaderBlock, SectionBlock

from bot.domain.calendar import WEEKDAYS, day_in_words
from bot.domain.forums.records import Forum
from bot.domain.people import Person
from bot.domain.sessions.agendas import Topic
from bot.domain.sessions.occasions import Occasion
from bot.domain.sessions.records import ForumSession
from bot.views.commitments.lines import due_of
from bot.views.text import dotted, moment, mrkdwn, named, plain, whole, words, zone_in_words

MOST = 10  # Lines of a part; the rest is a number.
WORDS_MOST = 160
NAME_MOST = 60
LATE = "This comes late: I could not post it in time."


def which(one: ForumSession) -> str:
    """Return what people call a session: “Tuesday's forum”."""
    return f"{WEEKDAYS[one.held_on.weekday()]}'s forum"


def title(occasion: Occasion) -> str:
    """Return the first line of what is said about a session."""
    return f"*{named(occasion.name)} · {which(occasion.one)}*"


def when(occasion: Occasion) -> str:
    """Return the day and hour by the forum's clock, and the same for readers elsewhere."""
    return dotted(
        [at(occasion, occasion.one.starts_at), f"for you: {moment(occasion.one.starts_at)}"]
    )


def at(occasion: Occasion, instant: datetime) -> str:
    """Return such as “Tuesday 1 December, 10:00 Berlin time”."""
    return clock(occasion.forum, instant, occasion)


def clock(forum: Forum, instant: datetime, occasion: Occasion) -> str:
    local = instant.astimezone(forum.zoneinfo)
    day = day_in_words(local.date(), occasion.today)
    return f"{day}, {local:%H:%M} {zone_in_words(forum.zone)}"


def upcoming(occasions: Sequence[Occasion]) -> list[Block]:
    """Draw the next sessions of the forums that somebody is asked in."""
    if not occasions:
        return []
    rows = [section(f"{title(occasion)}\n{when(occasion)}") for occasion in occasions]
    return [HeaderBlock(text=plain("Forums")), *rows]


def next_line(occasion: Occasion) -> str:
    """Return when the forum meets after this session."""
    if occasion.next_on is None:
        return ""
    return f"Next: {day_in_words(occasion.next_on, occasion.today)}"


def who(person: Person | None, nobody: str = "") -> str:
    return short(person.called) if person else nobody


def short(name: str) -> str:
    return whole(named(name), NAME_MOST)


def topic_line(topic: Topic, most: int = WORDS_MOST) -> str:
    """Return one topic: whose it is first, then its words, which end the line."""
    if topic.record is not None:
        return _record_line(topic, most)
    if topic.issue is not None:
        return _issue_line(topic, most)
    top = dotted([f"*{who(topic.by, 'Somebody')}*", carried(topic)])
    return f"{top}\n{words(topic.text, most)}"


def topic_name(topic: Topic) -> str:
    """Return the id of the record that a topic is about, if it is about one."""
    if topic.record is not None:
        return topic.record.commitment.name
    return topic.issue.issue.label if topic.issue else ""


def carried(topic: Topic) -> str:
    return f"carried over {topic.carried}×" if topic.carried else ""


def more_line(count: int, hint: str) -> list[Block]:
    """Draw what a part has no room for."""
    return [small(f"… and {count} more: {hint}")] if count > 0 else []


def small(*texts: str) -> Block:
    return ContextBlock(elements=[mrkdwn(text) for text in texts if text])


def section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))


def sections(texts: Sequence[str]) -> list[Block]:
    return [section(text) for text in texts]


def _issue_line(topic: Topic, most: int) -> str:
    """Draw an issue that comes here since nobody takes it; who was asked is not named."""
    shown = topic.issue
    if shown is None or topic.is_hidden:
        return _hidden_line(topic)
    name, asked = f"*{shown.issue.label}*", f"asked {shown.issue.refusals}×, and nobody takes it"
    return f"{dotted([name, asked, carried(topic)])}\n{words(shown.what, most)}"


def _hidden_line(topic: Topic) -> str:
    return dotted([f"*{topic_name(topic)}*", "made in a private place", carried(topic)])


def _record_line(topic: Topic, most: int) -> str:
    shown = topic.record
    if shown is None or topic.is_hidden:
        return _hidden_line(topic)
    by = f"by {due_of(shown)}"
    top = dotted([f"*{shown.commitment.name}*", short(shown.owner.called), by, carried(topic)])
    return f"{top}\n{words(shown.what, most)}"
