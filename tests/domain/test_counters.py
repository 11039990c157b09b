"""Record numbers: counted by workspace and noun, without a gap, whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import Session

from bot.domain.counters import give_back_number, next_number
from tests.factories import TEAM

THREADS = 16
ROLLED_BACK_EACH = 3


def numbers_taken(database, asked):
    """Take numbers in many threads; every third transaction is rolled back. Returns the saved."""

    def take(turn):
        with Session(database.engine) as session:
            number = next_number(session, TEAM, "commitment")
            if turn % ROLLED_BACK_EACH == 0:
                session.rollback()
                return None
            session.commit()
            return number

    # SQLite has one writing thread by design; on PostgreSQL the pool makes the others wait.
    threads = THREADS if database.engine.dialect.name == "postgresql" else 1
    with ThreadPoolExecutor(threads) as pool:
        taken = list(pool.map(take, range(asked)))
    return [number for number in taken if number is not None]


def test_numbers_begin_at_one_and_go_on(session):
    assert [next_number(session, TEAM, "commitment") for _ in range(3)] == [1, 2, 3]


def test_each_noun_and_workspace_counts_for_itself(session):
    next_number(session, TEAM, "commitment")

    assert next_number(session, TEAM, "issue") == 1
    assert next_number(session, "T2", "commitment") == 1


def test_a_number_given_back_is_the_next(session):
    number = next_number(session, TEAM, "commitment")

    give_back_number(session, TEAM, "commitment")

    assert next_number(session, TEAM, "commitment") == number


def test_many_at_once_leave_no_gap_and_share_no_number(database):
    saved = numbers_taken(database, asked=48)

    assert sorted(saved) == list(range(1, 33))
