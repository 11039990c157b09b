"""The whole thing: the real bot as a process of its own, beside a Slack where people act."""

import asyncio
import os
import socket
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.slack import Slack

MANIFEST = Path(__file__).parents[2] / "manifest.json"
# Which way in goes with which database; one smoke journey runs on the other two pairs.
PAIRS = ["socket+sqlite", "http+postgresql"]
OTHER_PAIRS = ["socket+postgresql", "http+sqlite"]
# Every journey begins on this Tuesday, at noon in New York, so that its days can be written down.
TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


class Town:
    """A workspace with the bot in it; `bot` is its process."""

    def __init__(self, slack: Slack, url: str, folder: Path, *, by_http: bool) -> None:
        self.slack = slack
        self.url = url
        self.folder = folder
        self.by_http = by_http
        self.bot: asyncio.subprocess.Process | None = None
        self.port = 0

    def __getattr__(self, name: str):
        """Return one of the people: `town.ada`."""
        return self.slack.person(name)

    async def start_bot(self, **settings: str) -> None:
        """Start the bot and wait until it is ready to serve people."""
        self.port = _free_port()
        self.slack.deliver_by_http(f"http://127.0.0.1:{self.port}/slack/events")
        if not self.by_http:
            self.slack.deliver_by_socket()
        with (self.folder / "bot.log").open("ab") as log:
            self.bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._settings(settings), stderr=log
            )
        await self._ready()

    async def stop_bot(self) -> int:
        """End the bot as a process manager would; returns its exit code."""
        self.bot.terminate()
        return await asyncio.wait_for(self.bot.wait(), 12)

    async def kill_bot(self) -> None:
        """End the bot as a power cut would."""
        self.bot.kill()
        await self.bot.wait()

    async def shows(self, *words: str, without: str = "\0", **where: Any) -> str:
        """Wait until a card, a DM or a Home shows all these words; returns its whole text.

        `where` is one of card="#channel", dm="name", home="name", seen=what somebody saw.
        """

        def reads() -> bool:
            text = self._text_of(**where)
            return all(word in text for word in words) and without not in text

        try:
            await self.slack.until(reads, within=8)
        except AssertionError:
            problem = f"{words} without {without!r} is not {self._text_of(**where)!r}"
            raise AssertionError(problem) from None
        return self._text_of(**where)

    def _text_of(self, *, card: str = "", dm: str = "", home: str = "", seen: Any = None) -> str:
        try:
            if seen is not None:
                return seen.text
            if home:
                return self.slack.person(home).home.text
            return (self.card(card) if card else self.dm(dm)).text
        except IndexError:
            return ""

    def card(self, channel: str = "#cx-forum", place: int = -1):
        """Return the last card in a channel as everybody there sees it."""
        return self.slack.channel(channel).messages[place]

    def dm(self, name: str, place: int = -1):
        """Return the bot's last message in somebody's DM."""
        return [post for post in self.slack.person(name).dms() if post.author == "cxbot"][place]

    def refusals(self) -> set[tuple[str, str]]:
        """Return what Slack refused because of its form: there is never a reason for that."""
        refused = {(entry.name, entry.error) for entry in self.slack.log.calls()}
        return {(name, error) for name, error in refused if error.startswith("invalid_")}

    def log_text(self) -> str:
        return (self.folder / "bot.log").read_text()

    async def _ready(self) -> None:
        async with aiohttp.ClientSession() as http:
            for _ in range(600):
                assert self.bot.returncode is None, self.log_text()
                if await _answers(http, f"http://127.0.0.1:{self.port}/readyz"):
                    await self.slack.quiet()
                    return
                await asyncio.sleep(0.03)
        raise AssertionError(self.log_text())

    def _settings(self, settings: dict[str, str]) -> dict[str, str]:
        ours = {"DATABASE_URL": self.url, "PORT": str(self.port), "LOG_LEVEL": "DEBUG"}
        env = {**os.environ, **self.slack.settings_for_bot(), **ours, **settings}
        if self.by_http:
            env.pop("SLACK_APP_TOKEN", None)
        return env


@pytest.fixture(params=PAIRS)
def pair(request):
    return request.param


@pytest.fixture
async def town(pair, request, tmp_path):
    """A town whose bot is running; it must end cleanly, and its log must be free of bugs."""
    async with _town_of(pair, request, tmp_path) as town:
        await town.start_bot()
        yield town


@pytest.fixture
async def asleep(pair, request, tmp_path):
    """A town whose bot is not started yet."""
    async with _town_of(pair, request, tmp_path) as town:
        yield town


@asynccontextmanager
async def _town_of(pair, request, tmp_path):
    way, system = pair.split("+")
    url = request.getfixturevalue(f"{system}_url")
    async with Slack.start(manifest=MANIFEST) as slack:
        slack.clock.move(TUESDAY - slack.clock.now())
        town = Town(slack, url, tmp_path, by_http=way == "http")
        yield town
        if town.bot is not None and town.bot.returncode is None:
            assert await town.stop_bot() == 0
        assert "Traceback" not in town.log_text(), town.log_text()
        assert town.refusals() == set()


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
