"""The pictures of messages: drawn in a thread, uploaded once, and left out when that fails."""

import asyncio
import logging

from bot.database import Database
from bot.domain.notices import LockedOut, Notice, NotSent, Outcome, Refused, keep_picture
from bot.gateways.slack import SlackGateway
from bot.views.surface import Picture

log = logging.getLogger(__name__)

TRIES = 3  # Somebody waits for the numbers, and they stand in the text as well.
STILL_AT_IT = "invalid_blocks"  # What Slack says of a file that it has not looked through yet.
PATIENCE = 4  # Refusals, until it is not the file's youth: a quarter of a minute with back-off.


class Picturing:
    """Makes a file of a picture, unless the notice has it already."""

    def __init__(self, database: Database, slack: SlackGateway) -> None:
        self._database = database
        self._slack = slack

    async def file_of(self, notice: Notice, picture: Picture | None) -> str | Outcome:
        """Return the file to show, nothing to go without, or what is to be done first."""
        if picture is None:
            return ""
        if notice.picture and notice.picture_key == picture.key:
            return notice.picture
        try:
            png = await asyncio.to_thread(picture.draw)
        except (ImportError, OSError):
            log.exception("A picture could not be drawn; its message goes without it.")
            return ""
        uploaded = await self._slack.upload(picture.name, png, picture.alt)
        if isinstance(uploaded, str):
            kept = await self._database.transaction(keep_picture, notice, uploaded, picture.key)
            return uploaded if kept else NotSent()
        return _without(notice, uploaded)


def may_be_young(notice: Notice, outcome: Outcome) -> bool:
    """Tell whether Slack may take the same message once it has looked through the file."""
    is_refused = isinstance(outcome, Refused) and outcome.error == STILL_AT_IT
    return is_refused and notice.failures < PATIENCE


def is_of_picture(outcome: Outcome) -> bool:
    """Tell whether a message was refused as it can be for its picture."""
    return isinstance(outcome, Refused) and outcome.error == STILL_AT_IT


def _without(notice: Notice, outcome: Outcome) -> str | Outcome:
    if isinstance(outcome, LockedOut):
        return outcome
    if isinstance(outcome, Refused) or notice.failures >= TRIES - 1:
        log.warning("A picture could not be uploaded (%s); its message goes without it.", outcome)
        return ""
    return NotSent()
