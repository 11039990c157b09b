"""A workspace with the real bot in it, as a process of its own, and how journeys look at it."""

import asyncio
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.links.outcome import Parcel
from sandbox.slack import Slack
from tests.journeys.nursery import Forked

# Every journey begins on this Tuesday, at noon in New York, so that its days can be written down.
TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
# Which way in goes with which database; one smoke journey runs on the other two pairs.
PAIRS = ["socket+sqlite", "http+postgresql"]
OTHER_PAIRS = ["socket+postgresql", "http+sqlite"]
# Where a journey is about words and not about the way in, one pair is enough, now the one and now
# the other; with EVERY_PAIR in the environment each such journey runs on both.
EVERY_PAIR = "EVERY_PAIR" in os.environ
EMBEDDED = pytest.mark.parametrize("pair", PAIRS if EVERY_PAIR else PAIRS[:1])
SHARED = pytest.mark.parametrize("pair", PAIRS if EVERY_PAIR else PAIRS[1:])
SOON = 8.0  # Seconds within which people see what they wait for.


class Town:
    """A workspace with the bot in it; `bot` is its process, forked unless it loads its code."""

    def __init__(self, slack: Slack, url: str, folder: Path, *, by_http: bool, loads: bool) -> None:
        self.slack = slack
        self.url = url
        self.folder = folder
        self.by_http = by_http
        self.loads = loads
        self.bot: asyncio.subprocess.Process | Forked | None = None
        self.port = 0

    def __getattr__(self, name: str):
        """Return one of the people: `town.ada`."""
        return self.slack.person(name)

    @property
    def is_awake(self) -> bool:
        return self.bot is not None and self.bot.returncode is None

    def beside(self) -> "Town":
        """Return the same town for one more process of the bot."""
        return Town(self.slack, self.url, self.folder, by_http=self.by_http, loads=self.loads)

    def is_where_slack_delivers(self) -> None:
        """Have Slack deliver to this process of the bot, where it sends requests."""
        if self.by_http:
            self.slack.deliver_by_http(f"http://127.0.0.1:{self.port}/slack/events")

    async def start_bot(self, **settings: str) -> None:
        """Start the bot and wait until it is ready to serve people."""
        self.port = _free_port()
        self.is_where_slack_delivers()
        self.bot = await self._process(self._settings(settings))
        await self._ready()

    async def stop_bot(self) -> int:
        """End the bot as a process manager would; returns its exit code."""
        self.bot.terminate()
        return await asyncio.wait_for(self.bot.wait(), 12)

    async def kill_bot(self) -> None:
        """End the bot as a power cut would."""
        self.bot.kill()
        await self.bot.wait()

    async def shows(
        self, *words: str, without: str = "\0", within: float = SOON, **where: Any
    ) -> str:
        """Wait until a card, a DM or a Home shows all these words; returns its whole text.

        `where` is one of card="#channel", dm="name", home="name", seen=what somebody saw.
        """

        def reads() -> bool:
            text = self._text_of(**where)
            return all(word in text for word in words) and without not in text

        try:
            await self.slack.until(reads, within)
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

    def two_days_pass(self, hour: int = 15) -> None:
        """Let the working day come by which all have read what they are told in passing."""
        self.slack.clock.move_to(datetime(2026, 11, 26, hour, tzinfo=UTC))

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

    def delivered(self, kind: str) -> Parcel:
        """Return the last command, interaction or event that was delivered to the bot."""
        return next(each for each in reversed(self.slack.delivered) if each.kind == kind)

    def log_text(self) -> str:
        return (self.folder / "bot.log").read_text()

    async def _process(self, env: dict[str, str]) -> asyncio.subprocess.Process | Forked:
        log = self.folder / "bot.log"
        if not self.loads:
            return Forked(env, log)
        command = [sys.executable, "-m", "bot", "run"]
        with log.open("ab") as errors:
            return await asyncio.create_subprocess_exec(*command, env=env, stderr=errors)

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
