"""A source that is half open, or silent: its owner reads it first, a working day later the CCO."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.digests import of_sources
from bot.domain.issues.listing import Which, listed
from bot.domain.issues.records import Issue, State
from bot.domain.issues.signals import KINDS, Sent, take_all
from bot.domain.issues.sources import SourceWish, make_source, switch_off
from bot.domain.issues.watching import Ails, trouble_of, watch_sources
from bot.domain.lines import BRIEF, Line, digest_of
from tests.factories import TEAM

DAY = timedelta(days=1)


@pytest.fixture
def source(session, ada, cleo, now):
    """Ada's help desk; Cleo is CCO."""
    wish = SourceWish("desk", ada, 48, "the agent of the ticket writes")
    return make_source(session, TEAM, wish, now)


def brings(session, source, now, many=1):
    sent = [
        Sent(TEAM, "desk", source.secret, f"{now}{n}", "d", {"what": f"Lift {n} in hall {n} stuck"})
        for n in range(many)
    ]
    take_all(session, sent, KINDS, now)


def said(session, listing):
    session.flush()
    found = select(Line.key).where(Line.listing == listing, Line.kind == "source_troubled")
    return sorted(session.exec(found))


def test_nothing_is_wrong_with_a_new_one_nor_with_one_that_is_off(session, source, now):
    assert trouble_of(session, source, now + 6 * DAY) is None
    switch_off(session, source, now)
    assert trouble_of(session, source, now + 60 * DAY) is None


def test_made_and_never_used_its_owner_hears_first_and_the_cco_once(session, source, ada, now):
    watch_sources(session, TEAM, now + 7 * DAY)
    assert (len(said(session, digest_of(ada.number))), said(session, BRIEF)) == (1, [])

    for day in (8, 9, 10, 40):
        watch_sources(session, TEAM, now + day * DAY)

    assert trouble_of(session, source, now + 9 * DAY).ails is Ails.UNUSED
    assert len(said(session, BRIEF)) == len(said(session, digest_of(ada.number))) == 1


def test_one_that_falls_silent_is_said_once_for_each_silence(session, source, ada, now):
    brings(session, source, now)
    session.exec(select(Issue)).one().state = State.NOT_OURS
    assert trouble_of(session, source, now + 13 * DAY) is None
    assert trouble_of(session, source, now + 14 * DAY).ails is Ails.QUIET
    for day in (14, 15, 16, 30, 31):
        watch_sources(session, TEAM, now + day * DAY)

    assert len(said(session, BRIEF)) == 1


def test_half_open_it_is_said_until_its_loops_are_closed(session, source, ada, now):
    brings(session, source, now, many=6)
    seen = trouble_of(session, source, now + 3 * DAY)
    issues = session.exec(select(Issue)).all()

    assert (seen.ails, seen.loops.due, seen.loops.closed) == (Ails.HALF_OPEN, 6, 0)
    page = listed(session, ada, Which.SOURCE, now, of="desk")
    assert {each.issue.number for each in page.shown} == {each.number for each in issues}
    facts = {"as": "source_troubled"}
    assert of_sources.is_still_so(session, ada, facts, now + 3 * DAY)
    for each in issues:
        each.state = State.NOT_OURS
    assert of_sources.shown(session, ada, facts, now + 3 * DAY).troubles == []


def test_of_an_owner_who_is_the_cco_there_is_one_line(session, source, cleo, now):
    source.owner = cleo.number
    watch_sources(session, TEAM, now + 7 * DAY)

    assert (len(said(session, BRIEF)), said(session, digest_of(cleo.number))) == (1, [])
