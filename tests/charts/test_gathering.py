"""The page of a month: one picture of a screen's size, whatever people wrote, and no larger."""

from io import BytesIO

import pytest
from PIL import Image

from bot.charts.gathering import HEIGHT, MOST, WIDTH, Page, Told, drawn
from tests.views.fillings import WORST, brim

LARGEST = 120_000


def a_page(text="They renewed for two years.", wins=MOST):
    told = [Told(f"W-{number}", text, text[:200]) for number in range(wins)]
    return Page("Customer wins of October 2026", [(wins, "wins")], told, 3, text, text)


def looked_at(page):
    picture = drawn(page)
    assert len(picture) < LARGEST
    return Image.open(BytesIO(picture))


@pytest.mark.parametrize("name", WORST)
def test_it_is_a_screen_whatever_people_wrote(name):
    assert looked_at(a_page(brim(WORST[name], 1500))).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("wins", [0, 1, MOST + 1])
def test_it_holds_any_number_of_wins(wins):
    assert looked_at(a_page(wins=wins)).format == "PNG"


def test_what_the_font_has_no_letter_for_is_left_out():
    with_emoji, without = (drawn(a_page(text)) for text in ("They stay🎉", "They stay"))

    assert with_emoji == without


def test_the_same_is_drawn_the_same():
    assert drawn(a_page()) == drawn(a_page())
