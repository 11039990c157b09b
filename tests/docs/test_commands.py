"""Every command that a page shows is run, in the page's order, in a folder of its own."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from sandbox.slack import Slack
from tests.docs.reading import PAGES, ROOT, commands
from tests.handlers.test_process import free_port, ready

# What a page shows and cannot be run here, and why.
CANNOT = {
    "make demo": "it runs until Ctrl-C; `make demo-check` starts it and walks through it",
    "make test": "this test is a part of it",
    ".venv/bin/cxbot doctor --http cx.example.com": "the host is nobody's; see tests/cli",
    ".venv/bin/cxbot doctor --slack": "Slack is not reached; tests/cli runs it against a judge",
}
NO_DOCKER = "docker "  # Needs an engine; `make image-check` does what the image does.
RUN = ".venv/bin/cxbot run"
NOT_THERE = {".env", "data", ".git"}
WITHIN = 60
WITH_COMMANDS = [page for page in PAGES if commands(page)]


def can_run(command):
    return command not in CANNOT and not command.startswith(NO_DOCKER)


@pytest.fixture
def folder(tmp_path):
    """A fresh copy of the repository, as far as its commands can tell."""
    for path in ROOT.iterdir():
        if path.name not in NOT_THERE:
            (tmp_path / path.name).symlink_to(path)
    return tmp_path


@pytest.fixture
async def settings(postgresql_url):
    """The stand-in's, in the environment, where they win over what is copied to .env."""
    address = postgresql_url.replace("postgresql+psycopg://", "postgresql://")
    async with Slack.start(manifest=ROOT / "manifest.json") as slack:
        port = {"PORT": str(free_port())}
        yield {"PATH": os.environ["PATH"], **slack.settings_for_bot(), **port, "POSTGRES": address}


@pytest.mark.parametrize("page", WITH_COMMANDS)
async def test_the_commands_of_a_page_work_in_its_order(page, folder, settings):
    await run(".venv/bin/cxbot db upgrade", folder, settings)
    async with AsyncExitStack() as until_the_end:
        for command in filter(can_run, commands(page)):
            if command == RUN:
                await until_the_end.enter_async_context(running(folder, settings))
            else:
                await run(command, folder, settings)


def test_what_cannot_be_run_is_still_on_a_page():
    shown = {command for page in PAGES for command in commands(page)}

    assert set(CANNOT) <= shown
    assert len([command for command in shown if can_run(command)]) > 8


async def run(command, folder, settings):
    """Run one line as a shell does; on PostgreSQL when it speaks of DATABASE_URL."""
    given = dict(settings)
    if "$DATABASE_URL" in command:
        given["DATABASE_URL"] = settings["POSTGRES"]
    process = await asyncio.create_subprocess_shell(
        command,
        cwd=folder,
        env=given,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(WITHIN):
        words, _ = await process.communicate()
    assert process.returncode == 0, f"{command}\n{words.decode()}"


@asynccontextmanager
async def running(folder, settings):
    process = await asyncio.create_subprocess_shell(f"exec {RUN}", cwd=folder, env=settings)
    try:
        await ready(settings)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
