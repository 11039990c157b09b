"""Draws what stands above the first message of a place: what it is, and who can read it."""

from __future__ import annotations

from sandbox.page.markup import Safe, tag
from sandbox.page.places import Look
from sandbox.workspace import Channel


def beginning(look: Look) -> Safe:
    """Say where one is."""
    return tag(
        "li",
        tag("b", look.name),
        tag("p", _told(look)),
        class_="beginning",
        data_key="beginning",
    )


def _told(look: Look) -> str:
    channel, other = look.channel, look.other
    if other is not None and other.bot:
        return f"Only you and {other.real_name} read this."
    if other is not None:
        return f"Only you and {other.real_name.split()[0]} read this. {other.title}."
    return _of_channel(channel) if channel else ""


def _of_channel(channel: Channel) -> str:
    if channel.ext_shared:
        return "People of another company read this, too."
    if channel.is_direct or channel.kind == "private":
        return "Only its members read this, and see that it is there."
    return "Everybody in the company may read this and join."
