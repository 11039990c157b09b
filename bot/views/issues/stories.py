"""What happened to an issue, told in sentences: its history, and the news for one reader."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.calendar import day_in_words
from bot.domain.issues.finding import Shown, Told
from bot.domain.issues.records import LETTER
from bot.domain.people import Person
from bot.views.issues.lines import (
    area_name,
    headline,
    more_lines,
    name_of,
    sentence,
    surroundings,
)
from bot.views.proposals.lines import section, small
from bot.views.surface import Message
from bot.views.text import moment, words

MOST_TOLD = 15
WORDS_OF_A_STEP = 120
WHAT_MOST = 1200
SENTENCES = {
    "opened": "{who} reported it",
    "reported": "{who} heard it from a customer, too",
    "owned": "{who} {own} it",
    "asked": "{who} asked {other} to own it",
    "handed_over": "{who} asked {other} to take it over",
    "taken_over": "{who} took it over from {other}",
    "declined": "{who} did not take it",
    "offer_taken_back": "{who} took the offer back",
    "offer_lapsed": "The offer to {other} lapsed without an answer",
    "cause_known": "{who} named the cause",
    "fix_agreed": "{who} named the fix",
    "fixed": "{who} called it fixed",
    "closed": "{who} closed it, the customer was told",
    "waiting": "{who} had it wait on {area}",
    "parked": "{who} parked it until {until}",
    "went_on": "{who} went on with it",
    "came_back": "It came back on its day",
    "wont_fix": "{who} closed it without a fix, the customer was told",
    "not_ours": "{who} found that it is not a customer issue",
    "reopened": "{who} reopened it",
    "merged": "{who} merged it into {into}",
    "took_in": "{who} merged {taken} into it",
    "helper_added": "{who} asked {other} to help",
    "helper_removed": "{who} took {other} off those who help",
    "worth_set": "{who} said what it is worth",
    "sorted": "{who} changed how it is sorted",
    "reworded": "{who} edited the wording",
    "undone": "{who} undid the last step",
    "owner_left": "{other} has left, so it is without an owner",
}
# The words of these steps are the issue's own, shown above.
OWN_WORDS = {"opened", "reworded"}


def happened(told: Told, shown: Shown, reader: Person | None = None) -> str:
    """Return one thing that happened, as a sentence; the reader is “you”."""
    facts = told.happening.facts
    who = _named(told.person, reader, "You")
    from_whom = facts.get("from") if told.happening.what == "taken_over" else True
    pattern = SENTENCES[told.happening.what] if from_whom else "{who} said yes, and {own} it"
    said = pattern.format(
        who=who or ("Somebody" if told.happening.person else "cxbot"),
        own="own" if who == "You" else "owns",
        other=_named(told.other, reader, "you") or "somebody",
        area=_area(shown),
        until=_day(facts.get("until"), shown),
        into=f"{LETTER}-{facts.get('into', '')}",
        taken=f"{LETTER}-{facts.get('from', '')}",
    )
    return f"{said}."


def story(shown: Shown, past: Sequence[Told], reader: Person) -> Message:
    """Draw an issue with all that happened to it, oldest first."""
    blocks: list[Block] = [section(f"{headline(shown)}\n{words(shown.what, WHAT_MOST)}")]
    blocks += small(surroundings(shown), *more_lines(shown))
    hidden = len(past) - MOST_TOLD
    more = small(f"… {hidden} earlier steps" if hidden > 0 else "")
    steps = [block for told in past[-MOST_TOLD:] for block in _step(told, shown, reader)]
    return Message(sentence(shown, 300), [*blocks, DividerBlock(), *more, *steps])


def _step(told: Told, shown: Shown, reader: Person) -> list[Block]:
    own = told.happening.what in OWN_WORDS
    said = f"\n{words(told.words, WORDS_OF_A_STEP)}" if told.words and not own else ""
    return small(f"{moment(told.happening.at)} · {happened(told, shown, reader)}{said}")


def _area(shown: Shown) -> str:
    return area_name(shown.waiting_on.name) if shown.waiting_on else "another area"


def _day(iso: object, shown: Shown) -> str:
    return day_in_words(date.fromisoformat(str(iso)), shown.today) if iso else "a later day"


def _named(person: Person | None, reader: Person | None, you: str) -> str:
    is_reader = person is not None and reader is not None and person.number == reader.number
    return you if is_reader else name_of(person)
