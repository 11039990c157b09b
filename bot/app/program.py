"""The program as a whole: in which order it starts, when it is ready, and how it ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.app.answers import Answers, Windows, acknowledged
from bot.app.entrances import Entrances
from bot.clock import Clock
from bot.database import Database
from bot.domain.horizon import Horizon, horizon
from bot.domain.notices import Outcome
from bot.domain.workspaces import learn_workspace
from bot.errors import UserError
from bot.gateways.slack import Identity
from bot.hooks import Hooks
from bot.routes import Routes
from bot.settings import Settings
from bot.web import Figures, Front, InFlight
from handlers.errors import attempt

if TYPE_CHECKING:
    from bot.app.socket import Socket

log = logging.getLogger(__name__)

# Seconds, with two left for closing: a process manager usually kills after ten.
ENDS_WITHIN = 7.0
LOOKS_WITHIN = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
KINDS = frozenset(
    {
        "block_actions",
        "view_submission",
        "view_closed",
        "shortcut",
        "message_action",
        "block_suggestion",
        "event_callback",
    }
)


class Slack(Windows, Protocol):
    """What the program itself needs of Slack, beyond what answers do."""

    async def auth(self) -> Identity | Outcome: ...

    async def close(self) -> None: ...


class Pulse(Protocol):
    """What wakes by the clock: delivery and the timetable."""

    async def begin(self) -> None:
        """Do everything once, then go on each second."""

    async def end(self) -> None:
        """Take nothing new, and wait for what is being sent."""

    def is_beating(self) -> bool:
        """Tell whether everything that is to wake by the clock still does."""


class Program:
    """One process of the bot. The order in `start` is the order in which things may fail."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        slack: Slack,
        routes: Routes,
        pulse: Pulse,
        clock: Clock,
        get_acquainted: Callable[[Identity], Awaitable[None]],
    ) -> None:
        self.settings = settings
        self.figures = Figures()
        self.in_flight = InFlight()
        self.port = settings.port
        self._database = database
        self._clock = clock
        self._slack = slack
        self._pulse = pulse
        self._get_acquainted = get_acquainted
        self._known = asyncio.Event()
        self._stage = "starting"
        answers = Answers(slack, self.in_flight.later, settings.cx_command)
        self._entrances = Entrances(
            routes, database, clock, answers, self.figures, settings.cx_command
        )
        self._bolt = self._bolted()
        self._socket = self._socket_of(settings)
        self._runner: web.AppRunner | None = None
        self._introduction: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin the pulse, then listen; `not_ready` is empty once Slack knows us, too."""
        await self._pulse.begin()
        await self._listen()
        self._introduction = asyncio.create_task(self._introduce())
        self._stage = ""

    async def introduced(self) -> None:
        """Wait until Slack knows us."""
        await self._known.wait()

    async def stop(self) -> None:
        """Finish what is in flight, and take nothing new; it ends within ten seconds."""
        self._stage = "stopping"
        if self._introduction is not None:
            self._introduction.cancel()
        # Envelopes and requests that still arrive are served: nobody else would.
        ended = await asyncio.gather(
            _within(ENDS_WITHIN, self._pulse.end()), self.in_flight.until_idle(ENDS_WITHIN)
        )
        if not all(ended):
            log.warning("Something was still in flight after %.0f s.", ENDS_WITHIN)
        if self._socket is not None:
            await self._socket.close()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._slack.close()
        self._database.dispose()

    async def not_ready(self) -> list[str]:
        """Return what is missing before people can be served."""
        missing = [self._stage] if self._stage else []
        if not await self._database_answers():
            missing.append("database")
        if self._entrances.identity is None:
            missing.append("slack")
        if not self._pulse.is_beating():
            missing.append("clock")
        if self._socket is not None and not await self._socket.is_up():
            missing.append("socket")
        return missing

    async def dispatch(
        self, body: dict[str, Any], headers: Mapping[str, str], arrived: float
    ) -> BoltResponse:
        """Hand a payload to Bolt, and count it until its answer is ready."""
        loop = asyncio.get_running_loop()
        kind = _kind_of(body)
        with self.in_flight:
            response = await attempt(kind, lambda: self._through_bolt(body, headers, arrived))
        self.figures.answered(kind, loop.time() - arrived)
        if isinstance(response, UserError):
            return BoltResponse(status=500, body="")
        # Unacknowledged, it would come again, or look broken to the person: both for nothing.
        return acknowledged() if response.status == web.HTTPNotFound.status_code else response

    async def _through_bolt(
        self, body: dict[str, Any], headers: Mapping[str, str], arrived: float
    ) -> BoltResponse:
        context = {"arrived": arrived, "retry": _retry(headers)}
        request = AsyncBoltRequest(mode="socket_mode", body=body, context=context)
        return await self._bolt.async_dispatch(request)

    def _bolted(self) -> AsyncApp:
        logger = logging.getLogger("slack_bolt.AsyncApp")
        # Below that it tells of settings it found in the environment and does not use.
        logger.setLevel(logging.ERROR)
        # Given, so that Bolt takes none from its environment, where it looks for OAuth, too.
        client = AsyncWebClient(base_url=self.settings.slack_api_url, retry_handlers=[])
        if self.settings.at_home:
            client.proxy = None
        bolt = AsyncApp(
            logger=logger,
            name="cxbot",
            process_before_response=True,
            authorize=_from_memory(self._entrances),
            client=client,
            signing_secret="",
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._entrances.open_on(bolt)
        return bolt

    def _socket_of(self, settings: Settings) -> "Socket | None":
        if settings.slack_app_token is None:
            return None
        from bot.app.socket import Socket  # noqa: PLC0415 - twenty modules that HTTP never needs.

        token = settings.slack_app_token.get_secret_value()
        return Socket(self._bolt, token, self.dispatch, self.in_flight)

    async def _listen(self) -> None:
        secret = None if self.settings.by_socket else self.settings.slack_signing_secret
        front = Front(
            dispatch=self.dispatch,
            signing_secret=secret.get_secret_value() if secret is not None else None,
            not_ready=self.not_ready,
            figures=self.figures,
            in_flight=self.in_flight,
            planned=self._planned,
            hooks=Hooks(self._database, self._clock),
        )
        self._runner = web.AppRunner(front.application(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.host, self.settings.port).start()
        self.port = self._runner.addresses[0][1]

    async def _introduce(self) -> None:
        """Ask Slack who we are until it says so and we have noted it; only then listen to it."""
        pause = FIRST_PAUSE
        while not isinstance(us := await attempt("introduction", self._who_we_are), Identity):
            log.warning("Slack does not know us yet (%s); asking again in %.1f s.", us, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._entrances.identity = us
        log.info("Slack knows us as %s in %s.", us.user_id, us.team_id)
        if self._socket is not None:
            self._socket.open()
        self._known.set()
        await attempt("acquaintance", lambda: self._get_acquainted(us))

    async def _who_we_are(self) -> Identity | Outcome:
        us = await self._slack.auth()
        if isinstance(us, Identity):
            await self._database.transaction(learn_workspace, us.team_id, us.url, us.user_id)
        return us

    async def _planned(self) -> Mapping[str, float]:
        """Return what the clock will bring, in figures; a database that is down plans nothing."""
        try:
            async with asyncio.timeout(LOOKS_WITHIN):
                ahead = await self._database.reading(horizon, self._clock())
        except (SQLAlchemyError, TimeoutError, RuntimeError):
            ahead = Horizon()
        next_due = round(ahead.next_due.timestamp(), 3) if ahead.next_due else 0
        return {"cxbot_next_due_seconds": next_due, "cxbot_waiting": ahead.waiting}

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(LOOKS_WITHIN):
                return await self._database.reading(_look)
        except (SQLAlchemyError, TimeoutError, RuntimeError):
            return False


def _from_memory(entrances: Entrances) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Return what tells Bolt who we are: there is one installation, and we asked at the start."""

    # A plain function: Bolt fills arguments by name, and would fill `self`.
    async def authorize() -> AuthorizeResult:
        us = entrances.us
        return AuthorizeResult(
            enterprise_id=None, team_id=us.team_id, bot_user_id=us.user_id, bot_id=us.bot_id
        )

    return authorize


def _look(session: Session) -> bool:
    return session.connection().execute(text("SELECT 1")).scalar() == 1


async def _within(seconds: float, work: Any) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        return False
    return True


def _kind_of(body: Mapping[str, Any]) -> str:
    kind = str(body.get("type", ""))
    if "command" in body:
        return "command"
    return kind if kind in KINDS else "other"


def _retry(headers: Mapping[str, str]) -> int:
    number = headers.get("x-slack-retry-num", "0")
    return int(number) if number.isascii() and number.isdigit() else 0
