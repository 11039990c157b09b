"""What can be made to go wrong, and how the page shows it."""

import pytest

from tests.demo_journey import words_of
from tests.page.asking import Page
from tests.sandbox.mini_apps import a_client, an_app, over_socket_mode


async def faults(slack):
    async with slack.session.get(f"{slack.url}/control/faults") as answer:
        return await answer.json()


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [
        ("late", "slow", 0.1),
        ("slow", "slow", 2.0),
        ("busy", "ratelimited", 2),
        ("lost", "cut_after", None),
    ],
)
async def test_a_switch_makes_every_call_go_wrong_until_it_is_off(slack, key, kind, value):
    page = Page(slack)

    await page.act("trouble", key=key, on=True)
    on = (await faults(slack))["faults"]
    await page.act("trouble", key=key, on=False)

    assert on == [{"method": "*", "kind": kind, "value": value, "times": None}]
    assert (await faults(slack))["faults"] == []


async def test_of_two_fates_of_a_call_the_later_is_on(slack):
    page = Page(slack)

    await page.act("trouble", key="late", on=True)
    await page.act("trouble", key="busy", on=True)

    mark = words_of((await page.parts())["mark"])
    assert "Slack says 429" in mark
    assert "slow" not in mark


async def test_offline_goes_with_any_other_and_both_end_together(slack):
    page = Page(slack)
    await page.act("trouble", key="slow", on=True)
    await page.act("trouble", key="offline", on=True)
    both = words_of((await page.parts())["mark"])

    await page.act("calm")

    assert "Slack is very slow, Offline" in both
    assert (await page.parts())["mark"] == ""
    assert await faults(slack) == {"faults": [], "offline": False}


async def test_what_a_script_switched_on_is_marked_too(slack):
    fault = {"kind": "ratelimited", "value": 2, "times": None}
    await slack.session.post(f"{slack.url}/control/faults", json=fault)

    parts = await Page(slack).parts(panel="trouble")

    assert "Slack says 429" in words_of(parts["mark"])
    assert parts["panel"].count('aria-checked="true"') == 1


async def test_a_fault_that_a_test_set_for_one_call_stays(slack):
    slack.faults.server_error("chat.update")

    await Page(slack).act("calm")

    assert len(slack.faults.waiting) == 1


async def test_a_trouble_that_does_not_exist_is_refused(slack):
    said = await Page(slack).act("trouble", key="earthquake", on=True)

    assert said == {"failure": "refused", "said": "There is no such trouble."}


async def test_a_dropped_socket_is_said(slack):
    page = Page(slack)
    async with over_socket_mode(slack, an_app(slack)):
        with_one = await page.act("drop")

    assert with_one == {"said": "Dropped."}
    assert await page.act("drop") == {"said": "The bot has no socket open."}


async def test_every_switch_says_what_it_does(slack):
    await a_client(slack).auth_test()

    html = (await Page(slack).parts(panel="trouble"))["panel"]

    assert html.count('role="switch"') == html.count("aria-describedby=") == 5
