"""What the doctor sees of feeds: each that cannot be read, since when, and why."""

from collections.abc import Iterator

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot.cli.doctor.findings import Finding, bad, good
from bot.cli.schema import head, revision_of
from bot.database import engine_for
from bot.database.engines import reading_engine_for
from bot.domain.wins.records import Feed


def feed_findings(url: URL) -> Iterator[Finding]:
    """Yield a line for each feed that fails; one for all, if there are any and none does.

    Nothing is said where the database is behind or cannot be read: another line says that.
    """
    try:
        feeds = _feeds(url) if revision_of(url) == head() else []
    except SQLAlchemyError:
        return
    failing = [feed for feed in feeds if feed.failing_since is not None]
    if feeds and not failing:
        yield good(f"Feeds: {len(feeds)}, all read when they were looked at last.")
    for feed in failing:
        since = f"{feed.failing_since:%Y-%m-%d %H:%M} UTC" if feed.failing_since else ""
        said = f"Feeds: {feed.name} cannot be read since {since}: {feed.last_error}."
        yield bad(said, f"`curl -v {feed.url}`, or in Slack `/cx wins feed {feed.name} ADDRESS`.")


def _feeds(url: URL) -> list[Feed]:
    engine = reading_engine_for(url) or engine_for(url)
    try:
        with Session(engine) as session:
            return list(session.exec(select(Feed).order_by(col(Feed.name))))
    finally:
        engine.dispose()
