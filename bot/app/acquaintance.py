"""Getting to know the workspace at start: its people, the channels we are in, and the CCO if set."""

import logging
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from sqlmodel import Session

from bot.clock import Clock
from bot.database import Database
from bot.domain.channels import ChannelFacts, learn_channel
from bot.domain.notices import Outcome, RateLimited, Refused
from bot.domain.people import Profile, learn_people, person_seen
from bot.domain.roles import appoint_cco
from bot.gateways.slack import Identity

log = logging.getLogger(__name__)

T = TypeVar("T")
BATCH = 50  # Rows a transaction, so that a person waits for one such batch at the most.


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
        people, channels = await self._slack.people(), await self._slack.channels()
        for some in _batches(people if isinstance(people, list) else []):
            await self._database.transaction(learn_people, us.team_id, some)
        for each in channels if isinstance(channels, list) else []:
            await self._database.transaction(learn_channel, us.team_id, each, self._clock())
        for outcome in (people, channels):
            if not isinstance(outcome, list):
                log.warning(
                    "Slack did not tell about everybody: %s. They are learnt one by one.", outcome
                )
        if self._cco is not None:
            await self._database.transaction(_appoint, us.team_id, self._cco, self._clock)


def _appoint(session: Session, team_id: str, slack_id: str, clock: Clock) -> None:
    appoint_cco(session, person_seen(session, team_id, slack_id), clock())


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(rows), BATCH):
        yield rows[at : at + BATCH]


async def _listed(ask: Callable[[], Awaitable[list[T] | Outcome]]) -> list[T]:
    """Ask until there is a list; what Slack refuses for good is an empty one."""
    pause = FIRST_PAUSE
    while not isinstance(found := await ask(), list):
        if isinstance(found, Refused):
            log.warning("Slack does not list what we ask for: %s.", found.error)
            return []
        await asyncio.sleep(found.seconds if isinstance(found, RateLimited) else pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return found


def _batches(things: list[T]) -> Iterator[list[T]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))
