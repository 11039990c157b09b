"""A database with as many thanks as one asks for: as many in these 90 days, the others before."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, text

from benchmarks.filling import HASTE, NUMBERS, know_people
from benchmarks.slack import PEOPLE, TEAM
from bot.domain.areas import Area, AreaMember

AREAS = 6
LATELY = 10_000  # Thanks in the 90 days that coverage looks at.
_WORDS = """
INSERT INTO words (id, team_id, salt, text)
SELECT n, '{team}', 'none', 'answered every customer of case ' || n FROM numbers
"""
_THANKS = """
INSERT INTO recognitions (team_id, number, revision, state, giver, did, linked_to, given_at,
    given_on, changed_at, channel_id, thread_ts, is_private, message_channel, message_ts)
SELECT '{team}', n, 1, 'given', 1 + n % {people}, n, '', {moment}, {day}, {moment},
    'C0C' || substr('000' || (n % 20), -4), '', n % 20 = 3, '', ''
FROM numbers
"""
# Nobody thanks themselves, and each thanks all others in turn.
_THANKED = """
INSERT INTO thanked (team_id, recognition, person, giver, given_at, is_private)
SELECT '{team}', n, 1 + (n % {people} + 1 + (n / {people}) % ({people} - 1)) % {people},
    1 + n % {people}, {moment}, false
FROM numbers
"""
_DAYS = """
INSERT INTO giving_days (team_id, giver, day, given)
SELECT team_id, giver, given_on, 1 FROM recognitions GROUP BY team_id, giver, given_on
"""
_AGO = "(({many} - n) * 89 / {lately})"
_DAY = {
    "sqlite": "date('{today}', '-' || {ago} || ' days')",
    "postgresql": "date '{today}' - {ago}::int",
}
_MOMENT = {
    "sqlite": "datetime('{today}', '-' || {ago} || ' days') || '.000000'",
    "postgresql": "timestamptz '{today}' - {ago} * interval '1 day'",
}
_COUNTED = "INSERT INTO counters (team_id, noun, last) VALUES (:team, 'recognition', :many)"
# PostgreSQL numbers words by itself; from here on after those that were written above.
_NUMBERED = "SELECT setval(pg_get_serial_sequence('words', 'id'), :many)"


def fill_thanks(engine: Engine, many: int) -> None:
    """Write people in their areas, and thanks that each gives as often as the others."""
    dialect, today = engine.dialect.name, f"{datetime.now(UTC):%Y-%m-%d}"
    ago = _AGO.format(many=many, lately=LATELY)
    filled = {
        "team": TEAM,
        "people": len(PEOPLE),
        "day": _DAY[dialect].format(today=today, ago=ago),
        "moment": _MOMENT[dialect].format(today=today, ago=ago),
    }
    with engine.connect() as connection:
        for setting in HASTE[dialect]:
            connection.connection.cursor().execute(setting)
        with connection.begin():
            know_people(connection, len(PEOPLE))
            _know_areas(connection)
            numbers = NUMBERS[dialect].format(many=many)
            for statement in (_WORDS, _THANKS, _THANKED):
                connection.execute(text(f"{numbers} {statement.format(**filled).strip()}"))
            connection.execute(text(_DAYS))
            connection.execute(text(_COUNTED), {"team": TEAM, "many": many})
            if dialect == "postgresql":
                connection.execute(text(_NUMBERED), {"many": many})
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    engine.dispose()


def _know_areas(connection: Connection) -> None:
    areas = [
        Area(team_id=TEAM, number=number, name=f"Area {number}").model_dump()
        for number in range(1, AREAS + 1)
    ]
    members = [
        AreaMember(team_id=TEAM, person=number, area=1 + number % AREAS).model_dump()
        for number in range(1, len(PEOPLE) + 1)
    ]
    connection.execute(insert(Area), areas)
    connection.execute(insert(AreaMember), members)
