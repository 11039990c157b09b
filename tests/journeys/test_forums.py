"""Forums: from a line to its dates, the form that shows them, and what becomes of the channel."""

import asyncio
from datetime import UTC, datetime

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
OTHER = "#general"
EVERY = "/cx forum every 2 weeks tue 10:00"
DATES = ("Tuesday 1 December", "Tuesday 15 December", "Tuesday 29 December")


async def started(town):
    seen = await town.ada.types(EVERY, in_=FORUM)
    return await town.ada.presses("Start", on=seen)


async def test_a_line_shows_three_dates_and_start_makes_the_forum(town):
    seen = await town.ada.types(EVERY, in_=FORUM)
    await town.shows(*DATES, "Nothing is made until you press Start", seen=seen)

    seen = await town.ada.presses("Start", on=seen, times=2)

    text = await town.shows("Forum F-1", "Led by Ada Lindqvist", *DATES, seen=seen)
    assert "Ben Okafor" in text  # A member of the channel.
    listed = await town.ben.types("/cx forum list", in_=OTHER)
    await town.shows("F-1", "Tuesday 1 December", seen=listed)
    assert town.refusals() == set()


@EMBEDDED
async def test_the_form_shows_its_dates_as_the_choices_change(town):
    await town.ada.presses("Change", on=await town.ada.types(EVERY, in_=FORUM))
    await town.ada.fills({"Name": "Customer council", "At": "14:30"})
    await town.ada.fills({"How often": "last friday of the month"})
    assert "Friday 27 November" in town.ada.modal.text
    assert "at 14:30" in town.ada.modal.text

    await town.ada.presses("More")
    await town.ada.fills({"Public holidays of": "Germany", "By whose clock": "Europe/Lisbon"})
    assert "Lisbon time" in town.ada.modal.text
    await town.ada.presses("Back")
    assert town.ada.modal.values["How often"] == "last friday of the month"
    seen = await town.ada.submits()

    await town.shows("Customer council", "last Friday of each month at 14:30", seen=seen)


@EMBEDDED
async def test_what_cannot_be_read_is_asked_about_with_the_text_kept(town):
    await town.ada.types("/cx forum biweekly tue 10:00", in_=FORUM)
    assert "every 2 weeks on Tuesday" in town.ada.modal.text
    assert town.ada.modal.values["How often"] == "biweekly tue 10:00"

    seen = await town.ada.submits({"How often": "every 2 weeks on Tuesday"})

    await town.shows("Forum F-1", *DATES, seen=seen)


@EMBEDDED
async def test_a_forum_is_paused_and_changed(town):
    await started(town)
    seen = await town.ada.types("/cx forum pause until 10 january", in_=FORUM)
    await town.shows("Paused until Sunday 10 January", "[Resume]", seen=seen)
    await town.ada.presses("Undo", on=seen)
    await town.shows("Next: ", *DATES, seen=seen)

    await town.ada.types("/cx forum edit", in_=FORUM)
    seen = await town.ada.submits({"How often": "every week on Monday"})
    await town.shows("every week on Monday at 10:00", "Monday 30 November", seen=seen)


@EMBEDDED
async def test_the_end_is_asked_about_once_more(town):
    await started(town)
    seen = await town.ada.types("/cx forum end", in_=FORUM)
    await town.ada.presses("End it", on=seen)
    await town.shows("It has ended", seen=seen)
    seen = await town.ada.types("/cx forum pause", in_=FORUM)
    await town.shows("There is no forum here yet", seen=seen)


@EMBEDDED
async def test_who_may_not_change_it_reads_who_can(town):
    await started(town)

    seen = await town.ben.types("/cx forum", in_=FORUM)
    assert "[Pause]" not in seen.text
    seen = await town.ben.types("/cx forum pause", in_=FORUM)

    await town.shows("Only Ada Lindqvist", seen=seen)


@EMBEDDED
async def test_a_rhythm_for_a_channel_that_has_a_forum_is_offered_as_a_change(town):
    await started(town)
    seen = await town.ada.types("/cx forum every week mon 9", in_=FORUM)
    await town.shows("This channel has a forum already", *DATES, seen=seen)

    await town.ada.presses("Change", on=seen)
    assert town.ada.modal.values["How often"] == "every week on Monday"
    seen = await town.ada.submits()

    await town.shows("every week on Monday at 09:00", seen=seen)
    await town.ada.types("/cx forum edit every week on wed 8:30", in_=FORUM)
    assert town.ada.modal.values["How often"] == "every week on Wednesday"
    assert "Wednesday 25 November" in town.ada.modal.text


@SHARED
async def test_an_archived_channel_holds_its_forum_until_it_is_back(town):
    await started(town)

    town.slack.archive(FORUM)
    await town.shows("On hold", "#cx-forum is archived", "[End]", dm="ada")
    town.slack.unarchive(FORUM)

    await town.shows("It was on hold, and goes on", "Tuesday 1 December", dm="ada")


@SHARED
async def test_a_forum_whose_channel_is_gone_moves_to_another(town):
    await started(town)
    town.slack.delete_channel(FORUM)
    await town.shows("its channel was deleted", dm="ada")

    seen = await town.ada.picks("Another channel", OTHER, on=town.dm("ada"))

    await town.shows("It meets in #general from now on", *DATES, seen=seen)


@EMBEDDED
async def test_removed_it_waits_for_an_invitation(town):
    await started(town)
    town.slack.kick_bot(FORUM)
    await town.shows("I was removed from #cx-forum", "/invite me there", dm="ada")

    town.slack.invite_bot(FORUM)

    await town.shows("It was on hold, and goes on", dm="ada")


@EMBEDDED
async def test_when_its_facilitator_leaves_the_deputy_leads(town):
    await started(town)
    await town.ada.types("/cx forum edit", in_=FORUM)
    await town.ada.presses("More")
    await town.ada.submits({"Who stands in": "ben"})

    town.slack.deactivate("ada")

    await town.shows("Ada Lindqvist has left", "yours to lead now", dm="ben")
    seen = await town.ben.types("/cx forum pause", in_=FORUM)
    await town.shows("Paused", seen=seen)


@EMBEDDED
async def test_a_forum_that_nobody_leads_meets_on_until_somebody_takes_the_lead(town):
    await started(town)
    town.slack.deactivate("ada")
    town.slack.clock.move_to(datetime(2026, 11, 27, 9, tzinfo=UTC))
    await town.shows("Nobody leads this forum", "[Add an item]", card=FORUM)

    seen = await town.ben.presses("I'll lead it", on=town.card(FORUM))

    await town.shows("yours to lead now", "Led by Ben Okafor", seen=seen)
    await town.shows("Tuesday 1 December", without="Nobody leads", card=FORUM)
    seen = await town.dev.types("/cx forum", in_=FORUM)
    await town.shows("Led by Ben Okafor", without="lead it", seen=seen)


@EMBEDDED
async def test_a_pause_ends_by_itself(town):
    await started(town)
    await town.ada.types("/cx forum pause until 28 november", in_=FORUM)

    town.slack.move(days=4)

    for _ in range(60):
        seen = await town.ada.types("/cx forum", in_=FORUM)
        if "Paused" not in seen.text:
            break
        await asyncio.sleep(0.1)
    await town.shows("Next: ", *DATES, seen=seen)


@EMBEDDED
async def test_the_next_session_is_moved_and_skipped(town):
    await started(town)
    seen = await town.ada.types("/cx forum move next to 3 december 14:00", in_=FORUM)
    await town.shows("Thursday 3 December", "14:00", seen=seen)
    seen = await town.ada.types("/cx forum", in_=FORUM)
    await town.shows("Thursday 3 December", *DATES[1:], seen=seen)

    await town.ada.presses("Move next", on=seen)
    assert "Thursday 3 December" in town.ada.modal.text
    await town.ada.closes()
    seen = await town.ada.types("/cx forum skip", in_=FORUM)
    await town.shows("Thursday's forum does not take place", "[Undo]", seen=seen)

    seen = await town.ada.types("/cx forum", in_=FORUM)
    await town.shows("Next: Tuesday 15 December", seen=seen)


@EMBEDDED
async def test_a_promise_without_a_date_is_due_before_the_forum(town):
    await started(town)

    seen = await town.ben.types("/cx commit call every customer lost in May", in_=FORUM)

    await town.shows("by Monday 30 November", "the working day before the forum", seen=seen)


@EMBEDDED
async def test_in_a_direct_message_the_form_asks_where(town):
    await town.ben.opens_home()
    await town.ada.types(EVERY)
    await town.ada.submits({"In which channel": "#general", "Who is asked": ["ada", "ben"]})

    await town.shows("Tuesday 1 December", home="ben")
    seen = await town.ben.types("/cx forum", in_=OTHER)
    await town.shows("Forum F-1", "Ada Lindqvist, Ben Okafor", seen=seen)


@EMBEDDED
async def test_a_guest_is_refused_by_name_and_what_was_typed_waits_on_home(town):
    await town.ada.types("/cx forum", in_=FORUM)
    await town.ada.fills({"Who is asked": ["ben", "otto"], "How often": "every week on Monday"})
    await town.ada.submits()
    assert "Otto Freelance cannot be asked" in town.ada.modal.text
    await town.ada.closes()

    home = await town.ada.opens_home()
    await town.shows("Unfinished", "A forum", "every week on Monday", home="ada")
    await town.ada.chooses("Go on", on=home)
    assert town.ada.modal.values["Who is asked"] == [town.ben.id, town.slack.person("otto").id]


@EMBEDDED
async def test_by_mention_the_answer_waits_in_the_dm(town):
    await town.ada.mentions_bot(EVERY.removeprefix("/cx "), in_=FORUM)
    await town.shows("Nothing is made until you press Start", *DATES, dm="ada")

    await town.ada.presses("Start", on=town.dm("ada"))

    await town.shows("Forum F-1", "[Pause]", without="[Start]", dm="ada")


@EMBEDDED
async def test_of_two_holds_the_first_stays_over(town):
    await started(town)
    for words in ("On hold", "goes on", "On hold"):
        (town.slack.unarchive if words == "goes on" else town.slack.archive)(FORUM)
        await town.shows(words, dm="ada")

    held = [post.text for post in town.ada.dms() if "on hold" in post.text.casefold()]

    assert ["goes on" in text for text in held] == [True, False]
