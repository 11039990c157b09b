"""Another version of a proposal, and asking everybody again, once each dissent was answered."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from bot.domain.forums.finding import can_be_asked
from bot.domain.history import Event
from bot.domain.people import Person, people_numbered
from bot.domain.proposals.asking import open_round
from bot.domain.proposals.closing import cut_short
from bot.domain.proposals.dissent_telling import tell_about
from bot.domain.proposals.dissents import DecidedBefore, open_threads, touch
from bot.domain.proposals.finding import is_running, numbers_of, round_of, seats_in, text_of
from bot.domain.proposals.in_answer import AMENDED
from bot.domain.proposals.records import ENDED, Proposal, State, Version, change
from bot.domain.proposals.rights import Right, demand
from bot.domain.proposals.rounds import Dissent, DissentState, Round
from bot.domain.proposals.said import keep_said
from bot.domain.proposals.standing import standing
from bot.domain.proposals.telling import show
from bot.domain.proposals.wording import Change, diff
from bot.domain.words import cleaned
from bot.errors import UserError

__all__ = ["Change", "amend", "amend_and_ask_again", "ask_again", "diff", "untouched"]


class StillRunning(UserError):
    """The round of {record} is still running. Close it first, or wait until it closes."""


class SameWords(UserError):
    """These are the words that were put out already. Please change them, or just ask again."""


class DissentUntouched(UserError):
    """Nobody answered the dissent of {who} yet. Offer an alternative, or amend in answer to it."""


class NothingAsked(UserError):
    """{record} is a draft: nobody was asked yet. `{command} amend {record}` opens its form."""


def untouched(session: Session, proposal: Proposal) -> list[Dissent]:
    """Return the dissents that nobody has answered in any way."""
    return [each for each in standing(session, proposal) if each.state is DissentState.OPEN]


def amend(
    session: Session,
    proposal: Proposal,
    me: Person,
    words: str,
    now: datetime,
    answers: Collection[int] = (),
) -> Version:
    """Make the next version; the earlier ones stay readable.

    `answers` names the dissenters whose dissent the new wording is meant to answer: they have
    three working days to say what they think of it, or say so in the next round.
    """
    version = _amend(session, proposal, me, words, now, answers)
    for dissent in standing(session, proposal):
        if dissent.person in answers and dissent.offered_at == now:
            tell_about(session, proposal, dissent, dissent.person, "offered", now)
    show(session, proposal)
    return version


def ask_again(
    session: Session,
    proposal: Proposal,
    me: Person,
    now: datetime,
    until: datetime | None = None,
) -> Round:
    """Ask everybody who was asked once more, on the version that stands; each row is fresh."""
    demand(session, proposal, me, Right.AMEND)
    _demand_between_rounds(session, proposal, now)
    last = round_of(session, proposal)
    if last is None:
        raise NothingAsked(record=proposal.label)
    _demand_all_touched(session, proposal)
    open_threads(session, proposal, last, now)
    asked = numbers_of(seats_in(session, last))
    known = people_numbered(session, proposal.team_id, {*asked})
    still = [number for number, person in known.items() if can_be_asked(person)]
    return open_round(session, proposal, still, until, now, me)


def amend_and_ask_again(
    session: Session,
    proposal: Proposal,
    me: Person,
    words: str,
    now: datetime,
    answers: Collection[int] = (),
    until: datetime | None = None,
) -> Round:
    """Do both at once, while a round runs, too; refused as a whole while a dissent is untouched."""
    demand(session, proposal, me, Right.AMEND)
    round_ = round_of(session, proposal)
    if round_ is not None and is_running(proposal, round_, now):
        cut_short(session, proposal, round_, me, now)
    # Whose dissent it answers hears of it by being asked again.
    _amend(session, proposal, me, words, now, answers)
    return ask_again(session, proposal, me, now, until)


def _amend(
    session: Session,
    proposal: Proposal,
    me: Person,
    words: str,
    now: datetime,
    answers: Collection[int],
) -> Version:
    demand(session, proposal, me, Right.AMEND)
    _demand_between_rounds(session, proposal, now)
    kept = keep_said(session, me, words)
    if cleaned(words) == cleaned(text_of(session, proposal)):
        raise SameWords(field="words")
    version = Version(
        team_id=proposal.team_id,
        proposal=proposal.number,
        version=proposal.version + 1,
        words=kept.id,
        made_by=me.number,
        made_at=now,
    )
    session.add(version)
    facts = {"version": version.version, "answers": sorted(answers)}
    event = Event(me.number, AMENDED, now, facts, kept)
    change(session, proposal, event, version=version.version)
    for dissent in untouched(session, proposal):
        if dissent.person in answers:
            touch(session, proposal, dissent, kept, now)
    return version


def _demand_between_rounds(session: Session, proposal: Proposal, now: datetime) -> None:
    if proposal.state is State.DRAFT:
        raise NothingAsked(record=proposal.label)
    if proposal.state in ENDED:
        raise DecidedBefore(record=proposal.label)
    if is_running(proposal, round_of(session, proposal), now) or proposal.state is State.ASKING:
        raise StillRunning(record=proposal.label)


def _demand_all_touched(session: Session, proposal: Proposal) -> None:
    waiting = untouched(session, proposal)
    if not waiting:
        return
    people = people_numbered(session, proposal.team_id, {each.person for each in waiting})
    who = ", ".join(people[each.person].called for each in waiting)
    raise DissentUntouched(who=who)
