"""Settings: what holds, what is chosen, and what cannot be."""

from datetime import time

import pytest

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED
FORUM = "#cx-forum"


async def test_settings_are_chosen_and_the_answer_says_what_holds_now(town):
    await town.ada.types("/cx settings", in_=FORUM)
    assert "Your time zone is" in town.ada.modal.text
    chosen = {"Not before": time(8), "Not after": time(16, 30), "On which days": ["Monday"]}

    await town.ada.submits({**chosen, "Who may act for me": "ben"})

    said = town.ada.modal.text
    assert "Between 08:00 and 16:30, Monday" in said
    assert "Ben Okafor may act for you" in said


async def test_home_shows_the_settings_and_changes_them(town):
    home = await town.ada.opens_home()
    await town.shows("09:00–18:00, Monday to Friday", home="ada")

    await town.ada.presses("Change", on=home)
    await town.ada.submits({"Not after": time(17)})

    await town.shows("09:00–17:00", home="ada")


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"Not before": time(18), "Not after": time(9)}, "Your day ends before it begins."),
        ({"Who may act for me": "ada"}, "You act for yourself anyway."),
    ],
)
async def test_what_cannot_be_is_said_under_its_input(town, chosen, sentence):
    await town.ada.types("/cx settings", in_=FORUM)

    await town.ada.submits(chosen)

    assert sentence in str(town.ada.modal.errors)
