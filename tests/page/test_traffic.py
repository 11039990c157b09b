"""The traffic between the bot and Slack, as the page lists it."""

import re
from contextlib import suppress
from html import escape

import pytest
from aiohttp import ClientError

from sandbox.page.traffic import MOST
from tests.page.asking import Page
from tests.sandbox.mini_apps import a_client, an_app, over_socket_mode

EVIL = "<script>alert(1)</script>"


def an_app_that_says_yes(slack):
    app = an_app(slack)

    @app.command("/cx")
    async def answer(ack):
        await ack("Yes.")

    return app


async def test_both_directions_are_listed_newest_first(slack):
    page = Page(slack)
    async with over_socket_mode(slack, an_app_that_says_yes(slack)):
        await page.act("say", text="/cx commit call Acme")
        await a_client(slack).chat_postMessage(channel="C0WINS", text="Well done")
        rows, _ = await page.traffic()

    call = next(i for i, row in enumerate(rows) if "to Slackchat.postMessage" in row)
    told = next(i for i, row in enumerate(rows) if "to the botslash_commands" in row)
    assert call < told
    assert "#wins · Well doneok" in rows[call]
    assert "ada · #wins · /cx commit call Acmeanswered" in rows[told]


async def called(slack, method, **told):
    """Call a method as the app, whatever comes of it."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    with suppress(ClientError):
        async with slack.session.post(f"{slack.api_url}{method}", json=told, headers=headers):
            pass


async def test_a_refused_call_shows_its_error(slack):
    await called(slack, "chat.delete", channel="C0WINS", ts="1.1")

    ((row,), _) = await Page(slack).traffic()

    assert "chat.delete" in row
    assert "message_not_found" in row


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("ratelimited", 2, "429, too many requests"),
        ("cut_after", None, "done, but the answer was lost"),
        ("slow", 0.05, "ok"),
    ],
)
async def test_a_call_that_a_fault_struck_says_what_became_of_it(slack, kind, value, words):
    slack.faults.add("auth.test", kind, value)

    await called(slack, "auth.test")

    ((row,), _) = await Page(slack).traffic()
    assert words in row


async def test_how_long_it_took_is_real_time(slack):
    slack.faults.slow("auth.test", 0.05)
    await called(slack, "auth.test")

    ((row,), _) = await Page(slack).traffic()

    assert 50 <= int(re.search(r"([\d,]+) ms$", row)[1]) < 1000


async def test_only_what_changed_since_is_drawn_again(slack):
    page = Page(slack)
    await called(slack, "auth.test")
    _, latest = await page.traffic()
    await called(slack, "users.list")

    rows, _ = await page.traffic(after=latest)

    assert len(rows) == 1
    assert "users.list" in rows[0]


async def test_what_was_on_its_way_is_drawn_again_once_it_is_answered(slack):
    log = slack.log
    entry = log.open("delivery", "message", {}, slack.clock.seconds())
    page = Page(slack)
    before, latest = await page.traffic()

    log.close(entry, "acknowledged")

    after, _ = await page.traffic(after=latest)
    assert before[0].endswith("message…")
    assert "acknowledged" in after[0]


@pytest.mark.parametrize("words", ["call acme", "ACME", "to slack wins", "chat.post ok"])
async def test_a_filter_finds_words_wherever_they_stand(slack, words):
    await called(slack, "chat.postMessage", channel="wins", text="call Acme")
    await called(slack, "auth.test")

    rows, _ = await Page(slack).traffic(wanted=words)

    assert len(rows) == 1
    assert "chat.postMessage" in rows[0]


async def test_no_token_is_ever_shown(slack):
    slack.log.open("call", "auth.test", {"token": slack.bot_token}, slack.clock.seconds())
    await a_client(slack, slack.app_token).apps_connections_open(app_token=slack.app_token)
    page = Page(slack)
    numbers = [entry.seq for entry in slack.log.entries]

    shown = "".join([await page.exchange(seq) for seq in numbers])
    found, _ = await page.traffic(wanted=slack.bot_token)

    assert "[token]" in shown
    assert not re.search(r"xox|xapp|ticket=\w", shown)
    assert found == []


async def test_at_most_so_many_rows_are_listed(slack):
    for number in range(MOST + 5):
        slack.log.close(slack.log.open("call", f"m{number}", {}, 0.0), "answered", {"ok": True})

    rows, _ = await Page(slack).traffic()

    assert len(rows) == MOST
    assert f"m{MOST + 4}" in rows[0]


async def test_all_of_an_exchange_can_be_read_and_none_of_it_runs(slack):
    await called(slack, "chat.postMessage", channel="C0WINS", text=EVIL)
    seq = slack.log.entries[-1].seq

    html = await Page(slack).exchange(seq)

    assert "<script" not in html
    assert f"&quot;text&quot;: &quot;{escape(EVIL)}&quot;" in html


async def test_an_exchange_that_is_long_gone_is_said(slack):
    assert "too long ago" in await Page(slack).exchange(999)
