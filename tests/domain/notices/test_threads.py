"""Replies: after what begins their thread, in it, or by themselves when it never begins."""

from datetime import timedelta

import pytest

from bot.domain.notices import (
    Place,
    Problem,
    Refused,
    Sent,
    State,
    Unknown,
    Unneeded,
    Urgency,
    is_anything_due,
    take_back,
)
from tests.domain.notices.outbox import TEAM

REPLY = Place(channel_id="C1", thread_of="post", broadcast=True)
NEVER_SAID = {
    "refused": lambda outbox: outbox.ends(outbox.claims()[0], Refused(Problem.TOO_LONG)),
    "not needed": lambda outbox: outbox.ends(outbox.claims()[0], Unneeded()),
    "taken back": lambda outbox: take_back(outbox.session, TEAM, "post"),
    "too late": lambda outbox: (outbox.later(hours=2), outbox.claims()),
}


def replies(outbox, **more):
    outbox.promises("reply", place=REPLY, **more)


def test_a_reply_waits_for_what_begins_its_thread(hasty):
    replies(hasty, urgency=Urgency.ANSWER)
    hasty.promises("post", urgency=Urgency.DIGEST)
    (post,) = hasty.claims()
    hasty.ends(post, Sent("C1", "1.7"))

    (reply,) = hasty.claims()

    assert (post.key, reply.key, reply.thread_ts, reply.broadcast) == ("post", "reply", "1.7", True)


def test_a_reply_to_what_nobody_has_promised_yet_waits_and_holds_up_nothing(hasty):
    replies(hasty)
    hasty.promises("other", urgency=Urgency.DIGEST)

    assert hasty.claims_keys() == ["other"]
    hasty.ends(hasty.claims()[0], Sent("C1", "1.1"))
    assert not is_anything_due(hasty.session, hasty.now)


def test_a_reply_waits_while_its_beginning_is_in_doubt(hasty):
    hasty.promises("post")
    replies(hasty)

    hasty.ends(hasty.claims()[0], Unknown())

    assert hasty.claims_keys() == ["post"]


@pytest.mark.parametrize("fate", NEVER_SAID)
def test_a_reply_to_what_was_never_said_is_said_by_itself(hasty, fate):
    hasty.promises("post", expires_at=hasty.now + timedelta(hours=1))
    NEVER_SAID[fate](hasty)
    replies(hasty)

    (reply,) = hasty.claims()

    assert (reply.key, reply.thread_ts) == ("reply", "")


def test_a_reply_whose_thread_is_gone_is_said_by_itself(hasty):
    hasty.promises("post")
    replies(hasty)
    hasty.says_all()

    hasty.ends(hasty.claims()[0], Refused(Problem.NO_THREAD))

    (reply,) = hasty.claims()
    assert (reply.key, reply.thread_ts) == ("reply", "")


def test_what_answers_a_person_in_a_thread_that_is_gone_stays_unsaid(hasty):
    hasty.promises("card", place=Place(channel_id="C1", thread_ts="1.1"))

    hasty.ends(hasty.claims()[0], Refused(Problem.NO_THREAD))

    assert (hasty.has("card").state, hasty.has("card").problem) == (State.DEAD, Problem.CLOSED)


def test_a_reply_in_another_channel_than_its_beginning_is_said_by_itself(hasty):
    hasty.promises("post", "C2")
    hasty.ends(hasty.claims()[0], Sent("C2", "1.7"))
    replies(hasty)

    assert [reply.thread_ts for reply in hasty.claims()] == [""]


def test_what_is_first_said_more_than_two_hours_late_is_late_for_ever(hasty):
    hasty.promises("late")
    hasty.later(hours=2, seconds=1)
    hasty.promises("prompt", "C2", due_at=hasty.now - timedelta(hours=2))
    hasty.says_all()
    hasty.later(days=1)
    hasty.promises("prompt", "C2")
    hasty.claims()

    assert [hasty.has(key).is_late for key in ("late", "prompt")] == [True, False]
