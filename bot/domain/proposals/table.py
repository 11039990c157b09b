"""Where everybody stands, as far as one reader may see it: what is hidden is not in it at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from bot.domain.history import story_of
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.finding import dissents_in, round_of, seats_in, stances_in
from bot.domain.proposals.quorum import away_among
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rights import Sight, sight
from bot.domain.proposals.rounds import (
    Dissent,
    DissentState,
    Round,
    Seat,
    Stance,
    StanceKind,
)
from bot.domain.words import words_of

LATE = "late"  # What was added to the record after the close.
ERASED = "(erased)"


@dataclass(frozen=True)
class Row:
    """One voice. Without a person it is one of those who keep their name to themselves."""

    kind: StanceKind
    person: Person | None = None
    reason: str = ""
    mind: str = ""  # What would change it.
    unseen: str = ""  # “Anything we are not seeing?”
    speaker: Person | None = None  # Who spoke for them.
    is_late: bool = False
    is_carried: bool = False
    dissent: DissentState | None = None
    alternative: str = ""


@dataclass(frozen=True)
class Table:
    """One round as one reader may see it. `counts` is None while they may not know."""

    sight: Sight
    round: Round | None = None
    heard: Sequence[Person] = ()
    waiting: Sequence[Person] = ()
    away: Sequence[Person] = ()  # Of those who are waited for.
    counts: Mapping[StanceKind, int] | None = None
    rows: Sequence[Row] = field(default=())

    @property
    def asked(self) -> int:
        return len(self.heard) + len(self.waiting)


@dataclass(frozen=True)
class _Voice:
    """What is known of one voice, before anybody's sight is asked."""

    stance: Stance
    person: Person
    speaker: Person | None
    dissent: Dissent | None


def table_of(
    session: Session,
    proposal: Proposal,
    me: Person | None,
    here: str,
    now: datetime,
    *,
    number: int | None = None,
) -> Table:
    """Return a round, the latest unless named, for one reader, or for all in the channel `here`."""
    seen = sight(session, proposal, me, here, now, number=number)
    round_ = round_of(session, proposal, number)
    if round_ is None or not seen.heard:
        return Table(seen)
    seats = seats_in(session, round_)
    team_id = proposal.team_id
    people = people_numbered(session, team_id, {seat.person for seat in seats})
    unheard = [seat.person for seat in seats if seat.heard_at is None]
    away = away_among(session, team_id, {*unheard}, now)
    stances = stances_in(session, round_)
    return Table(
        sight=seen,
        round=round_,
        heard=[people[seat.person] for seat in seats if seat.heard_at is not None],
        waiting=[people[person] for person in unheard],
        away=[people[person] for person in unheard if person in away],
        counts=_counts(stances) if seen.counts else None,
        rows=_rows(session, proposal, round_, seats, stances, seen),
    )


def _counts(stances: Mapping[int, Stance]) -> dict[StanceKind, int]:
    counted = Counter(stance.kind for stance in stances.values())
    return {kind: counted[kind] for kind in StanceKind if counted[kind]}


def shown_person(stance: Stance, person: Person, seen: Sight) -> Person | None:
    """Return whose voice it is, if a reader may know."""
    row = _row(_Voice(stance, person, None, None), seen, {})
    return row.person if row else None


def _rows(
    session: Session,
    proposal: Proposal,
    round_: Round,
    seats: Sequence[Seat],
    stances: Mapping[int, Stance],
    seen: Sight,
) -> list[Row]:
    """Return the voices: named ones in the order of the table, the others in the order of words."""
    dissents = {each.person: each for each in dissents_in(session, round_)}
    numbers = {*stances} | {stance.spoken_by for stance in stances.values()}
    people = people_numbered(session, proposal.team_id, {*numbers})
    voices = [
        _Voice(
            stance,
            people[stance.person],
            people[stance.spoken_by] if stance.spoken_by != stance.person else None,
            dissents.get(stance.person),
        )
        for stance in _by_place(seats, stances)
    ]
    texts = words_of(session, _words_in(voices))
    rows = [row for voice in voices if (row := _row(voice, seen, texts)) is not None]
    rows += _late_rows(session, proposal, round_, seen)
    named = [row for row in rows if row.person is not None]
    # In any other order their place would tell who they are.
    nameless = sorted((row for row in rows if row.person is None), key=_by_words)
    return [*named, *nameless]


def _row(voice: _Voice, seen: Sight, texts: Mapping[int, str]) -> Row | None:
    """Return what one reader sees of one voice; None for nothing."""
    stance = voice.stance
    is_own = seen.me is not None and seen.me in {stance.person, stance.spoken_by}
    is_worked_on = seen.dissents and stance.kind in {StanceKind.DISSENT, StanceKind.CONDITION}
    if is_own or is_worked_on or (seen.names and seen.reasons):
        return _whole(voice, texts)
    if seen.names:
        return Row(stance.kind, voice.person, speaker=voice.speaker, is_carried=stance.is_carried)
    if not seen.reasons:
        return None
    if stance.shows_name:
        return _without_asides(_whole(voice, texts))
    reason = _text(texts, stance.words)
    is_one = voice.dissent is not None and stance.kind is StanceKind.DISSENT
    state = voice.dissent.state if voice.dissent and is_one else None
    return Row(stance.kind, reason=reason, dissent=state) if reason else None


def _whole(voice: _Voice, texts: Mapping[int, str]) -> Row:
    stance, dissent = voice.stance, voice.dissent
    return Row(
        stance.kind,
        voice.person,
        reason=_text(texts, stance.words),
        mind=_text(texts, stance.mind),
        unseen=_text(texts, stance.unseen),
        speaker=voice.speaker,
        is_carried=stance.is_carried,
        dissent=dissent.state if dissent and stance.kind is StanceKind.DISSENT else None,
        alternative=_text(texts, dissent.alternative) if dissent else "",
    )


def _without_asides(row: Row) -> Row:
    """Return a row without what was said to the people of the round only."""
    return Row(row.kind, row.person, row.reason, speaker=row.speaker, dissent=row.dissent)


def _late_rows(session: Session, proposal: Proposal, round_: Round, seen: Sight) -> list[Row]:
    """Return the dissents that came after the close: they count nowhere, and are read."""
    if not proposal.late_dissents:
        return []
    story = story_of(session, proposal.team_id, NOUN, proposal.number)
    late = [each for each in story if each.what == LATE and each.facts["round"] == round_.round]
    people = people_numbered(session, proposal.team_id, {each.person for each in late})
    texts = words_of(session, {each.words for each in late})
    rows = (_late_row(people[each.person or 0], _text(texts, each.words), seen) for each in late)
    return [row for row in rows if row is not None]


def _late_row(person: Person, reason: str, seen: Sight) -> Row | None:
    """Return what one reader sees of a late dissent: the same as of any other."""
    late = Row(StanceKind.DISSENT, is_late=True)
    if seen.me == person.number or seen.dissents or (seen.names and seen.reasons):
        return replace(late, person=person, reason=reason)
    if seen.names:
        return replace(late, person=person)
    return replace(late, reason=reason) if seen.reasons else None


def _by_place(seats: Sequence[Seat], stances: Mapping[int, Stance]) -> list[Stance]:
    places = {seat.person: place for place, seat in enumerate(seats)}
    # Who spoke and has left since stays on the record, behind the others.
    return sorted(stances.values(), key=lambda each: places.get(each.person, len(places)))


def _words_in(voices: Sequence[_Voice]) -> set[int | None]:
    said: set[int | None] = set()
    for voice in voices:
        said |= {voice.stance.words, voice.stance.mind, voice.stance.unseen}
        said.add(voice.dissent.alternative if voice.dissent else None)
    return said


def _text(texts: Mapping[int, str], words: int | None) -> str:
    return texts.get(words, ERASED) if words is not None else ""


def _by_words(row: Row) -> tuple[str, str]:
    return row.kind.value, row.reason.casefold()
