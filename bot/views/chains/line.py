"""One issue's line: each stage with its days and its steps, and where it stands."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from bot.domain.calendar import MONTHS
from bot.domain.issues.chain import Chain, Stage
from bot.domain.issues.finding import Told
from bot.domain.issues.records import State
from bot.domain.people import Person
from bot.views.commitments.controls import button
from bot.views.ids import Action
from bot.views.issues.lines import area_name, headline, name_of
from bot.views.issues.stories import OWN_WORDS, happened
from bot.views.issues.words import STATES
from bot.views.surface import Message
from bot.views.text import count, dotted, mrkdwn, named, words

MOST_STAGES = 8  # The first ones and the last ones; an answer has room for no more.
MOST_STEPS = 4  # Of one stage.
ROOM = 5000  # Characters for all stages; where it is short, the words of steps stay in the export.
_WHAT = 300


def line(chain: Chain, reader: Person, now: datetime, command: str) -> Message:
    """Draw the whole line; people's words stand last in their texts."""
    shown = chain.shown
    blocks: list[Block] = [_section(f"{headline(shown)}\n{words(shown.what, _WHAT)}")]
    blocks.append(_small(_along(chain)))
    stages = _stages(chain, reader, now, with_words=True)
    is_long = sum(len(each) for each in stages) > ROOM
    shown_stages = _stages(chain, reader, now, with_words=False) if is_long else stages
    blocks += [_section(each) for each in shown_stages]
    blocks += [_small(f"Linked: {linked}") for linked in [_linked(chain)] if linked]
    blocks.append(_section(_stands(chain, now)))
    export = f"`{command} export {shown.issue.label}` gives it as text, with csv as a table."
    blocks += [_small(export), ActionsBlock(elements=[_history(chain)])]
    return Message(f"{shown.issue.label}: {_stands(chain, now).replace('*', '')}", blocks)


def _along(chain: Chain) -> str:
    issue = chain.shown.issue
    areas = " → ".join(area_name(area.name) for area in chain.areas)
    parts = [
        f"First heard {_day(chain.first_heard)}",
        count(issue.reports, "report"),
        f"{count(len(chain.areas), 'area')}: {areas}" if areas else "",
        f"handed on {issue.handed_on}×" if issue.handed_on else "",
        f"not taken {chain.declined}×" if chain.declined else "",
        f"reopened {issue.reopened}×" if issue.reopened else "",
    ]
    return dotted(parts)


def _stages(chain: Chain, reader: Person, now: datetime, *, with_words: bool) -> list[str]:
    stages = chain.stages
    drawn: Sequence[Stage | None] = list(stages)
    if len(stages) > MOST_STAGES:
        half = MOST_STAGES // 2
        drawn = [*stages[:half], None, *stages[-half:]]
    left_out = count(len(stages) - MOST_STAGES, "more stage")
    return [
        _stage(
            chain,
            each,
            now,
            [_step(told, chain, reader, with_words=with_words) for told in each.steps],
        )
        if each
        else f"… {left_out} …"
        for each in drawn
    ]


def _stage(chain: Chain, stage: Stage, now: datetime, told: Sequence[str]) -> str:
    owner = name_of(stage.owner)
    area = f" ({area_name(stage.area.name)})" if stage.area and owner else ""
    lasted = lasting(stage.lasted(now)) if stage.until or chain.stands else ""
    top = dotted([f"*{STATES[stage.state]}*", _day(stage.since), lasted, f"{owner}{area}"])
    more = len(told) - MOST_STEPS
    rest = [f"• … {count(more, 'more step')}"] if more > 0 else []
    return "\n".join([top, *told[:MOST_STEPS], *rest])


def _step(told: Told, chain: Chain, reader: Person, *, with_words: bool) -> str:
    # Others follow in the same text, so no mark in these words may mean anything.
    said = (
        f" “{named(' '.join(told.words.split()))}”"
        if with_words and told.words and _has_own(told)
        else ""
    )
    return f"• {happened(told, chain.shown, reader, chain.named)}{said}"


def _has_own(told: Told) -> bool:
    return told.happening.what not in OWN_WORDS


def _stands(chain: Chain, now: datetime) -> str:
    stage = chain.stands
    whole = lasting((now if stage else _end(chain)) - chain.first_heard)
    if stage is None:
        told = chain.shown.issue.state is State.CLOSED
        end = "the customer was told" if told else STATES[chain.shown.issue.state].lower()
        return f"*From the first signal on: {end}* after {whole}."
    whose = name_of(stage.owner) or "nobody"
    where = STATES[stage.state].lower()
    return (
        f"*It stands at “{where}”* for {lasting(stage.lasted(now))}, with {whose}; {whole} in all."
    )


def _end(chain: Chain) -> datetime:
    return chain.shown.issue.ended_at or chain.stages[-1].since


def _linked(chain: Chain) -> str:
    return dotted(
        [
            f"{each.label} {each.state.replace('_', ' ')}"
            + (f", {name_of(each.owner)}" if each.owner else "")
            for each in chain.shown.linked
        ]
    )


def _history(chain: Chain) -> ButtonElement:
    return button("The issue", Action.ISSUE_SHOW, chain.shown.issue.number)


def lasting(time: timedelta) -> str:
    """Return how long something lasted, as people say it."""
    if time.days:
        return count(time.days, "day")
    hours = int(time.total_seconds()) // 3600
    return count(hours, "hour") if hours else "under an hour"


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def _section(text: str) -> Block:
    return SectionBlock(text=mrkdwn(text))


def _small(text: str) -> Block:
    return ContextBlock(elements=[mrkdwn(text)])
