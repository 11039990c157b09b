"""Runs a Slack of one's own: python -m sandbox --port 3100 --manifest manifest.json."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.company import SEEDED
from sandbox.manifest import ManifestRefused
from sandbox.slack import Slack
from sandbox.story import tell


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and serve until Ctrl-C or SIGTERM."""
    options = _options().parse_args(arguments)
    try:
        asyncio.run(_serve(options))
    except (OSError, ManifestRefused) as refused:
        sys.exit(f"The stand-in cannot start: {refused}.")


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    options.add_argument("--port", type=int, default=3100, help="0 takes any free one")
    options.add_argument("--manifest", type=Path, default=Path("manifest.json"))
    options.add_argument("--company", type=Path, default=SEEDED)
    options.add_argument("--state", type=Path, help="keep what is said here across restarts")
    options.add_argument("--clock-file", type=Path, help="where the bot reads the moved clock")
    options.add_argument("--app-url", help="deliver signed requests here, without Socket Mode")
    return options


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stopped.set)
    async with Slack.start(
        manifest=options.manifest,
        company=options.company,
        port=options.port,
        state=options.state,
        clock_file=options.clock_file,
    ) as slack:
        if options.app_url:
            slack.deliver_by_http(options.app_url)
        tell(slack.world)
        sys.stdout.write(f"Slack stands in at {slack.url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
