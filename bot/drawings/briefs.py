"""Looking up what the CCO's brief and a forum's Monday post are drawn from."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.answers import Kind
from bot.domain.brief import said_lines
from bot.domain.calendar import today_in
from bot.domain.channels import BECAME_PRIVATE, channel_of
from bot.domain.commitments.finding import shown
from bot.domain.commitments.records import Commitment
from bot.domain.covers import GONE, UNCOVERED, is_uncovered
from bot.domain.forums.finding import forum_name, forum_numbered
from bot.domain.leaving import LEFT, count_without_owner
from bot.domain.lines import Line
from bot.domain.people import person_numbered
from bot.domain.preferences import preferences_of
from bot.domain.proposals.safety import IN_A_ROW, SAFE
from bot.domain.roles import cco_of
from bot.domain.standing_still import STILL, stands_still
from bot.domain.unsaid import UNSAID, count_unsaid
from bot.domain.weeks import week_of
from bot.drawings import brief_issues as of_issues
from bot.drawings import brief_thanks as of_thanks
from bot.drawings import brief_wins as of_wins
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, KindLookUp, Look, ModalLookUp
from bot.views.briefs import brief, of_channels, week

Read = Callable[[Look, Line], brief.Item | None]


def brief_of(look: Look) -> Draw | None:
    key, on = str(look.facts["key"]), date.fromisoformat(look.facts["on"])
    lines = said_lines(look.session, look.team_id, key)
    read = [(_READ[line.kind](look, line) if line.kind in _READ else None) for line in lines]
    items = [item for item in read if item is not None]
    if not items:
        return None  # All of it is settled by now.
    seen = brief.Brief(key, on, items, look.subject.is_late)
    return lambda: brief.whole_brief(seen) if look.facts.get("all") else brief.brief(seen)


def brief_waits_of(look: Look) -> Draw:
    cco = cco_of(look.session, look.team_id)
    called = cco.called if cco else ""
    return lambda: brief.brief_waits(called)


def week_of_forum(look: Look) -> Draw | None:
    forum = forum_numbered(look.session, look.team_id, int(look.facts["forum"]))
    if forum is None:
        return None
    seen = week_of(look.session, forum, date.fromisoformat(look.facts["on"]), look.now)
    if seen.is_empty:
        return None
    return lambda: week.week(seen, is_late=look.subject.is_late)


def _still(look: Look, line: Line) -> brief.Item | None:
    commitment = look.session.get(Commitment, (line.team_id, line.number))
    if commitment is None or not stands_still(commitment, line.facts):
        return None
    seen = shown(look.session, commitment, look.now)
    since = today_in(reader_of(look).zoneinfo, commitment.changed_at)
    return brief.Still(seen, since)


def _left(look: Look, line: Line) -> brief.Item | None:
    person = person_numbered(look.session, look.team_id, int(line.facts["person"]))
    number = count_without_owner(look.session, person)
    return brief.Left(person, number) if person.is_deactivated and number else None


def _of_forum(look: Look, line: Line) -> brief.Item | None:
    facts = line.facts
    forum = forum_numbered(look.session, look.team_id, int(facts["forum"]))
    if forum is None:
        return None
    return brief.OfForum(
        forum=forum_name(look.session, forum),
        first=date.fromisoformat(facts["first"]),
        last=date.fromisoformat(facts["slot_on"]),
        count=int(facts["count"]),
        recorded=line.kind == "session_unrecorded",
    )


def _safe(look: Look, line: Line) -> brief.Item | None:
    number, channel_id = line.facts["forum"], str(line.facts.get("channel", ""))
    if number is None:
        channel = channel_of(look.session, look.team_id, channel_id)
        is_open = channel is not None and not channel.is_private
        name = f"#{channel.name}" if channel and is_open else "A private channel"
        return brief.Safe(name, IN_A_ROW)
    forum = forum_numbered(look.session, look.team_id, int(number))
    return brief.Safe(forum_name(look.session, forum), IN_A_ROW) if forum else None


def _unsaid(look: Look, line: Line) -> brief.Item | None:
    kind, on = str(line.facts["kind"]), date.fromisoformat(line.facts["on"])
    number = count_unsaid(look.session, reader_of(look), kind, on)
    return brief.Unsaid(kind, on, number) if number else None


def _uncovered(look: Look, line: Line) -> brief.Item | None:
    person = person_numbered(look.session, look.team_id, int(line.facts["person"]))
    if not is_uncovered(look.session, person, look.now):
        return None
    cover = person_numbered(look.session, look.team_id, int(line.facts["cover"]))
    last = preferences_of(look.session, person).away_until
    return brief.Uncovered(person, cover, last, has_left=line.facts["why"] == GONE)


def _closed(look: Look, line: Line) -> brief.Item | None:
    channel = channel_of(look.session, look.team_id, str(line.facts["channel"]))
    is_so = channel is not None and channel.is_private
    return of_channels.Closed(channel.channel_id) if channel is not None and is_so else None


_READ: Mapping[str, Read] = {
    STILL: _still,
    LEFT: _left,
    "session_unrecorded": _of_forum,
    "session_passed": _of_forum,
    UNSAID: _unsaid,
    SAFE: _safe,
    UNCOVERED: _uncovered,
    BECAME_PRIVATE: _closed,
    **of_issues.READ,
    **of_thanks.READ,
    **of_wins.READ,
}
LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.BRIEF: brief_of,
    Kind.BRIEF_WAITS: brief_waits_of,
    Kind.WEEK: week_of_forum,
}
MODALS: Mapping[Kind, ModalLookUp] = {}
