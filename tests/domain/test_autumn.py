"""The week in which the clocks go back: a forum and reminders keep to the wall clock, once each."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from bot.domain.horizon import next_due
from bot.domain.notices import Notice, State
from tests.domain.digests.conftest import Days
from tests.domain.sessions.living import BERLIN, a_forum, passes
from tests.factories import a_commitment, a_person

# In Berlin the clocks go back on Sunday 25 October 2026, in New York a week later.
BEGINNING = datetime(2026, 10, 19, 6, tzinfo=UTC)
END = datetime(2026, 11, 5, tzinfo=UTC)
TUESDAYS = {"rule": "FREQ=WEEKLY;BYDAY=TU", "anchor_on": date(2026, 10, 20), "at": time(10)}
OF_THE_WEEK = [
    ("post", "Fri 23 10:00 +0200"),
    ("agenda", "Mon 26 16:00 +0100"),
    ("start", "Tue 27 10:00 +0100"),
    ("asked", "Tue 27 11:30 +0100"),
    ("chased", "Wed 28 09:00 +0100"),
]
STARTS = ["Tue 20 10:00 +0200", "Tue 27 10:00 +0100", "Tue 03 10:00 +0100"]
DAYS = ["Fri 23", "Tue 27", "Wed 28", "Fri 30", "Tue 03"]


def live(session, ada):
    """Let the clock alone do what is due, from one planned moment to the next."""
    days, now = Days(session, ada), BEGINNING
    for _ in range(200):
        passes(session, now)
        days.look(now)
        _arrive(session, now)
        now = next_due(session, now)
        if now is None or now >= END:
            return
    raise AssertionError("It is never over.")


def _arrive(session, now):
    session.flush()
    due = select(Notice).where(Notice.state == State.READY, col(Notice.due_at) <= now)
    for notice in session.exec(due):
        notice.state, notice.ts, notice.rendered, notice.shown = State.SENT, "1.0", 1, 1
        session.add(notice)
    session.flush()


def said(session, beginning, zone):
    """Return what was said, and when by the clocks of a zone: “Tue 27 10:00 +0100”."""
    found = session.exec(select(Notice).order_by(col(Notice.due_at), col(Notice.id)))
    return [
        (notice.key.rpartition(":")[2], f"{notice.due_at.astimezone(zone):%a %d %H:%M %z}")
        for notice in found
        if notice.key.startswith(beginning)
    ]


def test_a_forum_is_at_ten_before_and_after_the_clocks_go_back(session):
    a_forum(session, BEGINNING, **TUESDAYS)

    live(session, a_person(session, "ada"))

    assert said(session, "session:F-1:2026-10-27", BERLIN) == OF_THE_WEEK
    all_said = said(session, "session:F-1:2026-1", BERLIN)
    assert [at for what, at in all_said if what == "start"] == STARTS


def test_reminders_come_at_nine_where_their_reader_lives(session):
    ada, ben = a_person(session, "ada"), a_person(session, "ben")
    for name in ("ada", "ben"):
        due = {"due_on": date(2026, 10, 27), "now": BEGINNING - timedelta(hours=1)}
        a_commitment(session, name, what=f"{name} calls Acme", **due)

    live(session, ada)

    mornings = {"ada": ["+0200", *["+0100"] * 4], "ben": [*["-0400"] * 4, "-0500"]}
    for person, offsets in ((ada, mornings["ada"]), (ben, mornings["ben"])):
        heard = [at for _, at in said(session, f"digest:{person.slack_id}", person.zoneinfo)]
        assert heard == [f"{day} 09:00 {off}" for day, off in zip(DAYS, offsets, strict=True)]
