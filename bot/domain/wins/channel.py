"""Where and when a company's wins are told."""

from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.database import upsert
from bot.domain.administering import demand_administrator
from bot.domain.answers import Kind
from bot.domain.calendar import DAY, at_local, today_in, zone_named
from bot.domain.channels import Channel, Posting, channel_of, posting_in
from bot.domain.lines import BRIEF, add_line
from bot.domain.notices import Place, promise
from bot.domain.people import Person
from bot.domain.preferences import heard_at
from bot.domain.roles import cco_of
from bot.domain.wins.records import FRIDAY, WinsChannel
from bot.errors import UserError

AT = time(15)
WEEK = timedelta(days=7)
HELD_LINE = "wins_held"
_GOOD = {Posting.POSTED}


class BadChannel(UserError):
    """I cannot post wins there. Please pick a channel of your own company that I am in."""


class NoChannel(UserError):
    """There is no channel for wins yet. Your CCO picks one: `{command} wins channel #wins`."""


def wins_channel_of(session: Session, team_id: str) -> WinsChannel | None:
    return session.get(WinsChannel, team_id)


def choose_channel(
    session: Session,
    me: Person,
    channel_id: str,
    now: datetime,
    *,
    weekday: int | None = None,
    at: time | None = None,
) -> WinsChannel:
    """Tell wins in a channel from now on, by the clock of who chooses it."""
    demand_administrator(session, me)
    demand_good(channel_of(session, me.team_id, channel_id))
    known = wins_channel_of(session, me.team_id)
    day = weekday if weekday is not None else known.weekday if known else FRIDAY
    chosen = WinsChannel(
        team_id=me.team_id,
        channel_id=channel_id,
        zone=me.zone or "UTC",
        weekday=day,
        at=at or (known.at if known else AT),
        set_by=me.number,
    )
    chosen.next_at = next_shoutout(chosen, now)
    upsert(session, chosen)
    return session.get_one(WinsChannel, me.team_id)


def next_shoutout(channel: WinsChannel, now: datetime) -> datetime:
    """Return when wins are told next: that weekday and hour, whatever the clocks there do."""
    zone = zone_named(channel.zone)
    day = today_in(zone, now)
    day += DAY * ((channel.weekday - day.weekday()) % 7)
    moment = at_local(day, channel.at, zone)
    return moment if moment > now else at_local(day + WEEK, channel.at, zone)


def day_of(channel: WinsChannel, moment: datetime) -> date:
    """Return the day of a shoutout, which is its key, in the channel's zone."""
    return today_in(zone_named(channel.zone), moment)


def can_be_told_in(channel: Channel | None) -> bool:
    return channel is not None and posting_in(channel) in _GOOD


def demand_good(channel: Channel | None) -> None:
    """Raise BadChannel where wins cannot be told."""
    if not can_be_told_in(channel):
        raise BadChannel(field="channel")


def ask_for_channel(session: Session, team_id: str, now: datetime) -> None:
    """Ask the CCO, once, to pick a channel in which wins are told."""
    cco = cco_of(session, team_id)
    if cco is None or wins_channel_of(session, team_id) is not None:
        return
    promise(
        session,
        team_id,
        "wins.channel",
        kind=Kind.WINS_CHANNEL_ASKED,
        place=Place(person_id=cco.slack_id or ""),
        now=now,
        due_at=heard_at(session, cco, now),
    )


def hold(session: Session, channel: WinsChannel, now: datetime) -> None:
    """Have wins wait while their channel cannot be written to; the CCO hears of it once."""
    if channel.held_at is not None:
        return
    channel.held_at = now
    session.add(channel)
    key = f"{HELD_LINE}:{channel.channel_id}:{now.date().isoformat()}"
    facts = {"channel": channel.channel_id}
    add_line(session, channel.team_id, BRIEF, key, HELD_LINE, now, facts=facts)
