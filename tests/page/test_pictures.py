"""The pictures of our pages: each is shown, told in words, and quick to load."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "docs/pictures").iterdir())
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = [
    (told, Path(shown).name)
    for page in PAGES
    for told, shown in re.findall(
        r"!\[([^\]]*)\]\(([^)]*pictures/[^)]*)\)", page.read_text("utf-8")
    )
]


def test_each_picture_is_shown_somewhere():
    assert {picture.name for picture in PICTURES} == {name for _, name in SHOWN}


def test_each_picture_is_told_in_words_to_who_cannot_see_it():
    assert [name for told, name in SHOWN if len(told.split()) < 4] == []


def test_each_picture_is_small_enough_for_a_slow_line():
    assert [one.name for one in PICTURES if one.stat().st_size > 150_000] == []
