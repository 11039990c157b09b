"""A forum of the cast, and the clock that goes over its sessions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.domain.forums.making import Plan, start
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.notices import Notice
from bot.domain.recurrence import Rhythm
from bot.domain.sessions.planning import replan
from bot.domain.sessions.records import ForumSession
from bot.domain.sessions.stepping import take_steps
from tests.conftest import NOON
from tests.factories import OPS, TEAM, a_channel, a_person

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAYS = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29)


def berlin(day, at="10:00", month=12):
    """Return an instant by the clocks of the forum."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(at), BERLIN)


def a_rhythm(**more):
    known = {"rule": TUESDAYS, "anchor_on": FIRST, "at": time(10), "zone": "Europe/Berlin"}
    return Rhythm(**known | more)


def a_forum(session, now=NOON, *, by="ada", members=("ada", "ben"), channel=OPS, **more):
    """Return a forum in Berlin, every second Tuesday at ten, with its first session planned."""
    a_channel(session, channel)
    me = a_person(session, by)
    people = tuple(a_person(session, name).number for name in members)
    deputy = more.pop("deputy", None)
    plan = Plan(
        channel_id=channel,
        rhythm=a_rhythm(**more),
        facilitator=me.number,
        members=people,
        deputy=a_person(session, deputy).number if deputy else None,
    )
    forum = start(session, me, plan, f"form:{channel}", now).forum
    replan(session, forum, now)
    return forum


def passes(session, now):
    """Do what is due by the clock at a moment, as the pulse would."""
    for _ in range(50):
        if not take_steps(session, now):
            return
        session.flush()
    raise AssertionError("The pulse finds something to do for ever.")


def lives(session, *moments):
    for moment in moments:
        passes(session, moment)


def said(session, kind=""):
    """Return the keys of what was promised about sessions, in order, without their beginning."""
    session.flush()
    found = session.exec(select(Notice).order_by(col(Notice.id))).all()
    ours = (each for each in found if each.key.startswith("session:"))
    return [each.key.removeprefix("session:F-1:") for each in ours if kind in each.key]


def notice(session, key):
    session.flush()
    return session.exec(select(Notice).where(Notice.key == f"session:F-1:{key}")).one()


def sessions(session):
    """Return every session of the team, oldest first."""
    session.flush()
    return session.exec(select(ForumSession).order_by(col(ForumSession.slot_on))).all()


def outcomes(session):
    return [(each.slot_on.isoformat(), each.outcome.value) for each in sessions(session)]


def brief(session):
    """Return the kinds of lines that wait for the CCO."""
    session.flush()
    return [line.kind for line in waiting_lines(session, TEAM, BRIEF)]
