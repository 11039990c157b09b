"""Whether Slack would reach the bot over HTTP: asked as Slack itself asks, signed and all."""

import hashlib
import hmac
import json
import secrets
import time
from http import HTTPStatus

import aiohttp

from bot.cli.doctor.findings import Finding, bad, good

SHOWN = 60  # Characters of a strange answer.
TO_HERE = "let the proxy pass POST /slack/events, unchanged, to HOST:PORT, and start `cxbot run`."


async def outside_finding(http: aiohttp.ClientSession, address: str, secret: str) -> Finding:
    """Send the question with which Slack makes sure of an address, and look at the answer."""
    challenge = secrets.token_hex(8)
    body = json.dumps({"type": "url_verification", "challenge": challenge}).encode()
    try:
        async with http.post(address, data=body, headers=_signed(body, secret)) as answer:
            status, said = answer.status, await answer.text(errors="replace")
    except (aiohttp.ClientError, TimeoutError) as error:
        return bad(f"Reachability: {address} does not answer ({type(error).__name__}).", TO_HERE)
    if status == HTTPStatus.OK and challenge in said:
        return good(f"Reachability: {address} answers as Slack wants it to.")
    if status == HTTPStatus.UNAUTHORIZED:
        wrong = f"Reachability: the bot at {address} does not take our signature."
        return bad(wrong, "start it with this SLACK_SIGNING_SECRET, and set its clock right.")
    return bad(f"Reachability: {address} answers {status}: {said[:SHOWN]!r}.", TO_HERE)


def _signed(body: bytes, secret: str) -> dict[str, str]:
    stamp = str(int(time.time()))  # Real time, as Slack's own signatures.
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }
