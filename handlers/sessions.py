"""What people type, press and fill in about a forum's sessions and their agenda."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments.acting import DateMissing
from bot.domain.commitments.promising import as_read
from bot.domain.forums.finding import forum_for, forum_numbered
from bot.domain.forums.lines import forum_meant
from bot.domain.forums.records import LETTER, Forum
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.sessions.finding import NoSuchSession
from bot.domain.sessions.items import add_item, demand_agenda, settle_item
from bot.domain.sessions.moving import move_next
from bot.domain.sessions.recordable import demand_recordable
from bot.domain.sessions.recording import record_session
from bot.domain.sessions.records import ItemState
from bot.domain.sessions.undoing import undo
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind
from bot.routes import Pressed, Routes, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from bot.views.sessions.forms import moved_to, record_in
from handlers.desk import Desk
from handlers.lines import Line

_TO_SEE_IT = frozenset({"", "list", "show", "show all", "all", "see"})


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.ITEM_ADD, desk.handler(ask_item))
    routes.action(Action.ITEM_MENU, desk.handler(settle))
    routes.action(Action.RECORD, desk.handler(ask_record))
    routes.action(Action.SESSION_UNDO, desk.handler(undo_last))
    routes.modal(modal_id(FormKind.AGENDA_ITEM), desk.handler(fill_item))
    routes.modal(modal_id(FormKind.SESSION_RECORD), desk.handler(fill_record))
    routes.modal(modal_id(FormKind.SESSION_MOVE), desk.handler(fill_move))


def agenda(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`agenda`, `agenda F-2`: what is on it; `agenda <text>` puts something on it."""
    named, rest = leading_record(text)
    number = named.number if named and named.letter == LETTER else None
    forum = forum_meant(session, me, scene, number)
    words = as_read(session, me, rest if number is not None else text)
    if words.strip(" .!?").casefold() in _TO_SEE_IT:
        return _said(forum)
    add_item(session, forum, me, words, now)
    return _said(forum, "added")


def ask_item(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form for an item."""
    del now
    number = int(pressed.value.removeprefix("F-"))
    forum = forum_for(session, me, number, here=pressed.channel_id, lock=False)
    demand_agenda(forum)
    return Said(Kind.AGENDA_FORM, {"forum": number})


def fill_item(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    # Who sends it was shown the form, which nobody else can name.
    forum = _forum(session, me, sent.note)
    text = values_in(sent.values).get(Field.WORDS) or ""
    add_item(session, forum, me, text, now, origin=f"view:{sent.view_id}")
    return _said(forum, "added")


def settle(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Take an item off the agenda; the value says why, and which one."""
    why, _, number = pressed.value.partition(":")
    item = settle_item(session, int(number), me, ItemState(why), now)
    forum = session.get_one(Forum, (me.team_id, item.forum))
    return _said(forum, why)


def ask_record(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open the form about a session; who may not send it hears that first."""
    forum, slot_on = _behind(session, me, pressed.value)
    demand_recordable(session, forum, slot_on, me, now)
    return Said(Kind.SESSION_FORM, {"forum": forum.number, "slot_on": slot_on.isoformat()})


def fill_record(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    forum, slot_on = _behind(session, me, sent.note)
    filled = (record_in(sent.values), f"view:{sent.view_id}")
    return record_session(session, forum, slot_on, me, filled, now)


def fill_move(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    forum = _forum(session, me, sent.note)
    on, at = moved_to(sent.values)
    if on is None:
        raise DateMissing(field="due")
    return move_next(session, forum, me, on, at, now)


def undo_last(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    forum, slot_on = _behind(session, me, pressed.value)
    return undo(session, forum, me, slot_on, now)


def _behind(session: Session, me: Person, key: str) -> tuple[Forum, date]:
    """Return the forum and the slot that a button or form is about: “F-2:2026-12-01”."""
    label, _, slot_on = key.partition(":")
    return _forum(session, me, label), date.fromisoformat(slot_on)


def _forum(session: Session, me: Person, label: str) -> Forum:
    forum = forum_numbered(session, me.team_id, int(label.removeprefix("F-")))
    if forum is None:
        raise NoSuchSession(forum=label)
    return forum


def _said(forum: Forum, what: str = "") -> Said:
    return Said(Kind.AGENDA, {"forum": forum.number, "what": what})


LINES: Mapping[str, Line] = {"agenda": agenda}
