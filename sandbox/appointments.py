"""Asks the bot when it wakes next, by the figures that it serves for Prometheus."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urljoin

from aiohttp import ClientError, ClientSession, ClientTimeout

DUE = re.compile(r"^cxbot_next_due_seconds (\S+)$", re.MULTILINE)
PATIENCE = ClientTimeout(total=2.0)


class Silent(LookupError):
    """The bot does not say when it wakes next."""


def figures_beside(app_url: str) -> str:
    """Return where an app that takes requests at this address serves its figures."""
    return urljoin(app_url, "/metrics")


async def next_due(session: ClientSession, figures_url: str) -> datetime | None:
    """Return when the bot does something next; None when nothing is planned."""
    if not figures_url:
        raise Silent("Nobody told this Slack where the bot's figures are.")
    try:
        async with session.get(figures_url, timeout=PATIENCE) as answer:
            found = DUE.search(await answer.text())
    except (ClientError, TimeoutError):
        raise Silent("The bot does not answer.") from None
    if found is None:
        raise Silent("The bot does not say when it wakes next.")
    moment = float(found[1])
    return datetime.fromtimestamp(moment, UTC) if moment else None
