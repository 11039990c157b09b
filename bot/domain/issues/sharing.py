"""Sharing an issue: its card appears where somebody on it wants it, and there it is from then."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.channels import Channel, Posting, posting_in
from bot.domain.commitments.sharing import demand_channel
from bot.domain.history import Event
from bot.domain.issues.moving import demand_going_on, move
from bot.domain.issues.records import NOUN, Issue
from bot.domain.issues.rights import Act, demand
from bot.domain.issues.telling import CARD_PREFIX, HELD_FOR, show_change
from bot.domain.notices import Place, promise
from bot.domain.people import Person


def share(
    session: Session,
    issue: Issue,
    me: Person,
    channel_id: str,
    now: datetime,
    *,
    outside: bool = False,
) -> Issue:
    """Post the card in a channel; whoever is there may see the issue from then on.

    `outside` is the word of somebody who was told that another company reads there, too.
    """
    demand(session, issue, me, Act.SORT)
    demand_going_on(issue)
    channel = demand_channel(session, me, channel_id, outside=outside)
    move(
        session,
        issue,
        Event(me.number, "shared", now),
        channel_id=channel.channel_id,
        thread_ts="",
        is_private=channel.is_private,
    )
    _post_card_in(session, issue, me, channel, now, outside=outside)
    show_change(session, issue)
    return issue


def _post_card_in(
    session: Session, issue: Issue, me: Person, channel: Channel, now: datetime, *, outside: bool
) -> None:
    held = posting_in(channel) is Posting.HELD
    promise(
        session,
        issue.team_id,
        f"{CARD_PREFIX}{issue.number}@{channel.channel_id}",
        kind=Kind.ISSUE_CARD,
        place=Place(channel_id=channel.channel_id),
        now=now,
        facts={"number": issue.number, "shared_ok": outside, "revision": issue.revision},
        subject=(NOUN, issue.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=me.slack_id or "",
        held=held,
    )
