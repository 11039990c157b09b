"""`cxbot doctor`: looks at everything the bot needs from outside, and says what to do."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.database import url_in
from bot.cli.manifest import scopes_wanted
from bot.cli.refusal import explained, reason_of
from bot.cli.schema import head, revision_of
from bot.clock import wall_clock
from bot.gateways.slack import Identity, SlackGateway
from bot.settings import Settings, settings_for_running

ANSWERS_WITHIN = 10.0
# Slack turns requests away that are older than five minutes; a minute is already worth mending.
CLOCKS_MAY_DIFFER = 60


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    is_good: bool
    sentence: str

    def __str__(self) -> str:
        return f"{'ok' if self.is_good else 'NOT OK':6}  {self.sentence}"


def main(_options: argparse.Namespace) -> int:
    """Print a line for each thing; the code is 1 when one is not as it must be."""
    return explained(lambda: asyncio.run(_look()))


async def _look() -> int:
    settings = settings_for_running()
    findings = [Finding(is_good=True, sentence="Settings: every one can be read.")]
    findings.append(database_finding(url_in(settings)))
    findings += [finding async for finding in _slack_findings(settings)]
    sys.stdout.write("".join(f"{finding}\n" for finding in findings))
    return 0 if all(finding.is_good for finding in findings) else 1


def database_finding(url: URL) -> Finding:
    """Look at the database without changing it, even where it does not exist yet."""
    is_embedded = url.get_backend_name() == "sqlite"
    if is_embedded and not Path(url.database or "").exists():
        return _good("Database: the first start makes it.")
    try:
        revision = revision_of(url)
    except SQLAlchemyError as error:
        return _bad(f"Database: {reason_of(error)}")
    if revision == head():
        return _good(f"Database: at {revision}, as this version needs it.")
    if is_embedded:
        return _good(f"Database: at {revision or 'nothing'}; the next start upgrades it.")
    return _bad(f"Database: at {revision or 'nothing'}, not {head()}. Run `cxbot db upgrade`.")


async def _slack_findings(settings: Settings) -> AsyncIterator[Finding]:
    timeout = aiohttp.ClientTimeout(total=ANSWERS_WITHIN)
    try:
        async with aiohttp.ClientSession(settings.slack_api_url, timeout=timeout) as http:
            yield await _clock_finding(http)
            if settings.slack_app_token is not None:
                yield await _socket_finding(http, settings.slack_app_token.get_secret_value())
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        yield _bad(f"Slack: {settings.slack_api_url} does not answer ({type(error).__name__}).")
        return
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    for finding in await _token_findings(SlackGateway(settings.slack_api_url, token)):
        yield finding


async def _token_findings(slack: SlackGateway) -> list[Finding]:
    us = await slack.auth()
    await slack.close()
    if not isinstance(us, Identity):
        return [_bad(f"Bot token: Slack does not take it ({us}).")]
    missing = sorted(scopes_wanted() - us.scopes)
    known = _good(f"Bot token: {us.user_id} in {us.team_name or us.team_id}.")
    if missing:
        return [known, _bad(f"Scopes: missing {', '.join(missing)}. Install the app anew.")]
    return [known, _good("Scopes: all that the manifest asks for.")]


async def _socket_finding(http: aiohttp.ClientSession, token: str) -> Finding:
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post("apps.connections.open", headers=headers) as answer:
        said: dict[str, Any] = await answer.json(content_type=None)
    if said.get("ok"):
        return _good("Socket Mode: Slack opens a connection.")
    return _bad(f"Socket Mode: Slack does not open a connection ({said.get('error')}).")


async def _clock_finding(http: aiohttp.ClientSession) -> Finding:
    async with http.post("api.test") as answer:
        theirs = _moment(answer.headers.get("Date", ""))
    if theirs is None:
        return _good("Clock: Slack did not say what time it is.")
    seconds = abs((wall_clock() - theirs).total_seconds())
    if seconds > CLOCKS_MAY_DIFFER:
        return _bad(f"Clock: it differs from Slack's by {seconds:.0f} s. Set it by NTP.")
    return _good(f"Clock: within {seconds + 1:.0f} s of Slack's.")


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _good(sentence: str) -> Finding:
    return Finding(is_good=True, sentence=sentence)


def _bad(sentence: str) -> Finding:
    return Finding(is_good=False, sentence=sentence)
