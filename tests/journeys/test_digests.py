"""Mornings: what falls due arrives in one message, and each thing in it is settled there."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
HOME_OF_ADA = ZoneInfo("Europe/Berlin")
LIST = "send the churn list by 4 december"  # A Friday.


def morning(town, day, hour=9, minute=0):
    """Move to a moment of Ada's in December 2026, or November."""
    month = 11 if day > 24 else 12
    local = datetime(2026, month, day, hour, minute, tzinfo=HOME_OF_ADA)
    town.slack.clock.move_to(local.astimezone(UTC))


def digests(town, name):
    dms = [post for post in town.slack.person(name).dms() if post.author == "cxbot"]
    return [post for post in dms if "[See all]" in post.text]


async def promised(town, *lines, name="ada"):
    for line in lines:
        await town.slack.person(name).types(f"/cx commit {line}", in_=FORUM)
        await town.shows(line.partition(" to ")[0].partition(" by ")[0], card=FORUM)


async def test_what_falls_due_is_one_message_and_is_done_from_there(town):
    await promised(town, LIST, "call Acme by 4 december")
    morning(town, 2)
    await town.shows("2 things fall due", "C-1", "C-2", "due Friday 4 December", dm="ada")

    await town.ada.presses("Done", on=town.dm("ada"), near="C-1")
    await town.ada.submits({"Proof": "It is in the drive."})
    await town.shows("1 thing falls due", "Done in time", "C-2", dm="ada")
    morning(town, 4)

    await town.shows("due today", "C-2", without="C-1", dm="ada")
    assert len(digests(town, "ada")) == 2


@SHARED
async def test_a_day_without_anything_due_and_a_week_end_are_quiet(town):
    await promised(town, LIST)

    for day in (25, 26, 27, 28, 29, 30):
        morning(town, day, 10)
        await town.slack.quiet()
    assert digests(town, "ada") == []
    morning(town, 1, 10)
    await town.slack.quiet()

    assert digests(town, "ada") == []


@EMBEDDED
async def test_a_snooze_says_when_it_comes_back_and_moves_no_date(town):
    await promised(town, LIST)
    morning(town, 2)
    await town.shows("1 thing falls due", dm="ada")

    seen = await town.ada.chooses("Snooze for a day", on=town.dm("ada"))
    await town.shows("hear of it again", "Thursday 3 December", "Friday 4 December", seen=seen)
    await town.shows("quiet until Thursday 3 December", dm="ada")
    await town.ada.presses("Undo", on=seen)
    await town.shows("1 thing falls due", "[Done]", without="quiet", dm="ada")


@EMBEDDED
async def test_a_snooze_until_a_day_is_asked_for_in_a_form(town):
    await promised(town, LIST)
    morning(town, 2)
    await town.shows("1 thing falls due", dm="ada")

    await town.ada.chooses("Snooze until…", on=town.dm("ada"))
    await town.ada.submits({"Until": date(2027, 3, 1)})
    assert "Two weeks is the longest" in str(town.ada.modal.errors)
    await town.ada.submits({"Until": date(2026, 12, 7)})
    await town.shows("quiet until Monday 7 December", dm="ada")
    morning(town, 4, 10)
    await town.slack.quiet()
    morning(town, 7)
    await town.shows("Not done by Friday 4 December", dm="ada")
    assert len(digests(town, "ada")) == 2


@EMBEDDED
async def test_what_is_done_before_the_morning_is_not_said(town):
    await promised(town, LIST)
    await town.ada.types("/cx done C-1 it is in the drive", in_=FORUM)

    morning(town, 2)
    await town.slack.quiet()

    assert digests(town, "ada") == []


@SHARED
async def test_its_owner_is_warned_and_then_who_waits_hears_privately(town):
    await promised(town, "send the churn list to @cleo by 2 december")
    for day in ("Thursday 3", "Monday 7", "Wednesday 9", "Friday 11"):
        morning(town, int(day.split()[1]))
        await town.shows(f"{day} December", "Not done by Wednesday 2 December", dm="ada")

    warning = town.dm("ada").text
    assert "On Monday 14 December I will tell Cleo Marchetti, whom you promised" in warning
    assert "I tell you" not in town.dm("cleo").text
    morning(town, 14)

    await town.shows("Ada Lindqvist knows that I tell you", "[Release]", dm="cleo")


@SHARED
async def test_after_the_bot_was_away_for_days_one_message_says_the_newest(town):
    await promised(town, LIST)
    assert await town.stop_bot() == 0

    morning(town, 8, 15)
    await town.start_bot()

    await town.shows("Not done by Friday 4 December", "This comes late", dm="ada")
    await town.slack.quiet()
    assert len(digests(town, "ada")) == 1


@EMBEDDED
async def test_the_list_behind_a_digest_and_the_offers_that_wait(town):
    await promised(town, LIST)
    await town.ben.types("/cx commit @ada call Acme by 18 december", in_=FORUM)
    morning(town, 2)
    await town.shows("Waits for your answer: C-2 from Ben Okafor", dm="ada")

    seen = await town.ada.presses("See all", on=town.dm("ada"))
    await town.shows("Your open commitments", "C-1", seen=seen)
    seen = await town.ada.presses("See them", on=town.dm("ada"))

    await town.shows("Offered to you", "C-2", seen=seen)


@EMBEDDED
async def test_who_waited_too_long_is_not_kept_waiting_by_a_snooze(town):
    await promised(town, "send the churn list to @cleo by 2 december")
    morning(town, 3)
    await town.shows("Not done by", dm="ada")
    town.slack.move(days=14)
    await town.slack.quiet()

    seen = await town.ada.chooses("Snooze until…", on=town.dm("ada"))

    await town.shows("Cleo Marchetti waits for C-1, so I cannot keep quiet", seen=seen)
    assert town.ada.modal is None
