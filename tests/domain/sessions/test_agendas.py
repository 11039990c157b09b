"""What is on an agenda: what people put there, and what the records say, as far as it is open."""

from datetime import timedelta

import pytest

from bot.domain.channels import ChannelKind, Posting
from bot.domain.commitments import settling
from bot.domain.forums.changing import end
from bot.domain.lines import add_line, agenda_of, waiting_lines
from bot.domain.scenes import Scene
from bot.domain.sessions.agendas import topics_of
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
from tests.domain.sessions.living import a_forum, berlin, notice, passes
from tests.factories import TEAM, a_channel, a_commitment, a_person

POST, START = berlin(27, month=11), berlin(1)
SECRET = Scene(channel_id="CSECRET", posting=Posting.POSTED, is_private=True)


@pytest.fixture
def forum(session):
    return a_forum(session)


@pytest.fixture
def ben(session):
    return a_person(session, "ben")


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
    made = a_commitment(session)
    for _ in range(2):
        put_on_agenda(session, forum, "commitment", made.number, ben, NOON)
    before = [topic.record.commitment.name for topic in topics_of(session, forum, NOON)]

    settling.keep(session, made, a_person(session, "ada"), "", NOON)

    assert (before, topics_of(session, forum, NOON)) == (["C-1"], [])


def test_what_the_clock_put_in_line_is_shown_at_once_and_becomes_an_item(session, forum):
    made = a_commitment(session)
    listing = agenda_of(forum.number)
    add_line(session, TEAM, listing, "k1", "late", NOON, about=("commitment", made.number))
    before = [topic.number for topic in topics_of(session, forum, NOON)]

    passes(session, POST)

    assert (before, [topic.number for topic in topics_of(session, forum, POST)]) == ([0], [1])
    assert waiting_lines(session, TEAM, listing) == []


def test_a_record_of_another_private_place_is_named_and_not_told(session, forum, ben):
    a_channel(session, "CSECRET", kind=ChannelKind.PRIVATE)
    secret = a_commitment(session, scene=SECRET)
    put_on_agenda(session, forum, "commitment", secret.number, ben, NOON)

    assert [topic.is_hidden for topic in topics_of(session, forum, NOON)] == [True]
