"""Signed slash commands, sent from the process that measures: those measured are others."""

import asyncio
import hashlib
import hmac
import itertools
import re
import time
from urllib.parse import urlencode

from benchmarks.slack import CHANNELS, PEOPLE, TEAM

SECRET = "5e1f"  # noqa: S105 - of a server that lives for seconds on this machine
OK = b"HTTP/1.1 200"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_RUN = f"{time.time_ns():x}"
# Of every command of this run: one that comes twice is answered from memory.
_NUMBERS = itertools.count()


def request(number: int, line: str) -> bytes:
    """Return one command as Slack sends it; `{}` in the line becomes its number."""
    body = urlencode(
        {
            "token": "none",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": CHANNELS[number % len(CHANNELS)],
            "channel_name": CHANNELS[number % len(CHANNELS)].lower(),
            "user_id": PEOPLE[number % len(PEOPLE)],
            "user_name": "person",
            "command": "/cx",
            "text": line.format(number),
            "response_url": "http://127.0.0.1:1/none",
            "trigger_id": f"{_RUN}.{number}",
        }
    ).encode()
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def load(port: int, in_flight: int, seconds: float, line: str) -> dict[str, float]:
    """Keep so many requests in flight for so long; return what was seen."""
    times, wrong = [], [0]

    async def ask_on() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < ends:
            began = time.perf_counter()
            writer.write(request(next(_NUMBERS), line))
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            body = await reader.readexactly(int(length[1])) if length else b""
            times.append(time.perf_counter() - began)
            # A refusal or an excuse is no answer: it would be quicker than the real one.
            wrong[0] += not head.startswith(OK) or b'"text"' not in body or b"C-" not in body
        writer.close()

    began = time.perf_counter()
    ends = began + seconds
    await asyncio.gather(*(ask_on() for _ in range(in_flight)))
    took = time.perf_counter() - began
    times.sort()
    return {
        "answers": len(times),
        "per_second": len(times) / took,
        "p50": 1000 * times[len(times) // 2],
        "p99": 1000 * times[int(len(times) * 0.99)],
        "wrong": wrong[0],
    }
