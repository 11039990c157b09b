"""Feeds: each item once, what is no win is passed over, and what fails is left alone for longer."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.domain.administering import NotAdministering
from bot.domain.lines import BRIEF, waiting_lines
from bot.domain.wins import feeds
from bot.domain.wins.finding import shown_all
from bot.domain.wins.outside import NotAWin, outside_in
from bot.domain.wins.records import Feed, State, Win
from tests.conftest import NOON
from tests.domain.wins.telling import a_wins_channel
from tests.factories import TEAM, a_person

URL = "https://crm.example/wins.json"
ITEM = {"id": "7", "story": "they renewed for two years", "area": "sales", "people": ["UBEN"]}
HOUR = timedelta(hours=1)


@pytest.fixture
def reading(session):
    a_wins_channel(session)
    a_person(session, "ben")
    feeds.keep_feed(session, a_person(session, "ada"), "crm", URL, NOON)
    session.flush()
    return feeds.claim_feed(session, NOON)


def row(session):
    session.flush()
    session.expire_all()
    return session.get_one(Feed, (TEAM, "crm"))


def brief(session):
    session.flush()
    return [line.kind for line in waiting_lines(session, TEAM, BRIEF)]


def test_each_item_is_one_win_however_often_it_is_read(session, reading):
    for _ in range(2):
        feeds.take_page(session, reading, [ITEM, {**ITEM, "id": 8}], "", NOON)

    wins = session.exec(select(Win)).all()
    assert [win.origin for win in wins] == ["feed:crm:7", "feed:crm:8"]
    told = shown_all(session, wins)[0]
    assert (told.story, told.area, [each.called for each in told.people]) == (
        "they renewed for two years",
        "Sales",
        ["Ben Okafor"],
    )


def test_a_customer_that_it_names_needs_a_yes(session, reading):
    feeds.take_page(session, reading, [{**ITEM, "customer": "Acme"}], "", NOON)

    assert session.exec(select(Win)).one().state is State.WAITING


@pytest.mark.parametrize(
    "item",
    [
        *({}, [], "text", 5, None),
        {"id": "7"},
        {"story": "they renewed for two years"},
        {"id": "7", "story": "renewed"},
        {"id": "7", "story": 5},
        {"id": "7", "story": "x y z" * 600},
        {"id": "7" * 200, "story": "they renewed for two years"},
        {**ITEM, "people": "UBEN"},
        {**ITEM, "customer": ["Acme"]},
    ],
)
def test_what_is_no_win_is_passed_over_and_counted(session, reading, item):
    taken = feeds.take_page(session, reading, [item, ITEM], "", NOON)

    assert (taken.wins, taken.refused) == (1, 1)


def test_of_two_replicas_one_reads(session, reading):
    assert reading.first_page == URL
    assert feeds.claim_feed(session, NOON) is None
    assert feeds.claim_feed(session, NOON + feeds.LEASE) == reading  # Its reader died.


def test_read_to_its_end_it_is_looked_at_in_an_hour(session, reading):
    feeds.note_read(session, reading, '"a"', NOON)

    feed = row(session)
    assert (feed.etag, feed.next_at, feed.read_at) == ('"a"', NOON + HOUR, NOON)
    assert feeds.claim_feed(session, NOON + HOUR).etag == '"a"'


def test_cut_off_it_goes_on_where_it_was(session, reading):
    feeds.take_page(session, reading, [ITEM], f"{URL}?page=2", NOON)
    session.flush()
    session.expire_all()

    again = feeds.claim_feed(session, NOON + feeds.LEASE)

    assert (again.first_page, again.etag) == (f"{URL}?page=2", "")


def test_each_failure_leaves_it_alone_for_longer():
    pauses = [feeds.pause_after(failures) for failures in (1, 2, 3, 20)]

    assert timedelta(minutes=4) < pauses[0] < timedelta(minutes=6)
    assert pauses == sorted(pauses)
    assert timedelta(hours=5) < pauses[3] < timedelta(hours=7)


def test_the_cco_hears_once_until_it_is_read_again(session, reading):
    feeds.note_failure(session, reading, "it answered 503", NOON)
    assert brief(session) == []
    for _ in range(5):
        feeds.note_failure(session, reading, "it answered 503", NOON)
    assert brief(session) == ["feed_fails"]

    feeds.note_read(session, reading, "", NOON)
    for _ in range(3):
        feeds.note_failure(session, reading, "it answered 503", NOON + HOUR)

    assert brief(session) == ["feed_fails"] * 2


def test_an_address_that_was_changed_meanwhile_is_not_marked_as_read(session, reading):
    feeds.keep_feed(session, a_person(session, "ada"), "crm", "https://other.example/", NOON)

    feeds.note_failure(session, reading, "it answered 503", NOON)

    assert row(session).failing_since is None


@pytest.mark.parametrize(
    ("after", "page"),
    [
        ("?page=2", f"{URL}?page=2"),
        ("/wins/2", "https://crm.example/wins/2"),
        (f"{URL}?page=2", f"{URL}?page=2"),
        ("https://elsewhere.example/", ""),
        ("//elsewhere.example/", ""),
        ("", ""),
        (None, ""),
        (5, ""),
    ],
)
def test_the_next_page_is_on_the_same_host(after, page):
    assert feeds.next_page_in(URL, {"next": after}) == page


@pytest.mark.parametrize(
    ("name", "url", "problem"),
    [
        ("CRM!", URL, feeds.BadFeedName),
        ("crm", "ftp://crm.example", feeds.BadFeedAddress),
        ("crm", "crm.example", feeds.BadFeedAddress),
    ],
)
def test_a_feed_has_a_name_and_an_address(session, name, url, problem):
    with pytest.raises(problem):
        feeds.keep_feed(session, a_person(session, "ada"), name, url, NOON)


def test_only_who_administers_looks_after_them(session, reading):
    ben = a_person(session, "ben")
    with pytest.raises(NotAdministering):
        feeds.keep_feed(session, ben, "crm", URL, NOON)
    with pytest.raises(NotAdministering):
        feeds.drop_feed(session, ben, "crm")

    feeds.drop_feed(session, a_person(session, "ada"), "crm")

    assert feeds.feeds_of(session, TEAM) == []


def test_what_is_wrong_names_its_part():
    with pytest.raises(NotAWin, match="people"):
        outside_in({**ITEM, "people": [5]})
