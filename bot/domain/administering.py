"""What the CCO and administrators look after: touchpoints, areas, and sources of signals."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.areas import AreaWish, add_area, area_numbered, change_area
from bot.domain.issues.sources import (
    Source,
    SourceWish,
    change_source,
    make_source,
    rotate_secret,
    source_called,
    switch_off,
    switch_on,
)
from bot.domain.issues.touchpoints import (
    Touchpoint,
    TouchpointWish,
    add_touchpoint,
    change_touchpoint,
    retire_touchpoint,
    touchpoint_numbered,
)
from bot.domain.people import Person
from bot.domain.roles import cco_of
from bot.errors import UserError


class Part(StrEnum):
    """What there is to look after."""

    OVERVIEW = "overview"
    TOUCHPOINTS = "touchpoints"
    AREAS = "areas"
    SOURCES = "sources"


class NotAdministering(UserError):
    """Only {who} can look after that, so nothing changed."""


class PartGone(UserError):
    """That is no longer there. `{command} admin` shows what is."""


@dataclass(frozen=True)
class SourceChange:
    """A source to be made, or the one of that name to be changed."""

    wish: SourceWish
    is_new: bool


def may_administer(session: Session, me: Person) -> bool:
    """Tell whether somebody looks after the workspace: its CCO, and its administrators."""
    cco = cco_of(session, me.team_id)
    return me.is_admin or (cco is not None and cco.number == me.number)


def demand_administrator(session: Session, me: Person) -> None:
    """Raise NotAdministering, naming who can, unless this person may."""
    if not may_administer(session, me):
        cco = cco_of(session, me.team_id)
        named = f"{cco.called} or an administrator" if cco else "an administrator of Slack"
        raise NotAdministering(who=named)


def show_part(session: Session, me: Person, part: Part, page: int = 0) -> Said:
    demand_administrator(session, me)
    return Said(Kind.ADMIN, {"part": part.value, "page": page})


def open_form(session: Session, me: Person, part: Part, of: str = "") -> Said:
    """Open the form of one touchpoint, area or source; `of` is its number or name, empty if new."""
    demand_administrator(session, me)
    return Said(Kind.ADMIN_FORM, {"part": part.value, "of": of})


def save_touchpoint(session: Session, me: Person, of: str, wish: TouchpointWish) -> Said:
    demand_administrator(session, me)
    if of:
        change_touchpoint(session, _touchpoint(session, me, of), wish)
    else:
        add_touchpoint(session, me.team_id, wish)
    return Said(Kind.ADMIN, {"part": Part.TOUCHPOINTS.value})


def retire(session: Session, me: Person, of: str, now: datetime) -> Said:
    demand_administrator(session, me)
    retire_touchpoint(session, _touchpoint(session, me, of), now)
    return Said(Kind.ADMIN, {"part": Part.TOUCHPOINTS.value})


def save_area(session: Session, me: Person, of: str, wish: AreaWish) -> Said:
    demand_administrator(session, me)
    area = area_numbered(session, me.team_id, int(of)) if of else None
    if of and area is None:
        raise PartGone
    if area is None:
        add_area(session, me.team_id, wish)
    else:
        change_area(session, area, wish)
    return Said(Kind.ADMIN, {"part": Part.AREAS.value})


def save_source(session: Session, me: Person, change: SourceChange, now: datetime) -> Said:
    """Switch a source on, and show its secret this once; or change one."""
    demand_administrator(session, me)
    if change.is_new:
        source = make_source(session, me.team_id, change.wish, now)
        return _secret_of(source)
    change_source(session, source_called(session, me.team_id, change.wish.name), change.wish)
    return Said(Kind.ADMIN, {"part": Part.SOURCES.value})


def renew_secret(session: Session, me: Person, name: str) -> Said:
    """Give a source a new secret, shown to whoever asked for it, this once."""
    demand_administrator(session, me)
    return _secret_of(rotate_secret(session, source_called(session, me.team_id, name)))


def switch(session: Session, me: Person, name: str, now: datetime, *, on: bool) -> Said:
    demand_administrator(session, me)
    source = source_called(session, me.team_id, name)
    if on:
        switch_on(session, source)
    else:
        switch_off(session, source, now)
    return Said(Kind.ADMIN, {"part": Part.SOURCES.value})


def _secret_of(source: Source) -> Said:
    # The secret itself is read when this is drawn: answers are kept, and it must not be.
    return Said(Kind.SOURCE_MADE, {"name": source.name})


def _touchpoint(session: Session, me: Person, of: str) -> Touchpoint:
    found = touchpoint_numbered(session, me.team_id, int(of)) if of.isdigit() else None
    if found is None:
        raise PartGone
    return found
