"""A database with as many commitments as one asks for, written by the database itself."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, text

from benchmarks.slack import CHANNELS, PEOPLE, TEAM
from bot.domain.channels import Channel, ChannelKind
from bot.domain.people import Person

# One in twenty is in a private place, one in eleven is done, and each is promised to a colleague.
_COMMITMENTS = """
INSERT INTO commitments (team_id, number, revision, state, owner, maker, promised_to, what, due_on,
    first_due_on, overdue_from, moves, handed_on, made_at, changed_at, channel_id, thread_ts,
    is_private, message_channel, message_ts, linked_to, rung, rung_said_in)
SELECT '{team}', n, 1, CASE WHEN n % 11 = 0 THEN 'done' ELSE 'open' END, 1 + n % {people},
    1 + n % {people}, 1 + (n + 7) % {people}, n, {day}, {day}, {moment}, 0, 0, {moment}, {moment},
    'C0C' || substr('000' || (n % 20), -4), '', {private}, '', '', '', 'none', ''
FROM numbers
"""
_WORDS = """
INSERT INTO words (id, team_id, salt, text)
SELECT n, '{team}', 'none', 'send the churn list ' || n || ' to the board' FROM numbers
"""
NUMBERS = {
    "sqlite": (
        "WITH RECURSIVE numbers(n) AS"
        " (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {many})"
    ),
    "postgresql": "WITH numbers AS (SELECT n FROM generate_series(1, {many}) AS n)",
}
_DAY = {
    "sqlite": "date('{today}', '+' || (n % 200) || ' days')",
    "postgresql": "date '{today}' + (n % 200)",
}
_MOMENT = {
    "sqlite": "datetime('{today}', '+' || (1 + n % 200) || ' days') || '.000000'",
    "postgresql": "timestamptz '{today}' + (1 + n % 200) * interval '1 day'",
}
_PRIVATE = {"sqlite": "n % 20 = 3", "postgresql": "n % 20 = 3"}
_COUNTED = "INSERT INTO counters (team_id, noun, last) VALUES (:team, 'commitment', :many)"
# A million rows are written quicker without indexes, which are then made from what is there, and
# without looking up that what they point to exists.
_INDEXES = {
    "sqlite": (
        "SELECT name, sql AS made_by FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name IN ('commitments', 'words') AND sql IS NOT NULL"
    ),
    "postgresql": (
        "SELECT indexname AS name, indexdef AS made_by FROM pg_indexes"
        " WHERE tablename IN ('commitments', 'words')"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    ),
}
HASTE = {
    "sqlite": (
        "PRAGMA foreign_keys=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA cache_size=-400000",
        "PRAGMA temp_store=MEMORY",
    ),
    # Ours gives up after 1.5 s, which is right for people and too short for a million rows.
    "postgresql": (
        "SET statement_timeout = 0",
        "SET idle_in_transaction_session_timeout = 0",
        "SET session_replication_role = replica",
        "SET maintenance_work_mem = '512MB'",
    ),
}


def fill(engine: Engine, many: int, people: int) -> None:
    """Write people, channels and commitments; everybody has as many as everybody else."""
    dialect, today = engine.dialect.name, f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    filled = {
        "team": TEAM,
        "people": people,
        "many": many,
        "day": _DAY[dialect].format(today=today),
        "moment": _MOMENT[dialect].format(today=today),
        "private": _PRIVATE[dialect],
    }
    with engine.connect() as connection:
        for setting in HASTE[dialect]:
            connection.connection.cursor().execute(setting)
        with connection.begin():
            know_people(connection, people)
            indexes = connection.execute(text(_INDEXES[dialect])).all()
            for index in indexes:
                connection.execute(text(f"DROP INDEX {index.name}"))
            for insertion in (_COMMITMENTS, _WORDS):
                numbers = NUMBERS[dialect].format(many=many)
                connection.execute(text(f"{numbers} {insertion.format(**filled).strip()}"))
            for index in indexes:
                connection.execute(text(index.made_by))
            connection.execute(text(_COUNTED), {"team": TEAM, "many": many})
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    engine.dispose()


def know_people(connection: Connection, people: int) -> None:
    """Write people, and the channels that all of them are in."""
    now = datetime.now(UTC)
    some = [
        Person(
            team_id=TEAM,
            number=number,
            slack_id=PEOPLE[number - 1] if number <= len(PEOPLE) else f"U1P{number:04}",
            name=f"Person {number}",
            zone="Europe/Berlin",
            area_asked_at=now,
        ).model_dump()
        for number in range(1, people + 1)
    ]
    connection.execute(insert(Person), some)
    places = [
        Channel(
            team_id=TEAM, channel_id=each, kind=ChannelKind.PUBLIC, is_member=True, read_at=now
        ).model_dump()
        for each in CHANNELS
    ]
    connection.execute(insert(Channel), places)
