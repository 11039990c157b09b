"""The route table: an id or verb is answered by exactly one handler, with one typed value each."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from slack_sdk.models.views import View

from bot.clock import Clock
from bot.database import Reading, Transaction
from bot.errors import UserError
from bot.views.surface import Message


class Medium(StrEnum):
    """How a line was typed: what can be answered, and where, follows from it."""

    COMMAND = "command"  # `/cx …`: answered in the acknowledgement, seen by its writer only.
    MENTION = "mention"  # `@cxbot …`: answered in the thread.
    DIRECT = "direct"  # A line in the bot's DM: answered there.


@dataclass(frozen=True)
class Asked:
    """What every request has: who, in which workspace, and the key that makes it one."""

    team_id: str
    user_id: str
    key: str | None
    trigger_id: str | None = None
    is_stranger: bool = False  # From another organisation, over Slack Connect.


@dataclass(frozen=True)
class Typed(Asked):
    """A line somebody typed to the bot; `line` is what follows the command or mention."""

    line: str = ""
    channel_id: str = ""
    channel_name: str = ""
    medium: Medium = Medium.COMMAND
    ts: str = ""
    thread_ts: str = ""
    response_url: str = ""

    @property
    def is_heard(self) -> bool:
        """Whether it was written to the bot, not commanded: it has no acknowledgement."""
        return self.medium is not Medium.COMMAND


@dataclass(frozen=True)
class Pressed(Asked):
    """A button, menu or picker that somebody used.

    `on_view` is the view id when it was in a modal or Home (`view_type` tells), else the message is
    `channel_id`/`message_ts`. `values` is the state of every input: {block_id: {action_id: …}}.
    """

    action_id: str = ""
    value: str = ""
    action: Mapping[str, Any] = field(default_factory=dict)
    channel_id: str = ""
    message_ts: str = ""
    is_ephemeral: bool = False
    response_url: str = ""
    view: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def view_type(self) -> str:
        return str(self.view.get("type", ""))


@dataclass(frozen=True)
class Submitted(Asked):
    """A modal that somebody filled in and sent. `note` is its private_metadata."""

    modal: str = ""
    view_id: str = ""
    note: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    view: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Closed(Asked):
    """A modal that somebody closed without sending it."""

    modal: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shortcut(Asked):
    """A global shortcut, or one on a message (then `message` and its channel are given)."""

    callback_id: str = ""
    channel_id: str = ""
    channel_name: str = ""
    message: Mapping[str, Any] = field(default_factory=dict)
    response_url: str = ""


@dataclass(frozen=True)
class Happened(Asked):
    """An event: `event` is Slack's inner event."""

    kind: str = ""
    event: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tools:
    """What a handler may use: a transaction bounded by its deadline, reads, and the time."""

    transaction: Transaction
    reading: Reading
    clock: Clock


@dataclass(frozen=True)
class Answer:
    """What the person who asked gets in return; nobody else sees it.

    `modal` is opened where a trigger lives (over a modal: in its place, or on top with `pushed`).
    `message` is said where no modal is, or where it could not be opened. `errors` keeps a
    submitted modal open: {block_id: sentence}. `replaces` puts the message in the place of the
    one pressed on.
    """

    message: Message | None = None
    modal: View | None = None
    pushed: bool = False
    replaces: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    response_url: str = ""  # Where to answer when the request has no such address of its own.


NOTHING = Answer()

R = TypeVar("R", bound=Asked)
Handler = Callable[[R, Tools], Awaitable[Answer]]
# For a line that was refused where nothing can be answered at once: the sentence is a notice.
RefuseLine = Callable[[Typed, UserError, Tools], Awaitable[None]]


class RouteTaken(Exception):
    """Two handlers claim one id."""


class Routes:
    """Who answers what. A name that is claimed twice fails at start."""

    def __init__(self) -> None:
        # Every line typed to the bot, by whatever way, has one handler: it decides on the verb.
        self.line: Handler[Typed] = _unanswered
        self.refuse_line: RefuseLine = _unrefused
        # Buttons of messages that an older version drew.
        self.outdated: Handler[Pressed] | None = None
        self.verbs: dict[str, Handler[Typed]] = {}
        self.actions: dict[str, Handler[Pressed]] = {}
        self.modals: dict[str, Handler[Submitted]] = {}
        self.closings: dict[str, Handler[Closed]] = {}
        self.shortcuts: dict[str, Handler[Shortcut]] = {}
        self.events: dict[str, Handler[Happened]] = {}

    def verb(self, name: str, handler: Handler[Typed]) -> None:
        _claim(self.verbs, name, handler)

    def action(self, name: str, handler: Handler[Pressed]) -> None:
        _claim(self.actions, name, handler)

    def modal(self, name: str, handler: Handler[Submitted]) -> None:
        _claim(self.modals, name, handler)

    def closing(self, name: str, handler: Handler[Closed]) -> None:
        _claim(self.closings, name, handler)

    def shortcut(self, name: str, handler: Handler[Shortcut]) -> None:
        _claim(self.shortcuts, name, handler)

    def event(self, name: str, handler: Handler[Happened]) -> None:
        _claim(self.events, name, handler)


async def _unanswered(typed: Typed, _tools: Tools) -> Answer:
    raise LookupError(f"Nobody answers lines, such as this {typed.medium}.")


async def _unrefused(typed: Typed, error: UserError, _tools: Tools) -> None:
    raise LookupError(f"Nobody tells the writer of a {typed.medium} of {error}.")


def _claim(table: dict[str, Handler[R]], name: str, handler: Handler[R]) -> None:
    if name in table:
        raise RouteTaken(name)
    table[name] = handler
