"""A database with as many commitments as one asks for, written by the database itself."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, text

from benchmarks.slack import CHANNELS, PEOPLE, TEAM
from bot.domain.channels import Channel, ChannelKind
from bot.domain.people import Person

# One in twenty is in a private place, one in ten is done, and each is promised to a colleague.
_COMMITMENTS = """
INSERT INTO commitments (team_id, number, revision, state, owner, maker, promised_to, what, due_on,
    first_due_on, overdue_from, moves, handed_on, made_at, channel_id, thread_ts, is_private,
    message_channel, message_ts, linked_to)
SELECT '{team}', n, 1, CASE WHEN n % 10 = 0 THEN 'done' ELSE 'open' END, 1 + n % {people},
    1 + n % {people}, 1 + (n + 7) % {people}, n, {day}, {day}, {moment}, 0, 0, {moment},
    'C0C' || substr('000' || (n % 20), -4), '', {private}, '', '', ''
FROM numbers
"""
_WORDS = """
INSERT INTO words (id, team_id, salt, text)
SELECT n, '{team}', 'none', 'send the churn list ' || n || ' to the board' FROM numbers
"""
_NUMBERS = {
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
    with engine.begin() as connection:
        if dialect == "postgresql":
            # Ours gives up after 1.5 s, which is right for people and too short for a million rows.
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        _fill_people(connection, people)
        numbers = _NUMBERS[dialect].format(many=many)
        for insertion in (_COMMITMENTS, _WORDS):
            statement = insertion.format(**filled)
            connection.execute(text(_with(numbers, statement, dialect)))
        connection.execute(
            text("INSERT INTO counters (team_id, noun, last) VALUES (:team, 'commitment', :many)"),
            {"team": TEAM, "many": many},
        )
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _with(numbers: str, statement: str, dialect: str) -> str:
    del dialect
    return f"{numbers} {statement.strip()}"


def _fill_people(connection: Connection, people: int) -> None:
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
