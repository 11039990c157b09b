"""Notifications: the newest messages that call a person, shown until they are noticed."""

from __future__ import annotations

from sandbox.driver.post import Post
from sandbox.page.markup import Safe, joined, tag
from sandbox.page.messages import avatar
from sandbox.page.places import Look, place_key
from sandbox.page.unread import Unread
from sandbox.workspace import Message

MOST = 3


class Toasts:
    """Knows which notifications each person has noticed; those of a place they look at are read."""

    def __init__(self, unread: Unread) -> None:
        self.unread = unread
        self.noticed: set[tuple[str, str, str]] = set()

    def notice(self, look: Look, channel: str, ts: str) -> None:
        self.noticed.add((look.user.id, channel, ts))

    def drawn(self, look: Look) -> Safe:
        """Draw the newest few, oldest first."""
        here = look.channel
        calls = [
            message
            for channel in look.workspace.channels.values()
            if look.user.id in channel.members and channel is not here
            for message in self.unread.calling(look.workspace, look.user, channel)
            if (look.user.id, channel.id, message.ts) not in self.noticed
        ]
        newest = sorted(calls, key=lambda message: message.ts)[-MOST:]
        return joined(_toast(look, message) for message in newest)


def _toast(look: Look, message: Message) -> Safe:
    channel = look.workspace.channels[message.channel]
    author = look.workspace.users[message.user]
    where = "" if channel.is_direct else f" in #{channel.name}"
    thread = message.thread_ts if message.is_reply else ""
    said = Post(look.slack.world, look.user, message).fallback
    words = tag("span", tag("b", f"{author.real_name}{where}"), tag("span", said, class_="text"))
    anchor = tag(
        "a",
        avatar(look.workspace, author),
        words,
        href=look.address(place_key(look.slack, look.person, channel), thread=thread),
        data_go=True,
    )
    away = tag(
        "button",
        "✕",
        type="button",
        class_="plain",
        aria_label="Put this notification away",
        data_does="notice",
    )
    key = f"{message.channel}-{message.ts}"
    return tag("li", anchor, away, data_key=key, data_channel=message.channel, data_ts=message.ts)
