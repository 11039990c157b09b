"""What happened to a commitment, told in sentences: its history, and the news for one reader."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ContextBlock, DividerBlock, SectionBlock

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown, Told
from bot.domain.commitments.records import State
from bot.domain.people import Person
from bot.views.commitments.controls import menu
from bot.views.commitments.lines import due_of, headline, name_of, sentence
from bot.views.surface import Message
from bot.views.text import moment, mrkdwn, words

_MOST_TOLD = 20

# {who} did it, {other} is the second person, {due} the date in force, {before} the one before.
_SENTENCES = {
    "made": "{who} promised it, by {due}.",
    "offered": "{who} offered it to {owner}.",
    "accepted": "{who} accepted it, by {due}.",
    "declined": "{who} declined it.",
    "discussed": "{who} asked what could change{wish}.",
    "offer_changed": "{who} changed the offer.",
    "taken_back": "{who} took the offer back.",
    "unanswered": "The offer to {owner} has no answer yet.",
    "lapsed": "The offer lapsed: {owner} did not answer.",
    "done": "{who} called it done.",
    "dropped": "{who} dropped it.",
    "released": "{who} released {owner} from it.",
    "not_there_yet": "{who} said it is not there yet. It is open again, by {due}.",
    "moved": "{who} moved it from {before} to {due}.",
    "promised_anew": "{who} promised it anew by {due}; {before} had passed.",
    "handed_over": "{who} offered to hand it to {other}.",
    "taken_over": "{who} took it over from {other}.",
    "handover_refused": "{who} did not take it over.",
    "reworded": "{who} edited the wording.",
    "corrected": "{who} corrected its date to {due}.",
    "shared": "{who} shared it.",
    "undone": "{who} undid the last step.",
}


def happened(told: Told, shown: Shown, reader: Person | None = None) -> str:
    """Return one thing that happened, as a sentence; the reader is “you”."""
    happening = told.happening
    before = happening.facts.get("before", {}).get("due_on")
    wish = happening.facts.get("on")
    return _SENTENCES[happening.what].format(
        who=_named(told.person, reader) or "cxbot",
        other=_named(told.other, reader) or "somebody",
        owner=_named(shown.owner, reader, first=False),
        due=due_of(shown),
        before=day_in_words(date.fromisoformat(before), shown.today) if before else "another day",
        wish=_wish(wish, shown),
    )


def story(shown: Shown, past: Sequence[Told], reader: Person) -> Message:
    """Draw a commitment with all that happened to it, oldest first."""
    own = shown.commitment.owner == reader.number and shown.commitment.state is State.OPEN
    accessory = menu(shown, "done", "extend", "handover", "drop") if own else None
    line = mrkdwn(f"{headline(shown)}\n{words(shown.what)}")
    top: list[Block] = [SectionBlock(text=line, accessory=accessory)]
    hidden = len(past) - _MOST_TOLD
    more = [ContextBlock(elements=[mrkdwn(f"… {hidden} earlier steps")])] if hidden > 0 else []
    return Message(sentence(shown), [*top, DividerBlock(), *more, *map(_step, past[-_MOST_TOLD:])])


def _step(told: Told) -> Block:
    happening = told.happening
    who = name_of(told.person) or "cxbot"
    step = _STEPS.get(happening.what, happening.what)
    said = f"\n{words(told.words, 300)}" if told.words and happening.what not in OWN_WORDS else ""
    other = f" {name_of(told.other)}" if told.other else ""
    return ContextBlock(elements=[mrkdwn(f"{moment(happening.at)} · {who} {step}{other}{said}")])


def _named(person: Person | None, reader: Person | None, *, first: bool = True) -> str:
    if person is not None and reader is not None and person.number == reader.number:
        return "You" if first else "you"
    return name_of(person)


def _wish(wish: str | None, shown: Shown) -> str:
    return f", and would take {day_in_words(date.fromisoformat(wish), shown.today)}" if wish else ""


# The words of these steps are the commitment's own, shown above.
OWN_WORDS = {"made", "offered", "reworded", "offer_changed"}
_STEPS = {
    "made": "promised it",
    "offered": "offered it",
    "accepted": "accepted it",
    "declined": "declined it",
    "discussed": "asked what could change",
    "offer_changed": "changed the offer",
    "taken_back": "took the offer back",
    "unanswered": "told the offerer that no answer had come",
    "lapsed": "let the offer lapse",
    "done": "called it done",
    "dropped": "dropped it",
    "released": "released the owner",
    "not_there_yet": "said it is not there yet",
    "moved": "moved it",
    "promised_anew": "promised it anew",
    "handed_over": "offered to hand it to",
    "taken_over": "took it over from",
    "handover_refused": "did not take it over",
    "reworded": "edited the wording",
    "corrected": "corrected its date",
    "shared": "shared it",
    "undone": "undid the last step",
}
