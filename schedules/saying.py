"""One notice, from its claim to what came of it: looked up, drawn, said, or looked for."""

import json
from asyncio import get_running_loop
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from slack_sdk.models.views import View
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.clock import Clock
from bot.database import Database
from bot.domain.notices import (
    Notice,
    NotSent,
    Outcome,
    Problem,
    Refused,
    Sent,
    Step,
    Unneeded,
)
from bot.drawings import Draw, Drawn, LookUp, Subject
from bot.gateways.slack import SlackGateway
from schedules.admission import Admission

DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)


class Saying:
    """Knows Slack's calls; the order, the pace and the record are delivery's."""

    def __init__(
        self, database: Database, slack: SlackGateway, look_up: LookUp, clock: Clock
    ) -> None:
        self._database = database
        self._slack = slack
        self._look_up = look_up
        self._clock = clock
        self._admission = Admission(database, slack, clock)

    async def outcome(self, notice: Notice, send_before: float) -> Outcome:
        """Do what is next for a notice, unless its lease is half gone: then nothing is sent."""
        if notice.step is Step.LOOK:
            return await self._look_for(notice)
        if notice.step is Step.DELETE:
            return await self._slack.delete(notice.posted_in, notice.ts or "")
        try:
            draw = await self._drawing(notice)
            refusal = await self._refusal(notice) if draw else Unneeded()
        except DATABASE_AWAY:
            return NotSent()
        if draw is None or refusal is not None:
            return refusal or Unneeded()
        drawn = draw()
        is_late = get_running_loop().time() > send_before
        return NotSent() if is_late else await self._say(notice, drawn)

    async def _drawing(self, notice: Notice) -> Draw | None:
        subject = Subject(
            notice.team_id, notice.kind, notice.facts, notice.reader, is_late=notice.is_late
        )
        return await self._database.reading(self._look_up, subject)

    async def _refusal(self, notice: Notice) -> Outcome | None:
        return await self._admission.refusal(notice) if notice.step is Step.POST else None

    async def _look_for(self, notice: Notice) -> Outcome:
        return await self._slack.look_for(
            notice.mark,
            since=notice.tried_at or self._clock(),
            channel_id=notice.channel_id,
            person_id=notice.person_id,
            thread_ts=notice.thread_ts,
        )

    async def _say(self, notice: Notice, drawn: Drawn) -> Outcome:
        if isinstance(drawn, View):
            return await self._slack.publish(notice.person_id, drawn)
        message = drawn.payload()
        drawn_as = digest(message)
        if notice.step is Step.UPDATE:
            if drawn_as == notice.shown_as:
                return Unneeded()
            outcome = await self._slack.update(notice.posted_in, notice.ts or "", message)
        else:
            outcome = await self._post(notice, message)
        return (
            Sent(outcome.channel_id, outcome.ts, drawn_as) if isinstance(outcome, Sent) else outcome
        )

    async def _post(self, notice: Notice, message: Mapping[str, Any]) -> Outcome:
        outcome = await self._post_once(notice, message)
        if not (isinstance(outcome, Refused) and outcome.problem is Problem.NOT_HERE):
            return outcome
        if not notice.channel_id:
            return Refused(Problem.PERSON_GONE, outcome.error)
        # What we knew of the channel was wrong: look, join if that is allowed, and try once more.
        refusal = await self._admission.refusal(notice, afresh=True)
        return refusal or await self._post_once(notice, message)

    async def _post_once(self, notice: Notice, message: Mapping[str, Any]) -> Outcome:
        return await self._slack.say(
            notice.channel_id or notice.person_id,
            message,
            mark=notice.mark,
            thread_ts=notice.thread_ts,
            broadcast=notice.broadcast,
        )


def digest(message: Mapping[str, Any]) -> str:
    """Return what tells two drawings of a message apart."""
    return sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()
