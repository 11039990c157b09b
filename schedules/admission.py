"""Whether a channel may be posted to: looked up, and joined where that is allowed."""

from datetime import timedelta

from bot.clock import Clock
from bot.database import Database
from bot.domain.channels import (
    Channel,
    ChannelFacts,
    ChannelKind,
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
    Step,
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

    async def refusal(self, notice: Notice, known: Channel | None) -> Outcome | None:
        """Return why a notice cannot be posted where it belongs; None when it can.

        `known` is what we know of its channel; Slack is asked where that is nothing, or old.
        """
        if not is_asked(notice):
            return None
        channel = await self._channel(notice.team_id, notice.channel_id, known)
        if not isinstance(channel, Channel):
            return channel
        if channel.is_archived:
            return Refused(Problem.ARCHIVED)
        if channel.is_external and not notice.facts.get(SHARED_OK):
            return Refused(Problem.EXTERNAL)
        return None if channel.is_member else await self._join(channel)

    async def _channel(
        self, team_id: str, channel_id: str, known: Channel | None
    ) -> Channel | Outcome:
        # Where the bot is no member the row may be a guess from the name alone.
        if known and known.is_member and known.read_at > self._clock() - FRESH_FOR:
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


def is_asked(notice: Notice) -> bool:
    """Tell whether it depends on a channel that a notice is said: it is a post, and in no DM."""
    in_channel = bool(notice.channel_id) and not notice.channel_id.startswith("D")
    return in_channel and notice.step is Step.POST


def _not_now(outcome: Outcome) -> Outcome:
    """Nothing was posted, whatever became of the question."""
    return outcome if isinstance(outcome, Refused | LockedOut) else NotSent()


def _cannot_join(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Refused) and outcome.problem is not Problem.ARCHIVED:
        return Refused(Problem.NOT_HERE, outcome.error)
    return _not_now(outcome)
