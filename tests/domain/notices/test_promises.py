"""Promises: one message for each key, changed, taken back, held and released."""

from datetime import timedelta

from bot.domain.notices import (
    Place,
    Sent,
    State,
    Step,
    expire_notices,
    refresh,
    refresh_about,
    refresh_homes,
    release_held,
    take_back,
)
from tests.domain.notices.outbox import SENT, TEAM, said


def test_the_same_key_is_one_message_with_the_newest_facts(outbox):
    outbox.promises("a", facts={"n": 1})
    outbox.promises("a", facts={"n": 2})

    (claimed,) = outbox.claims()

    assert (claimed.facts, claimed.wanted) == ({"n": 2}, 2)


def test_a_promise_without_a_place_is_nothing(outbox):
    outbox.promises("a", place=Place())

    assert outbox.claims() == []


def test_a_message_that_was_said_does_not_expire(outbox):
    said(outbox, expires_at=outbox.now + timedelta(hours=1))
    outbox.later(hours=2)
    refresh(outbox.session, TEAM, "a")

    assert [claimed.step for claimed in outbox.claims()] == [Step.UPDATE]


def test_what_changed_while_it_was_sent_is_updated_at_once(outbox):
    outbox.promises("a")
    (claimed,) = outbox.claims()
    refresh(outbox.session, TEAM, "a")

    outbox.ends(claimed, SENT)

    assert [(one.step, one.ts) for one in outbox.claims()] == [(Step.UPDATE, "1.1")]


def test_many_changes_become_one_update(outbox):
    said(outbox)
    for _ in range(5):
        refresh(outbox.session, TEAM, "a")

    (update,) = outbox.claims()
    outbox.ends(update, SENT)

    assert (outbox.has("a").shown, outbox.has("a").state) == (6, State.SENT)


def test_everything_about_a_record_is_drawn_anew(hasty):
    hasty.promises("a", "C1", subject=("commitment", 12))
    hasty.promises("b", "C2", subject=("commitment", 12))
    hasty.promises("c", "C3", subject=("commitment", 13))
    hasty.says_all()

    refresh_about(hasty.session, TEAM, "commitment", 12)

    assert sorted(hasty.claims_keys()) == ["a", "b"]


def test_a_home_is_published_in_no_lane(outbox):
    outbox.promises("home:U1", kind="home", place=Place(person_id="U1", home=True))
    (home,) = outbox.claims()
    outbox.ends(home, Sent())
    refresh_homes(outbox.session, TEAM, ["U2", "U1", ""])

    assert (home.step, home.lane, outbox.has("home:U1").wanted) == (Step.PUBLISH, "", 2)


def test_refreshing_what_was_never_promised_does_nothing(outbox):
    refresh(outbox.session, TEAM, "nowhere")

    assert outbox.claims() == []


def test_what_is_taken_back_in_time_is_never_posted(outbox):
    outbox.promises("a")

    take_back(outbox.session, TEAM, "a")

    assert (outbox.claims(), outbox.has("a").state) == ([], State.CANCELLED)


def test_what_is_taken_back_afterwards_is_deleted(outbox):
    said(outbox)
    take_back(outbox.session, TEAM, "a")

    (claimed,) = outbox.claims()
    outbox.ends(claimed, Sent())

    assert (claimed.step, outbox.has("a").state) == (Step.DELETE, State.CANCELLED)


def test_what_is_taken_back_while_it_is_sent_is_deleted_when_it_is_there(outbox):
    outbox.promises("a")
    (claimed,) = outbox.claims()
    take_back(outbox.session, TEAM, "a")

    outbox.ends(claimed, SENT)

    assert [one.step for one in outbox.claims()] == [Step.DELETE]


def test_what_was_taken_back_may_be_promised_again(hasty):
    said(hasty)
    take_back(hasty.session, TEAM, "a")
    hasty.ends(hasty.claims()[0], Sent())

    hasty.promises("a", "C2")

    assert [(one.step, one.channel_id) for one in hasty.claims()] == [(Step.POST, "C2")]


def test_a_card_waits_seven_days_for_an_invitation(outbox):
    outbox.promises("a", held=True)
    outbox.later(days=7)

    expire_notices(outbox.session, outbox.now)

    assert release_held(outbox.session, TEAM, "C1", outbox.now) == 0


def test_a_held_card_stays_held_when_it_changes(outbox):
    outbox.promises("a", held=True)

    refresh(outbox.session, TEAM, "a")

    assert (outbox.claims(), outbox.has("a").wanted) == ([], 2)
