"""Delivery against a Slack that works: said once, shown anew, in order, and fast."""

import asyncio

from bot.domain.notices import Place, State


def texts(slack, channel="#cx-forum"):
    return [post.text for post in slack.channel(channel).messages]


async def test_a_promise_is_posted_with_its_mark_and_its_ts_is_kept(bot, slack):
    notice = await bot.says("a", "Call Acme.")

    (post,) = slack.posts_with_key(notice.mark)
    assert (post.text, post.message.ts) == ("Call Acme.", notice.ts)
    assert notice.state is State.SENT


async def test_a_change_updates_the_same_message(bot, slack):
    await bot.says("a", "Call Acme.")
    await bot.says("a", "Call Acme, done.")

    assert texts(slack) == ["Call Acme, done."]


async def test_a_change_that_looks_the_same_costs_no_call(bot, slack):
    await bot.says("a", "Call Acme.")
    notice = await bot.says("a", "Call Acme.")

    assert (slack.log.calls("chat.update"), notice.shown) == ([], 2)


async def test_what_is_taken_back_disappears(bot, slack):
    await bot.says("a")
    await bot.takes_back("a")
    await bot.delivery.until_idle()

    assert texts(slack) == []


async def test_a_person_is_told_in_their_dm_and_that_message_can_change(bot, slack):
    await bot.says("a", "Yours?", to="U0ADA")
    await bot.says("a", "Yours.", to="U0ADA")

    assert [post.text for post in slack.person("ada").dms()] == ["Yours."]


async def test_a_reply_goes_to_its_thread(bot, slack):
    first = await bot.says("a")
    await bot.says("b", place=Place(channel_id="C0FORUM", thread_ts=first.ts))

    reply = slack.channel("#cx-forum").messages[-1]
    assert reply.message.thread_ts == first.ts


async def test_home_is_published_and_published_again(bot, slack):
    await bot.shows_home("U0ADA", "Nothing is due.")
    await bot.shows_home("U0ADA", "Something is due.")

    assert "Something is due." in slack.person("ada").home.text


async def test_posts_to_one_channel_arrive_in_order(bot, slack):
    for number in range(8):
        await bot.promises(f"n{number}", f"Line {number}")

    await bot.delivery.until_idle()

    assert texts(slack) == [f"Line {number}" for number in range(8)]


async def test_nobody_is_pinged_and_nothing_is_unfurled(bot, slack):
    await bot.says("a", "@here #general https://example.com")

    (call,) = slack.log.calls("chat.postMessage")
    assert slack.everybody_pinged() == set()
    assert (call.sent["unfurl_links"], call.sent["parse"]) == (False, "none")


async def test_a_commit_alone_wakes_delivery(bot, slack):
    await bot.promises("a")

    await slack.until(lambda: texts(slack), within=1)


async def test_what_need_not_be_said_is_not_said(bot, slack):
    notice = await bot.says("a", None)

    assert (notice.state, texts(slack)) == (State.CANCELLED, [])


async def test_a_broken_drawing_is_set_aside_and_holds_up_nothing(bot, slack, caplog):
    await bot.promises("a", "broken")
    await bot.says("b")

    assert (await bot.has("a")).state is State.DEAD
    assert texts(slack) == ["Hello."]
    assert "ZeroDivisionError" in caplog.text


async def test_many_notices_leave_side_by_side(bot, slack):
    slack.faults.slow("chat.postMessage", 1.0, times=None)
    for person in ("ADA", "BEN", "CLEO", "DEV", "EMA", "FINN", "GITA", "HUGO"):
        await bot.promises(person, to=f"U0{person}")

    # One after another they would take eight seconds.
    await bot.delivery.until_idle(within=5)

    assert len(slack.log.calls("chat.postMessage")) == 8


async def test_stopping_waits_for_what_is_in_flight(bot, slack):
    slack.faults.slow("chat.postMessage", 0.1)
    await bot.promises("a")
    await slack.until(lambda: slack.log.in_flight)

    await bot.delivery.stop()

    assert (await bot.has("a")).state is State.SENT


async def test_after_stopping_nothing_is_begun(bot, slack):
    await bot.delivery.stop()

    await bot.promises("a")
    await bot.delivery.run_due()
    await asyncio.sleep(0.05)

    assert texts(slack) == []
