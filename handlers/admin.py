"""What the CCO and administrators type, press and fill in about what they look after."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from bot.domain.administering import (
    Part,
    SourceChange,
    demand_administrator,
    open_form,
    renew_secret,
    retire,
    save_area,
    save_source,
    save_touchpoint,
    show_part,
    switch,
)
from bot.domain.answers import Said
from bot.domain.areas import AreaWish
from bot.domain.issues.sources import AnswerMissing, OwnerMissing, SourceWish
from bot.domain.issues.touchpoints import TouchpointWish
from bot.domain.people import Person, person_seen
from bot.domain.scenes import Scene
from bot.domain.unfinished import FormKind
from bot.routes import Pressed, Routes, Submitted
from bot.views.forms import values_in
from bot.views.ids import Action, Field, modal_id
from handlers import wins
from handlers.desk import Desk
from handlers.lines import Line


def register(routes: Routes, desk: Desk) -> None:
    routes.action(Action.ADMIN_SHOW, desk.handler(show))
    routes.action(Action.ADMIN_FORM, desk.handler(open_one))
    routes.action(Action.ADMIN_NEW, desk.handler(open_one))
    routes.action(Action.TOUCHPOINT_RETIRE, desk.handler(retire_one))
    routes.action(Action.SOURCE_RENEW, desk.handler(show_new_secret))
    routes.action(Action.SOURCE_ON, desk.handler(switch_on))
    routes.action(Action.SOURCE_OFF, desk.handler(switch_off))
    routes.modal(modal_id(FormKind.ADMIN_TOUCHPOINT), desk.handler(fill_touchpoint))
    routes.modal(modal_id(FormKind.ADMIN_AREA), desk.handler(fill_area))
    routes.modal(modal_id(FormKind.ADMIN_SOURCE), desk.handler(fill_source))


def admin(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`admin touchpoints`: one part; `admin touchpoints add Checkout`; alone, all there is."""
    part, _, rest = text.strip().partition(" ")
    line = PARTS.get(part.casefold(), _overview)
    return line(session, me, scene, rest.strip(), now)


def touchpoints(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    del scene, now
    if name := _added(text):
        return save_touchpoint(session, me, "", TouchpointWish(name))
    return show_part(session, me, Part.TOUCHPOINTS)


def areas(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    del scene, now
    if name := _added(text):
        return save_area(session, me, "", AreaWish(name))
    return show_part(session, me, Part.AREAS)


def sources(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`admin sources add` opens the form: a source needs more than a name."""
    del scene, now
    if text.casefold().partition(" ")[0] == "add":
        return open_form(session, me, Part.SOURCES)
    return show_part(session, me, Part.SOURCES)


def show(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    part, _, page = pressed.value.partition(":")
    return show_part(session, me, Part(part), int(page or 0))


def open_one(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    part, _, of = pressed.value.partition(":")
    return open_form(session, me, Part(part), of)


def retire_one(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return retire(session, me, pressed.value, now)


def show_new_secret(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    del now
    return renew_secret(session, me, pressed.value)


def switch_on(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return switch(session, me, pressed.value, now, on=True)


def switch_off(session: Session, me: Person, pressed: Pressed, now: datetime) -> Said:
    return switch(session, me, pressed.value, now, on=False)


def fill_touchpoint(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    del now
    given = values_in(sent.values)
    wish = TouchpointWish(
        name=_text(given, Field.NAME),
        stage=_text(given, Field.STAGE),
        area=_number(given, Field.AREA),
        place=_number(given, Field.PLACE),
    )
    return save_touchpoint(session, me, sent.note, wish)


def fill_area(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    del now
    given = values_in(sent.values)
    leader, sponsor = (_person(session, me, given, each) for each in (Field.LEADER, Field.SPONSOR))
    return save_area(session, me, sent.note, AreaWish(_text(given, Field.NAME), leader, sponsor))


def fill_source(session: Session, me: Person, sent: Submitted, now: datetime) -> Said:
    """Take in a source; its name is in the form only while it is new."""
    demand_administrator(session, me)
    given = values_in(sent.values)
    owner = _person(session, me, given, Field.OWNER)
    if owner is None:
        raise OwnerMissing(field=Field.OWNER)
    wish = SourceWish(
        name=sent.note or _text(given, Field.NAME).strip(),
        owner=owner,
        answer_hours=_hours(given),
        tells_back=_text(given, Field.HOW),
        touchpoint=_number(given, Field.TOUCHPOINT),
        channel_id=_text(given, Field.CHANNEL),
    )
    return save_source(session, me, SourceChange(wish, is_new=not sent.note), now)


def _overview(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    del scene, text, now
    return show_part(session, me, Part.OVERVIEW)


def _added(text: str) -> str:
    """Return the name behind `add`."""
    first, _, name = text.partition(" ")
    return name.strip() if first.casefold() == "add" else ""


def _text(given: Mapping[str, object], name: Field) -> str:
    return str(given.get(name) or "")


def _number(given: Mapping[str, object], name: Field) -> int | None:
    """Return the number that was chosen; the choice that says none is 0."""
    return int(_text(given, name) or 0) or None


def _hours(given: Mapping[str, object]) -> int:
    typed = _text(given, Field.HOURS).strip()
    if not (typed.isascii() and typed.isdigit()):
        raise AnswerMissing(field=Field.HOURS)
    return int(typed)


def _person(
    session: Session, me: Person, given: Mapping[str, object], name: Field
) -> Person | None:
    picked = _text(given, name)
    return person_seen(session, me.team_id, picked) if picked else None


# The first word behind `admin`.
PARTS: dict[str, Line] = {
    "touchpoints": touchpoints,
    "areas": areas,
    "sources": sources,
    **wins.ADMIN,
}
LINES: Mapping[str, Line] = {"admin": admin}
