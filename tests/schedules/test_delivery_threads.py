"""Replies in threads, broadcast to their channel: in order, said once, changed in both places."""

import pytest

from bot.domain.notices import Place, State

POST = "chat.postMessage"
REPLY = Place(channel_id="C0FORUM", thread_of="post", broadcast=True)


def in_channel(slack):
    seen = slack.channel("#cx-forum").messages
    return [post.text for post in seen if post.message.is_in_channel]


@pytest.fixture
async def post(bot):
    return await bot.says("post", "Tuesday's forum.")


async def test_a_broadcast_reply_is_seen_in_its_thread_and_in_the_channel(bot, slack, post):
    reply = await bot.says("reply", "Agenda.", place=REPLY)

    (seen,) = slack.posts_with_key(reply.mark)
    assert (seen.message.thread_ts, seen.message.subtype) == (post.ts, "thread_broadcast")
    assert in_channel(slack) == ["Tuesday's forum.", "Agenda."]


async def test_a_quiet_reply_is_seen_in_its_thread_only(bot, slack, post):
    await bot.says("reply", "Added.", place=Place(channel_id="C0FORUM", thread_of="post"))

    assert in_channel(slack) == ["Tuesday's forum."]


async def test_a_reply_that_was_promised_first_arrives_second(bot, slack):
    await bot.says("reply", "Agenda.", place=REPLY)
    before = in_channel(slack)

    await bot.says("post", "Tuesday's forum.")

    assert (before, in_channel(slack)) == ([], ["Tuesday's forum.", "Agenda."])


async def test_a_broadcast_reply_changes_in_both_places(bot, slack, post):
    await bot.says("reply", "Agenda.", place=REPLY)

    reply = await bot.says("reply", "Agenda, one more.", place=REPLY)

    (seen,) = slack.posts_with_key(reply.mark)
    assert (seen.text, seen.message.thread_ts) == ("Agenda, one more.", post.ts)
    assert in_channel(slack) == ["Tuesday's forum.", "Agenda, one more."]


@pytest.mark.parametrize("fault", ["cut_after", "internal_error", "cut_before"])
async def test_a_broadcast_reply_whose_answer_was_lost_is_looked_for_in_its_thread(
    bot, slack, post, fault
):
    getattr(slack.faults, fault)(POST)

    reply = await bot.says("reply", "Agenda.", place=REPLY)

    assert len(slack.posts_with_key(reply.mark)) == 1
    assert slack.log.calls("conversations.replies")
    assert not slack.log.calls("conversations.history")


async def test_a_reply_to_a_post_somebody_deleted_is_said_in_the_channel(bot, slack, post):
    slack.faults.refuse(POST, "cannot_reply_to_message")

    reply = await bot.says("reply", "Minutes.", place=REPLY)

    (seen,) = slack.posts_with_key(reply.mark)
    assert (seen.message.thread_ts, reply.state) == ("", State.SENT)


async def test_a_reply_follows_in_the_dm_where_its_beginning_is(bot, slack):
    first = await bot.says("post", "Your digest.", to="U0ADA")

    await bot.says("reply", "One more.", place=Place(person_id="U0ADA", thread_of="post"))

    assert slack.person("ada").dms()[-1].message.thread_ts == first.ts
