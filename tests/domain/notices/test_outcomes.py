"""Outcomes: what each answer of Slack makes of a notice."""

from bot.domain.notices import (
    NotFound,
    Place,
    Problem,
    Refused,
    Sent,
    State,
    Step,
    Unknown,
    Unneeded,
    Unreadable,
    Urgency,
    refresh,
    release_held,
    take_back,
)
from tests.domain.notices.outbox import TEAM, said


def test_a_deletion_of_what_is_gone_already_is_done(outbox):
    said(outbox)
    take_back(outbox.session, TEAM, "a")
    (claimed,) = outbox.claims()

    outbox.ends(claimed, Refused(Problem.MESSAGE_GONE))

    assert outbox.has("a").state is State.CANCELLED


def test_a_message_somebody_deleted_is_not_posted_again(outbox):
    said(outbox)
    refresh(outbox.session, TEAM, "a")
    outbox.ends(outbox.claims()[0], Refused(Problem.MESSAGE_GONE))

    outbox.promises("a")

    assert (outbox.claims(), outbox.has("a").state) == ([], State.GONE)


def test_a_lost_answer_is_looked_for_twice_and_then_sent_again(hasty):
    hasty.promises("a")
    hasty.ends(hasty.claims()[0], Unknown())
    steps = []

    for _ in range(3):
        (claimed,) = hasty.claims()
        steps.append(claimed.step)
        hasty.ends(claimed, NotFound())

    assert steps == [Step.LOOK, Step.LOOK, Step.POST]


def test_looks_are_ten_seconds_apart(outbox):
    outbox.promises("a")

    first = outbox.ends(outbox.claims()[0], Unknown())
    outbox.lets_machine_time_pass()
    second = outbox.ends(outbox.claims()[0], NotFound())

    assert (first, second) == (5.0, 10.0)


def test_a_post_that_is_found_is_not_sent_again(hasty):
    hasty.promises("a")
    hasty.ends(hasty.claims()[0], Unknown())

    hasty.ends(hasty.claims()[0], Sent("C1", "1.7"))

    assert (hasty.has("a").ts, hasty.has("a").state) == ("1.7", State.SENT)


def test_an_unreadable_history_sends_a_deadline_once_more(hasty):
    hasty.promises("a", urgency=Urgency.DEADLINE)
    steps = []

    for outcome in (Unknown(), Unreadable(), Unknown(), Unreadable()):
        (claimed,) = hasty.claims()
        steps.append(claimed.step)
        hasty.ends(claimed, outcome)

    assert steps == [Step.POST, Step.LOOK, Step.POST, Step.LOOK]
    assert hasty.has("a").state is State.ASSUMED


def test_an_unreadable_history_takes_all_else_as_sent(hasty):
    hasty.promises("a")
    hasty.ends(hasty.claims()[0], Unknown())

    hasty.ends(hasty.claims()[0], Unreadable())
    hasty.promises("a")

    assert (hasty.claims(), hasty.has("a").state) == ([], State.ASSUMED)


def test_a_look_that_broke_counts_as_unreadable(hasty):
    hasty.promises("a")
    hasty.ends(hasty.claims()[0], Unknown())

    hasty.ends(hasty.claims()[0], Refused(Problem.BUG))

    assert hasty.has("a").state is State.ASSUMED


def test_somebody_who_cannot_be_reached_is_reported_to_who_asked(hasty):
    hasty.promises("a", asked_by="U1", subject=("commitment", 12), place=Place(person_id="U9"))

    hasty.ends(hasty.claims()[0], Refused(Problem.PERSON_GONE))

    (told,) = hasty.claims()
    assert (told.kind, told.person_id) == ("undeliverable", "U1")
    assert told.facts["reason"] == "person_gone"
    assert told.facts["subject"] == ["commitment", 12]


def test_a_report_that_cannot_arrive_is_not_reported(hasty):
    hasty.promises("a", asked_by="U1")
    hasty.ends(hasty.claims()[0], Refused(Problem.TOO_LONG))

    hasty.ends(hasty.claims()[0], Refused(Problem.PERSON_GONE))

    assert hasty.claims() == []


def test_a_card_for_a_place_without_the_bot_waits_for_an_invitation(hasty):
    hasty.promises("a", asked_by="U1")
    hasty.ends(hasty.claims()[0], Refused(Problem.NOT_HERE))
    told = [one.kind for one in hasty.claims()]

    released = release_held(hasty.session, TEAM, "C1", hasty.now)

    assert (told, released) == (["undeliverable"], 1)
    assert "a" in hasty.claims_keys()


def test_what_need_not_be_said_is_closed(outbox):
    outbox.promises("a")

    outbox.ends(outbox.claims()[0], Unneeded())

    assert outbox.has("a").state is State.CANCELLED


def test_an_update_that_cannot_be_shown_waits_for_the_next_change(hasty):
    said(hasty)
    refresh(hasty.session, TEAM, "a")
    hasty.ends(hasty.claims()[0], Refused(Problem.TOO_LONG))
    before = hasty.claims()

    refresh(hasty.session, TEAM, "a")

    assert (before, [one.step for one in hasty.claims()]) == ([], [Step.UPDATE])
