"""Buttons about proposals: the four answers, what leads to an end, what follows a dissent."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.people import Person
from bot.domain.proposals import (
    amending,
    asking,
    delegating,
    dissents,
    drafting,
    redrafting,
    reminding,
    rewording,
    stating,
)
from bot.domain.proposals.answering import (
    demand_this_round,
    form_facts,
    said,
    say,
    stood,
    was_just_done,
)
from bot.domain.proposals.filling import About, about_in
from bot.domain.proposals.named import proposal_for
from bot.domain.proposals.opening import demand_form
from bot.domain.proposals.records import Proposal
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.taking_back import TAKEN_BACK, take_back_stance
from bot.domain.proposals.voices import StanceWish
from bot.domain.unfinished import FormKind
from bot.routes import Pressed, Routes
from bot.views.ids import Action
from handlers.desk import Desk

Change = Callable[[Session, Proposal, Person, datetime], object]


def register(routes: Routes, desk: Desk) -> None:
    for action, stance in _STANCES.items():
        routes.action(action, desk.handler(partial(stand, stance)))
    for action, form in _FORMS.items():
        routes.action(action, desk.handler(partial(open_form, form)))
    for action, (change, what, happened) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, change, what, happened)))
    routes.action(Action.STAND_STILL, desk.handler(stand_still))
    routes.action(Action.STAND_UNDO, desk.handler(take_back))
    routes.action(Action.STAND_SEE, desk.handler(see))
    routes.action(Action.PROPOSAL_EDIT, desk.handler(edit))
    routes.action(Action.STAND_COVER, desk.handler(name_cover))
    routes.action(Action.PROPOSAL_SHOW, desk.handler(show))
    routes.action(Action.PROPOSAL_REMIND, desk.handler(remind))
    routes.action(Action.PROPOSAL_FORM, desk.handler(open_named_form))


def stand(kind: StanceKind, session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Say where somebody stands; what needs words opens its form."""
    about, proposal = _meant(session, me, pressed, now)
    demand_this_round(proposal, about.round)
    wish = StanceWish(kind, for_person=about.person or None)
    return say(session, proposal, me, wish, now)


def stand_still(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Carry a yes to the amended version, in one click."""
    about, proposal = _meant(session, me, pressed, now)
    demand_this_round(proposal, about.round)
    stating.still_committed(session, proposal, me, now)
    return stood(proposal, me.number, StanceKind.COMMIT.value)


def take_back(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Undo what was said a moment ago: not yet heard again."""
    about, proposal = _meant(session, me, pressed, now)
    demand_this_round(proposal, about.round)
    if not was_just_done(session, proposal, me, (TAKEN_BACK,), now):
        take_back_stance(session, proposal, me, now)
    return stood(proposal, about.person or me.number, "undone")


def name_cover(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Have whoever covers for me speak for me in this round."""
    about, proposal = _meant(session, me, pressed, now)
    demand_this_round(proposal, about.round)
    seat = delegating.name_cover(session, proposal, me, now)
    return said(proposal, "delegated", person=seat.person, delegate=seat.delegate)


def see(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    about, proposal = _meant(session, me, pressed, now)
    here = pressed.channel_id
    return Said(Kind.STANCES, {"proposal": proposal.number, "round": about.round, "here": here})


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    _, proposal = _meant(session, me, pressed, now)
    return said(proposal, here=pressed.channel_id)


def edit(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form of a draft."""
    _, proposal = _meant(session, me, pressed, now)
    redrafting.demand_draft(proposal, me)
    return drafting.edit(session, me, proposal, "", now)


def remind(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Remind those who are not heard yet, and say how many that were."""
    _, proposal = _meant(session, me, pressed, now)
    return said(proposal, "reminded", count=reminding.remind(session, proposal, me, now))


def open_form(
    kind: FormKind, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Open the form of a button; who may not send it hears that first."""
    about, proposal = _meant(session, me, pressed, now)
    demand_form(session, proposal, me, kind, about.round, now)
    facts = form_facts(kind, proposal, about.person) | {"round": about.round or proposal.round}
    return Said(Kind.PROPOSAL_FORM, facts)


def open_named_form(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form that a message leads to: the value is its kind and what it is about."""
    kind, _, key = pressed.value.partition("/")
    own = Pressed(**{**vars(pressed), "value": key})
    return open_form(FormKind(kind), session, me, own, now)


def press(
    change: Change,
    what: str,
    happened: str,
    session: Session,
    me: Person,
    pressed: Pressed,
    now: datetime,
) -> Said:
    """Do at once what a button says; the second half of a double click is answered alike."""
    _, proposal = _meant(session, me, pressed, now)
    if not was_just_done(session, proposal, me, (happened,), now):
        change(session, proposal, me, now)
    return said(proposal, what)


def _meant(session: Session, me: Person, pressed: Pressed, now: datetime) -> tuple[About, Proposal]:
    about = about_in(session, me, pressed.value)
    return about, proposal_for(session, me, about.proposal, now, here=pressed.channel_id)


_STANCES = {
    Action.STAND_COMMIT: StanceKind.COMMIT,
    Action.STAND_IF: StanceKind.CONDITION,
    Action.STAND_DISSENT: StanceKind.DISSENT,
    Action.STAND_ASIDE: StanceKind.ASIDE,
}
_FORMS = {
    Action.STAND_CHANGE: FormKind.STANCE,
    Action.STAND_DELEGATE: FormKind.DELEGATE,
    Action.MIND: FormKind.MIND,
    Action.UNSEEN: FormKind.UNSEEN,
    Action.PROPOSAL_AMEND: FormKind.AMEND,
    Action.PROPOSAL_REWORD: FormKind.REWORD,
    Action.PROPOSAL_CLOSE: FormKind.CLOSE_ROUND,
    Action.PROPOSAL_OUTCOME: FormKind.OUTCOME,
    Action.PROPOSAL_WITHDRAW: FormKind.WITHDRAW_PROPOSAL,
    Action.PROPOSAL_ASKED: FormKind.ASKED,
    Action.PROPOSAL_CONCERN: FormKind.CONCERN,
    Action.PROPOSAL_REVIEW: FormKind.REVIEW,
    Action.DISSENT_OFFER: FormKind.ALTERNATIVE,
    Action.DISSENT_RISK: FormKind.RISK,
}
# What each button does at once, how its answer calls it, and what history calls it.
_AT_ONCE: dict[Action, tuple[Change, str, str]] = {
    Action.PROPOSAL_OPEN: (redrafting.open_draft, "opened", "asked"),
    Action.PROPOSAL_UNDO: (rewording.undo, rewording.UNDONE, rewording.UNDONE),
    Action.PROPOSAL_UNHEARD: (asking.ask_unheard_again, "unheard_again", "asked_unheard"),
    Action.ASK_AGAIN: (amending.ask_again, "asked_again", "asked_again"),
    Action.DISSENT_RESOLVE: (dissents.resolve, "settled", "dissent_resolved"),
    Action.DISSENT_MAINTAIN: (dissents.maintain, "settled", "dissent_maintained"),
}
