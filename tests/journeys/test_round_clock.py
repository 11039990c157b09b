"""What the clock does for a round: it reminds, goes around the table, and closes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.test_proposals import FORUM, TITLE, all_commit, put_out
from tests.journeys.town import EMBEDDED

BERLIN = ZoneInfo("Europe/Berlin")


def days_later(town, days, hour=10):
    """Move to a morning of Ada's, so many days ahead."""
    day = town.slack.clock.now().astimezone(BERLIN).date() + timedelta(days=days)
    local = datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)
    town.slack.clock.move_to(local.astimezone(UTC))


async def test_who_is_not_heard_is_reminded_in_their_digest_and_the_clock_closes_it(town):
    await put_out(town, "ben", "cleo")
    await town.shows("Not yet heard (3)", card=FORUM)
    await town.cleo.types("/cx commit P-1", in_=FORUM)
    days_later(town, 6, 17)

    await town.shows("P-1", "waits for your voice", TITLE, dm="ada")
    seen = await town.ada.presses("Say where you stand", on=town.dm("ada"))
    await town.shows("P-1", TITLE, "[Stand aside]", seen=seen)
    await town.ada.presses("Stand aside", on=seen)
    await town.shows("P-1: you stand aside.", seen=seen)
    days_later(town, 2, 18)
    await town.shows("not heard enough", card=FORUM)


@EMBEDDED
async def test_who_leads_reads_in_their_digest_that_all_were_heard(town):
    await put_out(town, "ben", "cleo")
    await all_commit(town, "ada", "cleo")
    seen = await town.ben.types("/cx commit P-1", in_=FORUM)
    await town.shows("Everybody who is asked was heard now.", seen=seen)

    days_later(town, 1)

    await town.shows("P-1", "everybody was heard", "[Go on with it]", dm="ada")
