"""The one font that charts are written in: DejaVu Sans, shipped beside this file."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONT = Path(__file__).resolve().parent / "fonts" / "DejaVuSans.ttf"


@cache
def letters(size: int) -> ImageFont.FreeTypeFont:
    """Return the letters in a size; read once, since that costs more than a chart."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
