"""Speaking for somebody who is away: once, marked as such, and never against their own word."""

import pytest
from sqlmodel import select

from bot.domain.calendar import today_in
from bot.domain.history import Event
from bot.domain.notices import Notice
from bot.domain.preferences import change_preferences
from bot.domain.proposals.asked import name_delegate
from bot.domain.proposals.delegating import (
    NotAway,
    NotTheirDelegate,
    SpokenForAlready,
    speaks_for,
)
from bot.domain.proposals.records import State
from bot.domain.proposals.table import table_of
from tests.domain.proposals.rounds_of import Round
from tests.factories import OPS, a_person


def away(session, name, now, cover=None):
    person = a_person(session, name)
    day = today_in(person.zoneinfo, now)
    number = a_person(session, cover).number if cover else None
    event = Event(person.number, "went_away", now)
    columns = {"away_from": day, "away_until": day.replace(month=12), "cover": number}
    change_preferences(session, person, event, **columns)


def for_dev(one, name, kind="commit", words=""):
    return one.says(name, kind, words, for_person=one.number("dev"))


def test_whom_they_named_speaks_for_somebody_away(session, now):
    one = Round(session)
    one.act(name_delegate, "dev", one.people["ben"])
    away(session, "dev", now)
    for_dev(one, "ben")

    assert (one.stance("dev").kind, one.stance("dev").spoken_by) == ("commit", one.number("ben"))
    assert one.stance("ben") is None


def test_so_does_who_covers_for_them(session, now):
    one = Round(session)
    away(session, "dev", now, cover="cleo")

    assert for_dev(one, "cleo").stance("dev").spoken_by == one.number("cleo")


def test_it_is_recorded_as_such(session, now):
    one = Round(session)
    away(session, "dev", now, cover="cleo")
    for_dev(one, "cleo").all_commit("ada", "ben", "cleo").closes()

    table = table_of(session, one.proposal, one.people["ada"], OPS, now)
    spoken = {row.person.handle: row.speaker and row.speaker.handle for row in table.rows}
    assert spoken == {"ada": None, "ben": None, "cleo": None, "dev": "cleo"}
    assert one.proposal.state is State.HEARD


def test_nobody_else_does(session, now):
    away(session, "dev", now, cover="cleo")

    with pytest.raises(NotTheirDelegate):
        for_dev(Round(session), "ben")


def test_nobody_speaks_for_somebody_who_is_here(session):
    one = Round(session)
    one.act(name_delegate, "dev", one.people["ben"])

    with pytest.raises(NotAway):
        for_dev(one, "ben")


def test_it_is_said_once(session, now):
    away(session, "dev", now, cover="cleo")
    one = for_dev(Round(session), "cleo")

    with pytest.raises(SpokenForAlready):
        for_dev(one, "cleo", "aside")


def test_their_own_word_stands_against_any_other(session, now):
    away(session, "dev", now, cover="cleo")
    one = Round(session).says("dev", "dissent", "too early")

    with pytest.raises(SpokenForAlready):
        for_dev(one, "cleo")


def test_they_can_say_otherwise_themselves(session, now):
    away(session, "dev", now, cover="cleo")
    one = for_dev(Round(session), "cleo").says("dev", "dissent", "not in my name")

    assert (one.stance("dev").kind, one.stance("dev").spoken_by) == ("dissent", one.number("dev"))


def test_who_covers_is_asked_as_well(session, now):
    away(session, "dev", now, cover="cleo")
    one = Round(session)

    asks = session.exec(select(Notice).where(Notice.kind == "stance.asked")).all()
    theirs = {each.person_id for each in asks if each.facts["person"] == one.number("dev")}
    assert theirs == {"UDEV", "UCLEO"}


def test_for_whom_somebody_may_speak(session, now):
    away(session, "dev", now, cover="cleo")
    one = Round(session)

    assert speaks_for(session, one.proposal, one.people["cleo"], now) == [one.people["dev"]]
    assert speaks_for(session, one.proposal, one.people["ben"], now) == []
    for_dev(one, "cleo")
    assert speaks_for(session, one.proposal, one.people["cleo"], now) == []
