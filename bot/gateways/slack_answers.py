"""What Slack's answers mean: errors by what may be done next, people and channels as ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.channels import ChannelFacts, ChannelKind
from bot.domain.notices import (
    LockedOut,
    NotSent,
    Outcome,
    Problem,
    RateLimited,
    Refused,
    Sent,
    Unknown,
    Unreadable,
)
from bot.domain.people import Profile

EVENT_TYPE = "cxbot_notice"  # Of the metadata that marks a post as ours.
TOO_MANY = 429
SERVER_ERROR = 500
WAIT_WITHOUT_WORD = 30.0  # When Slack limits us and names no time: half of its minute.

# The call may have had its effect (Slack docs: "some aspect of the operation succeeded").
IN_DOUBT = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})
LIMITED = frozenset({"ratelimited", "rate_limited"})
LOCKED_OUT = frozenset(
    {
        "account_inactive",
        "accesslimited",
        "invalid_auth",
        "not_authed",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
    }
)
PROBLEMS = {
    "cannot_dm_bot": Problem.PERSON_GONE,
    "cannot_reply_to_message": Problem.NO_THREAD,
    "cant_update_message": Problem.MESSAGE_GONE,
    "channel_is_limited_access": Problem.CLOSED,
    "channel_not_found": Problem.NOT_HERE,
    "edit_window_closed": Problem.MESSAGE_GONE,
    "is_archived": Problem.ARCHIVED,
    "is_inactive": Problem.ARCHIVED,
    "message_not_found": Problem.MESSAGE_GONE,
    "messages_tab_disabled": Problem.CLOSED,
    "msg_blocks_too_long": Problem.TOO_LONG,
    "msg_too_long": Problem.TOO_LONG,
    "not_in_channel": Problem.NOT_HERE,
    "restricted_action": Problem.CLOSED,
    "restricted_action_non_threadable_channel": Problem.CLOSED,
    "restricted_action_read_only_channel": Problem.CLOSED,
    "restricted_action_thread_locked": Problem.NO_THREAD,
    "restricted_action_thread_only_channel": Problem.CLOSED,
    "user_disabled": Problem.PERSON_GONE,
    "user_not_found": Problem.PERSON_GONE,
    "user_not_visible": Problem.PERSON_GONE,
}


@dataclass(frozen=True)
class Identity:
    """Who we are in a workspace."""

    team_id: str
    team_name: str
    user_id: str
    bot_id: str
    scopes: frozenset[str]
    url: str


def not_ok(status: int, headers: Mapping[str, str], body: object) -> Outcome:
    """Return what an answer without `ok` means."""
    error = str(body.get("error", "")) if isinstance(body, Mapping) else ""
    if status == TOO_MANY or error in LIMITED:
        return RateLimited(_seconds_in(headers))
    if status >= SERVER_ERROR or error in IN_DOUBT or not error:
        return Unknown()
    if error in LOCKED_OUT:
        return LockedOut(error)
    return Refused(PROBLEMS.get(error, Problem.REFUSED), error)


def unreached(error: Exception) -> Outcome:
    """Return what a broken connection means: only before the first byte is it certain."""
    never_connected = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
    return NotSent() if isinstance(error, never_connected) else Unknown()


def sent(answer: AsyncSlackResponse | Outcome) -> Outcome:
    """Return where a message is, or what came instead."""
    if not isinstance(answer, AsyncSlackResponse):
        return answer
    channel = answer.get("channel")
    return Sent(channel if isinstance(channel, str) else "", str(answer.get("ts") or ""))


def unseen(outcome: Outcome) -> Outcome:
    """Return what it means that a look was answered so."""
    return Unreadable() if isinstance(outcome, Refused) else outcome


def mark_of(message: Mapping[str, Any]) -> str:
    """Return the mark that a message of ours carries."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("key", ""))


def channel_in(found: Mapping[str, Any], *, is_member: bool | None = None) -> ChannelFacts:
    """Read a conversation as Slack describes it."""
    member = found.get("is_member", False) if is_member is None else is_member
    return ChannelFacts(
        channel_id=found["id"],
        kind=_kind_of(found),
        name=found.get("name") or "",
        is_member=bool(member or found.get("is_im")),
        is_external=bool(found.get("is_ext_shared")),
        is_archived=bool(found.get("is_archived")),
    )


def profile_in(found: Mapping[str, Any]) -> Profile:
    """Read a person as Slack describes them; what is missing for those who left stays empty."""
    profile: Mapping[str, Any] = found.get("profile") or {}
    handle = profile.get("display_name") or found.get("name") or ""
    return Profile(
        slack_id=found["id"],
        name=found.get("real_name") or profile.get("real_name") or handle,
        handle=handle,
        zone=found.get("tz") or "",
        # Slackbot says of itself that it is none.
        is_bot=bool(found.get("is_bot")) or found["id"] == "USLACKBOT",
        is_guest=bool(found.get("is_restricted") or found.get("is_ultra_restricted")),
        is_admin=bool(found.get("is_admin") or found.get("is_owner")),
        is_deactivated=bool(found.get("deleted")),
        is_stranger=bool(found.get("is_stranger")),
    )


def _kind_of(found: Mapping[str, Any]) -> ChannelKind:
    if found.get("is_im"):
        return ChannelKind.BOT_DM  # The only DMs that are shown to a bot are its own.
    if found.get("is_mpim"):
        return ChannelKind.GROUP_DM
    is_private = found.get("is_private") or found.get("is_group")
    return ChannelKind.PRIVATE if is_private else ChannelKind.PUBLIC


def _seconds_in(headers: Mapping[str, str]) -> float:
    text = headers.get("Retry-After") or headers.get("retry-after") or ""
    return float(text) if text.isdecimal() else WAIT_WITHOUT_WORD
