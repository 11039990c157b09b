"""Thanks: to whom, for what; said once, and heard by who is thanked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channels import Posting
from bot.domain.history import Event
from bot.domain.people import Profile, learn_people, person_seen
from bot.domain.preferences import change_preferences, preferences_of
from bot.domain.recognition.finding import shown
from bot.domain.recognition.giving import SaidBefore, SaysTooLittle, Thanks, give
from bot.domain.recognition.records import Tag
from bot.domain.recognition.rights import (
    GuestElsewhere,
    GuestsDoNotThank,
    NobodyNamed,
    NoPerson,
    ThanksToOneself,
    TooMany,
)
from tests.conftest import NOON
from tests.domain.recognition.thanking import CHANGED, DID, thanks
from tests.factories import OPS, PUBLIC_SCENE, TEAM, a_person, to_be_said, words_at


def test_thanks_are_posted_and_who_is_thanked_hears_of_them(session):
    given = thanks(session, "ben", "cleo", tag=Tag.RELIABILITY)

    seen = shown(session, given)
    assert (seen.did, seen.changed, given.label) == (DID, CHANGED, "K-1")
    assert [person.called for person in seen.people] == ["Ben Okafor", "Cleo Marsh"]
    assert to_be_said(session) == {
        ("kudos.post", OPS),
        ("kudos.told", "UBEN"),
        ("kudos.told", "UCLEO"),
    }


@pytest.mark.parametrize(
    ("who", "refused"),
    [
        (("ada",), ThanksToOneself),
        (("robo",), NoPerson),
        (("ben", "olga"), NoPerson),
        (("stan",), NoPerson),
        (("gus",), GuestElsewhere),
    ],
)
def test_thanks_go_to_colleagues_who_are_here(session, who, refused):
    with pytest.raises(refused) as refusal:
        thanks(session, *who)

    assert refusal.value.field == "people"


def test_nobody_is_not_thanked(session):
    with pytest.raises(NobodyNamed):
        give(session, a_person(session, "ada"), Thanks([], DID), PUBLIC_SCENE, NOON)


def test_a_guest_is_thanked_where_they_are_and_thanks_nobody(session):
    where_gus_is = replace(PUBLIC_SCENE, there=("UGUS", "UADA"))

    assert thanks(session, "gus", scene=where_gus_is).giver
    with pytest.raises(GuestsDoNotThank):
        thanks(session, "ada", by="gus", scene=where_gus_is)


@pytest.mark.parametrize(
    "reason",
    ["", "great work", ":tada: " * 9, "🎉" * 30, "<@UBEN|ben> thanks <@UCLEO|cleo>", "!" * 40],
)
def test_a_reason_that_tells_of_no_deed_is_refused(session, reason):
    with pytest.raises(SaysTooLittle):
        thanks(session, did=reason, changed="")


def test_a_script_without_letters_of_its_own_width_needs_half_the_signs(session):
    assert thanks(session, did="一時間以内に返金を完了してくれた", changed="").number == 1


def test_the_same_words_again_are_refused_and_a_moment_later_they_are_one(session):
    first = thanks(session)

    again = thanks(session, now=NOON + timedelta(seconds=30))
    with pytest.raises(SaidBefore):
        thanks(session, "cleo", did=f"  {DID.upper()} ", now=NOON + timedelta(days=3))

    assert again.number == first.number
    assert thanks(session, "cleo", by="ben").giver != first.giver


def test_a_form_sent_twice_thanks_once(session):
    scene = replace(PUBLIC_SCENE, origin="view:V1")

    assert {thanks(session, scene=scene).number for _ in range(2)} == {1}


def test_fifty_people_are_thanked_at_once_and_no_more(session):
    learn_people(session, TEAM, [Profile(f"U{n}", f"Colleague {n}", f"c{n}") for n in range(51)])
    session.flush()
    people = [person_seen(session, TEAM, f"U{n}") for n in range(51)]
    ada = a_person(session, "ada")

    given = give(session, ada, Thanks(people[:50], DID), PUBLIC_SCENE, NOON).recognition

    assert len(shown(session, given).people) == 50
    with pytest.raises(TooMany):
        give(session, ada, Thanks(people, f"{DID} again"), PUBLIC_SCENE, NOON)


def test_who_likes_it_privately_is_not_named_in_the_post(session):
    ben = a_person(session, "ben")
    change_preferences(session, ben, Event(ben.number, "chose", NOON), thanked_privately=True)

    both = shown(session, thanks(session, "ben", "cleo"))
    alone = thanks(session, "ben", did=f"{DID}, once more")

    assert [person.called for person in both.people] == ["Cleo Marsh"]
    assert [person.called for person in both.private] == ["Ben Okafor"]
    said = [kind for kind, _ in to_be_said(session)]
    assert said.count("kudos.post") == 1
    assert shown(session, alone).people == []


def test_how_one_likes_to_be_thanked_is_asked_once(session):
    thanks(session, "ben")
    asked_at = preferences_of(session, a_person(session, "ben")).thanked_asked_at

    thanks(session, "ben", did=f"{DID}, once more", now=NOON + timedelta(days=1))

    assert asked_at == NOON
    assert preferences_of(session, a_person(session, "ben")).thanked_asked_at == NOON


def test_what_is_named_in_the_words_is_linked(session):
    given = thanks(session, did="called every customer of I–7 back on a Sunday")

    assert given.linked_to == "I-7"
    assert words_at(session, given.did).startswith("called every customer")


def test_in_a_place_between_people_nothing_is_posted(session):
    kept = replace(PUBLIC_SCENE, posting=Posting.KEPT, is_private=True)

    thanks(session, scene=kept)

    assert to_be_said(session) == {("kudos.told", "UBEN")}
