"""Signed HTTP: posts each delivery to the app's address, as Slack does without Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from sandbox.ids import new_secret
from sandbox.links.outcome import ACK_SECONDS, TIMED_OUT, UNREACHABLE, Outcome, Parcel

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
OK = 200
SUCCESS = range(200, 300)


class SignedHttp:
    """The app's request URL and the secret with which requests to it are signed."""

    def __init__(self, url: str, signing_secret: str, session: ClientSession) -> None:
        self.url = url
        self.signing_secret = signing_secret
        self.session = session

    async def challenge(self) -> bool:
        """Ask the address to prove itself, as Slack does when it is entered."""
        word = new_secret()
        asked = {"token": "sandbox", "challenge": word, "type": "url_verification"}
        outcome = await self.post(json.dumps(asked).encode(), JSON)
        return outcome.answer in (word, f"challenge={word}", {"challenge": word})

    async def deliver(self, parcel: Parcel) -> Outcome:
        body, kind = _body(parcel)
        retry: dict[str, str] = {}
        if parcel.attempt:
            retry["X-Slack-Retry-Num"] = str(parcel.attempt)
            retry["X-Slack-Retry-Reason"] = parcel.reason
        return await self.post(body, kind, retry, parcel.patience)

    async def post(
        self,
        body: bytes,
        kind: str,
        more: Mapping[str, str] | None = None,
        patience: float = ACK_SECONDS,
    ) -> Outcome:
        """Send signed bytes and wait as long as Slack's patience lasts."""
        headers = {**self.signed(body), "Content-Type": kind, **(more or {})}
        limit = ClientTimeout(total=patience)
        try:
            async with self.session.post(
                self.url, data=body, headers=headers, timeout=limit
            ) as response:
                return await _outcome(response)
        except TimeoutError:
            return TIMED_OUT
        except ClientError:
            return UNREACHABLE

    def signed(self, body: bytes, moment: str = "") -> dict[str, str]:
        """Return the headers by which the app knows that Slack sent this, now or at a moment."""
        moment = moment or str(int(time.time()))
        base = f"v0:{moment}:".encode() + body
        seal = hmac.new(self.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": f"v0={seal}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }


def _body(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.kind == "events_api":
        return json.dumps(parcel.payload).encode(), JSON
    if parcel.kind == "slash_commands":
        # Half an emoji, which a test may type, has no place in UTF-8.
        return urlencode(parcel.payload, errors="replace").encode(), FORM
    return urlencode({"payload": json.dumps(parcel.payload)}).encode(), FORM


async def _outcome(response: ClientResponse) -> Outcome:
    text = await response.text()
    no_retry = response.headers.get("x-slack-no-retry") == "1"
    if response.status not in SUCCESS:
        return Outcome("refused", text, response.status, no_retry)
    return Outcome("acknowledged", _read(text, response.content_type), response.status)


def _read(text: str, content_type: str) -> Any:
    """Return JSON as an object, plain text as it is, and an empty body as nothing."""
    if not text.strip():
        return None
    if content_type != JSON:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return {"unreadable": text}
