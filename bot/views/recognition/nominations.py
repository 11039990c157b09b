"""Nominations: the answer, the list of those that wait, and what who was commended reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, InteractiveElement, SectionBlock

from bot.domain.people import Person
from bot.domain.recognition.records import Nomination, NominationState
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.recognition.lines import NAME_MOST, WORDS_MOST, names_of, short
from bot.views.surface import Message
from bot.views.text import count, mrkdwn, named, whole, words

_WORDS = 150
_SAID = {
    "made": "Nominated for {where}. {picker} picks; you hear what became of it.",
    "picked": "Picked. It is told at {where}, in your words.",
    "not_this_time": "Not this time. Who nominated them hears it in passing.",
    "told": "Told. They have read your words, too.",
}


@dataclass(frozen=True)
class Nominated:
    """A nomination with the people and words on it; `where` is the gathering it is for."""

    nomination: Nomination
    person: Person
    by: Person
    why: str
    changed: str
    sentence: str
    where: str
    picker: str = ""
    told_privately: bool = False
    is_own: bool = False  # Who nominated picks, too.


def answer(nominated: Nominated, what: str) -> Message:
    """Draw what became of a nomination, for whoever has just done it."""
    where, picker = _where(nominated), named(nominated.picker) or "Your CCO, once there is one,"
    said = _SAID[what].format(where=where, picker=picker)
    if what == "made" and nominated.is_own:
        said = f"Nominated for {where}. You pick, too: it waits in your next digest."
    if what == "picked" and nominated.told_privately:
        said = "Picked. They like to be thanked privately, so they have read your words, alone."
    text = f"{named(nominated.person.called)}: {said}"
    top = f"{names_of([nominated.person])} · {said}\n{words(nominated.why, _WORDS)}"
    return Message(text, [SectionBlock(text=mrkdwn(top))])


def listed(waiting: Sequence[Nominated]) -> Message:
    """Draw what waits for its reader to pick, and what is picked and not told yet."""
    if not waiting:
        text = "No nomination waits for you."
        return Message(text, [SectionBlock(text=mrkdwn(text))])
    blocks = [block for nominated in waiting for block in row(nominated)]
    many = count(len(waiting), "nomination waits", "nominations wait")
    return Message(f"{many} for you.", blocks)


def row(nominated: Nominated) -> list[Block]:
    """Draw one nomination with its buttons."""
    section = SectionBlock(text=mrkdwn(f"{top(nominated)}\n{words(nominated.why, _WORDS)}"))
    changed = [_changed(nominated)] if nominated.changed else []
    return [section, *changed, ActionsBlock(elements=_buttons(nominated))]


def commended(nominated: Nominated) -> Message:
    """Draw, for who was commended, in which words that was."""
    text = f"You were commended at {_where(nominated).replace('the next', 'the')}"
    if nominated.told_privately:
        text = "You are commended, between us"
    said = words(nominated.sentence, WORDS_MOST).replace("\n", "\n>")
    lines = [SectionBlock(text=mrkdwn(f"*{text}*\n>{said}"))]
    by = f"{names_of([nominated.by])} nominated you: {words(nominated.why, _WORDS)}"
    spoken = f"{text}: {words(nominated.sentence, _WORDS)}"
    return Message(spoken, [*lines, SectionBlock(text=mrkdwn(by))])


def top(nominated: Nominated) -> str:
    """Return who is put forward, by whom, and for when."""
    for_what = f"for {_where(nominated)}"
    return f"{names_of([nominated.person])} · nominated by {short(nominated.by)} {for_what}"


def _changed(nominated: Nominated) -> Block:
    said = words(nominated.changed, _WORDS).replace("\n", "\n>")
    return SectionBlock(text=mrkdwn(f"*For the customer*\n>{said}"))


def _where(nominated: Nominated) -> str:
    return (
        f"the next forum of {whole(named(nominated.where), NAME_MOST)}"
        if nominated.where
        else "the next gathering"
    )


def _buttons(nominated: Nominated) -> list[InteractiveElement]:
    number = nominated.nomination.number
    if nominated.nomination.state is NominationState.PICKED:
        return [button("It is told", Action.NOMINATION_TOLD, number)]
    pick = button("Pick", Action.NOMINATION_PICK, number)
    return [pick, button("Not this time", Action.NOMINATION_NOT, number)]
