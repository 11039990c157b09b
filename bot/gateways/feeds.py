"""Reading a page of a feed over HTTP: within limits, and never from inside one's own network."""

import asyncio
import ipaddress
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx

WITHIN = 20.0  # Seconds for a page, all in all.
CONNECTED_WITHIN = 5.0
LARGEST = 1024 * 1024
NOT_MODIFIED, OK = 304, 200
HTTPS = 443


class FeedFailed(Exception):
    """A page could not be read; the text says why, without any of what it held."""


@dataclass(frozen=True)
class FeedPage:
    """One page: its items, or that nothing has changed since `etag`."""

    body: Mapping[str, Any]
    etag: str = ""
    is_same: bool = False


class Feeds:
    """Reads feeds. `is_inside_allowed` is for the sandbox: there, all feeds are on this machine."""

    def __init__(self, *, is_inside_allowed: bool = False) -> None:
        self._is_inside_allowed = is_inside_allowed

    async def page(self, url: str, etag: str = "") -> FeedPage:
        """Return one page. Raises FeedFailed."""
        import httpx  # noqa: PLC0415 - loaded when there is a feed at all

        try:
            async with asyncio.timeout(WITHIN):
                return await self._page(httpx, url, etag)
        except TimeoutError:
            raise FeedFailed(f"it took longer than {WITHIN:.0f} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise FeedFailed(f"the connection failed ({type(error).__name__})") from None

    async def _page(self, library: Any, url: str, etag: str) -> FeedPage:
        address = await self._address(url)
        headers = {"accept": "application/json", "user-agent": "cxbot", "host": _host(url)}
        if etag:
            headers["if-none-match"] = etag
        # What was looked up is what is called, so that a name cannot lead elsewhere meanwhile.
        pinned = library.URL(url).copy_with(host=address)
        extensions = {"sni_hostname": urlsplit(url).hostname or ""}
        timeout = library.Timeout(WITHIN, connect=CONNECTED_WITHIN)
        async with (
            library.AsyncClient(timeout=timeout, trust_env=False) as client,
            client.stream("GET", pinned, headers=headers, extensions=extensions) as answer,
        ):
            return await _read(answer, etag)

    async def _address(self, url: str) -> str:
        """Return the address that a host has; none of a private network is called."""
        parts = urlsplit(url)
        if parts.scheme != "https" and not self._is_inside_allowed:
            raise FeedFailed("its address does not begin with https://")
        loop = asyncio.get_running_loop()
        port = parts.port or HTTPS
        try:
            found = await loop.getaddrinfo(parts.hostname or "", port, type=socket.SOCK_STREAM)
        except OSError:
            raise FeedFailed("its host is not known") from None
        addresses = [str(each[4][0]) for each in found]
        if not self._is_inside_allowed and not all(map(_is_public, addresses)):
            raise FeedFailed("its host is within a private network")
        return addresses[0]


async def _read(answer: "httpx.Response", etag: str) -> FeedPage:
    if answer.status_code == NOT_MODIFIED and etag:
        return FeedPage({}, etag, is_same=True)
    if answer.status_code != OK:
        raise FeedFailed(f"it answered {answer.status_code}")
    body = bytearray()
    async for part in answer.aiter_bytes():
        body += part
        if len(body) > LARGEST:
            raise FeedFailed("a page is larger than 1 MB")
    try:
        page = json.loads(body)
    except (ValueError, RecursionError):
        raise FeedFailed("it is not JSON") from None
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise FeedFailed("it has no list of “items”")
    return FeedPage(page, str(answer.headers.get("etag", "")))


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
