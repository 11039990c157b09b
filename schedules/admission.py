"""Whether a channel may be posted to: looked up, and joined where that is allowed."""

from datetime import timedelta

from bot.clock import Clock
from bot.database import Database
from bot.domain.channels import (
    Channel,
    ChannelFacts,
    ChannelKind,
    channel_of,
    learn_channel,
    mark_member,
)
from bot.domain.notices import (
    LockedOut,
    Notice,
    NotSent,
    Outcome,
    Problem,
    Refused,
    Sent,
)
from bot.gateways.slack import SlackGateway

FRESH_FOR = timedelta(minutes=10)
# The facts of a notice whose author agreed that people of the other organisation read it.
SHARED_OK = "shared_ok"


class Admission:
    """Asked before each post to a channel. DMs always admit."""

    def __init__(self, database: Database, slack: SlackGateway, clock: Clock) -> None:
        self._database = database
        self._slack = slack
        self._clock = clock

    async def refusal(self, notice: Notice, *, afresh: bool = False) -> Outcome | None:
        """Return why a notice cannot be posted where it belongs; None when it can."""
        if not notice.channel_id or notice.channel_id.startswith("D"):
            return None
        channel = await self._channel(notice.team_id, notice.channel_id, afresh=afresh)
        if not isinstance(channel, Channel):
            return channel
        if channel.is_archived:
            return Refused(Problem.ARCHIVED)
        if channel.is_external and not notice.facts.get(SHARED_OK):
            return Refused(Problem.EXTERNAL)
        return None if channel.is_member else await self._join(channel)

    async def _channel(self, team_id: str, channel_id: str, *, afresh: bool) -> Channel | Outcome:
        known = await self._database.reading(channel_of, team_id, channel_id)
        # Where the bot is no member the row may be a guess from the name alone.
        is_stale = known is None or known.read_at <= self._clock() - FRESH_FOR
        if known is not None and known.is_member and not is_stale and not afresh:
            return known
        facts = await self._slack.channel(channel_id)
        if isinstance(facts, ChannelFacts):
            return await self._database.transaction(learn_channel, team_id, facts, self._clock())
        if isinstance(facts, Refused):
            await self._database.transaction(mark_member, team_id, channel_id, is_member=False)
        return _not_now(facts)

    async def _join(self, channel: Channel) -> Outcome | None:
        if channel.kind is not ChannelKind.PUBLIC:
            return Refused(Problem.NOT_HERE)
        joined = await self._slack.join(channel.channel_id)
        if not isinstance(joined, Sent):
            return _cannot_join(joined)
        await self._database.transaction(
            mark_member, channel.team_id, channel.channel_id, is_member=True
        )
        return None


def _not_now(outcome: Outcome) -> Outcome:
    """Nothing was posted, whatever became of the question."""
    return outcome if isinstance(outcome, Refused | LockedOut) else NotSent()


def _cannot_join(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Refused) and outcome.problem is not Problem.ARCHIVED:
        return Refused(Problem.NOT_HERE, outcome.error)
    return _not_now(outcome)
