"""The fence of a call: what is begun too late is not sent, even by a process that stood still."""

import asyncio
import math
from contextvars import ContextVar
from typing import Any

import aiohttp

# The loop's time after which nothing of this task is sent: somebody else may be at it by then.
SEND_BEFORE: ContextVar[float] = ContextVar("SEND_BEFORE", default=math.inf)


class FencedConnector(aiohttp.TCPConnector):
    """Looks at the fence once more when there is a connection, right before anything is written."""

    async def connect(self, *arguments: Any, **named: Any) -> Any:
        connection = await super().connect(*arguments, **named)
        if asyncio.get_running_loop().time() > SEND_BEFORE.get():
            connection.close()
            raise aiohttp.ConnectionTimeoutError
        return connection


def fenced_session(*, sock_connect: float) -> aiohttp.ClientSession:
    """Return a session all of whose calls look at the fence; `sock_connect` is in seconds."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=sock_connect)
    return aiohttp.ClientSession(connector=FencedConnector(), timeout=timeout)
