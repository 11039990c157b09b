"""Delivery when Slack limits, breaks, loses answers or is away: said once, and in the end said."""

import asyncio

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.notices import Lane, Notice, Pace, State, Urgency
from bot.gateways.slack import SlackGateway
from schedules.delivery import AT_ONCE, Delivery
from tests.schedules.backlog import fill
from tests.schedules.saying import Speaker, draw_facts

POST = "chat.postMessage"


def texts(slack, channel="#cx-forum"):
    return [post.text for post in slack.channel(channel).messages]


@pytest.mark.parametrize("fault", ["cut_after", "internal_error", "cut_before", "server_error"])
async def test_a_lost_answer_never_makes_two_posts(bot, slack, fault):
    getattr(slack.faults, fault)(POST)

    notice = await bot.says("a")

    assert len(slack.posts_with_key(notice.mark)) == 1
    assert notice.state is State.SENT


async def test_a_post_whose_answer_was_lost_is_found_in_its_thread(bot, slack):
    first = await bot.says("a")
    slack.faults.cut_after(POST)

    await bot.says("b", "Reply.", place=bot.thread(first))

    assert texts(slack) == ["Hello.", "Reply."]


async def test_a_post_whose_answer_was_lost_is_found_in_a_dm(bot, slack):
    slack.faults.cut_after(POST)

    await bot.says("a", to="U0ADA")

    assert len(slack.person("ada").dms()) == 1


async def test_a_change_during_a_lost_answer_is_shown_in_the_end(bot, slack):
    slack.faults.cut_after(POST)
    await bot.promises("a", "Open.")
    await slack.until(lambda: texts(slack))

    await bot.says("a", "Done.")

    assert texts(slack) == ["Done."]


async def test_an_update_whose_answer_was_lost_is_done_again(bot, slack):
    await bot.says("a", "Open.")
    slack.faults.cut_before("chat.update", times=3)

    notice = await bot.says("a", "Done.")

    assert (texts(slack), notice.state) == (["Done."], State.SENT)


async def test_retry_after_is_kept_to(bot, slack):
    await bot.says("warm", to="U0BEN")
    slack.faults.ratelimited(POST, 1)
    await bot.promises("a")
    await slack.until(lambda: slack.faults.struck)
    before = slack.log.last
    await asyncio.sleep(0.1)

    assert slack.log.calls(POST, after=before) == []
    await bot.delivery.until_idle()
    assert texts(slack) == ["Hello."]


async def test_an_outage_ends_with_everything_said_once_and_in_order(bot, slack):
    slack.faults.cut_before("*", times=None)
    for number in range(4):
        await bot.promises(f"n{number}", f"Line {number}")
    await slack.until(lambda: len(slack.faults.struck) > 3)

    slack.faults.clear()
    await bot.delivery.until_idle()

    assert texts(slack) == [f"Line {number}" for number in range(4)]


async def test_after_an_outage_a_person_is_answered_at_once(bot, slack, database, clock):
    slack.faults.server_error(POST, times=None)
    fill(database, 200, [f"U1{number}" for number in range(200)], clock())
    await bot.delivery.tick()
    await slack.until(lambda: len(slack.log.calls(POST)) > AT_ONCE)
    slack.faults.clear()

    await bot.promises("a", to="U0ADA")

    await slack.until(lambda: slack.person("ada").dms(), within=1)


async def test_a_slack_that_cannot_be_reached_costs_no_look(database, clock):
    nowhere = SlackGateway("http://127.0.0.1:9/api/", "xoxb-none")
    bot = Speaker(database, Delivery(database, nowhere, draw_facts, clock), clock)
    await bot.promises("a", to="U0ADA")

    await bot.settled()
    await bot.delivery.stop()
    await nowhere.close()

    assert ((await bot.has("a")).state, (await bot.has("a")).failures) == (State.READY, 1)


async def test_a_process_that_died_after_posting_does_not_post_again(bot, slack, database):
    notice = await bot.says("a")
    await database.transaction(as_if_it_had_died, notice.id)

    await bot.delivery.until_idle()

    assert len(slack.posts_with_key(notice.mark)) == 1
    assert (await bot.has("a")).ts == notice.ts


async def test_half_a_lease_late_nothing_is_sent(bot, slack):
    bot.patient(lease=-0.001)
    await bot.promises("a")
    await bot.delivery.stop()

    assert texts(slack) == []


async def test_without_history_a_deadline_is_said_once_more(bot, slack):
    slack.faults.cut_after(POST, times=1)
    slack.faults.refuse("conversations.history", "missing_scope", times=None)

    notice = await bot.says("a", urgency=Urgency.DEADLINE)

    assert (len(slack.posts_with_key(notice.mark)), notice.state) == (2, State.SENT)


async def test_without_history_all_else_is_taken_as_sent(bot, slack):
    slack.faults.cut_after(POST, times=1)
    slack.faults.refuse("conversations.history", "missing_scope", times=None)

    notice = await bot.says("a")

    assert (len(slack.posts_with_key(notice.mark)), notice.state) == (1, State.ASSUMED)


async def test_a_revoked_token_rests_the_workspace_until_it_is_back(bot, slack, caplog):
    slack.faults.refuse(POST, "token_revoked")

    notice = await bot.says("a")

    assert notice.state is State.SENT
    assert "refuses our token (token_revoked)" in caplog.text


async def test_a_message_somebody_deleted_is_let_go(bot, slack):
    await bot.says("a", "Open.")
    slack.faults.refuse("chat.update", "message_not_found")

    notice = await bot.says("a", "Done.")

    assert (notice.state, notice.ts) == (State.GONE, None)


async def test_a_message_that_slack_refuses_is_set_aside_and_its_author_told(bot, slack):
    slack.faults.refuse(POST, "msg_too_long")

    notice = await bot.says("a", asked_by="U0BEN")

    (told,) = [one for one in await bot.all() if one.kind == "undeliverable"]
    assert (notice.state, notice.problem) == (State.DEAD, "too_long")
    assert (told.person_id, told.facts["reason"]) == ("U0BEN", "too_long")


async def test_the_database_may_go_away_while_slack_answers(bot, slack, database):
    bot.delivery._database = Faltering(database, "finish", times=2)

    notice = await bot.says("a")

    assert (len(slack.posts_with_key(notice.mark)), notice.state) == (1, State.SENT)


async def test_no_more_than_forty_five_updates_go_in_a_minute(bot, slack):
    bot.patient(update=0)
    await bot.says("a", "0")
    for number in range(50):
        await bot.promises("a", str(number + 1))
        await bot.settled()

    assert len(slack.log.calls("chat.update")) == 45


async def test_at_our_own_pace_slack_never_has_to_limit_us(bot, slack):
    slack.limits.on, slack.limits.burst = True, 1
    bot.goes_at(Pace())
    for number in range(3):
        await bot.promises(f"n{number}", f"Line {number}")

    await bot.delivery.until_idle()

    assert texts(slack) == ["Line 0", "Line 1", "Line 2"]
    assert len(slack.log.calls(POST)) == 3


def as_if_it_had_died(session, notice_id):
    notice = session.get(Notice, notice_id)
    notice.state, notice.ts, notice.lane = State.SENDING, None, "C0FORUM"
    notice.tried_at = notice.due_at
    session.get(Lane, (notice.team_id, "C0FORUM")).lease_until = 0


class Faltering:
    """A database whose connection breaks some times, just before one verb."""

    def __init__(self, database, verb, times):
        self.database = database
        self.verb = verb
        self.times = times

    async def transaction(self, verb, *args, **kwargs):
        if verb.__name__ == self.verb and self.times:
            self.times -= 1
            raise OperationalError("COMMIT", {}, Exception("gone"))
        return await self.database.transaction(verb, *args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.database, name)
