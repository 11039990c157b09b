"""What is written to the bot is heard as a command is; everything else in Slack is not for it."""

import pytest

from bot.routes import NOTHING, Medium
from tests.handlers.doorway import answering, doorway, routes_with


@pytest.mark.parametrize(
    ("event", "line", "medium"),
    [
        (
            {"type": "app_mention", "text": "<@UBOT> commit x", "channel": "C1"},
            "commit x",
            "mention",
        ),
        (
            {"type": "app_mention", "text": "hi <@UBOT|cxbot>: list", "channel": "C1"},
            "list",
            "mention",
        ),
        (
            {"type": "app_mention", "text": "done C-7 <@UBOT>", "channel": "C1"},
            "done C-7",
            "mention",
        ),
        (
            {"type": "message", "channel_type": "im", "text": "list", "channel": "D1"},
            "list",
            "direct",
        ),
        (
            {"type": "message", "subtype": "file_share", "channel_type": "im", "text": "list"},
            "list",
            "direct",
        ),
    ],
)
async def test_a_line_written_to_the_bot_is_heard_as_a_command_is(embedded, event, line, medium):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(handler)) as door:
        assert await door.event(user="UADA", ts="1.1", **event) == 200

        heard = handler.asked[0]
        assert (heard.line, heard.medium, heard.key) == (line, Medium(medium), "Ev1")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message", "channel_type": "im", "user": "UBOT", "text": "x"},
        {"type": "message", "channel_type": "im", "user": "UADA", "bot_id": "B2", "text": "x"},
        {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": {}},
        {"type": "message", "channel_type": "im", "user": "USLACKBOT", "text": "x"},
        {"type": "message", "channel_type": "channel", "user": "UADA", "text": "x"},
        {"type": "app_mention", "user": "UADA", "text": "<@UBOT> x", "edited": {"ts": "1"}},
        {"type": "something_new"},
    ],
)
async def test_what_is_no_line_to_the_bot_is_left_alone(embedded, event):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(handler)) as door:
        assert await door.event(**event) == 200

        assert not handler.asked


async def test_an_event_reaches_its_handler(embedded):
    handler = answering(NOTHING)
    async with doorway(embedded, routes_with(events={"team_join": handler})) as door:
        await door.event(type="team_join", user={"id": "UNEW", "team_id": "T1"})

        assert (handler.asked[0].user_id, handler.asked[0].is_stranger) == ("UNEW", False)
