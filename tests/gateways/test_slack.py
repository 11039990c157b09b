"""The gateway against the stand-in: what it says, and how it understands each answer."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot.domain.channels import ChannelFacts, ChannelKind
from bot.domain.notices import (
    LockedOut,
    NotFound,
    NotSent,
    Problem,
    RateLimited,
    Refused,
    Sent,
    Unknown,
    Unreadable,
)
from bot.gateways.slack import Identity, SlackGateway

POST = "chat.postMessage"
HELLO = {"text": "Hello.", "blocks": []}
MODAL = View(type="modal", title="Hello", close="Close", blocks=[SectionBlock(text="Hello.")])


def lately():
    return datetime.now(UTC) - timedelta(minutes=1)


async def test_who_we_are(gateway):
    us = await gateway.auth()

    assert isinstance(us, Identity)
    assert (us.team_id, us.user_id, us.bot_id) == ("T0HARBOUR", "U0CXBOT", "B0CXBOT")
    assert {"chat:write", "channels:history"} <= us.scopes


async def test_a_wrong_token_is_no_answer_about_anything(slack):
    stranger = SlackGateway(slack.api_url, "xoxb-wrong")

    assert await stranger.auth() == LockedOut("invalid_auth")
    await stranger.close()


async def test_a_post_is_found_by_its_mark(gateway):
    said = await gateway.say("C0FORUM", HELLO, mark="m1")

    found = await gateway.look_for("m1", since=lately(), channel_id="C0FORUM")

    assert isinstance(said, Sent)
    assert found == said


async def test_a_reply_is_found_in_its_thread(gateway):
    root = await gateway.say("C0FORUM", HELLO, mark="m1")
    reply = await gateway.say("C0FORUM", HELLO, mark="m2", thread_ts=root.ts)

    found = await gateway.look_for("m2", since=lately(), channel_id="C0FORUM", thread_ts=root.ts)

    assert found == reply


async def test_a_dm_is_found_by_its_person(gateway):
    said = await gateway.say("U0ADA", HELLO, mark="m1")

    assert await gateway.look_for("m1", since=lately(), person_id="U0ADA") == said


async def test_what_is_on_a_later_page_is_found(gateway, slack):
    said = await gateway.say("C0FORUM", HELLO, mark="m1")
    for number in range(230):
        await slack.person("ada").says(f"{number}", in_="#cx-forum")

    assert await gateway.look_for("m1", since=lately(), channel_id="C0FORUM") == said
    assert len(slack.log.calls("conversations.history")) == 2


async def test_what_is_not_there_is_not_found(gateway):
    assert await gateway.look_for("m1", since=lately(), channel_id="C0FORUM") == NotFound()


async def test_a_channel_without_us_is_unreadable(gateway):
    found = await gateway.look_for("m1", since=lately(), channel_id="C0PRICEWAR")

    assert found == Unreadable()


async def test_a_message_is_updated_and_deleted(gateway, slack):
    said = await gateway.say("C0FORUM", HELLO, mark="m1")

    await gateway.update(said.channel_id, said.ts, {"text": "Done.", "blocks": []})
    after = slack.channel("#cx-forum").text
    await gateway.delete(said.channel_id, said.ts)

    assert (after, slack.channel("#cx-forum").messages) == ("Done.", [])


@pytest.mark.parametrize(
    ("fault", "value", "outcome"),
    [
        ("ratelimited", 7, RateLimited(7)),
        ("server_error", 500, Unknown()),
        ("server_error", 503, Unknown()),
        ("internal_error", None, Unknown()),
        ("cut_before", None, Unknown()),
        ("cut_after", None, Unknown()),
        ("hang", None, Unknown()),
        ("refuse", "fatal_error", Unknown()),
        ("refuse", "rate_limited", RateLimited(30)),
        ("refuse", "account_inactive", LockedOut("account_inactive")),
        ("refuse", "not_in_channel", Refused(Problem.NOT_HERE, "not_in_channel")),
        ("refuse", "msg_too_long", Refused(Problem.TOO_LONG, "msg_too_long")),
        ("refuse", "invalid_blocks", Refused(Problem.REFUSED, "invalid_blocks")),
    ],
)
async def test_each_answer_means_what_may_be_done_next(gateway, slack, fault, value, outcome):
    slack.faults.add(POST, fault, value)

    assert await gateway.say("C0FORUM", HELLO, mark="m1") == outcome


async def test_a_dropped_connection_is_not_tried_again_behind_our_back(gateway, slack):
    slack.faults.cut_after(POST)

    await gateway.say("C0FORUM", HELLO, mark="m1")

    assert len(slack.posts_with_key("m1")) == 1


async def test_only_a_connection_that_never_was_is_certain():
    nowhere = SlackGateway("http://127.0.0.1:9/api/", "xoxb-none")

    assert await nowhere.say("C0FORUM", HELLO, mark="m1") == NotSent()
    await nowhere.close()


async def test_everybody_is_listed(gateway):
    people = {person.slack_id: person for person in await gateway.people()}

    assert people["U0ADA"].zone == "Europe/Berlin"
    assert people["U0ADA"].is_admin
    assert people["U0OTTO"].is_guest
    assert people["U0PAUL"].is_deactivated
    assert people["U0BUILD"].is_bot
    assert (people["U0BEN"].name, people["U0BEN"].handle) == ("Ben Okafor", "ben")


async def test_one_person_is_asked_for(gateway):
    ben = await gateway.person("U0BEN")
    nobody = await gateway.person("U0NOBODY")

    assert ben.zone == "America/New_York"
    assert nobody == Refused(Problem.PERSON_GONE, "user_not_found")


async def test_the_channels_of_the_bot_are_listed(gateway):
    channels = await gateway.channels()

    assert {channel.name for channel in channels} >= {"cx-forum", "wins"}
    assert all(channel.is_member for channel in channels)


async def test_where_somebody_is_takes_one_question_however_many_are_there(gateway, slack):
    assert await gateway.places(slack.person("otto").id) == ["C0WINS"]


@pytest.mark.parametrize(
    ("channel_id", "kind", "said"),
    [
        ("C0FORUM", ChannelKind.PUBLIC, {"is_member": True}),
        ("C0SUPPORT", ChannelKind.PUBLIC, {"is_member": False}),
        ("C0OAK", ChannelKind.PUBLIC, {"is_external": True}),
        ("C0OLD", ChannelKind.PUBLIC, {"is_archived": True}),
    ],
)
async def test_a_channel_is_described(gateway, channel_id, kind, said):
    channel = await gateway.channel(channel_id)

    assert isinstance(channel, ChannelFacts)
    assert channel.kind is kind
    assert {name: getattr(channel, name) for name in said} == said


async def test_a_private_channel_is_known_as_such_to_its_members_only(gateway, slack):
    before = await gateway.channel("C0PRICEWAR")
    slack.invite_bot("#price-war")
    after = await gateway.channel("C0PRICEWAR")

    assert before == Refused(Problem.NOT_HERE, "channel_not_found")
    assert after.kind is ChannelKind.PRIVATE


async def test_our_own_dm_is_no_dm_between_people(gateway):
    said = await gateway.say("U0ADA", HELLO, mark="m1")

    channel = await gateway.channel(said.channel_id)

    assert (channel.kind, channel.is_member) == (ChannelKind.BOT_DM, True)


async def test_a_modal_opens_while_its_trigger_lives(gateway, slack):
    trigger = slack.world.triggers.pull("U0ADA")

    assert await gateway.open_view(trigger, MODAL)
    assert not await gateway.open_view(trigger, MODAL)
    assert slack.person("ada").modal.title == "Hello"


async def test_a_modal_that_slack_does_not_open_in_a_second_is_given_up(gateway, slack):
    slack.faults.hang("views.open")

    assert not await gateway.open_view(slack.world.triggers.pull("U0ADA"), MODAL)


async def test_an_answer_to_an_address_that_is_gone_is_reported(gateway, slack):
    assert not await gateway.respond(f"{slack.url}/actions/gone", {"text": "Hello."})


async def test_an_answer_that_cannot_be_brought_is_reported(gateway):
    assert not await gateway.respond("http://127.0.0.1:9/actions/1", {"text": "Hello."})


async def test_a_proxy_is_not_asked_for_the_way_to_this_machine(slack, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    gateway = SlackGateway(slack.api_url, slack.bot_token)

    assert isinstance(await gateway.auth(), Identity)
    await gateway.close()


async def test_what_people_wrote_is_never_logged(gateway, caplog):
    caplog.set_level(logging.DEBUG)

    await gateway.say("C0FORUM", {"text": "A secret.", "blocks": []}, mark="m1")

    assert "A secret." not in caplog.text
