"""A source is on only with who answers, within how long and how; its loops are counted."""

from datetime import timedelta

import pytest
from sqlalchemy.event import listen
from sqlmodel import select

from bot.domain.history import story_of
from bot.domain.issues.intake import MOST_ASKED
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.records import NOUN, Issue, State
from bot.domain.issues.signals import (
    KEPT_FOR,
    KINDS,
    Sent,
    forget_old_signals,
    take_all,
)
from bot.domain.issues.sources import (
    AnswerMissing,
    OwnerMissing,
    Signal,
    SourceNameWrong,
    SourceThere,
    SourceWish,
    TellsBackMissing,
    loops_of,
    make_source,
    rotate_secret,
    sources_listening,
    switch_off,
    switch_on,
)
from tests.factories import PUBLIC_SCENE, TEAM, a_channel, a_person

RIGHT = {"name": "desk", "answer_hours": 48, "tells_back": "the agent of the ticket writes"}


@pytest.fixture
def source(session, now):
    return make_source(session, TEAM, SourceWish(owner=a_person(session, "ada"), **RIGHT), now)


@pytest.fixture
def sends(session, source, now):
    """Send signals with these words each, or one payload; returns their answers."""

    def send(*whats, at=now):
        sent = [
            Sent(TEAM, "desk", source.secret, f"{what}{n}", "d", {"what": what})
            for n, what in enumerate(whats)
        ]
        return [each.answer for each in take_all(session, sent, KINDS, at)]

    return send


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"name": "Help Desk"}, SourceNameWrong),
        ({"name": "x"}, SourceNameWrong),
        ({"name": "../etc"}, SourceNameWrong),
        ({"answer_hours": 0}, AnswerMissing),
        ({"answer_hours": 721}, AnswerMissing),
        ({"tells_back": " \u200b "}, TellsBackMissing),
    ],
)
def test_no_source_is_on_with_a_loop_that_nobody_closes(session, given, why):
    with pytest.raises(why):
        SourceWish(owner=a_person(session, "ada"), **RIGHT | given)


@pytest.mark.parametrize("name", ["gus", "robo", "olga", "stan"])
def test_only_a_colleague_answers_for_what_it_brings(session, name):
    with pytest.raises(OwnerMissing):
        SourceWish(owner=a_person(session, name), **RIGHT)


def test_two_sources_have_two_names(session, source, now):
    with pytest.raises(SourceThere):
        make_source(session, TEAM, SourceWish(owner=a_person(session, "ben"), **RIGHT), now)


def test_off_it_listens_no_more_until_it_is_on_again(session, source, now):
    switch_off(session, source, now)
    off = sources_listening(session, "desk")
    switch_on(session, source)

    assert (off, sources_listening(session, "desk")) == ([], [source])


def test_a_new_secret_is_another_one(session, source):
    before = source.secret

    assert rotate_secret(session, source).secret != before
    assert len(source.secret) == 64


def test_its_owner_is_asked_to_own_a_few_and_not_a_flood(session, sends):
    sends(*(f"Machine {n} in hall {n} stopped" for n in range(MOST_ASKED + 3)))

    asked = [each.handover_to for each in session.exec(select(Issue).order_by(Issue.number))]
    assert asked == [1] * MOST_ASKED + [None] * 3


def test_what_a_person_opened_is_joined_by_no_source(session, sends, now):
    a_channel(session)
    what = "The invoice shows the wrong address"
    open_issue(session, a_person(session, "ben"), Draft(what), PUBLIC_SCENE, now)

    assert [each["issue"] for each in sends(what)] == ["I-2"]


def test_another_machine_is_another_issue_and_other_words_are_not(session, sends):
    long = "In the hall of the old mill at the river machine {} stopped working again today"
    said = sends(long.format(3), long.format(4), long.format(3).replace("again", "AGAIN,"))

    assert [each["issue"] for each in said] == ["I-1", "I-2", "I-1"]


def test_after_thirty_days_the_same_words_are_a_new_issue(session, sends, now):
    sends("The invoice shows the wrong address")

    later = sends("The invoice shows the wrong address!", at=now + timedelta(days=31))

    assert later[0]["issue"] == "I-2"


def test_a_loop_counts_once_its_time_is_over_and_is_closed_with_the_customer_told(
    session, source, sends, now
):
    sends(*(f"Machine {n} in hall {n} stopped" for n in range(6)))
    first, second, *_ = session.exec(select(Issue).order_by(Issue.number))
    first.state, second.state, second.owner = State.NOT_OURS, State.WONT_FIX, source.owner

    early, late = (loops_of(session, source, now + timedelta(hours=hours)) for hours in (47, 49))
    assert (early.due, early.is_half_open) == (0, False)
    assert (late.due, late.closed, late.is_half_open) == (5, 1, True)


def test_keys_are_forgotten_when_no_tool_sends_them_again(session, sends, now):
    sends("The invoice shows the wrong address")

    assert forget_old_signals(session, now + KEPT_FOR) == 0
    assert forget_old_signals(session, now + KEPT_FOR + timedelta(seconds=1)) == 1
    assert session.exec(select(Signal)).all() == []


def test_what_came_together_and_says_the_same_is_one_line_of_history_and_a_report_each(
    session, sends
):
    what = "The invoice shows the wrong address"
    said = sends(what, "Parcels arrive late in Spain", what.upper(), what)

    assert [each["issue"] for each in said] == ["I-1", "I-2", "I-1", "I-1"]
    assert len({each["report"] for each in said}) == 4
    [*_, last] = story_of(session, TEAM, NOUN, 1)
    assert (last.what, last.facts["many"]) == ("reported", 2)


def test_fifty_that_say_the_same_cost_their_own_rows_and_no_more_than_two_do(session, sends):
    what, asked = "The invoice shows the wrong address", []
    sends(what)
    listen(session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2]))

    sends(*[what.upper()] * 2)
    few = len(asked)
    sends(*[what.title()] * 50)

    assert len(asked) - few <= few + 48


def test_one_that_is_refused_undoes_none_that_says_the_same(session, source, now):
    odd = [{"what": "Lift stuck"} | ({"severity": "odd"} if n == 5 else {}) for n in range(9)]
    sent = [Sent(TEAM, "desk", source.secret, f"k{n}", "d", each) for n, each in enumerate(odd)]

    taken = take_all(session, sent, KINDS, now)

    assert [each.status for each in taken] == [400 if n == 5 else 200 for n in range(9)]
    assert take_all(session, [sent[8], sent[8]], KINDS, now) == [taken[8]] * 2


def test_what_there_was_no_time_for_is_left_for_the_next_transaction(session, source, now):
    whats = ("Lift stuck", "Door stuck", "Lift stuck")
    sent = [
        Sent(TEAM, "desk", source.secret, f"k{n}", "d", {"what": each})
        for n, each in enumerate(whats)
    ]

    taken = take_all(session, sent, KINDS, now, has_time=lambda: False)

    assert [each is None for each in taken] == [False, True, False]
