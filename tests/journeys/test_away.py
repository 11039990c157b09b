"""Being away: the days in words, the cover who is asked, and coming back."""

from datetime import date

import pytest

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED
FORUM = "#cx-forum"


async def test_the_days_come_back_in_words_and_the_cover_is_asked(town):
    seen = await town.ada.types("/cx away until 4 dec cover @ben", in_=FORUM)

    assert "away through Friday 4 December, back on Monday 7 December" in seen.text
    assert "I ask Ben Okafor to cover." in seen.text
    await town.shows("Ada Lindqvist is away", "asks you to cover", "[Accept]", dm="ben")


async def test_a_cover_who_agrees_is_named_to_both(town):
    await town.ada.types("/cx away until 4 dec cover @ben", in_=FORUM)
    await town.shows("[Accept]", dm="ben")

    await town.ben.presses("Accept", on=town.dm("ben"))

    await town.shows("You cover for Ada Lindqvist", without="[Accept]", dm="ben")
    await town.shows("Ben Okafor covers for you", dm="ada")
    assert "Ben Okafor covers" in (await town.ada.types("/cx away until 4 dec", in_=FORUM)).text


async def test_a_cover_who_declines_leaves_room_for_another(town):
    await town.ada.types("/cx away until 4 dec cover @ben", in_=FORUM)
    await town.shows("[Decline]", dm="ben")

    await town.ben.presses("Decline", on=town.dm("ben"))

    await town.shows("Ben Okafor cannot cover", "[Ask somebody else]", dm="ada")
    await town.ada.presses("Ask somebody else", on=town.dm("ada"))
    await town.ada.submits({"Who covers?": "dev"})
    await town.shows("asks you to cover", dm="dev")


async def test_a_cover_who_goes_away_too_is_taken_off_and_all_hear(town):
    await town.ada.types("/cx away until 4 dec cover @ben", in_=FORUM)
    await town.shows("[Accept]", dm="ben")
    await town.ben.presses("Accept", on=town.dm("ben"))
    await town.shows("covers for you", dm="ada")

    seen = await town.ben.types("/cx away until friday", in_=FORUM)

    assert "You were to cover for Ada Lindqvist" in seen.text
    await town.shows("Ben Okafor is away, too, and no longer covers", "[Ask somebody", dm="ada")
    await town.shows("You are away then, too", dm="ben")


async def test_the_form_asks_for_what_was_not_typed(town):
    await town.ada.types("/cx away", in_=FORUM)
    days = {"First day away": date(2026, 11, 30), "Last day away": date(2026, 12, 4)}

    await town.ada.submits(days)

    assert "away from Monday 30 November through Friday 4 December" in town.ada.modal.text


async def test_what_cannot_be_read_stays_in_the_form_and_on_home(town):
    await town.ada.types("/cx away until the moon is full", in_=FORUM)
    assert "You typed: until the moon is full" in town.ada.modal.text
    await town.ada.closes()
    home = await town.ada.opens_home()
    await town.shows("Unfinished", "Days away", home="ada")

    await town.ada.chooses("Go on", on=home)
    await town.ada.submits({"Last day away": date(2026, 11, 27)})

    await town.shows("you are away through Friday 27 November", home="ada", without="Unfinished")


async def test_coming_back_is_a_word(town):
    await town.ada.types("/cx away until 4 dec cover @ben", in_=FORUM)
    await town.shows("[Accept]", dm="ben")

    seen = await town.ada.types("/cx back", in_=FORUM)

    assert "Welcome back" in seen.text
    await town.shows("no longer needs a cover", without="[Accept]", dm="ben")
    assert "You are not away" in (await town.ada.types("/cx away over", in_=FORUM)).text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("away until friday cover @ada", "You cannot cover for yourself."),
        ("away from 1 dec until 30 nov 2027", "You are away"),
        ("away 999 weeks", "That is more than a year."),
    ],
)
async def test_what_cannot_be_is_said(town, line, sentence):
    seen = await town.ada.types(f"/cx {line}", in_=FORUM)

    assert sentence in seen.text


async def test_a_form_that_ends_before_it_begins_keeps_what_was_picked(town):
    await town.ada.types("/cx away", in_=FORUM)
    days = {"First day away": date(2026, 12, 4), "Last day away": date(2026, 12, 1)}

    await town.ada.submits(days)

    assert "comes before the first" in str(town.ada.modal.errors)
