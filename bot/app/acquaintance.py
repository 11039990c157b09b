"""Getting to know the workspace at start: its people, its channels, and a CCO set from outside."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from sqlmodel import Session

from bot.clock import Clock
from bot.database import Database
from bot.domain.channels import ChannelFacts, learn_channel
from bot.domain.leaving import take_in
from bot.domain.notices import Outcome, RateLimited, Refused
from bot.domain.people import Profile, person_seen
from bot.domain.roles import appoint_cco
from bot.gateways.slack import Identity

log = logging.getLogger(__name__)

T = TypeVar("T")
BATCH = 50  # Rows a transaction, so that a person waits for one such batch at the most.
# Seconds between attempts. Nobody waits: who is unknown meanwhile is asked about one by one.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0


class Slack(Protocol):
    """Who can tell about everybody and every channel."""

    async def people(self) -> list[Profile] | Outcome: ...

    async def channels(self) -> list[ChannelFacts] | Outcome: ...


class Acquaintance:
    """Learns the whole workspace once; from then on events keep it true."""

    def __init__(self, slack: Slack, database: Database, clock: Clock, cco: str | None) -> None:
        self._slack = slack
        self._database = database
        self._clock = clock
        self._cco = cco

    async def make(self, us: Identity) -> None:
        """Learn people and channels, and appoint the CCO that was set from outside."""
        if self._cco is not None:
            await self._database.transaction(_appoint, us.team_id, self._cco, self._clock())
        people = await _listed(self._slack.people)
        for some in _batches(people):
            await self._database.transaction(take_in, us.team_id, some, self._clock())
        channels = await _listed(self._slack.channels)
        for each in _batches(channels):
            await self._database.transaction(_learn_channels, us.team_id, each, self._clock())
        log.info("Slack told us of %d people and %d channels.", len(people), len(channels))


def _appoint(session: Session, team_id: str, slack_id: str, now: datetime) -> None:
    appoint_cco(session, person_seen(session, team_id, slack_id), now)


def _learn_channels(
    session: Session, team_id: str, channels: list[ChannelFacts], now: datetime
) -> None:
    for channel in channels:
        learn_channel(session, team_id, channel, now)


async def _listed(ask: Callable[[], Awaitable[list[T] | Outcome]]) -> list[T]:
    """Ask until there is a list; where Slack refuses for good, an empty one has to do."""
    pause = FIRST_PAUSE
    while not isinstance(found := await ask(), list):
        if isinstance(found, Refused):
            log.warning("Slack does not list what we ask for (%s).", found.error)
            return []
        await asyncio.sleep(found.seconds if isinstance(found, RateLimited) else pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return found


def _batches(rows: list[T]) -> Iterator[list[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
