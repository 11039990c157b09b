"""Every kind of thing the bot says: how it is looked up, and how it is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.views import View
from sqlmodel import Session

from bot.views.surface import Message

Drawn = Message | View
Draw = Callable[[], Drawn]


@dataclass(frozen=True)
class Subject:
    """What is to be said: its kind, the facts of the moment, and who reads it."""

    team_id: str
    kind: str
    facts: Mapping[str, Any]
    reader: str = ""  # The Slack id of the one person who will see it; empty for a channel.


# A kind's entry reads what it needs in the given session, and returns how to draw it afterwards,
# away from the database; None when it need no longer be said.
LookUp = Callable[[Session, Subject], Draw | None]
