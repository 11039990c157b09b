"""Reads feeds of wins: claimed in one transaction, fetched outside of any, kept page by page."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from bot.clock import Clock
from bot.database import Transaction
from bot.domain.wins.feeds import (
    Reading,
    claim_feed,
    next_page_in,
    note_failure,
    note_read,
    take_page,
)
from bot.gateways.feeds import FeedFailed

log = logging.getLogger(__name__)

AT_ONCE = 3
A_HOP = 25  # Items of one transaction: a person waits for no more than these.
MOST_PAGES = 20  # At one time; a longer list goes on the next time.


class Page(Protocol):
    """One page as it was fetched."""

    @property
    def body(self) -> Mapping[str, Any]: ...

    @property
    def etag(self) -> str: ...

    @property
    def is_same(self) -> bool: ...


class Feeds(Protocol):
    """Who can fetch a page of a feed, or say why not by FeedFailed."""

    async def page(self, url: str, etag: str = "") -> Page: ...


class FeedReader:
    """Reads what is due, each feed in a task of its own: no other job waits for the network."""

    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds
        self._reading: set[asyncio.Task[None]] = set()

    async def read_due_feeds(self, transaction: Transaction, clock: Clock) -> None:
        """Begin to read whatever feed is due; what a crash cuts off is begun again."""
        while len(self._reading) < AT_ONCE:
            reading = await transaction(claim_feed, clock())
            if reading is None:
                return
            task = asyncio.create_task(_read(self._feeds, reading, transaction, clock))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def until_read(self) -> None:
        """Wait for what is being read."""
        await asyncio.gather(*self._reading, return_exceptions=True)


async def _read(feeds: Feeds, reading: Reading, transaction: Transaction, clock: Clock) -> None:
    try:
        etag = await _pages(feeds, reading, transaction, clock)
    except FeedFailed as failed:
        log.warning("The feed %s could not be read: %s.", reading.name, failed)
        await transaction(note_failure, reading, str(failed), clock())
    except Exception:
        log.exception("Reading the feed %s broke.", reading.name)
        await transaction(note_failure, reading, "reading it broke; my log says how", clock())
    else:
        await transaction(note_read, reading, etag, clock())


async def _pages(feeds: Feeds, reading: Reading, transaction: Transaction, clock: Clock) -> str:
    """Read page after page; returns the mark of the first, by which nothing new is known."""
    at, etag, refused = reading.first_page, "", 0
    for place in range(MOST_PAGES):
        page = await feeds.page(at, reading.etag if place == 0 else "")
        if page.is_same:
            return page.etag
        etag = page.etag if place == 0 else etag
        after = next_page_in(reading.url, page.body)
        for some, resumes in _hops(page.body["items"], at, after):
            taken = await transaction(take_page, reading, some, resumes, clock())
            refused += taken.refused
        at = after
        if not after:
            break
    if refused:
        log.info("The feed %s had %d items that are no wins.", reading.name, refused)
    # A list that goes on has not been read to its end: its mark must not say so.
    return "" if at or reading.first_page != reading.url else etag


def _hops(items: Sequence[Any], at: str, after: str) -> Iterator[tuple[Sequence[Any], str]]:
    """Yield a page in parts, each with the address at which a reading cut off there goes on."""
    for begins in range(0, max(len(items), 1), A_HOP):
        is_last = begins + A_HOP >= len(items)
        yield items[begins : begins + A_HOP], after if is_last else at
