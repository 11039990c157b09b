"""What the doctor sees of Slack: the way there, its clock, our tokens and scopes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.cli.doctor.findings import Finding, bad, good, unseen
from bot.cli.manifest import scopes_wanted
from bot.clock import wall_clock
from bot.domain.people import Profile
from bot.gateways.slack import Identity, SlackGateway
from bot.settings import Settings

# Slack turns requests away that are older than five minutes; a minute is already worth mending.
CLOCKS_MAY_DIFFER = 60
# Only to look for a post of ours after a lost answer; the bot has a more careful rule without them.
ONLY_FOR_LOOKING = frozenset({"channels:history", "groups:history", "mpim:history"})
RENEW_BOT = (
    "at api.slack.com/apps, “OAuth & Permissions”, copy the Bot User OAuth Token "
    "to SLACK_BOT_TOKEN in `.env`."
)
RENEW_APP = (
    "at api.slack.com/apps, “Basic Information”, make an app-level token with the scope "
    "connections:write, and copy it to SLACK_APP_TOKEN in `.env`."
)
NEW_MANIFEST = (
    "`cxbot manifest`, paste it at api.slack.com/apps under “App Manifest”, "
    "and press “Reinstall to Workspace”."
)


async def slack_findings(http: aiohttp.ClientSession, settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything that Slack can tell; without an answer from it, at nothing more."""
    try:
        yield await _clock_finding(http, settings.slack_api_url)
        if settings.slack_app_token is not None:
            token = settings.slack_app_token.get_secret_value()
            yield await _socket_finding(http, settings.slack_api_url, token)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        sentence = f"Slack: {settings.slack_api_url} does not answer ({type(error).__name__})."
        yield bad(
            sentence, f"`curl -sS {settings.slack_api_url}api.test` shows what is in the way."
        )
        return
    if settings.slack_bot_token is not None:
        for finding in await _token_findings(settings, settings.slack_bot_token.get_secret_value()):
            yield finding


async def _clock_finding(http: aiohttp.ClientSession, address: str) -> Finding:
    async with http.post(f"{address}api.test") as answer:
        theirs = _moment(answer.headers.get("Date", ""))
    if theirs is None:
        return unseen("Clock: Slack answers, but did not say what time it is.")
    seconds = abs((wall_clock() - theirs).total_seconds())
    if seconds > CLOCKS_MAY_DIFFER:
        wrong = f"Clock: it differs from Slack's by {seconds:.0f} s; Slack's requests look stale."
        return bad(wrong, "`sudo timedatectl set-ntp true`")
    return good(f"Clock: Slack answers, and its clock is within {seconds + 1:.0f} s of ours.")


async def _socket_finding(http: aiohttp.ClientSession, address: str, token: str) -> Finding:
    headers = {"Authorization": f"Bearer {token}"}
    async with http.post(f"{address}apps.connections.open", headers=headers) as answer:
        said: dict[str, Any] = await answer.json(content_type=None)
    if not said.get("ok"):
        wrong = f"Socket Mode: Slack does not open a connection ({said.get('error')})."
        return bad(wrong, RENEW_APP)
    # Only the way there is tried: a second open socket would be given a part of people's requests.
    parts = urlsplit(str(said.get("url")))
    scheme = "https" if parts.scheme == "wss" else "http"
    try:
        async with http.get(f"{scheme}://{parts.netloc}/", allow_redirects=False):
            return good(f"Socket Mode: Slack offers a connection, and {parts.netloc} is reached.")
    except (aiohttp.ClientError, TimeoutError) as error:
        wrong = f"Socket Mode: {parts.netloc} is not reached ({type(error).__name__})."
        return bad(wrong, f"let this machine out to {parts.netloc}, TCP {parts.port or 443}.")


async def _token_findings(settings: Settings, token: str) -> list[Finding]:
    slack = SlackGateway(settings.slack_api_url, token)
    try:
        us = await slack.auth()
        if not isinstance(us, Identity):
            return [bad(f"Bot token: Slack does not take it ({us}).", RENEW_BOT)]
        found = [good(f"Bot token: {us.user_id} in {us.team_name or us.team_id}.")]
        found.append(scopes_finding(us.scopes))
        if settings.cx_cco is not None:
            found.append(await _officer_finding(slack, settings.cx_cco))
        return found
    finally:
        await slack.close()


def scopes_finding(granted: frozenset[str]) -> Finding:
    """Compare what the app may with what the manifest asks for."""
    missing = scopes_wanted() - granted
    if needed := sorted(missing - ONLY_FOR_LOOKING):
        return bad(f"Scopes: missing {', '.join(needed)}.", NEW_MANIFEST)
    if missing:
        rest = ", ".join(sorted(missing))
        return good(f"Scopes: without {rest}, a post whose answer was lost is not looked for.")
    return good("Scopes: all that the manifest asks for.")


async def _officer_finding(slack: SlackGateway, officer: str) -> Finding:
    person = await slack.person(officer)
    if isinstance(person, Profile):
        return good(f"CCO: {officer} is in this workspace.")
    wrong = f"CCO: Slack does not tell of {officer} ({person})."
    return bad(
        wrong, "set CX_CCO in `.env` to a member id: their Slack profile, ⋮, “Copy member ID”."
    )


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None
