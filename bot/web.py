"""The HTTP side: the check of what comes in, health, readiness and figures."""

import asyncio
import hashlib
import hmac
import json
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.response import BoltResponse

LARGEST_BODY = 1024 * 1024
HOOKS = "/hooks/signals/{source}"
# Slack itself says five minutes (Slack docs, "Verifying requests from Slack").
OLDEST = 300
# Slack gives up after three seconds; who sends a body more slowly than that is not Slack.
BODY_WITHIN = 3.0
# Bolt looks into these without asking whether they are objects; older payloads have bare ids.
OBJECTS = ("event", "view", "container", "message", "state")
OBJECTS_OR_IDS = ("user", "team", "channel", "enterprise")


class Dispatch(Protocol):
    """Hands a checked payload on, and returns what Slack gets."""

    async def __call__(
        self, body: dict[str, Any], headers: Mapping[str, str], arrived: float
    ) -> BoltResponse: ...


@dataclass
class Figures:
    """What is counted, for `GET /metrics`, since this process started.

    cxbot_requests_total{kind}    requests and envelopes from Slack, by kind
    cxbot_turned_away_total       what the front check refused: signature, age, size or shape
    cxbot_refused_total           requests answered with a sentence that says why not
    cxbot_broken_total            requests that a fault of ours broke; each has a line in the log
    cxbot_answer_seconds_sum/_count/_max   time from arrival to acknowledgement
    cxbot_in_flight               requests, envelopes and late answers being worked on now
    cxbot_ready                   1 when `GET /readyz` answers 200
    cxbot_next_due_seconds        when something falls due next, in Unix time; 0: nothing is planned
    cxbot_waiting                 messages that are due and not said yet, counted up to 10,000
    """

    requests: Counter[str] = field(default_factory=Counter)
    turned_away: int = 0
    refused: int = 0
    broken: int = 0
    answer_seconds: float = 0.0
    slowest_answer: float = 0.0

    def answered(self, kind: str, seconds: float) -> None:
        self.requests[kind] += 1
        self.answer_seconds += seconds
        self.slowest_answer = max(self.slowest_answer, seconds)

    def lines(self, in_flight: int, *, is_ready: bool, planned: Mapping[str, float]) -> list[str]:
        """Return them in Prometheus' text format."""
        kinds = sorted(self.requests.items())
        single = {
            "cxbot_turned_away_total": self.turned_away,
            "cxbot_refused_total": self.refused,
            "cxbot_broken_total": self.broken,
            "cxbot_answer_seconds_sum": round(self.answer_seconds, 3),
            "cxbot_answer_seconds_count": sum(self.requests.values()),
            "cxbot_answer_seconds_max": round(self.slowest_answer, 3),
            "cxbot_in_flight": in_flight,
            "cxbot_ready": int(is_ready),
            **planned,
        }
        by_kind = [f'cxbot_requests_total{{kind="{kind}"}} {count}' for kind, count in kinds]
        return by_kind + [f"{name} {value}" for name, value in single.items()]


class InFlight:
    """What is being worked on, so that a shutdown can wait until there is nothing left."""

    def __init__(self) -> None:
        self.count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> None:
        self.count += 1
        self._idle.clear()

    def __exit__(self, *_: object) -> None:
        self.count -= 1
        if not self.count:
            self._idle.set()

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something after the answer has left, and count it until it is done."""
        task = asyncio.ensure_future(self._counted(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def until_idle(self, seconds: float) -> bool:
        """Wait until nothing is in flight; False when that took too long."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    async def _counted(self, work: Coroutine[Any, Any, Any]) -> None:
        with self:
            await work


class TurnedAway(Exception):
    """A request that is not handed on; only its status and two words leave."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


async def nothing_planned() -> Mapping[str, float]:
    """Answer for a program that does nothing by the clock."""
    return {"cxbot_next_due_seconds": 0, "cxbot_waiting": 0}


async def no_hooks(_request: web.Request) -> web.Response:
    """Answer for a program that takes no signals."""
    raise TurnedAway(404, "no signals are taken here")


class Front:
    """Everything that is served over HTTP, in both modes."""

    def __init__(
        self,
        *,
        dispatch: Dispatch,
        signing_secret: str | None,
        not_ready: Callable[[], Awaitable[list[str]]],
        figures: Figures,
        in_flight: InFlight,
        planned: Callable[[], Awaitable[Mapping[str, float]]] = nothing_planned,
        hooks: Callable[[web.Request], Awaitable[web.Response]] = no_hooks,
    ) -> None:
        self._dispatch = dispatch
        self._signing_secret = signing_secret
        self._not_ready = not_ready
        self._figures = figures
        self._in_flight = in_flight
        self._planned = planned
        self._hooks = hooks

    def application(self) -> web.Application:
        site = web.Application(client_max_size=LARGEST_BODY)
        site.router.add_get("/healthz", self.healthz)
        site.router.add_get("/readyz", self.readyz)
        site.router.add_get("/metrics", self.metrics)
        site.router.add_post(HOOKS, self.signal)
        if self._signing_secret is not None:
            # In Socket Mode nothing is sent here, so whoever posts is not Slack: 404.
            site.router.add_post("/slack/events", self.slack)
        return site

    async def healthz(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(self, _request: web.Request) -> web.Response:
        missing = await self._not_ready()
        return web.json_response(
            {"status": "not ready" if missing else "ready", "missing": missing},
            status=503 if missing else 200,
        )

    async def metrics(self, _request: web.Request) -> web.Response:
        is_ready = not await self._not_ready()
        planned = await self._planned()
        lines = self._figures.lines(self._in_flight.count, is_ready=is_ready, planned=planned)
        return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")

    async def signal(self, request: web.Request) -> web.Response:
        """Take what a tool outside sends, in both modes: it is signed by its own source."""
        arrived = asyncio.get_running_loop().time()
        try:
            with self._in_flight:
                answer = await self._hooks(request)
        except TurnedAway as refusal:
            self._figures.turned_away += 1
            return web.json_response({"error": refusal.reason}, status=refusal.status)
        self._figures.answered("signal", asyncio.get_running_loop().time() - arrived)
        return answer

    async def slack(self, request: web.Request) -> web.Response:
        arrived = asyncio.get_running_loop().time()
        try:
            raw = await body_of(request)
            if _is_ssl_check(raw):
                return web.Response()
            self._check_signature(request, raw)
            body = _parsed(raw)
        except TurnedAway as refusal:
            self._figures.turned_away += 1
            return web.json_response({"error": refusal.reason}, status=refusal.status)
        if body.get("type") == "url_verification":
            return web.json_response({"challenge": str(body.get("challenge", ""))})
        return _response(await self._dispatch(body, request.headers, arrived))

    def _check_signature(self, request: web.Request, raw: bytes) -> None:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not is_recent(stamp):
            raise TurnedAway(401, "stale or missing timestamp")
        secret = (self._signing_secret or "").encode()
        digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
        given = request.headers.get("X-Slack-Signature", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(f"v0={digest}".encode(), given):
            raise TurnedAway(401, "wrong signature")


async def body_of(request: web.Request) -> bytes:
    """Return the whole body, if it is not too large and comes in time. Raises TurnedAway."""
    try:
        async with asyncio.timeout(BODY_WITHIN):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise TurnedAway(413, "body too large") from None
    except TimeoutError:
        raise TurnedAway(408, "body too slow") from None


def is_recent(stamp: str) -> bool:
    """Tell whether a request was signed just now, so that an old one cannot be sent again."""
    # Real time on purpose: a moved clock moves people's days, not the signatures of others.
    return _is_seconds(stamp) and abs(time.time() - int(stamp)) <= OLDEST


def _is_seconds(stamp: str) -> bool:
    # `isdigit` alone also takes ² and the like, which int() refuses.
    return stamp.isascii() and stamp.isdigit() and len(stamp) < len("10000000000000")


def _is_ssl_check(raw: bytes) -> bool:
    """Tell whether Slack only looks whether our certificate is valid; it does not sign that."""
    is_form = not raw.lstrip().startswith((b"{", b"["))
    return is_form and b"ssl_check=1" in raw.split(b"&")


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        body = _object_in(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise TurnedAway(400, "body not understood") from None
    if not isinstance(body, dict) or not _is_readable(body):
        raise TurnedAway(400, "body not understood")
    return body


def _object_in(text: str) -> Any:
    """Return Slack's JSON, whether it is the body or the `payload` of a form; else the form."""
    if text.lstrip().startswith(("{", "[")):
        return json.loads(text)
    form = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict"))
    return json.loads(form["payload"]) if "payload" in form else form


def _is_readable(body: dict[str, Any]) -> bool:
    objects = all(isinstance(body.get(name, {}), dict | None) for name in OBJECTS)
    either = all(isinstance(body.get(name, {}), dict | str | None) for name in OBJECTS_OR_IDS)
    return bool(body) and objects and either and _has_actions(body.get("actions"))


def _has_actions(actions: Any) -> bool:
    if actions is None:
        return True
    return isinstance(actions, list) and bool(actions) and isinstance(actions[0], dict)


def _response(answer: BoltResponse) -> web.Response:
    kind = (answer.headers or {}).get("content-type", ["text/plain"])[0]
    return web.Response(
        status=answer.status, body=(answer.body or "").encode(), headers={"Content-Type": kind}
    )
