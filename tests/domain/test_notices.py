"""Notices: promised once, claimed by one, and finished by what Slack said."""

from datetime import timedelta

import pytest
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from bot.domain.notices import (
    Allowance,
    Lane,
    LockedOut,
    NotFound,
    Notice,
    NotSent,
    Pause,
    Place,
    Problem,
    RateLimited,
    Refused,
    Sent,
    State,
    Step,
    Unknown,
    Unneeded,
    Unreadable,
    Urgency,
    expire_notices,
    refresh,
    refresh_about,
    refresh_homes,
    release_held,
    release_leases,
    take_back,
)
from tests.domain.outbox import AT_ONCE, TEAM, Outbox

SENT = Sent("C1", "1.1")


@pytest.fixture
def session():
    engine = create_engine("sqlite://", poolclass=StaticPool)
    for table in (Notice, Lane, Pause):
        table.__table__.create(engine)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


@pytest.fixture
def outbox(session):
    return Outbox(session)


@pytest.fixture
def hasty(session):
    return Outbox(session, AT_ONCE)


def said(outbox, key="a", **more):
    outbox.promises(key, **more)
    (claimed,) = outbox.claims()
    outbox.ends(claimed, SENT)
    return outbox.has(key)


def test_a_promise_is_claimed_once(outbox):
    outbox.promises("a")

    assert outbox.claims_keys() == ["a"]
    assert outbox.claims_keys() == []


def test_the_same_key_is_one_message_with_the_newest_facts(outbox):
    outbox.promises("a", facts={"n": 1})
    outbox.promises("a", facts={"n": 2})

    (claimed,) = outbox.claims()

    assert (claimed.facts, claimed.wanted) == ({"n": 2}, 2)


def test_a_promise_without_a_place_is_nothing(outbox):
    outbox.promises("a", place=Place())

    assert outbox.claims() == []


def test_nothing_is_said_before_it_is_due(outbox):
    outbox.promises("a", due_at=outbox.now + timedelta(hours=1))

    assert outbox.claims_keys() == []
    outbox.later(hours=1)
    assert outbox.claims_keys() == ["a"]


def test_what_comes_too_late_is_not_said(outbox):
    outbox.promises("a", expires_at=outbox.now + timedelta(hours=1))
    outbox.later(hours=1)

    assert outbox.claims() == []
    assert outbox.has("a").state is State.EXPIRED


def test_what_expires_while_its_lane_waits_is_closed_too(outbox):
    outbox.promises("a", expires_at=outbox.now, held=True)

    expire_notices(outbox.session, outbox.now)

    assert outbox.has("a").state is State.EXPIRED


def test_a_message_that_was_said_does_not_expire(outbox):
    said(outbox, expires_at=outbox.now + timedelta(hours=1))
    outbox.later(hours=2)
    refresh(outbox.session, TEAM, "a")

    assert [claimed.step for claimed in outbox.claims()] == [Step.UPDATE]


def test_posts_to_one_place_go_in_order_one_at_a_time(hasty):
    for key in ("a", "b", "c"):
        hasty.promises(key)

    seen = []
    while claimed := hasty.claims():
        seen.append([one.key for one in claimed])
        hasty.ends(claimed[0], SENT)

    assert seen == [["a"], ["b"], ["c"]]


def test_posts_to_one_place_are_a_second_apart(outbox):
    outbox.promises("a")
    outbox.promises("b")

    (first,) = outbox.claims()
    wait = outbox.ends(first, SENT)

    assert wait == 1.0
    assert outbox.claims_keys() == []


def test_a_failed_head_holds_up_its_lane(outbox):
    outbox.promises("a")
    outbox.promises("b")
    (first,) = outbox.claims()

    outbox.ends(first, NotSent())

    assert outbox.claims_keys() == []


def test_a_post_in_doubt_holds_up_even_what_is_more_urgent(hasty):
    hasty.promises("a", urgency=Urgency.DIGEST)
    (first,) = hasty.claims()
    hasty.promises("b", urgency=Urgency.ANSWER)

    hasty.ends(first, Unknown())

    assert [(one.key, one.step) for one in hasty.claims()] == [("a", Step.LOOK)]


def test_other_places_do_not_wait(outbox):
    outbox.promises("a", "C1")
    outbox.promises("b", "C2")

    assert sorted(outbox.claims_keys()) == ["a", "b"]


def test_the_most_urgent_goes_first(outbox):
    outbox.promises("digest", "C1", urgency=Urgency.DIGEST)
    outbox.promises("answer", "C2", urgency=Urgency.ANSWER)

    assert [one.key for one in outbox.claims(limit=1)] == ["answer"]


def test_what_changed_while_it_was_sent_is_updated_at_once(outbox):
    outbox.promises("a")
    (claimed,) = outbox.claims()
    refresh(outbox.session, TEAM, "a")

    outbox.ends(claimed, SENT)

    assert [(one.step, one.ts) for one in outbox.claims()] == [(Step.UPDATE, "1.1")]


def test_updates_of_one_message_are_two_seconds_apart(outbox):
    said(outbox)
    refresh(outbox.session, TEAM, "a")
    (update,) = outbox.claims()
    refresh(outbox.session, TEAM, "a")

    wait = outbox.ends(update, SENT)

    assert wait == 2.0
    assert (outbox.has("a").state, outbox.claims()) == (State.READY, [])


def test_an_update_does_not_wait_for_the_posts_in_its_channel(outbox):
    said(outbox)
    outbox.promises("b")
    outbox.claims()
    refresh(outbox.session, TEAM, "a")

    assert outbox.claims_keys() == ["a"]


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


def test_a_deletion_of_what_is_gone_already_is_done(outbox):
    said(outbox)
    take_back(outbox.session, TEAM, "a")
    (claimed,) = outbox.claims()

    outbox.ends(claimed, Refused(Problem.MESSAGE_GONE))

    assert outbox.has("a").state is State.CANCELLED


def test_what_was_taken_back_may_be_promised_again(hasty):
    said(hasty)
    take_back(hasty.session, TEAM, "a")
    hasty.ends(hasty.claims()[0], Sent())

    hasty.promises("a", "C2")

    assert [(one.step, one.channel_id) for one in hasty.claims()] == [(Step.POST, "C2")]


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
    free_lanes(outbox)
    second = outbox.ends(outbox.claims()[0], NotFound())

    assert (first, second) == (5.0, 10.0)


def test_a_post_that_is_found_is_not_sent_again(hasty):
    hasty.promises("a")
    hasty.ends(hasty.claims()[0], Unknown())

    hasty.ends(hasty.claims()[0], Sent("C1", "1.7"))

    assert (hasty.has("a").ts, hasty.has("a").state) == ("1.7", State.SENT)


def test_a_crashed_sender_is_looked_after_before_anything_is_sent(hasty):
    hasty.promises("a")
    hasty.claims()

    (claimed,) = hasty.claims()

    assert claimed.step is Step.LOOK


def test_a_crashed_update_is_simply_done_again(outbox):
    said(outbox)
    refresh(outbox.session, TEAM, "a")
    outbox.claims()
    release_leases(outbox.session)

    assert [one.step for one in outbox.claims()] == [Step.UPDATE]


def test_a_sender_whose_lease_was_taken_over_has_no_say(hasty):
    hasty.promises("a")
    (frozen,) = hasty.claims()
    hasty.claims()

    hasty.ends(frozen, Refused(Problem.ARCHIVED))

    assert hasty.has("a").state is State.UNKNOWN


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


def test_retry_after_rests_the_method_and_nothing_else(outbox):
    said(outbox)
    outbox.promises("b", "C2")
    outbox.promises("c", "C3")
    refresh(outbox.session, TEAM, "a")
    post = next(one for one in outbox.claims(limit=1, allowance=only(Step.POST)))

    outbox.ends(post, RateLimited(30))

    assert outbox.claims_keys() == ["a"]


def test_a_workspace_that_refuses_our_token_rests_as_a_whole(outbox):
    said(outbox)
    outbox.promises("b", "C2")
    (post,) = outbox.claims()
    refresh(outbox.session, TEAM, "a")

    outbox.ends(post, LockedOut("token_revoked"))

    assert outbox.claims() == []


def test_no_more_than_the_allowance_is_claimed(outbox):
    for number in range(5):
        outbox.promises(f"n{number}", f"C{number}")

    claimed = outbox.claims(allowance=Allowance({Step.POST: 2}))

    assert len(claimed) == 2


def test_back_off_doubles_up_to_a_limit(outbox):
    waits = [outbox.pace.back_off(failures) for failures in (1, 2, 3, 20)]

    assert [round(wait / ideal) for wait, ideal in zip(waits, (1, 2, 4, 30), strict=True)] == [
        1
    ] * 4


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


def test_a_card_waits_seven_days_for_an_invitation(outbox):
    outbox.promises("a", held=True)
    outbox.later(days=7)

    expire_notices(outbox.session, outbox.now)

    assert release_held(outbox.session, TEAM, "C1", outbox.now) == 0


def test_a_held_card_stays_held_when_it_changes(outbox):
    outbox.promises("a", held=True)

    refresh(outbox.session, TEAM, "a")

    assert (outbox.claims(), outbox.has("a").wanted) == ([], 2)


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


def only(step):
    return Allowance(dict.fromkeys({*Step} - {step}, 0), {})


def free_lanes(outbox):
    release_leases(outbox.session)
