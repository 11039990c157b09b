"""What a workspace holds: its people, places, messages and who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.files import Files
from sandbox.ids import new_id

MILLION = 1_000_000


@dataclass
class User:
    id: str
    name: str
    real_name: str = ""
    tz: str = "UTC"
    title: str = ""
    area: str = ""
    admin: bool = False
    guest: bool = False
    deactivated: bool = False
    bot: bool = False
    stranger: bool = False
    updated: int = 0


@dataclass
class Channel:
    id: str
    name: str
    kind: str = "public"
    members: list[str] = field(default_factory=list)
    archived: bool = False
    ext_shared: bool = False
    created: int = 0
    creator: str = ""
    previous_names: list[str] = field(default_factory=list)

    @property
    def is_direct(self) -> bool:
        return self.kind in {"im", "mpim"}


@dataclass
class Group:
    id: str
    handle: str
    name: str
    members: list[str] = field(default_factory=list)


@dataclass
class Message:
    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    metadata: dict[str, Any] | None = None
    thread_ts: str = ""
    subtype: str = ""
    by_app: bool = False
    edited_ts: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    only_for: str = ""
    pinged: list[str] = field(default_factory=list)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts not in {"", self.ts}

    @property
    def is_in_channel(self) -> bool:
        """Say whether it stands in the channel itself and not only in a thread."""
        return not self.is_reply or self.subtype == "thread_broadcast"


@dataclass
class Team:
    id: str
    name: str
    domain: str


@dataclass
class Bot:
    user_id: str
    bot_id: str
    app_id: str


@dataclass
class Workspace:
    """Everything that outlives a restart of the stand-in."""

    team: Team
    bot: Bot
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    threads: dict[tuple[str, str], list[Message]] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    last_tick: int = 0
    edit_window_seconds: float | None = None

    def next_ts(self, seconds: float) -> str:
        """Return a message's ts: the moment, but always later than the one before."""
        self.last_tick = max(round(seconds * MILLION), self.last_tick + 1)
        return f"{self.last_tick // MILLION}.{self.last_tick % MILLION:06d}"

    def user(self, name_or_id: str) -> User:
        wanted = name_or_id.lstrip("@")
        for user in self.users.values():
            if wanted in {user.id, user.name}:
                return user
        raise LookupError(f"Nobody here is called {name_or_id}.")

    def channel(self, name_or_id: str) -> Channel:
        wanted = name_or_id.lstrip("#")
        for channel in self.channels.values():
            if wanted == channel.id or (wanted == channel.name and not channel.is_direct):
                return channel
        raise LookupError(f"There is no channel called {name_or_id}.")

    def direct(self, *user_ids: str) -> Channel:
        """Return the conversation of just these people, opened if it was not yet."""
        wanted = sorted(set(user_ids))
        for channel in self.channels.values():
            if channel.is_direct and sorted(channel.members) == wanted:
                return channel
        two = len(wanted) <= len("ab")
        channel = Channel(new_id("D" if two else "G"), "", "im" if two else "mpim", wanted)
        self.channels[channel.id] = channel
        return channel

    def has_direct(self, *user_ids: str) -> bool:
        wanted = sorted(set(user_ids))
        return any(c.is_direct and sorted(c.members) == wanted for c in self.channels.values())

    def keep(self, message: Message) -> None:
        if message.only_for:
            self.ephemerals.setdefault(message.only_for, []).append(message)
            return
        self.messages.setdefault(message.channel, {})[message.ts] = message
        if message.is_reply:
            self.threads.setdefault((message.channel, message.thread_ts), []).append(message)

    def forget(self, message: Message) -> None:
        if message.only_for:
            self.ephemerals[message.only_for].remove(message)
            return
        del self.messages[message.channel][message.ts]
        if message.is_reply:
            self.threads[message.channel, message.thread_ts].remove(message)

    def find(self, channel_id: str, ts: str) -> Message | None:
        return self.messages.get(channel_id, {}).get(ts)

    def in_channel(self, channel_id: str) -> list[Message]:
        """Return what is stored there, replies included, oldest first."""
        return list(self.messages.get(channel_id, {}).values())

    def replies(self, channel_id: str, ts: str) -> list[Message]:
        return list(self.threads.get((channel_id, ts), []))

    def all_messages(self) -> Iterable[Message]:
        for stored in self.messages.values():
            yield from stored.values()

    def is_member(self, channel_id: str, user_id: str) -> bool:
        return user_id in self.channels[channel_id].members

    def has_bot(self, channel: Channel) -> bool:
        return self.bot.user_id in channel.members
