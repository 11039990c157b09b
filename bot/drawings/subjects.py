"""What is to be drawn, and what a look-up has at hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.views import View
from sqlmodel import Session

from bot.views.surface import Message

Drawn = Message | View
Draw = Callable[[], Drawn]
DrawModal = Callable[[], View]


@dataclass(frozen=True)
class Subject:
    """What is to be said: its kind, the facts of the moment, and who reads it."""

    team_id: str
    kind: str
    facts: Mapping[str, Any]
    reader: str = ""  # The Slack id of the one person who will see it; empty for a channel.
    is_late: bool = False  # It is (or was first) said more than two hours after it was due.


@dataclass(frozen=True)
class Look:
    """One look-up: where to read, what about, and the moment it is read for."""

    session: Session
    subject: Subject
    now: datetime
    command: str
    months: int | None = None  # How long words are kept.

    @property
    def team_id(self) -> str:
        return self.subject.team_id

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.subject.facts


# A kind's entry reads what it needs in the given session, and returns how to draw it afterwards,
# away from the database; None when it need no longer be said.
LookUp = Callable[[Session, Subject], Draw | None]
KindLookUp = Callable[[Look], Draw | None]
ModalLookUp = Callable[[Look], DrawModal]
