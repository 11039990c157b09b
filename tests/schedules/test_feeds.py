"""Reading feeds: page after page, each in a task of its own, and no failure stops the others."""

import asyncio

import pytest
from sqlmodel import col, select

from bot.domain.people import person_seen
from bot.domain.wins.feeds import keep_feed
from bot.domain.wins.records import Feed, Win
from bot.gateways.feeds import FeedFailed, FeedPage
from schedules.feeds import FeedReader
from tests.conftest import NOON
from tests.factories import TEAM, a_person

URL = "https://crm.example/wins"


class Elsewhere:
    """Lists that are read without a network: an address → its page, or why it fails."""

    def __init__(self, **pages):
        self.pages = {f"{URL}{at}": page for at, page in pages.items()}
        self.asked = []

    async def page(self, url, etag=""):
        self.asked.append((url.removeprefix(URL), etag))
        found = self.pages.get(url, "it answered 404")
        if isinstance(found, str):
            raise FeedFailed(found)
        await asyncio.sleep(0)
        return found


def a_page(*numbers, after=""):
    items = [{"id": number, "story": f"story number {number} of theirs"} for number in numbers]
    return FeedPage({"items": items, "next": f"{URL}{after}" if after else ""}, '"a"')


@pytest.fixture
def kept(database):
    async def keep(*names):
        def save(session):
            a_person(session, "ada")
            ada = person_seen(session, TEAM, "UADA")
            for name in names:
                keep_feed(session, ada, name, f"{URL}/{name}", NOON)

        await database.transaction(save)

    return keep


async def read(database, elsewhere):
    reader = FeedReader(elsewhere)
    await reader.read_due_feeds(database.transaction, lambda: NOON)
    await reader.until_read()
    await reader.read_due_feeds(database.transaction, lambda: NOON)
    await reader.until_read()


async def rows(database):
    def found(session):
        wins = [win.origin for win in session.exec(select(Win).order_by(col(Win.number)))]
        return wins, {feed.name: feed for feed in session.exec(select(Feed))}

    return await database.reading(found)


async def test_all_pages_are_read_and_the_mark_is_of_the_first(database, kept):
    await kept("crm")
    numbers = range(60)  # More than one transaction takes.
    pages = {"/crm": a_page(*numbers, after="/2"), "/2": a_page(60)}
    elsewhere = Elsewhere()
    elsewhere.pages = {f"{URL}{at}": page for at, page in pages.items()}

    await read(database, elsewhere)

    wins, feeds = await rows(database)
    assert wins == [f"feed:crm:{number}" for number in range(61)]
    assert (feeds["crm"].etag, feeds["crm"].next_page) == ('"a"', "")
    assert elsewhere.asked == [("/crm", ""), ("/2", "")]


async def test_what_fails_in_the_middle_goes_on_there(database, kept):
    await kept("crm")
    elsewhere = Elsewhere()
    elsewhere.pages = {f"{URL}/crm": a_page(1, after="/2")}

    await read(database, elsewhere)

    wins, feeds = await rows(database)
    assert wins == ["feed:crm:1"]
    assert (feeds["crm"].next_page, feeds["crm"].last_error) == (f"{URL}/2", "it answered 404")


async def test_one_that_fails_does_not_keep_the_others_waiting(database, kept):
    await kept("a", "b", "c", "d", "e")
    elsewhere = Elsewhere()
    elsewhere.pages = {f"{URL}/{name}": a_page(name) for name in "abde"}

    await read(database, elsewhere)

    wins, feeds = await rows(database)
    assert sorted(wins) == [f"feed:{name}:{name}" for name in "abde"]
    assert [name for name, feed in feeds.items() if feed.failing_since] == ["c"]
    assert feeds["c"].next_at > NOON


async def test_a_bug_of_ours_is_a_failure_of_that_feed(database, kept, caplog):
    await kept("crm")
    elsewhere = Elsewhere()
    elsewhere.pages = {f"{URL}/crm": FeedPage({"items": 5})}

    await read(database, elsewhere)

    _, feeds = await rows(database)
    assert feeds["crm"].last_error == "reading it broke; my log says how"


async def test_a_list_without_an_end_is_read_in_turns(database, kept):
    await kept("crm")
    elsewhere = Elsewhere()
    elsewhere.pages = {f"{URL}/crm": a_page(0, after="/1")}
    elsewhere.pages |= {f"{URL}/{n}": a_page(n, after=f"/{n + 1}") for n in range(1, 30)}

    await read(database, elsewhere)

    _, feeds = await rows(database)
    assert (feeds["crm"].next_page, feeds["crm"].etag) == (f"{URL}/20", "")
    assert len(elsewhere.asked) == 20
