"""A forum's session as its people live it: announced, prepared, begun, recorded, moved."""

import asyncio
from datetime import UTC, date, datetime, time

from tests.journeys.town import EMBEDDED

FORUM = "#cx-forum"
EVERY = "/cx forum every 2 weeks tue 10:00"
# Two working days before ten in Berlin, the afternoon before, the start, half an hour after.
POST = datetime(2026, 11, 27, 9, tzinfo=UTC)
AGENDA = datetime(2026, 11, 30, 15, tzinfo=UTC)
START = datetime(2026, 12, 1, 9, tzinfo=UTC)
ASK = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
THREE_HOURS_LATE = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
AFTER_DAYS = datetime(2026, 12, 4, 9, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 12, 2, 8, tzinfo=UTC)
NOTED_WITHIN = 0.5  # Seconds.


async def meets(town):
    """Have Ada start a forum, whose first session is announced."""
    await town.ada.presses("Start", on=await town.ada.types(EVERY, in_=FORUM))
    town.slack.clock.move_to(POST)
    post = await finds(town, "Tuesday 1 December", "[Add an item]")
    # Whoever skips it before the bot has noted that it is there has it removed, not changed.
    await asyncio.sleep(NOTED_WITHIN)
    return post


async def took_place(town):
    """Have a session go by until Ada is asked about it."""
    await meets(town)
    for moment, words in ((AGENDA, "Agenda of"), (START, "begins")):
        town.slack.clock.move_to(moment)
        await finds(town, words)
    town.slack.clock.move_to(ASK)
    await town.shows("How was Tuesday's forum", dm="ada")


async def finds(town, *words):
    """Wait until one message of the channel shows all these words, and return it."""

    def found():
        posts = town.slack.channel(FORUM).messages
        return [post for post in posts if all(word in post.text for word in words)]

    await town.slack.until(found, 8)
    return found()[-1]


async def test_a_session_is_announced_and_anybody_puts_something_on_its_agenda(town):
    post = await meets(town)
    assert "10:00 Berlin time" in post.text

    seen = await town.ben.types("/cx agenda two customers left", in_=FORUM)
    await town.shows("It is on the agenda", "two customers left", seen=seen)
    await town.dev.presses("Add an item", on=await finds(town, "Ben Okafor", "two customers left"))
    await town.dev.submits({"What should be talked about?": "The queue at night"})

    await finds(town, "two customers left", "The queue at night")
    assert len(town.slack.channel(FORUM).messages) == 1
    assert town.slack.everybody_pinged() == set()


async def test_agenda_start_and_minutes_stand_below_the_post_and_in_the_channel(town):
    await took_place(town)

    await town.ada.presses("Record it", on=town.dm("ada"))
    await town.ada.submits({"Notes": "A good hour."})

    post = await finds(town, "its minutes are in the thread", "Next: Tuesday 15 December")
    await town.slack.until(lambda: len(post.replies) == 3)
    read = [reply.text for reply in post.replies]
    assert ["Agenda of" in read[0], "begins" in read[1], "A good hour." in read[2]] == [True] * 3
    assert all(reply.message.is_in_channel for reply in post.replies)
    await town.shows("is recorded. Thank you.", dm="ada")


async def test_who_recorded_a_session_changes_its_minutes_in_place(town):
    await took_place(town)
    await town.ada.presses("Record it", on=town.dm("ada"))
    first = {"Notes": "A godo hour.", "What was promised?": "call Acme by 9 december"}
    await town.ada.submits(first)
    await town.shows("is recorded. Thank you.", "[Change it]", dm="ada")

    await town.ada.presses("Change it", on=town.dm("ada"))
    assert "1 promise was recorded" in town.ada.modal.text
    changed = {"Notes": "A good hour.", "What else was promised?": "call Oak by 9 december"}
    await town.ada.submits(changed)

    await finds(town, "A good hour.", "call Acme", "call Oak")
    posts = [post for post in town.slack.channel(FORUM).messages if "Minutes" in post.text]
    assert len(posts) == 1


async def test_what_was_promised_becomes_commitments_and_no_line_is_lost(town):
    await took_place(town)
    await town.ada.presses("Record it", on=town.dm("ada"))
    lines = "- @ben send the churn list by friday\n- call Acme by 9 december\nok"
    filled = {"What was promised?": lines, "Who was there?": ["ada", "ben"]}

    await town.ada.submits(filled, times=2)

    assert "offered to Ben Okafor" in town.ada.modal.text
    await town.shows("asks you to promise C-1", "send the churn list", dm="ben")
    minutes = await finds(town, "There: Ada Lindqvist, Ben Okafor", "C-2", "call Acme", "1 offer")
    assert "send the churn list" not in minutes.text
    await town.ada.presses("Open the form")
    assert town.ada.modal.values["What"] == "ok"


@EMBEDDED
async def test_a_session_that_nobody_recorded_is_asked_about_once_more(town):
    await took_place(town)
    town.slack.clock.move_to(NEXT_MORNING)
    await town.shows("Once more: how was Tuesday's forum", dm="ada")

    await town.ada.presses("Record it", on=town.dm("ada"))
    await town.ada.submits({})

    await town.slack.until(lambda: all("recorded" in each.text for each in asked(town)))
    assert len(asked(town)) == 2


def asked(town):
    return [post for post in town.ada.dms() if "Tuesday's forum" in post.text]


@EMBEDDED
async def test_after_days_of_silence_what_went_by_is_not_said_any_more(town):
    await meets(town)
    await town.stop_bot()
    town.slack.clock.move_to(AFTER_DAYS)

    await town.start_bot()

    await finds(town, "It went by without me", "Next: Tuesday 15 December")
    assert len(town.slack.channel(FORUM).messages) == 1
    assert asked(town) == []


@EMBEDDED
async def test_after_hours_of_silence_the_newest_alone_is_said_and_says_that_it_is_late(town):
    await meets(town)
    await town.stop_bot()
    town.slack.clock.move_to(THREE_HOURS_LATE)

    await town.start_bot()

    await town.shows("How was Tuesday's forum", "This comes late", dm="ada")
    agenda = [each for each in town.slack.channel(FORUM).messages if "Agenda of" in each.text]
    assert (agenda, len(asked(town))) == ([], 1)


@EMBEDDED
async def test_the_next_session_is_moved_with_both_dates_in_words(town):
    await meets(town)
    await town.ada.types("/cx forum move", in_=FORUM)

    await town.ada.submits({"Day": date(2026, 12, 3), "Hour, by the forum's clock": time(14, 30)})

    said = "from Tuesday 1 December, 10:00 Berlin time to Thursday 3 December, 14:30 Berlin time"
    assert said in town.ada.modal.text
    await finds(town, said)
    await finds(town, "Thursday's forum", "Moved from Tuesday 1 December", "[Add an item]")

    await town.ada.presses("Undo")

    await town.shows("stays where it was: Tuesday 1 December", seen=town.ada.modal)
    await finds(town, "Tuesday's forum", "Tuesday 1 December", "[Add an item]")


@EMBEDDED
async def test_the_next_session_is_skipped_and_brought_back(town):
    await meets(town)

    seen = await town.ada.types("/cx forum skip", in_=FORUM)
    await finds(town, "It is skipped, says Ada Lindqvist", "Next: Tuesday 15 December")
    await town.ada.presses("Undo", on=seen)

    await finds(town, "takes place after all")
    await finds(town, "Tuesday 1 December", "[Add an item]")


@EMBEDDED
async def test_an_item_is_taken_off_by_whoever_put_it_there_or_leads(town):
    await meets(town)
    seen = await town.ben.types("/cx agenda the queue at night", in_=FORUM)

    await town.ben.chooses("Take it off", on=seen)

    await finds(town, "Nothing is on the agenda yet")
    seen = await town.dev.types("/cx agenda", in_=FORUM)
    await town.shows("Nothing else is on it yet", seen=seen)


@EMBEDDED
async def test_who_does_not_lead_reads_who_can_record(town):
    await meets(town)
    town.slack.clock.move_to(AGENDA)
    await finds(town, "Agenda of")
    town.slack.clock.move_to(START)

    seen = await town.ben.presses("Record it", on=await finds(town, "begins"))

    await town.shows("Only Ada Lindqvist", "can do that", seen=seen)


@EMBEDDED
async def test_a_long_agenda_is_seen_whole_by_who_asks_for_it(town):
    await town.ada.presses("Start", on=await town.ada.types(EVERY, in_=FORUM))
    for number in range(30):
        added = await town.ben.types(f"/cx agenda matter {number}", in_=FORUM)
    await town.shows("It is on the agenda", "matter 29", "and 20 more", seen=added)

    seen = await town.ben.types("/cx agenda list", in_=FORUM)

    await town.shows("matter 0", "matter 19", "matter 29", without="matter 30", seen=seen)


@EMBEDDED
async def test_while_a_forum_is_paused_its_agenda_names_no_date(town):
    await town.ada.presses("Start", on=await town.ada.types(EVERY, in_=FORUM))
    await town.ada.types("/cx forum pause", in_=FORUM)

    seen = await town.ben.types("/cx agenda two customers left", in_=FORUM)

    await town.shows("without a date yet", "two customers left", without="December", seen=seen)


@EMBEDDED
async def test_minutes_come_once_an_archived_channel_is_back(town):
    await took_place(town)
    town.slack.archive(FORUM)
    await town.shows("On hold", dm="ada")
    await town.ada.presses("Record it", on=asked(town)[-1])
    await town.ada.submits({"Notes": "A good hour."})
    await town.shows("Its minutes wait", seen=town.ada.modal)

    town.slack.clock.move_to(AFTER_DAYS)
    town.slack.unarchive(FORUM)

    await town.slack.until(lambda: "A good hour." in all_of(town), 8)


@EMBEDDED
async def test_who_is_away_is_not_offered_as_having_been_there(town):
    await town.ben.types("/cx away until 4 december", in_=FORUM)
    await took_place(town)

    await town.ada.presses("Record it", on=town.dm("ada"))

    assert town.ben.id not in town.ada.modal.values["Who was there?"]
    assert town.dev.id in town.ada.modal.values["Who was there?"]


def all_of(town):
    posts = town.slack.channel(FORUM).messages
    return "".join(post.text for each in posts for post in (each, *each.replies))
