"""Buttons about issues: to own one, to take it a step on, to hand it on, to look at it."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.issues import drafting, handing, owning, resting, sharing, stepping, undoing
from bot.domain.issues.admitting import demand_form
from bot.domain.issues.answering import looked_at, open_form, place_in, said, was_just_done
from bot.domain.issues.filling import take_step
from bot.domain.issues.records import Issue
from bot.domain.issues.rights import issue_for
from bot.domain.issues.stepping import NotItsTurn, Step
from bot.domain.issues.telling import scene_of
from bot.domain.people import Person
from bot.domain.unfinished import FormKind, unfinished_numbered
from bot.routes import Pressed, Routes
from bot.views.ids import Action
from handlers.desk import Desk
from handlers.issues.forms import begun_in

Press = Callable[[Session, Issue, Person, datetime], Issue]


def register(routes: Routes, desk: Desk) -> None:
    for action, kind in _FORMS.items():
        routes.action(action, desk.handler(partial(open_named, kind)))
    for action, (verb, what) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, verb, what)))
    routes.action(Action.ISSUE_FORM, desk.handler(open_invited))
    routes.action(Action.ISSUE_NEXT, desk.handler(take_next))
    routes.action(Action.ISSUE_MENU, desk.handler(choose))
    routes.action(Action.ISSUE_STORY, desk.handler(tell_story))
    routes.action(Action.ISSUE_SHOW, desk.handler(show))
    routes.action(Action.ISSUE_UNDO, desk.handler(undo))
    routes.action(Action.ISSUE_ANOTHER, desk.handler(make_another))
    routes.action(Action.ISSUE_POST_HERE, desk.handler(post_here))
    routes.action(Action.ISSUE_SAME, desk.handler(add_report))
    routes.action(Action.ISSUE_ANEW, desk.handler(open_anew))
    for action in (Action.ISSUE_LIST_BACK, Action.ISSUE_LIST_MORE):
        routes.action(action, desk.handler(turn_page))


def open_named(
    kind: FormKind, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Open the form of a button; who may not send it hears that first."""
    issue = _meant(session, me, pressed, lock=False)
    demand_form(session, issue, me, kind, now)
    return open_form(kind, issue, pressed.channel_id)


def open_invited(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form that a message leads to: the value is its kind and what it is about."""
    kind, _, key = pressed.value.partition("/")
    # A line that was heard is answered in the DM; meant is where it was written.
    here = key.rpartition(":")[2] or pressed.channel_id
    own = Pressed(**{**vars(pressed), "value": key, "channel_id": here})
    if FormKind(kind) is FormKind.ISSUE_STEP:
        return take_next(session, me, own, now)
    return open_named(FormKind(kind), session, me, own, now)


def take_next(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Take the next step: at once, or in the form of exactly what it needs."""
    issue = _meant(session, me, pressed)
    if was_just_done(session, issue, me, {"fixed"}, now):
        return said(issue)
    step = stepping.next_step(issue)
    if step is None:
        raise NotItsTurn(record=issue.label)
    if step is Step.OWN:
        return said(owning.own(session, issue, me, now))
    if step is Step.GO_ON:
        return said(resting.go_on(session, issue, me, now))
    kind = FormKind.ISSUE_TOLD if step is Step.TOLD else FormKind.ISSUE_STEP
    demand_form(session, issue, me, kind, now)
    if step is Step.FIXED:
        return take_step(session, issue, me, step, "", now)
    return open_form(kind, issue, pressed.channel_id, step=step.value)


def press(
    verb: Press,
    what: Collection[str],
    session: Session,
    me: Person,
    pressed: Pressed,
    now: datetime,
) -> Said:
    """Do at once what a button says; the second half of a double click is answered alike."""
    issue = _meant(session, me, pressed)
    if was_just_done(session, issue, me, what, now):
        return said(issue)
    return said(verb(session, issue, me, now))


def choose(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Do what was chosen in the ⋯ menu: its value is what:number:revision."""
    what, _, key = pressed.value.partition(":")
    own = Pressed(**{**vars(pressed), "value": key})
    if what == "more":
        return show(session, me, own, now)
    if what == "story":
        return tell_story(session, me, own, now)
    if what == "chain":
        issue = _meant(session, me, own, lock=False)
        return Said(Kind.ISSUE_CHAIN, {"issue": issue.number, "here": own.channel_id})
    if what == "take_back":
        verb, happened = _AT_ONCE[Action.ISSUE_TAKE_BACK]
        return press(verb, happened, session, me, own, now)
    return open_named(FormKind(f"issue.{what}"), session, me, own, now)


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show an issue with all that its reader can do with it."""
    del now
    return looked_at(_meant(session, me, pressed, lock=False), pressed.channel_id)


def tell_story(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    issue = _meant(session, me, pressed, lock=False)
    return Said(Kind.ISSUE_STORY, {"number": issue.number, "here": pressed.channel_id})


def undo(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    issue = _meant(session, me, pressed)
    if was_just_done(session, issue, me, {"undone"}, now):
        return said(issue)
    revision = int(pressed.value.split(":")[1])
    return said(undoing.undo(session, issue, me, revision, now))


def post_here(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Post a card in a channel shared with another company, on somebody's word."""
    issue = _meant(session, me, pressed)
    # The answer to a mention is in the DM; meant is where the issue was opened.
    in_dm = pressed.channel_id.startswith("D")
    place = issue.channel_id if in_dm else pressed.channel_id
    return said(sharing.share(session, issue, me, place, now, outside=True))


def make_another(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    # Of a double click, both halves come from one message.
    once = f"again:{pressed.channel_id}:{pressed.message_ts}"
    issue = _meant(session, me, pressed)
    scene = replace(scene_of(session, issue), origin=once, response_url=pressed.response_url)
    return drafting.make_another(session, me, issue, scene, now)


def add_report(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Count what was typed as one more report of the issue beside the button."""
    kept = int(pressed.value.rpartition("U-")[2])
    # In a modal there is no channel; where it was typed is kept.
    here = pressed.channel_id or place_in(unfinished_numbered(session, me, kept).facts)
    issue = _meant(session, me, Pressed(**{**vars(pressed), "channel_id": here}))
    filled = begun_in(pressed.values) if pressed.values else None
    return drafting.add_to(session, me, issue, kept, filled, now)


def open_anew(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open what was typed, although others are worded alike."""
    return drafting.open_anew(session, me, int(pressed.value.removeprefix("U-")), now)


def turn_page(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Show another page; what may be seen follows from where the button is, not from its value."""
    del session, me, now
    return Said(Kind.ISSUE_LIST, {**json.loads(pressed.value), "here": pressed.channel_id})


def _meant(session: Session, me: Person, pressed: Pressed, *, lock: bool = True) -> Issue:
    number = int(pressed.value.partition(":")[0])
    return issue_for(session, me, number, here=pressed.channel_id, lock=lock)


_FORMS = {
    Action.ISSUE_REPORT: FormKind.ISSUE_REPORT,
    Action.ISSUE_SOLVED: FormKind.ISSUE_SOLVED,
    Action.ISSUE_TOLD: FormKind.ISSUE_TOLD,
    Action.ISSUE_HANDOVER: FormKind.ISSUE_HANDOVER,
    Action.ISSUE_WAIT: FormKind.ISSUE_WAIT,
    Action.ISSUE_PARK: FormKind.ISSUE_PARK,
    Action.ISSUE_WONT_FIX: FormKind.ISSUE_WONT_FIX,
    Action.ISSUE_NOT_OURS: FormKind.ISSUE_NOT_OURS,
    Action.ISSUE_MERGE: FormKind.ISSUE_MERGE,
    Action.ISSUE_HELPING: FormKind.ISSUE_HELPING,
    Action.ISSUE_WORTH: FormKind.ISSUE_WORTH,
    Action.ISSUE_CHANGE: FormKind.ISSUE_CHANGE,
    Action.ISSUE_DECLINE: FormKind.ISSUE_DECLINE,
    Action.ISSUE_DISCUSS: FormKind.ISSUE_DISCUSS,
    Action.ISSUE_REOPEN: FormKind.ISSUE_REOPEN,
    Action.ISSUE_SHARE: FormKind.ISSUE_SHARE,
}
# What each button does at once, and what history calls it.
_AT_ONCE: dict[Action, tuple[Press, Collection[str]]] = {
    Action.ISSUE_OWN: (owning.own, {"owned"}),
    Action.ISSUE_GO_ON: (resting.go_on, {"went_on"}),
    Action.ISSUE_ACCEPT: (handing.accept, {"owned", "taken_over"}),
    Action.ISSUE_TAKE_BACK: (handing.take_offer_back, {"offer_taken_back"}),
}
