"""What goes to Slack beside the calls of its client: files, and what the client may log."""

import asyncio
import logging

import aiohttp

log = logging.getLogger(__name__)


async def put(session: aiohttp.ClientSession, address: str, data: bytes, within: float) -> bool:
    """Send a file to the address that Slack gave for it; tell whether it arrived."""
    try:
        async with asyncio.timeout(within), session.post(address, data=data) as answer:
            return answer.ok
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("A file could not be uploaded: %s.", type(error).__name__)
        return False


def discreet() -> logging.Logger:
    """Return a logger for the SDK that never says what people wrote, as its own does for DEBUG."""
    logger = logging.getLogger("bot.gateways.slack.sdk")
    logger.setLevel(logging.WARNING)
    return logger
