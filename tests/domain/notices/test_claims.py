"""Claims: what is due, by one sender at a time, in order, and no faster than Slack bears."""

from datetime import timedelta

from sqlmodel import Session

from bot.database import Database
from bot.domain.notices import (
    Allowance,
    LockedOut,
    NotSent,
    Place,
    Problem,
    RateLimited,
    Refused,
    State,
    Step,
    Unknown,
    Urgency,
    expire_notices,
    promise,
    refresh,
    release_leases,
)
from tests.domain.notices.outbox import SENT, TEAM, Outbox, only, said


def test_a_promise_is_claimed_once(outbox):
    outbox.promises("a")

    assert outbox.claims_keys() == ["a"]
    assert outbox.claims_keys() == []


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


def test_a_crashed_sender_is_looked_after_before_anything_is_sent(hasty):
    hasty.promises("a")
    hasty.claims()

    (claimed,) = hasty.claims()

    assert claimed.step is Step.LOOK


def test_a_crashed_update_is_simply_done_again(outbox):
    said(outbox)
    refresh(outbox.session, TEAM, "a")
    outbox.claims()
    outbox.lets_machine_time_pass()

    assert [one.step for one in outbox.claims()] == [Step.UPDATE]


def test_a_sender_whose_lease_was_taken_over_has_no_say(hasty):
    hasty.promises("a")
    (frozen,) = hasty.claims()
    hasty.claims()

    hasty.ends(frozen, Refused(Problem.ARCHIVED))

    assert hasty.has("a").state is State.UNKNOWN


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


def test_the_last_calls_of_a_minute_are_kept_for_what_a_person_waits_for(outbox):
    said(outbox, "digest", urgency=Urgency.DIGEST)
    refresh(outbox.session, TEAM, "digest")
    outbox.promises("brief", "C2", urgency=Urgency.DIGEST)
    outbox.promises("answer", "C3", urgency=Urgency.ANSWER)
    few = {(TEAM, Step.POST): 1, (TEAM, Step.UPDATE): 1}

    claimed = outbox.claims(allowance=Allowance({}, few, {Step.POST: 1, Step.UPDATE: 1}))

    assert [one.key for one in claimed] == ["answer"]


def test_a_workspace_at_its_limit_hides_no_other(outbox):
    outbox.promises("here", "C1")
    promise(
        outbox.session,
        "T2",
        "there",
        kind="card",
        place=Place(channel_id="C1"),
        now=outbox.now,
    )

    claimed = outbox.claims(limit=1, allowance=Allowance({}, {(TEAM, Step.POST): 0}))

    assert [one.key for one in claimed] == ["there"]


def test_what_cannot_be_looked_for_now_hides_nothing_else(hasty):
    hasty.promises("a", "C1")
    hasty.ends(hasty.claims()[0], Unknown())
    hasty.promises("b", "C2")

    claimed = hasty.claims(limit=1, allowance=Allowance({}, {(TEAM, Step.LOOK): 0}))

    assert [one.key for one in claimed] == ["b"]


def test_back_off_doubles_up_to_a_limit(outbox):
    waits = [outbox.pace.back_off(failures) for failures in (1, 2, 3, 20)]

    assert [round(wait / ideal) for wait, ideal in zip(waits, (1, 2, 4, 30), strict=True)] == [
        1
    ] * 4


def test_a_restart_on_sqlite_waits_for_nothing(sqlite_url):
    database = Database(sqlite_url)
    with Session(database.engine) as session:
        outbox = Outbox(session)
        outbox.promises("a")
        outbox.claims()
        release_leases(session)

        assert outbox.claims_keys() == ["a"]
    database.dispose()
