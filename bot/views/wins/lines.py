"""The lines that every drawing of a win is made of."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.domain.people import Person
from bot.domain.wins.finding import Shown
from bot.domain.wins.records import State
from bot.views.text import count, dotted, mrkdwn, named, whole, words

STORY_MOST = 1600
IN_A_ROW = 400  # Of each story where several stand in one message.
PEOPLE_MOST = 3
SHORT = 60  # Characters of a name where many stand.
STATES = {
    State.WAITING: "waits for a yes to the customer's name",
    State.READY: "ready to be told",
    State.TOLD: "told",
    State.DECLINED: "not to be told like this",
    State.WITHDRAWN: "taken back",
}


def heading(shown: Shown, state: str = "") -> str:
    return dotted([f"*{shown.win.label}*", f"*{state}*" if state else "", short(shown.area)])


def win_blocks(shown: Shown, state: str = "", most: int = STORY_MOST) -> list[Block]:
    """Draw one win: what was won, for whom, and who made it happen."""
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(f"{heading(shown, state)}\n{words(shown.story, most)}"))
    ]
    small = dotted([customer_of(shown), thanks_to(shown), source_of(shown)])
    return [*blocks, ContextBlock(elements=[mrkdwn(small)])] if small else blocks


def customer_of(shown: Shown) -> str:
    return f"For {named(shown.customer)}" if shown.customer else ""


def thanks_to(shown: Shown) -> str:
    """Name who made it happen; who likes no thanks in public is counted, not named."""
    names = [f"*{short(person.called)}*" for person in shown.people[:PEOPLE_MOST]]
    rest = len(shown.people) - len(names) + shown.unnamed
    if rest:
        names.append(count(rest, "more colleague") if names else count(rest, "colleague"))
    return f"Thanks to {joined(names)}" if names else ""


def short(name: str) -> str:
    return whole(named(name), SHORT)


def source_of(shown: Shown) -> str:
    parts = [
        shown.win.linked_to,
        f"<{shown.link}|The message it comes from>" if shown.link else "",
    ]
    return dotted(parts)


def spoken(shown: Shown, most: int = 300) -> str:
    """Return a win in one line, for notifications and screen readers."""
    by = thanks_to(shown).replace("*", "")
    told = dotted([words(shown.story, most), customer_of(shown), by])
    return f"{shown.win.label}: {told}"


def joined(names: Sequence[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one name stands alone
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def name_of(person: Person | None) -> str:
    return named(person.called) if person else "a feed"
