"""The words that every drawing of thanks is made of: whom, what they did, what it changed."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, HeaderBlock, SectionBlock

from bot.domain.people import Person
from bot.domain.recognition.finding import Shown
from bot.views.text import dotted, escape, mrkdwn, named, plain, whole, words

JOINED_NAMED = 5
IN_A_TEXT = 40  # Names.
NAME_MOST = 60
WORDS_MOST = 1200
SPOKEN_MOST = 400


def names_of(people: Sequence[Person], most: int = 0) -> str:
    """Return such as “*Ana*, *Ben* and *Cleo*”; beyond `most`, the others as a number."""
    called = [f"*{short(person)}*" for person in people]
    if most and len(called) > most:
        called = [*called[:most], f"{len(called) - most} more"]
    return " and ".join(part for part in (", ".join(called[:-1]), called[-1]) if part)


def short(person: Person) -> str:
    return whole(named(person.called), NAME_MOST)


def headline(shown: Shown, people: Sequence[Person], most: int = 0) -> list[Block]:
    """Draw who thanks whom, all of them by name; fifty take more than one text."""
    top = f"*{shown.recognition.label}* · {names_of([shown.giver])} thanks"
    if most or len(people) <= IN_A_TEXT:
        return [SectionBlock(text=mrkdwn(f"{top} {names_of(people, most)}"))]
    parts = [people[at : at + IN_A_TEXT] for at in range(0, len(people), IN_A_TEXT)]
    texts = [", ".join(f"*{short(person)}*" for person in part) for part in parts]
    texts[0] = f"{top} {texts[0]}"
    return [SectionBlock(text=mrkdwn(text)) for text in texts]


def deed(shown: Shown) -> list[Block]:
    """Draw what they did and, on a line of its own, what it changed for a customer."""
    did = SectionBlock(text=mrkdwn(words(shown.did, WORDS_MOST)))
    if not shown.changed:
        return [did]
    said = words(shown.changed, WORDS_MOST).replace("\n", "\n>")
    return [did, SectionBlock(text=mrkdwn(f"*For the customer*\n>{said}"))]


def small_lines(shown: Shown) -> list[Block]:
    """Draw the kind of deed, what it belongs to, and who has joined."""
    recognition = shown.recognition
    tag = recognition.tag.value if recognition.tag else ""
    link = f"<{escape(shown.link)}|the message>" if shown.link else ""
    about = dotted([tag, f"about {recognition.linked_to}" if recognition.linked_to else "", link])
    texts = [about, joined_line(shown)]
    elements = [mrkdwn(text) for text in texts if text]
    return [ContextBlock(elements=elements)] if elements else []


def thanks_lately(had: Sequence[Shown]) -> list[Block]:
    """Draw what somebody was thanked for lately."""
    if not had:
        return []
    rows = [SectionBlock(text=mrkdwn(f"{_from(shown)}\n{words(shown.did, 200)}")) for shown in had]
    return [HeaderBlock(text=plain("Thanks I was given")), *rows]


def _from(shown: Shown) -> str:
    return dotted([f"*{shown.recognition.label}*", f"from {names_of([shown.giver])}"])


def joined_line(shown: Shown) -> str:
    if not shown.joined:
        return ""
    verb = "adds" if len(shown.joined) == 1 else "add"
    return f"{names_of(shown.joined, JOINED_NAMED)} {verb} their thanks"


def sentence(shown: Shown, people: Sequence[Person]) -> str:
    """Return who, whom and what in one sentence without marks, for notifications."""
    whom = names_of(people, JOINED_NAMED).replace("*", "")
    said = f"{short(shown.giver)} thanks {whom}: {words(shown.did, SPOKEN_MOST)}"
    changed = f" → {words(shown.changed, SPOKEN_MOST)}" if shown.changed else ""
    return f"{shown.recognition.label}: {said}{changed}"
