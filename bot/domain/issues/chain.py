"""The whole line of an issue, from the first signal to the customer told, read from its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session, col, select

from bot.domain.answers import Kind, Said
from bot.domain.areas import Area
from bot.domain.history import Happening
from bot.domain.issues.finding import Shown, Told, retold, shown
from bot.domain.issues.records import ENDED, LETTER, NOUN, Issue, Report, State
from bot.domain.issues.rights import can_see, is_on_record, issue_for
from bot.domain.people import Person, people_numbered
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_record
from bot.errors import UserError

# These say how it is worded or sorted, not how far it is; of reports their number says it all.
NO_STEP = ("reported", "customer_named", "reworded", "sorted", "worth_set")
# Said in a DM, to one person.
_BETWEEN_TWO = {"asked", "handed_over", "discussed", "declined"}


class WhichChain(UserError):
    """Please name an issue: `{command} chain I-7` shows its line from the first signal on."""


@dataclass(frozen=True)
class Stage:
    """How long it stood in one state with one owner, and what happened there."""

    state: State
    since: datetime
    until: datetime | None  # None: it stands here.
    owner: Person | None
    area: Area | None
    steps: Sequence[Told]

    def lasted(self, now: datetime) -> timedelta:
        return max((self.until or now) - self.since, timedelta())


@dataclass(frozen=True)
class Chain:
    """One issue with its stages in order, and the areas it went through."""

    shown: Shown
    stages: Sequence[Stage]
    areas: Sequence[Area]  # In the order in which it came to them.
    first_heard: datetime
    declined: int
    named: Mapping[int, str] = field(default_factory=dict)  # Every area that a step speaks of.

    @property
    def stands(self) -> Stage | None:
        """The stage in which it is stuck; None when it has ended."""
        return None if self.shown.issue.state in ENDED else self.stages[-1]


def chain(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`chain I-7`: the whole line of one issue."""
    del now
    named, _ = leading_record(text)
    if named is None or named.letter != LETTER:
        raise WhichChain
    issue = issue_for(session, me, named.number, here=scene.channel_id, lock=False)
    return Said(Kind.ISSUE_CHAIN, {"issue": issue.number, "here": scene.channel_id})


def chain_of(
    session: Session, issue: Issue, reader: Person | None, now: datetime, here: str = ""
) -> Chain | None:
    """Return the line of an issue, as far as a reader may see it; None when they may not at all."""
    if not can_see(session, issue, reader, here):
        return None
    steps = _as_known(session, issue, reader, retold(session, _steps(session, issue)))
    areas = _areas(session, issue.team_id, steps)
    heard = select(Report.made_at).where(
        Report.team_id == issue.team_id, Report.issue == issue.number
    )
    first = session.exec(heard.order_by(col(Report.id)).limit(1)).first()
    crossed = [areas[number] for number, _ in groupby(_area_in(each) for each in steps) if number]
    return Chain(
        shown=shown(session, issue, now),
        stages=list(_stages(session, issue.team_id, steps, areas)),
        areas=crossed,
        first_heard=min(filter(None, (first, issue.made_at))),
        declined=sum(each.happening.what == "declined" for each in steps),
        named={number: area.name for number, area in areas.items()},
    )


def _steps(session: Session, issue: Issue) -> list[Happening]:
    found = select(Happening).where(
        Happening.team_id == issue.team_id,
        Happening.noun == NOUN,
        Happening.number == issue.number,
        col(Happening.what).not_in(NO_STEP),
    )
    return list(session.exec(found.order_by(col(Happening.seq))))


def _as_known(
    session: Session, issue: Issue, reader: Person | None, steps: Sequence[Told]
) -> list[Told]:
    """Return the steps; what one person said to another in a DM only to who is on the record."""
    if reader is not None and is_on_record(session, issue, reader):
        return list(steps)
    return [
        Told(each.happening, each.person, each.other, "")
        if each.happening.what in _BETWEEN_TWO
        else each
        for each in steps
    ]


def _stages(
    session: Session, team_id: str, steps: Sequence[Told], areas: dict[int, Area]
) -> Iterator[Stage]:
    """Return the stages: a new one begins where the state changes, or whose it is."""
    groups = [list(group) for _, group in groupby(steps, key=_standing)]
    ends = [group[0].happening.at for group in groups[1:]]
    owners = people_numbered(session, team_id, {_owner_in(group[0]) for group in groups})
    for group, until in zip(groups, [*ends, None], strict=True):
        first = group[0]
        yield Stage(
            state=State(first.happening.facts["state"]),
            since=first.happening.at,
            until=until,
            owner=owners.get(_owner_in(first) or 0),
            area=areas.get(_area_in(first) or 0),
            steps=group,
        )


def _standing(told: Told) -> tuple[str, int | None]:
    return str(told.happening.facts["state"]), _owner_in(told)


def _owner_in(told: Told) -> int | None:
    owner = told.happening.facts.get("owner")
    return int(owner) if owner is not None else None


def _area_in(told: Told) -> int | None:
    area = told.happening.facts.get("area")
    return int(area) if area is not None else None


def _areas(session: Session, team_id: str, steps: Iterable[Told]) -> dict[int, Area]:
    waited_for = {each.happening.facts.get("waiting_on") for each in steps}
    numbers = {*(_area_in(each) for each in steps), *waited_for} - {None}
    found = select(Area).where(Area.team_id == team_id, col(Area.number).in_(numbers))
    return {area.number: area for area in session.exec(found)} if numbers else {}
