"""A thousand signals a second, offered for five seconds: all that is answered for is there."""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass
from statistics import median, quantiles

import aiohttp
from sqlalchemy import Engine
from sqlmodel import Session, select

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.processes import cxbot, slack
from benchmarks.slack import PEOPLE, TEAM
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.areas import areas_of
from bot.domain.issues.records import Report
from bot.domain.issues.sources import SourceWish, make_source
from bot.domain.people import person_seen
from bot.hooks import signature

A_SECOND = 1_000
SECONDS = 5
WORDINGS = 50
EXPECTED = {200, 429}  # Taken, or asked to come again.
PATIENCE = aiohttp.ClientTimeout(total=30)


@dataclass(frozen=True)
class Answered:
    """What one signal was answered, after how long; `report` is 0 unless it was taken."""

    status: int
    seconds: float
    report: int = 0


def measure_signals(databases: Databases, name: str) -> None:
    """Offer signals to the real bot, and look in its database afterwards."""
    url = databases.sqlite() if name == "SQLite" else databases.postgresql()
    database = Database(url)
    secret = _source(database.engine)
    with slack() as api, cxbot(url, api, databases.folder / "log") as bot:
        answers = asyncio.run(_offered(bot.port, secret))
    taken = [each for each in answers if each.report]
    statuses = Counter(each.status for each in answers)
    headed(f"{A_SECOND:,} signals a second for {SECONDS} s on {name}")
    print(f"  answers: {dict(sorted(statuses.items()))}")
    if len(taken) > 1:
        times = [1000 * each.seconds for each in taken]
        print(f"  taken: p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms")
    lost = len(taken) - len(_reports(database.engine) & {each.report for each in taken})
    judged("answered for, and not there once", float(lost), 0.0, unit="")
    strange = sum(many for status, many in statuses.items() if status not in EXPECTED)
    judged("neither taken nor asked to come again", float(strange), 0.0, unit="")
    database.dispose()


def _source(engine: Engine) -> str:
    with Session(engine) as session:
        areas_of(session, TEAM)
        owner = person_seen(session, TEAM, PEOPLE[0])
        wish = SourceWish("bench", owner, 48, "the agent of the ticket writes")
        secret = make_source(session, TEAM, wish, wall_clock()).secret
        session.commit()
    return secret


def _reports(engine: Engine) -> set[int]:
    with Session(engine) as session:
        return set(session.exec(select(Report.id)))


async def _offered(port: int, secret: str) -> list[Answered]:
    """Send each signal at its time, whether earlier ones are answered or not."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as http:
        began = time.perf_counter()
        sending = []
        for number in range(A_SECOND * SECONDS):
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
            sending.append(asyncio.create_task(_send(http, port, secret, number)))
        return await asyncio.gather(*sending)


async def _send(http: aiohttp.ClientSession, port: int, secret: str, number: int) -> Answered:
    what = f"Machine m{number % WORDINGS} in hall h{number % WORDINGS} stopped working today"
    raw, stamp = json.dumps({"what": what}).encode(), str(int(time.time()))
    headers = {
        "X-Cxbot-Timestamp": stamp,
        "X-Cxbot-Signature": signature(secret, stamp, raw),
        "Idempotency-Key": f"k{number}",
    }
    began = time.perf_counter()
    try:
        address = f"http://127.0.0.1:{port}/hooks/signals/bench"
        async with http.post(address, data=raw, headers=headers) as answer:
            report = (await answer.json()).get("report", 0)
            return Answered(answer.status, time.perf_counter() - began, report)
    except (aiohttp.ClientError, TimeoutError):
        return Answered(0, time.perf_counter() - began)
