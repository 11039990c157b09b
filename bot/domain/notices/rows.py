"""The tables of the outbox: notices, the lanes that keep their order, and pauses."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from bot.database import BigId, Facts, Moment, word_of
from bot.database.rows import Row


class Urgency(IntEnum):
    """Who goes first when not everything can go at once."""

    ANSWER = 0
    DEADLINE = 1
    FORUM = 2
    DIGEST = 3


class State(StrEnum):
    HELD = "held"  # Waits for the bot to be invited.
    READY = "ready"  # Something remains to be said.
    SENDING = "sending"  # Somebody is at it, until the lease ends.
    UNKNOWN = "unknown"  # A post that may or may not have arrived: it is looked for.
    SENT = "sent"  # What is shown is what was wanted.
    # From here on nothing is done unless it is promised anew.
    DEAD = "dead"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    # From here on nothing is done ever: a new post would be a second one, or one somebody deleted.
    ASSUMED = "assumed"  # May have arrived, and nobody can look.
    GONE = "gone"  # Was there, and somebody else removed it.


OPEN = (State.READY, State.SENDING, State.UNKNOWN)
REVIVABLE = (State.DEAD, State.EXPIRED, State.CANCELLED)
FINAL = (State.ASSUMED, State.GONE)


class Step(StrEnum):
    """What is to be done next for a notice; the word is the name of Slack's method."""

    POST = "chat.postMessage"
    UPDATE = "chat.update"
    DELETE = "chat.delete"
    PUBLISH = "views.publish"
    LOOK = "conversations.history"


class Problem(StrEnum):
    """Why a notice cannot arrive, in the words that the view for “undeliverable” explains."""

    NONE = ""
    NOT_HERE = "bot_not_here"  # The bot is not in the channel and cannot join by itself.
    ARCHIVED = "channel_archived"
    EXTERNAL = "channel_external"  # Shared with another organisation, and nobody agreed to that.
    CLOSED = "channel_closed"  # The channel's rules keep the bot from posting.
    NO_THREAD = "thread_gone"  # What it answers was deleted, or nothing may be answered there.
    PERSON_GONE = "person_gone"
    TOO_LONG = "too_long"
    REFUSED = "slack_refused"
    UNREADABLE = "history_unreadable"
    MESSAGE_GONE = "message_gone"
    BUG = "bug"


@dataclass(frozen=True)
class Place:
    """Where something is said: a channel, a thread in it, a person's DM, or a person's Home."""

    channel_id: str = ""
    person_id: str = ""
    thread_ts: str = ""
    home: bool = False
    thread_of: str = ""  # The key of the notice whose message begins the thread.
    broadcast: bool = False  # Shown in the channel, too.

    @property
    def is_nowhere(self) -> bool:
        return not (self.channel_id or self.person_id)

    @property
    def lane(self) -> str:
        """What is posted here keeps this order; a Home keeps none."""
        return "" if self.home else self.channel_id or self.person_id


IS_LANELESS = "lane = '' AND state IN ('ready', 'sending')"
CAN_EXPIRE = "state IN ('ready', 'held') AND expires_at IS NOT NULL"


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Notice(Row, table=True):
    """One message of ours (or one person's Home), from the promise to its last update.

    `wanted` counts what it should show, `rendered` what was last drawn, `shown` what is known to be
    seen: an update is due while `wanted` is ahead, and no late answer can hide a newer state.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("team_id", "key"),
        Index("notices_to_do", "state", "urgency", "due_at", "id"),
        Index("notices_in_lane", "team_id", "lane", "state", "urgency", "due_at", "id"),
        # Of what is done already, which is nearly everything, these two keep nothing.
        Index("notices_laneless", "lane", "urgency", "due_at", "id", **_only(IS_LANELESS)),
        Index("notices_to_expire", "state", "expires_at", **_only(CAN_EXPIRE)),
        Index("notices_about", "team_id", "subject_noun", "subject_number"),
        CheckConstraint("shown <= rendered AND rendered <= wanted", name="notices_in_order"),
        CheckConstraint("channel_id <> '' OR person_id <> ''", name="notices_have_a_place"),
        CheckConstraint("NOT home OR person_id <> ''", name="notices_home_is_a_persons"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    team_id: str = Field(max_length=32)
    key: str = Field(max_length=255)
    mark: str = Field(max_length=32)  # What Slack keeps with the post, so that it can be found.
    kind: str = Field(max_length=64)
    subject_noun: str = Field(default="", max_length=32)
    subject_number: int | None = None
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    asked_by: str = Field(default="", max_length=32)

    channel_id: str = Field(default="", max_length=32)
    person_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    thread_of: str = Field(default="", max_length=255)
    broadcast: bool = False
    home: bool = False
    lane: str = Field(default="", max_length=32)  # Empty once posted: updates need no order.
    urgency: int = Urgency.ANSWER
    due_at: datetime = Field(sa_type=Moment)
    is_late: bool = False  # It was first said more than two hours after it was due.
    expires_at: datetime | None = Field(default=None, sa_type=Moment)

    state: State = Field(default=State.READY, sa_type=word_of(State))
    unwanted: bool = False  # Taken back: what is there goes, what is not there stays away.
    wanted: int = 1
    rendered: int = 0
    shown: int = 0
    shown_as: str = Field(
        default="", max_length=64
    )  # A digest, to spare an update without a change.
    picture: str | None = Field(default=None, max_length=32)  # Slack's file, once it is uploaded.
    picture_key: str | None = Field(default=None, max_length=64)
    posted_in: str = Field(default="", max_length=32)
    ts: str | None = Field(default=None, max_length=32)

    attempts: int = 0  # Claims so far; whoever finishes must name the latest.
    failures: int = 0  # In a row.
    looks: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=Moment)  # Since when it may be there.
    problem: Problem = Field(default=Problem.NONE, sa_type=word_of(Problem))
    lease_until: float = 0.0  # Machine time, as `try_at` is.
    try_at: float = 0.0

    @property
    def reader(self) -> str:
        """The one person who will see it; nobody when a whole channel does."""
        return self.person_id

    @property
    def step(self) -> Step:
        """What is to be done next."""
        if self.home:
            return Step.PUBLISH
        if self.ts is not None:
            return Step.DELETE if self.unwanted else Step.UPDATE
        return Step.LOOK if self.state is State.UNKNOWN else Step.POST

    @property
    def was_said(self) -> bool:
        """Whether people have seen it (as far as we know)."""
        return self.ts is not None or self.shown > 0

    @property
    def needs_telling(self) -> bool:
        """Whether somebody should hear that this cannot arrive."""
        return bool(self.asked_by) and self.kind != UNDELIVERABLE

    def is_expired(self, now: datetime) -> bool:
        return not self.was_said and self.expires_at is not None and self.expires_at <= now


UNDELIVERABLE = "undeliverable"


class Lane(Row, table=True):
    """One place that is posted to: in order, one a second. Times are machine time."""

    __tablename__ = "lanes"

    team_id: str = Field(primary_key=True, max_length=32)
    place: str = Field(primary_key=True, max_length=32)
    next_at: float = 0.0
    lease_until: float = 0.0


class Pause(Row, table=True):
    """A method that Slack asked us to leave alone for a while; `*` is a workspace as a whole."""

    __tablename__ = "pauses"

    team_id: str = Field(primary_key=True, max_length=32)
    method: str = Field(primary_key=True, max_length=64)
    until: float = 0.0


EVERYTHING = "*"
