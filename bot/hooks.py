"""Signals from outside over HTTP: signed, each taken once, answered when it is saved."""

import asyncio
import hashlib
import hmac
import json
import logging
import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.database import Database
from bot.domain.issues.signals import (
    KINDS,
    TRY_AGAIN,
    WRONG_SIGNATURE,
    Sent,
    Taken,
    Taking,
    each_alone,
    take_all,
)
from bot.domain.issues.sources import sources_listening
from bot.domain.wins.signalled import take_win
from bot.errors import UserError
from bot.web import TurnedAway, body_of, is_recent
from handlers.errors import attempt

log = logging.getLogger(__name__)

STAMP, SIGNATURE, KEY = "X-Cxbot-Timestamp", "X-Cxbot-Signature", "Idempotency-Key"
VERSION = "v1"
# So many are decided in one transaction; no more are begun once a person waits, or after so many
# seconds, since others wait for what a transaction has changed (on PostgreSQL, too).
AT_ONCE = 250
AT_MOST = 0.2
# So many may wait, and no more than can be decided in so many seconds; whoever comes after that is
# asked to come again at once, and not left waiting.
MOST_WAITING = 500
WAIT_AT_MOST = 4.0
RETRY_AFTER = "2"  # Seconds.
ANSWER_WITHIN = 20.0  # Most tools give up after thirty seconds.
SECRETS_KEPT = 2.0  # Seconds; the transaction looks again, so an old one is never taken.
MOST_KNOWN = 1000
# What can be sent, by its kind.
TAKEN: Mapping[str, Taking] = {**KINDS, "win": each_alone(take_win)}
BROKE = Taken(500, {"error": "something broke on our side, and nothing was saved"})
NOT_KNOWN = Taken(503, {"error": "not known yet whether it is saved: send it again, same key"})
_KEY = re.compile(r"[\x21-\x7e]{1,128}")


@dataclass(frozen=True)
class Secrets:
    """The sources of one name, as they were a moment ago."""

    sources: Sequence[tuple[str, str]]  # (workspace, secret)
    read_at: float


@dataclass
class Waiting:
    """One signal that waits for its turn."""

    sent: Sent
    ends: float
    taken: "asyncio.Future[Taken]"


class Queue:
    """Has signals decided together, in the order they came; one transaction at a time.

    A signal is answered once its transaction is saved. What fails is rolled back, and its sender
    is asked to send it again: under the same key it cannot be taken twice.
    """

    def __init__(self, database: Database, clock: Clock, kinds: Mapping[str, Taking]) -> None:
        self._database = database
        self._clock = clock
        self._kinds = kinds
        self._waiting: deque[Waiting] = deque()
        self._pace = 0.0  # Seconds that one signal takes, of late.
        self._work: asyncio.Task[None] | None = None

    async def taken(self, sent: Sent) -> Taken | None:
        """Return what becomes of a signal; None when too many wait already."""
        ahead = len(self._waiting)
        if ahead >= MOST_WAITING or ahead * self._pace > WAIT_AT_MOST:
            return None
        loop = asyncio.get_running_loop()
        waiting = Waiting(sent, loop.time() + ANSWER_WITHIN, loop.create_future())
        self._waiting.append(waiting)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._decide())
        done, _ = await asyncio.wait({waiting.taken}, timeout=ANSWER_WITHIN)
        return waiting.taken.result() if done else NOT_KNOWN

    async def _decide(self) -> None:
        while self._waiting:
            batch = self._next()
            decided = await attempt("signals", partial(self._take, batch))
            if isinstance(decided, UserError):
                await self._one_by_one(batch)
            else:
                # What there was no time for is the first of the next transaction.
                self._waiting.extendleft(reversed(decided))

    def _next(self) -> list[Waiting]:
        """Return whose turn it is; nobody listens any more to what waited too long."""
        now = asyncio.get_running_loop().time()
        batch: list[Waiting] = []
        while self._waiting and len(batch) < AT_ONCE:
            each = self._waiting.popleft()
            if each.ends < now:
                _settle([each], [TRY_AGAIN])
            else:
                batch.append(each)
        return batch

    async def _one_by_one(self, batch: list[Waiting]) -> None:
        """Take each alone, so that the one with which something breaks is the only one refused."""
        for each in batch:
            if isinstance(await attempt("signal", partial(self._take, [each])), UserError):
                _settle([each], [BROKE])

    async def _take(self, batch: list[Waiting]) -> list[Waiting]:
        """Have as many decided as there is time for; returns the others."""
        if not batch:
            return []
        sent, began = [each.sent for each in batch], time.monotonic()
        try:
            taken = await self._database.transaction(
                take_all, sent, self._kinds, self._clock(), self._timer()
            )
        except (SQLAlchemyError, RuntimeError) as error:
            log.warning("%d signals were not saved: %s.", len(batch), type(error).__name__)
            taken = [TRY_AGAIN] * len(batch)
        left = _settle(batch, taken)
        self._pace = (self._pace + (time.monotonic() - began) / (len(batch) - len(left))) / 2
        return left

    def _timer(self) -> Callable[[], bool]:
        """Return what tells whether one more may be begun, counted from the first one's end."""
        ends: float | None = None

        def has_time() -> bool:
            nonlocal ends
            ends = ends or time.monotonic() + AT_MOST
            return time.monotonic() < ends and not self._database.is_awaited()

        return has_time


class Hooks:
    """The handler of `POST /hooks/signals/<source>`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._queue = Queue(database, clock, TAKEN)
        self._known: dict[str, Secrets] = {}

    async def __call__(self, request: web.Request) -> web.Response:
        """Check who sends, then have it decided; raises TurnedAway."""
        raw = await body_of(request)
        name = request.match_info["source"]
        team_id, secret = await self._signer(request.headers, name, raw)
        key = request.headers.get(KEY, "")
        if not _KEY.fullmatch(key):
            raise TurnedAway(400, f"{KEY}: a header of 1 to 128 visible characters is needed")
        digest = hashlib.sha256(raw).hexdigest()
        sent = Sent(team_id, name, secret, key, digest, payload_in(raw))
        taken = await self._queue.taken(sent)
        if taken is None:
            return web.json_response(
                {"error": "too many wait already"}, status=429, headers={"Retry-After": RETRY_AFTER}
            )
        headers = {"Retry-After": RETRY_AFTER} if taken.status == TRY_AGAIN.status else None
        return web.json_response(dict(taken.answer), status=taken.status, headers=headers)

    async def _signer(self, headers: Mapping[str, str], name: str, raw: bytes) -> tuple[str, str]:
        """Return whose secret signed this. An unknown source is answered like a wrong signature."""
        stamp = headers.get(STAMP, "")
        if not is_recent(stamp):
            raise TurnedAway(401, f"{STAMP}: missing, or more than five minutes off")
        given = headers.get(SIGNATURE, "").encode("utf-8", "surrogateescape")
        # Compared once even where there is no source, so that the time it takes tells nothing.
        sources = await self._secrets(name) or [("", "")]
        for team_id, secret in sources:
            right = hmac.compare_digest(signature(secret, stamp, raw).encode(), given)
            if right and team_id:
                return team_id, secret
        raise TurnedAway(WRONG_SIGNATURE.status, str(WRONG_SIGNATURE.answer["error"]))

    async def _secrets(self, name: str) -> Sequence[tuple[str, str]]:
        now = time.monotonic()
        known = self._known.get(name)
        if known is None or known.read_at < now - SECRETS_KEPT:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            try:
                found = await self._database.reading(sources_listening, name)
            except (SQLAlchemyError, RuntimeError):
                raise TurnedAway(503, str(TRY_AGAIN.answer["error"])) from None
            known = Secrets([(each.team_id, each.secret) for each in found], now)
            self._known[name] = known
        return known.sources


def signature(secret: str, stamp: str, raw: bytes) -> str:
    """Return what signs a body: HMAC-SHA256 over `v1:<timestamp>:<body>`, in hex."""
    signed = f"{VERSION}:{stamp}:".encode() + raw
    return f"{VERSION}={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def payload_in(raw: bytes) -> dict[str, Any]:
    """Return a body that is a JSON object. Raises TurnedAway."""
    try:
        payload = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise TurnedAway(400, "the body is not JSON in UTF-8") from None
    if not isinstance(payload, dict):
        raise TurnedAway(400, "the body is not a JSON object")
    return payload


def _settle(batch: Sequence[Waiting], taken: Sequence[Taken | None]) -> list[Waiting]:
    """Answer those that are decided; returns the others."""
    left = []
    for each, what in zip(batch, taken, strict=True):
        if what is None:
            left.append(each)
        elif not each.taken.done():
            each.taken.set_result(what)
    return left
