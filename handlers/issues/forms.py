"""Forms about issues: opened empty or from a message, filled in and sent."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.issues import drafting
from bot.domain.issues.drafting import Begun
from bot.domain.issues.filling import Filled, NoIssueNamed, NotANumber, about_in, number_in
from bot.domain.issues.filling import fill as fill_form
from bot.domain.issues.lines import act_on
from bot.domain.issues.records import Channel, Severity, Tag
from bot.domain.people import Person
from bot.domain.unfinished import FormKind
from bot.domain.words import cleaned
from bot.routes import Pressed, Routes, Shortcut, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, ShortcutId, modal_id
from bot.views.issues.forms import TITLES
from handlers.desk import Desk
from handlers.scenes import scene_of_message


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.ISSUE_NEW, desk.handler(begin))
    routes.shortcut(ShortcutId.MESSAGE_ISSUE, desk.handler(begin_from_message))
    routes.modal(modal_id(FormKind.ISSUE), desk.handler(open_issue))
    routes.modal(modal_id(FormKind.ISSUE_PICK), desk.handler(pick))
    for kind in TITLES:
        if kind not in {FormKind.ISSUE, FormKind.ISSUE_PICK}:
            routes.modal(modal_id(kind), desk.handler(partial(fill, kind)))


def begin(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    """Open an empty form for an issue."""
    del pressed
    return drafting.begin(session, me, now)


def begin_from_message(session: Session, me: Person, used: Shortcut, now: datetime) -> Said:
    """Open the form with the words of a message, whose link is kept."""
    scene = scene_of_message(session, used, now)
    text = str(used.message.get("text", ""))
    return drafting.begin_from_message(session, me, scene, text, now)


def open_issue(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Open the issue that a form describes."""
    number, origin = int(sent.note.removeprefix("U-")), f"view:{sent.view_id}"
    return drafting.send_form(session, me, number, begun_in(sent.values), origin, now)


def pick(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Go on with the issue that was picked."""
    read = values_in(sent.values)
    kept = int(sent.note.removeprefix("U-"))
    number = int(read.get(Field.RECORD) or 0) or number_in(read.get(Field.INTO) or "")
    if not number:
        raise NoIssueNamed(field=Field.INTO)
    return act_on(session, me, number, kept, cleaned(read.get(Field.WORDS) or ""), now)


def fill(kind: FormKind, session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Do what a form says."""
    filled = filled_in(sent.values, f"view:{sent.view_id}")
    return fill_form(session, me, kind, about_in(session, me, sent.note), filled, now)


def begun_in(values: Mapping[str, Any]) -> Begun:
    """Read the form of an issue to be."""
    read = values_in(values)
    severity, heard_by = read.get(Field.SEVERITY), read.get(Field.HEARD_BY)
    return Begun(
        what=cleaned(read.get(Field.WHAT) or ""),
        severity=Severity(severity) if severity else None,
        touchpoint=int(read.get(Field.TOUCHPOINT) or 0) or None,
        customer=cleaned(read.get(Field.CUSTOMER) or ""),
        heard_by=Channel(heard_by) if heard_by else None,
        channel=str(read.get(Field.CHANNEL) or ""),
    )


def filled_in(values: Mapping[str, Any], origin: str) -> Filled:
    """Read any other form."""
    read = values_in(values)
    begun = begun_in(values)
    tag = read.get(Field.TAG)
    texts = (Field.WORDS, Field.REASON, Field.CAUSE, Field.FIX, Field.BASIS, Field.INTO)
    typed = {str(name): cleaned(read.get(name) or "") for name in texts}
    return Filled(
        **typed,
        what=begun.what,
        severity=begun.severity,
        touchpoint=begun.touchpoint,
        customer=begun.customer,
        heard_by=begun.heard_by,
        tag=Tag(tag) if tag else None,
        told=cleaned(read.get(Field.TOLD_HOW) or ""),
        told_by=str(read.get(Field.TOLD_BY) or ""),
        on=_day(read, Field.TOLD_ON),
        count=_number(read, Field.TOLD_COUNT),
        person=str(read.get(Field.OWNER) or ""),
        people=tuple(read.get(Field.PEOPLE) or ()),
        area=int(read.get(Field.AREA) or 0),
        first=_day(read, Field.FROM),
        until=_day(read, Field.UNTIL),
        worth=_number(read, Field.WORTH),
        record=int(read.get(Field.RECORD) or 0),
        channel=begun.channel,
        origin=origin,
    )


def _day(read: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(read[name]) if read.get(name) else None


def _number(read: Mapping[str, Any], name: Field) -> int | None:
    """Read a number as people write it: 12, 12,000, 12 000."""
    typed = cleaned(read.get(name) or "")
    digits = "".join(each for each in typed if each not in " ,.'’")
    if not typed:
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise NotANumber(field=name)
    return int(digits)
