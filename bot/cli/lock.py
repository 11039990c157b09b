"""One process per SQLite file: a lock beside it, which the system lifts when its holder ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from bot.cli.refusal import Refusal


@contextmanager
def sole_use(url: URL) -> Iterator[None]:
    """Hold the database for this process alone; PostgreSQL is made for many and needs no lock."""
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    path = Path(f"{url.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                f"Another cxbot uses {url.database}. A SQLite file is for one process: "
                "end the other, or use PostgreSQL for several."
            ) from None
        yield
