"""Socket Mode: Bolt's own adapter, watched, since its client is known to go deaf at times."""

import asyncio
import contextlib
import logging
import time

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
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
            connecting = asyncio.create_task(self._envelopes.client.connect())
            try:
                await self._until_deaf()
            finally:
                connecting.cancel()
                await _closed(self._envelopes)
            log.warning("The socket to Slack was deaf for %.0f s; making a new one.", PATIENCE)

    async def _until_deaf(self) -> None:
        loop = asyncio.get_running_loop()
        heard_at = loop.time()
        while loop.time() - heard_at < PATIENCE:
            await asyncio.sleep(LOOK)
            if await self.is_up():
                heard_at = loop.time()
            elif self._envelopes is not None:
                await self._envelopes.mend()


class Envelopes(AsyncSocketModeHandler):
    """Bolt's adapter, with our way of handing a payload on."""

    client: SocketModeClient

    def __init__(
        self, bolt: AsyncApp, app_token: str, dispatch: Dispatch, in_flight: InFlight
    ) -> None:
        # Its debug lines hold whole messages, so it has a logger that never goes below INFO.
        logger = logging.getLogger("slack_sdk.socket_mode")
        super().__init__(bolt, app_token, logger=logger, ping_interval=PING)
        # The SDK would send even what goes to this machine through HTTPS_PROXY.
        self.client.proxy = bolt.client.proxy
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
        """Connect anew at once when the connection broke: the client would only look by and by."""
        session, now = self.client.current_session, asyncio.get_running_loop().time()
        if session is None or not session.closed or now < self._try_at:
            return
        try:
            await self.client.connect_to_new_endpoint()
            self._pause = LOOK
        except (OSError, TimeoutError, aiohttp.ClientError, SlackApiError) as error:
            log.warning("No new socket to Slack yet (%s).", type(error).__name__)
            # Slack allows few such calls a minute.
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            self._try_at = now + self._pause

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
