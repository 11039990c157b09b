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

_MOST_TOLD = 15
_WORDS_OF_A_STEP = 200

# {who} did it, {other} is the second person, {owner} and {due} are those of today, {before} is the
# date that was given up. News are told whole; what stands after a bar is left out of the history,
# since it need not have been so at the time.
_SENTENCES = {
    "made": "{who} promised it|, by {due}",
    "offered": "{who} offered it| to {owner}",
    "accepted": "{who} accepted it|, by {due}",
    "promised_for": "{who} promised it|, by {due}",
    "declined": "{who} declined it",
    "discussed": "{who} asked what could change{wish}",
    "offer_changed": "{who} changed the offer",
    "taken_back": "{who} took the offer back",
    "unanswered": "The offer has no answer yet| from {owner}",
    "lapsed": "The offer lapsed|: {owner} did not answer",
    "done": "{who} called it done",
    "dropped": "{who} dropped it",
    "released": "{who} released |{owner} from |it",
    "not_there_yet": "{who} said it is not there yet|. It is open again, by {due}",
    "moved": "{who} moved it from {before}| to {due}",
    "promised_anew": "{who} promised it anew| by {due}|; {before} had passed",
    "handed_over": "{who} offered to hand it to {other}",
    "taken_over": "{who} took it over from {other}",
    "handover_refused": "{who} did not take it over",
    "reworded": "{who} edited the wording",
    "corrected": "{who} corrected its date| to {due}",
    "shared": "{who} shared it",
    "snoozed": "{who} asked to hear of it again {until}|; its date stays, {due}",
    "undone": "{who} undid the last step",
    "owner_left": "The offer is closed|: {owner} has left",
    "taker_left": "It is no longer being handed to {other}|, who has left",
}
# The words of these steps are the commitment's own, shown above.
OWN_WORDS = {"made", "offered", "reworded", "offer_changed"}


def happened(told: Told, shown: Shown, reader: Person | None = None) -> str:
    """Return one thing that happened, as a sentence; the reader is “you”."""
    pattern = _SENTENCES[told.happening.what].replace("|", "")
    return f"{_filled(pattern, told, shown, reader)}."


def story(shown: Shown, past: Sequence[Told], reader: Person) -> Message:
    """Draw a commitment with all that happened to it, oldest first."""
    own = shown.commitment.owner == reader.number and shown.commitment.state is State.OPEN
    accessory = menu(shown, "done", "extend", "handover", "drop") if own else None
    line = mrkdwn(f"{headline(shown)}\n{words(shown.what)}")
    top: list[Block] = [SectionBlock(text=line, accessory=accessory)]
    hidden = len(past) - _MOST_TOLD
    more = [ContextBlock(elements=[mrkdwn(f"… {hidden} earlier steps")])] if hidden > 0 else []
    steps = [_step(told, shown, reader) for told in past[-_MOST_TOLD:]]
    return Message(sentence(shown), [*top, DividerBlock(), *more, *steps])


def _step(told: Told, shown: Shown, reader: Person) -> Block:
    happening = told.happening
    # Every second part is one that was left out: “released |Ben from |it”.
    pattern = "".join(_SENTENCES[happening.what].split("|")[::2])
    own = happening.what in OWN_WORDS
    said = f"\n{words(told.words, _WORDS_OF_A_STEP)}" if told.words and not own else ""
    line = f"{moment(happening.at)} · {_filled(pattern, told, shown, reader)}{said}"
    return ContextBlock(elements=[mrkdwn(line)])


def _filled(pattern: str, told: Told, shown: Shown, reader: Person | None) -> str:
    happening, today = told.happening, shown.today
    before = happening.facts.get("before", {}).get("due_on")
    wish, until = happening.facts.get("on"), happening.facts.get("until")
    return pattern.format(
        who=_who(told, reader),
        other=_named(told.other, reader, "you") or "somebody",
        owner=_named(shown.owner, reader, "you"),
        due=due_of(shown),
        before=_day(before, today) if before else "another day",
        wish=f", and would take {_day(wish, today)}" if wish else "",
        until=f"on {_day(until, today)}" if until else "later",
    )


def _who(told: Told, reader: Person | None) -> str:
    """Return who did it, and for whom if they acted for another: “Tom for Ana”."""
    who = _named(told.person, reader, "You") or "cxbot"
    is_for = "for" in told.happening.facts
    return f"{who} for {_named(told.other, reader, 'you')}" if is_for else who


def _named(person: Person | None, reader: Person | None, you: str) -> str:
    is_reader = person is not None and reader is not None and person.number == reader.number
    return you if is_reader else name_of(person)


def _day(iso: str, today: date) -> str:
    return day_in_words(date.fromisoformat(iso), today)
