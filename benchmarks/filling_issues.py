"""A database with as many issues as one asks for, and ten reports on each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, text
from sqlmodel import Session

from benchmarks.filling import HASTE, NUMBERS, know_people
from benchmarks.slack import TEAM
from bot.domain.areas import Area
from bot.domain.issues.records import WeekCount
from bot.domain.issues.terms import learn_all_terms
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.words import Words

REPORTS = 10  # On each issue.
TOUCHPOINTS = 20
WEEKS = 60
AT_ONCE = 2000
# Half of them are closed; one in twenty is in a private place.
_ISSUES = """
INSERT INTO issues (team_id, number, revision, state, severity, what, touchpoint, area, opened_by,
    owner, owned_at, handed_on, refusals, reports, reopened, cause, fix, told_by, told_how, told_on,
    made_at, changed_at, entered_at, ended_at, channel_id, thread_ts, is_private, message_channel,
    message_ts)
SELECT '{team}', n, 5, CASE n % 8 WHEN 0 THEN 'new' WHEN 1 THEN 'owned' WHEN 2 THEN 'cause_known'
    WHEN 3 THEN 'fixed' ELSE 'closed' END, CASE n % 10 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high'
    ELSE 'normal' END, n, 1 + n % {touchpoints}, 1 + n % 6, 1 + n % {people},
    CASE WHEN n % 8 > 0 THEN 1 + (n / 8) % {people} END, {moment}, 0, 0, {reports}, 0, n, n,
    1 + n % {people}, n, {day}, {moment}, {moment}, {moment},
    CASE WHEN n % 8 > 3 THEN {moment} END, 'C0C' || substr('000' || (n % 20), -4), '',
    n % 20 = 3, '', ''
FROM numbers
"""
_REPORTS = """
INSERT INTO reports (team_id, issue, first_issue, person, touchpoint, week, made_at, reopens)
SELECT '{team}', 1 + n % {many}, 1 + n % {many}, 1 + n % {people}, 1 + n % {touchpoints},
    {day}, {moment}, false
FROM numbers
"""
# What happened to each: opened, owned, cause, fixed and closed, and each report.
_HISTORY = """
INSERT INTO history (team_id, noun, number, seq, person, what, at, facts, words_digest, digest)
SELECT '{team}', 'issue', 1 + (n - 1) / {each}, 1 + (n - 1) % {each}, 1 + n % {people},
    CASE (n - 1) % {each} WHEN 0 THEN 'opened' WHEN 4 THEN 'owned' WHEN 7 THEN 'cause_known'
    WHEN 9 THEN 'fixed' WHEN 13 THEN 'closed' ELSE 'reported' END, {moment},
    '{{"state": "owned", "owner": 1, "area": 1}}', '', 'none'
FROM numbers
"""
_DAY = {
    "sqlite": "date('{today}', '-' || (n % 300) || ' days')",
    "postgresql": "date '{today}' - (n % 300)::int",
}
_MOMENT = {
    "sqlite": "datetime('{today}', '-' || (n % 300) || ' days') || '.000000'",
    "postgresql": "timestamptz '{today}' - (n % 300) * interval '1 day'",
}


def wording(number: int) -> str:
    """Return what an issue says: everyday words, some of its own, and rare ones."""
    common, often, seldom, rare = (number % 7, number % 53, number % 401, number % 5003)
    return f"the k{common} page fails with o{often} after s{seldom} when r{rare} meets {number:x}"


def fill_issues(engine: Engine, many: int, people: int) -> None:
    """Write people, areas, touchpoints, issues with their history, and reports."""
    dialect, today = engine.dialect.name, f"{datetime.now(UTC):%Y-%m-%d}"
    filled = {
        "team": TEAM,
        "many": many,
        "people": people,
        "reports": REPORTS,
        "touchpoints": TOUCHPOINTS,
        "each": REPORTS + 4,
        "day": _DAY[dialect].format(today=today),
        "moment": _MOMENT[dialect].format(today=today),
    }
    with engine.connect() as connection:
        for setting in HASTE[dialect]:
            connection.connection.cursor().execute(setting)
        with connection.begin():
            know_people(connection, people)
            _fill_lists(connection)
            parts = ((_ISSUES, many), (_REPORTS, many * REPORTS), (_HISTORY, many * (REPORTS + 4)))
            for statement, rows in parts:
                numbers = NUMBERS[dialect].format(many=rows)
                connection.execute(text(f"{numbers} {statement.format(**filled).strip()}"))
            counted = {"team": TEAM, "many": many}
            connection.execute(text(_COUNTED), counted)
            _fill_words(connection, many)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    engine.dispose()


_COUNTED = "INSERT INTO counters (team_id, noun, last) VALUES (:team, 'issue', :many)"


def _fill_words(connection: Connection, many: int) -> None:
    for some in _batches(many):
        texts = {number: wording(number) for number in some}
        rows = [
            Words(id=number, team_id=TEAM, salt="none", text=text_).model_dump()
            for number, text_ in texts.items()
        ]
        connection.execute(insert(Words), rows)
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            learn_all_terms(session, TEAM, texts)
            session.commit()


def _fill_lists(connection: Connection) -> None:
    now = datetime.now(UTC)
    areas = [
        Area(team_id=TEAM, number=number, name=f"Area {number}").model_dump()
        for number in range(1, 7)
    ]
    touchpoints = [
        Touchpoint(
            team_id=TEAM, number=number, name=f"Point {number}", folded=f"point {number}"
        ).model_dump()
        for number in range(1, TOUCHPOINTS + 1)
    ]
    monday = now.date() - timedelta(days=now.weekday())
    weeks = [
        WeekCount(
            team_id=TEAM,
            touchpoint=number,
            week=monday - timedelta(weeks=ago),
            reports=5 + (number * ago) % 11,
        ).model_dump()
        for number in range(1, TOUCHPOINTS + 1)
        for ago in range(WEEKS)
    ]
    connection.execute(insert(Area), areas)
    connection.execute(insert(Touchpoint), touchpoints)
    connection.execute(insert(WeekCount), weeks)


def _batches(many: int) -> Iterator[range]:
    return (range(at, min(at + AT_ONCE, many + 1)) for at in range(1, many + 1, AT_ONCE))
