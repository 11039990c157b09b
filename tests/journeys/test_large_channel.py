"""A channel of two hundred as a forum: whom it asks is picked, and nobody is pinged."""

from tests.journeys.test_sessions import POST, finds
from tests.journeys.town import EMBEDDED

MANY = 200
MOST = 50  # Whom a forum asks.
FORUM = "#cx-forum"


def hire_many(town):
    """Hire two hundred into the channel of the forum; returns their names."""
    hired = [town.slack.hire(f"lead{number}", f"Lead {number}").name for number in range(MANY)]
    for name in hired:
        town.slack.invite(name, FORUM)
    return hired


@EMBEDDED
async def test_in_a_channel_of_two_hundred_who_is_asked_is_picked(asleep):
    town, hired = asleep, hire_many(asleep)
    await town.start_bot()
    seen = await town.ada.types("/cx forum every 2 weeks tue 10:00", in_=FORUM)
    seen = await town.ada.presses("Start", on=seen)
    await town.shows("more than 15 members", "Asked: Ada Lindqvist\n", "[Change]", seen=seen)

    await town.ada.presses("Change", on=seen)
    await town.ada.submits({"Who is asked": [f"@{name}" for name in hired[:MOST]]})

    await town.shows("Lead 0, Lead 1, Lead 10", "and 35 others", seen=town.ada.modal)
    town.slack.clock.move_to(POST)
    await finds(town, "Tuesday 1 December", "[Add an item]")
    assert town.slack.everybody_pinged() == set()
