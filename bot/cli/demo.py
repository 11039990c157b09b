"""`cxbot demo`: a Slack of its own and the real bot, each a process, and one address to open."""

import argparse
import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from bot.cli.manifest import manifest_for
from bot.cli.refusal import Refusal, explained
from bot.settings import environment_with, load_settings

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
READY_WITHIN = 60.0  # Seconds; a slow machine imports slowly.
ENDS_WITHIN = 12.0
ANSWERS_WITHIN = 2.0
LOOK = 0.1
# All that a demo writes; `--fresh` removes this and nothing else.
KEPT = ("cxbot.db", "cxbot.db-wal", "cxbot.db-shm", "slack.json", "clock")


def main(options: argparse.Namespace) -> int:
    """Run the demo until Ctrl-C."""
    return explained(lambda: asyncio.run(Demo(options.data.resolve(), options.port).run(options)))


class Demo:
    """Two processes of one's own: they end when this one does, the bot first."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port
        self._ended = asyncio.Event()

    async def run(self, options: argparse.Namespace) -> int:
        command = load_settings().cx_command
        _demand_free(self._port)
        self._folder.mkdir(parents=True, exist_ok=True)
        if options.fresh:
            for name in KEPT:
                (self._folder / name).unlink(missing_ok=True)
        loop = asyncio.get_running_loop()
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(wanted, self._ended.set)
        timeout = aiohttp.ClientTimeout(total=ANSWERS_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as http, self._slack(command) as slack:
            page = f"http://{HOST}:{self._port}"
            settings = await self._ready(http, f"{page}/control/settings", slack)
            async with self._bot(settings, command) as (bot, port):
                await self._ready(http, f"http://{HOST}:{port}/readyz", bot)
                await _told(http, f"{page}/control/figures", f"http://{HOST}:{port}/metrics")
                if not self._ended.is_set():
                    sys.stdout.write(f"Open {page} (Ctrl-C ends the demo)\n")
                    sys.stdout.flush()
                await self._until_over(slack, bot)
        return 0

    @asynccontextmanager
    async def _slack(self, command: str) -> AsyncIterator["Child"]:
        manifest = self._folder / "manifest.json"
        manifest.write_text(json.dumps(manifest_for(command=command)), encoding="utf-8")
        files = {"--manifest": "manifest.json", "--state": "slack.json", "--clock-file": "clock"}
        arguments = [text for name, file in files.items() for text in (name, self._at(file))]
        port = ("--port", str(self._port))
        async with Child.started("sandbox", *port, *arguments, folder=self._folder) as child:
            yield child

    @asynccontextmanager
    async def _bot(self, given: dict[str, Any], command: str) -> AsyncIterator[tuple["Child", int]]:
        port = _free_port()
        settings = {name: str(value) for name, value in given.items()} | {
            "DATABASE_URL": f"sqlite:///{self._at('cxbot.db')}",
            "CX_COMMAND": command,
            "HOST": HOST,
            "PORT": str(port),
        }
        async with Child.started("bot", "run", folder=self._folder, settings=settings) as child:
            yield child, port

    async def _ready(self, http: aiohttp.ClientSession, address: str, child: "Child") -> Any:
        """Return what an address answers once it answers well, or refuse with the child's words."""
        with suppress(TimeoutError):
            async with asyncio.timeout(READY_WITHIN):
                while not self._ended.is_set() and child.is_running:
                    with suppress(aiohttp.ClientError, TimeoutError):
                        async with http.get(address) as answer:
                            if answer.ok:
                                return await answer.json()
                    await asyncio.sleep(LOOK)
        if self._ended.is_set():
            return {}
        raise Refusal(f"The demo did not start. {child.last_words()}")

    async def _until_over(self, *children: "Child") -> None:
        waits: list[asyncio.Task[Any]] = [asyncio.create_task(child.end()) for child in children]
        waits.append(asyncio.create_task(self._ended.wait()))
        _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        if not self._ended.is_set():
            child = next(child for child in children if not child.is_running)
            raise Refusal(f"A part of the demo ended by itself. {child.last_words()}")

    def _at(self, name: str) -> str:
        return str(self._folder / name)


class Child:
    """A process of ours, with a log of its own."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    @asynccontextmanager
    async def started(
        cls, module: str, *arguments: str, folder: Path, settings: dict[str, str] | None = None
    ) -> AsyncIterator["Child"]:
        """Start `python -m module`; it ends, politely, when the block does."""
        log = folder / f"{module}.log"
        # Not in the folder where the demo was typed: a real .env may lie there. Not in the
        # terminal's group either: at Ctrl-C the bot ends first, while its Slack is still there.
        environment = environment_with({**(settings or {}), "PYTHONPATH": str(ROOT)})
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", module, *arguments),
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        child = cls(process, log)
        try:
            yield child
        finally:
            await child.finish()

    @property
    def is_running(self) -> bool:
        return self._process.returncode is None

    async def end(self) -> None:
        await self._process.wait()

    async def finish(self) -> None:
        """Ask it to end, and insist when it does not."""
        if self.is_running:
            self._process.terminate()
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"See {self._log}" + (f": {lines[-1]}" if lines else ".")


async def _told(http: aiohttp.ClientSession, control: str, figures: str) -> None:
    """Tell Slack's stand-in where the bot says when it wakes next: its clock can go there."""
    with suppress(aiohttp.ClientError, TimeoutError):
        async with http.post(control, json={"url": figures}):
            pass


def _demand_free(port: int) -> None:
    """Refuse a port where something answers already: it would be taken for our own Slack."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Refusal(f"Port {port} is taken. Choose another: --port {port + 1}") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
