"""What people press and fill in about commitments."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments import deputies, filling, moving, offers, sharing, undoing
from bot.domain.commitments.acting import Filled, act, said, was_just_done
from bot.domain.commitments.admitting import demand_admission
from bot.domain.commitments.promising import as_read
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.rights import commitment_for
from bot.domain.commitments.sharing import scene_of
from bot.domain.notices import refresh_homes
from bot.domain.people import Person
from bot.domain.unfinished import (
    OF_ISSUES,
    OF_PROPOSALS,
    OF_RECOGNITION,
    FormKind,
    finish,
    leave_unfinished,
    unfinished_numbered,
)
from bot.domain.words import cleaned
from bot.routes import Pressed, Routes, Shortcut, Submitted
from bot.views.forms import TITLES, values_in
from bot.views.ids import Action, ShortcutId, modal_id
from handlers.desk import Desk
from handlers.scenes import scene_of_message

Press = Callable[[Session, Commitment, Person, datetime], Commitment]


def register(routes: Routes, desk: Desk) -> None:
    for action, kind in _FORMS.items():
        routes.action(action, desk.handler(partial(open_form, kind)))
    for action, (verb, what) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, verb, what)))
    routes.action(Action.MORE, desk.handler(choose))
    routes.action(Action.CHANGE, desk.handler(partial(open_form, FormKind.EDIT)))
    routes.action(Action.UNDO, desk.handler(undo))
    routes.action(Action.INSTEAD, desk.handler(take_other_date))
    routes.action(Action.ANOTHER, desk.handler(make_another))
    routes.action(Action.POST_HERE, desk.handler(post_here))
    routes.action(Action.STORY, desk.handler(tell_story))
    routes.action(Action.NEW, desk.handler(begin))
    routes.action(Action.OPEN_FORM, desk.handler(go_on))
    routes.action(Action.DISCARD_FORM, desk.handler(go_on_or_discard))
    for action in (Action.LIST_BACK, Action.LIST_MORE):
        routes.action(action, desk.handler(turn_page))
    for kind in TITLES:
        routes.modal(modal_id(kind), desk.handler(partial(fill, kind)))
    routes.shortcut(ShortcutId.GLOBAL_COMMIT, desk.handler(begin))
    routes.shortcut(ShortcutId.MESSAGE_COMMIT, desk.handler(begin_from_message))


def open_form(
    kind: FormKind, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Open the form of a button; who may not send it hears that first."""
    number = _number(pressed.value)
    commitment = commitment_for(session, me, number, here=pressed.channel_id, lock=False)
    demand_admission(session, commitment, me, kind, now)
    return Said(Kind.FORM, {"form": kind.value, "number": number})


def press(
    verb: Press, what: str, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Do at once what a button says; the second half of a double click is answered alike."""
    number = _number(pressed.value)
    commitment = commitment_for(session, me, number, here=pressed.channel_id)
    if was_just_done(session, commitment, me, what, now):
        return said(commitment)
    return said(verb(session, commitment, me, now))


def choose(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Do what was chosen in the ⋯ menu: its value is what:number:revision."""
    what, _, key = pressed.value.partition(":")
    own = Pressed(**{**vars(pressed), "value": key})
    if what == "undo":
        return undo(session, me, own, now)
    if what == "story":
        return tell_story(session, me, own, now)
    return open_form(FormKind(what), session, me, own, now)


def undo(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    number, revision = (int(part) for part in pressed.value.split(":")[:2])
    commitment = commitment_for(session, me, number, here=pressed.channel_id)
    if was_just_done(session, commitment, me, "undone", now):
        return said(commitment)
    return said(undoing.undo(session, commitment, me, revision, now))


def take_other_date(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Take the other reading of a date: this Tuesday, not the next."""
    number, _, day = pressed.value.split(":")
    commitment = commitment_for(session, me, int(number), here=pressed.channel_id)
    if was_just_done(session, commitment, me, "corrected", now):
        return said(commitment)
    on = date.fromisoformat(day)
    return said(moving.correct_date(session, commitment, me, on, now))


def make_another(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    # Of a double click, both halves come from one message.
    once = f"again:{pressed.channel_id}:{pressed.message_ts}"
    commitment = commitment_for(session, me, _number(pressed.value), here=pressed.channel_id)
    scene = replace(scene_of(session, commitment), origin=once, response_url=pressed.response_url)
    return filling.make_again(session, me, commitment, scene, now)


def post_here(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Post a card in a channel shared with another company, on its owner's word."""
    commitment = commitment_for(session, me, _number(pressed.value), here=pressed.channel_id)
    # The answer to a mention is in the DM; meant is where the promise was made.
    in_dm = pressed.channel_id.startswith("D")
    place = commitment.channel_id if in_dm else pressed.channel_id
    shared = sharing.share(session, commitment, me, place, now, outside=True)
    return said(shared)


def tell_story(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    number = _number(pressed.value)
    commitment_for(session, me, number, here=pressed.channel_id, lock=False)
    return Said(Kind.STORY, {"number": number, "here": pressed.channel_id})


def begin(session: Session, me: Person, asked: Pressed | Shortcut, now: datetime) -> Said:
    """Open an empty form for a promise."""
    del session, me, asked, now
    return Said(Kind.FORM, {"form": FormKind.PROMISE.value})


def begin_from_message(session: Session, me: Person, used: Shortcut, now: datetime) -> Said:
    """Open the form with the words of a message, whose link is kept; whose it is, is asked."""
    scene = scene_of_message(session, used, now)
    text = as_read(session, me, str(used.message.get("text", "")))
    facts = {"scene": scene.to_json(), "owner": used.message.get("user"), "problem": "whose"}
    begun = leave_unfinished(session, me, FormKind.PROMISE, text, facts, now)
    return Said(Kind.FORM, {"unfinished": begun.number})


def go_on(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Go on with something unfinished."""
    del now
    number = _number(pressed.value.removeprefix("U-"))
    begun = unfinished_numbered(session, me, number)
    return Said(_OWN_FORMS.get(begun.kind, Kind.FORM), {"unfinished": number})


def go_on_or_discard(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said | None:
    """Do what was chosen beside something unfinished on Home."""
    what, _, note = pressed.value.partition(":")
    own = Pressed(**{**vars(pressed), "value": note})
    if what == "open":
        return go_on(session, me, own, now)
    finish(session, me, _number(note.removeprefix("U-")))
    refresh_homes(session, me.team_id, [pressed.user_id])
    return None


def turn_page(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show another page; what may be seen follows from where the button is, not from its value."""
    del session, me, now
    return Said(Kind.LIST, {**json.loads(pressed.value), "here": pressed.channel_id})


def fill(kind: FormKind, session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Do what a form says: go on with what was begun, act on a record, or make a promise."""
    filled, origin = filled_in(sent), f"view:{sent.view_id}"
    letter, _, digits = sent.note.partition("-")
    if letter == "U":
        return filling.fill_begun(session, me, (int(digits), filled, origin), now)
    if letter == "C":
        return act(session, me, kind, int(digits), filled, now)
    return filling.fill_new(session, me, (filled, origin), now)


def filled_in(sent: Submitted) -> Filled:
    """Read a form."""
    values = values_in(sent.values)
    texts = (values.get(name) for name in ("what", "proof", "reason", "words"))
    due = values.get("due")
    return Filled(
        text=cleaned(next(filter(None, texts), "")),
        customers=cleaned(values.get("customers") or ""),
        on=date.fromisoformat(due) if due else None,
        person=values.get("owner") or "",
        promised_to=values.get("promised_to") or "",
        channel=values.get("channel") or "",
        people=tuple(values.get("people") or ()),
        record=int(values.get("record") or 0),
    )


def _number(value: str) -> int:
    return int(value.partition(":")[0])


# What is begun elsewhere has a form of its own.
_OWN_FORMS = {
    FormKind.AWAY: Kind.AWAY_FORM,
    FormKind.CONTRACT: Kind.CONTRACT_FORM,
    FormKind.FORUM: Kind.FORUM_FORM,
    FormKind.WIN: Kind.WIN_FORM,
    **dict.fromkeys(OF_PROPOSALS, Kind.PROPOSAL_FORM),
    **dict.fromkeys(OF_ISSUES, Kind.ISSUE_FORM),
    **dict.fromkeys(OF_RECOGNITION, Kind.KUDOS_FORM),
}
_FORMS = {
    Action.DONE: FormKind.DONE,
    Action.EXTEND: FormKind.EXTEND,
    Action.DISCUSS: FormKind.DISCUSS,
    Action.DECLINE: FormKind.DECLINE,
    Action.REFUSE_HANDOVER: FormKind.DECLINE,
    Action.CHANGE_OFFER: FormKind.CHANGE_OFFER,
    Action.RELEASE: FormKind.RELEASE,
    Action.NOT_THERE_YET: FormKind.NOT_THERE_YET,
    Action.SHARE: FormKind.SHARE,
}
# What each button does at once, and what history calls it.
_AT_ONCE: dict[Action, tuple[Press, str]] = {
    Action.ACCEPT: (offers.accept, "accepted"),
    Action.PROMISE_FOR: (deputies.promise_for, "promised_for"),
    Action.TAKE_BACK: (offers.take_offer_back, "taken_back"),
    Action.TAKE_OVER: (moving.take_over, "taken_over"),
}
