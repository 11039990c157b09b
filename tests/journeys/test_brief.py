"""What comes by itself: the CCO's brief in the morning, and a forum's Monday post."""

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"


async def becomes_cco(town):
    seen = await town.ada.types("/cx list", in_=FORUM)
    await town.ada.presses("It's me", on=seen)


async def reads_who_left(town):
    """Ben promises something and leaves; the CCO opens the list of what has no owner now."""
    await becomes_cco(town)
    await town.ben.types("/cx commit call Acme about May by 18 december", in_=FORUM)
    town.slack.deactivate("ben")
    await town.slack.quiet()
    town.slack.move(hours=14, minutes=31)  # Wednesday, 08:31 in Berlin.
    await town.shows("Ben Okafor has left", "1 commitment is without an owner", dm="ada")
    return await town.ada.presses("See the list", on=town.dm("ada"))


@SHARED
async def test_the_cco_reads_who_left_and_hands_their_work_over(town):
    seen = await reads_who_left(town)
    await town.shows("call Acme about May", seen=seen)

    await town.ada.chooses("Hand over", on=seen)
    await town.ada.submits({"Who": "dev"})
    await town.shows("call Acme about May", "[Accept]", dm="dev")
    await town.dev.presses("Accept", on=town.dm("dev"))

    listed = await town.ada.types("/cx list without owner", in_=FORUM)
    await town.shows("Everything has an owner.", seen=listed)


@EMBEDDED
async def test_a_silent_morning_brings_no_brief(town):
    await becomes_cco(town)

    town.slack.move(days=1)
    await town.slack.quiet()

    assert town.ada.dms() == []


@EMBEDDED
async def test_without_a_cco_the_administrators_hear_once_who_is_missing(town):
    await town.ben.types("/cx commit call Acme about May by 18 december", in_=FORUM)
    town.slack.deactivate("ben")
    await town.slack.quiet()

    town.slack.move(hours=16)  # Wednesday, ten in Berlin.
    await town.shows("I do not know who that is", dm="ada")
    await town.ada.presses("It's me", on=town.dm("ada"))
    town.slack.move(days=1)

    await town.shows("Ben Okafor has left", dm="ada")


@EMBEDDED
async def test_on_monday_a_forum_reads_what_is_due_and_what_was_kept(town):
    await town.ada.types("/cx commit send the list by thursday", in_=FORUM)
    seen = await town.ben.types("/cx commit call Acme by 3 december", in_=FORUM)
    await town.ada.types("/cx done C-1 https://x.example", in_=FORUM)
    offered = await town.ada.types("/cx forum every 2 weeks tue 10:00", in_=FORUM)
    await town.ada.presses("Start", on=offered)

    town.slack.move(days=5, hours=16, minutes=5)  # Monday, 10:05 in Berlin.

    text = await town.shows("This week 1 promise is due here.", "Thursday 3 December", card=FORUM)
    assert "Last week 1 promise was kept: C-1 (Ada Lindqvist)." in text
    assert seen.text


@EMBEDDED
async def test_who_acts_for_another_is_named_with_them(town):
    await town.ada.types("/cx settings", in_=FORUM)
    await town.ada.submits({"Who may act for me": "ben"})
    await town.ada.types("/cx commit send the list by friday", in_=FORUM)

    await town.ben.types("/cx done C-1 https://x.example", in_=FORUM)

    seen = await town.ada.types("/cx show C-1", in_=FORUM)
    await town.shows("Ben Okafor for you called it done", seen=seen)
    town.two_days_pass()
    await town.shows("1 thing to know", "Ben Okafor for you called it done", dm="ada")
