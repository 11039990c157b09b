"""Looking up what the lists and forms of administrators need."""

from collections.abc import Mapping

from bot.domain.administering import Part
from bot.domain.answers import Kind
from bot.domain.areas import area_numbered, areas_of
from bot.domain.issues.sources import Source, sources_of
from bot.domain.issues.touchpoints import touchpoint_numbered, touchpoints_of
from bot.domain.people import Person, people_numbered
from bot.domain.words import words_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.admin import forms, parts

_DRAWN = {
    Part.TOUCHPOINTS: parts.touchpoints,
    Part.AREAS: parts.areas,
    Part.SOURCES: parts.sources,
}


def part_of(look: Look) -> Draw:
    """Look up one list, or all there is."""
    part, page = Part(look.facts["part"]), int(look.facts.get("page", 0))
    kept = _kept(look)
    if part is Part.OVERVIEW:
        return lambda: parts.overview(kept)
    return lambda: _DRAWN[part](kept, page)


def form_of(look: Look) -> DrawModal:
    sheet = _sheet(look)
    return lambda: forms.form(sheet)


def invitation_of(look: Look) -> Draw:
    sheet = _sheet(look)
    return lambda: forms.invitation(sheet)


def secret_of(look: Look) -> Draw:
    source = look.session.get_one(Source, (look.team_id, str(look.facts["name"])))
    return lambda: forms.secret(source)


def _kept(look: Look) -> parts.Kept:
    areas = areas_of(look.session, look.team_id)
    return parts.Kept(
        touchpoints=touchpoints_of(look.session, look.team_id),
        areas=areas,
        sources=sources_of(look.session, look.team_id, look.now),
        people=_people(look, {number for area in areas for number in (area.leader, area.sponsor)}),
        command=look.command,
    )


def _sheet(look: Look) -> forms.Sheet:
    part, of = Part(look.facts["part"]), str(look.facts.get("of", ""))
    session, team_id = look.session, look.team_id
    number = int(of) if of.isdigit() else 0
    area = area_numbered(session, team_id, number) if part is Part.AREAS else None
    source = session.get(Source, (team_id, of)) if part is Part.SOURCES else None
    is_touchpoint = part is Part.TOUCHPOINTS
    named = {area.leader, area.sponsor} if area else {source.owner if source else None}
    return forms.Sheet(
        part=part,
        touchpoints=touchpoints_of(session, team_id),
        areas=areas_of(session, team_id),
        touchpoint=touchpoint_numbered(session, team_id, number) if is_touchpoint else None,
        area=area,
        source=source,
        tells_back=words_of(session, {source.tells_back})[source.tells_back] if source else "",
        people=_people(look, named),
    )


def _people(look: Look, numbers: set[int | None]) -> Mapping[int, Person]:
    return people_numbered(look.session, look.team_id, numbers)


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.ADMIN: part_of,
    Kind.ADMIN_FORM: invitation_of,
    Kind.SOURCE_MADE: secret_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.ADMIN_FORM: form_of}
