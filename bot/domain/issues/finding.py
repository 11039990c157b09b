"""Looking issues up: one with all a reader needs to know, and what was told of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.domain.areas import Area
from bot.domain.calendar import today_in
from bot.domain.commitments.records import BETWEEN_TWO, Commitment
from bot.domain.history import Happening, last_of, story_of
from bot.domain.issues.owning import reporters_of
from bot.domain.issues.records import LETTER, NOUN, Helping, Issue, Report
from bot.domain.issues.rights import is_on_record
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.records import Proposal
from bot.domain.words import words_of
from bot.domain.workspaces import link_to

PAGE = 10
MOST_LINKED = 10
ERASED = "(erased)"
# Said in a DM, to one person.
_BETWEEN_TWO = {"asked", "handed_over", "discussed", "declined"}
_TEXTS = ("what", "reason", "cause", "fix", "told_how", "worth_basis")
_PEOPLE = ("opened_by", "owner", "handover_to", "asked_by", "told_by")


@dataclass(frozen=True)
class Linked:
    """A commitment or a proposal that is about an issue."""

    label: str
    state: str
    owner: Person | None


@dataclass(frozen=True)
class Shown:
    """An issue with the people, places and words on it; `today` is its owner's, or its opener's."""

    issue: Issue
    what: str
    reason: str
    cause: str
    fix: str
    told_how: str
    worth_basis: str
    opened_by: Person | None
    owner: Person | None
    handover_to: Person | None
    asked_by: Person | None
    told_by: Person | None
    helping: tuple[Person, ...]
    touchpoint: Touchpoint | None
    area: Area | None
    waiting_on: Area | None
    today: date
    days: int  # In its present state, whole ones.
    link: str = ""
    # Of one alone, not in lists.
    source: str = ""  # Which opened it, where no person did.
    reporters: tuple[Person, ...] = ()
    heard: int = 0  # How many people have reported it.
    linked: tuple[Linked, ...] = ()

    @property
    def merged_into(self) -> str:
        number = self.issue.merged_into
        return f"{LETTER}-{number}" if number else ""


@dataclass(frozen=True)
class Told:
    """One thing that happened, with its person, whoever else it names, and words."""

    happening: Happening
    person: Person | None
    other: Person | None
    words: str


def shown(session: Session, issue: Issue, now: datetime) -> Shown:
    """Return one issue with all that belongs to it."""
    reporters = reporters_of(session, issue)
    people = people_numbered(session, issue.team_id, {*reporters})
    return replace(
        shown_all(session, [issue], now)[0],
        source=source_of(session, issue) or "",
        reporters=tuple(people[number] for number in reporters),
        heard=len(reporters),
        linked=linked_to(session, issue),
    )


def source_of(session: Session, issue: Issue) -> str | None:
    """Return the source that opened an issue; None where a person or an import did."""
    if issue.opened_by is not None:
        return None
    first = select(Report.source).where(
        Report.team_id == issue.team_id,
        Report.issue == issue.number,
        Report.first_issue == issue.number,
    )
    return session.exec(first.order_by(col(Report.id)).limit(1)).first()


def shown_all(session: Session, issues: Sequence[Issue], now: datetime) -> list[Shown]:
    """Return issues with their people, places and words, in five queries however many they are."""
    if not issues:
        return []
    team_id = issues[0].team_id
    helping = _helping(session, team_id, [issue.number for issue in issues])
    named: set[int | None] = {getattr(issue, name) for issue in issues for name in _PEOPLE}
    named |= {person for people in helping.values() for person in people}
    around = _Around(
        people=people_numbered(session, team_id, named),
        words=words_of(session, {getattr(issue, name) for issue in issues for name in _TEXTS}),
        helping=helping,
        touchpoints=_touchpoints(session, team_id, {issue.touchpoint for issue in issues}),
        areas=_areas(session, team_id, {n for i in issues for n in (i.area, i.waiting_on)}),
    )
    return [_shown(session, issue, around, now) for issue in issues]


def linked_to(session: Session, issue: Issue) -> tuple[Linked, ...]:
    """Return the commitments and proposals about an issue, but what was said elsewhere in private.

    Those about what was merged into it are about it now.
    """
    labels = [issue.label, *(f"{LETTER}-{number}" for number in merged_with(session, issue))]
    promises = select(Commitment).where(
        Commitment.team_id == issue.team_id,
        col(Commitment.linked_to).in_(labels),
        col(Commitment.is_private).is_(False) | (Commitment.channel_id == issue.channel_id),
        col(Commitment.state).not_in(BETWEEN_TWO),
    )
    proposals = select(Proposal).where(
        Proposal.team_id == issue.team_id,
        col(Proposal.linked_to).in_(labels),
        Proposal.round > 0,
        col(Proposal.is_private).is_(False) | (Proposal.channel_id == issue.channel_id),
    )
    found = session.exec(promises.order_by(col(Commitment.number)).limit(MOST_LINKED)).all()
    put = session.exec(proposals.order_by(col(Proposal.number)).limit(MOST_LINKED)).all()
    numbers = {each.owner for each in found} | {each.proposer for each in put}
    people = people_numbered(session, issue.team_id, {*numbers})
    return (
        *(Linked(each.label, each.state.value, people.get(each.owner)) for each in found),
        *(Linked(each.label, each.state.value, people.get(each.proposer)) for each in put),
    )


def merged_with(session: Session, issue: Issue) -> list[int]:
    """Return the numbers of all that became part of an issue, also by way of others."""
    found: list[int] = []
    latest = [issue.number]
    while latest:
        part = select(Issue.number).where(
            Issue.team_id == issue.team_id, col(Issue.merged_into).in_(latest)
        )
        latest = sorted({*session.exec(part)} - {*found})
        found += latest
    return found


def told(session: Session, issue: Issue, reader: Person | None = None) -> list[Told]:
    """Return an issue's history in words and names, oldest first.

    To a reader who is not on the record, what was said in DMs stays unsaid.
    """
    past = retold(session, story_of(session, issue.team_id, NOUN, issue.number))
    if reader is None or is_on_record(session, issue, reader):
        return past
    return [_as_known_to(reader, each) for each in past]


def told_at(session: Session, issue: Issue, revision: int) -> Told | None:
    """Return what brought an issue to a revision, in words and names."""
    happening = last_of(session, issue.team_id, NOUN, issue.number, revision)
    return retold(session, [happening])[0] if happening else None


@dataclass(frozen=True)
class _Around:
    """What several issues point to."""

    people: dict[int, Person]
    words: dict[int, str]
    helping: dict[int, list[int]]
    touchpoints: dict[int, Touchpoint]
    areas: dict[int, Area]


def _shown(session: Session, issue: Issue, around: _Around, now: datetime) -> Shown:
    people: dict[str, Any] = {
        name: around.people.get(getattr(issue, name) or 0) for name in _PEOPLE
    }
    lives = people["owner"] or people["opened_by"]
    today = today_in(lives.zoneinfo if lives else UTC, now)
    return Shown(
        issue=issue,
        **_texts(issue, around.words),
        **people,
        helping=tuple(around.people[each] for each in around.helping.get(issue.number, ())),
        touchpoint=around.touchpoints.get(issue.touchpoint or 0),
        area=around.areas.get(issue.area or 0),
        waiting_on=around.areas.get(issue.waiting_on or 0),
        today=today,
        days=max((now - issue.entered_at).days, 0),
        link=_link(session, issue),
    )


def _texts(issue: Issue, words: dict[int, str]) -> dict[str, Any]:
    ids = {name: getattr(issue, name) for name in _TEXTS}
    return {name: words.get(each, ERASED) if each else "" for name, each in ids.items()}


def _link(session: Session, issue: Issue) -> str:
    if not issue.message_ts:
        return ""
    return link_to(session, issue.team_id, issue.message_channel, issue.message_ts)


def _helping(session: Session, team_id: str, numbers: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    helping = select(Helping).where(Helping.team_id == team_id, col(Helping.issue).in_(numbers))
    for each in session.exec(helping.order_by(col(Helping.issue), col(Helping.person))):
        found.setdefault(each.issue, []).append(each.person)
    return found


def _touchpoints(session: Session, team_id: str, numbers: set[int | None]) -> dict[int, Touchpoint]:
    if not numbers - {None}:
        return {}
    found = select(Touchpoint).where(
        Touchpoint.team_id == team_id, col(Touchpoint.number).in_(numbers - {None})
    )
    return {each.number: each for each in session.exec(found)}


def _areas(session: Session, team_id: str, numbers: set[int | None]) -> dict[int, Area]:
    if not numbers - {None}:
        return {}
    found = select(Area).where(Area.team_id == team_id, col(Area.number).in_(numbers - {None}))
    return {each.number: each for each in session.exec(found)}


def _as_known_to(reader: Person, told: Told) -> Told:
    private = told.happening.what in _BETWEEN_TWO and told.happening.person != reader.number
    return replace(told, words="") if private else told


def retold(session: Session, story: list[Happening]) -> list[Told]:
    """Return what happened with the people it names and the words said to it."""
    if not story:
        return []
    others = {_other(happening) for happening in story}
    named = {happening.person for happening in story} | others
    people = people_numbered(session, story[0].team_id, named)
    words = words_of(session, {happening.words for happening in story})
    return [
        Told(
            happening,
            people.get(happening.person or 0),
            people.get(_other(happening) or 0),
            words.get(happening.words or 0, ""),
        )
        for happening in story
    ]


# In `merged` and `took_in` another issue is named, not a person.
_OF_ISSUES = {"merged", "took_in"}


def _other(happening: Happening) -> int | None:
    """Return who else took part: whom it went to, else from whom it came."""
    if happening.what in _OF_ISSUES:
        return None
    named = (happening.facts.get(name) for name in ("to", "from"))
    others = (int(each) for each in named if each is not None)
    return next((each for each in others if each != happening.person), None)
