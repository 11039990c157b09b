"""Wins: told in a line, the customer's name approved, and on Friday for everybody, once."""

from datetime import timedelta

from tests.journeys.town import EMBEDDED, SHARED

STORY = "/cx win the refund came in an hour and they renewed for Acme by @ben"


async def chosen(town):
    await town.ada.types("/cx")
    seen = await town.ada.types("/cx wins channel #wins friday 15:00", in_="#general")
    return await town.shows("#wins", "Friday at 15:00", "Friday 27 November", seen=seen)


async def test_a_win_is_told_where_it_is_while_there_is_no_channel_for_wins(town):
    seen = await town.cleo.types("/cx win the refund came within the hour, they stay @ben", in_="#general")

    await town.shows("Win W-1", "thank you", "told", seen=seen)
    text = await town.shows("A customer win", "the refund came", card="#general")
    assert "Thanks to" in text
    assert "Ben" in text
