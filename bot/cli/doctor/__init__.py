"""`cxbot doctor`: looks at everything the bot needs from outside, and says how to mend it."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator

import aiohttp

from bot.cli.database import url_in
from bot.cli.doctor.feeds import feed_findings
from bot.cli.doctor.findings import Finding, Verdict, bad, unseen
from bot.cli.doctor.golden import golden_findings, golden_views
from bot.cli.doctor.here import database_finding, in_file, process_finding, settings_findings
from bot.cli.doctor.messages import message_findings
from bot.cli.doctor.outside import outside_finding
from bot.cli.doctor.slack import slack_findings
from bot.cli.manifest import address_at
from bot.cli.refusal import Refusal, explained
from bot.clock import wall_clock
from bot.settings import Settings, SettingsRefused, load_settings

ANSWERS_WITHIN = 10.0


def main(options: argparse.Namespace) -> int:
    """Print a line for each thing; the code is 1 when one is not as it must be."""
    return explained(lambda: asyncio.run(_look(options)))


async def _look(options: argparse.Namespace) -> int:
    code = 0
    address = address_at(options.http) if options.http is not None else ""
    async for finding in _findings(address, is_about_views=options.slack):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        if finding.verdict is Verdict.BAD:
            code = 1
    return code


async def _findings(address: str, *, is_about_views: bool) -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except SettingsRefused as refusal:
        for sentence in refusal.sentences:
            yield bad(f"Settings: {sentence}", in_file())
        return
    timeout = aiohttp.ClientTimeout(total=ANSWERS_WITHIN)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        if is_about_views:
            for finding in await golden_findings(http, settings.slack_api_url, golden_views()):
                yield finding
            return
        async for finding in _health(http, settings, address):
            yield finding


async def _health(
    http: aiohttp.ClientSession, settings: Settings, address: str
) -> AsyncIterator[Finding]:
    for finding in settings_findings(settings):
        yield finding
    database = _database(settings)
    yield database
    if database.verdict is Verdict.GOOD:
        for finding in feed_findings(url_in(settings)):
            yield finding
        for finding in message_findings(url_in(settings), wall_clock()):
            yield finding
    yield await process_finding(http, settings)
    async for finding in slack_findings(http, settings):
        yield finding
    if not settings.by_socket:
        yield await _reachability(http, settings, address)


def _database(settings: Settings) -> Finding:
    try:
        return database_finding(url_in(settings))
    except Refusal as refusal:
        return bad(f"Database: {refusal}", in_file())


async def _reachability(http: aiohttp.ClientSession, settings: Settings, address: str) -> Finding:
    if not address or settings.slack_signing_secret is None:
        return unseen("Reachability: `cxbot doctor --http HOST` asks there as Slack does.")
    secret = settings.slack_signing_secret.get_secret_value()
    return await outside_finding(http, address, secret)
