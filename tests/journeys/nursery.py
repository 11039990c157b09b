"""Processes of the bot that need not load its code first: forked off one that has loaded it."""

import asyncio
import os
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path

from bot.cli import main

# Half of what a journey costs is loading these; nothing in them reads the environment by itself.
LOADED = ["bot.cli.run", "sqlalchemy.dialects.postgresql.psycopg", __name__]

_nursery = get_context("forkserver")
_nursery.set_forkserver_preload(LOADED)


class Forked:
    """`cxbot run` in a process of its own, with the methods of asyncio's own processes."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        self._process = _nursery.Process(target=_run, args=(dict(env), str(log)), daemon=True)
        self._process.start()

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    async def wait(self) -> int | None:
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        return self.returncode


def _run(env: Mapping[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(env)
    errors = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(errors, 2)
    os.close(errors)
    main(["run"])
