"""What is on an agenda: what people put there, and what the records say, as far as it is open."""

from datetime import date, timedelta

import pytest

from bot.domain.areas import areas_of, join_area
from bot.domain.channels import ChannelKind, Posting
from bot.domain.commitments import moving, settling
from bot.domain.forums.changing import end
from bot.domain.lines import add_line, agenda_of, waiting_lines
from bot.domain.scenes import Scene
from bot.domain.sessions.agendas import agenda_for, topics_of
from bot.domain.sessions.items import (
    LONGEST,
    AgendaFull,
    ForumOver,
    ItemMissing,
    ItemTooLong,
    NoSuchItem,
    NotYourItem,
    add_item,
    open_items,
    put_on_agenda,
    settle_item,
)
from bot.domain.sessions.records import ItemState
from tests.conftest import NOON
from tests.domain.sessions.living import a_forum, berlin, lives, notice, passes, sessions
from tests.factories import FRIDAY, TEAM, a_channel, a_commitment, a_person

POST, START = berlin(27, month=11), berlin(1)
SECRET = Scene(channel_id="CSECRET", posting=Posting.POSTED, is_private=True)


@pytest.fixture
def forum(session):
    return a_forum(session)


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


def read_back(session, forum, now=START):
    return agenda_for(session, forum, None, now).read_back


def named(part):
    return [shown.commitment.name for shown in part.shown]


def test_an_item_is_on_the_agenda_with_who_put_it_there(session, forum, ben):
    add_item(session, forum, ben, "two customers left", NOON)

    topic = topics_of(session, forum, NOON)[0]
    assert (topic.text, topic.by, topic.carried) == ("two customers left", ben, 0)


def test_the_same_words_a_moment_later_are_the_same_item(session, forum, ben):
    first = add_item(session, forum, ben, "Two customers left", NOON)

    again = add_item(session, forum, ben, "two  customers left", NOON + timedelta(seconds=59))
    later = add_item(session, forum, ben, "two customers left", NOON + timedelta(seconds=121))

    assert (again.number, later.number) == (first.number, first.number + 1)


def test_the_same_form_sent_twice_makes_one_item(session, forum, ben):
    for text in ("the queue", "the queue"):
        add_item(session, forum, ben, text, NOON, origin="view:V1")

    assert len(open_items(session, forum)) == 1


@pytest.mark.parametrize(
    ("text", "refusal"), [(" ", ItemMissing), ("x" * (LONGEST + 1), ItemTooLong)]
)
def test_an_item_says_something_and_is_short(session, forum, ben, text, refusal):
    with pytest.raises(refusal):
        add_item(session, forum, ben, text, NOON)


def test_an_agenda_has_an_end(session, forum, ben):
    for number in range(100):
        add_item(session, forum, ben, f"item {number}", NOON)

    with pytest.raises(AgendaFull):
        add_item(session, forum, ben, "one more", NOON)


def test_a_forum_that_has_ended_has_no_agenda(session, forum, ben):
    end(session, forum, a_person(session, "ada"), NOON)

    with pytest.raises(ForumOver):
        add_item(session, forum, ben, "one more", NOON)


@pytest.mark.parametrize("name", ["ben", "ada"])
def test_its_writer_or_who_leads_takes_an_item_off(session, forum, ben, name):
    item = add_item(session, forum, ben, "the queue", NOON)

    settle_item(session, item.number, a_person(session, name), ItemState.DROPPED, NOON)

    assert topics_of(session, forum, NOON) == []
    with pytest.raises(NoSuchItem):
        settle_item(session, item.number, ben, ItemState.DONE, NOON)


def test_nobody_else_takes_an_item_off(session, forum, ben):
    item = add_item(session, forum, ben, "the queue", NOON)

    with pytest.raises(NotYourItem) as refused:
        settle_item(session, item.number, a_person(session, "dev"), ItemState.DONE, NOON)
    assert refused.value.facts["who"] == "Ben Okafor or Ada Lind"


def test_the_post_follows_what_comes_and_goes(session, forum, ben):
    passes(session, POST)
    before = notice(session, "2026-12-01:post").wanted

    item = add_item(session, forum, ben, "the queue", POST)
    settle_item(session, item.number, ben, ItemState.DROPPED, POST)

    assert notice(session, "2026-12-01:post").wanted > before + 1


def test_a_record_is_put_on_the_agenda_once_and_leaves_it_when_it_is_settled(session, forum, ben):
    promise = a_commitment(session)
    for _ in range(2):
        put_on_agenda(session, forum, "commitment", promise.number, ben, NOON)
    before = [topic.record.commitment.name for topic in topics_of(session, forum, NOON)]

    settling.keep(session, promise, a_person(session, "ada"), "", NOON)

    assert (before, topics_of(session, forum, NOON)) == (["C-1"], [])


def test_what_the_clock_put_in_line_is_shown_at_once_and_becomes_an_item(session, forum):
    promise = a_commitment(session)
    listing = agenda_of(forum.number)
    add_line(session, TEAM, listing, "k1", "late", NOON, about=("commitment", promise.number))
    before = [topic.number for topic in topics_of(session, forum, NOON)]

    passes(session, POST)

    assert (before, [topic.number for topic in topics_of(session, forum, POST)]) == ([0], [1])
    assert waiting_lines(session, TEAM, listing) == []


def test_a_record_of_another_private_place_is_named_and_not_told(session, forum, ben):
    a_channel(session, "CSECRET", kind=ChannelKind.PRIVATE)
    secret = a_commitment(session, scene=SECRET)
    put_on_agenda(session, forum, "commitment", secret.number, ben, NOON)

    assert [topic.is_hidden for topic in topics_of(session, forum, NOON)] == [True]


def test_promises_of_the_channel_are_read_back_kept_late_and_moved(session, forum):
    ada = a_person(session, "ada")
    kept, late, moved, _ = (a_commitment(session, what=f"promise {n}") for n in "1234")
    settling.keep(session, kept, ada, "", NOON)
    settling.keep(session, late, ada, "", NOON + timedelta(days=5))
    moving.move(session, moved, ada, (FRIDAY + timedelta(days=20), None), "the file", NOON)

    found = read_back(session, forum, NOON + timedelta(days=6))

    assert (named(found.kept), named(found.late), named(found.moved)) == (["C-1"], ["C-2"], ["C-3"])


def test_only_what_became_of_promises_since_the_last_session_is_read_back(session, forum):
    ada = a_person(session, "ada")
    settling.keep(session, a_commitment(session), ada, "", NOON)
    lives(session, POST, START)

    one = sessions(session)[-1]
    found = agenda_for(session, forum, one, berlin(14, "16:00")).read_back

    assert found.kept.count == 0


def test_a_date_that_has_passed_is_read_once_its_owner_had_a_day_to_settle_it(session, forum):
    a_commitment(session, due_on=date(2026, 11, 25))

    early = read_back(session, forum, berlin(26, month=11))
    later = read_back(session, forum, berlin(28, month=11))

    assert (early.overdue.count, later.overdue.count) == (0, 1)


def test_what_is_talked_about_anyway_is_not_named_a_second_time(session, forum, ben):
    late = a_commitment(session, "ben", due_on=FRIDAY - timedelta(days=2))
    put_on_agenda(session, forum, "commitment", late.number, ben, NOON)

    agenda = agenda_for(session, forum, None, START + timedelta(days=3))

    assert [topic.record.commitment.number for topic in agenda.topics] == [late.number]
    assert agenda.read_back.overdue.count == 0


def test_promises_of_other_channels_and_open_offers_are_not_read_back(session, forum):
    a_channel(session, "CSECRET", kind=ChannelKind.PRIVATE)
    a_commitment(session, scene=SECRET, due_on=date(2026, 11, 24))
    a_commitment(session, owner="ben", due_on=date(2026, 11, 24))

    found = read_back(session, forum)

    assert (found.overdue.count, found.areas) == (0, [])


def test_the_newest_promise_that_names_its_customers_comes_first(session, forum):
    for at, customers in enumerate(("Acme", "Oak & Sons", "")):
        a_commitment(session, what=f"promise {at}", customers=customers)

    assert read_back(session, forum).customer.customers == "Oak & Sons"


def test_without_such_a_promise_that_part_is_left_out(session, forum):
    a_commitment(session)

    assert read_back(session, forum).customer is None


def test_areas_are_counted_in_the_order_of_the_alphabet(session, forum):
    areas = {area.name: area.number for area in areas_of(session, TEAM)}
    for name, area in (("ada", "Service"), ("dev", "Finance")):
        join_area(session, a_person(session, name), areas[area])
    for number in range(3):
        a_commitment(session, "ada", what=f"promise {number}")
    a_commitment(session, "dev")

    assert read_back(session, forum).areas == [("Finance", 1), ("Service", 3)]


def test_a_part_knows_how_many_it_does_not_show(session, forum):
    for number in range(13):
        a_commitment(session, what=f"promise {number}", due_on=date(2026, 11, 24))

    part = read_back(session, forum).overdue

    assert (len(part.shown), part.count) == (10, 13)
