"""Slack's Web API: the one client, which never retries, each answer told apart by its meaning."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.channels import ChannelFacts
from bot.domain.notices import NotFound, Outcome, Sent, Unknown
from bot.domain.people import Profile
from bot.gateways.fences import fenced_session
from bot.gateways.slack_answers import (
    EVENT_TYPE,
    Identity,
    channel_in,
    mark_of,
    not_ok,
    profile_in,
    sent,
    unreached,
    unseen,
)
from bot.gateways.slack_transport import discreet, put

__all__ = ["Identity", "SlackGateway"]

log = logging.getLogger(__name__)

POST_WITHIN = 10.0
VIEW_WITHIN = 1.0  # A trigger lives three seconds, and the decision came first.
RESPOND_WITHIN = 2.0
PERSON_WITHIN = 0.8
CONNECT_WITHIN = 3.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PLACES = "public_channel,private_channel,mpim"
MOST_PLACES = 999  # What one page of Slack's answer holds.
PAGE = 200
PAGES = 50  # Ends a walk whose cursor never does.
# The host's clock and Slack's may differ: what is looked for is looked for from earlier on.
CLOCKS_DIFFER_BY = timedelta(minutes=5)


class SlackGateway:
    """One workspace's Web API over one HTTP session. Nothing here raises for what Slack answers."""

    def __init__(self, base_url: str, token: str, *, within: float = POST_WITHIN) -> None:
        self._base_url = base_url
        self._token = token
        self._within = within
        self._opened: AsyncWebClient | None = None

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._opened is not None and self._opened.session is not None:
            await self._opened.session.close()
        self._opened = None

    async def say(
        self,
        to: str,
        message: Mapping[str, Any],
        *,
        mark: str,
        thread_ts: str = "",
        broadcast: bool = False,
    ) -> Outcome:
        """Post a message that carries our mark. Posted to a person, it opens their DM.

        A broadcast reply is seen in its thread and in the channel; later updates reach both.
        """
        call = self._client.chat_postMessage(
            channel=to,
            thread_ts=thread_ts or None,
            reply_broadcast=(thread_ts != "" and broadcast) or None,
            parse="none",
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": mark}},
            **message,
        )
        return sent(await self._answer(call))

    async def update(self, channel_id: str, ts: str, message: Mapping[str, Any]) -> Outcome:
        """Show a message of ours anew."""
        call = self._client.chat_update(channel=channel_id, ts=ts, parse="none", **message)
        return sent(await self._answer(call))

    async def delete(self, channel_id: str, ts: str) -> Outcome:
        """Delete a message of ours."""
        return sent(await self._answer(self._client.chat_delete(channel=channel_id, ts=ts)))

    async def upload(self, name: str, data: bytes, alt: str) -> str | Outcome:
        """Put a file into Slack that nobody sees yet; return its id, or what came instead."""
        room = await self._answer(
            self._client.files_getUploadURLExternal(filename=name, length=len(data), alt_txt=alt)
        )
        if not isinstance(room, AsyncSlackResponse):
            return room
        if not await put(self._session, room["upload_url"], data, self._within):
            return Unknown()
        files = [{"id": room["file_id"], "title": name}]
        done = await self._answer(self._client.files_completeUploadExternal(files=files))
        return str(room["file_id"]) if isinstance(done, AsyncSlackResponse) else done

    async def publish(self, person_id: str, view: View) -> Outcome:
        """Show a person their Home."""
        return sent(await self._answer(self._client.views_publish(user_id=person_id, view=view)))

    async def open_view(self, trigger_id: str, view: View) -> bool:
        """Open a modal while its trigger lives; tell whether it opened."""
        return await self._show(self._client.views_open(trigger_id=trigger_id, view=view))

    async def push_view(self, trigger_id: str, view: View) -> bool:
        """Put a modal on top of the one that is open; tell whether it is there."""
        return await self._show(self._client.views_push(trigger_id=trigger_id, view=view))

    async def update_view(self, view_id: str, view: View, *, hash_: str = "") -> bool:
        """Put a view in place of one that is open, with a hash only if it did not change since."""
        call = self._client.views_update(view_id=view_id, view=view, hash=hash_ or None)
        return await self._show(call)

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> bool:
        """Answer where somebody pressed or typed; tell whether it arrived."""
        try:
            async with (
                asyncio.timeout(RESPOND_WITHIN),
                self._session.post(response_url, json=payload) as answer,
            ):
                return answer.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("An answer could not be given: %s.", type(error).__name__)
            return False

    async def whisper(self, channel_id: str, person_id: str, payload: Mapping[str, Any]) -> bool:
        """Say something in a channel to one person there; tell whether it arrived."""
        call = self._client.chat_postEphemeral(channel=channel_id, user=person_id, **payload)
        return isinstance(await self._answer(call, RESPOND_WITHIN), AsyncSlackResponse)

    async def look_for(
        self,
        mark: str,
        *,
        since: datetime,
        channel_id: str = "",
        person_id: str = "",
        thread_ts: str = "",
    ) -> Outcome:
        """Look for a post by its mark: Sent when it is there, Unreadable when nobody can look."""
        if not channel_id:
            opened = await self._answer(self._client.conversations_open(users=person_id))
            if not isinstance(opened, AsyncSlackResponse):
                return unseen(opened)
            channel_id = opened["channel"]["id"]
        asked: dict[str, Any] = {
            "channel": channel_id,
            "oldest": f"{(since - CLOCKS_DIFFER_BY).timestamp():.6f}",
            "include_all_metadata": True,
        }
        if thread_ts:
            asked["ts"] = thread_ts
        method = "conversations.replies" if thread_ts else "conversations.history"
        found = await self._pages(method, "messages", asked)
        if not isinstance(found, list):
            return unseen(found)
        marked = [message["ts"] for message in found if mark_of(message) == mark]
        return Sent(channel_id, marked[0]) if marked else NotFound()

    async def join(self, channel_id: str) -> Outcome:
        """Join a public channel."""
        return sent(await self._answer(self._client.conversations_join(channel=channel_id)))

    async def channel(self, channel_id: str) -> ChannelFacts | Outcome:
        """Return what Slack says of a channel now."""
        answer = await self._answer(self._client.conversations_info(channel=channel_id))
        return channel_in(answer["channel"]) if isinstance(answer, AsyncSlackResponse) else answer

    async def members(self, channel_id: str, most: int) -> list[str] | Outcome:
        """Return who is in a channel, up to one more than that many."""
        call = self._client.conversations_members(channel=channel_id, limit=most + 1)
        return await self._list(call, "members")

    async def places(self, person_id: str) -> list[str] | Outcome:
        """Return the channels that somebody is in, as far as the bot may know of them."""
        call = self._client.users_conversations(user=person_id, types=PLACES, limit=MOST_PLACES)
        found = await self._list(call, "channels")
        return [one["id"] for one in found] if isinstance(found, list) else found

    async def group(self, group_id: str) -> list[str] | Outcome:
        """Return who is in a user group now."""
        return await self._list(self._client.usergroups_users_list(usergroup=group_id), "users")

    async def channels(self) -> list[ChannelFacts] | Outcome:
        """Return the channels the bot is in."""
        found = await self._pages("users.conversations", "channels", {"types": PLACES})
        return (
            [channel_in(one, is_member=True) for one in found] if isinstance(found, list) else found
        )

    async def person(self, person_id: str) -> Profile | Outcome:
        """Return what Slack says of a person now, or how the short wait for it ended."""
        call = self._client.users_info(user=person_id)
        answer = await self._answer(call, PERSON_WITHIN)
        return profile_in(answer["user"]) if isinstance(answer, AsyncSlackResponse) else answer

    async def people(self) -> list[Profile] | Outcome:
        """Return everybody in the workspace, bots and those who left included."""
        found = await self._pages("users.list", "members", {})
        return [profile_in(one) for one in found] if isinstance(found, list) else found

    async def auth(self) -> Identity | Outcome:
        """Return who we are, or how the question ended."""
        answer = await self._answer(self._client.auth_test())
        if not isinstance(answer, AsyncSlackResponse):
            return answer
        scopes = answer.headers.get("x-oauth-scopes", "")
        return Identity(
            team_id=answer["team_id"],
            team_name=answer.get("team", ""),
            user_id=answer["user_id"],
            bot_id=answer.get("bot_id", ""),
            scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
            url=answer.get("url", ""),
        )

    async def _list(self, call: Awaitable[AsyncSlackResponse], key: str) -> list[Any] | Outcome:
        answer = await self._answer(call, PERSON_WITHIN)
        return list(answer[key]) if isinstance(answer, AsyncSlackResponse) else answer

    async def _show(self, call: Awaitable[AsyncSlackResponse]) -> bool:
        answer = await self._answer(call, VIEW_WITHIN)
        if isinstance(answer, AsyncSlackResponse):
            return True
        log.warning("A view could not be shown: %s.", answer)
        return False

    @property
    def _client(self) -> AsyncWebClient:
        """The client, opened within the loop that uses it."""
        if self._opened is None:
            session = fenced_session(sock_connect=CONNECT_WITHIN)
            self._opened = AsyncWebClient(
                self._token,
                base_url=self._base_url,
                session=session,
                retry_handlers=[],
                logger=discreet(),
            )
            if urlsplit(self._base_url).hostname in LOOPBACK:
                # The SDK sends everything through HTTPS_PROXY, even this.
                self._opened.proxy = None
        return self._opened

    @property
    def _session(self) -> aiohttp.ClientSession:
        session = self._client.session
        assert session is not None  # noqa: S101 - tells mypy; `_client` always gives it one
        return session

    async def _answer(
        self, call: Awaitable[AsyncSlackResponse], within: float | None = None
    ) -> AsyncSlackResponse | Outcome:
        """Return Slack's answer when it is `ok`, else what that means for us."""
        try:
            async with asyncio.timeout(within or self._within):
                return await call
        except SlackApiError as error:
            answer: Any = error.response
            status: int = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)
            return not_ok(status, answer.headers, getattr(answer, "data", None))
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            return unreached(error)

    async def _pages(
        self, method: str, key: str, asked: dict[str, Any]
    ) -> list[dict[str, Any]] | Outcome:
        """Return the items of every page, or what came instead of one of them."""
        found: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(PAGES):
            params = {**asked, "limit": PAGE, **({"cursor": cursor} if cursor else {})}
            call = self._client.api_call(method, http_verb="GET", params=params)
            answer = await self._answer(call)
            if not isinstance(answer, AsyncSlackResponse):
                return answer
            found += answer.get(key) or []
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found
