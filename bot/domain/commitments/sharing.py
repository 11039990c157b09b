"""Sharing a commitment: its card appears in one more place, on the word of somebody on it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.channels import Channel, Posting, channel_now, posting_in
from bot.domain.commitments.records import NOUN, Commitment, change
from bot.domain.commitments.rights import Act, demand
from bot.domain.commitments.settling import demand_open
from bot.domain.commitments.telling import CARD_PREFIX, HELD_FOR, show_change
from bot.domain.history import Event
from bot.domain.notices import Place, promise
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.errors import UserError


class NoSuchChannel(UserError):
    """Please pick a channel of this workspace."""


class SharedWithOthers(UserError):
    """People of another company read that channel. Please pick another one."""


def share(
    session: Session,
    commitment: Commitment,
    me: Person,
    channel_id: str,
    now: datetime,
    *,
    outside: bool = False,
) -> Commitment:
    """Post the card in a channel; while it is there, whoever is there may see the commitment.

    `outside` is the word of somebody who was told that another company reads there, too.
    """
    demand(session, commitment, me, Act.SHARE)
    demand_open(commitment)
    channel = demand_channel(session, me, channel_id, outside=outside)
    event = Event(me.number, "shared", now)
    is_private = commitment.is_private and channel.is_private
    change(session, commitment, event, is_private=is_private)
    _post_card_in(session, commitment, me, channel, now, outside=outside)
    show_change(session, commitment)
    return commitment


def scene_of(session: Session, commitment: Commitment) -> Scene:
    """Return where a commitment comes from, as that place is now."""
    channel = channel_now(session, commitment.team_id, commitment.channel_id)
    if channel is None:
        return Scene()
    return Scene(
        channel_id=channel.channel_id,
        thread_ts=commitment.thread_ts,
        posting=posting_in(channel),
        is_private=commitment.is_private,
    )


def _post_card_in(
    session: Session,
    commitment: Commitment,
    me: Person,
    channel: Channel,
    now: datetime,
    *,
    outside: bool,
) -> None:
    held = posting_in(channel) is Posting.HELD
    facts = {
        "number": commitment.number,
        "shared_ok": outside,
        "revision": commitment.revision,
    }
    promise(
        session,
        me.team_id,
        f"{CARD_PREFIX}{commitment.number}@{channel.channel_id}",
        kind=Kind.CARD,
        place=Place(channel_id=channel.channel_id),
        now=now,
        facts=facts,
        subject=(NOUN, commitment.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=me.slack_id or "",
        held=held,
    )


def demand_channel(session: Session, me: Person, channel_id: str, *, outside: bool) -> Channel:
    """Return a channel where a card may appear; another company's readers need a word for that."""
    channel = channel_now(session, me.team_id, channel_id) if channel_id else None
    if channel is None:
        raise NoSuchChannel(field="channel")
    posting = posting_in(channel)
    if posting is Posting.EXTERNAL and not outside:
        raise SharedWithOthers(field="channel")
    if posting not in {Posting.POSTED, Posting.HELD, Posting.EXTERNAL}:
        raise NoSuchChannel(field="channel")
    return channel
