"""Processes that are measured: started, awaited, looked at, and ended."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TextIO
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.load import SECRET, load

READY_WITHIN = 60.0
ENDS_WITHIN = 15.0
LAST_WORDS = 2000  # Of the log of one that does not start.
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A process that answers signed commands."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = port
        self.seconds_to_ready = 0.0
        self.cpu_to_ready = 0.0

    @property
    def cpu(self) -> float:
        """The seconds of processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").split(") ")[1]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / _TICKS

    @property
    def megabytes(self) -> float:
        """The memory that is resident now."""
        return megabytes(self.process.pid)

    def load(self, in_flight: int, seconds: float, line: str) -> dict[str, float]:
        """Load it from this process; return what was seen, and the CPU of one answer."""
        before = self.cpu
        seen = asyncio.run(load(self.port, in_flight, seconds, line))
        seen["cpu"] = 1000 * (self.cpu - before) / max(1, seen["answers"])
        return seen


def megabytes(process: int | str = "self") -> float:
    """Return how much memory a process holds now; without a number, this one."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def started(stack: ExitStack, *servers: AbstractContextManager[Server]) -> list[Server]:
    """Start some at the same time, to be ended with the stack."""
    with ThreadPoolExecutor(len(servers)) as starting:
        return list(starting.map(stack.enter_context, servers))


@contextmanager
def slack(seconds: float = 0.0) -> Iterator[str]:
    """Start a Slack that takes so long for each answer; give the address of its API."""
    command = [sys.executable, "-m", "benchmarks.slack", str(seconds)]
    standing_in = subprocess.Popen(  # noqa: S603 - only programs of this repository
        command, stdout=subprocess.PIPE, text=True
    )
    with ended(standing_in) as process:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield f"http://127.0.0.1:{port}/api/"


@contextmanager
def cxbot(url: str, api: str, log: Path) -> Iterator[Server]:
    """Start the real bot and wait until it is ready."""
    port = free_port()
    settings = {
        "DATABASE_URL": url,
        "SLACK_API_URL": api,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "bot", "run"]
    with _server(command, port, {**_plain_environment(), **settings}, log) as server:
        yield server


@contextmanager
def floor(name: str, url: str, log: Path) -> Iterator[Server]:
    """Start one of the floors of `benchmarks.floors`."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.floors", name, url, str(port)]
    with _server(command, port, _plain_environment(), log) as server:
        yield server


@contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator["subprocess.Popen[str]"]:
    """Give a process, and end it whatever happens."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def _server(command: list[str], port: int, settings: dict[str, str], log: Path) -> Iterator[Server]:
    began = time.perf_counter()
    with log.open("a") as output, ended(_started(command, settings, output)) as process:
        server = Server(process, port)
        while not _is_ready(port):
            if process.poll() is not None or time.perf_counter() > began + READY_WITHIN:
                last = log.read_text(encoding="utf-8")[-LAST_WORDS:]
                raise RuntimeError(f"{command} did not start:\n{last}")
            time.sleep(0.01)
        server.seconds_to_ready = time.perf_counter() - began
        server.cpu_to_ready = server.cpu
        yield server


def _started(
    command: list[str], settings: dict[str, str], output: TextIO
) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - only programs of this repository
        command, env=settings, stdout=output, stderr=output, text=True
    )


def _plain_environment() -> dict[str, str]:
    """Return ours without settings of the bot."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("CX_", "SLACK_"))
    }


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own number
    except (URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
