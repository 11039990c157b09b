"""Speaking for somebody who is away: named for the round, once, and never against their word."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.calendar import today_in
from bot.domain.digests.of_proposals import facts_of, is_still_so, shown
from bot.domain.history import Event
from bot.domain.lines import Line, digest_of
from bot.domain.notices import Notice
from bot.domain.preferences import change_preferences
from bot.domain.proposals.delegating import (
    HereYourself,
    NotAskedYourself,
    NotAway,
    NotTheirDelegate,
    PartOfIt,
    SpokenForAlready,
    name_delegate,
    name_delegate_for,
)
from bot.domain.proposals.finding import round_of, seat_of
from bot.domain.proposals.records import State
from bot.domain.proposals.reminding import ROUND_WAITS, look_at_rounds
from bot.domain.proposals.rights import NotYours
from bot.domain.proposals.seating import CannotBeAsked
from bot.domain.proposals.speaking import SPEAKS, waits_through
from bot.domain.proposals.table import table_of
from tests.domain.proposals.rounds_of import Round
from tests.factories import OPS, a_person


def away(session, name, now, cover=None, days=0):
    """Have somebody be away, from so many days ahead on."""
    person = a_person(session, name)
    day = today_in(person.zoneinfo, now) + timedelta(days=days)
    number = a_person(session, cover).number if cover else None
    event = Event(person.number, "went_away", now)
    columns = {"away_from": day, "away_until": day.replace(month=12), "cover": number}
    change_preferences(session, person, event, **columns)


def for_dev(one, name, kind="commit", words=""):
    return one.says(name, kind, words, for_person=one.number("dev"))


def named_for_dev(session, now, name="cleo", **more):
    """Return a round in which Dev is away and named this colleague."""
    away(session, "dev", now)
    one = Round(session, **more)
    one.act(name_delegate, "dev", one.people[name])
    return one


def asked_for_dev(one):
    one.session.flush()
    asks = one.session.exec(select(Notice).where(Notice.kind == "stance.asked")).all()
    return {each.person_id for each in asks if each.facts["person"] == one.number("dev")}


def test_whom_they_named_speaks_for_somebody_away(session, now):
    one = named_for_dev(session, now, "ben")
    for_dev(one, "ben")

    assert (one.stance("dev").kind, one.stance("dev").spoken_by) == ("commit", one.number("ben"))
    assert one.stance("ben") is None


def test_who_covers_is_neither_asked_nor_heard_for_them_until_named(session, now):
    away(session, "dev", now, cover="cleo")
    one = Round(session)

    assert asked_for_dev(one) == {"UDEV"}
    with pytest.raises(NotTheirDelegate) as refused:
        for_dev(one, "cleo")
    assert refused.value.facts == {"who": "Dev Rao", "record": "P-1", "leader": "Ada Lind"}


def test_it_is_recorded_as_such(session, now):
    one = for_dev(named_for_dev(session, now), "cleo")
    one.all_commit("ada", "ben", "cleo").closes()

    table = table_of(session, one.proposal, one.people["ada"], OPS, now)
    spoken = {row.person.handle: row.speaker and row.speaker.handle for row in table.rows}
    assert spoken == {"ada": None, "ben": None, "cleo": None, "dev": "cleo"}
    assert one.proposal.state is State.HEARD


def test_nobody_speaks_for_somebody_who_is_back(session, now):
    one = named_for_dev(session, now, "ben")
    event = Event(one.number("dev"), "came_back", now)
    change_preferences(session, one.people["dev"], event, away_from=None, away_until=None)

    with pytest.raises(NotAway):
        for_dev(one, "ben")


def test_it_is_said_once(session, now):
    one = for_dev(named_for_dev(session, now), "cleo")

    with pytest.raises(SpokenForAlready):
        for_dev(one, "cleo", "aside")


def test_their_own_word_stands_against_any_other(session, now):
    one = named_for_dev(session, now).says("dev", "dissent", "too early")

    with pytest.raises(SpokenForAlready):
        for_dev(one, "cleo")


def test_they_can_say_otherwise_themselves(session, now):
    one = for_dev(named_for_dev(session, now), "cleo").says("dev", "dissent", "not in my name")

    assert (one.stance("dev").kind, one.stance("dev").spoken_by) == ("dissent", one.number("dev"))


def test_who_was_named_is_asked_as_well_and_it_can_be_taken_back(session, now):
    one = named_for_dev(session, now)
    assert asked_for_dev(one) == {"UDEV", "UCLEO"}
    assert one.story()[-1] == "delegate_named"

    assert one.act(name_delegate, "dev", None).delegate is None
    with pytest.raises(NotTheirDelegate):
        for_dev(one, "cleo")


def test_who_is_named_before_an_absence_is_asked_once_it_begins(session, now):
    away(session, "dev", now, days=1)
    one = Round(session)
    one.act(name_delegate, "dev", one.people["cleo"])
    assert asked_for_dev(one) == {"UDEV"}

    one.now = round_of(session, one.proposal).next_nudge_at
    look_at_rounds(session, one.now)

    assert asked_for_dev(one) == {"UDEV", "UCLEO"}
    for_dev(one, "cleo")


def test_who_speaks_for_somebody_away_finds_that_on_their_home(session, now):
    one = named_for_dev(session, now)

    assert waits_through(session, one.people["cleo"], now) == [(one.proposal, one.people["dev"])]
    assert waits_through(session, one.people["ben"], now) == []
    for_dev(one, "cleo")
    assert waits_through(session, one.people["cleo"], now) == []


def test_and_is_reminded_of_it_at_half_time_beside_their_own(session, now):
    one = named_for_dev(session, now).says("ben", "commit").later(days=4)
    look_at_rounds(session, one.now)
    look_at_rounds(session, one.now)

    cleo, listing = one.people["cleo"], digest_of(one.number("cleo"))
    lines = session.exec(select(Line).where(Line.listing == listing)).all()
    assert {line.kind for line in lines} == {ROUND_WAITS, SPEAKS}
    facts = facts_of(next(line for line in lines if line.kind == SPEAKS))
    matter = shown(session, cleo, facts, one.now)
    assert (matter.waits, matter.key) == (True, f"1:1:{one.number('dev')}")
    for_dev(one, "cleo")
    assert not is_still_so(session, cleo, facts, one.now)


def test_who_is_here_names_nobody(session, now):
    away(session, "dev", now, days=9)  # After the close.

    for name in ("ben", "dev"):
        with pytest.raises(HereYourself):
            Round(session).act(name_delegate, name, a_person(session, "cleo"))


def test_oneself_a_guest_or_who_left_cannot_be_named(session, now):
    away(session, "dev", now)
    one = Round(session)

    for name in ("dev", "gus", "olga"):
        with pytest.raises(CannotBeAsked):
            one.act(name_delegate, "dev", a_person(session, name))


def test_who_was_heard_or_is_not_asked_names_nobody(session, now):
    away(session, "dev", now)

    with pytest.raises(NotAskedYourself):
        Round(session, asked=("ada", "ben")).act(name_delegate, "dev", a_person(session, "ben"))
    one = Round(session, what="Another one.").says("dev", "commit")
    with pytest.raises(NotAskedYourself):
        one.act(name_delegate, "dev", one.people["ben"])


def test_who_leads_names_a_colleague_for_somebody_away(session, now):
    away(session, "dev", now, cover="ben")
    one = Round(session, cco="cleo")

    one.act(name_delegate_for, "cleo", one.people["dev"], one.people["ben"])

    assert for_dev(one, "ben").stance("dev").spoken_by == one.number("ben")


@pytest.mark.parametrize(("by", "delegate"), [("cleo", "cleo"), ("cleo", "ada"), ("ada", "ada")])
def test_but_neither_themselves_nor_who_proposed_it(session, now, by, delegate):
    away(session, "dev", now)
    one = Round(session, cco="cleo")

    with pytest.raises(PartOfIt):
        one.act(name_delegate_for, by, one.people["dev"], one.people[delegate])


def test_and_nobody_else_does_nor_for_somebody_who_is_here(session, now):
    one = Round(session, cco="cleo")
    with pytest.raises(NotAway):
        one.act(name_delegate_for, "cleo", one.people["dev"], one.people["ben"])

    away(session, "dev", now)
    with pytest.raises(NotYours):
        one.act(name_delegate_for, "ben", one.people["dev"], one.people["ben"])
    seat = seat_of(session, round_of(session, one.proposal), one.number("dev"))
    assert seat.delegate is None
