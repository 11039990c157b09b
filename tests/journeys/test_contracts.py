"""Two areas agree on a hand-off; an issue handed on under it comes late, and is counted."""

import asyncio

from tests.journeys.town import EMBEDDED, SHARED

FORUM = "#cx-forum"
FORM = {"Which area gives": "Sales", "Which area receives": "Service", "What": "a signed scope"}


async def becomes_cco(town):
    await town.ada.types("/cx list", in_=FORUM)
    await town.ada.presses("It's me", on=town.ada.ephemerals(FORUM)[-1])


async def agreed(town):
    """Ada is CCO and answers for both areas, since neither has a leader."""
    await becomes_cco(town)
    await town.ada.types("/cx contract", in_=FORUM)
    await town.ada.submits(FORM)


@SHARED
async def test_areas_agree_and_people_count_what_came_in_time(town):
    await agreed(town)

    seen = await town.ada.types("/cx contracts", in_=FORUM)
    await town.shows("Contract H-1", "Agreed", "Sales → Service", "2 working days", seen=seen)
    await town.ada.presses("It came in time", on=seen)
    board = await town.ada.types("/cx board", in_=FORUM)

    await town.shows("Sales: nothing open", "hand-offs: 1 in time, 0 late", seen=board)


@EMBEDDED
async def test_a_contract_that_is_ended_can_not_be_answered_any_more(town):
    await agreed(town)

    seen = await town.ada.types("/cx show H-1", in_=FORUM)
    await town.ada.presses("End it", on=seen)

    await town.shows("Contract H-1 · Ended", seen=await town.ada.types("/cx show H-1", in_=FORUM))


async def leads(town, name, area):
    """Somebody leads an area, and says that it is theirs."""
    seen = await town.ada.types("/cx admin areas", in_=FORUM)
    await town.ada.presses("Change", on=seen, near=area)
    await town.ada.submits({"Led by": name})
    await town.ada.closes()
    person = town.slack.person(name)
    asked = await person.types(f"/cx commit tidy the {area} list by 18 december", in_=FORUM)
    await person.chooses(area, on=asked)


@EMBEDDED
async def test_two_leaders_agree_and_what_comes_late_is_heard_by_its_giver_before_it_counts(town):
    await becomes_cco(town)
    for name, area in ("ben", "Sales"), ("dev", "Service"):
        await leads(town, name, area)
    await town.ben.types("/cx contract", in_=FORUM)
    await town.ben.submits(FORM)
    await town.shows("Ben Okafor offers a hand-off", "a signed scope", "[Accept]", dm="dev")
    await town.dev.presses("Accept", on=town.dm("dev"))
    await town.shows("This is answered, thank you.", dm="dev")
    await hands_on_late(town)

    counts = "hand-offs: 0 in time, 1 late"
    text = await reads_board(town, counts)
    assert ("Sales: 1 open" in text, counts in text) == (True, True)


async def reads_board(town, *words):
    """Ask for the board until the clock has done its work."""
    for _ in range(100):
        board = await town.ada.types("/cx board", in_=FORUM)
        if all(word in board.text for word in words):
            break
        await asyncio.sleep(0.05)
    return board.text


async def hands_on_late(town):
    """Ben hands an issue to Dev, who does not take it for a week; Ben hears it first."""
    await town.ben.types("/cx issue The scope is not signed", in_=FORUM)
    await town.ben.types("/cx own I-1", in_=FORUM)
    await town.ben.types("/cx handoff I-1 @dev because it is signed now", in_=FORUM)
    await town.shows("asks you to take over I-1", dm="dev")
    town.slack.move(days=2, hours=22)  # Friday, ten in New York.
    await town.shows("H-1 · something comes late", "You hear it first", dm="ben")
    town.slack.move(days=4)
