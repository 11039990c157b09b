"""`cxbot doctor`: looks at everything the bot needs from outside, and says how to mend it."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator

import aiohttp

from bot.cli.database import url_in
from bot.cli.doctor.findings import Finding, Verdict, bad, unseen
from bot.cli.doctor.golden import golden_findings, golden_views
from bot.cli.doctor.here import IN_FILE, database_finding, process_finding, settings_findings
from bot.cli.doctor.outside import outside_finding
from bot.cli.doctor.slack import slack_findings
from bot.cli.manifest import address_at
from bot.cli.refusal import Refusal, explained
from bot.settings import Settings, SettingsRefused, load_settings

ANSWERS_WITHIN = 10.0


def main(options: argparse.Namespace) -> int:
    """Print a line for each thing; the code is 1 when one is not as it must be."""
    return explained(lambda: asyncio.run(_look(options)))


async def _look(options: argparse.Namespace) -> int:
    code = 0
    async for finding in _findings(options):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        if finding.verdict is Verdict.BAD:
            code = 1
    return code


async def _findings(options: argparse.Namespace) -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except SettingsRefused as refusal:
        for sentence in refusal.sentences:
            yield bad(f"Settings: {sentence}", IN_FILE)
        return
    timeout = aiohttp.ClientTimeout(total=ANSWERS_WITHIN)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        if options.slack:
            for finding in await golden_findings(http, settings.slack_api_url, golden_views()):
                yield finding
            return
        async for finding in _health(http, settings, options.http):
            yield finding


async def _health(
    http: aiohttp.ClientSession, settings: Settings, host: str | None
) -> AsyncIterator[Finding]:
    for finding in settings_findings(settings):
        yield finding
    yield _database(settings)
    yield await process_finding(http, settings)
    async for finding in slack_findings(http, settings):
        yield finding
    if not settings.by_socket:
        yield await _reachability(http, settings, host)


def _database(settings: Settings) -> Finding:
    try:
        return database_finding(url_in(settings))
    except Refusal as refusal:
        return bad(f"Database: {refusal}", IN_FILE)


async def _reachability(
    http: aiohttp.ClientSession, settings: Settings, host: str | None
) -> Finding:
    if host is None or settings.slack_signing_secret is None:
        return unseen("Reachability: `cxbot doctor --http HOST` asks there as Slack does.")
    secret = settings.slack_signing_secret.get_secret_value()
    return await outside_finding(http, address_at(host), secret)
