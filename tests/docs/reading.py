"""Reads our pages: their shell commands, links, and the lines one types to the bot."""

import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
}
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TYPED = re.compile(r"`((?:/cx|@cxbot) [^`\n]+)`")


def commands(page):
    """Return the lines of the page's `sh` blocks, in order."""
    blocks = [textwrap.dedent(m[3]) for m in FENCE.finditer(PAGES[page]) if m[2] == "sh"]
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def links(page):
    return LINK.findall(_prose(page))


def typed_lines(page):
    """Return what people are shown to type to the bot: in a line, or in a block of its own."""
    blocks = [m[3] for m in FENCE.finditer(PAGES[page]) if not m[2]]
    inside = [line.strip() for block in blocks for line in block.splitlines()]
    alone = [line for line in inside if line.startswith(("/cx ", "@cxbot "))]
    return list(dict.fromkeys([*alone, *TYPED.findall(_prose(page))]))


def headings(text):
    """Return the anchors that Git hosts make of a page's headings."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _prose(page):
    return FENCE.sub("", PAGES[page])
