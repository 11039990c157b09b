"""Reports by week, a row of bars for each touchpoint, with what was usual as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from bot.charts.lettering import letters

WIDTH = 1200
MARGIN = 36
ABOVE = 96  # The title and what the signs mean.
ROW = 104
BELOW = 44  # The days on which weeks begin.
NAMES = 300  # What a touchpoint's name may take, to the left of its bars.
FIGURES = 190  # The numbers to the right of them.
GAP = 8
COLOURS = 64  # A palette keeps the file small; edges stay smooth.
EVERY = 3  # One date for so many weeks, or they run into each other.

# Told apart by brightness as well as by hue, on a ground of their own for light and dark screens.
GROUND, INK, QUIET, RULE = "#ffffff", "#1d1c1d", "#5e5d60", "#d8d8da"
PAST, NOW, MORE, USUAL = "#9ab8d3", "#0b5c99", "#c4500a", "#1d1c1d"


@dataclass(frozen=True)
class Row:
    """One touchpoint: a count a week, oldest first, the last one being this week's."""

    name: str
    counts: Sequence[int]
    usual: float  # The mean of so many weeks before this one.
    is_more: bool = False  # Clearly more than usual.


@dataclass(frozen=True)
class Chart:
    title: str
    weeks: Sequence[str]  # The day on which each week began.
    compared: int  # With how many weeks this one is compared.
    rows: Sequence[Row]


def drawn(chart: Chart) -> bytes:
    """Return the chart as a PNG."""
    height = ABOVE + ROW * len(chart.rows) + BELOW
    picture = Image.new("RGB", (WIDTH, height), GROUND)
    pen = ImageDraw.Draw(picture)
    _head(pen, chart)
    highest = max((count for row in chart.rows for count in row.counts), default=0)
    for place, row in enumerate(chart.rows):
        _row(pen, chart, row, ABOVE + ROW * place, max(highest, 1))
    _weeks(pen, chart, ABOVE + ROW * len(chart.rows))
    kept = BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _head(pen: ImageDraw.ImageDraw, chart: Chart) -> None:
    pen.text((MARGIN, 24), chart.title, INK, letters(28))
    at = MARGIN
    for colour, said in (
        (NOW, "this week"),
        (MORE, "this week, clearly more than usual"),
        (PAST, "weeks before"),
    ):
        pen.rectangle((at, 68, at + 16, 84), colour)
        pen.text((at + 24, 64), said, QUIET, letters(18))
        at += 24 + round(pen.textlength(said, letters(18))) + 28
    _dashed(pen, at, at + 36, 76)
    pen.text((at + 46, 64), f"usual: mean of {chart.compared} weeks", QUIET, letters(18))


def _row(pen: ImageDraw.ImageDraw, chart: Chart, row: Row, top: int, highest: int) -> None:
    ground = top + ROW - GAP
    room = ROW - 3 * GAP
    pen.line((MARGIN, ground, WIDTH - MARGIN, ground), RULE, 1)
    _name(pen, row.name, top)
    for place, count in enumerate(row.counts):
        left, right = _span(place, len(row.counts))
        is_last = place == len(row.counts) - 1
        colour = (MORE if row.is_more else NOW) if is_last else PAST
        if count:
            pen.rectangle((left, ground - max(3, room * count // highest), right, ground), colour)
    compared = _compared(chart, row)
    if compared:
        begins, _ = _span(compared[0], len(row.counts))
        _, ends = _span(compared[-1], len(row.counts))
        _dashed(pen, begins, ends, ground - round(room * row.usual / highest))
    _figures(pen, row, top)


def _compared(chart: Chart, row: Row) -> Sequence[int]:
    """Return the places of the weeks that this one is compared with."""
    last = len(row.counts) - 1
    return range(max(0, last - chart.compared), last)


def _name(pen: ImageDraw.ImageDraw, name: str, top: int) -> None:
    """Write a name in at most two lines, cut where there is no room for more."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, letters(22)) > NAMES - GAP:
            lines.append(word)
        else:
            lines[-1] = longer
    shown = [_cut(pen, line) for line in lines[:2]]
    if len(lines) > len(shown):
        shown[-1] = _cut(pen, f"{shown[-1]} …")
    pen.text((MARGIN, top + ROW - GAP - 28 * len(shown)), "\n".join(shown), INK, letters(22))


def _cut(pen: ImageDraw.ImageDraw, text: str) -> str:
    while text and pen.textlength(text, letters(22)) > NAMES:
        text = f"{text[:-2]}…"
    return text


def _figures(pen: ImageDraw.ImageDraw, row: Row, top: int) -> None:
    at = WIDTH - MARGIN - FIGURES + 2 * GAP
    colour = MORE if row.is_more else INK
    pen.text((at, top + ROW - GAP - 62), str(row.counts[-1]), colour, letters(34))
    pen.text((at, top + ROW - GAP - 24), f"usual {row.usual:.1f}", QUIET, letters(18))


def _weeks(pen: ImageDraw.ImageDraw, chart: Chart, top: int) -> None:
    last = len(chart.weeks) - 1
    for place, week in enumerate(chart.weeks):
        if (last - place) % EVERY == 0:
            left, right = _span(place, len(chart.weeks))
            pen.text(((left + right) // 2, top + GAP), week, QUIET, letters(18), anchor="ma")


def _span(place: int, number: int) -> tuple[int, int]:
    """Return where a bar begins and ends, from left to right."""
    begins, ends = MARGIN + NAMES + GAP, WIDTH - MARGIN - FIGURES
    step = (ends - begins) / number
    return round(begins + step * place + 3), round(begins + step * (place + 1) - 3)


def _dashed(pen: ImageDraw.ImageDraw, left: int, right: int, height: int) -> None:
    for at in range(left, right, 14):
        pen.line((at, height, min(at + 8, right), height), USUAL, 2)
