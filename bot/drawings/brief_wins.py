"""Looking up what the CCO's brief says of wins, each line as it stands now."""

from collections.abc import Callable, Mapping

from bot.domain.lines import Line
from bot.domain.wins.channel import HELD_LINE, wins_channel_of
from bot.domain.wins.feeds import FAILS_LINE
from bot.domain.wins.records import Feed
from bot.domain.wins.shoutouts import SILENT_LINE, SILENT_WEEKS
from bot.drawings.subjects import Look
from bot.views.briefs import of_wins


def _silent(look: Look, line: Line) -> of_wins.Silent | None:
    del line
    channel = wins_channel_of(look.session, look.team_id)
    is_so = channel is not None and channel.silent_weeks >= SILENT_WEEKS
    return of_wins.Silent(channel.silent_weeks) if channel is not None and is_so else None


def _held(look: Look, line: Line) -> of_wins.Held | None:
    channel = wins_channel_of(look.session, look.team_id)
    is_so = channel is not None and channel.held_at is not None
    is_same = channel is not None and channel.channel_id == line.facts["channel"]
    return of_wins.Held(channel) if channel is not None and is_so and is_same else None


def _failing(look: Look, line: Line) -> of_wins.Failing | None:
    feed = look.session.get(Feed, (look.team_id, str(line.facts["feed"])))
    return of_wins.Failing(feed) if feed is not None and feed.failing_since is not None else None


READ: Mapping[str, Callable[[Look, Line], of_wins.OfWins | None]] = {
    SILENT_LINE: _silent,
    HELD_LINE: _held,
    FAILS_LINE: _failing,
}
