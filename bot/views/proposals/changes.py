"""What changed since the version before, and whose dissent that answers."""

from slack_sdk.models.blocks import Block

from bot.domain.proposals.in_answer import InAnswer
from bot.views.proposals.lines import Shown, section, short
from bot.views.text import count, escape, unmarked, whole, words

DIFF_MOST = 900
NAMES_MOST = 3
_SIGNS = (".", ",", ";", ":", "!", "?", ")")


def diff(shown: Shown) -> list[Block]:
    """Draw what changed since the version before: taken out, put in."""
    if not shown.changes:
        return []
    marked = ""
    for how, text in shown.changes:
        # A mark ends at a sign as well as at a blank, but begins at a blank only.
        ends = how == "same" and text.startswith(_SIGNS)
        marked += f"{'' if ends or not marked else ' '}{_marked(how, text)}"
    why = _in_answer(shown.in_answer) if shown.in_answer else ""
    return [section(f"*What changed*{why}\n{whole(marked.strip(), DIFF_MOST - len(why))}")]


def _marked(how: str, text: str) -> str:
    text = " ".join(text.split())
    if how == "same":
        return _context(text)
    marked = words(unmarked(text), 600).strip()
    mark = "*" if how == "added" else "~"
    return f"{mark}{marked}{mark}" if marked else ""


def _context(text: str, most: int = 60) -> str:
    """Return the same words on both sides of a change, no more than are needed to find it."""
    if len(text) > most * 2:
        text = f"{text[:most]} … {text[-most:]}"
    return escape(unmarked(text))


def _in_answer(answered: InAnswer) -> str:
    """Return such as “, in answer to your dissent and that of Ben Okafor”."""
    named = [short(person.called) for person in answered.people[:NAMES_MOST]]
    rest = answered.unnamed + len(answered.people[NAMES_MOST:])
    if not named and not answered.is_mine:
        return f", in answer to {count(rest, 'dissent') if rest > 1 else 'a dissent'}"
    whom = ", ".join([*named, *([f"{rest} more"] if rest else [])])
    if answered.is_mine:
        return f", in answer to your dissent{f' and that of {whom}' if whom else ''}"
    return f", in answer to the dissent of {whom}"
