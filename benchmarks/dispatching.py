"""What it costs to find the handler: with every handler of the bot, and with a single one."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from benchmarks.slack import TEAM
from bot.app.answers import Answers
from bot.app.entrances import Entrances
from bot.clock import wall_clock
from bot.database import Database
from bot.drawings import Drawings
from bot.gateways.slack import Identity, SlackGateway
from bot.routes import NOTHING, Answer, Asked, Routes, Tools
from bot.web import Figures
from handlers import routes_for

ROUNDS = 15
CALLS = 100
MOST = 1.15
US = Identity(TEAM, "Bench", "U0BOT", "B0BOT", frozenset(), "")


def run(databases: Databases) -> None:
    """Compare a press that does nothing, in the whole table and in a table of its own."""
    asyncio.run(_run(databases))


async def _run(databases: Databases) -> None:
    database, slack = Database(databases.sqlite()), SlackGateway("http://127.0.0.1:1/", "xoxb-none")
    whole = routes_for(Drawings(wall_clock, "/cx"), slack)
    single = Routes()
    count = len(whole.actions) + len(whole.modals) + len(whole.events)
    times: list[list[float]] = [[], []]
    apps = []
    for routes in (whole, single):
        routes.actions["bench.last"] = _nothing
        apps.append(_app(routes, database, slack))
    for _ in range(ROUNDS):
        for app, seen in zip(apps, times, strict=True):
            seen.append(await _timed(app))
    await slack.close()
    database.dispose()
    all_of_them, one = (median(each) for each in times)
    headed("Dispatch")
    print(f"  with one handler {one:.0f} µs, with {count} {all_of_them:.0f} µs")
    judged("all to one", all_of_them / one, MOST)


def _app(routes: Routes, database: Database, slack: SlackGateway) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id=US.user_id)

    bolt = AsyncApp(
        authorize=authorize,
        process_before_response=True,
        signing_secret="",
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    answers = Answers(slack, asyncio.ensure_future, "/cx")  # type: ignore[arg-type]  # none is late
    entrances = Entrances(routes, database, wall_clock, answers, Figures(), "/cx")
    entrances.identity = US
    entrances.open_on(bolt)
    return bolt


async def _timed(app: AsyncApp) -> float:
    press: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": "U0P0001", "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": "1.1",
        "actions": [{"action_id": "bench.last", "type": "button", "value": "1"}],
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0C0001"},
        "channel": {"id": "C0C0001"},
    }
    ask: Callable[[AsyncBoltRequest], Awaitable[Any]] = app.async_dispatch
    began = time.perf_counter()
    for _ in range(CALLS):
        context = {"arrived": began, "retry": 0}
        await ask(AsyncBoltRequest(mode="socket_mode", body=dict(press), context=context))
    return 1e6 * (time.perf_counter() - began) / CALLS


async def _nothing(asked: Asked, tools: Tools) -> Answer:
    del asked, tools
    return NOTHING
