"""How far thanks reach, for the CCO alone: names in alphabetical order, never a ranking."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.domain.people import Person
from bot.domain.recognition.coverage import Coverage, Ring, Unthanked
from bot.views.recognition.lines import short
from bot.views.surface import Message
from bot.views.text import count, mrkdwn, named

NAMED = 20  # Of one area; the others are a number.
MOST_AREAS = 20
PERCENT_FROM = 10  # A percentage of fewer says nothing.
_ONLY_YOU = "Only you read this. It looks back 90 days, and ranks nobody."


def coverage(seen: Coverage) -> Message:
    """Draw who is not thanked, how many thanks cross areas, and rings."""
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn("*How far thanks reach*")),
        SectionBlock(text=mrkdwn(_crossing(seen))),
        *_unthanked(seen),
        *_rings(seen.rings),
        ContextBlock(elements=[mrkdwn(_ONLY_YOU)]),
    ]
    people = sum(len(each.people) for each in seen.unthanked) + seen.more
    return Message(f"How far thanks reach: {count(people, 'person', 'people')} not thanked", blocks)


def _crossing(seen: Coverage) -> str:
    if not seen.thanks:
        return "No thanks between people whose areas I know."
    thanks = count(seen.thanks, "thank-you", "thank-yous")
    share = (
        f" ({round(100 * seen.crossing / seen.thanks)} %)" if seen.thanks >= PERCENT_FROM else ""
    )
    return (
        f"{thanks} between people whose areas I know; {seen.crossing} of them cross areas{share}."
    )


def _unthanked(seen: Coverage) -> list[Block]:
    if not seen.unthanked:
        return [SectionBlock(text=mrkdwn("Everybody was thanked at least once."))]
    lines = [SectionBlock(text=mrkdwn(_line(each))) for each in seen.unthanked[:MOST_AREAS]]
    more = f"… and {count(seen.more, 'more person', 'more people')}" if seen.more else ""
    rest = [ContextBlock(elements=[mrkdwn(more)])] if more else []
    return [SectionBlock(text=mrkdwn("*Not thanked in 90 days*")), *lines, *rest]


def _line(each: Unthanked) -> str:
    area = named(each.area) if each.area else "Without an area"
    whole = ", nobody there" if each.whole else ""
    return f"*{area}*{whole}: {_named(each.people)}"


def _named(people: Sequence[Person]) -> str:
    called = [short(person) for person in people[:NAMED]]
    rest = len(people) - NAMED
    return ", ".join([*called, *([f"{rest} more"] if rest > 0 else [])])


def _rings(rings: Sequence[Ring]) -> list[Block]:
    if not rings:
        return []
    lines = [f"• {short(each.person)}: {_share(each)}" for each in rings]
    return [SectionBlock(text=mrkdwn("*Thanked mostly by one colleague*\n" + "\n".join(lines)))]


def _share(each: Ring) -> str:
    return f"{each.count} of {each.of} from {short(each.giver)}"
