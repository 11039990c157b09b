"""Ten thousand nudges due in one minute, what a claim costs after a million, and how soon one goes.

Slack's minute is shortened, so that it takes two minutes and not three quarters of an hour: the
window of its limits and the pace of a place are both so many times as short.
"""

import asyncio
import time
from statistics import median

from sqlalchemy import Engine, func, insert, text
from sqlmodel import Session, col, select

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.filling import HASTE, NUMBERS
from benchmarks.processes import megabytes, slack
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.notices import (
    Allowance,
    Notice,
    Pace,
    Place,
    State,
    Step,
    Urgency,
    claim_notices,
    promise,
)
from bot.drawings import Draw, Subject
from bot.gateways.slack import SlackGateway
from bot.views.surface import Message
from schedules.delivery import Delivery
from schedules.limits import A_MINUTE, FOR_ANSWERS, MINUTE, Limits

NUDGES = 10_000
PEOPLE = 2_000
SHORTENED = 20
WINDOW = MINUTE / SHORTENED
A_WINDOW = A_MINUTE[Step.POST] - FOR_ANSWERS[Step.POST]
LEAST_OF_ALLOWED = 95.0
MOST_MEMORY = 16.0
PASTS = (1_000, 1_000_000)
MOST_FOR_PAST = 1.25
MOST_A_CLAIM = 10.0
CLAIMS = 60
BATCH = 16
ALONE = 100
MOST_ALONE = 50.0
TEAM = "T0BENCH"
# Everything said and done, as it is after years.
_PAST = """
INSERT INTO notices (team_id, "key", mark, kind, subject_noun, subject_number, facts, asked_by,
    channel_id, person_id, thread_ts, thread_of, broadcast, home, lane, urgency, due_at, is_late,
    state, unwanted, wanted, rendered, shown, shown_as, posted_in, ts, attempts, failures, looks,
    problem, lease_until, try_at)
SELECT '{team}', 'past' || n, 'past' || n, 'bench', 'commitment', n, '{{}}', '', '',
    'U' || (n % {people}), '', '', false, false, '', 1, {day}, false, 'sent', false, 1, 1, 1, '',
    'D' || (n % {people}), n || '.1', 1, 0, 0, '', 0, 0
FROM numbers
"""
_DAY = {
    "sqlite": "datetime('now', '-' || (1 + n % 700) || ' days') || '.000000'",
    "postgresql": "now() - (1 + n % 700) * interval '1 day'",
}


def run(databases: Databases) -> None:
    """Measure all three on both databases."""
    for name in ("SQLite", "PostgreSQL"):
        urls = [databases.sqlite() if name == "SQLite" else databases.postgresql() for _ in PASTS]
        costs = [_cost_after(url, past) for url, past in zip(urls, PASTS, strict=True)]
        headed(f"Claims of {BATCH} on {name}, {NUDGES:,} due for {PEOPLE:,} people")
        for past, cost in zip(PASTS, costs, strict=True):
            judged(f"p50 after {past:,} past notices", cost, MOST_A_CLAIM, unit=" ms")
        judged(f"after {PASTS[1]:,}, to after {PASTS[0]:,}", costs[1] / costs[0], MOST_FOR_PAST)
        with slack() as api:
            seconds, grown = asyncio.run(_deliver(urls[0], api))
        headed(f"{NUDGES:,} nudges in one minute on {name}, a minute shortened {SHORTENED} times")
        ideal = (-(-NUDGES // A_WINDOW) - 1) * WINDOW
        print(f"    {seconds:.1f} s; Slack's limits allow {ideal:.1f} s")
        judged(
            "of what the limits allow",
            100 * ideal / seconds,
            LEAST_OF_ALLOWED,
            least=True,
            unit=" %",
        )
        judged("memory more at the end than after a tenth", grown, MOST_MEMORY, unit=" MB")
        with slack() as api:
            alone = asyncio.run(_alone(urls[0], api))
        headed(f"From commit to Slack's answer on {name}, idle")
        judged("p50", alone[len(alone) // 2], MOST_ALONE, unit=" ms")
        judged("p95", alone[ALONE * 95 // 100], MOST_ALONE, unit=" ms")


def _cost_after(url: str, past: int) -> float:
    """Return the median milliseconds of a claim, with so many notices done before."""
    database, costs = Database(url), []
    _fill_past(database.engine, past)
    _promise_all(database.engine)
    for _ in range(CLAIMS):
        began = time.perf_counter()
        with Session(database.engine, expire_on_commit=False) as session:
            claimed = claim_notices(
                session, wall_clock(), BATCH, pace=Pace(), allowance=Allowance()
            )
            session.commit()
        costs.append(1000 * (time.perf_counter() - began))
        if len(claimed) != BATCH:
            raise RuntimeError(f"{len(claimed)} were claimed where {BATCH} were due.")
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM notices WHERE state <> 'sent'"))
        connection.execute(text("DELETE FROM lanes"))
    database.dispose()
    return median(costs)


def _fill_past(engine: Engine, many: int) -> None:
    dialect = engine.dialect.name
    insertion = _PAST.format(team=TEAM, people=PEOPLE, day=_DAY[dialect])
    with engine.connect() as connection:
        for setting in HASTE[dialect]:
            connection.connection.cursor().execute(setting)
        with connection.begin():
            numbers = NUMBERS[dialect].format(many=many)
            connection.execute(text(f"{numbers} {insertion.strip()}"))
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    engine.dispose()


def _promise_all(engine: Engine) -> None:
    now = wall_clock()
    rows = [
        Notice(
            team_id=TEAM,
            key=f"nudge{number}",
            mark=f"{number:x}",
            kind="bench",
            facts={"number": number},
            person_id=f"U{number % PEOPLE}",
            lane=f"U{number % PEOPLE}",
            urgency=Urgency.DEADLINE,
            due_at=now,
        ).model_dump(exclude={"id"})
        for number in range(NUDGES)
    ]
    with engine.begin() as connection:
        for start in range(0, NUDGES, 1000):
            connection.execute(insert(Notice), rows[start : start + 1000])


async def _deliver(url: str, api: str) -> tuple[float, float]:
    """Say all of them; return the seconds it took, and the memory it grew by meanwhile."""
    database, gateway = Database(url), SlackGateway(api, "xoxb-bench")
    _promise_all(database.engine)
    pace = Pace(post=1 / SHORTENED, update=2 / SHORTENED)
    limits = Limits(window=WINDOW)
    delivery = Delivery(database, gateway, _drawn, wall_clock, pace=pace, limits=limits)
    began, before = time.perf_counter(), 0.0
    await delivery.tick()
    while (said := await database.reading(_said)) < NUDGES:
        if not before and said >= NUDGES // 10:
            before = megabytes()
        await asyncio.sleep(WINDOW / 10)
    seconds, grown = time.perf_counter() - began, megabytes() - before
    await delivery.stop()
    await gateway.close()
    database.dispose()
    return seconds, grown


async def _alone(url: str, api: str) -> list[float]:
    """Return the sorted milliseconds from a commit until Slack has answered to the post."""
    database, gateway = Database(url), Watched(api, "xoxb-bench")
    delivery = Delivery(database, gateway, _drawn, wall_clock)
    database.on_announcement = delivery.wake
    await delivery.run_due()
    waits = []
    for number in range(ALONE):
        place = Place(person_id=f"V{number}")
        what = {"kind": "bench", "place": place, "facts": {"number": number}}
        gateway.said.clear()
        await database.transaction(promise, TEAM, f"alone{number}", now=wall_clock(), **what)
        began = time.perf_counter()
        await gateway.said.wait()
        waits.append(1000 * (time.perf_counter() - began))
        await delivery.until_idle()
    await delivery.stop()
    await gateway.close()
    database.dispose()
    return sorted(waits)


class Watched(SlackGateway):
    """Tells when a post was answered."""

    def __init__(self, base_url: str, token: str) -> None:
        super().__init__(base_url, token)
        self.said = asyncio.Event()

    async def say(self, *args: object, **more: object) -> object:
        outcome = await super().say(*args, **more)
        self.said.set()
        return outcome


def _drawn(session: Session, subject: Subject) -> Draw:
    del session
    line = f"Line {subject.facts['number']}"
    return lambda: Message(line)


def _said(session: Session) -> int:
    sent = select(func.count()).select_from(Notice).where(Notice.state == State.SENT)
    return session.exec(sent.where(col(Notice.key).startswith("nudge"))).one()
