"""What people type, press and fill in about hand-off contracts and the board."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.issues import agreeing, board, contracting, handings
from bot.domain.issues.contracts import Contract
from bot.domain.people import Person
from bot.domain.unfinished import FormKind
from bot.routes import Pressed, Routes, Submitted
from bot.views.contracts.forms import wish_in
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from handlers.desk import Desk
from handlers.lines import ByLetter, Line

Press = Callable[[Session, Contract, Person, datetime], Contract]

LINES: Mapping[str, Line] = {
    "contract": contracting.contract,
    "contracts": contracting.contracts,
    "board": board.board,
}
BY_LETTER: ByLetter = {
    "H": {"show": contracting.show, "close": contracting.end, "withdraw": contracting.end}
}


def register(routes: Routes, desk: Desk) -> None:
    for action, act in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, act)))
    for action, in_time in ((Action.HANDING_IN_TIME, True), (Action.HANDING_LATE, False)):
        routes.action(action, desk.handler(partial(say, in_time)))
    routes.action(Action.HANDING_UNDO, desk.handler(unsay))
    routes.action(Action.CONTRACT_SHOW, desk.handler(show))
    routes.action(Action.CONTRACT_DECLINE, desk.handler(ask_why))
    routes.action(Action.CONTRACT_FORM, desk.handler(open_form))
    routes.modal(modal_id(FormKind.CONTRACT), desk.handler(fill))
    routes.modal(modal_id(FormKind.CONTRACT_DECLINE), desk.handler(decline))


def press(act: Press, session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Do at once what a button says."""
    found = agreeing.contract_for(session, me, int(pressed.value), here=pressed.channel_id)
    return agreeing.said(act(session, found, me, now))


def say(in_time: bool, session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:  # noqa: FBT001 - which of the two buttons
    """Count how something was handed on; a slip is undone with the same answer."""
    found = agreeing.contract_for(session, me, int(pressed.value), here=pressed.channel_id)
    handing = handings.say_how_it_went(session, found, me, now, in_time=in_time)
    note = "Counted as in time." if in_time else "Counted as late. The giving area hears it first."
    return agreeing.said(found, undo=handing.id, note=note)


def unsay(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    found = handings.unsay(session, me, int(pressed.value), now)
    return agreeing.said(found, note="Taken back.")


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    number, here = int(pressed.value), pressed.channel_id
    return agreeing.said(agreeing.contract_for(session, me, number, here=here, lock=False))


def ask_why(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form that asks why not."""
    del now
    number = int(pressed.value)
    agreeing.contract_for(session, me, number, here=pressed.channel_id, lock=False)
    return Said(Kind.CONTRACT_FORM, {"decline": number})


def open_form(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open a form that could not be opened at once."""
    del session, me, now
    what, _, number = pressed.value.replace("U-", "unfinished:").partition(":")
    return Said(Kind.CONTRACT_FORM, {what: int(number)})


def fill(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    number, origin = int(sent.note.removeprefix("U-")), f"view:{sent.view_id}"
    return contracting.fill_contract(session, me, number, wish_in(sent.values), origin, now)


def decline(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    number = int(sent.note.partition("-")[2])
    reason = str(values_in(sent.values).get(Field.REASON) or "")
    return contracting.fill_decline(session, me, number, reason, now)


_AT_ONCE: Mapping[Action, Press] = {
    Action.CONTRACT_ACCEPT: agreeing.accept_contract,
    Action.CONTRACT_END: agreeing.end_contract,
}
