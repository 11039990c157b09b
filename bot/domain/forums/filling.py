"""The form of a forum, as it is filled in page by page, and sent."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlmodel import Session

from bot.domain.forums.changing import alter
from bot.domain.forums.drafting import (
    Draft,
    draft_begun,
    draft_of,
    keep_draft,
    one_line,
    plan_of,
    zone_typed,
)
from bot.domain.forums.finding import forum_for
from bot.domain.forums.making import made_by, start
from bot.domain.forums.records import Forum
from bot.domain.people import Person, person_seen
from bot.domain.recurrence import OnHoliday
from bot.domain.unfinished import UnfinishedGone, finish, unfinished_numbered


@dataclass(frozen=True)
class FilledForum:
    """What a page of the form says; None for what is on the other page."""

    name: str | None = None
    people: tuple[str, ...] | None = None
    often: str | None = None
    at: time | None = None
    facilitator: str | None = None
    channel: str | None = None
    deputy: str | None = None
    length: int | None = None
    zone: str | None = None
    country: str | None = None
    on_holiday: OnHoliday | None = None


@dataclass(frozen=True)
class Done:
    """A forum that a form or a draft has made or changed, and what to call that."""

    forum: Forum
    what: str
    response_url: str = ""


def behind(session: Session, me: Person, note: str) -> tuple[Draft, int | None]:
    """Return what a form goes on with, and the number it is kept under, if it is."""
    letter, _, digits = note.partition("-")
    if letter == "F":
        return draft_of(session, forum_for(session, me, int(digits), lock=False)), None
    return draft_begun(unfinished_numbered(session, me, int(digits))), int(digits)


def shape(session: Session, me: Person, note: str, filled: FilledForum, now: datetime) -> int:
    """Keep what a page of the form says by now; returns the number it is kept under."""
    draft, number = behind(session, me, note)
    return keep_draft(session, me, merged(session, me, draft, filled, now), number, now)


def send(session: Session, me: Person, note: str, filled: FilledForum, now: datetime) -> Done:
    """Start or change the forum that a form describes."""
    made = made_by(session, me.team_id, note)
    if made is not None:
        return Done(made, "started")
    draft, number = behind(session, me, note)
    draft = merged(session, me, draft, filled, now)
    if number is not None and not finish(session, me, number):
        raise UnfinishedGone
    return _settle(session, me, draft, note, now)


def start_drafted(
    session: Session, me: Person, number: int, people: tuple[int, ...], now: datetime
) -> Done:
    """Start what was typed; these people are asked unless others were picked."""
    note = f"U-{number}"
    made = made_by(session, me.team_id, note)
    if made is not None:
        return Done(made, "started")  # The second half of a double click.
    draft = draft_begun(unfinished_numbered(session, me, number))
    if not finish(session, me, number):
        raise UnfinishedGone
    draft = replace(draft, people=draft.people or people)
    return _settle(session, me, draft, note, now)


def merged(session: Session, me: Person, draft: Draft, filled: FilledForum, now: datetime) -> Draft:
    """Return a draft with what a page of its form says; the rest stays."""
    said: dict[str, Any] = {
        "name": None if filled.name is None else one_line(filled.name),
        "often": None if filled.often is None else one_line(filled.often),
        "at": filled.at,
        "length": filled.length,
        "country": filled.country,
        "on_holiday": filled.on_holiday,
        "channel_id": filled.channel,
        "zone": zone_typed(filled.zone, now) if filled.zone else None,
        "people": _numbers(session, me, filled.people),
        "facilitator": _number(session, me, filled.facilitator),
    }
    changed = {name: value for name, value in said.items() if value is not None}
    if filled.deputy is not None:
        changed["deputy"] = _number(session, me, filled.deputy)
    return replace(draft, **changed, has_hour=True)


def _settle(session: Session, me: Person, draft: Draft, origin: str, now: datetime) -> Done:
    plan = plan_of(draft, now)
    if draft.forum is not None:
        forum = forum_for(session, me, draft.forum, here=draft.channel_id)
        return Done(alter(session, forum, me, plan, now), "changed", draft.response_url)
    begun = start(session, me, plan, origin, now)
    what = "started" if begun.is_new else "taken"
    return Done(begun.forum, what, draft.response_url)


def _number(session: Session, me: Person, slack_id: str | None) -> int | None:
    return person_seen(session, me.team_id, slack_id).number if slack_id else None


def _numbers(
    session: Session, me: Person, slack_ids: tuple[str, ...] | None
) -> tuple[int, ...] | None:
    if slack_ids is None:
        return None
    return tuple(person_seen(session, me.team_id, each).number for each in dict.fromkeys(slack_ids))
