"""Going around the table, one after the other; and two hundred who are asked at once."""

from itertools import pairwise

from tests.journeys.test_proposals import FORUM, TITLE, WHAT
from tests.journeys.town import SHARED

MANY = 200
SPEAK = 9  # Of them, in one go.
TRIES = 6  # On a machine that is busy otherwise, something may take too long.
GAP = 2.0  # Seconds between two updates of one post.


async def asked_in_turn(town):
    """Have Ada, who is CCO, ask Ben and Cleo one after the other; she comes last."""
    await town.start_bot(CX_CCO=town.ada.id)
    await town.ada.types(f"/cx propose {WHAT}", in_=FORUM)
    await town.ada.fills({"Who is asked": ["@ben", "@cleo"]})
    await town.ada.presses("More")
    await town.ada.fills({"How people are asked": "Around the table, 2 hours each"})
    await town.ada.submits()


def times_asked(town, name):
    return sum("asks where you stand" in post.text for post in town.slack.person(name).dms())


@SHARED
async def test_each_has_a_time_box_seniors_come_last_and_who_was_skipped_at_the_end(asleep):
    town = asleep
    await asked_in_turn(town)
    await town.shows("asks where you stand", TITLE, dm="ben")
    assert (times_asked(town, "cleo"), times_asked(town, "ada")) == (0, 0)
    town.slack.move(hours=2, minutes=1)
    await town.shows("asks where you stand", TITLE, dm="cleo")
    await town.cleo.presses("Commit", on=town.dm("cleo"))
    await town.slack.until(lambda: times_asked(town, "ada"), 8)

    await town.ada.types("/cx commit P-1", in_=FORUM)

    await town.slack.until(lambda: times_asked(town, "ben") == 2, 8)
    await town.ben.presses("Stand aside", on=town.dm("ben"))
    await town.shows("Heard (3)", card=FORUM)


async def asked_all(town):
    """Have Ada ask two hundred colleagues at once, herself among them; returns the others."""
    hired = [town.slack.hire(f"lead{number}", f"Lead {number}") for number in range(MANY - 1)]
    await town.start_bot()
    await town.ada.types(f"/cx propose {WHAT}", in_=FORUM)
    await town.ada.fills({"Who is asked": [f"@{each.name}" for each in hired]})
    for _ in range(TRIES):
        if town.ada.modal is not None:
            await town.ada.submits()
    return [town.slack.person(each.name) for each in hired]


async def commits(leader):
    for _ in range(TRIES):
        seen = await leader.types("/cx commit P-1")
        if "P-1: you commit." in seen.text:
            return


def updates_of(town, post):
    """Return when each update of a post was sent, in seconds."""
    calls = (each for each in town.slack.log.calls() if each.name == "chat.update")
    return [each.began for each in calls if each.sent["ts"] == post.ts]


@SHARED
async def test_the_post_of_two_hundred_fits_and_is_updated_at_most_every_two_seconds(asleep):
    town = asleep
    leaders = await asked_all(town)
    await town.shows("Heard: nobody yet", f"Not yet heard ({MANY})", "and 180 more", card=FORUM)

    for leader in leaders[:SPEAK]:
        await commits(leader)

    await town.shows(f"Heard ({SPEAK})", f"Not yet heard ({MANY - SPEAK})", card=FORUM, within=30)
    began = updates_of(town, town.card(FORUM))
    assert began
    assert all(later - earlier >= GAP for earlier, later in pairwise(began))
