"""One notice, from its claim to what came of it: looked up, drawn, said, or looked for."""

import json
from asyncio import get_running_loop
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from bot.clock import Clock
from bot.database import Database
from bot.domain.channels import Channel, channel_of
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
from bot.drawings import Draw, LookUp, Subject
from bot.gateways.fences import SEND_BEFORE
from bot.gateways.slack import SlackGateway
from bot.views.surface import Message
from schedules.admission import Admission, is_asked
from schedules.picturing import Picturing, is_of_picture, may_be_young

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
        self._pictures = Picturing(database, slack)

    async def outcome(self, notice: Notice, send_before: float) -> Outcome:
        """Do what is next for a notice, unless its lease is half gone: then nothing is sent."""
        if notice.step is Step.LOOK:
            return await self._look_for(notice)
        if notice.step is Step.DELETE:
            return await self._slack.delete(notice.posted_in, notice.ts or "")
        SEND_BEFORE.set(send_before)
        try:
            draw, channel = await self._database.reading(self._looked_up, notice)
            refusal = await self._admission.refusal(notice, channel) if draw else Unneeded()
        except DATABASE_AWAY:
            return NotSent()
        if draw is None or refusal is not None:
            return refusal or Unneeded()
        drawn = draw()
        if isinstance(drawn, Message):
            return await self._say(notice, drawn, send_before)
        is_late = get_running_loop().time() > send_before
        return NotSent() if is_late else await self._slack.publish(notice.person_id, drawn)

    def _looked_up(self, session: Session, notice: Notice) -> tuple[Draw | None, Channel | None]:
        """Read in one hop what a drawing needs, and what is known of the channel it goes to."""
        subject = Subject(
            notice.team_id, notice.kind, notice.facts, notice.reader, is_late=notice.is_late
        )
        draw = self._look_up(session, subject)
        if draw is None or not is_asked(notice):
            return draw, None
        return draw, channel_of(session, notice.team_id, notice.channel_id)

    async def _look_for(self, notice: Notice) -> Outcome:
        return await self._slack.look_for(
            notice.mark,
            since=notice.tried_at or self._clock(),
            channel_id=notice.channel_id,
            person_id=notice.person_id,
            thread_ts=notice.thread_ts,
        )

    async def _say(self, notice: Notice, drawn: Message, send_before: float) -> Outcome:
        drawn_as = digest(drawn.payload(drawn.picture.key if drawn.picture else ""))
        if notice.step is Step.UPDATE and drawn_as == notice.shown_as:
            return Unneeded()
        file = await self._pictures.file_of(notice, drawn.picture)
        if not isinstance(file, str):
            return file
        if get_running_loop().time() > send_before:
            return NotSent()
        outcome = await self._send(notice, drawn.payload(file))
        if file and may_be_young(notice, outcome):
            return NotSent()
        if file and is_of_picture(outcome):
            file, outcome = "", await self._send(notice, drawn.payload())
        if not isinstance(outcome, Sent):
            return outcome
        # Without its picture it is drawn anew as soon as there is something else to show.
        shown_as = drawn_as if file or not drawn.picture else digest(drawn.payload())
        return Sent(outcome.channel_id, outcome.ts, shown_as)

    async def _send(self, notice: Notice, message: Mapping[str, Any]) -> Outcome:
        if notice.step is Step.UPDATE:
            return await self._slack.update(notice.posted_in, notice.ts or "", message)
        return await self._post(notice, message)

    async def _post(self, notice: Notice, message: Mapping[str, Any]) -> Outcome:
        outcome = await self._post_once(notice, message)
        if not (isinstance(outcome, Refused) and outcome.problem is Problem.NOT_HERE):
            return outcome
        if not notice.channel_id:
            return Refused(Problem.PERSON_GONE, outcome.error)
        # What we knew of the channel was wrong: look, join if that is allowed, and try once more.
        refusal = await self._admission.refusal(notice, None)
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
