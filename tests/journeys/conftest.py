"""The whole thing: the real bot as a process of its own, beside a Slack where people act."""

from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.slack import Slack
from tests.journeys.town import OTHER_PAIRS, PAIRS, TUESDAY, Town

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture(params=PAIRS)
def pair(request):
    return request.param


@pytest.fixture
async def town(pair, request, tmp_path):
    """A town whose bot is running; it must end cleanly, and its log must be free of bugs."""
    async with _town_of(pair, request, tmp_path) as town:
        await town.start_bot()
        yield town


@pytest.fixture
async def asleep(pair, request, tmp_path):
    """A town whose bot is not started yet."""
    async with _town_of(pair, request, tmp_path) as town:
        yield town


@asynccontextmanager
async def _town_of(pair, request, tmp_path):
    way, system = pair.split("+")
    url = request.getfixturevalue(f"{system}_url")
    async with Slack.start(manifest=MANIFEST) as slack:
        slack.clock.move(TUESDAY - slack.clock.now())
        by_http, loads = way == "http", pair in OTHER_PAIRS
        town = Town(slack, url, tmp_path, by_http=by_http, loads=loads)
        try:
            yield town
            if town.is_awake:
                assert await town.stop_bot() == 0
        finally:
            if town.is_awake:
                await town.kill_bot()
        assert "Traceback" not in town.log_text(), town.log_text()
        assert town.refusals() == set()
