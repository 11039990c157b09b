"""The database's threads: who is served first, and how they end."""

import threading

import pytest

from bot.database.threads import MOST_IN_A_ROW, Threads


@pytest.fixture
def held():
    """One thread that is busy until told to go on, and the event that tells it."""
    threads, go_on, begun = Threads(1, "test"), threading.Event(), threading.Event()
    threads.submit(lambda: (begun.set(), go_on.wait(5)))
    assert begun.wait(5)
    yield threads, go_on
    go_on.set()
    threads.shutdown()


def test_what_a_person_waits_for_overtakes_the_jobs(held):
    threads, go_on = held
    order = []
    jobs = [threads.submit(lambda: order.append("job")) for _ in range(3)]
    person = threads.submit(lambda: order.append("person"), urgent=True)

    go_on.set()
    for each in (person, *jobs):
        each.result(5)

    assert order == ["person", "job", "job", "job"]


def test_jobs_go_on_however_many_people_wait(held):
    threads, go_on = held
    order = []
    job = threads.submit(lambda: order.append("job"))
    people = [threads.submit(lambda: order.append("p"), urgent=True) for _ in range(20)]

    go_on.set()
    for each in (job, *people):
        each.result(5)

    assert order.index("job") == MOST_IN_A_ROW


def test_what_a_call_raises_is_raised_where_it_is_awaited(held):
    threads, go_on = held
    broken = threads.submit(lambda: 1 / 0)
    go_on.set()

    with pytest.raises(ZeroDivisionError):
        broken.result(5)


def test_after_the_end_nothing_begins(held):
    threads, _ = held
    waiting = threads.submit(lambda: None)

    threads.shutdown(within=0.05)

    assert waiting.cancelled()
    with pytest.raises(RuntimeError):
        threads.submit(lambda: None)
