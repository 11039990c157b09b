"""People, places and messages in the shapes in which Slack's API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.workspace import Channel, Group, Message, User, Workspace

COLOUR = "9f69e7"
ICON_SIZES = (24, 32, 48, 72, 192, 512)


def user_shape(user: User, workspace: Workspace, now: datetime) -> dict[str, Any]:
    """Return the user object; somebody deactivated has no zone and no roles in it."""
    shape = {
        "id": user.id,
        "team_id": "T0ELSEWHERE" if user.stranger else workspace.team.id,
        "name": user.name,
        "deleted": user.deactivated,
        "profile": profile_shape(user, workspace),
        "is_bot": user.bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.deactivated:
        return shape
    shape |= {"color": COLOUR, "real_name": user.real_name, **_zone(user, now)}
    shape |= {
        "is_admin": user.admin,
        "is_owner": user.admin,
        "is_primary_owner": user.admin,
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
        "who_can_share_contact_card": "EVERYONE",
        "is_email_confirmed": not user.bot,
    }
    return shape | ({"is_stranger": True} if user.stranger else {})


def _zone(user: User, now: datetime) -> dict[str, Any]:
    there = now.astimezone(ZoneInfo(user.tz))
    offset = there.utcoffset()
    return {
        "tz": user.tz,
        "tz_label": there.tzname() or user.tz,
        "tz_offset": round(offset.total_seconds()) if offset else 0,
    }


def profile_shape(user: User, workspace: Workspace) -> dict[str, Any]:
    """Return the profile; the display name is blank, as it is for most people."""
    first, _, last = user.real_name.partition(" ")
    picture = f"https://avatars.slack-edge.com/{user.id.lower()}"
    shape: dict[str, Any] = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": "",
        "display_name_normalized": "",
        "fields": {},
        "status_text": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": user.id.lower(),
        "first_name": first,
        "last_name": last,
        "status_text_canonical": "",
        "team": "T0ELSEWHERE" if user.stranger else workspace.team.id,
    }
    shape |= {f"image_{size}": f"{picture}_{size}.png" for size in ICON_SIZES}
    if user.id == workspace.bot.user_id:
        shape |= {"api_app_id": workspace.bot.app_id, "bot_id": workspace.bot.bot_id}
    return shape


def channel_shape(channel: Channel, workspace: Workspace) -> dict[str, Any]:
    """Return the conversation object; a direct message has a shorter one."""
    if channel.kind == "im":
        return _direct_shape(channel, workspace)
    blank = {"value": "", "creator": "", "last_set": 0}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_direct,
        "is_group": False,
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "unlinked": 0,
        "name_normalized": channel.name,
        "updated": channel.created * 1000,
        "parent_conversation": None,
        "creator": channel.creator,
        "is_member": workspace.has_bot(channel),
        "topic": dict(blank),
        "purpose": dict(blank),
        "previous_names": list(channel.previous_names),
        **_sharing_shape(channel, workspace.team.id),
    }


def _sharing_shape(channel: Channel, team: str) -> dict[str, Any]:
    return {
        "is_shared": channel.ext_shared,
        "is_ext_shared": channel.ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "context_team_id": team,
        "shared_team_ids": [team, "T0ELSEWHERE"] if channel.ext_shared else [team],
    }


def _direct_shape(channel: Channel, workspace: Workspace) -> dict[str, Any]:
    other = other_person(channel, workspace)
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": workspace.team.id,
        "updated": channel.created * 1000,
        "user": other.id,
        "is_user_deleted": other.deactivated,
        "is_open": True,
        "priority": 0,
    }


def other_person(channel: Channel, workspace: Workspace) -> User:
    """Return who is in the direct message besides the bot."""
    others = [name for name in channel.members if name != workspace.bot.user_id]
    return workspace.users[others[0]]


def group_shape(group: Group, workspace: Workspace, *, with_users: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": group.id,
        "team_id": workspace.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": 0,
        "date_update": 0,
        "date_delete": 0,
        "auto_type": None,
        "auto_provision": False,
        "created_by": "",
        "updated_by": "",
        "deleted_by": None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.members),
    }
    return shape | ({"users": list(group.members)} if with_users else {})


def message_shape(
    message: Message, workspace: Workspace, *, all_metadata: bool = True
) -> dict[str, Any]:
    """Return a message as history and events show it."""
    shape: dict[str, Any] = {"user": message.user, "type": "message", "ts": message.ts}
    if message.by_app:
        shape |= {"bot_id": workspace.bot.bot_id, "app_id": workspace.bot.app_id}
        shape["bot_profile"] = bot_profile(workspace)
    else:
        shape["client_msg_id"] = f"{message.channel}-{message.ts}".lower()
    shape |= {"text": message.text, "team": workspace.team.id}
    shape |= {"blocks": message.blocks} if message.blocks else {}
    shape |= {"attachments": message.attachments} if message.attachments else {}
    shape |= {"subtype": message.subtype} if message.subtype else {}
    if message.edited_ts:
        shape["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.metadata:
        whole, kind = message.metadata, {"event_type": message.metadata["event_type"]}
        shape["metadata"] = whole if all_metadata else kind
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return shape | _thread_shape(message, workspace)


def _thread_shape(message: Message, workspace: Workspace) -> dict[str, Any]:
    if message.is_reply:
        parent = workspace.find(message.channel, message.thread_ts)
        author = {"parent_user_id": parent.user} if parent else {}
        return {"thread_ts": message.thread_ts, **author}
    replies = workspace.replies(message.channel, message.ts)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "latest_reply": replies[-1].ts,
        "reply_users": people,
        "is_locked": False,
        "subscribed": False,
    }


def bot_profile(workspace: Workspace) -> dict[str, Any]:
    bot = workspace.bot
    picture = "https://a.slack-edge.com/bot"
    return {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "user_id": bot.user_id,
        "name": workspace.users[bot.user_id].name,
        "icons": {f"image_{size}": f"{picture}_{size}.png" for size in (36, 48, 72)},
        "deleted": False,
        "updated": workspace.users[bot.user_id].updated,
        "team_id": workspace.team.id,
    }
