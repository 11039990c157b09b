"""Nothing is lost and nothing is said twice, whatever goes wrong in between."""

import asyncio
from datetime import date

import pytest

from tests.journeys.town import EMBEDDED, OTHER_PAIRS, SHARED

FORUM = "#cx-forum"
LINE = "/cx commit send the churn list by friday"


async def cards(town, many=1):
    """Wait until all is said, and return the posts in the forum, of which there are so many."""
    await town.slack.until(lambda: len(town.slack.channel(FORUM).messages) >= many, within=15)
    await town.slack.quiet()
    return town.slack.channel(FORUM).messages


async def test_a_command_delivered_again_is_answered_alike_and_done_once(town):
    seen = await town.ada.types(LINE, in_=FORUM)

    again = await town.slack.redeliver(town.delivered("slash_commands"))

    assert "Commitment C-1" in seen.text
    assert "C-1" in str(again.answer)
    assert "Who is your CCO?" in str(again.answer)
    assert len(await cards(town)) == 1
    assert "C-2" not in (await town.ada.types("/cx list", in_=FORUM)).text


async def test_an_event_delivered_again_is_heard_once(town):
    post = await town.ada.mentions_bot("commit call Acme about May by friday", in_=FORUM)
    await town.slack.until(lambda: post.replies)

    heard = [each for each in town.slack.events if each.body["event"]["type"] == "app_mention"]
    again = await town.slack.redeliver_event(heard[-1])

    assert again.is_acknowledged
    await town.slack.quiet()
    assert len(post.replies) == 1


async def test_a_form_delivered_again_or_sent_twice_makes_one_record(town):
    await town.ada.types("/cx commit ok", in_=FORUM)
    what = {"What": "call Acme about May", "By when": date(2026, 11, 27)}

    await town.ada.submits(what, times=2)
    again = await town.slack.redeliver(town.delivered("interactive"))

    assert again.is_acknowledged
    assert len(await cards(town)) == 1
    assert "C-2" not in (await town.ada.types("/cx list", in_=FORUM)).text


async def test_a_double_click_does_it_once_and_says_so(town):
    await town.ada.types("/cx commit @ben send the churn list by friday", in_=FORUM)
    await town.shows("[Accept]", dm="ben")

    seen = await town.ben.presses("Accept", on=town.dm("ben"), times=2)

    await town.slack.until(lambda: len(seen.posts) == 2)
    assert "Nothing changed" not in seen.text
    assert len(await cards(town)) == 1
    town.two_days_pass()
    await town.shows("Ben Okafor accepted it", dm="ada")


async def test_undo_and_make_another_bear_a_double_click(town):
    seen = await town.ada.types(LINE, in_=FORUM)
    again = await town.ada.types(LINE, in_=FORUM)
    await town.ada.presses("Make another", on=again, times=2)
    await town.slack.until(lambda: len(town.slack.channel(FORUM).messages) == 2)

    await town.ada.presses("Undo", on=seen, times=2)

    await town.shows("undid", without="would surprise others", seen=seen)
    await town.slack.until(lambda: len(town.slack.channel(FORUM).messages) == 1)
    assert "C-3" not in (await town.ada.types("/cx list", in_=FORUM)).text


async def test_a_power_cut_before_the_post_loses_nothing(town):
    town.slack.faults.ratelimited("chat.postMessage", 2)
    seen = await town.ada.types(LINE, in_=FORUM)
    assert "Commitment C-1" in seen.text
    assert town.slack.channel(FORUM).messages == []
    await town.kill_bot()

    await town.start_bot()

    assert len(await cards(town)) == 1
    assert "C-1" in (await town.ada.types("/cx list", in_=FORUM)).text


@EMBEDDED
async def test_a_power_cut_during_the_post_does_not_repeat_it(town):
    town.slack.faults.slow("chat.postMessage", 5)
    await town.ada.types(LINE, in_=FORUM)
    await town.slack.until(lambda: town.slack.channel(FORUM).messages)
    await town.kill_bot()

    await town.start_bot()
    await town.ada.types("/cx done C-1 they have it", in_=FORUM)

    await town.shows("Done in time", "they have it", card=FORUM, within=15)
    assert len(await cards(town)) == 1


async def test_answers_come_at_once_while_slack_wants_to_be_left_alone(town):
    town.slack.faults.ratelimited("chat.postMessage", 2)

    seen = await town.ada.types(LINE, in_=FORUM)

    assert "Commitment C-1" in seen.text
    assert town.slack.channel(FORUM).messages == []
    await town.shows("send the churn list", card=FORUM)
    assert len(await cards(town)) == 1


@EMBEDDED
async def test_a_post_that_may_not_have_arrived_is_looked_for_before_it_is_repeated(town):
    town.slack.faults.server_error("chat.postMessage")

    seen = await town.ada.types(LINE, in_=FORUM)

    assert "Commitment C-1" in seen.text
    await town.shows("send the churn list", card=FORUM, within=40)
    assert len(await cards(town)) == 1
    assert len(town.slack.log.calls("conversations.history")) >= 2


async def test_a_post_whose_answer_was_lost_is_found_again(town):
    town.slack.faults.cut_after("chat.postMessage")

    await town.ada.types(LINE, in_=FORUM)
    await town.ada.types("/cx done C-1 they have it", in_=FORUM)

    await town.shows("Done in time", card=FORUM, within=15)
    assert len(await cards(town)) == 1


async def test_with_slack_away_the_answer_comes_and_the_rest_follows(town):
    town.slack.faults.cut_before("*", times=None)
    seen = await town.ada.types("/cx commit send the list to @cleo by friday", in_=FORUM)
    assert "Commitment C-1" in seen.text

    town.slack.faults.clear()

    await town.shows("send the list", card=FORUM, within=15)
    town.two_days_pass()
    await town.shows("promised it", dm="cleo", within=15)


async def test_a_dropped_socket_or_an_outage_is_survived(town):
    await town.slack.go_offline()
    failed = await town.ada.types(LINE, in_=FORUM)
    assert failed.failure
    town.slack.come_back()
    if not town.by_http:
        await town.slack.app_connected()

    seen = await town.ada.types(LINE, in_=FORUM)

    assert "Commitment C-1" in seen.text
    await town.shows("send the churn list", card=FORUM)


async def test_a_restart_keeps_everything_and_ends_cleanly_in_mid_work(town):
    seen = await town.ada.types("/cx commit call Acme about May by friday", in_=FORUM)
    town.slack.faults.slow("chat.postMessage", 1)
    await town.ada.types(LINE, in_=FORUM)
    assert await town.stop_bot() == 0

    await town.start_bot()

    assert len(await cards(town, 2)) == 2
    await town.ada.presses("Undo", on=seen)
    await town.slack.until(lambda: len(town.slack.channel(FORUM).messages) == 1)


@SHARED
async def test_two_processes_share_one_workspace(town):
    other = town.beside()
    await other.start_bot()
    people = (town.ada, town.ben, town.cleo)

    for process in (town, other):
        process.is_where_slack_delivers()
        line = f"/cx commit call office {process.port} by friday"
        await asyncio.gather(*(each.types(line, in_=FORUM) for each in people))

    assert len(await cards(town, 6)) == 6
    numbers = [post.text.split("·")[0] for post in town.slack.channel(FORUM).messages]
    assert len(set(numbers)) == 6
    assert await other.stop_bot() == 0


@EMBEDDED
async def test_a_second_process_on_one_file_is_refused_in_a_sentence(town):
    other = town.beside()

    with pytest.raises(AssertionError, match="Another cxbot uses"):
        await other.start_bot()

    assert other.bot.returncode not in {0, None}


async def test_the_work_of_somebody_who_left_is_handed_over_by_the_cco(asleep):
    await asleep.start_bot(CX_CCO="U0ADA")
    await asleep.ben.types(LINE, in_=FORUM)
    await asleep.shows("Ben Okafor", card=FORUM)
    asleep.slack.deactivate("ben")
    await asleep.slack.quiet()

    await asleep.ada.types("/cx commit @ben call Acme about May by friday", in_=FORUM)
    assert "somebody who left" in asleep.ada.modal.text
    await asleep.ada.closes()
    await asleep.ada.types("/cx handoff C-1 @cleo", in_=FORUM)
    await asleep.shows("[Accept]", dm="cleo")
    await asleep.cleo.presses("Accept", on=asleep.dm("cleo"))

    await asleep.shows("Cleo Marchetti", "handed on 1×", card=FORUM)


async def test_a_day_ends_where_its_owner_lives_now(town):
    await town.ben.types("/cx commit call Acme about May by today", in_=FORUM)
    town.slack.move(hours=8)
    assert "Nothing is past" in (await town.ben.types("/cx list overdue", in_=FORUM)).text

    town.slack.change_zone("ben", "Asia/Kolkata")
    await town.slack.quiet()

    seen = await town.ben.types("/cx list overdue", in_=FORUM)
    assert "Not done by Tuesday 24 November" in seen.text


@pytest.mark.parametrize("pair", OTHER_PAIRS)
async def test_the_other_ways_in_go_with_the_other_databases(town):
    await town.ada.types("/cx commit @ben send the churn list by friday", in_=FORUM)
    await town.shows("[Accept]", dm="ben")
    await town.ben.presses("Accept", on=town.dm("ben"))
    await town.shows("Ben Okafor", card=FORUM)

    await town.ben.presses("Done", on=town.card())
    await town.ben.submits({"Proof": "https://crm.example/42"})

    await town.shows("Done in time", "https://crm.example/42", card=FORUM)
    town.two_days_pass()
    await town.shows("Ben Okafor called it done", dm="ada")
