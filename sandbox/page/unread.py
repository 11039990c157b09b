"""Remembers up to where each person has read each place."""

from __future__ import annotations

from sandbox.page.places import Look
from sandbox.workspace import MILLION, Channel, Message, User, Workspace


class Unread:
    """What was there when the page began counts as read."""

    def __init__(self, now: float) -> None:
        self.begun = round(now * MILLION)
        self.marks: dict[tuple[str, str], int] = {}

    def mark(self, look: Look) -> bool:
        """Note that everything at the place has been read; say whether that changes anything."""
        channel = look.channel
        if channel is None:
            return False
        key, latest = (look.user.id, channel.id), look.workspace.last_tick
        had = bool(self.count(look.workspace, look.user, channel))
        self.marks[key] = latest
        return had

    def count(self, workspace: Workspace, user: User, channel: Channel) -> int:
        """Return how many messages of others are new to somebody there."""
        return sum(1 for _ in self._new(workspace, user, channel))

    def calls(self, workspace: Workspace, user: User, channel: Channel) -> int:
        """Return how many of them call this person: every one of a conversation does."""
        return len(self.calling(workspace, user, channel))

    def calling(self, workspace: Workspace, user: User, channel: Channel) -> list[Message]:
        """Return the new messages that Slack would notify somebody of."""
        new = self._new(workspace, user, channel)
        return [message for message in new if channel.is_direct or user.id in message.pinged]

    def _new(self, workspace: Workspace, user: User, channel: Channel) -> list[Message]:
        since = self.marks.get((user.id, channel.id), self.begun)
        return [
            message
            for message in workspace.in_channel(channel.id)
            if tick(message) > since and message.user != user.id and _counts(message, user, channel)
        ]


def _counts(message: Message, user: User, channel: Channel) -> bool:
    return message.is_in_channel or channel.is_direct or user.id in message.pinged


def tick(message: Message) -> int:
    return int(message.ts.replace(".", ""))
