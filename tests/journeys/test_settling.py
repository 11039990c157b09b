"""The rest of a commitment's life: handed over, dropped, released, sent back, undone, reworded."""

from datetime import date

from tests.journeys.town import SHARED

pytestmark = SHARED  # One pair is enough, and what races does so on PostgreSQL.
FORUM = "#cx-forum"


async def promised(town, text="send the churn list by friday", name="ada"):
    """Promise something in the forum, and wait for its card."""
    seen = await town.slack.person(name).types(f"/cx commit {text}", in_=FORUM)
    await town.shows("[Done]", card=FORUM)
    return seen


async def test_a_handover_leaves_the_giver_its_owner_until_it_is_accepted(town):
    await promised(town)

    seen = await town.ada.types("/cx handoff C-1 @ben", in_=FORUM)
    assert "You offered to hand it to Ben Okafor" in seen.text
    await town.shows("Ada Lindqvist", "Being handed to Ben Okafor", card=FORUM)
    await town.shows("Ada Lindqvist hands you C-1", "[Accept]", dm="ben")
    await town.ben.presses("Accept", on=town.dm("ben"))

    await town.shows("Open", "Ben Okafor", "handed on 1×", card=FORUM)
    await town.shows("yours now", dm="ben")
    town.two_days_pass()
    await town.shows("1 thing to know", "Ben Okafor took it over from you", dm="ada")


async def test_a_handover_by_menu_can_be_declined(town):
    await promised(town)

    await town.ada.chooses("Hand over", on=town.card())
    await town.ada.submits({"Who": "ben"})
    await town.shows("Being handed to Ben", card=FORUM)
    await town.shows("[Decline]", dm="ben")
    await town.ben.presses("Decline", on=town.dm("ben"))
    await town.ben.submits({"Why": "Not my area."})

    await town.shows("Ada Lindqvist", without="Being handed", card=FORUM)
    await town.shows("no longer being handed to you", dm="ben")
    town.two_days_pass()
    await town.shows("did not take it over", "Not my area.", dm="ada")


async def test_dropping_asks_why_and_tells_whoever_waits(town):
    await promised(town, "send the list to @cleo by friday")

    await town.ada.chooses("Drop", on=town.card())
    await town.ada.submits({"Why": ""})
    assert town.ada.modal is not None
    await town.ada.submits({"Why": "The customer left."})

    await town.shows("Dropped", card=FORUM)
    town.two_days_pass()
    await town.shows("dropped it", "The customer left.", dm="cleo")


async def test_whoever_waits_can_release_the_owner(town):
    await promised(town, "send the list to @cleo by friday")
    town.two_days_pass()
    await town.shows("promised it", "[Release]", dm="cleo")

    await town.cleo.presses("Release", on=town.dm("cleo"))
    await town.cleo.submits({"Why": "We found it."})

    await town.shows("Released", card=FORUM)
    await town.shows("all of it is settled", "Released", dm="ada")


async def test_not_there_yet_opens_it_again_but_only_once(town):
    await promised(town, "send the list to @cleo by friday")
    await town.ada.types("/cx done C-1 it is in the drive", in_=FORUM)
    town.two_days_pass()
    await town.shows("called it done", "it is in the drive", dm="cleo")

    await town.cleo.presses("Not there yet", on=town.dm("cleo"))
    await town.cleo.submits({"Why": "Two names are missing."})
    await town.shows("not there yet", "Two names are missing.", dm="ada")
    await town.ada.presses("Done", on=town.dm("ada"))
    await town.ada.submits({"Proof": "Both are in."})
    await town.shows("Done in time", card=FORUM)

    once_more = await town.cleo.types("/cx reopen C-1 one more", in_=FORUM)
    assert "sent back once already" in once_more.text


async def test_not_there_yet_ends_after_five_working_days(town):
    await promised(town, "send the list to @cleo by friday")
    await town.ada.types("/cx done C-1 it is in the drive", in_=FORUM)
    town.slack.move(days=8)

    seen = await town.cleo.types("/cx reopen C-1 two names are missing", in_=FORUM)

    assert "more than five working days ago" in seen.text
    assert "reopen C-1 two names are missing" in seen.text


CHANGES = {
    "done C-1 sent": "Done in time",
    "extend C-1 to 24 december because I am ill": "moved 1×",
    "drop C-1 because the customer left": "Dropped",
    "handoff C-1 @ben": "Being handed to Ben",
}


async def test_each_change_can_be_undone(town):
    await promised(town)

    for line, changed in CHANGES.items():
        seen = await town.ada.types(f"/cx {line}", in_=FORUM)
        await town.shows(changed, card=FORUM)
        await town.ada.presses("Undo", on=seen)
        text = await town.shows("[Done]", "Open", "Friday 27 November", without=changed, card=FORUM)

        assert "send the churn list" in text


async def test_an_undone_change_takes_back_what_was_asked(town):
    await promised(town)
    seen = await town.ada.types("/cx handoff C-1 @ben", in_=FORUM)
    await town.shows("hands you C-1", "[Accept]", dm="ben")

    await town.ada.presses("Undo", on=seen)

    await town.slack.until(lambda: town.ben.dms() == [])


async def test_nobody_undoes_what_another_did_or_what_is_long_ago(town):
    await promised(town)
    await town.ada.types("/cx done C-1 sent", in_=FORUM)
    await town.shows("Done in time", card=FORUM)

    seen = await town.ben.chooses("Undo", on=town.card())
    await town.shows("Only the person who did that can undo it", seen=seen)
    town.slack.move(minutes=11)
    late = await town.ada.chooses("Undo", on=town.card())

    await town.shows("The ten minutes for undoing are over", seen=late)


async def test_the_wording_can_be_edited_for_ten_minutes(town):
    seen = await promised(town, "send teh list by friday")

    await town.ada.presses("Change", on=seen)
    assert town.ada.modal.values["What"] == "send teh list"
    await town.ada.submits({"What": "send the list", "By when": date(2026, 11, 26)})
    await town.shows("send the list", "Thursday 26 November", card=FORUM)
    await town.ada.chooses("Edit wording", on=town.card())
    await town.ada.submits({"What": "send the whole list", "For which customers?": "Acme"})

    await town.shows("send the whole list", "Helps: Acme", card=FORUM)


async def test_after_ten_minutes_the_wording_stays(town):
    await promised(town)
    town.slack.move(minutes=11)

    seen = await town.ada.chooses("Edit wording", on=town.card())

    await town.shows("can be edited for ten minutes", seen=seen)
    assert town.ada.modal is None
