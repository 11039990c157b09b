"""Forums drawn from a filling: drafts, answers, lists, what is told, and both pages of the form."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.answers import Kind
from bot.domain.channels import Channel, ChannelKind
from bot.domain.forums.drafting import Draft
from bot.domain.forums.finding import ForumShown
from bot.domain.forums.making import LONGEST_NAME, MOST_ASKED
from bot.domain.forums.records import Forum, Held, State
from bot.domain.forums.telling import Tidings
from bot.domain.recurrence import OnHoliday, Rhythm, Slot, countries
from bot.views.forums import answers, form
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import BEN, LARGEST, TODAY, a_reader
from tests.views.screening import screen

RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
FIRST = date(2026, 12, 1)
WORDY = Rhythm(
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", FIRST, time(23, 59), "America/Argentina/Buenos_Aires"
)
TUESDAYS = Rhythm(RULE, FIRST, time(10), "Europe/Berlin")


def slots(filling):
    days = [FIRST + timedelta(days=14 * place) for place in range(3)]
    holiday = filling.name if filling.is_full else ""
    moved = [day + timedelta(days=1) if holiday else day for day in days]
    return tuple(
        Slot(day, held_on, NOON, holiday) for day, held_on in zip(days, moved, strict=True)
    )


def a_forum(filling, state=State.ACTIVE, **columns):
    rhythm = WORDY if filling.is_full else TUESDAYS
    row = Forum(
        team_id=TEAM,
        number=LARGEST if filling.is_full else 1,
        state=state,
        channel_id="C0123456789",
        maker=1,
        facilitator=1,
        rule=rhythm.rule,
        anchor_on=rhythm.anchor_on,
        at=rhythm.at,
        zone=rhythm.zone,
        made_at=NOON,
        **columns,
    )
    name = (filling.text if filling.is_full else "#ops")[:LONGEST_NAME]
    people = tuple(a_reader(number, filling.name) for number in range(1, 1 + MOST_ASKED))
    return ForumShown(
        forum=row,
        name=name,
        channel=Channel(
            team_id=TEAM,
            channel_id="C0123456789",
            kind=ChannelKind.PUBLIC,
            name=filling.name.lower(),
            read_at=NOON,
        ),
        facilitator=a_reader(name=filling.name),
        deputy=a_reader(BEN, filling.name) if filling.is_full else None,
        members=people if filling.is_full else people[:1],
        dates=slots(filling),
        today=TODAY,
    )


def standing(what, filling):
    """A forum as it is after something was done with it."""
    if what == "paused":
        until = NOON + timedelta(days=400) if filling.is_full else None
        return a_forum(filling, State.PAUSED, resume_at=until)
    if what in set(Held):
        return a_forum(filling, State.HELD, held_why=Held(what))
    return a_forum(filling, State.ENDED if what == "ended" else State.ACTIVE)


@screen(Kind.FORUM, "looked at", *answers._SAID, *Held)
def _answer(what, filling):
    said = answers.Answered(
        standing(what, filling),
        what if what in answers._SAID else "",
        may_change=True,
        can_undo=filling.is_full,
    )
    return answers.answer(said)


@screen(Kind.FORUM, "to end")
def _to_end(_, filling):
    seen = a_forum(filling)
    return answers.answer(answers.Answered(seen, may_change=True, asks_to_end=True))


@screen(Kind.FORUM, "for others")
def _for_others(_, filling):
    return answers.answer(answers.Answered(a_forum(filling)))


@screen(Kind.FORUM, "led by nobody")
def _led_by_nobody(_, filling):
    seen = replace(a_forum(filling), facilitator=None)
    return answers.answer(answers.Answered(seen, may_change=filling.is_full, may_lead=True))


@screen(Kind.FORUM, "draft")
def _draft(_, filling):
    seen = a_forum(filling)
    return answers.draft(
        answers.Drafted(
            number=LARGEST,
            rhythm=WORDY if filling.is_full else TUESDAYS,
            dates=seen.dates,
            channel=f"#{filling.name}",
            facilitator=seen.facilitator,
            length=480,
            today=TODAY,
            has_hour=not filling.is_full,
            members=seen.members if filling.is_full else (),
        )
    )


@screen(Kind.FORUMS)
def _forums(_, filling):
    return answers.forums([a_forum(filling)] * filling.many(20), "/cx")


@screen(Kind.FORUM_TOLD, *Tidings)
def _told(what, filling):
    left = a_reader(BEN, filling.name) if filling.is_full else None
    return answers.tidings(a_forum(filling), Tidings(what), left)


@screen(f"{Kind.FORUM_TOLD}.held", *Held)
def _held(why, filling):
    return answers.tidings(standing(why, filling), Tidings.HELD)


@screen(Kind.FORUM_FORM, "first page", "second page")
def _form(page, filling):
    return form.modal(a_form(page, filling))


@screen(Kind.FORUM_FORM, "invitation")
def _invitation(_, filling):
    return form.invitation(a_form("first page", filling))


def a_form(page, filling):
    draft = Draft(zone="Europe/Berlin")
    if filling.is_full:
        draft = replace(
            draft,
            often=filling.text,
            name=filling.text[:LONGEST_NAME],
            zone="America/Argentina/Buenos_Aires",
            country="DE",
            on_holiday=OnHoliday.BEFORE,
            length=47,
            facilitator=1,
            deputy=BEN,
            people=tuple(range(1, 1 + MOST_ASKED)),
            channel_id="C0123456789",
            forum=LARGEST,
        )
    return form.ForumForm(
        draft=draft,
        note=f"U-{LARGEST}",
        people={number: f"U{number:010}" for number in range(1, 1 + MOST_ASKED)},
        dates=slots(filling),
        problem="" if filling.is_full else "Please say how often it meets.",
        today=TODAY,
        page=form.BACK if page == "first page" else form.MORE,
        countries=countries(),
    )
