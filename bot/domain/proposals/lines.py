"""Typed lines about proposals: `propose …`, `commit P-4 …`, `dissent …`, and what ends them."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments import lines as commitments
from bot.domain.commitments.lines import commit as promise_or_take
from bot.domain.commitments.promising import FEWEST_WORDS, as_read, is_assent
from bot.domain.dates import split
from bot.domain.people import Person, person_known
from bot.domain.proposals import closing, delegating, dissenting, drafting, reminding
from bot.domain.proposals.answering import ask, form_facts, said, say
from bot.domain.proposals.finding import proposal_numbered, waiting_here
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.opening import demand_form
from bot.domain.proposals.records import LETTER, Proposal, State
from bot.domain.proposals.rights import Right, can_see, demand
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.terms import term_called
from bot.domain.proposals.typed import Typed, stance_in, without_because
from bot.domain.proposals.voices import StanceWish
from bot.domain.scenes import Scene
from bot.domain.typed_text import count_words, leading_mentions, leading_record, recipient_in
from bot.domain.unfinished import FormKind
from bot.errors import UserError

_DECISIONS = {"decisions": "open", "proposals": "open", "dissents": "dissents"}


class NoProposalNamed(UserError):
    """Please name the proposal, as in P-4."""


class NoSuchTerm(UserError):
    """That word has no meaning that was aligned yet. `{command} propose` can settle one."""


class WhichTerm(UserError):
    """Please name the word, as in `{command} term active customer`."""


def propose(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`propose <text>`: the form, with what was typed."""
    return drafting.begin(session, me, scene, as_read(session, me, text), now)


def commit(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`commit P-4 …`: a stance; anything that names no proposal is a promise."""
    meant = stance_in(text, now, me.zoneinfo)
    if meant is None or not _is_meant(session, me, scene, meant):
        return _promise(session, me, scene, text, now)
    proposal = proposal_for(session, me, meant.number, now, here=scene.channel_id)
    words = as_read(session, me, meant.words)
    if meant.kind is None:
        choice = "new" if meant.has_date else StanceKind.COMMIT.value
        facts = {"choice": choice, "scene": scene.to_json(), "typed": True}
        return ask(session, me, FormKind.STANCE, (proposal, words), facts, now)
    return say(session, proposal, me, StanceWish(meant.kind, words), now)


def dissent(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`dissent P-4 …`, `dissent …`: a reason is asked for where none was given."""
    return dissenting.state(session, me, scene, (StanceKind.DISSENT, text), now)


def aside(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`stand aside P-4 because …`; the reason is as one likes."""
    first, _, rest = text.strip().partition(" ")
    typed = rest if first.casefold() == "aside" else text
    return dissenting.state(session, me, scene, (StanceKind.ASIDE, typed), now)


def amend(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`amend P-4 <text>`: the form with the new words, or with those that stand."""
    proposal, rest = _named(session, me, scene, text, now)
    if proposal.state is State.DRAFT:
        return drafting.edit(session, me, proposal, rest, now)
    demand_form(session, proposal, me, FormKind.AMEND, 0, now)
    return ask(session, me, FormKind.AMEND, (proposal, rest), {}, now)


def remind(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`remind P-4`: those who are not heard yet, no more than once a day."""
    proposal, _ = _named(session, me, scene, text, now)
    count = reminding.remind(session, proposal, me, now)
    return said(proposal, "reminded", count=count)


def outcome(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`outcome P-4 <text>`: the form, for who may write it."""
    proposal, rest = _named(session, me, scene, text, now)
    demand_form(session, proposal, me, FormKind.OUTCOME, 0, now)
    return ask(session, me, FormKind.OUTCOME, (proposal, rest), {}, now)


def withdraw(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`withdraw P-4 because …`: nobody is asked any more."""
    proposal, rest = _named(session, me, scene, text, now)
    demand(session, proposal, me, Right.WITHDRAW)
    reason = without_because(rest)
    if not reason:
        return Said(Kind.PROPOSAL_FORM, form_facts(FormKind.WITHDRAW_PROPOSAL, proposal))
    closing.withdraw(session, proposal, me, reason, now)
    return said(proposal, "withdrawn")


def close(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`close P-4 because …`: the round, before its time only with a reason."""
    proposal, rest = _named(session, me, scene, text, now)
    demand(session, proposal, me, Right.CLOSE)
    reason = without_because(rest)
    if not reason:
        return Said(Kind.PROPOSAL_FORM, form_facts(FormKind.CLOSE_ROUND, proposal))
    closing.close(session, proposal, me, reason, now)
    return said(proposal, "closed")


def delegate(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`delegate P-4 @ana`: she speaks for me while I am away; who leads adds `for @ben`."""
    proposal, _ = _named(session, me, scene, text, now)
    named = leading_mentions(leading_record(text)[1].strip())
    speaker = person_known(session, me.team_id, named.ids[0]) if named.ids else None
    away_id = recipient_in(named.rest)
    person = person_known(session, me.team_id, away_id) if away_id else me
    if speaker is None or person is None:
        demand_form(session, proposal, me, FormKind.DELEGATE, 0, now)
        return Said(Kind.PROPOSAL_FORM, form_facts(FormKind.DELEGATE, proposal))
    delegating.name_delegate_for(session, proposal, me, person, speaker, now)
    return said(proposal, "delegated", person=person.number, delegate=speaker.number)


def term(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`term active customer`: what it means here, as it was aligned."""
    del now
    word = as_read(session, me, text).strip(" ?!.")
    if not word:
        raise WhichTerm
    meaning = term_called(session, me, word, here=scene.channel_id)
    if meaning is None:
        raise NoSuchTerm
    return Said(Kind.TERM, {"proposal": meaning.proposal.number, "here": scene.channel_id})


def show(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`show P-4`: as it stands; every other record is shown by its own noun."""
    named, _ = leading_record(text)
    if named is None or named.letter != LETTER:
        return commitments.show(session, me, scene, text, now)
    proposal = proposal_for(session, me, named.number, now, here=scene.channel_id)
    return said(proposal, here=scene.channel_id)


def list_(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`list decisions`, `list dissents`; the others are lists of commitments."""
    which = _DECISIONS.get(text.strip().casefold())
    if which is None:
        return commitments.list_(session, me, scene, text, now)
    return Said(Kind.DECISIONS, {"which": which, "here": scene.channel_id})


def _promise(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Make a promise; where a round waits for me here, it may have been meant for that."""
    waiting = waiting_here(session, me, scene.channel_id) if scene.channel_id else []
    if waiting and _is_vague(session, me, text, now):
        facts = {"choice": StanceKind.COMMIT.value, "scene": scene.to_json(), "typed": True}
        if len(waiting) > 1:
            return dissenting.pick(session, me, (StanceKind.COMMIT, text), waiting, facts, now)
        return ask(
            session, me, FormKind.STANCE, (waiting[0], as_read(session, me, text)), facts, now
        )
    answer = promise_or_take(session, me, scene, text, now)
    if len(waiting) != 1 or answer.kind is not Kind.COMMITMENT or scene.said_to_bot:
        return answer
    also = {"above": answer.to_json(), "proposal": waiting[0].number, "what": "also"}
    return Said(Kind.STANCE, {**also, "response_url": answer.facts.get("response_url", "")})


def _is_vague(session: Session, me: Person, text: str, now: datetime) -> bool:
    """Tell whether a promise says nothing by itself: no date, and a yes or under three words."""
    read = as_read(session, me, text)
    parted = split(read, now, me.zoneinfo)
    if leading_record(text)[0] is not None or leading_mentions(text).count:
        return False
    return parted.due is None and (is_assent(read) or count_words(parted.what) < FEWEST_WORDS)


def _is_meant(session: Session, me: Person, scene: Scene, meant: Typed) -> bool:
    """Tell whether `p4` names a proposal: only one that is open, and that I can see."""
    if meant.is_sure:
        return True
    found = proposal_numbered(session, me.team_id, meant.number)
    if found is None or found.state is not State.ASKING:
        return False
    return can_see(session, found, me, scene.channel_id)


def _named(
    session: Session, me: Person, scene: Scene, text: str, now: datetime
) -> tuple[Proposal, str]:
    """Return the proposal that a line begins with, and what follows."""
    named, rest = leading_record(text)
    if named is None or named.letter != LETTER:
        raise NoProposalNamed
    proposal = proposal_for(session, me, named.number, now, here=scene.channel_id)
    return proposal, as_read(session, me, rest)
