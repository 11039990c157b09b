"""Where a request comes from, as the domain calls it: a scene."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.channels import ChannelFacts, ChannelKind, channel_seen, learn_channel
from bot.domain.scenes import Scene, scene_in
from bot.routes import Medium, Shortcut, Typed


def scene_of_line(session: Session, typed: Typed, now: datetime) -> Scene:
    """Return the scene of a typed line; a mention is answered in its own thread."""
    if typed.medium is Medium.DIRECT:
        # Only our own DM sends us its lines, so its kind is known from this one.
        facts = ChannelFacts(typed.channel_id, ChannelKind.BOT_DM, is_member=True)
        channel = learn_channel(session, typed.team_id, facts, now)
    else:
        name = typed.channel_name
        channel = channel_seen(session, typed.team_id, typed.channel_id, name, now)
    thread = typed.thread_ts or (typed.ts if typed.medium is Medium.MENTION else "")
    return scene_in(
        channel,
        thread_ts=thread,
        response_url=typed.response_url,
        said_to_bot=typed.is_heard,
    )


def scene_of_message(session: Session, used: Shortcut, now: datetime) -> Scene:
    """Return the scene of a message shortcut, with the message it was used on."""
    if not used.channel_id:
        return Scene()
    channel = channel_seen(session, used.team_id, used.channel_id, used.channel_name, now)
    message = used.message
    return scene_in(
        channel,
        thread_ts=str(message.get("thread_ts", "")),
        message_channel=used.channel_id,
        message_ts=str(message.get("ts", "")),
        response_url=used.response_url,
    )
