"""What nobody waits for an answer to comes with the next digest, and within two working days."""

from datetime import date

import pytest
from sqlmodel import select

from bot.domain.answers import Kind
from bot.domain.commitments.moving import hand_over, move, refuse_handover, take_over
from bot.domain.commitments.offers import Wish, accept, decline, discuss
from bot.domain.commitments.settling import drop, keep, release, send_back
from bot.domain.commitments.undoing import undo
from bot.domain.notices import Notice
from bot.drawings import Drawings, Subject
from tests.factories import TEAM, a_commitment, to_be_told

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (10, 11, 12))
FRIDAY, NEXT_FRIDAY = date(2026, 11, 13), date(2026, 11, 20)


@pytest.fixture
def promised(session, cast, now):
    """Ada promises Ben something for the end of next week."""
    return a_commitment(session, "ada", to="ben", due_on=NEXT_FRIDAY, now=now)


@pytest.fixture
def offered(session, cast, now):
    return a_commitment(session, "ada", owner="ben", due_on=NEXT_FRIDAY, now=now)


def at_once(session, person):
    session.flush()
    told = select(Notice).where(Notice.kind == Kind.TOLD, Notice.person_id == person.slack_id)
    return len(session.exec(told).all())


def read(session, now, person):
    """Return the newest digest of somebody as it is drawn now."""
    session.flush()
    theirs = select(Notice).where(Notice.kind == Kind.DIGEST, Notice.person_id == person.slack_id)
    notice = session.exec(theirs.order_by(Notice.id.desc())).first()
    drawn = Drawings(lambda: now, "/cx")(
        session, Subject(TEAM, notice.kind, notice.facts, notice.reader)
    )
    return drawn().payload() if drawn else None


def test_with_nothing_else_due_news_comes_on_the_second_working_morning(
    session, days, cast, promised
):
    days.pass_by(TUESDAY, FRIDAY)

    assert days.told(cast["ben"]) == [(THURSDAY, Kind.TOLD, 1)]
    payload = read(session, days.at(THURSDAY), cast["ben"])
    assert payload["text"].startswith("Thursday 12 November · 1 thing to know: Ada Lind")


def test_news_comes_with_what_falls_due_before(session, days, cast, promised, now):
    a_commitment(session, "ben", due_on=FRIDAY, now=now)

    days.pass_by(TUESDAY, WEDNESDAY)

    assert days.told(cast["ben"]) == [(WEDNESDAY, Kind.TOLD, 1)]
    text = read(session, days.at(WEDNESDAY), cast["ben"])["text"]
    assert "1 more thing to know" in text


def test_of_one_record_only_the_newest_is_told(session, days, cast, ada, promised, now):
    move(session, promised, ada, (FRIDAY, None), "they need it earlier", now)
    keep(session, promised, ada, "it is in their folder", now)

    days.pass_by(TUESDAY, FRIDAY)

    assert len(days.told(cast["ben"])) == 1
    blocks = str(read(session, days.at(THURSDAY), cast["ben"])["blocks"])
    assert "it is in their folder" in blocks
    assert "Not there yet" in blocks


def test_who_has_acted_on_it_since_is_told_nothing(session, days, cast, promised):
    release(session, promised, cast["ben"], "", days.at(TUESDAY, 15))

    days.pass_by(TUESDAY, FRIDAY)

    assert days.told(cast["ben"]) == []
    assert [what for _, *what in days.told(cast["ada"])] == [[Kind.TOLD, 1]]


def test_news_that_never_arrived_is_told_again(session, days, cast, promised):
    days.pass_by(TUESDAY, THURSDAY, arrive=False)
    days.lose()
    days.pass_by(FRIDAY, FRIDAY)

    assert days.told(cast["ben"]) == [(FRIDAY, Kind.TOLD, 1)]


def test_undone_it_is_told_nobody_even_in_a_digest_that_was_seen(session, days, cast, ada, now):
    promised = a_commitment(session, "ben", to="ada", due_on=NEXT_FRIDAY, now=now)
    days.pass_by(TUESDAY, WEDNESDAY)
    keep(session, promised, cast["ben"], "it is in their folder", days.at(THURSDAY, 8, 55))
    days.look(days.at(THURSDAY))
    before = str(read(session, days.at(THURSDAY), ada))
    days.arrive()
    undo(session, promised, cast["ben"], promised.revision, days.at(THURSDAY, 9, 4))

    assert "in their folder" in before
    assert "in their folder" not in str(read(session, days.at(THURSDAY, 10), ada))


def test_more_than_ten_come_the_morning_after(session, days, cast, now):
    for number in range(12):
        what = f"call customer {number}"
        a_commitment(session, "ada", to="ben", due_on=NEXT_FRIDAY, now=now, what=what)

    days.pass_by(TUESDAY, FRIDAY)

    told = [day for day, *_ in days.told(cast["ben"])]
    assert (told.count(THURSDAY), told.count(FRIDAY)) == (10, 2)


def test_a_yes_to_an_offer_is_told_in_passing(session, cast, offered, now):
    accept(session, offered, cast["ben"], now)

    assert at_once(session, cast["ada"]) == 0
    assert (Kind.TOLD, "UADA") in to_be_told(session)


def test_a_no_to_an_offer_is_told_at_once_since_somebody_else_is_to_be_found(
    session, cast, offered, now
):
    decline(session, offered, cast["ben"], "no time", now)

    assert at_once(session, cast["ada"]) == 1


@pytest.mark.parametrize("settle", [keep, drop])
def test_the_end_of_a_promise_is_told_in_passing(session, cast, ada, promised, now, settle):
    settle(session, promised, ada, "the customer has it", now)

    assert at_once(session, cast["ben"]) == 0


def test_a_yes_to_a_handover_is_told_in_passing_and_a_no_at_once(session, cast, ada, promised, now):
    hand_over(session, promised, ada, cast["dev"], now)
    take_over(session, promised, cast["dev"], now)
    assert (at_once(session, ada), (Kind.TOLD, "UADA") in to_be_told(session)) == (0, True)

    hand_over(session, promised, cast["dev"], cast["cleo"], now)
    refuse_handover(session, promised, cast["cleo"], "no time", now)
    assert at_once(session, cast["dev"]) == 1


def test_a_wish_about_an_offer_is_told_at_once(session, cast, offered, now):
    discuss(session, offered, cast["ben"], Wish("a week more"), now)

    assert at_once(session, cast["ada"]) == 1


def test_not_there_yet_is_told_at_once(session, cast, ada, promised, now):
    keep(session, promised, ada, "it is in their folder", now)
    send_back(session, promised, cast["ben"], "half of it is missing", now)

    assert at_once(session, ada) == 1
