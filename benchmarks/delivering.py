"""Notices through delivery as fast as it can: a Slack that answers at once, and no paces.

Slack limits each workspace, and so do we: many workspaces are what no limit slows down.
"""

import asyncio
import time
from typing import Any

from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock
from sqlalchemy import func, insert, text
from sqlmodel import Session, select

from benchmarks.databases import Databases
from benchmarks.figures import headed
from benchmarks.processes import slack
from benchmarks.slack import PEOPLE
from bot.clock import wall_clock
from bot.database import Database
from bot.domain.notices import Notice, Pace, State
from bot.drawings import Draw, Subject
from bot.gateways.slack import SlackGateway
from bot.views.surface import Message
from schedules.delivery import Delivery

WAITING = 100_000
WORKSPACES = 500
SECONDS = 6.0
NO_PACE = Pace(post=0.0, update=0.0)


def run(databases: Databases) -> None:
    """Let a hundred thousand wait, and see for some seconds how many are said."""
    for name, url in databases.both():
        with slack() as api:
            said, seconds, cpu = asyncio.run(_deliver(url, api))
        headed(f"Delivery on {name}, {WAITING:,} waiting in {WORKSPACES} workspaces")
        print(
            f"  scaled down to {SECONDS:.0f} s: {said:,} said, {said / seconds:.0f}/s,"
            f" {1000 * cpu / max(1, said):.2f} ms of CPU each;"
            f" all of them would take {WAITING / max(1, said) * seconds / 60:.0f} minutes"
        )


async def _deliver(url: str, api: str) -> tuple[int, float, float]:
    database, gateway = Database(url), SlackGateway(api, "xoxb-bench")
    _promise_all(database)
    delivery = Delivery(database, gateway, _drawn, wall_clock, pace=NO_PACE)
    began, cpu = time.perf_counter(), time.process_time()
    await delivery.tick()
    await asyncio.sleep(SECONDS)
    said, seconds = await database.reading(_said), time.perf_counter() - began
    used = time.process_time() - cpu
    await delivery.stop()
    await gateway.close()
    database.dispose()
    return said, seconds, used


def _promise_all(database: Database) -> None:
    alike = Notice(team_id="", key="", mark="", kind="bench", due_at=wall_clock())
    columns = alike.model_dump(exclude={"id"})
    rows = [columns | _told(number) for number in range(WAITING)]
    with database.engine.begin() as connection:
        for start in range(0, WAITING, 1000):
            connection.execute(insert(Notice), rows[start : start + 1000])
    # So many rows at once are counted by PostgreSQL itself within a minute; we do not wait for it.
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _told(number: int) -> dict[str, Any]:
    person = PEOPLE[number % len(PEOPLE)]
    return {
        "team_id": f"T{number % WORKSPACES}",
        "key": f"n{number}",
        "mark": f"{number:x}",
        "facts": {"number": number},
        "person_id": person,
        "lane": person,
    }


def _drawn(session: Session, subject: Subject) -> Draw:
    del session
    line = f"Line {subject.facts['number']}"
    return lambda: Message(line, [SectionBlock(text=MarkdownTextObject(text=line))])


def _said(session: Session) -> int:
    sent = select(func.count()).select_from(Notice).where(Notice.state == State.SENT)
    return session.exec(sent).one()
