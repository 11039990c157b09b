"""Forms about proposals, filled in and sent: each is one verb, and its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.calendar import at_local
from bot.domain.commitments.promising import promise
from bot.domain.commitments.records import Commitment
from bot.domain.people import Person, people_seen, person_numbered, person_seen
from bot.domain.proposals import (
    amending,
    asked,
    closing,
    concerns,
    delegating,
    dissents,
    outcomes,
    reviewing,
    rewording,
)
from bot.domain.proposals.answering import demand_this_round, said, say, stood
from bot.domain.proposals.asking import CLOSES_AT
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.records import Judgement, Proposal, State
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.telling import zone_of
from bot.domain.proposals.voices import StanceWish
from bot.domain.scenes import scene_kept
from bot.domain.unfinished import FormKind, UnfinishedGone, finish, unfinished_numbered
from bot.errors import UserError

NEW_COMMITMENT = "new"


class PleaseChoose(UserError):
    """Please choose one of them."""


@dataclass(frozen=True)
class About:
    """Which proposal, round and person a form is about; what was typed before is kept as `kept`."""

    proposal: int
    round: int = 0
    person: int = 0
    kept: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What was filled in; a form uses the fields it has. People are Slack ids."""

    words: str = ""
    choice: str = ""
    chosen: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    person: str = ""
    on: date | None = None
    promises: str = ""
    unseen: str = ""
    record: int = 0
    shows_name: bool = False
    origin: str = ""


def about_in(session: Session, me: Person, note: str) -> About:
    """Read what a form is about: `4:1:17`, or what was kept as `U-5`."""
    if not note.startswith("U-"):
        number, round_, person, *_ = [*(int(part) for part in note.split(":")), 0, 0]
        return About(number, round_, person)
    kept = int(note.removeprefix("U-"))
    facts = unfinished_numbered(session, me, kept).facts
    number, round_, person = (int(facts.get(name) or 0) for name in ("proposal", "round", "person"))
    return About(number, round_, person, kept, facts)


def fill(
    session: Session, me: Person, kind: FormKind, about: About, filled: Filled, now: datetime
) -> Said:
    """Do what a form says, and strike off what was kept for it."""
    if kind is FormKind.CONCERN:
        return _leave_concern(session, me, about, filled, now)
    number = filled.record if kind is FormKind.ROUND_PICK else about.proposal
    here = str((about.facts.get("scene") or {}).get("channel_id", ""))
    proposal = proposal_for(session, me, number, now, here=here)
    answer = _FILLS[kind](session, proposal, me, (about, filled), now)
    if about.kept and not finish(session, me, about.kept):
        raise UnfinishedGone
    return answer


Sent = tuple[About, Filled]


def _leave_concern(
    session: Session, me: Person, about: About, filled: Filled, now: datetime
) -> Said:
    """Hand on nothing but the words; who leaves them is looked at only to let them see the box."""
    proposal = proposal_for(session, me, about.proposal, now)
    concerns.leave_concern(session, proposal, filled.words)
    return said(proposal, "concern")


def _amend(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    answers = [int(each) for each in filled.chosen]
    until = at_local(filled.on, CLOSES_AT, zone_of(session, proposal)) if filled.on else None
    amending.amend_and_ask_again(session, proposal, me, filled.words, now, answers, until)
    return said(proposal, "asked_again")


def _reword(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    rewording.reword(session, proposal, me, sent[1].words, now)
    return said(proposal, rewording.REWORDED)


def _withdraw(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    closing.withdraw(session, proposal, me, sent[1].words, now)
    return said(proposal, "withdrawn")


def _close(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    demand_this_round(proposal, about.round)
    closing.close(session, proposal, me, filled.words, now)
    return said(proposal, "closed")


def _ask_others(
    session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime
) -> Said:
    _, filled = sent
    people = [person.number for person in people_seen(session, me.team_id, filled.people)]
    asked.change_asked(session, proposal, me, people, filled.words, now)
    return said(proposal, "asked_changed")


def _delegate(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    """Name who speaks for me; or, from whom is chosen first, for somebody who is away."""
    filled = sent[1]
    speaker = person_seen(session, me.team_id, filled.person)
    person = person_numbered(session, me.team_id, int(filled.choice or me.number))
    delegating.name_delegate_for(session, proposal, me, person, speaker, now)
    return said(proposal, "delegated", person=person.number, delegate=speaker.number)


def _pick(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    kind = StanceKind(about.facts.get("stance", StanceKind.DISSENT.value))
    words = "" if kind is StanceKind.COMMIT else filled.words
    return say(session, proposal, me, StanceWish(kind, words), now)


def _choose(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    if filled.choice == NEW_COMMITMENT:
        return _promise(session, proposal, me, sent, now)
    if not filled.choice:
        raise PleaseChoose(field="choice")
    demand_this_round(proposal, about.round)
    kind = StanceKind(filled.choice)
    wish = StanceWish(kind, filled.words, filled.shows_name, about.person or None)
    return say(session, proposal, me, wish, now)


def _promise(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    """Make the promise that was meant, linked to the proposal."""
    about, filled = sent
    scene = scene_kept(dict(about.facts.get("scene") or {}), origin=filled.origin)
    answer = promise(session, me, scene, filled.words, now)
    if answer.kind is Kind.COMMITMENT:
        key = (me.team_id, int(answer.facts["number"]))
        commitment = session.get_one(Commitment, key)
        commitment.linked_to = proposal.label
        session.add(commitment)
    return answer


def _state(kind: StanceKind) -> "Fill":
    """Return how a form says the one stance it is for."""

    def state(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
        about, filled = sent
        demand_this_round(proposal, about.round)
        wish = StanceWish(kind, filled.words, filled.shows_name, about.person or None)
        return say(session, proposal, me, wish, now, asks_back=False)

    return state


def _mind(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    dissents.say_mind(session, proposal, me, sent[1].words, now)
    return stood(proposal, me.number, "mind")


def _unseen(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    dissents.say_unseen(session, proposal, me, sent[1].words, now)
    return stood(proposal, me.number, "unseen")


def _offer(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    dissents.offer_alternative(session, proposal, me, about.person, filled.words, now)
    return said(proposal, "offered")


def _accept_risk(
    session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime
) -> Said:
    about, filled = sent
    carrier = person_seen(session, me.team_id, filled.person)
    dissents.accept_as_risk(session, proposal, me, about.person, carrier, now)
    return said(proposal, "risk")


def _record(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if not filled.choice:
        raise PleaseChoose(field="state")
    outcome = outcomes.Outcome(
        state=State(filled.choice),
        words=filled.words,
        promises=filled.promises,
        review_on=filled.on,
        unseen=filled.unseen,
    )
    recorded = outcomes.record_outcome(session, proposal, me, outcome, filled.origin, now)
    return said(proposal, "outcome", made=recorded.made, unread=recorded.unread)


def _judge(session: Session, proposal: Proposal, me: Person, sent: Sent, now: datetime) -> Said:
    if not sent[1].choice:
        raise PleaseChoose(field="choice")
    reviewing.judge(session, proposal, me, Judgement(sent[1].choice), now)
    return said(proposal, "judged")


Fill = Callable[[Session, Proposal, Person, Sent, datetime], Said]
_FILLS: Mapping[FormKind, Fill] = {
    FormKind.AMEND: _amend,
    FormKind.REWORD: _reword,
    FormKind.WITHDRAW_PROPOSAL: _withdraw,
    FormKind.CLOSE_ROUND: _close,
    FormKind.ASKED: _ask_others,
    FormKind.DELEGATE: _delegate,
    FormKind.ROUND_PICK: _pick,
    FormKind.STANCE: _choose,
    FormKind.CONDITION: _state(StanceKind.CONDITION),
    FormKind.DISSENT: _state(StanceKind.DISSENT),
    FormKind.MIND: _mind,
    FormKind.UNSEEN: _unseen,
    FormKind.ALTERNATIVE: _offer,
    FormKind.RISK: _accept_risk,
    FormKind.OUTCOME: _record,
    FormKind.REVIEW: _judge,
}
