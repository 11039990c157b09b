"""Looking commitments up: lists in pages, what stays unseen, and what is late to whom."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.areas import areas_of, join_area
from bot.domain.commitments.disputable import done_lately_for
from bot.domain.commitments.finding import (
    PAGE,
    UNSEEN_COUNTED_TO,
    Which,
    listed,
    open_count,
    shown,
    shown_all,
)
from bot.domain.commitments.moving import hand_over
from bot.domain.commitments.offers import accept
from bot.domain.commitments.records import Rung
from bot.domain.commitments.settling import drop, keep, send_back
from bot.domain.words import Words
from bot.domain.workspaces import learn_workspace
from tests.factories import (
    FRIDAY,
    OPS,
    PUBLIC_SCENE,
    TEAM,
    a_commitment,
    a_person,
    working_days_later,
)

PRIVATE = replace(PUBLIC_SCENE, channel_id="CPRIV", is_private=True)


@pytest.fixture
def ada(session):
    return a_person(session, "ada")


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


@pytest.fixture
def numbers(session, now):
    """Return the numbers on a page of a list."""

    def of_page(me, which, at=now, **more):
        page = listed(session, me, which, at, **more)
        return [each.commitment.number for each in page.shown]

    return of_page


def many(session, count, **of):
    return [a_commitment(session, "ada", what=f"promise {n}", **of) for n in range(count)]


def test_mine_are_those_i_owe(session, ada, ben, now, numbers):
    a_commitment(session, "ada")
    a_commitment(session, "ben", to="ada")
    keep(session, a_commitment(session, "ada", what="done"), ada, "", now)

    assert numbers(ada, Which.MINE) == [1]


def test_owed_are_those_promised_to_me_by_others(session, ada, ben, numbers):
    a_commitment(session, "ben", to="ada")
    a_commitment(session, "ada", to="ada")
    a_commitment(session, "ben")

    assert numbers(ada, Which.OWED) == [1]


def test_offered_are_offers_and_handovers_that_wait_for_me(session, ada, ben, now, numbers):
    a_commitment(session, "ben", owner="ada")
    hand_over(session, a_commitment(session, "ben"), ben, ada, now)
    accept(session, a_commitment(session, "ben", owner="ada", what="accepted"), ada, now)

    assert numbers(ada, Which.OFFERED) == [1, 2]


def test_open_are_everybodys(session, ada, ben, now, numbers):
    a_commitment(session, "ben")
    a_commitment(session, "ada", owner="ben", what="offered")
    drop(session, a_commitment(session, "ada", what="dropped"), ada, "why", now)

    assert numbers(ada, Which.OPEN) == [1]


def test_those_of_a_person_are_what_they_owe(session, ada, ben, numbers):
    a_commitment(session, "ben")
    a_commitment(session, "ada")

    assert numbers(ada, Which.PERSON, of=ben.number) == [1]


def test_those_of_an_area_are_what_its_people_owe(session, ada, ben, numbers):
    sales = areas_of(session, TEAM)[-1]
    join_area(session, ben, sales.number)
    a_commitment(session, "ben")
    a_commitment(session, "ada")

    assert numbers(ada, Which.AREA, of=sales.number) == [1]


def test_the_next_due_comes_first(session, ada, numbers):
    for days in (3, 1, 2):
        a_commitment(session, "ada", due_on=FRIDAY + timedelta(days=days))

    assert numbers(ada, Which.MINE) == [2, 3, 1]


def test_a_page_holds_ten(session, ada, now):
    many(session, PAGE + 1)

    pages = [listed(session, ada, Which.MINE, now, page=page) for page in (0, 1, 2)]

    assert [len(page.shown) for page in pages] == [PAGE, 1, 0]
    assert [page.has_more for page in pages] == [True, False, False]


def test_ten_have_no_second_page(session, ada, now):
    many(session, PAGE)

    assert not listed(session, ada, Which.MINE, now).has_more


def test_what_one_may_not_see_is_only_counted(session, ada, ben, now):
    many(session, 3, scene=PRIVATE)

    page = listed(session, ben, Which.OPEN, now)

    assert (page.shown, page.unseen) == ([], 3)


def test_the_unseen_are_counted_no_further_than_it_matters(session, ada, ben, now):
    for number in range(UNSEEN_COUNTED_TO + 5):
        a_commitment(session, "ada", what=f"promise {number}", scene=PRIVATE)

    assert listed(session, ben, Which.OPEN, now).unseen == UNSEEN_COUNTED_TO + 1


def test_my_own_missed_date_is_shown_to_me_at_once(session, ada, numbers):
    commitment = a_commitment(session, "ada")
    missed = commitment.overdue_from

    assert numbers(ada, Which.OVERDUE, missed - timedelta(seconds=1)) == []
    assert numbers(ada, Which.OVERDUE, missed) == [1]


# Owned in Berlin, California and India: due on a Friday or a Monday. Nobody else is told before
# their next working day has ended.
@pytest.mark.parametrize("owner", ["ada", "cleo", "dev"])
@pytest.mark.parametrize("due_on", [FRIDAY, date(2026, 11, 30), date(2026, 11, 28)])
def test_others_hear_of_it_only_after_a_working_day_of_the_owners(
    session, ben, numbers, owner, due_on
):
    whose = a_person(session, owner)
    commitment = a_commitment(session, owner, due_on=due_on)
    day_after = commitment.overdue_from
    while day_after.astimezone(whose.zoneinfo).weekday() > 4:
        day_after += timedelta(days=1)

    commitment.rung, commitment.rung_on = Rung.LATE, day_after.astimezone(whose.zoneinfo).date()
    too_early = day_after + timedelta(hours=23, minutes=59)
    assert numbers(ben, Which.OVERDUE, too_early) == []
    assert numbers(ben, Which.OVERDUE, too_early + timedelta(hours=27)) == [1]
    assert not commitment.is_openly_overdue(too_early)


def test_what_its_owner_has_not_heard_is_in_nobody_elses_list(session, ada, ben, numbers):
    commitment = a_commitment(session, "ada")
    much_later = commitment.overdue_from + timedelta(days=9)

    assert numbers(ada, Which.OVERDUE, much_later) == [1]
    assert numbers(ben, Which.OVERDUE, much_later) == []
    assert not shown(session, commitment, much_later).is_known_late

    commitment.rung, commitment.rung_on = Rung.LATE, commitment.due_on + timedelta(days=3)
    assert numbers(ben, Which.OVERDUE, much_later) == [1]
    assert shown(session, commitment, much_later).is_known_late


def test_what_is_over_is_late_to_nobody(session, ada, now):
    commitment = a_commitment(session, "ada")
    much_later = now + timedelta(days=30)
    keep(session, commitment, ada, "", now)

    assert not commitment.is_overdue(much_later)
    assert not commitment.is_openly_overdue(much_later)


def test_open_ones_are_counted_for_their_owner(session, ada, ben, now):
    many(session, 3)
    a_commitment(session, "ben")
    keep(session, a_commitment(session, "ada", what="done"), ada, "", now)

    assert open_count(session, ada) == 3


def test_what_was_done_for_me_lately_can_be_looked_up(session, ada, ben, now):
    for name, when in (("early", now), ("late", working_days_later(now, 6))):
        commitment = a_commitment(session, "ada", to="ben", what=f"a promise {name}")
        keep(session, commitment, ada, "", when)

    lately = done_lately_for(session, ben, working_days_later(now, 6))

    assert [each.what for each in lately] == ["a promise late"]


def test_what_i_sent_back_once_is_not_asked_about_again(session, ada, ben, now):
    commitment = keep(session, a_commitment(session, "ada", to="ben"), ada, "", now)
    send_back(session, commitment, ben, "missing", now)
    keep(session, commitment, ada, "", now)

    assert done_lately_for(session, ben, now) == []


def test_a_commitment_is_shown_with_its_people_and_words(session, ada, ben, now):
    commitment = a_commitment(session, "ada", to="ben", customers="Acme")
    hand_over(session, commitment, ada, a_person(session, "dev"), now)

    seen = shown(session, commitment, now)

    assert (seen.owner.called, seen.promised_to.called) == ("Ada Lind", "Ben Okafor")
    assert (seen.offered_by, seen.handover_to.called) == (None, "Dev Rao")
    assert (seen.what, seen.customers, seen.proof) == (
        "call every customer lost in May",
        "Acme",
        "",
    )


def test_what_is_done_is_shown_with_its_proof(session, ada, now):
    commitment = keep(session, a_commitment(session, "ada"), ada, "https://crm/1", now)

    assert shown(session, commitment, now).proof == "https://crm/1"


def test_today_is_the_owners(session, now):
    late = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    commitment = a_commitment(session, "dev")

    assert shown(session, commitment, late).today == date(2026, 11, 25)


def test_erased_words_are_said_to_be_erased(session, now):
    commitment = a_commitment(session, "ada")
    session.delete(session.get_one(Words, commitment.what))
    session.flush()

    assert shown(session, commitment, now).what == "(erased)"


def test_the_message_it_comes_from_is_linked_once_the_address_is_known(session, now):
    scene = replace(PUBLIC_SCENE, message_channel=OPS, message_ts="1.25")
    commitment = a_commitment(session, "ada", scene=scene)
    before = shown(session, commitment, now).link

    learn_workspace(session, TEAM, "https://acme.slack.com/", "UBOT")

    assert (before, shown(session, commitment, now).link) == (
        "",
        "https://acme.slack.com/archives/COPS/p125",
    )


def test_without_a_message_there_is_no_link(session, now):
    learn_workspace(session, TEAM, "https://acme.slack.com", "UBOT")

    assert shown(session, a_commitment(session, "ada"), now).link == ""


def test_nothing_is_shown_of_nothing(session, now):
    assert shown_all(session, [], now) == []
