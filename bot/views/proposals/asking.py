"""The question to one leader, in their DM: where do you stand? It then shows the answer."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.people import Person
from bot.domain.proposals.records import ENDED
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.standing import UNSETTLED
from bot.domain.proposals.table import Row
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.proposals.changes import diff
from bot.views.proposals.lines import (
    Shown,
    actions,
    body,
    concern_button,
    heading,
    quoted,
    section,
    see_button,
    short,
    small,
    stance_buttons,
    state_of,
    which,
)
from bot.views.proposals.posts import came_of, concerns, surroundings
from bot.views.proposals.stances import SAYS, key_of, said_of
from bot.views.surface import Message
from bot.views.text import dotted, moment, words

LABEL_MOST = 24
_AGAIN = "What you made your commitment depend on did not come about. Where do you stand now?"


@dataclass(frozen=True)
class Asking:
    """The question to one person: what they have said so far, and what they said before that."""

    shown: Shown
    asked: Person
    reader: Person
    mine: Row | None = None
    before: Row | None = None  # What they said to the version before.
    what: str = ""
    waits: bool = True  # Their answer is still taken.
    speaker: Person | None = None  # Who speaks for them while they are away.
    can_name: bool = False  # They are, or will be, away.
    cover: Person | None = None

    @property
    def is_for_another(self) -> bool:
        return self.asked.number != self.reader.number


def ask(asking: Asking) -> Message:
    """Draw the question in somebody's DM; once answered, it shows the answer."""
    shown = asking.shown
    if asking.mine is not None:
        return _answered(asking)
    by = short(shown.proposer.called)
    question = f"{by} asks where {_who(asking, 'you stand', 'stands')}"
    if not asking.waits:
        return _over(shown)
    until = f"until {moment(shown.round.closes_at)}" if shown.round and not asking.what else ""
    text = f"{dotted([f'{question}: {shown.name}', until])}: {words(shown.title, 200)}"
    blocks: list[Block] = [section(f"*{question}*\n{which(shown)}"), heading(shown), *body(shown)]
    blocks += small(surroundings(shown), _why(asking))
    blocks += [*diff(shown), *concerns(shown), *_before(asking)]
    still = _is_still(asking)
    first = button("Still committed", Action.STAND_STILL, key_of(asking)) if still else None
    box = None if asking.is_for_another else concern_button(shown)
    buttons = [*actions(first), *stance_buttons(key_of(asking)), *actions(box, _naming(asking))]
    return Message(text, [*blocks, *buttons])


def _answered(asking: Asking) -> Message:
    """Draw the question as it was answered."""
    shown, mine = asking.shown, asking.mine
    said = said_of(asking)
    blocks: list[Block] = [section(f"*{said}.*\n{words(shown.title, 200)}")]
    blocks += [section(quoted(mine.reason))] if mine and mine.reason else []
    if not asking.waits:
        ended = [*came_of(shown), *_own_dissent(asking)]
        return Message(f"{said}. {words(shown.title, 200)}", [*blocks, *ended])
    key = key_of(asking)
    change = button("Change it", Action.STAND_CHANGE, key)
    until = shown.round.closes_at if shown.round else None
    hint = f"You can change it until {moment(until)}." if until else ""
    return Message(
        f"{said}. {words(shown.title, 200)}",
        [*blocks, *small(hint), *actions(change, see_button(key))],
    )


def _own_dissent(asking: Asking) -> list[Block]:
    """Draw what only who dissents can say of it, once the round is closed."""
    state = asking.mine.dissent if asking.mine else None
    if state not in UNSETTLED or asking.is_for_another or asking.shown.proposal.state in ENDED:
        return []
    key = key_of(asking)
    return actions(
        button("It is resolved", Action.DISSENT_RESOLVE, key),
        button("I maintain it", Action.DISSENT_MAINTAIN, key),
    )


def _over(shown: Shown) -> Message:
    came = f"closed, {state_of(shown)}" if shown.is_latest else "closed; a newer one asks you"
    text = f"{shown.name}: this round is {came}."
    return Message(text, [section(which(shown)), *came_of(shown)])


def _who(asking: Asking, you: str, they: str) -> str:
    return f"{short(asking.asked.called)} {they}" if asking.is_for_another else you


def _why(asking: Asking) -> str:
    if asking.what == "again":
        return _AGAIN
    who = short(asking.asked.called)
    if asking.is_for_another:
        return f"{who} is away; you are named to speak for them in this round."
    if asking.speaker is not None:
        speaker = short(asking.speaker.called)
        return f"{speaker} speaks for you here while you are away. Your own word comes first."
    return ""


def _naming(asking: Asking) -> ButtonElement | None:
    """Draw how to have another speak, for who is or will be away and has named nobody."""
    if not asking.can_name or asking.speaker is not None:
        return None
    if asking.cover is None:
        return button("Name who speaks for me", Action.STAND_DELEGATE, key_of(asking))
    first = asking.cover.called.split(" ")[0]
    label = f"Let {first} speak for me"
    fits = len(label) <= LABEL_MOST
    return button(label if fits else "Let my cover speak", Action.STAND_COVER, key_of(asking))


def _before(asking: Asking) -> list[Block]:
    before = asking.before
    if before is None:
        return []
    said = SAYS[before.kind]
    top = f"To the version before, {said.replace('you ', 'you said: ')}."
    return [section(top), *([section(quoted(before.reason))] if before.reason else [])]


def _is_still(asking: Asking) -> bool:
    """Tell whether one click may carry a yes to the amended version."""
    before = asking.before
    return before is not None and before.kind is StanceKind.COMMIT and not asking.is_for_another
