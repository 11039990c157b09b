"""`cxbot run`: one process of the bot, from its lock to its last line."""

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from typing import NoReturn

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.app.composition import composed
from bot.app.program import Program
from bot.cli import version
from bot.cli.database import url_in
from bot.cli.lock import sole_use
from bot.cli.logs import set_up_logging
from bot.cli.refusal import Refusal, explained, reason_of
from bot.cli.revisions import bring_up_to_date, head, is_known, revision_of
from bot.settings import Settings, settings_for_running

log = logging.getLogger(__name__)

# Objects made and not yet freed; Python's own 700 mean several collections in each request.
COLLECT_EVERY = 20_000
# Seconds for which one thread keeps the interpreter from others that could go on. A transaction
# gives it away at each statement, and with Python's own 5 ms waits that long to have it back.
TURN = 0.001


def main(_options: argparse.Namespace) -> int:
    """Run until SIGTERM or Ctrl-C."""
    return explained(_run)


def _run() -> int:
    # Until the loop has its own, so that an early SIGTERM ends this as cleanly as a late one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    gc.set_threshold(COLLECT_EVERY, 50, 50)
    settings = settings_for_running()
    set_up_logging(settings.log_level, settings.log_format)
    url = url_in(settings)
    with sole_use(url):
        _bring_up_to_date(url)
        asyncio.run(_serve(settings))
    return 0


def _bring_up_to_date(url: URL) -> None:
    """Migrate an embedded file; on PostgreSQL replicas may run, so an operator decides when."""
    try:
        revision = revision_of(url)
        if not is_known(revision):
            raise Refusal("The database was made by a newer version of cxbot: run that one.")
        if revision == head():
            return
        if url.get_backend_name() != "sqlite":
            raise Refusal("The database is not at this version's state: run `cxbot db upgrade`.")
        bring_up_to_date(url)
    except SQLAlchemyError as error:
        raise Refusal(f"The database cannot be used: {reason_of(error)}") from error


async def _serve(settings: Settings) -> None:
    wanted = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, wanted.set)
    program = composed(settings)
    try:
        await program.start()
    except OSError as error:
        await program.stop()
        raise Refusal(f"Nothing can listen at {settings.host}:{settings.port}: {error}.") from error
    _spare_the_collector()
    sys.setswitchinterval(TURN)
    _welcome(program)
    await wanted.wait()
    log.info("Ending: what is in flight is finished first.")
    await program.stop()
    _end()


def _spare_the_collector() -> None:
    """Have the collector pass over what lives as long as the process: it stops everybody else."""
    gc.collect()
    gc.freeze()


def _welcome(program: Program) -> None:
    settings = program.settings
    way = "Socket Mode" if settings.by_socket else "POST /slack/events"
    log.info(
        "cxbot %s listens at http://%s:%d, and to Slack by %s.",
        version(),
        settings.host,
        program.port,
        way,
    )


def _end() -> NoReturn:
    """End now: Python would still wait for a database thread that is stuck."""
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)
