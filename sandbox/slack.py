"""A Slack of one's own: the server on loopback, and everything a test or the demo does with it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from sandbox.appointments import figures_beside, next_due
from sandbox.building import build_world
from sandbox.changes import Changes
from sandbox.company import SEEDED
from sandbox.driver.channel import ChannelSeen
from sandbox.driver.person import Person
from sandbox.driver.post import Post
from sandbox.events import Event
from sandbox.front import Front
from sandbox.links.outcome import Outcome, Parcel
from sandbox.links.signed_http import SignedHttp
from sandbox.routes import routes
from sandbox.store import Store, read_state
from sandbox.workspace import Message
from sandbox.world import World

HOST = "127.0.0.1"
QUIET_SECONDS = 0.05
GLANCE_SECONDS = 0.005


class Slack(Changes):
    """The stand-in as its user holds it: people to act as, faults to switch on, a clock to move."""

    def __init__(self, world: World, session: ClientSession) -> None:
        self.world = world
        self.session = session
        self.front = Front(world)
        self.people: dict[str, Person] = {}
        self.clock, self.faults, self.limits = world.clock, world.faults, world.limits
        self.log, self.sockets = world.log, world.app.sockets
        self.figures_url = ""

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        manifest: Path | dict[str, Any],
        company: Path | dict[str, Any] = SEEDED,
        port: int = 0,
        state: Path | None = None,
        clock_file: Path | None = None,
    ) -> AsyncIterator[Slack]:
        """Serve on loopback until the block ends; without a port, on any free one."""
        async with AsyncExitStack() as stack:
            if clock_file is None:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                clock_file = folder / "clock"
            kept = read_state(state) if state else None
            world = build_world(manifest, company, clock_file, kept)
            slack = cls(world, await stack.enter_async_context(ClientSession()))
            if state is not None:
                store = Store(state, world.workspace, world.views, world.clock)
                stack.callback(store.save)
                await stack.enter_async_context(_running(store.save_each_second()))
            await stack.enter_async_context(_running(world.events.retry_when_due()))
            await stack.enter_async_context(slack.serving(port))
            yield slack

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator[None]:
        application = web.Application(client_max_size=2**24)
        application.add_routes(routes(self))
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        self.world.url = f"http://{HOST}:{runner.addresses[0][1]}"
        try:
            yield
        finally:
            self.world.app.is_offline = True
            self.front.closing.set()
            await self.sockets.close()
            await self.world.events.stop()
            await runner.cleanup()

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def api_url(self) -> str:
        return f"{self.world.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.world.keys.bot_token

    @property
    def app_token(self) -> str:
        return self.world.keys.app_token

    @property
    def signing_secret(self) -> str:
        return self.world.keys.signing_secret

    def settings_for_bot(self) -> dict[str, str]:
        """Return the environment of a bot that shall speak to this Slack."""
        settings = {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SANDBOX_CLOCK": str(self.clock.file),
        }
        if self.world.app.http is None:
            settings["SLACK_APP_TOKEN"] = self.app_token
        return settings

    def be_impatient(self, seconds: float = 0.2) -> None:
        """Shorten the three seconds for acknowledgements and triggers, to test in less."""
        self.world.app.patience = self.world.triggers.life_seconds = seconds

    def deliver_by_http(self, url: str) -> None:
        """Send signed requests to this address instead of using Socket Mode."""
        self.world.app.http = SignedHttp(url, self.signing_secret, self.session)

    async def verifies_url(self) -> bool:
        """Say whether the app's address answers Slack's challenge."""
        return self.world.app.http is not None and await self.world.app.http.challenge()

    def deliver_by_socket(self) -> None:
        self.world.app.http = None

    async def app_connected(self, sockets: int = 1, within: float = 10) -> None:
        await self.until(lambda: len(self.sockets.open) >= sockets, within)

    @property
    def is_offline(self) -> bool:
        return self.world.app.is_offline

    async def go_offline(self) -> None:
        """Cut the app off: calls are dropped, sockets too, and nothing is delivered."""
        self.world.app.is_offline = True
        await self.sockets.drop()

    def come_back(self) -> None:
        self.world.app.is_offline = False

    async def drop_sockets(self) -> None:
        await self.sockets.drop()

    async def next_due(self) -> datetime | None:
        """Ask the bot when it does something next; None when nothing is planned."""
        http = self.world.app.http
        beside = figures_beside(http.url) if http else ""
        return await next_due(self.session, self.figures_url or beside)

    @property
    def delivered(self) -> list[Parcel]:
        return list(self.world.app.delivered)

    @property
    def events(self) -> list[Event]:
        return list(self.world.events.sent)

    async def redeliver(self, parcel: Parcel | None = None) -> Outcome:
        """Deliver the very same once more: the last, unless another is named."""
        return await self.world.app.deliver(parcel or self.delivered[-1])

    async def redeliver_event(self, event: Event, *, fresh_id: bool = False) -> Outcome | None:
        """Send an event again, with the same event_id or as if it were another."""
        again = self.world.events.again(event, fresh_id=fresh_id)
        await again.first.wait()
        return again.last

    async def retry_events(self) -> None:
        """Retry now what waits for its minute, or its five."""
        self.world.events.retry_now()
        await self.quiet()

    def person(self, name: str) -> Person:
        user = self.world.workspace.user(name)
        return self.people.setdefault(user.id, Person(self.world, user.id))

    def channel(self, name: str) -> ChannelSeen:
        return ChannelSeen(self.world, self.world.workspace.channel(name))

    def posts_with_key(self, key: str) -> list[Post]:
        """Return every stored message of the app whose metadata holds this key."""
        stored = self.world.workspace.all_messages()
        return [self._seen_by_bot(m) for m in stored if key in _payload(m).values()]

    def pinged(self, post: Post | Message) -> set[str]:
        """Return the names of all whom this message pinged."""
        message = post.message if isinstance(post, Post) else post
        return {self.world.workspace.users[user].name for user in message.pinged}

    def everybody_pinged(self) -> set[str]:
        """Return the names of all whom any message of the app has pinged so far."""
        return {name for post in self.everything_posted() for name in self.pinged(post)}

    def everything_posted(self) -> list[Post]:
        """Return all that the app has posted anywhere, ephemeral or not."""
        workspace = self.world.workspace
        alone = [m for kept in workspace.ephemerals.values() for m in kept]
        mine = [m for m in [*workspace.all_messages(), *alone] if m.by_app]
        return [self._seen_by_bot(m) for m in sorted(mine, key=lambda m: m.ts)]

    def _seen_by_bot(self, message: Message) -> Post:
        workspace = self.world.workspace
        return Post(self.world, workspace.users[workspace.bot.user_id], message)

    async def until(self, condition: Callable[[], Any], within: float = 5) -> Any:
        """Wait until something is so, and return it; fail in words when it does not come."""
        deadline = asyncio.get_running_loop().time() + within
        while not (found := condition()):
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"It did not come within {within} s.")
            await asyncio.sleep(GLANCE_SECONDS)
        return found

    async def quiet(self, within: float = 10) -> None:
        """Wait until nothing has been in flight for a moment."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            await self.until(lambda: not self.log.in_flight, within)
            changes = self.log.changes
            await asyncio.sleep(QUIET_SECONDS)
            if self.log.changes == changes:
                return
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"The app is still busy after {within} s.")

    def move(self, **by: float) -> None:
        """Let the time pass that is named as a timedelta names it: days, hours, minutes."""
        self.clock.move(timedelta(**by))


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run something beside the block, and stop it with the block."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _payload(message: Message) -> dict[str, Any]:
    payload: dict[str, Any] = (message.metadata or {}).get("event_payload", {})
    return payload
