"""A Slack that answers at once, or after a fixed time: `python -m benchmarks.slack SECONDS`."""

import asyncio
import itertools
import json
import re
import sys

from tests.schedules.parents import end_with_parent

TEAM = "T0BENCH"
PEOPLE = [f"U0P{number:04}" for number in range(100)]
CHANNELS = [f"C0C{number:04}" for number in range(20)]

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHANNEL = re.compile(rb'channel(?:=|": ?")(\w+)')
_US = {
    "team_id": TEAM,
    "team": "Bench",
    "user_id": "U0BOT",
    "bot_id": "B0BOT",
    "url": "https://bench.slack.test/",
}
_ANSWERS = {
    "auth.test": _US,
    "users.list": {
        "members": [
            {"id": each, "name": each.lower(), "real_name": f"Person {each}", "tz": "Europe/Berlin"}
            for each in PEOPLE
        ]
    },
    "users.conversations": {
        "channels": [{"id": each, "name": each.lower(), "is_member": True} for each in CHANNELS]
    },
    "conversations.history": {"messages": []},
}
_stamps = itertools.count(1)


def answer(path: str, body: bytes) -> bytes:
    """Return what Slack says to a call; every post gets a moment of its own."""
    method = path.rpartition("/")[2].partition("?")[0]
    said = {"ok": True, **_ANSWERS.get(method, {})}
    channel = _CHANNEL.search(body)
    if channel:
        said |= {"channel": channel[1].decode(), "ts": f"1700000000.{next(_stamps):06}"}
    return json.dumps(said).encode()


async def serve(seconds: float) -> None:
    """Answer until the process is ended; the port is the first line that is printed."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1])) if length else b""
                await asyncio.sleep(seconds)
                said = answer(head.split(b" ", 2)[1].decode(), body)
                kind = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                writer.write(kind + b"Content-Length: %d\r\n\r\n" % len(said) + said)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    end_with_parent()
    asyncio.run(serve(float(sys.argv[1])))
