"""What the CCO and administrators look after, drawn from a filling."""

from bot.domain.administering import Part
from bot.domain.answers import Kind
from bot.domain.areas import Area
from bot.domain.issues.sources import LONGEST_ANSWER, Loops, ShownSource, Source
from bot.domain.issues.touchpoints import Touchpoint
from bot.views.admin import forms, parts
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import ADA, BEN, LARGEST, a_reader
from tests.views.screening import screen

PARTS = (Part.TOUCHPOINTS, Part.AREAS, Part.SOURCES)
LISTED = {
    Part.TOUCHPOINTS: parts.touchpoints,
    Part.AREAS: parts.areas,
    Part.SOURCES: parts.sources,
}
SOME = parts.PAGE + 5


def a_touchpoint(filling, number=1):
    names = {"name": filling.name or "x", "folded": filling.name.casefold()}
    more = {"stage": filling.name, "area": 1} if filling.is_full else {}
    return Touchpoint(team_id=TEAM, number=number, **names, **more)


def an_area(filling, number=1):
    people = {"leader": ADA, "sponsor": BEN} if filling.is_full else {}
    return Area(team_id=TEAM, number=number, name=filling.name or "x", **people)


def a_source(filling, *, off=False):
    name = "s" * 32 if filling.is_full else "desk"
    more = {"touchpoint": 1, "channel_id": "COPS"} if filling.is_full else {}
    hours = LONGEST_ANSWER if filling.is_full else 1
    known = {"secret": "0" * 64, "owner": ADA, "answer_hours": hours, "tells_back": 1}
    off_at = NOON if off else None
    return Source(team_id=TEAM, name=name, made_at=NOON, off_at=off_at, **known, **more)


def kept(filling):
    loops = Loops(LARGEST, 7) if filling.is_full else Loops()
    shown = ShownSource(a_source(filling), a_reader(ADA, filling.name), loops)
    every = range(1, 1 + (filling.many(SOME) or 1))
    return parts.Kept(
        touchpoints=[a_touchpoint(filling, number) for number in every],
        areas=[an_area(filling, number) for number in every],
        sources=[shown] * filling.many(SOME),
        people={each: a_reader(each, filling.name) for each in (ADA, BEN)},
    )


def a_sheet(part, filling, *, is_new):
    every = range(1, 1 + (filling.many(120) or 1))
    touchpoints = [a_touchpoint(filling, number) for number in every]
    rows = {
        Part.TOUCHPOINTS: {"touchpoint": touchpoints[0]},
        Part.AREAS: {"area": an_area(filling)},
        Part.SOURCES: {"source": a_source(filling, off=filling.is_full)},
    }
    return forms.Sheet(
        part=part,
        touchpoints=touchpoints,
        areas=[an_area(filling, number) for number in every],
        tells_back=filling.text[:500],
        people={each: a_reader(each, filling.name) for each in (ADA, BEN)},
        **({} if is_new else rows[part]),
    )


@screen(Kind.ADMIN, Part.OVERVIEW)
def _overview(name, filling):
    return parts.overview(kept(filling))


@screen(Kind.ADMIN, *PARTS)
def _part(name, filling):
    return LISTED[Part(name)](kept(filling), 0)


@screen(Kind.ADMIN_FORM, *(f"new {part}" for part in PARTS))
def _new_form(name, filling):
    return forms.form(a_sheet(Part(name.removeprefix("new ")), filling, is_new=True))


@screen(Kind.ADMIN_FORM, *PARTS)
def _form(name, filling):
    return forms.form(a_sheet(Part(name), filling, is_new=False))


@screen(Kind.ADMIN_FORM, *(f"way to {part}" for part in PARTS))
def _invitation(name, filling):
    return forms.invitation(a_sheet(Part(name.removeprefix("way to ")), filling, is_new=True))


@screen(Kind.SOURCE_MADE)
def _secret(name, filling):
    return forms.secret(a_source(filling))
