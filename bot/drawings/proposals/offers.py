"""Looking up which buttons a reader gets below a proposal: only what would work for them now."""

from bot.domain.people import Person
from bot.domain.proposals.concerns import is_box_open
from bot.domain.proposals.delegating import to_name_for
from bot.domain.proposals.finding import everyone_heard, round_of, seats_in
from bot.domain.proposals.possible import outcome_facts, possible_outcomes
from bot.domain.proposals.records import ENDED, Proposal, State
from bot.domain.proposals.rewording import is_just_out
from bot.domain.proposals.rights import Right, may
from bot.drawings.subjects import Look
from bot.views.proposals.answers import Offers

_BETWEEN = frozenset({State.HEARD, State.WORKING_DISSENT, State.NOT_HEARD})


def offers_to(look: Look, proposal: Proposal, reader: Person, *, running: bool) -> set[Offers]:
    """Return what a reader can do with a proposal as it stands."""
    if proposal.state in ENDED:
        return set()
    offered = set[Offers]()
    rights = {right for right in Right if may(look.session, proposal, reader, right)}
    if proposal.state is State.DRAFT:
        offered |= {Offers.OPEN, Offers.EDIT} if Right.AMEND in rights else set()
    elif running:
        offered |= _while_running(look, proposal, reader, rights)
    elif proposal.state in _BETWEEN:
        offered |= _between(look, proposal, rights)
    if Right.WITHDRAW in rights:
        offered.add(Offers.WITHDRAW)
    if reader.number != proposal.proposer and is_box_open(look.session, proposal):
        offered.add(Offers.CONCERN)
    return offered


def _while_running(
    look: Look, proposal: Proposal, reader: Person, rights: set[Right]
) -> set[Offers]:
    names = to_name_for(look.session, proposal, reader, look.now)
    found = {
        Offers.REMIND: Right.REMIND,
        Offers.AMEND: Right.AMEND,
        Offers.CLOSE: Right.CLOSE,
        Offers.ASKED: Right.CHANGE_ASKED,
    }
    offered = {offer for offer, right in found.items() if right in rights}
    if is_just_out(look.session, proposal, reader, look.now):
        offered |= {Offers.REWORD, Offers.UNDO}
    return offered | ({Offers.DELEGATE} if names else set())


def _between(look: Look, proposal: Proposal, rights: set[Right]) -> set[Offers]:
    offered = {Offers.AMEND, Offers.ASK_AGAIN} if Right.AMEND in rights else set[Offers]()
    if proposal.state is State.NOT_HEARD:
        offered -= {Offers.ASK_AGAIN}
        if Right.REMIND in rights and proposal.repeated_at is None and _is_unheard(look, proposal):
            offered.add(Offers.UNHEARD)
        if Right.CHANGE_ASKED in rights:
            offered.add(Offers.ASKED)
    if Right.RECORD in rights and possible_outcomes(
        outcome_facts(look.session, proposal, look.now)
    ):
        offered.add(Offers.OUTCOME)
    return offered


def _is_unheard(look: Look, proposal: Proposal) -> bool:
    """Tell whether anybody who is asked was not heard in the last round."""
    one = round_of(look.session, proposal)
    return one is not None and not everyone_heard(seats_in(look.session, one))
