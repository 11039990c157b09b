"""What a commit could cost at least, behind our own front: `floors (ack|core) URL PORT`.

`ack`: bare Bolt with `process_before_response=True` that only acknowledges.
`core`: the rows of one `/cx commit`, in our tables, written in SQLAlchemy Core, with the two reads
without which they cannot be written, in one transaction on the threads the bot has.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from sqlalchemy import Connection, insert, select, text, update

from benchmarks.load import SECRET
from benchmarks.slack import TEAM
from bot.database import database_url, engine_for
from bot.database.engines import THREADS
from bot.domain.channels import Channel
from bot.domain.commitments.records import Commitment
from bot.domain.deliveries import Delivery
from bot.domain.history import Happening
from bot.domain.notices import Notice
from bot.domain.people import Person
from bot.domain.words import Words
from bot.web import Figures, Front, InFlight

PEOPLE, CHANNELS, DELIVERIES, WORDS, COMMITMENTS, HISTORY, NOTICES = (
    each.__table__  # type: ignore[attr-defined]  # SQLModel gives it to every table
    for each in (Person, Channel, Delivery, Words, Commitment, Happening, Notice)
)
_NEXT = text(
    "INSERT INTO counters (team_id, noun, last) VALUES (:team, 'commitment', 1)"
    " ON CONFLICT (team_id, noun) DO UPDATE SET last = counters.last + 1 RETURNING last"
)

_ANSWERED = update(DELIVERIES).where(DELIVERIES.c.team_id == TEAM)


def write(connection: Connection, body: Mapping[str, str]) -> int:
    """Write what the bot writes when somebody promises something in a channel."""
    now, channel = datetime.now(UTC), body["channel_id"]
    connection.execute(
        insert(DELIVERIES), {"team_id": TEAM, "key": body["trigger_id"], "received_at": now}
    )
    me = connection.execute(
        select(PEOPLE.c.number, PEOPLE.c.zone).where(
            PEOPLE.c.team_id == TEAM, PEOPLE.c.slack_id == body["user_id"]
        )
    ).one()
    connection.execute(
        select(CHANNELS.c.kind, CHANNELS.c.is_member).where(
            CHANNELS.c.team_id == TEAM, CHANNELS.c.channel_id == channel
        )
    ).one_or_none()
    number = connection.execute(_NEXT, {"team": TEAM}).scalar_one()
    kept = connection.execute(
        insert(WORDS), {"team_id": TEAM, "salt": token_hex(16), "text": body["text"]}
    )
    words = kept.inserted_primary_key[0]  # type: ignore[index]  # one row was inserted
    connection.execute(insert(COMMITMENTS), _commitment(number, me.number, words, channel, now))
    connection.execute(insert(HISTORY), _happening(number, me.number, words, now))
    connection.execute(insert(NOTICES), _notice(number, channel, now))
    connection.execute(
        _ANSWERED.where(DELIVERIES.c.key == body["trigger_id"]),
        {"answer": {"kind": "commitment", "facts": {"number": number}}},
    )
    return int(number)


def _commitment(
    number: int, person: int, words: int, channel: str, now: datetime
) -> dict[str, Any]:
    due = now.date() + timedelta(days=7)
    made = Commitment(
        team_id=TEAM,
        number=number,
        state="open",
        owner=person,
        maker=person,
        what=words,
        due_on=due,
        first_due_on=due,
        overdue_from=now + timedelta(days=8),
        made_at=now,
        changed_at=now,
        channel_id=channel,
    )
    return made.model_dump()


def _happening(number: int, person: int, words: int, now: datetime) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "noun": "commitment",
        "number": number,
        "seq": 1,
        "person": person,
        "what": "made",
        "at": now,
        "facts": {},
        "words": words,
        "words_digest": token_hex(32),
        "digest": token_hex(32),
    }


def _notice(number: int, channel: str, now: datetime) -> dict[str, Any]:
    promised = Notice(
        team_id=TEAM,
        key=f"card:C-{number}",
        mark=token_hex(8),
        kind="commitment.card",
        subject_noun="commitment",
        subject_number=number,
        facts={"number": number},
        channel_id=channel,
        lane=channel,
        due_at=now,
    )
    return promised.model_dump(exclude={"id"})


def writer(url: str) -> Callable[[Mapping[str, str]], Awaitable[int]]:
    """Return what writes one commit, in one hop."""
    engine = engine_for(database_url(url))
    threads = ThreadPoolExecutor(1 if engine.dialect.name == "sqlite" else THREADS)

    def attempt(body: Mapping[str, str]) -> int:
        with engine.begin() as connection:
            return write(connection, body)

    async def hop(body: Mapping[str, str]) -> int:
        return await asyncio.get_running_loop().run_in_executor(threads, attempt, body)

    return hop


def bolted(name: str, url: str) -> AsyncApp:
    """Return Bolt with the one listener that acknowledges, after writing if the floor does."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT")

    bolt = AsyncApp(
        authorize=authorize,
        process_before_response=True,
        signing_secret="",
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    hop = writer(url) if name == "core" else None

    @bolt.command("/cx")
    async def commit(ack: AsyncAck, body: dict[str, Any]) -> None:
        number = await hop(body) if hop else 0
        await ack({"text": f"C-{number}"})

    return bolt


async def serve(name: str, url: str, port: int) -> None:
    """Serve one of the floors until the process is ended."""
    bolt = bolted(name, url)

    async def dispatch(
        body: dict[str, Any], headers: Mapping[str, str], arrived: float
    ) -> BoltResponse:
        del headers, arrived
        return await bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))

    front = Front(
        dispatch=dispatch,
        signing_secret=SECRET,
        not_ready=_nothing_missing,
        figures=Figures(),
        in_flight=InFlight(),
    )
    runner = web.AppRunner(front.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


async def _nothing_missing() -> list[str]:
    return []


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], int(sys.argv[3])))
