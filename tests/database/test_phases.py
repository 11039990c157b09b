"""Who wins is decided once: the thread that commits, or the loop that gives up."""

import pytest

from bot.database.attempts import Attempt
from bot.errors import TooSlow


@pytest.fixture
def attempt():
    return Attempt()


def test_who_commits_first_is_not_given_up(attempt):
    attempt.begin(lambda: None)
    attempt.claim_commit()

    assert attempt.abandon() is None
    assert attempt.committing


def test_who_was_given_up_does_not_commit(attempt):
    attempt.begin(lambda: None)
    attempt.abandon()()

    with pytest.raises(TooSlow):
        attempt.claim_commit()
    assert not attempt.committing


def test_what_was_given_up_while_it_waited_never_begins(attempt):
    attempt.abandon()()

    with pytest.raises(TooSlow):
        attempt.begin(lambda: None)
    attempt.leave()


def test_giving_up_breaks_off_what_is_running(attempt):
    stopped = []
    attempt.begin(lambda: stopped.append("statement"))

    attempt.abandon()()
    attempt.leave()

    assert stopped == ["statement"]


def test_a_stop_that_fails_does_not_keep_the_thread_waiting(attempt):
    def fail():
        raise OSError

    attempt.begin(fail)

    with pytest.raises(OSError):  # noqa: PT011 - it is the one raised above
        attempt.abandon()()
    attempt.leave()


def test_a_connection_given_back_is_not_broken_off_under_its_next_user(attempt):
    stopped = []
    attempt.begin(lambda: stopped.append("somebody else's statement"))
    attempt.leave()

    attempt.abandon()()

    assert stopped == []
