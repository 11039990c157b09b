"""`trends`, typed, and *Share here*: the numbers at once, the chart by a message of its own."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import Posting, channel_now, posting_in
from bot.domain.issues.touchpoints import touchpoint_called, touchpoint_in, touchpoints_of
from bot.domain.issues.trends import NoSuchTouchpoint
from bot.domain.notices import Place, promise
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.words import cleaned
from bot.errors import UserError


class CannotShareThere(UserError):
    """I cannot post in that channel. Invite me there, or ask for the chart in another one."""


def trends(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Answer with the numbers at once; the picture comes by DM, since no answer can hold one."""
    touchpoint = named_touchpoint(session, me.team_id, text)
    facts = _facts(touchpoint, now)
    if scene.posting is Posting.POSTED:
        facts["from"] = scene.channel_id
    if scene.said_to_bot:
        return Said(Kind.TRENDS, facts)  # That answer is a message of its own.
    return _answer(session, me, facts, now)


def trends_at(session: Session, me: Person, touchpoint: int, now: datetime) -> Said:
    """Answer a button about one touchpoint."""
    return _answer(session, me, _facts(touchpoint, now), now)


def share_trends(
    session: Session, me: Person, facts: dict[str, Any], origin: str, now: datetime
) -> Said:
    """Post the chart in the channel it was asked for in, as it stood then; once for each asking."""
    channel = channel_now(session, me.team_id, str(facts["from"]))
    if channel is None or posting_in(channel) is not Posting.POSTED:
        raise CannotShareThere
    shown: dict[str, Any] = {name: facts[name] for name in ("at", "touchpoint") if name in facts}
    promise(
        session,
        me.team_id,
        f"{Kind.TRENDS}:{channel.channel_id}:{origin}",
        kind=Kind.TRENDS,
        place=Place(channel_id=channel.channel_id),
        now=now,
        facts={**shown, "by": me.number, "here": channel.channel_id},
        asked_by=me.slack_id or "",
    )
    return Said(Kind.TRENDS_SHARED, {"channel": channel.channel_id})


def named_touchpoint(session: Session, team_id: str, text: str) -> int | None:
    """Return the touchpoint a line names, nothing where it names none. Raises NoSuchTouchpoint."""
    name = cleaned(text).strip(" .,:")
    if not name:
        return None
    found = touchpoint_called(session, team_id, name) or touchpoint_in(session, team_id, name)
    if found is None:
        known = ", ".join(each.name for each in touchpoints_of(session, team_id))
        raise NoSuchTouchpoint(name=name[:80], known=known or "none yet")
    return found.number


def _facts(touchpoint: int | None, now: datetime) -> dict[str, Any]:
    facts: dict[str, Any] = {"at": now.isoformat()}
    return facts if touchpoint is None else {**facts, "touchpoint": touchpoint}


def _answer(session: Session, me: Person, facts: dict[str, Any], now: datetime) -> Said:
    promise(
        session,
        me.team_id,
        f"{Kind.TRENDS}:{me.number}:{facts.get('touchpoint', '')}:{now:%Y-%m-%dT%H:%M}",
        kind=Kind.TRENDS,
        place=Place(person_id=me.slack_id or ""),
        now=now,
        facts=facts,
        asked_by=me.slack_id or "",
    )
    return Said(Kind.TRENDS, {**facts, "comes": True})
