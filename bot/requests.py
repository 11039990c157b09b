"""What Slack sends, as the typed values of `bot.routes`: the only reader of its payloads."""

import re
from collections.abc import Mapping
from typing import Any

from bot.gateways.slack import Identity
from bot.routes import Asked, Closed, Happened, Medium, Pressed, Shortcut, Submitted, Typed

Payload = Mapping[str, Any]

# What a person writes to the bot may carry a file or be shown in the channel too; any other subtype
# is Slack's own or an edit.
LINE_SUBTYPES = frozenset({None, "file_share", "thread_broadcast", "me_message"})
SLACKBOT = "USLACKBOT"
# Where an action keeps what was chosen, by kind of element (slack-platform 2.1).
CHOICES = (
    "value",
    "selected_user",
    "selected_conversation",
    "selected_channel",
    "selected_date",
    "selected_time",
    "selected_date_time",
)


def typed_command(body: Payload, us: Identity) -> Typed:
    """Read `/cx …`."""
    return Typed(
        team_id=us.team_id,
        user_id=_text(body, "user_id"),
        key=_key(body),
        trigger_id=_key(body),
        is_stranger=_text(body, "team_id") not in {"", us.team_id},
        line=_text(body, "text").strip(),
        channel_id=_text(body, "channel_id"),
        channel_name=_text(body, "channel_name"),
        response_url=_text(body, "response_url"),
    )


def typed_line(body: Payload, us: Identity) -> Typed | None:
    """Read a line written to the bot, by mention or in its DM; None for any other event."""
    event = _part(body, "event")
    medium = _medium(event)
    if medium is None or not _is_from_a_person(event, us):
        return None
    return Typed(
        team_id=us.team_id,
        user_id=_text(event, "user"),
        key=_text(body, "event_id") or None,
        is_stranger=_is_from_elsewhere(event, us),
        line=_line_in(_text(event, "text"), us),
        channel_id=_text(event, "channel"),
        medium=medium,
        ts=_text(event, "ts"),
        thread_ts=_text(event, "thread_ts"),
    )


def happened(body: Payload, us: Identity) -> Happened:
    """Read an event that is no line to the bot."""
    event = _part(body, "event")
    return Happened(
        team_id=us.team_id,
        user_id=_text(event, "user") or _text(_part(event, "user"), "id"),
        key=_text(body, "event_id") or None,
        is_stranger=_is_from_elsewhere(event, us),
        kind=_text(event, "type"),
        event=event,
    )


def pressed(body: Payload, us: Identity) -> Pressed:
    """Read the use of a button, menu or picker."""
    action = _first(body.get("actions"))
    container, view = _part(body, "container"), _part(body, "view")
    state = _part(view or body, "state")
    return Pressed(
        **_asked(body, us),
        action_id=_text(action, "action_id"),
        value=_chosen(action),
        action=action,
        channel_id=_text(_part(body, "channel"), "id") or _text(container, "channel_id"),
        message_ts=_text(container, "message_ts"),
        is_ephemeral=bool(container.get("is_ephemeral")),
        response_url=_text(body, "response_url"),
        view=view,
        values=_part(state, "values"),
    )


def submitted(body: Payload, us: Identity) -> Submitted:
    """Read a modal that was sent."""
    view = _part(body, "view")
    return Submitted(
        **_asked(body, us),
        modal=_text(view, "callback_id"),
        view_id=_text(view, "id"),
        note=_text(view, "private_metadata"),
        values=_part(_part(view, "state"), "values"),
        view=view,
    )


def closed(body: Payload, us: Identity) -> Closed:
    """Read that a modal was closed; it has no key, so whatever it does must bear being repeated."""
    view = _part(body, "view")
    return Closed(
        **_asked(body, us) | {"key": None, "trigger_id": None},
        modal=_text(view, "callback_id"),
        note=_text(view, "private_metadata"),
    )


def shortcut(body: Payload, us: Identity) -> Shortcut:
    """Read a shortcut, global or on a message."""
    channel = _part(body, "channel")
    return Shortcut(
        **_asked(body, us),
        callback_id=_text(body, "callback_id"),
        channel_id=_text(channel, "id"),
        channel_name=_text(channel, "name"),
        message=_part(body, "message"),
        response_url=_text(body, "response_url"),
    )


def is_event(body: Payload) -> bool:
    return isinstance(body.get("event"), Mapping)


def _asked(body: Payload, us: Identity) -> dict[str, Any]:
    user = _part(body, "user")
    asked = Asked(
        team_id=us.team_id,
        user_id=_text(user, "id"),
        key=_key(body),
        trigger_id=_key(body),
        is_stranger=_text(user, "team_id") not in {"", us.team_id},
    )
    return vars(asked)


def _key(body: Payload) -> str | None:
    return _text(body, "trigger_id") or None


def _medium(event: Payload) -> Medium | None:
    if event.get("type") == "app_mention":
        return Medium.MENTION
    if event.get("type") == "message" and event.get("channel_type") == "im":
        return Medium.DIRECT
    return None


def _is_from_a_person(event: Payload, us: Identity) -> bool:
    return (
        event.get("subtype") in LINE_SUBTYPES
        and not event.get("bot_id")
        and not event.get("edited")
        and not event.get("hidden")
        and _text(event, "user") not in {"", SLACKBOT, us.user_id}
    )


def _is_from_elsewhere(event: Payload, us: Identity) -> bool:
    user = _part(event, "user")
    home = _text(event, "user_team") or _text(event, "team") or _text(user, "team_id")
    return home not in {"", us.team_id}


def _line_in(text: str, us: Identity) -> str:
    """Return what follows our mention; with nothing after it, what stands before it."""
    before, mention, after = _around_mention(text, us)
    return (after.strip() or before.strip()) if mention else text.strip()


def _around_mention(text: str, us: Identity) -> tuple[str, str, str]:
    found = re.search(rf"<@{re.escape(us.user_id)}(?:\|[^>]*)?>[:,]?", text)
    if found is None:
        return text, "", ""
    return text[: found.start()], found.group(), text[found.end() :]


def _chosen(action: Payload) -> str:
    option = _part(action, "selected_option")
    if option:
        return _text(option, "value")
    found = (action[name] for name in CHOICES if action.get(name) is not None)
    return str(next(found, ""))


def _text(part: Payload, name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _part(whole: Payload, name: str) -> Payload:
    value = whole.get(name)
    return value if isinstance(value, Mapping) else {}


def _first(things: Any) -> Payload:
    thing = things[0] if isinstance(things, list) and things else {}
    return thing if isinstance(thing, Mapping) else {}
