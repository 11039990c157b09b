"""Changing a forum: its plan, a pause, another channel, its end; and taking that back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.domain.calendar import at_local, today_in
from bot.domain.channels import channel_of
from bot.domain.forums.finding import forum_in, members_of
from bot.domain.forums.making import Plan, ask, demand_people, demand_place, obstacle_in
from bot.domain.forums.mondays import next_week
from bot.domain.forums.records import NOUN, Forum, State, change
from bot.domain.forums.rights import demand, demand_living
from bot.domain.forums.telling import Tidings, owners_of, show_change, tell
from bot.domain.history import Event, Happening, last_of
from bot.domain.people import Person, person_numbered
from bot.domain.words import Words, cleaned, keep_words, words_of
from bot.errors import UserError

UNDO_FOR = timedelta(minutes=10)
UNDOABLE = frozenset({"paused", "ended"})


class PauseInThePast(UserError):
    """That day has come already. Please name the day on which it goes on."""


class ChannelTaken(UserError):
    """{channel} has a forum already: {forum}. Please pick another channel."""


class TooLateToUndo(UserError):
    """That can no longer be undone. `{command} forum {forum}` shows it as it is now."""


def alter(session: Session, forum: Forum, me: Person, plan: Plan, now: datetime) -> Forum:
    """Change what a forum is; one that is held goes on in another channel."""
    demand(session, forum, me)
    demand_living(forum)
    demand_people(session, forum.team_id, plan)
    if plan.channel_id != forum.channel_id:
        _demand_free(session, forum.team_id, plan.channel_id)
    led_by, moved = forum.facilitator, plan.channel_id != forum.channel_id
    columns = {**plan.columns(), **_named(session, forum, plan)}
    columns |= _state_in(session, forum, plan.channel_id) if moved else {}
    before = sorted(person.number for person in members_of(session, forum))
    facts = {"members": sorted(plan.members), "asked_before": before}
    ask(session, forum, plan.members)
    change(session, forum, Event(me.number, "changed", now, facts), **columns)
    forum.next_week_at = next_week(forum, now)
    if forum.facilitator not in {led_by, me.number}:
        leads = person_numbered(session, forum.team_id, forum.facilitator)
        tell(session, forum, [leads], Tidings.LED, now)
    show_change(session, forum)
    return forum


def rehouse(session: Session, forum: Forum, me: Person, channel_id: str, now: datetime) -> Forum:
    """Have a forum meet in another channel from now on."""
    demand(session, forum, me)
    demand_living(forum)
    if channel_id == forum.channel_id:
        return forum
    _demand_free(session, forum.team_id, channel_id)
    columns = {"channel_id": channel_id, **_state_in(session, forum, channel_id)}
    change(session, forum, Event(me.number, "rehoused", now), **columns)
    show_change(session, forum)
    return forum


def pause(
    session: Session, forum: Forum, me: Person, now: datetime, until: date | None = None
) -> Forum:
    """Have no sessions, until a day or until somebody resumes it."""
    demand(session, forum, me)
    demand_living(forum)
    if until is not None and until <= today_in(forum.zoneinfo, now):
        raise PauseInThePast
    resume_at = at_local(until, time(), forum.zoneinfo) if until else None
    if forum.state is State.PAUSED and forum.resume_at == resume_at:
        return forum  # The second half of a double click.
    paused = {"state": State.PAUSED, "held_why": None, "resume_at": resume_at}
    change(session, forum, Event(me.number, "paused", now), **paused)
    show_change(session, forum)
    return forum


def resume(session: Session, forum: Forum, me: Person | None, now: datetime) -> Forum:
    """Go on after a pause or a hold; by the clock when nobody is named."""
    if me is not None:
        demand(session, forum, me)
    demand_living(forum)
    if forum.state is State.ACTIVE:
        return forum
    columns = _state_in(session, forum, forum.channel_id)
    if forum.state is columns["state"] is State.HELD:
        return forum  # What held it still does.
    change(session, forum, Event(me.number if me else None, "resumed", now), **columns)
    if forum.state is State.HELD:
        tell(session, forum, owners_of(session, forum), Tidings.HELD, now)
    show_change(session, forum)
    return forum


def end(session: Session, forum: Forum, me: Person, now: datetime) -> Forum:
    """Have no more sessions, ever; what was promised in them stays."""
    demand(session, forum, me)
    if forum.state is State.ENDED:
        return forum
    ended = {"state": State.ENDED, "ended_at": now, "resume_at": None, "held_why": None}
    change(session, forum, Event(me.number, "ended", now), **ended)
    show_change(session, forum)
    return forum


def undo(session: Session, forum: Forum, me: Person, revision: int, now: datetime) -> Forum:
    """Take back a pause or an end within ten minutes, if nothing happened since."""
    demand(session, forum, me)
    last = last_of(session, forum.team_id, NOUN, forum.number, forum.revision)
    if last is not None and (last.what, last.facts.get("undid")) == ("undone", revision):
        return forum
    if revision != forum.revision or not is_undoable(last, me, now):
        raise TooLateToUndo(forum=forum.label)
    if forum.state is State.ENDED:
        _demand_free(session, forum.team_id, forum.channel_id)
    event = Event(me.number, "undone", now, {"undid": revision})
    change(session, forum, event, **_before(last.facts if last else {}))
    show_change(session, forum)
    return forum


def is_undoable(last: Happening | None, me: Person, now: datetime) -> bool:
    """Tell whether the last thing that happened to a forum can be taken back by this person."""
    if last is None or last.what not in UNDOABLE:
        return False
    return last.person == me.number and last.at > now - UNDO_FOR


def resume_due(session: Session, now: datetime) -> list[Forum]:
    """Have forums go on whose pause has run out; returns them, a batch at a time."""
    found = _due(session, now)
    return [resume(session, forum, None, now) for forum in found]


def _due(session: Session, now: datetime) -> list[Forum]:
    due = select(Forum).where(col(Forum.resume_at) <= now, col(Forum.state) == State.PAUSED)
    return list(session.exec(due.limit(50).with_for_update(skip_locked=True)))


def _state_in(session: Session, forum: Forum, channel_id: str) -> dict[str, Any]:
    """Return the columns of a forum that is to go on in a channel."""
    if forum.state is State.PAUSED and channel_id != forum.channel_id:
        return {"state": State.PAUSED, "held_why": None}
    held = obstacle_in(channel_of(session, forum.team_id, channel_id))
    state = State.HELD if held else State.ACTIVE
    return {"state": state, "held_why": held, "resume_at": None}


def _demand_free(session: Session, team_id: str, channel_id: str) -> None:
    channel = demand_place(session, team_id, channel_id)
    there = forum_in(session, team_id, channel_id)
    if there is not None:
        called = f"#{channel.name}" if channel.name else "That channel"
        raise ChannelTaken(field="channel", channel=called, forum=there.label)


def _named(session: Session, forum: Forum, plan: Plan) -> dict[str, Any]:
    name = cleaned(plan.name)
    if name == words_of(session, {forum.name}).get(forum.name or 0, ""):
        return {}
    session.exec(delete(Words).where(col(Words.id) == forum.name))  # It says nothing any more.
    return {"name": keep_words(session, forum.team_id, name).id if name else None}


def _before(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns as they were before the last change."""
    before = {**facts["before"], "state": State(facts["before"]["state"])}
    for name in ("resume_at", "ended_at"):
        if before.get(name):
            before[name] = datetime.fromisoformat(before[name])
    return before
