"""Feeds: lists of wins somewhere else, read page by page; what fails is tried again later."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urljoin, urlsplit

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.administering import demand_administrator
from bot.domain.lines import BRIEF, add_line
from bot.domain.people import Person
from bot.domain.wins.outside import LONGEST_ID, NotAWin, outside_in, take_in
from bot.domain.wins.records import Feed
from bot.errors import UserError

EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=10)  # Of one reading: another replica takes over after that.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
FAILS_LINE = "feed_fails"
TOLD_AFTER = 3  # Failures in a row: one alone is nobody's business.
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_JITTER = Random()  # noqa: S311 - it only spreads when feeds are read


class BadFeedName(UserError):
    """A feed has a short name of small letters, digits and dashes. Please pick another one."""


class BadFeedAddress(UserError):
    """A feed has an address that begins with https://. Please look at it again."""


class NoSuchFeed(UserError):
    """There is no feed of that name. {command} wins feeds shows those there are."""


@dataclass(frozen=True)
class Reading:
    """What is to be read now, claimed for this process: where, and what is known of it."""

    team_id: str
    name: str
    url: str
    etag: str  # Empty while a reading that was cut off goes on.
    first_page: str


@dataclass(frozen=True)
class Taken:
    """What one page brought: wins that are new or known, and items that are no wins."""

    wins: int = 0
    refused: int = 0


def keep_feed(session: Session, me: Person, name: str, url: str, now: datetime) -> Feed:
    """Read wins from an address from now on; the same name again changes where."""
    demand_administrator(session, me)
    if not _NAME.fullmatch(name):
        raise BadFeedName
    if urlsplit(url).scheme not in {"https", "http"} or not urlsplit(url).hostname:
        raise BadFeedAddress
    feed = Feed(team_id=me.team_id, name=name, url=url[:512], owner=me.number, next_at=now)
    if not insert_once(session, feed):
        found = session.get_one(Feed, (me.team_id, name))
        found.url, found.owner, found.next_at = feed.url, me.number, now
        found.etag = found.next_page = found.last_error = ""
        found.failures, found.failing_since, found.told_at = 0, None, None
        session.add(found)
    session.flush()
    return session.get_one(Feed, (me.team_id, name))


def drop_feed(session: Session, me: Person, name: str) -> None:
    """Read a feed no more; the wins it brought stay. Raises NoSuchFeed."""
    demand_administrator(session, me)
    found = session.get(Feed, (me.team_id, name))
    if found is None:
        raise NoSuchFeed
    session.delete(found)


def feeds_of(session: Session, team_id: str) -> Sequence[Feed]:
    return session.exec(select(Feed).where(Feed.team_id == team_id).order_by(col(Feed.name))).all()


def claim_feed(session: Session, now: datetime) -> Reading | None:
    """Take the feed that has waited longest, if one is due; it is ours for ten minutes."""
    due = (
        select(Feed)
        .where(col(Feed.next_at) <= now)
        .order_by(col(Feed.next_at))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    feed = session.exec(due).first()
    if feed is None:
        return None
    mine = update(Feed).where(
        col(Feed.team_id) == feed.team_id,
        col(Feed.name) == feed.name,
        col(Feed.next_at) == feed.next_at,
    )
    if session.exec(mine.values(next_at=now + LEASE)).rowcount == 0:
        return None
    goes_on = bool(feed.next_page)
    return Reading(
        team_id=feed.team_id,
        name=feed.name,
        url=feed.url,
        etag="" if goes_on else feed.etag,
        first_page=feed.next_page or feed.url,
    )


def next_page_in(url: str, page: Mapping[str, Any]) -> str:
    """Return the address of the page after this one, which may be relative; empty for the last.

    It must stay on the same host: who keeps the list has no say in where we go.
    """
    after = page.get("next")
    if not isinstance(after, str) or not after:
        return ""
    joined = urljoin(url, after)
    return joined if urlsplit(joined).netloc == urlsplit(url).netloc else ""


def take_page(
    session: Session, reading: Reading, items: Sequence[Any], after: str, now: datetime
) -> Taken:
    """Keep what a page brings, and where a reading that is cut off here goes on."""
    taken = refused = 0
    for item in items:
        try:
            take_in(session, reading.team_id, outside_in(item), _origin(reading, item), now)
            taken += 1
        except NotAWin:
            refused += 1
    known = _row(session, reading)
    if known is not None:
        known.next_page = after[:512]
        session.add(known)
    return Taken(taken, refused)


def note_read(session: Session, reading: Reading, etag: str, now: datetime) -> None:
    """Note that a feed was read to its end; look again in an hour."""
    feed = _row(session, reading)
    if feed is None:
        return
    feed.etag, feed.read_at, feed.next_at = etag[:256], now, now + EVERY
    feed.failures, feed.failing_since, feed.last_error, feed.told_at = 0, None, "", None
    session.add(feed)


def note_failure(session: Session, reading: Reading, why: str, now: datetime) -> None:
    """Note that a feed could not be read; each time it fails it is left alone for longer.

    The CCO hears of it once, in the brief, until it has been read again.
    """
    feed = _row(session, reading)
    if feed is None:
        return
    feed.failures += 1
    feed.failing_since = feed.failing_since or now
    feed.last_error = why[:160]
    feed.next_at = now + pause_after(feed.failures)
    if feed.told_at is None and feed.failures >= TOLD_AFTER:
        feed.told_at = now
        key = f"{FAILS_LINE}:{feed.name}:{now.isoformat(timespec='seconds')}"
        add_line(session, feed.team_id, BRIEF, key, FAILS_LINE, now, facts={"feed": feed.name})
    session.add(feed)


def pause_after(failures: int) -> timedelta:
    """Return how long to leave a feed alone: five minutes, doubled each time, up to six hours."""
    whole = min(FIRST_PAUSE * float(2 ** min(failures - 1, 10)), LONGEST_PAUSE)
    return whole * _JITTER.uniform(0.9, 1.1)


def _origin(reading: Reading, item: Any) -> str:
    known = item.get("id") if isinstance(item, Mapping) else None
    if not isinstance(known, str | int) or not str(known).strip():
        raise NotAWin("“id” must tell one win from another")
    if len(str(known)) > LONGEST_ID - len(reading.name):
        raise NotAWin("“id” is too long")
    return f"feed:{reading.name}:{known}"


def _row(session: Session, reading: Reading) -> Feed | None:
    feed = session.get(Feed, (reading.team_id, reading.name))
    return feed if feed is not None and feed.url == reading.url else None
