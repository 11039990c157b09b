"""`cxbot doctor --slack`: every view that the bot can draw goes to Slack's own judge."""

import aiohttp
import pytest

from bot.cli.doctor.findings import Verdict
from bot.cli.doctor.golden import golden_findings, golden_views
from tests.cli.slack_judging import Judge
from tests.handlers.test_process import free_port, outcome

VIEWS = {
    "card": {"message": {"text": "C-1", "blocks": []}},
    "home": {"view": {"type": "home", "blocks": [{"type": "invalid"}]}},
}


@pytest.fixture
async def http():
    async with aiohttp.ClientSession() as http:
        yield http


async def test_every_view_is_sent_without_a_token(tmp_path):
    async with Judge().serving() as slack:
        settings = {"SLACK_API_URL": slack.address}

        code, words = await outcome("doctor", "--slack", settings=settings, folder=tmp_path)

    count = len(golden_views())
    assert (code, words) == (0, f"ok      Views: Slack takes all {count}.\n")
    assert (len(slack.asked), slack.tokens) == (count, {"": count})


async def test_what_slack_refuses_is_named_with_its_place(http):
    async with Judge(refuses="invalid").serving() as slack:
        (refused,) = await golden_findings(http, slack.address, VIEWS)

    assert refused.verdict is Verdict.BAD
    assert refused.sentence == "View home at /0/type: unsupported type: invalid."


async def test_when_slack_asks_for_patience_it_waits_and_asks_again(http):
    async with Judge(busy=2).serving() as slack:
        (found,) = await golden_findings(http, slack.address, VIEWS)

    assert (found.sentence, len(slack.asked)) == ("Views: Slack takes all 2.", 2)


async def test_a_slack_that_is_not_there_is_said(http):
    (found,) = await golden_findings(http, f"http://127.0.0.1:{free_port()}/api/", VIEWS)

    assert (found.verdict, "does not answer" in found.sentence) == (Verdict.BAD, True)


def test_each_view_is_what_the_judge_takes():
    kinds = {name: list(view) for name, view in golden_views().items()}

    assert len(kinds) > 50
    assert {name: kind for name, kind in kinds.items() if kind not in (["message"], ["view"])} == {}
