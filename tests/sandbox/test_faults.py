"""Row 19 and the faults: how calls go wrong, before and after they had their effect."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.sandbox.mini_apps import a_client, error_of, over_socket_mode

POST = "chat.postMessage"


def post(client):
    return client.chat_postMessage(channel="C0FORUM", text="C-1")


def posted(slack):
    return len(slack.channel("#cx-forum").messages)


async def test_a_call_is_limited_once_and_then_goes_through(slack, client):
    slack.faults.ratelimited(POST, retry_after=7)

    with pytest.raises(SlackApiError) as refused:
        await post(client)
    await post(client)

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert posted(slack) == 1


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_is_a_page_of_html(slack, client, status):
    slack.faults.server_error(POST, status)

    with pytest.raises(SlackApiError) as refused:
        await post(client)

    assert (refused.value.response.status_code, posted(slack)) == (status, 0)


async def test_a_connection_is_cut_before_the_effect(slack, client):
    slack.faults.cut_before(POST)

    with pytest.raises(aiohttp.ClientError):
        await post(client)

    assert posted(slack) == 0


async def test_a_connection_is_cut_after_the_effect(slack, client):
    slack.faults.cut_after(POST)

    with pytest.raises(aiohttp.ClientError):
        await post(client)

    assert posted(slack) == 1


async def test_wrong_the_librarys_own_retry_posts_twice(slack):
    slack.faults.cut_after(POST)
    eager = AsyncWebClient(slack.bot_token, base_url=slack.api_url)

    await post(eager)

    assert posted(slack) == 2


async def test_an_internal_error_has_had_its_effect(slack, client):
    slack.faults.internal_error(POST)

    assert await error_of(post(client)) == "internal_error"
    assert posted(slack) == 1


async def test_no_answer_ever_comes(slack):
    slack.faults.hang(POST)
    patient = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=0.1
    )

    with pytest.raises(TimeoutError):
        await post(patient)

    assert posted(slack) == 0


async def test_a_slow_answer_comes_after_the_effect(slack, client):
    slack.faults.slow(POST, 0.05)
    posting = asyncio.create_task(post(client))

    await slack.until(lambda: posted(slack) == 1)

    assert not posting.done()
    assert (await posting)["ok"]


async def test_a_fault_lasts_until_it_is_cleared(slack, client):
    slack.faults.refuse("*", "service_unavailable", times=None)
    errors = [await error_of(post(client)), await error_of(client.auth_test())]

    slack.faults.clear()

    assert errors == ["service_unavailable", "service_unavailable"]
    assert (await post(client))["ok"]


async def test_a_response_url_can_fail_too(slack, app, ada):
    @app.command("/cx")
    async def listen(ack):
        await ack()

    async with over_socket_mode(slack, app):
        await ada.types("/cx commit")
    slack.faults.server_error("response_url")
    url = slack.delivered[-1].payload["response_url"]

    answer = await AsyncWebhookClient(url, retry_handlers=[]).send(text="Saved")

    assert (answer.status_code, ada.ephemerals()) == (503, [])


async def test_offline_nothing_passes_in_either_direction(slack, app, client, ada):
    async with over_socket_mode(slack, app):
        await slack.go_offline()
        with pytest.raises(aiohttp.ClientError):
            await post(client)
        seen = await ada.types("/cx commit")

        slack.come_back()
        assert (await post(client))["ok"]
    assert seen.failure == "dispatch_failed"


async def test_the_log_knows_every_call_and_no_token(slack, client):
    await post(client)
    await error_of(client.users_info(user="U0NOBODY"))

    calls = slack.log.calls()
    assert [(c.name, c.ok, c.error) for c in calls] == [
        (POST, True, ""),
        ("users.info", False, "user_not_found"),
    ]
    assert slack.bot_token not in repr(slack.log.entries)


async def test_the_log_does_not_keep_a_token_sent_in_the_form(slack):
    body = {"token": slack.bot_token, "note": slack.app_token}
    async with aiohttp.ClientSession() as session:
        await session.post(f"{slack.api_url}auth.test", data=body)

    assert slack.log.calls()[0].sent == {"note": "[token]"}


async def test_wrong_a_token_in_the_address(slack):
    address = f"{slack.api_url}auth.test?token={slack.bot_token}"
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert (await answer.json())["error"] == "not_authed"


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_wrong_json_that_is_none(slack, body, error):
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    address = f"{slack.api_url}{POST}"
    async with aiohttp.ClientSession(headers=headers) as session:
        answer = await session.post(address, data=body)
        assert (answer.status, (await answer.json())["error"]) == (200, error)


async def test_right_arguments_may_come_as_a_form_or_in_the_address(slack):
    client = a_client(slack)

    form = await client.api_call(POST, data={"channel": "C0FORUM", "text": "by form"})
    query = await client.api_call(POST, params={"channel": "C0FORUM", "text": "by query"})

    assert [form["message"]["text"], query["message"]["text"]] == ["by form", "by query"]
