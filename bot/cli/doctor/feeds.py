"""What the doctor sees of feeds: each that cannot be read, since when, and why."""

from collections.abc import Iterator

from sqlalchemy.engine import URL
from sqlmodel import col, select

from bot.cli.doctor.findings import Finding, bad, good
from bot.cli.doctor.rows import rows_in
from bot.domain.wins.records import Feed


def feed_findings(url: URL) -> Iterator[Finding]:
    """Yield a line for each feed that fails; one for all, if there are any and none does.

    Nothing is said where the database is behind or cannot be read: another line says that.
    """
    feeds = rows_in(url, select(Feed).order_by(col(Feed.name))) or []
    failing = [feed for feed in feeds if feed.failing_since is not None]
    if feeds and not failing:
        yield good(f"Feeds: {len(feeds)}, all read when they were looked at last.")
    for feed in failing:
        since = f"{feed.failing_since:%Y-%m-%d %H:%M} UTC" if feed.failing_since else ""
        said = f"Feeds: {feed.name} cannot be read since {since}: {feed.last_error}."
        yield bad(said, f"`curl -v {feed.url}`, or in Slack `/cx wins feed {feed.name} ADDRESS`.")
