"""The chart of reports: a picture that is small, quick, and readable on any ground."""

from io import BytesIO
from time import perf_counter

import pytest
from PIL import Image

from bot.charts.reports import ABOVE, MORE, NOW, ROW, WIDTH, Chart, Row, drawn

WEEKS = [f"{day} Sep" for day in range(1, 14)]
LONG = "Invoices and reminders of payment in foreign currencies that never end " * 3


def a_chart(*rows):
    return Chart("Reports by week", WEEKS, 8, rows or [Row("Onboarding", [1] * 12 + [4], 1.0)])


def pixels(png):
    picture = Image.open(BytesIO(png)).convert("RGB")
    found = picture.getcolors(picture.width * picture.height)
    return picture.size, {"#{:02x}{:02x}{:02x}".format(*colour): n for n, colour in found}


def test_it_is_a_png_of_one_row_a_touchpoint():
    size, _ = pixels(drawn(a_chart()))

    assert (size[0], size[1] > ABOVE + ROW) == (WIDTH, True)


@pytest.mark.parametrize(("is_more", "colour"), [(False, NOW), (True, MORE)])
def test_this_week_stands_out_and_more_than_usual_even_more(is_more, colour):
    row = Row("Onboarding", [0] * 12 + [4], 1.0, is_more)

    _, colours = pixels(drawn(a_chart(row)))

    # The sign that says what it means has it, too; the bar has more of it.
    assert colours[colour] > 2 * colours[MORE if colour == NOW else NOW]


@pytest.mark.parametrize("name", ["", LONG, "×" * 400, "Διαδικασία", "入会", "\n", "🎉"])
def test_any_name_and_any_count_is_drawn(name):
    rows = [Row(name, [0] * 13, 0.0), Row(name, [10**6] * 13, 10.0**6, is_more=True)]

    assert drawn(a_chart(*rows)).startswith(b"\x89PNG")


def test_a_full_chart_is_small_and_quick():
    rows = [Row(LONG, [number % 7 for number in range(13)], 2.6, is_more=True)] * 6
    drawn(a_chart(*rows))
    began = perf_counter()

    png = drawn(a_chart(*rows))

    assert len(png) < 40_000
    assert perf_counter() - began < 0.5  # 0.06 s on a machine that does nothing else.
