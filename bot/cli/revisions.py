"""Which revision a database has and which one this version needs, found without alembic.

Alembic and what it loads are a tenth of a start, and are needed only where a database is behind.
"""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, inspect, text
from sqlalchemy.engine import URL

from bot.database.engines import reading_engine_for

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_NAMED = re.compile(r'^(revision|down_revision) = "(.+)"$', re.MULTILINE)


@cache
def _ways() -> dict[str, str]:
    """Return each revision of ours with the one before it."""
    scripts = (MIGRATIONS / "versions").glob("*.py")
    named = (dict(_NAMED.findall(script.read_text(encoding="utf-8"))) for script in scripts)
    return {each["revision"]: each.get("down_revision", "") for each in named if each}


def head() -> str:
    """Return the revision this version needs."""
    ways = _ways()
    return next(iter(ways.keys() - ways.values()), "")


def is_known(revision: str) -> bool:
    """Say whether this version has a way from there; from nothing, it always has."""
    return not revision or revision in _ways()


def revision_of(url: URL) -> str:
    """Return the revision of a database, without changing it; empty when it has none of ours."""
    is_embedded = url.get_backend_name() == "sqlite"
    if is_embedded and not Path(url.database or "").exists():
        return ""  # To look would make the file.
    engine = reading_engine_for(url) or postgresql_for_schema(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            found = connection.execute(text("SELECT version_num FROM alembic_version"))
            return str(found.scalar_one_or_none() or "")
    finally:
        engine.dispose()


def bring_up_to_date(url: URL) -> None:
    """Migrate a database to the state this version needs."""
    import_module("bot.cli.schema").upgrade(url)


def postgresql_for_schema(url: URL) -> Engine:
    """Return an engine that waits for locks, and for statements that take long."""
    query = {name: value for name, value in url.query.items() if name != "prepare_threshold"}
    options = "-c lock_timeout=5000 -c statement_timeout=0"
    arguments = {"connect_timeout": 5, "options": options}
    return create_engine(url.set(query=query), poolclass=NullPool, connect_args=arguments)
