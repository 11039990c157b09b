"""One person who acts for another: promises, done, extend, and what the other's digest says."""

from datetime import UTC, date, datetime

from tests.journeys.town import EMBEDDED

pytestmark = EMBEDDED
FORUM = "#cx-forum"
OFFER = "/cx commit @ada send the churn list by 4 december"
PROMISE = "Promise it for Ada Lindqvist"


async def names_deputy(town, name):
    await town.ada.types("/cx settings", in_=FORUM)
    await town.ada.submits({"Who may act for me": name})


async def test_a_promise_is_made_for_another_who_hears_it_once(town):
    await names_deputy(town, "ben")
    seen = await town.ben.types(OFFER, in_=FORUM)
    assert "offered to" in seen.text

    await town.ben.presses(PROMISE, on=seen)

    await town.shows("You for Ada Lindqvist promised it", "[Undo]", without=PROMISE, seen=seen)
    await town.shows("Ben Okafor for Ada Lindqvist promised it", card=FORUM)
    await town.shows("Ben Okafor for you promised it", "[Done]", dm="ada")
    assert len([post for post in town.ada.dms() if post.author == "cxbot"]) == 1


async def test_what_was_promised_for_another_can_be_undone(town):
    await names_deputy(town, "ben")
    seen = await town.ben.types(OFFER, in_=FORUM)
    await town.ben.presses(PROMISE, on=seen)
    await town.shows("Ben Okafor for you promised it", dm="ada")

    await town.ben.presses("Undo", on=seen)

    await town.shows("asks you to promise", "[Accept]", without="for you", dm="ada")
    await town.slack.until(lambda: town.slack.channel(FORUM).messages == [])


async def test_nobody_else_can_promise_for_another(town):
    await names_deputy(town, "ben")

    seen = await town.cleo.types(OFFER, in_=FORUM)

    assert "offered to" in seen.text
    assert PROMISE not in seen.text


async def test_the_lines_of_anothers_digest_stand_on_home_and_are_done_from_there(town):
    await names_deputy(town, "ben")
    await town.ada.types("/cx commit send the churn list by 4 december", in_=FORUM)
    town.slack.clock.move_to(datetime(2026, 12, 2, 15, tzinfo=UTC))
    await town.shows("1 thing falls due", dm="ada")
    home = await town.ben.opens_home()
    await town.shows("For Ada Lindqvist", "send the churn list", home="ben")

    await town.ben.chooses("Extend", on=home, near="C-1")
    await town.ben.submits({"By when": date(2026, 12, 8), "Why": "The file came late."})

    await town.shows("Ben Okafor for Ada Lindqvist moved it", card=FORUM)
    await town.shows("What I owe", without="For Ada", home="ben")
    assert town.ben.dms() == []
