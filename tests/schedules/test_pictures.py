"""Messages with a picture: uploaded once, posted once, and without it when it cannot be had."""

import pytest
from slack_sdk.models.blocks import MarkdownTextObject, SectionBlock

from bot.domain.notices import State
from bot.views.surface import Message, Picture
from schedules.delivery import Delivery
from schedules.picturing import PATIENCE
from tests.schedules.saying import QUICK, Speaker

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 60
POST, ROOM, DONE = "chat.postMessage", "files.getUploadURLExternal", "files.completeUploadExternal"


def draw_pictured(session, subject):
    """Draw a line of text above a picture; what it shows differs with the fact `of`."""
    text, key = subject.facts["text"], subject.facts.get("of", "1")
    line = SectionBlock(text=MarkdownTextObject(text=text))
    picture = Picture("bars.png", "Bars", key, lambda: PNG + key.encode())
    return lambda: Message(text, [line], picture)


@pytest.fixture
async def delivery(database, gateway, clock):
    delivery = Delivery(database, gateway, draw_pictured, clock, pace=QUICK)
    database.on_announcement = delivery.wake
    yield delivery
    await delivery.stop(within=1)


@pytest.fixture
def bot(database, delivery, clock):
    return Speaker(database, delivery, clock)


def posts(slack):
    return [post.text for post in slack.channel("#cx-forum").messages]


def calls(slack, name):
    return sum(entry.name == name for entry in slack.log.entries)


async def test_a_picture_stands_below_its_numbers(bot, slack):
    notice = await bot.says("a", "7 reports")

    assert posts(slack) == ["7 reports\nBars"]
    assert notice.picture in slack.world.workspace.files.kept


async def test_an_update_uploads_only_another_picture(bot, slack):
    first = await bot.says("a", "7 reports")
    await bot.says("a", "8 reports")
    same = (await bot.has("a")).picture
    await bot.says("a", facts={"text": "9 reports", "of": "2"})

    assert (first.picture, calls(slack, DONE)) == (same, 2)
    assert posts(slack) == ["9 reports\nBars"]


async def test_a_post_whose_answer_was_lost_is_found_with_its_picture(bot, slack):
    slack.faults.cut_after(POST)

    notice = await bot.says("a", "7 reports")

    assert len(slack.posts_with_key(notice.mark)) == calls(slack, DONE) == 1


@pytest.mark.parametrize("call", [ROOM, "upload", DONE])
@pytest.mark.parametrize("fault", ["cut_before", "cut_after", "server_error", "ratelimited"])
async def test_an_upload_that_fails_once_is_tried_again(bot, slack, call, fault):
    getattr(slack.faults, fault)(call)

    await bot.says("a", "7 reports")

    assert posts(slack) == ["7 reports\nBars"]


@pytest.mark.parametrize("call", [ROOM, "upload", DONE])
async def test_without_uploads_the_numbers_come_as_text(bot, slack, call):
    slack.faults.refuse(call, "file_uploads_disabled", times=None)

    notice = await bot.says("a", "7 reports")

    assert (posts(slack), notice.state) == (["7 reports"], State.SENT)


async def test_a_picture_that_failed_is_shown_by_the_next_change_and_not_twice(bot, slack):
    slack.faults.refuse(ROOM, "storage_limit_reached")
    await bot.says("a", "7 reports")

    await bot.says("a", "8 reports")

    assert posts(slack) == ["8 reports\nBars"]


async def test_a_file_that_is_looked_through_is_waited_for(bot, slack):
    slack.world.workspace.files.seconds = 0.1

    await bot.says("a", "7 reports")

    assert posts(slack) == ["7 reports\nBars"]
    assert calls(slack, DONE) == 1


async def test_a_file_that_is_never_ready_is_left_out(bot, slack):
    slack.world.workspace.files.seconds = 3600

    await bot.says("a", "7 reports")

    assert posts(slack) == ["7 reports"]
    assert calls(slack, POST) == PATIENCE + 2
