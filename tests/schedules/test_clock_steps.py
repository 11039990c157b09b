"""The wall clock of a running process is moved, as no test inside the process could do it."""

import asyncio
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import wall_clock
from tests.schedules.backlog import fill
from tests.schedules.replicas import PEOPLE, POST, Replicas, times_said

SOURCE = Path(__file__).with_name("moved_wall.c")
HOUR, DAY = 3600, 24 * 3600
AT_EACH = 3
A_MOMENT = timedelta(seconds=1)


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    """The clock that can be moved, compiled; a fresh machine has a compiler."""
    library = tmp_path_factory.mktemp("shim") / "moved_wall.so"
    command = ["cc", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return library


@pytest.fixture
def wall(shim, tmp_path, monkeypatch):
    """A function that moves the wall clock of every process started from now on, and says where."""
    moved = tmp_path / "moved"
    moved.write_text("0")
    monkeypatch.setenv("LD_PRELOAD", str(shim))
    monkeypatch.setenv("MOVED_WALL", str(moved))

    def move(seconds):
        moved.write_text(str(seconds))
        return wall_clock() + timedelta(seconds=seconds)

    return move


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", [-HOUR, HOUR, -DAY, DAY])
async def test_a_step_of_the_clock_loses_nothing_and_doubles_nothing(
    database, url, slack, wall, step
):
    async with Replicas(url, slack, 1):
        for number, moved in enumerate((0, step, 0)):
            now = wall(moved)
            fill(database, AT_EACH, PEOPLE, now + A_MOMENT, beginning=number * AT_EACH)
            said = (number + 1) * AT_EACH
            await slack.until(lambda said=said: len(slack.log.calls(POST)) == said, within=20)
        await asyncio.sleep(1.5)

    assert await times_said(database, slack) == {1: 3 * AT_EACH}
