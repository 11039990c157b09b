"""Offers that wait, change and lapse, and the two shortcuts."""

from datetime import date

from tests.journeys.test_digests import morning
from tests.journeys.town import SHARED

pytestmark = SHARED  # What is read there does not depend on the way in.
FORUM = "#cx-forum"
OFFER = "/cx commit @ben send the churn list by 24 december"


async def test_an_offer_without_an_answer_is_followed_up_and_lapses(town):
    await town.ada.types(OFFER, in_=FORUM)
    await town.shows("[Accept]", dm="ben")

    morning(town, 30)
    await town.shows("no answer yet from Ben", "lapses on", "[Take it back]", dm="ada")
    morning(town, 9)
    await town.shows("1 thing to know", "the offer lapsed", "did not answer", dm="ada")

    await town.shows("Lapsed without an answer", without="[Accept]", dm="ben")
    assert town.slack.channel(FORUM).messages == []


async def test_an_offer_without_an_answer_is_changed_in_the_digest(town):
    await town.ada.types(OFFER, in_=FORUM)
    await town.shows("[Accept]", dm="ben")
    morning(town, 30)
    await town.shows("no answer yet", dm="ada")

    await town.ada.presses("Change the offer", on=town.dm("ada"))
    await town.ada.submits({"What": "send half of the churn list"})

    await town.shows("it goes on", "settled", without="[Take it back]", dm="ada")
    await town.shows("send half of the churn list", "[Accept]", dm="ben")


async def test_an_offer_can_be_taken_back(town):
    await town.ada.types(OFFER, in_=FORUM)
    await town.shows("[Discuss]", dm="ben")
    await town.ben.presses("Discuss", on=town.dm("ben"))
    await town.ben.submits({"What would need to change": "Ask Dev"})
    await town.shows("Ask Dev", dm="ada")

    await town.ada.presses("Take it back", on=town.dm("ada"))

    await town.shows("Taken back", without="[Accept]", dm="ben")


async def test_an_offer_is_accepted_or_declined_by_command(town):
    await town.ada.types(OFFER, in_=FORUM)
    await town.ada.types("/cx commit @ben call Acme about May by friday", in_=FORUM)

    seen = await town.ben.types("/cx commit C-1", in_=FORUM)
    assert "You accepted it" in seen.text
    seen = await town.ben.types("/cx dissent C-2 I am away that week", in_=FORUM)
    assert "You declined it" in seen.text

    town.two_days_pass()
    await town.shows("Ben Okafor declined it", "I am away that week", dm="ada")
    await town.shows("Ben Okafor", "send the churn list", card=FORUM)


async def test_an_undone_offer_is_gone_from_the_dm(town):
    seen = await town.ada.types(OFFER, in_=FORUM)
    await town.shows("[Accept]", dm="ben")

    await town.ada.presses("Undo", on=seen)

    await town.slack.until(lambda: town.ben.dms() == [])


async def test_home_answers_what_was_offered(town):
    await town.ada.types(OFFER, in_=FORUM)
    home = await town.ben.opens_home()
    await town.shows("Waits for my answer", "send the churn list", home="ben")

    await town.ben.presses("Accept", on=home)

    await town.shows("What I owe", "send the churn list", without="Waits", home="ben")
    await town.shows("Ben Okafor", card=FORUM)


async def test_a_message_becomes_a_commitment_that_keeps_its_link(town):
    post = await town.ben.says("Acme wants the export by Friday & soon", in_=FORUM)

    await town.ada.uses_shortcut("Make a commitment", on=post)
    assert town.ada.modal.values["What"] == "Acme wants the export by Friday & soon"
    assert town.ada.modal.values["Who"] == town.ben.id
    seen = await town.ada.submits({"Who": "ada", "By when": date(2026, 11, 27)})

    await town.shows("Ada Lindqvist", "The message it comes from", card=FORUM)
    await town.shows("Commitment C-1", seen=seen)


async def test_the_global_shortcut_asks_where_it_should_be_seen(town):
    await town.ada.uses_shortcut("New commitment")
    await town.ada.submits({"What": "call Acme about May", "By when": date(2026, 11, 27)})
    assert "Seen by you only" in town.ada.modal.text
    await town.ada.closes()

    await town.ada.uses_shortcut("New commitment")
    what = {"What": "send the churn list", "By when": date(2026, 11, 27)}
    await town.ada.submits({**what, "Where should this be seen?": FORUM})

    await town.shows("C-2", "send the churn list", card=FORUM)
    assert len(town.slack.channel(FORUM).messages) == 1
    seen = await town.ben.types("/cx list open", in_=FORUM)
    assert "And 1 more in private places." in seen.text


async def test_what_was_thrown_away_is_gone_from_home(town):
    await town.ada.types("/cx commit ok", in_=FORUM)
    await town.ada.closes()
    home = await town.ada.opens_home()
    await town.shows("Unfinished", home="ada")

    await town.ada.chooses("Throw away", on=home)

    await town.shows("What I owe", without="Unfinished", home="ada")
