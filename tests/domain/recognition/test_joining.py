"""Others join in thanks: by the button or a reaction, once each, and leave again."""

from datetime import timedelta

import pytest

from bot.domain.recognition.finding import shown
from bot.domain.recognition.joining import (
    ThanksAreForYou,
    YoursAlready,
    is_thanks,
    join,
    leave,
    react,
    unreact,
)
from bot.domain.recognition.rights import GuestsDoNotThank, Withdrawn
from bot.domain.recognition.taking_back import withdraw
from tests.conftest import NOON
from tests.domain.recognition.thanking import thanks
from tests.factories import a_person


def joined(session, given):
    session.expire_all()
    return [person.called for person in shown(session, given).joined]


def test_a_button_and_two_reactions_are_one_thanks_until_all_are_off(session):
    given, cleo = thanks(session), a_person(session, "cleo")

    react(session, given, cleo, "clap::skin-tone-3", NOON)
    join(session, given, cleo, NOON)
    react(session, given, cleo, "tada", NOON)
    react(session, given, cleo, "tada", NOON)
    unreact(session, given, cleo, "tada", NOON)
    assert joined(session, given) == ["Cleo Marsh"]

    leave(session, given, cleo, NOON)
    assert joined(session, given) == []


def test_the_last_reaction_taken_off_leaves(session):
    given, cleo = thanks(session), a_person(session, "cleo")
    for reaction in ("clap", "heart"):
        react(session, given, cleo, reaction, NOON)

    unreact(session, given, cleo, "clap", NOON)
    assert joined(session, given) == ["Cleo Marsh"]
    unreact(session, given, cleo, "heart", NOON)
    assert joined(session, given) == []


def test_who_is_on_it_and_who_is_a_guest_or_a_bot_does_not_join(session):
    given = thanks(session)

    for name in ("ada", "ben", "gus", "robo", "stan", "olga"):
        react(session, given, a_person(session, name), "clap", NOON)
    for name, refused in (
        ("ada", YoursAlready),
        ("ben", ThanksAreForYou),
        ("gus", GuestsDoNotThank),
    ):
        with pytest.raises(refused):
            join(session, given, a_person(session, name), NOON)

    assert joined(session, given) == []


def test_what_was_withdrawn_is_joined_by_nobody(session):
    given = thanks(session)
    withdraw(session, given, a_person(session, "ben"), NOON + timedelta(hours=1))

    with pytest.raises(Withdrawn):
        join(session, given, a_person(session, "cleo"), NOON)


@pytest.mark.parametrize(
    "reaction",
    ["raised_hands", "clap::skin-tone-6", "tada", "heart", "pray", "+1::skin-tone-2", "thumbsup"],
)
def test_seven_reactions_say_thanks_in_any_tone(reaction):
    assert is_thanks(reaction)
    assert not is_thanks("eyes")


def test_a_reaction_and_the_button_at_the_same_moment_are_one(race, saved):
    given = saved(lambda session: thanks(session, "ben"))
    saved(lambda session: a_person(session, "cleo"))

    def joining(session):
        join(session, given, a_person(session, "cleo"), NOON)

    def reacting(session):
        react(session, given, a_person(session, "cleo"), "clap", NOON)

    race(joining, reacting, joining)

    assert saved(lambda session: joined(session, given)) == ["Cleo Marsh"]
