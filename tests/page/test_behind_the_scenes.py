"""Trouble, traffic, time and notifications, in a real browser with the real bot behind it."""

import re
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.demo_journey import Page, free_port
from tests.demo_journey import demo as started_demo
from tests.page.browser import messages, show, write

IS_CONNECTED = (
    "async () => (await (await fetch('/control/log?after=999999999')).json()).sockets > 0"
)
BACK_WITHIN = 15_000  # Milliseconds; the bot looks for a lost Slack at growing intervals.


@pytest.fixture
def trouble(tab, demo):
    """Return what switches a trouble on or off, with its panel open; it ends with the test."""

    def switch(name):
        if not tab.locator("#part-panel").is_visible():
            tab.locator("#open-trouble").click()
        lever = tab.get_by_role("switch", name=name)
        is_on = lever.get_attribute("aria-checked") == "true"
        lever.click()
        expect(lever).to_be_checked(checked=not is_on)

    yield switch
    Page(demo).act("calm", **{"as": "ada", "in": "wins"})


def until_connected(tab):
    # The browser's own waiting takes the promise of an answer for the answer.
    ends = time.monotonic() + BACK_WITHIN / 1000
    while not tab.evaluate(IS_CONNECTED):
        assert time.monotonic() < ends
        tab.wait_for_timeout(50)


@pytest.fixture(scope="module")
def quiet_demo(tmp_path_factory):
    """A demo of one's own, in which nothing else is planned."""
    folder = tmp_path_factory.mktemp("quiet")
    command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
    with started_demo([*command, "--data", str(folder)], str(folder), 0) as page:
        yield page.address


def test_while_slack_is_slow_people_are_answered_at_once(tab, demo, trouble):
    show(tab, demo, "finn", "general")
    trouble("Slack is very slow")

    write(tab, "/cx commit send a slow letter by friday")

    expect(tab.get_by_text("yours, by")).to_be_visible(timeout=1_500)
    expect(tab.get_by_role("status")).to_contain_text("Trouble is on: Slack is very slow")
    tab.get_by_role("button", name="Switch off").click()
    expect(tab.get_by_role("status")).to_be_empty()
    expect(messages(tab).filter(has_text="Open · Finn Castellano")).to_have_count(1)


def test_a_little_slowness_is_not_noticed(tab, demo, trouble):
    show(tab, demo, "ema", "cx-forum")
    trouble("Slack is a little slow")

    write(tab, "/cx commit count the slow letters by friday")

    card = messages(tab).filter(has_text="Open · Ema Novak")
    expect(card).to_be_visible(timeout=2_000)
    card.get_by_role("button", name="Extend").click()
    expect(tab.locator("dialog#part-view")).to_be_visible(timeout=2_000)
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog#part-view")).to_be_hidden()


def test_what_429_held_up_is_posted_once_it_ends(tab, demo, trouble):
    show(tab, demo, "dev", "cx-forum")
    trouble("Slack says 429")
    write(tab, "/cx commit mend the queue by friday")
    expect(tab.get_by_text("yours, by")).to_be_visible()
    card = messages(tab).filter(has_text="Open · Dev Raman")
    expect(card).to_have_count(0)

    trouble("Slack says 429")

    expect(card).to_have_count(1)


def test_offline_slack_says_so_and_what_was_typed_is_kept(tab, demo, trouble):
    show(tab, demo, "hugo", "general")
    trouble("Offline")

    write(tab, "/cx commit plug the cable in by friday")

    expect(tab.get_by_role("alert")).to_contain_text("dispatch_failed")
    expect(tab.locator("#write")).to_have_value("/cx commit plug the cable in by friday")
    expect(tab.get_by_text("The bot is not connected.")).to_be_visible()
    trouble("Offline")
    expect(tab.get_by_text("The bot is not connected.")).to_be_hidden(timeout=BACK_WITHIN)
    tab.locator("#write").press("Enter")
    expect(tab.get_by_text("yours, by")).to_be_visible()


def test_a_card_whose_answer_was_lost_comes_once(tab, demo, trouble):
    show(tab, demo, "cleo", "cx-forum")
    trouble("Answers get lost")
    write(tab, "/cx commit look for the lost answer by friday")
    card = messages(tab).filter(has_text="Open · Cleo Marchetti")
    expect(card).to_have_count(1)

    trouble("Answers get lost")
    write(tab, "/cx commit look for the next one by friday")

    expect(messages(tab).filter(has_text="yours, by")).to_have_count(2)
    expect(card.filter(has_text="lost answer")).to_have_count(1)


def test_the_bot_finds_back_when_its_socket_is_dropped(tab, demo, trouble):
    show(tab, demo, "gita", "general")
    tab.locator("#open-trouble").click()

    tab.get_by_role("button", name="Drop the socket").click()

    expect(tab.get_by_role("alert")).to_have_text("Dropped.")
    until_connected(tab)
    write(tab, "/cx commit find back by friday")
    expect(tab.get_by_text("yours, by")).to_be_visible()


def test_the_traffic_comes_live_is_filtered_and_opened(tab, demo):
    show(tab, demo, "ben", "wins")
    tab.locator("#open-traffic").click()
    rows = tab.get_by_role("list", name="Traffic, newest first").get_by_role("listitem")
    expect(rows.first).to_be_visible()

    write(tab, "/cx commit read the traffic by friday")
    tab.get_by_role("searchbox", name="Filter the traffic").fill("read the traffic")

    command = rows.filter(has_text="slash_commands")
    expect(command).to_contain_text("/cx commit read the traffic")
    expect(rows.filter(has_text="chat.postMessage").first).to_contain_text("to Slack")
    expect(rows.filter(has_text="auth.test")).to_have_count(0)
    command.locator("summary").press("Enter")
    expect(command.locator("pre").first).to_contain_text('"command": "/cx"')


def test_the_panel_stays_open_wherever_one_goes(tab, demo):
    show(tab, demo, "ben", "wins")
    tab.locator("#open-traffic").click()
    expect(tab.locator("#traffic > li").first).to_be_visible()

    tab.get_by_role("link", name="cxbot Home").click()
    expect(tab.get_by_role("heading", level=1, name="cxbot")).to_be_visible()

    expect(tab.locator("#traffic > li").first).to_be_visible()
    tab.get_by_role("link", name="Close the panel").click()
    expect(tab.locator("#part-panel")).to_be_hidden()


def test_the_clock_goes_to_the_next_event_and_it_comes(tab, quiet_demo):
    show(tab, quiet_demo, "ada", "cx-forum")
    ahead = tab.get_by_role("button", name="To the next event")
    ahead.click()
    expect(tab.get_by_role("alert")).to_have_text("Nothing is planned.")
    write(tab, "/cx commit @ben visit Acme by 30 December")
    expect(tab.get_by_text("offered to")).to_be_visible()

    ahead.click()

    # Three working days without an answer from Ben.
    toast = tab.get_by_role("log", name="Notifications").get_by_role("listitem")
    expect(toast).to_contain_text("no answer yet from Ben Okafor", timeout=2_500)
    toast.get_by_role("link").click()
    expect(messages(tab).get_by_role("button", name="Take it back")).to_be_visible()


def test_whoever_is_called_sees_the_notification_and_goes_there(tab, demo):
    show(tab, demo, "ines", "general")
    toasts = tab.get_by_role("log", name="Notifications").get_by_role("listitem")
    gita = {"as": "gita", "in": "wins"}

    Page(demo).act("say", **gita, text="Look at this, @ines")
    expect(toasts).to_contain_text("Gita Verma in #wins")
    toasts.get_by_role("link").press("Enter")

    expect(messages(tab).last).to_contain_text("Look at this")
    expect(toasts).to_have_count(0)


def test_a_notification_goes_by_itself(tab, demo):
    tab.clock.install()
    show(tab, demo, "ines", "general")
    toasts = tab.get_by_role("log", name="Notifications").get_by_role("listitem")
    Page(demo).act("say", **{"as": "gita", "in": "wins"}, text="And at this, @ines")
    expect(toasts).to_have_count(1)

    tab.clock.fast_forward(9_000)

    expect(toasts).to_have_count(0)
    expect(tab.get_by_role("link", name=re.compile("wins .1 new"))).to_be_visible()


def test_every_message_says_how_it_was_notified(tab, demo):
    show(tab, demo, "dev", "support")
    complaint = messages(tab).filter(has_text="Fourth customer")
    complaint.hover()

    complaint.get_by_label("More actions").click()

    expect(complaint.locator(".fallback")).to_contain_text("As notified")
    expect(complaint.locator(".fallback")).to_contain_text("Fourth customer")


@pytest.mark.parametrize("panel", ["trouble", "traffic"])
def test_on_a_phone_a_panel_fills_the_screen_and_closes(tab, demo, panel):
    tab.set_viewport_size({"width": 375, "height": 700})
    tab.goto(f"{demo}/?as=ben&in=wins&panel={panel}")
    expect(tab.locator("#part-panel")).to_be_in_viewport(ratio=1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375

    tab.get_by_role("link", name="Close the panel").click()

    expect(tab.locator("#write")).to_be_visible()
