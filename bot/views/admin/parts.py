"""Lists of touchpoints, areas and sources, each line with its way to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, SectionBlock

from bot.domain.administering import Part
from bot.domain.areas import Area
from bot.domain.issues.sources import CLOSED_BAR, LOOKED_BACK, ShownSource
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named

PAGE = 20  # Lines; with the rest they stay under the thirty blocks of an answer.
NEW = {
    Part.TOUCHPOINTS: "Add a touchpoint",
    Part.AREAS: "Add an area",
    Part.SOURCES: "Add a source",
}
_FEW_TO_TELL = 10  # From here on a share is a percentage (design §4).


@dataclass(frozen=True)
class Kept:
    """All that there is to look after, with the people it names."""

    touchpoints: Sequence[Touchpoint]
    areas: Sequence[Area]
    sources: Sequence[ShownSource]
    people: Mapping[int, Person]
    command: str = "/cx"


def overview(kept: Kept) -> Message:
    """Draw how much there is of each, and the way in."""
    lines = {
        Part.TOUCHPOINTS: f"*Touchpoints*\n{_names(kept.touchpoints)}",
        Part.AREAS: f"*Areas*\n{_names(kept.areas)}",
        Part.SOURCES: f"*Sources of signals*\n{_sources(kept)}",
    }
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(line), accessory=button("Open", Action.ADMIN_SHOW, part))
        for part, line in lines.items()
    ]
    text = dotted(
        [
            count(len(kept.touchpoints), "touchpoint"),
            count(len(kept.areas), "area"),
            count(len(kept.sources), "source"),
        ]
    )
    return Message(f"What you look after: {text}", blocks)


def touchpoints(kept: Kept, page: int) -> Message:
    areas = {area.number: area for area in kept.areas}
    lines = [
        (str(each.number), _touchpoint(each, areas.get(each.area or 0)))
        for each in kept.touchpoints
    ]
    top = "*Touchpoints*, along the customer's journey"
    return _listed(Part.TOUCHPOINTS, top, lines, page)


def areas(kept: Kept, page: int) -> Message:
    lines = [(str(each.number), _area(each, kept.people)) for each in kept.areas]
    return _listed(Part.AREAS, "*Areas*, with who leads and who sponsors them", lines, page)


def sources(kept: Kept, page: int) -> Message:
    lines = [(each.source.name, _source(each)) for each in kept.sources]
    top = "*Sources of signals*: help desk, survey, review or CRM tools that report to me"
    return _listed(Part.SOURCES, top, lines, page, note=_bar())


def loops_in_words(shown: ShownSource) -> str:
    """Return how many of its loops are closed, and what to do when they are too few."""
    loops = shown.loops
    if not loops.due:
        return "nothing due yet"
    share = f" ({round(100 * loops.closed / loops.due)} %)" if loops.due >= _FEW_TO_TELL else ""
    closed = f"{loops.closed} of {count(loops.due, 'loop')} closed{share}"
    return f"{closed} · *half open: pause or staff*" if loops.is_half_open else closed


def _listed(
    part: Part, top: str, lines: Sequence[tuple[str, str]], page: int, note: str = ""
) -> Message:
    shown = lines[PAGE * page : PAGE * (page + 1)]
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(top if lines else f"{top}\nThere is none yet."))
    ]
    for of, line in shown:
        change = button("Change", Action.ADMIN_FORM, f"{part}:{of}")
        blocks.append(SectionBlock(text=mrkdwn(line), accessory=change))
    if note:
        blocks.append(ContextBlock(elements=[mrkdwn(note)]))
    buttons = [button(NEW[part], Action.ADMIN_NEW, f"{part}:")]
    if len(lines) > PAGE * (page + 1):
        buttons.append(button("More", Action.ADMIN_SHOW, f"{part}:{page + 1}"))
    elif page:
        buttons.append(button("From the start", Action.ADMIN_SHOW, part))
    blocks.append(ActionsBlock(elements=buttons))
    return Message(f"{part.value.capitalize()}: {len(lines)}", blocks)


def _touchpoint(touchpoint: Touchpoint, area: Area | None) -> str:
    answers = f"{named(area.name)} answers for it" if area else ""
    return dotted([f"*{named(touchpoint.name)}*", named(touchpoint.stage), answers])


def _area(area: Area, people: Mapping[int, Person]) -> str:
    leader, sponsor = people.get(area.leader or 0), people.get(area.sponsor or 0)
    leads = f"led by {named(leader.called)}" if leader else "nobody leads it yet"
    sponsors = f"sponsored by {named(sponsor.called)}" if sponsor else ""
    return dotted([f"*{named(area.name)}*", leads, sponsors])


def _source(shown: ShownSource) -> str:
    source = shown.source
    is_gone = " (has left: name another owner)" if shown.owner.is_deactivated else ""
    lines = [
        f"*{source.name}*",
        "off" if source.off_at else "on",
        f"owner {named(shown.owner.called)}{is_gone}",
        f"answers within {count(source.answer_hours, 'hour')}",
    ]
    return f"{dotted(lines)}\n{loops_in_words(shown)}"


def _sources(kept: Kept) -> str:
    if not kept.sources:
        return "None yet: help desk, survey, review or CRM tools can report to me."
    half_open = sum(1 for each in kept.sources if each.loops.is_half_open)
    names = ", ".join(each.source.name for each in kept.sources)
    return dotted([names, f"{half_open} half open" if half_open else ""])


def _bar() -> str:
    return (
        f"A loop is an issue that the source reported on in the last {LOOKED_BACK.days} days and"
        " whose time to answer is over. It is closed once the customer was told."
        f" Below {CLOSED_BAR:.0%} a source is half open: it asks customers and does not answer."
    )


def _names(rows: Sequence[Any]) -> str:
    return ", ".join(named(each.name) for each in rows)
