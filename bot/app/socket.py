"""Socket Mode: the SDK's client, watched, since it is known to go deaf at times."""

import asyncio
import contextlib
import logging
import time

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.web import Dispatch, InFlight

log = logging.getLogger(__name__)

# Seconds. The client sends a ping each interval, and calls a socket stale after four without pong.
PING = 5.0
LOOK = 0.5
# How long a socket may be down before its client is replaced: it keeps trying the same one-use
# address, and survives neither a closed session nor a dead receiver (slack-platform 11.4).
PATIENCE = 20.0
CLOSING = 1.0
LONGEST_PAUSE = 10.0
# A one-use address that could not be used in this time is none any more.
CONNECTING = 30.0


class Socket:
    """One connection to Slack, made anew for as long as it is wanted."""

    def __init__(
        self, bolt: AsyncApp, app_token: str, dispatch: Dispatch, in_flight: InFlight
    ) -> None:
        self._bolt = bolt
        self._app_token = app_token
        self._dispatch = dispatch
        self._in_flight = in_flight
        self._envelopes: Envelopes | None = None
        self._keeper: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Start connecting; `is_up` tells when it worked."""
        self._keeper = asyncio.create_task(self._keep())

    async def is_up(self) -> bool:
        return self._envelopes is not None and await self._envelopes.hears()

    async def close(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeper

    async def _keep(self) -> None:
        while True:
            self._envelopes = Envelopes(
                self._bolt, self._app_token, self._dispatch, self._in_flight
            )
            try:
                await self._until_deaf(self._envelopes)
            finally:
                await _closed(self._envelopes)
            log.warning("The socket to Slack was deaf for %.0f s; making a new one.", PATIENCE)

    async def _until_deaf(self, envelopes: "Envelopes") -> None:
        loop = asyncio.get_running_loop()
        heard_at = loop.time()
        await envelopes.mend()
        while loop.time() - heard_at < PATIENCE:
            await asyncio.sleep(LOOK)
            if await envelopes.hears():
                heard_at = loop.time()
            else:
                await envelopes.mend()


class OneConnection(SocketModeClient):
    """The SDK's client, which connects once where it is asked to for several reasons at a time.

    Slack may say goodbye twice before it closes a socket, and allows few connections a minute.
    """

    _under_way: asyncio.Task[None] | None = None

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - as the SDK calls it
        """Connect anew; whoever asks meanwhile waits for the same connection."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._connect_anew(force=force))
        await asyncio.shield(self._under_way)

    async def close(self) -> None:
        if self._under_way is not None:
            self._under_way.cancel()
        await super().close()  # type: ignore[no-untyped-call]  # the SDK does not say

    async def _connect_anew(self, *, force: bool) -> None:
        async with asyncio.timeout(CONNECTING):
            await super().connect_to_new_endpoint(force)


class Envelopes:
    """What comes over the socket, handed on and acknowledged."""

    def __init__(
        self, bolt: AsyncApp, app_token: str, dispatch: Dispatch, in_flight: InFlight
    ) -> None:
        # Its debug lines hold whole messages, so it has a logger that never goes below INFO.
        logger = logging.getLogger("slack_sdk.socket_mode")
        self.client = OneConnection(
            app_token, logger=logger, web_client=bolt.client, ping_interval=PING
        )
        # The SDK would send even what goes to this machine through HTTPS_PROXY.
        self.client.proxy = bolt.client.proxy
        self.client.socket_mode_request_listeners.append(self.handle)
        self._dispatch = dispatch
        self._in_flight = in_flight
        self._pause = LOOK
        self._try_at = 0.0

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        arrived = asyncio.get_running_loop().time()
        headers = {name: str(value) for name, value in (build_headers(req) or {}).items()}
        # Until the acknowledgement has left: a shutdown closes the socket once this is idle.
        with self._in_flight:
            response = await self._dispatch(req.payload, headers, arrived)
            await send_async_response(client, req, response, time.time())

    async def mend(self) -> None:
        """Connect at once where nothing is connected: the client would only look by and by."""
        now = asyncio.get_running_loop().time()
        if now < self._try_at or not await self._is_broken():
            return
        self.client.last_ping_pong_time = None  # It was of the connection that broke.
        try:
            await self.client.connect_to_new_endpoint()
            self._pause = LOOK
        except (OSError, TimeoutError, aiohttp.ClientError, SlackApiError) as error:
            log.warning("No new socket to Slack yet (%s).", type(error).__name__)
            # Slack allows few such calls a minute.
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            self._try_at = now + self._pause

    async def _is_broken(self) -> bool:
        session = self.client.current_session
        return session is None or session.closed or await self.client.is_ping_pong_failing()

    async def hears(self) -> bool:
        client = self.client
        receives = client.message_receiver is not None and not client.message_receiver.done()
        return receives and not client.aiohttp_client_session.closed and await client.is_connected()


async def _closed(envelopes: Envelopes) -> None:
    try:
        async with asyncio.timeout(CLOSING):
            await envelopes.client.close()
    except (TimeoutError, OSError, RuntimeError):
        log.info("The old socket did not close in time; it is left to itself.")
