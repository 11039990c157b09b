"""What Slack tells of channels: joined, left, renamed, archived, shared, given another id."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.channels import channel_of, mark_member
from bot.domain.following import follow_channel
from bot.domain.forums import outliving
from bot.domain.forums.records import Forum, Held
from bot.domain.notices import release_held
from bot.domain.people import Person
from bot.domain.sessions.planning import replan
from bot.domain.workspaces import workspace_of
from bot.routes import Happened, Routes
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    routes.event("member_joined_channel", desk.handler(join))
    for kind in ("member_left_channel", "channel_left", "group_left"):
        routes.event(kind, desk.handler(leave))
    for kind, changes in _CHANGES.items():
        routes.event(kind, desk.handler(_changing(changes)))
    for kind in ("channel_deleted", "group_deleted"):
        routes.event(kind, desk.handler(delete))
    for kind in ("channel_rename", "group_rename"):
        routes.event(kind, desk.handler(rename))
    routes.event("channel_id_changed", desk.handler(renumber))


def join(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """When it is the bot that joined, let go what was held for that channel."""
    del me
    if _is_us(session, happened):
        channel_id = str(happened.event.get("channel", ""))
        mark_member(session, happened.team_id, channel_id, is_member=True)
        _replan(session, outliving.regain_channel(session, happened.team_id, channel_id, now), now)
        release_held(session, happened.team_id, channel_id, now)


def leave(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """When it is the bot that left, hold the forum of that channel."""
    del me
    if happened.kind != "member_left_channel" or _is_us(session, happened):
        channel_id = _channel_id(happened.event)
        mark_member(session, happened.team_id, channel_id, is_member=False)
        _lose(session, happened, Held.REMOVED, now)


def rename(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    del me
    renamed: Mapping[str, Any] = happened.event.get("channel", {})
    _change(session, happened, {"name": str(renamed.get("name", ""))}, now)


def renumber(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Follow a channel to its new id, which Slack gives some when they become private."""
    del me
    old, new = (str(happened.event.get(f"{age}_channel_id", "")) for age in ("old", "new"))
    if old and new:
        follow_channel(session, happened.team_id, old, new)
        moved = outliving.renumber_channel(session, happened.team_id, old, new, now)
        _replan(session, moved, now)


def delete(session: Session, me: Person, happened: Happened, now: datetime) -> None:
    """Hold the forum of a channel that is no more; no card can be posted there either."""
    del me
    _lose(session, happened, Held.DELETED, now)
    _change(session, happened, {"is_archived": True}, now)


def _changing(changes: Mapping[str, Any]) -> Any:
    def happen(session: Session, me: Person, happened: Happened, now: datetime) -> None:
        del me
        _change(session, happened, changes, now)

    return happen


def _change(
    session: Session, happened: Happened, changes: Mapping[str, Any], now: datetime
) -> None:
    channel_id = _channel_id(happened.event)
    channel = channel_of(session, happened.team_id, channel_id)
    if channel is not None:
        for name, value in changes.items():
            setattr(channel, name, value)
        session.add(channel)
        _replan(session, outliving.follow_channel(session, happened.team_id, channel_id, now), now)


def _lose(session: Session, happened: Happened, why: Held, now: datetime) -> None:
    lost = _channel_id(happened.event)
    _replan(session, outliving.lose_channel(session, happened.team_id, lost, why, now), now)


def _replan(session: Session, forum: Forum | None, now: datetime) -> None:
    """Have the sessions of a forum be as it is now, if anything changed for it."""
    if forum is not None:
        replan(session, forum, now)


def _channel_id(event: Mapping[str, Any]) -> str:
    channel = event.get("channel", "")
    return str(channel.get("id", "")) if isinstance(channel, Mapping) else str(channel)


def _is_us(session: Session, happened: Happened) -> bool:
    return happened.event.get("user") == workspace_of(session, happened.team_id).bot_user_id


_CHANGES: dict[str, dict[str, Any]] = {
    "channel_archive": {"is_archived": True},
    "group_archive": {"is_archived": True},
    "channel_unarchive": {"is_archived": False},
    "group_unarchive": {"is_archived": False},
    "channel_shared": {"is_external": True},
    "channel_unshared": {"is_external": False},
}
