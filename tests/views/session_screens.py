"""The screens of a forum's sessions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.answers import Kind
from bot.domain.commitments.records import State
from bot.domain.forums.records import Forum
from bot.domain.sessions.agendas import Agenda, Topic
from bot.domain.sessions.occasions import Minutes, Occasion
from bot.domain.sessions.readback import Part, ReadBack
from bot.domain.sessions.recording import LONGEST_NOTES
from bot.domain.sessions.records import ForumSession, Outcome, Step
from bot.domain.unfinished import FormKind, Started
from bot.views.sessions import agendas, forms, minutes, posts
from tests.conftest import NOON
from tests.factories import TEAM
from tests.views.records import BEN, LARGEST, TODAY, a_reader, filled
from tests.views.screening import screen

COMMAND = "/customer-promises"
SLOT = date(2026, 12, 1)
STARTS = datetime(2026, 12, 1, 9, tzinfo=UTC)
BEGUN = {"begun": (Outcome.AHEAD, Step.STARTED), "recorded": (Outcome.RECORDED, Step.CLOSED)}
STANDS = {
    "ahead": (Outcome.AHEAD, Step.POSTED),
    **BEGUN,
    **{
        outcome.value: (outcome, Step.CLOSED)
        for outcome in (Outcome.UNRECORDED, Outcome.SKIPPED, Outcome.PASSED, Outcome.VOID)
    },
}


def a_forum(filling):
    number = LARGEST if filling.is_full else 1
    known = {"team_id": TEAM, "number": number, "channel_id": "C1", "zone": "Europe/Berlin"}
    people = {"maker": 1, "facilitator": 1}
    return Forum(**known | people, rule="", anchor_on=SLOT, at=STARTS.time(), made_at=NOON)


def a_session(filling, outcome=Outcome.AHEAD, step=Step.POSTED):
    forum = a_forum(filling)
    held = SLOT + timedelta(days=2) if filling.is_full else SLOT
    return ForumSession(
        team_id=TEAM,
        forum=forum.number,
        slot_on=SLOT,
        held_on=held,
        starts_at=STARTS + (held - SLOT),
        ends_at=STARTS + (held - SLOT) + timedelta(hours=1),
        is_moved=filling.is_full,
        outcome=outcome,
        step=step,
        recorded_at=NOON if outcome is Outcome.RECORDED else None,
    )


def an_occasion(filling, outcome=Outcome.AHEAD, step=Step.POSTED):
    known = {"next_on": SLOT + timedelta(days=14), "by": a_reader(BEN, filling.name)}
    return Occasion(
        forum=a_forum(filling),
        name=filling.name or "#ops",
        one=a_session(filling, outcome, step),
        leader=a_reader(name=filling.name),
        today=TODAY,
        moved_from=STARTS if filling.is_full else None,
        **known if filling.is_full else {},
    )


def topics(filling, most=12):
    words = Topic(1, filling.text[:500], a_reader(BEN, filling.name), carried=99)
    record = Topic(2, "", None, carried=99, record=filled(filling))
    hidden = Topic(3, "", None, record=filled(filling), is_hidden=True)
    return ([words] * (most - 2) + [record, hidden]) if filling.is_full else []


def a_read_back(filling):
    if not filling.is_full:
        nothing = Part((), 0)
        return ReadBack(None, nothing, nothing, nothing, nothing, nothing, ())
    some = Part([filled(filling)] * 10, 99)
    done = Part([filled(filling, State.DONE)] * 3, 99)
    return ReadBack(filled(filling), done, done, some, some, some, [(filling.name, 99)] * 10)


def an_agenda(filling):
    return Agenda(
        forum=a_forum(filling),
        name=filling.name or "#ops",
        one=a_session(filling) if filling.is_full else None,
        leader=a_reader(name=filling.name),
        topics=topics(filling),
        today=TODAY,
        now=NOON,
        read_back=a_read_back(filling),
    )


@screen(Kind.SESSION_POST, "led by nobody")
def _led_by_nobody(_, filling):
    occasion = replace(an_occasion(filling, *STANDS["ahead"]), leader=None)
    return posts.post(occasion, topics(filling), COMMAND, is_late=filling.is_full)


@screen(Kind.SESSION_POST, *STANDS)
def _post(stands, filling):
    occasion = an_occasion(filling, *STANDS[stands])
    return posts.post(occasion, topics(filling), COMMAND, is_late=filling.is_full)


@screen(Kind.SESSION_AGENDA)
def _agenda(_, filling):
    return agendas.agenda(an_agenda(filling), COMMAND, is_late=filling.is_full)


@screen(Kind.SESSION_START)
def _start(_, filling):
    occasion = an_occasion(filling, *BEGUN["begun"])
    past = 99 if filling.is_full else 1
    return posts.start(occasion, topics(filling), past, is_late=filling.is_full)


@screen(Kind.SESSION_MINUTES)
def _minutes(_, filling):
    made = [filled(filling), filled(filling, State.OFFERED)] * filling.many(12)
    texts = [filling.text[:500]] * filling.many(20)
    kept = Minutes(
        there=[a_reader(name=filling.name)] * filling.many(50),
        settled=texts,
        dropped=texts,
        carried=filling.many(99),
        notes=filling.text if filling.is_full else "",
        by=a_reader(name=filling.name) if filling.is_full else None,
    )
    return minutes.minutes(minutes.Held(an_occasion(filling, *BEGUN["recorded"]), kept, made))


@screen(Kind.SESSION_ASKED, "waiting", "again", "recorded")
def _asked(what, filling):
    occasion = an_occasion(filling, *BEGUN.get(what, BEGUN["begun"]))
    full = filling.is_full
    return minutes.asked(occasion, again=what == "again", is_late=full, can_change=full)


@screen(Kind.SESSION_RECORDED, "", "changed")
def _recorded(what, filling):
    made = [filled(filling), filled(filling, State.OFFERED)] * filling.many(12)
    unread = [Started(LARGEST, FormKind.PROMISE, filling.text)] * filling.many(12)
    again = {"is_again": what == "changed", "can_change": filling.is_full}
    answer = minutes.Recorded(an_occasion(filling, *BEGUN["recorded"]), made, unread, **again)
    return minutes.recorded(answer)


@screen(Kind.SESSION_MOVED, "moved", "skipped", "restored", "moved_back")
def _changed(what, filling):
    change = posts.Changed(an_occasion(filling), what, can_undo=filling.is_full)
    return posts.changed(change)


@screen(Kind.AGENDA, "asked for", "added", "done", "dropped")
def _answer(what, filling):
    said = {"added": "It is on the agenda.", "done": "Dealt with."}.get(what, "")
    asked = agendas.Asked(an_agenda(filling), frozenset({1, 2, 3}), said, COMMAND)
    return agendas.answer(asked)


@screen(Kind.SESSION_FORM)
def _record_invitation(_, filling):
    return forms.record_invitation(an_occasion(filling, *BEGUN["begun"]))


@screen(Kind.SESSION_MOVE_FORM)
def _move_invitation(_, filling):
    return forms.move_invitation(an_occasion(filling))


@screen(Kind.AGENDA_FORM)
def _item_invitation(_, filling):
    return forms.item_invitation(a_forum(filling).label, filling.name or "#ops")


@screen("modal", FormKind.SESSION_RECORD, f"{FormKind.SESSION_RECORD}.again")
def _record_form(name, filling):
    people = ["U0123456789"] * filling.many(50)
    is_again = name.endswith("again")
    occasion = an_occasion(filling, *BEGUN["recorded" if is_again else "begun"])
    known = [filling.text[:LONGEST_NOTES], filling.many(98)] if is_again else []
    return forms.record_form(forms.RecordForm(occasion, people, topics(filling, 120), *known))


@screen("modal", FormKind.SESSION_MOVE)
def _move_form(_, filling):
    return forms.move_form(an_occasion(filling))


@screen("modal", FormKind.AGENDA_ITEM)
def _item_form(_, filling):
    return forms.item_form(a_forum(filling).label, filling.name or "#ops")
