"""Buttons on thanks and nominations, and the message shortcut."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.people import Person
from bot.domain.recognition import joining, taking_back
from bot.domain.recognition.answering import What, said, said_nomination
from bot.domain.recognition.lines import said_withdrawn
from bot.domain.recognition.nominating import (
    demand_picker,
    nomination_for,
    pass_over,
    tell,
)
from bot.domain.recognition.privacy import choose_privacy
from bot.domain.recognition.records import Recognition
from bot.domain.recognition.rights import demand_given, demand_giver, demand_own, thanks_for
from bot.domain.recognition.sharing import share
from bot.domain.recognition.wording import demand_rewording
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.routes import Pressed, Routes, Shortcut
from bot.views.ids import Action, ShortcutId
from handlers.desk import Desk
from handlers.scenes import scene_of_message

Do = Callable[[Session, Recognition, Person, datetime], Recognition]


def register(routes: Routes, desk: Desk) -> None:
    for action, (do, what) in _AT_ONCE.items():
        routes.action(action, desk.handler(partial(press, do, what)))
    for action, kind in _FORMS.items():
        routes.action(action, desk.handler(partial(open_form, kind)))
    routes.action(Action.KUDOS_WITHDRAW, desk.handler(withdraw))
    routes.action(Action.KUDOS_MORE, desk.handler(choose))
    routes.action(Action.KUDOS_POST_HERE, desk.handler(post_here))
    routes.action(Action.KUDOS_NEW, desk.handler(begin))
    routes.action(Action.KUDOS_OPENLY, desk.handler(partial(like, privately=False)))
    routes.action(Action.KUDOS_PRIVATELY, desk.handler(partial(like, privately=True)))
    routes.action(Action.NOMINATION_PICK, desk.handler(open_pick))
    routes.action(Action.NOMINATION_NOT, desk.handler(not_this_time))
    routes.action(Action.NOMINATION_TOLD, desk.handler(say_told))
    routes.shortcut(ShortcutId.MESSAGE_KUDOS, desk.handler(begin_from_message))


def press(
    do: Do, what: What, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Do at once what a button says."""
    return said(do(session, _thanks(session, me, pressed), me, now), what)


def withdraw(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    recognition = _thanks(session, me, pressed)
    return said_withdrawn(taking_back.withdraw(session, recognition, me, now))


def choose(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Do what was chosen in the ⋯ menu: its value is what:number."""
    what, _, number = pressed.value.partition(":")
    own = Pressed(**{**vars(pressed), "value": number})
    if what == "withdraw":
        return withdraw(session, me, own, now)
    return open_form(FormKind.KUDOS_EDIT, session, me, own, now)


def open_form(
    kind: FormKind, session: Session, me: Person, pressed: Pressed, now: datetime
) -> Said:
    """Open the form of a button; who may not send it hears that first."""
    recognition = _thanks(session, me, pressed)
    if kind is FormKind.KUDOS_EDIT:
        demand_rewording(session, recognition, me, now)
    demand_own(session, recognition, me)
    demand_given(recognition)
    return Said(Kind.KUDOS_FORM, {"form": kind.value, "number": recognition.number})


def post_here(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Post thanks in a channel shared with another company, on the word of who gave them."""
    recognition = _thanks(session, me, pressed)
    in_dm = pressed.channel_id.startswith("D")
    place = recognition.channel_id if in_dm else pressed.channel_id
    return said(share(session, recognition, me, place, now, outside=True), What.SHARED)


def begin(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open an empty form for thanks."""
    del session, pressed, now
    demand_giver(me)
    return Said(Kind.KUDOS_FORM, {"form": FormKind.KUDOS.value})


def begin_from_message(session: Session, me: Person, used: Shortcut, now: datetime) -> Said:
    """Open the form for whoever wrote a message, whose link is kept."""
    demand_giver(me)
    scene = scene_of_message(session, used, now)
    author = str(used.message.get("user") or "")
    people = [author] if author and author != me.slack_id else []
    facts = {"scene": scene.to_json(), "people": people}
    begun = leave_unfinished(session, me, FormKind.KUDOS, "", facts, now)
    return Said(Kind.KUDOS_FORM, {"unfinished": begun.number})


def like(session: Session, me: Person, pressed: Pressed, now: datetime, *, privately: bool) -> None:
    """Take in how somebody likes to be thanked; the message that asked shows it."""
    choose_privacy(session, _thanks(session, me, pressed), me, now, privately=privately)


def open_pick(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    nomination = nomination_for(session, me, int(pressed.value))
    demand_picker(session, nomination, me)
    facts = {"form": FormKind.NOMINATION_PICK.value, "number": nomination.number}
    return Said(Kind.KUDOS_FORM, facts)


def not_this_time(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    nomination = nomination_for(session, me, int(pressed.value))
    return said_nomination(pass_over(session, nomination, me, now), "not_this_time")


def say_told(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Note that somebody was commended at a gathering that is no forum of ours."""
    nomination = nomination_for(session, me, int(pressed.value))
    demand_picker(session, nomination, me)
    tell(session, nomination, now.date(), now)
    return said_nomination(nomination, "told")


def _thanks(session: Session, me: Person, pressed: Pressed) -> Recognition:
    return thanks_for(session, me, int(pressed.value), here=pressed.channel_id)


_AT_ONCE: dict[Action, tuple[Do, What]] = {
    Action.KUDOS_JOIN: (joining.join, What.JOINED),
    Action.KUDOS_LEAVE: (joining.leave, What.LEFT),
    Action.KUDOS_UNDO: (taking_back.undo, What.UNDONE),
}
_FORMS = {
    Action.KUDOS_EDIT: FormKind.KUDOS_EDIT,
    Action.KUDOS_CHANGED: FormKind.KUDOS_CHANGED,
    Action.KUDOS_SHARE: FormKind.KUDOS_SHARE,
}
