"""The outcome of a proposal: what the facts allow, and what a person then writes."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.calendar import next_working_day, today_in
from bot.domain.history import Event, last_of
from bot.domain.lines import drop_lines_about
from bot.domain.notices import promise
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.dissent_telling import place_below
from bot.domain.proposals.possible import YES, needs_guard, outcome_facts, possible_outcomes
from bot.domain.proposals.promised import MOST_LINES, Promised, lines_of, promise_lines
from bot.domain.proposals.records import ENDED, NOUN, Proposal, State, change
from bot.domain.proposals.rights import NotYours, Right, demand, leaders_of
from bot.domain.proposals.safety import ask_whether_safe
from bot.domain.proposals.said import demand_said, keep_said
from bot.domain.proposals.standing import RECORDED, standing
from bot.domain.proposals.telling import show, zone_of
from bot.domain.proposals.terms import put_in_force
from bot.errors import UserError

REVIEWED_AFTER = timedelta(days=90)


class OutcomeBefore(UserError):
    """The outcome of {record} is written already; it stands."""


class NotYetDecided(UserError):
    """{record} cannot be decided while people are being asked. Close the round first."""


class NotHeardEnough(UserError):
    """{record} was not heard enough to be decided. Change who is asked, ask again, or end it."""


class NotPossible(UserError):
    """That is not what {record} came to: a dissent or condition is open, or a voice is missing."""


class AskAgainFirst(UserError):
    """A dissent on {record} was answered. Ask everybody again, so that all say yes to the same."""


class NotTheProposerAlone(UserError):
    """A dissent stands on {record}, so its proposer cannot write the outcome. {who} can."""


class GuardUnanswered(UserError):
    """That was an easy yes. Please write first what all of you might not be seeing."""


class TooManyLines(UserError):
    """Please write 30 promises at the most in one form; the rest with `{command} commit …`."""


class ReviewInThePast(UserError):
    """A review is in the days to come. Please pick a later date."""


@dataclass(frozen=True)
class Outcome:
    """What a person writes: what it came to, in words, what comes of it, and when to look again."""

    state: State
    words: str
    promises: str = ""  # One a line.
    review_on: date | None = None
    unseen: str = ""  # The answer to “What are we not seeing?”, where that is asked.

    def __post_init__(self) -> None:
        demand_said(self.words)
        if len(self.lines) > MOST_LINES:
            raise TooManyLines(field="promises")

    @property
    def lines(self) -> list[str]:
        return lines_of(self.promises)


@dataclass(frozen=True)
class Recorded:
    """An outcome, the commitments it made, and the lines that wait as unfinished."""

    proposal: Proposal
    made: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def record_outcome(
    session: Session, proposal: Proposal, me: Person, outcome: Outcome, origin: str, now: datetime
) -> Recorded:
    """Write what a proposal came to, and post it; the same form sent twice writes it once."""
    demand_recorder(session, proposal, me)
    if proposal.state in ENDED:
        return _recorded_by(session, proposal, origin)
    _demand_possible(session, proposal, outcome.state, now)
    if outcome.state in YES and needs_guard(session, proposal, now):
        answer_guard(session, proposal, me, outcome.unseen, now)
    promised = promise_lines(session, proposal, me, outcome.lines, origin, now)
    _write(session, proposal, me, outcome, (promised, origin), now)
    _tell(session, proposal, promised, now)
    ask_whether_safe(session, proposal, now)
    return Recorded(proposal, promised.made, promised.unread)


def answer_guard(
    session: Session, proposal: Proposal, me: Person, words: str, now: datetime
) -> Proposal:
    """Answer “What are we not seeing?”, once, before an easy yes is written down."""
    demand_recorder(session, proposal, me)
    try:
        kept = keep_said(session, me, words, "unseen")
    except UserError:
        if words.strip():
            raise
        raise GuardUnanswered(field="unseen") from None
    event = Event(me.number, "guard_answered", now, {"round": proposal.round}, kept)
    return change(session, proposal, event, guarded_at=now, guard_answer=kept.id)


def demand_recorder(session: Session, proposal: Proposal, me: Person) -> None:
    """Raise why somebody cannot write the outcome, naming who can.

    While a dissent is maintained or carried as a risk it is never the proposer alone: another
    leader does it, or, where there is none, somebody whose dissent it is.
    """
    holds = [each for each in standing(session, proposal) if each.state in RECORDED]
    dissenters = {each.person for each in holds} - {proposal.proposer}
    if not dissenters:
        demand(session, proposal, me, Right.RECORD)
        return
    able = [each for each in leaders_of(session, proposal) if each != proposal.proposer]
    able = able or sorted(dissenters)
    if me.number in able:
        return
    people = people_numbered(session, proposal.team_id, {*able})
    who = " or ".join(people[each].called for each in able)
    if me.number in leaders_of(session, proposal):
        raise NotTheProposerAlone(record=proposal.label, who=who)
    raise NotYours(record=proposal.label, who=who)


def _demand_possible(session: Session, proposal: Proposal, state: State, now: datetime) -> None:
    if proposal.state in {State.DRAFT, State.ASKING}:
        raise NotYetDecided(record=proposal.label)
    if proposal.state is State.NOT_HEARD:
        raise NotHeardEnough(record=proposal.label)
    facts = outcome_facts(session, proposal, now)
    if state in possible_outcomes(facts):
        return
    if state in YES and facts.is_answered_since:
        raise AskAgainFirst(field="state", record=proposal.label)
    raise NotPossible(field="state", record=proposal.label)


def _write(
    session: Session,
    proposal: Proposal,
    me: Person,
    outcome: Outcome,
    promised: tuple[Promised, str],
    now: datetime,
) -> None:
    came, origin = promised
    words = keep_said(session, me, outcome.words)
    facts = {
        "origin": origin,
        "made": came.made,
        "unread": came.unread,
        "state": outcome.state.value,
        "round": proposal.round,
    }
    change(
        session,
        proposal,
        Event(me.number, "outcome", now, facts, words),
        state=outcome.state,
        outcome=words.id,
        outcome_by=me.number,
        ended_at=now,
        review_on=_review_on(session, proposal, outcome, now),
    )
    put_in_force(session, proposal)
    drop_lines_about(session, proposal.team_id, NOUN, proposal.number)


def _review_on(session: Session, proposal: Proposal, outcome: Outcome, now: datetime) -> date:
    today = today_in(zone_of(session, proposal), now)
    if outcome.review_on is None:
        return next_working_day(today + REVIEWED_AFTER)
    if outcome.review_on <= today:
        raise ReviewInThePast(field="review_on")
    return outcome.review_on


def _recorded_by(session: Session, proposal: Proposal, origin: str) -> Recorded:
    """Return what the same form has recorded. Raises OutcomeBefore for another one."""
    last = last_of(session, proposal.team_id, NOUN, proposal.number, proposal.revision)
    if last is None or last.facts.get("origin") != origin:
        raise OutcomeBefore(record=proposal.label)
    return Recorded(proposal, list(last.facts["made"]), list(last.facts["unread"]))


def _tell(session: Session, proposal: Proposal, promised: Promised, now: datetime) -> None:
    """Say it below the round's post, seen in the channel too, and bring all the rest up to date."""
    place = place_below(session, proposal, proposal.round, broadcast=True)
    if place is not None:
        promise(
            session,
            proposal.team_id,
            f"outcome:{proposal.label}",
            kind=Kind.OUTCOME,
            place=place,
            now=now,
            facts={"proposal": proposal.number, "made": promised.made},
            subject=(NOUN, proposal.number),
        )
    show(session, proposal)
