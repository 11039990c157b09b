"""One page for the screen of a gathering: a month's numbers, its wins, and whom to thank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice

from PIL import Image, ImageDraw

from bot.charts.lettering import letters

WIDTH, HEIGHT = 1920, 1080  # What a screen in a meeting room shows.
MARGIN = 72
COLOURS = 64
COLUMNS, ROWS = 2, 3
TOP, BOTTOM = 250, 860  # Between them stand the wins.
GAP = 28
MOST = COLUMNS * ROWS
SIZES, SMALLEST = {1: 60, 2: 44, 3: 36, 4: 36}, 28  # Of letters: the fewer wins, the larger.
NONE = "\U0010fffd"  # No font has a letter for it, so it looks as every missing one does.

GROUND, INK, QUIET, RULE, CARD, ACCENT = (
    *("#ffffff", "#1d1c1d", "#5e5d60", "#d8d8da"),
    *("#eef4f9", "#0b5c99"),
)


@dataclass(frozen=True)
class Told:
    """One win on the page: what was won, and the small line below it."""

    label: str
    story: str
    small: str


@dataclass(frozen=True)
class Page:
    title: str
    numbers: Sequence[tuple[int, str]]  # Each with what it counts.
    wins: Sequence[Told]
    more: int  # Wins for which the page has no room.
    quote: str
    thanks: str


def drawn(page: Page) -> bytes:
    """Return the page as a PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 16), ACCENT)
    pen.text((MARGIN, 56), page.title, INK, letters(58))
    _numbers(pen, page.numbers)
    shown = page.wins[:MOST]
    for place, win in enumerate(shown):
        _win(pen, win, place, len(shown))
    if not shown:
        pen.text((MARGIN, TOP + GAP), "No win was told in this month.", QUIET, letters(34))
    _below(pen, page)
    kept = BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _numbers(pen: ImageDraw.ImageDraw, numbers: Sequence[tuple[int, str]]) -> None:
    at = MARGIN
    for number, what in numbers:
        pen.text((at, 150), str(number), ACCENT, letters(54))
        at += round(pen.textlength(str(number), letters(54))) + 14
        pen.text((at, 172), what, QUIET, letters(28))
        at += round(pen.textlength(what, letters(28))) + 56


def _win(pen: ImageDraw.ImageDraw, win: Told, place: int, count: int) -> None:
    columns = COLUMNS if count > 1 else 1
    rows = -(-count // columns)
    wide = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) // columns
    high = (BOTTOM - TOP - GAP * (rows - 1)) // rows
    left = MARGIN + place % columns * (wide + GAP)
    top = TOP + place // columns * (high + GAP)
    pen.rounded_rectangle((left, top, left + wide, top + high), 14, CARD)
    pen.rectangle((left, top + 14, left + 6, top + high - 14), ACCENT)
    size = SIZES.get(count, SMALLEST)
    room = (high - 64) // (size + 9)
    lines = _lines(pen, win.story, size, wide - 2 * GAP, max(room, 1))
    pen.text((left + GAP, top + 18), "\n".join(lines), INK, letters(size), spacing=9)
    small = _lines(pen, win.small, 22, wide - 2 * GAP - 90, 1)
    pen.text((left + GAP, top + high - 46), "".join(small), QUIET, letters(22))
    pen.text((left + wide - GAP, top + high - 46), win.label, ACCENT, letters(22), anchor="ra")


def _below(pen: ImageDraw.ImageDraw, page: Page) -> None:
    at = BOTTOM + GAP
    if page.more:
        said = f"… and {page.more} more"
        pen.text((WIDTH - MARGIN, at), said, QUIET, letters(26), anchor="ra")
    if page.quote:
        quote = _lines(pen, f"“{page.quote}”", 30, WIDTH - 2 * MARGIN - 240, 2)
        pen.text((MARGIN, at), "\n".join(quote), INK, letters(30), spacing=8)
    if page.thanks:
        pen.line((MARGIN, HEIGHT - 100, WIDTH - MARGIN, HEIGHT - 100), RULE, 2)
        thanks = _lines(pen, page.thanks, 28, WIDTH - 2 * MARGIN, 2)
        pen.text((MARGIN, HEIGHT - 84), "\n".join(thanks), QUIET, letters(28), spacing=6)


def _lines(pen: ImageDraw.ImageDraw, text: str, size: int, wide: int, most: int) -> list[str]:
    """Break a text into lines of that width; what finds no room is cut, and says so."""
    lines = list(islice(_broken(pen, _written(text), size, wide), most + 1))
    shown = lines[:most]
    if len(lines) > len(shown) and shown:
        while shown[-1] and pen.textlength(f"{shown[-1]} …", letters(size)) > wide:
            shown[-1] = shown[-1].rpartition(" ")[0]
        shown[-1] = f"{shown[-1].rstrip(' ,;')} …"
    return shown


def _broken(pen: ImageDraw.ImageDraw, text: str, size: int, wide: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        for part in _parts(pen, word, size, wide):
            longer = f"{line} {part}".strip()
            if line and pen.textlength(longer, letters(size)) > wide:
                yield line
                longer = part
            line = longer
    if line:
        yield line


def _parts(pen: ImageDraw.ImageDraw, word: str, size: int, wide: int) -> Iterator[str]:
    """Yield a word in parts that fit: an address, or a script without blanks, may be too long."""
    if pen.textlength(word, letters(size)) <= wide:
        yield word
        return
    part, length = "", 0.0
    for letter in word:
        more = pen.textlength(letter, letters(size))
        if part and length + more > wide:
            yield part
            part, length = "", 0.0
        part, length = part + letter, length + more
    if part:
        yield part


def _written(text: str) -> str:
    """Return a text without what the font has no letter for: emoji would be empty boxes."""
    return "".join(letter for letter in text if letter.isspace() or _looks(letter) != _looks(NONE))


@lru_cache(maxsize=512)
def _looks(letter: str) -> tuple[object, bytes]:
    mask = letters(28).getmask(letter)
    return mask.size, bytes(mask)
