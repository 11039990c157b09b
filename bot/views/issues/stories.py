"""What happened to an issue, told in sentences: its history, and the news for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from slack_sdk.models.blocks import Block, DividerBlock

from bot.domain.calendar import day_in_words
from bot.domain.issues.finding import Shown, Told
from bot.domain.issues.hearing import Heard
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
from bot.views.issues.words import CHANNELS
from bot.views.proposals.lines import section, small
from bot.views.surface import Message
from bot.views.text import count, dotted, moment, named, whole, words

MOST_TOLD = 10
WORDS_OF_A_STEP = 100
WHAT_MOST = 800
REPORTS_MOST = 3
CUSTOMER_MOST = 80
SENTENCES = {
    "opened": "{who} reported it",
    "reported": "{who} heard it from a customer, too",
    "owned": "{who} {own} it",
    "asked": "{who} asked {other} to own it",
    "handed_over": "{who} asked {other} to take it over",
    "taken_over": "{who} took it over from {other}",
    "declined": "{who} did not take it",
    "discussed": "{who} said what would need to change first",
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
    "customer_named": "{who} named the customer",
    "sorted": "{who} changed how it is sorted",
    "reworded": "{who} edited the wording",
    "shared": "{who} shared it",
    "undone": "{who} undid the last step",
    "owner_left": "{other} has left, so it is without an owner",
}
# The words of these steps are the issue's own, shown above.
OWN_WORDS = {"opened", "reworded"}
# The words of these stand below it, as long as they are so.
SAID_BELOW = {"cause_known", "fix_agreed", "waiting", "parked", "wont_fix", "not_ours", "worth_set"}


def happened(
    told: Told,
    shown: Shown,
    reader: Person | None = None,
    areas: Mapping[int, str] = MappingProxyType({}),
) -> str:
    """Return one thing that happened, as a sentence; the reader is “you”."""
    facts = told.happening.facts
    who = _named(told.person, reader, "You")
    said = _pattern(told).format(
        who=who or ("Somebody" if told.happening.person else _outside(told, shown)),
        own="own" if who == "You" else "owns",
        other=_named(told.other, reader, "you") or "somebody",
        area=_area(told, shown, areas),
        until=_day(facts.get("until"), shown),
        into=f"{LETTER}-{facts.get('into', '')}",
        taken=f"{LETTER}-{facts.get('from', '')}",
        reports=count(int(facts.get("many", 1)), "more report"),
    )
    return f"{said}."


def _pattern(told: Told) -> str:
    what = told.happening.what
    if what == "taken_over" and not told.happening.facts.get("from"):
        return "{who} said yes, and {own} it"
    if what == "reported" and told.happening.person is None:
        return "{who} brought {reports}"
    return SENTENCES[what]


def _outside(told: Told, shown: Shown) -> str:
    """Name what did something where no person did: a source, an import, else the bot's clock."""
    what = told.happening.what
    if what == "reported":
        return named(str(told.happening.facts.get("source") or "")) or "An import"
    if what == "opened":
        return named(shown.source) or "An import"
    return (named(shown.source) if what == "asked" else "") or "cxbot"


@dataclass(frozen=True)
class Story:
    """An issue, what was heard of it, and all that happened to it; areas are named by number."""

    shown: Shown
    past: Sequence[Told]  # The end of it.
    reader: Person
    heard: Sequence[Heard] = ()
    areas: Mapping[int, str] = field(default_factory=dict)


def story(told: Story) -> Message:
    """Draw an issue with what customers said, and all that happened to it, oldest first."""
    shown, past = told.shown, told.past
    blocks: list[Block] = [section(f"{headline(shown)}\n{words(shown.what, WHAT_MOST)}")]
    blocks += small(surroundings(shown), *more_lines(shown))
    hidden = shown.issue.revision - len(past)
    more = small(f"… {hidden} earlier steps" if hidden > 0 else "")
    steps = [block for each in past for block in _step(each, told)]
    return Message(sentence(shown, 300), [*blocks, *_heard(told), DividerBlock(), *more, *steps])


def _heard(told: Story) -> list[Block]:
    """Draw the newest reports: from whom, how, by whom, in which words."""
    known = [each for each in told.heard if each.customer or each.words]
    if not known:
        return []
    return [section("*Heard from customers*"), *small(*map(report_line, known[:REPORTS_MOST]))]


def report_line(heard: Heard) -> str:
    """Return from whom, how and by whom it was heard, and in which words."""
    by = f"heard by {name_of(heard.person)}" if heard.person else ""
    how = CHANNELS[heard.heard_by].lower() if heard.heard_by else ""
    top = dotted([whole(named(heard.customer), CUSTOMER_MOST), how, by])
    said = f"\n{words(heard.words, WORDS_OF_A_STEP)}" if heard.words else ""
    return f"{top}{said}"


def _step(told: Told, of: Story) -> list[Block]:
    own = told.happening.what in OWN_WORDS
    said = f"\n{words(told.words, WORDS_OF_A_STEP)}" if told.words and not own else ""
    happening = happened(told, of.shown, of.reader, of.areas)
    return small(f"{moment(told.happening.at)} · {happening}{said}")


def _area(told: Told, shown: Shown, areas: Mapping[int, str]) -> str:
    number = int(told.happening.facts.get("waiting_on") or 0)
    if number in areas:
        return area_name(areas[number])
    return area_name(shown.waiting_on.name) if shown.waiting_on else "another area"


def _day(iso: object, shown: Shown) -> str:
    return day_in_words(date.fromisoformat(str(iso)), shown.today) if iso else "a later day"


def _named(person: Person | None, reader: Person | None, you: str) -> str:
    is_reader = person is not None and reader is not None and person.number == reader.number
    return you if is_reader else name_of(person)
