"""A person's digest: each thing with its state in words, and the buttons that settle it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    InteractiveElement,
    Option,
    OverflowMenuElement,
    SectionBlock,
)

from bot.domain.calendar import day_in_words
from bot.domain.commitments.ladder import FALLS_DUE
from bot.domain.commitments.offers import OFFER_LAPSED, OFFER_WAITS
from bot.domain.commitments.records import Rung
from bot.domain.commitments.tabling import OVERDUE
from bot.domain.digests.showing import Became, Digest, Item
from bot.domain.standing_still import STILL
from bot.views.commitments.controls import MENU, button
from bot.views.commitments.lines import due_of, name_of, state_of
from bot.views.digests.matters import matter_blocks, matter_spoken
from bot.views.digests.news import news_blocks, news_spoken
from bot.views.digests.offers import lapsed_line, offer_became, offer_buttons, waiting_line
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named, plain, words

_WORDS_OF_AN_ITEM = 400
_WORDS_IN_TEXT = 100
_OFFERS_NAMED = 3
_SNOOZES = {"snooze_1": "Snooze for a day", "snooze": "Snooze until…"}
_STILL = "Nothing has happened to it for three weeks. Is it done, or does it need another date?"
_STILL_TOLD = "Otherwise I mention it to {who} on the next working day."
_FALL_DUE = {Rung.SOON, Rung.TODAY, FALLS_DUE}
_PRIVATE = "It was said in private, so its words stay there."


def digest(shown: Digest, news: Sequence[Message] = ()) -> Message:
    """Draw a digest as everything in it stands now, and below it what is told in passing."""
    lines = [_line(item, shown) for item in shown.items]
    top = dotted([_top(shown, news), *_to_know(shown, news)])
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{top}*"))]
    if shown.is_late:
        late = "This comes late: I could not say it in the morning."
        blocks.append(ContextBlock(elements=[mrkdwn(late)]))
    for item, line in zip(shown.items, lines, strict=True):
        blocks += [SectionBlock(text=mrkdwn(_with_words(item, line))), *_buttons(item)]
    spoken = [_spoken(item, line) for item, line in zip(shown.items, lines, strict=True)]
    blocks += [block for matter in shown.matters for block in matter_blocks(matter)]
    said = "; ".join([*spoken, *map(matter_spoken, shown.matters), *news_spoken(news)])
    ends = [*(_more(shown) if shown.has_items else ()), *_offers(shown)]
    return Message(f"{top}: {said}", [*blocks, *news_blocks(news), *ends])


def _to_know(shown: Digest, news: Sequence[Message]) -> list[str]:
    more = "more " if shown.has_items else ""
    return [count(len(news), f"{more}thing to know", f"{more}things to know")] if news else []


def _top(shown: Digest, news: Sequence[Message]) -> str:
    day = day_in_words(shown.on, shown.today)
    waiting = shown.waiting + shown.more
    if not shown.has_items and news:
        return day
    if not waiting:
        return f"{day} · all of it is settled, thank you"
    if not shown.matters and all(item.role == OFFER_LAPSED for item in shown.items):
        return f"{day} · {count(waiting, 'thing to know', 'things to know')}"
    if shown.matters or any(item.role not in _FALL_DUE for item in shown.items):
        return f"{day} · {count(waiting, 'thing waits', 'things wait')} for you"
    return f"{day} · {count(waiting, 'thing falls', 'things fall')} due"


def _line(item: Item, shown: Digest) -> str:
    """Return what one thing is about and how it stands, without the words of people."""
    if item.became is not Became.WAITS:
        return dotted([f"~{item.shown.commitment.name}~", *_outcome(item, shown.today)])
    return _LINES.get(item.role, _own)(item, shown)


def _own(item: Item, shown: Digest) -> str:
    return dotted([_name(item), _due(item, shown), _promised_to(item)])


def _overdue(item: Item, _shown: Digest) -> str:
    return f"{dotted([_name(item), name_of(item.shown.owner), _passed(item)])}\n{_why_told(item)}"


def _covered(item: Item, shown: Digest) -> str:
    due = f"due {due_of(item.shown)}"
    top = dotted([_name(item), name_of(item.shown.owner), due])
    return f"{top}\n{_covering(item, shown.today)}"


def _warned(item: Item, shown: Digest) -> str:
    return f"{dotted([_name(item), _passed(item)])}\n{_warning(item, shown.today)}"


def _standing(item: Item, shown: Digest) -> str:
    return f"{dotted([_name(item), _stands(item, shown), _promised_to(item)])}\n{_still(item)}"


def _name(item: Item) -> str:
    return f"*{item.shown.commitment.name}*"


def _outcome(item: Item, today: date) -> list[str]:
    if item.became is Became.SETTLED:
        return [f"*{offer_became(item) or state_of(item.shown)}*"]
    if item.became is Became.MOVED:
        return [f"now due *{due_of(item.shown)}*"]
    if item.became is Became.ANOTHERS:
        return [f"{name_of(item.shown.owner)} has it now"]
    back = day_in_words(item.back_on, today) if item.back_on else "later"
    return [f"quiet until *{back}*", f"due {due_of(item.shown)}"]


def _due(item: Item, shown: Digest) -> str:
    commitment = item.shown.commitment
    if item.role not in {Rung.SOON, Rung.TODAY}:
        return _passed(item)
    hour = f", {commitment.due_at:%H:%M}" if commitment.due_at else ""
    is_today = commitment.due_on == shown.on == shown.today
    return f"*due today{hour}*" if is_today else f"due *{due_of(item.shown)}*"


def _stands(item: Item, shown: Digest) -> str:
    is_past = item.shown.commitment.due_on < shown.on
    return _passed(item) if is_past else f"due *{due_of(item.shown)}*"


def _still(item: Item) -> str:
    told = [_STILL_TOLD.format(who=named(person.called)) for person in item.told]
    return " ".join([_STILL, *told])


def _passed(item: Item) -> str:
    return f"*Not done by {day_in_words(item.shown.commitment.due_on, item.shown.today)}*"


def _promised_to(item: Item) -> str:
    return f"promised to {name_of(item.shown.promised_to)}" if item.shown.promised_to else ""


def _warning(item: Item, today: date) -> str:
    promised = item.shown.promised_to
    roles = [
        f"{named(person.called)}, "
        + ("whom you promised" if promised and person.number == promised.number else "your sponsor")
        for person in item.told
    ]
    if not roles or item.tell_on is None:
        return "It is past its date for some days."
    day = day_in_words(item.tell_on, today)
    return f"On {day} I will tell {', and '.join(roles)}, unless it is done or moved."


def _why_told(item: Item) -> str:
    owner = name_of(item.shown.owner)
    if item.is_promised_to_reader:
        return f"It was promised to you. {owner} knows that I tell you."
    return f"You are the sponsor of {owner}, who knows that I tell you."


def _covering(item: Item, today: date) -> str:
    owner = name_of(item.shown.owner)
    until = f" until {day_in_words(item.back_on, today)}" if item.back_on else ""
    return f"{owner} is away{until}, and you stand in. This falls due; its date does not move."


def _with_words(item: Item, line: str) -> str:
    if not item.is_visible:
        return f"{line}\n_{_PRIVATE}_"
    return f"{line}\n{words(item.shown.what, _WORDS_OF_AN_ITEM)}"


def _spoken(item: Item, line: str) -> str:
    said = line.replace("*", "").replace("~", "").replace("\n", ". ").rstrip(".")
    return f"{said}: {words(item.shown.what, _WORDS_IN_TEXT)}" if item.is_visible else said


def _buttons(item: Item) -> list[Block]:
    """Draw what settles one thing, for whom it is theirs to settle."""
    number = item.shown.commitment.number
    if item.became is not Became.WAITS or not item.is_visible:
        return []
    if item.role == OVERDUE and item.is_promised_to_reader:
        release = button("Release", Action.RELEASE, number)
        return [ActionsBlock(elements=[release, button("Show", Action.STORY, number)])]
    if item.role == OFFER_WAITS:
        return offer_buttons(item)
    if item.role in {OVERDUE, FALLS_DUE, OFFER_LAPSED}:
        return [ActionsBlock(elements=[button("Show", Action.STORY, number)])]
    done = button("Done", Action.DONE, number)
    return [ActionsBlock(elements=[done, _menu(item)])]


def _menu(item: Item) -> InteractiveElement:
    """Draw the ⋯ menu; Slack takes five options."""
    commitment = item.shown.commitment
    texts = {what: MENU[what] for what in ("extend", "handover", "drop")} | _SNOOZES
    options = [
        Option(text=plain(text), value=f"{what}:{commitment.number}:{commitment.revision}")
        for what, text in texts.items()
    ]
    return OverflowMenuElement(action_id=Action.DIGEST_MORE, options=options)


def _more(shown: Digest) -> list[Block]:
    left = f" ({shown.more} more)" if shown.more else ""
    see_all = button(f"See all{left}", Action.DIGEST_ALL, "mine")
    return [ActionsBlock(elements=[see_all])]


def _offers(shown: Digest) -> list[Block]:
    if not shown.offers:
        return []
    named_ones: Sequence[str] = [
        f"{each.commitment.name} from {name_of(each.offered_by or each.owner)}"
        for each in shown.offers[:_OFFERS_NAMED]
    ]
    more = len(shown.offers) - len(named_ones)
    rest = f" and {count(more, 'more', 'more')}" if more > 0 else ""
    line = f"*Waits for your answer:* {', '.join(named_ones)}{rest}"
    see = button("See them", Action.DIGEST_OFFERS, "offered")
    return [SectionBlock(text=mrkdwn(line), accessory=see)]


_LINES: Mapping[str, Callable[[Item, Digest], str]] = {
    OVERDUE: _overdue,
    FALLS_DUE: _covered,
    Rung.WARNED: _warned,
    STILL: _standing,
    OFFER_WAITS: waiting_line,
    OFFER_LAPSED: lapsed_line,
}
