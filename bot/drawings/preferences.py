"""Looking up what the drawings of settings and absence need."""

from collections.abc import Mapping
from datetime import date

from bot.domain.absence_text import Period
from bot.domain.absences import due_meanwhile
from bot.domain.answers import Kind
from bot.domain.calendar import today_in
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import cover_of, deputy_of, hours_of, preferences_of
from bot.domain.unfinished import Started, UnfinishedGone, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.forms import answered
from bot.views.preferences import away, settings


def held_by(look: Look, reader: Person) -> settings.Held:
    """Return the settings that hold for somebody."""
    return settings.Held(
        reader=reader,
        wishes=preferences_of(look.session, reader),
        today=today_in(reader.zoneinfo, look.now),
        deputy=deputy_of(look.session, reader),
        cover=cover_of(look.session, reader, look.now),
        command=look.command,
    )


def settings_of(look: Look) -> Draw:
    held, saved = held_by(look, reader_of(look)), bool(look.facts.get("saved"))
    return lambda: settings.settings(held, saved=saved)


def settings_form_of(look: Look) -> DrawModal:
    held = held_by(look, reader_of(look))
    return lambda: settings.settings_form(held)


def away_of(look: Look) -> Draw:
    if look.facts.get("back"):
        was_away = bool(look.facts["was_away"])
        return lambda: away.back_answer(was_away=was_away)
    reader = reader_of(look)
    first, last = _days(look)
    cover = look.facts.get("cover")
    said = away.Away(
        first=first,
        last=last,
        back_on=hours_of(look.session, reader).day_after(last),
        today=today_in(reader.zoneinfo, look.now),
        cover=person_numbered(look.session, look.team_id, int(cover)) if cover else None,
        agreed=bool(look.facts.get("agreed")),
        freed=[
            person_numbered(look.session, look.team_id, int(number))
            for number in look.facts.get("freed", ())
        ],
    )
    return lambda: away.away_answer(said)


def away_form_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: away.away_form(form)


def away_invitation_of(look: Look) -> Draw:
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: away.away_invitation(form)


def cover_asked_of(look: Look) -> Draw:
    gone = person_numbered(look.session, look.team_id, int(look.facts["person"]))
    first, last = _days(look)
    asked = away.CoverAsked(
        away=gone,
        first=first,
        last=last,
        today=today_in(reader_of(look).zoneinfo, look.now),
        due=due_meanwhile(look.session, gone, Period(first, last)),
        standing=_standing(look, gone),
    )
    return lambda: away.cover_asked(asked)


def cover_told_of(look: Look) -> Draw:
    cover = person_numbered(look.session, look.team_id, int(look.facts["cover"]))
    days = _days(look)
    today = today_in(reader_of(look).zoneinfo, look.now)
    answer = str(look.facts["answer"])
    return lambda: away.cover_told(cover, days, today, answer)


def _standing(look: Look, gone: Person) -> away.Covering:
    """Tell where the question to a cover stands, for the very days it was asked for."""
    wishes = preferences_of(look.session, gone)
    today = today_in(gone.zoneinfo, look.now)
    is_over = (wishes.away_from, wishes.away_until) != _days(look) or _days(look)[1] < today
    cover = int(look.facts["cover"])
    if not is_over and wishes.cover == cover:
        return away.Covering.AGREED
    if not is_over and wishes.cover_asked == cover:
        return away.Covering.ASKED
    answered = {"declined": away.Covering.DECLINED, "away": away.Covering.AWAY_TOO}
    answer = str(look.facts.get("answer", ""))
    return away.Covering.OVER if is_over else answered.get(answer, away.Covering.OVER)


def _form(look: Look) -> away.AwayForm:
    reader = reader_of(look)
    today = today_in(reader.zoneinfo, look.now)
    if "unfinished" in look.facts:
        number = int(look.facts["unfinished"])
        return _begun(unfinished_numbered(look.session, reader, number), today)
    wishes = preferences_of(look.session, reader)
    if wishes.away_until is None or wishes.away_until < today:
        return away.AwayForm(today)
    asked = wishes.cover or wishes.cover_asked
    cover = people_numbered(look.session, look.team_id, {asked}).get(asked or 0)
    return away.AwayForm(
        today=today,
        first=wishes.away_from,
        last=wishes.away_until,
        cover=(cover.slack_id or "") if cover and cover.can_promise else "",
        is_away=True,
    )


def _begun(started: Started, today: date) -> away.AwayForm:
    facts = started.facts
    return away.AwayForm(
        today=today,
        first=_day(facts.get("from")),
        last=_day(facts.get("to")),
        cover=str(facts.get("cover") or ""),
        note=f"U-{started.number}",
        typed=started.words,
        problem=str(facts.get("problem", "")),
    )


def _days(look: Look) -> tuple[date, date]:
    return date.fromisoformat(look.facts["from"]), date.fromisoformat(look.facts["to"])


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.SETTINGS: settings_of,
    Kind.SETTINGS_FORM: settings_of,
    Kind.AWAY: away_of,
    Kind.AWAY_FORM: away_invitation_of,
    Kind.COVER_ASKED: cover_asked_of,
    Kind.COVER_TOLD: cover_told_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {
    Kind.SETTINGS_FORM: settings_form_of,
    Kind.AWAY_FORM: away_form_of,
}
