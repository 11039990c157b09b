"""Settings, absence and covers, drawn from a filling."""

from datetime import time

from bot.domain.answers import Kind
from bot.domain.calendar import DAY
from bot.domain.preferences import Preferences, Reminders
from bot.views.preferences import away
from bot.views.preferences.settings import Held, settings, settings_form
from tests.factories import FRIDAY, TEAM
from tests.views.records import BEN, LARGEST, a_reader
from tests.views.screening import screen

LATER = FRIDAY + DAY * 400


def held(filling):
    """The settings of somebody who changed nothing, or everything."""
    wishes = Preferences(team_id=TEAM, person=1)
    if not filling.is_full:
        return Held(a_reader(name=filling.name), wishes, FRIDAY)
    wishes.reminders, wishes.urgent_anytime, wishes.days = Reminders.FEWER, False, "0246"
    wishes.starts, wishes.ends = time(0), time(23, 59)
    wishes.away_from, wishes.away_until = FRIDAY + DAY, LATER
    other = a_reader(BEN, filling.name)
    return Held(a_reader(name=filling.name), wishes, FRIDAY, other, other, "/cx")


@screen(Kind.SETTINGS, "looked at", "saved")
def _settings(name, filling):
    return settings(held(filling), saved=name == "saved")


@screen(Kind.SETTINGS_FORM)
def _settings_form(_, filling):
    return settings_form(held(filling))


@screen(Kind.AWAY, "back", "not away", "alone", "asked", "agreed", "covering")
def _away(name, filling):
    if name in {"back", "not away"}:
        return away.back_answer(was_away=name == "back")
    cover = None if name == "alone" else a_reader(BEN, filling.name)
    last = LATER if filling.is_full else FRIDAY
    days = {"first": FRIDAY, "last": last, "back_on": last + DAY * 3, "today": FRIDAY}
    freed = [a_reader(BEN, filling.name)] * (1 + filling.many(2)) if name == "covering" else []
    return away.away_answer(away.Away(**days, cover=cover, agreed=name == "agreed", freed=freed))


def form(problem, filling):
    if not filling.is_full:
        return away.AwayForm(FRIDAY, problem=problem)
    return away.AwayForm(
        today=FRIDAY,
        first=FRIDAY,
        last=LATER,
        cover="U0123456789",
        note=f"U-{LARGEST}",
        typed=filling.text,
        problem=problem,
        is_away=True,
    )


@screen(Kind.AWAY_FORM, "", *away._PROBLEMS)
def _form(problem, filling):
    return away.away_form(form(problem, filling))


@screen(Kind.AWAY_FORM, "said", *(f"said.{problem}" for problem in away._PROBLEMS))
def _invitation(name, filling):
    return away.away_invitation(form(name.partition(".")[2], filling))


@screen(Kind.COVER_ASKED, *away.Covering)
def _cover_asked(standing, filling):
    last, due = (LATER, 99) if filling.is_full else (FRIDAY, 0)
    gone = a_reader(BEN, filling.name)
    return away.cover_asked(
        away.CoverAsked(gone, FRIDAY, last, FRIDAY, due, away.Covering(standing))
    )


@screen(Kind.COVER_TOLD, "agreed", *away._NO_COVER)
def _cover_told(answer, filling):
    cover = a_reader(BEN, filling.name)
    return away.cover_told(cover, (FRIDAY, LATER), FRIDAY, answer)
