"""Showing thanks in one more place, on the word of who gave them."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.channels import Posting, channel_now, posting_in
from bot.domain.commitments.sharing import NoSuchChannel, SharedWithOthers
from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.recognition.records import Recognition, change
from bot.domain.recognition.rights import demand_given, demand_own
from bot.domain.recognition.telling import post_in, post_key
from bot.domain.scenes import scene_in


def share(
    session: Session,
    recognition: Recognition,
    me: Person,
    channel_id: str,
    now: datetime,
    *,
    outside: bool = False,
) -> Recognition:
    """Post thanks in a channel; `outside` is the word that another company may read them."""
    demand_own(session, recognition, me)
    demand_given(recognition)
    channel = channel_now(session, me.team_id, channel_id) if channel_id else None
    if channel is None:
        raise NoSuchChannel(field="channel")
    posting = posting_in(channel)
    if posting is Posting.EXTERNAL and not outside:
        raise SharedWithOthers(field="channel")
    if posting not in {Posting.POSTED, Posting.HELD, Posting.EXTERNAL}:
        raise NoSuchChannel(field="channel")
    is_private = recognition.is_private and channel.is_private
    change(session, recognition, Event(me.number, "shared", now), is_private=is_private)
    key = f"{post_key(recognition)}@{channel.channel_id}"
    place = scene_in(channel)
    post_in(session, recognition, me, place, now, key=key, shared_ok=outside)
    return recognition
