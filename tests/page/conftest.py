"""A browser, a started demo with the real bot, and tabs that must not complain."""

import sys
from pathlib import Path

import pytest

from sandbox.slack import Slack
from tests.demo_journey import demo as started_demo
from tests.demo_journey import free_port
from tests.page import browser as chromium

MANIFEST = Path(__file__).parents[2] / "manifest.json"


@pytest.fixture
async def slack():
    async with Slack.start(manifest=MANIFEST) as started:
        yield started


@pytest.fixture(scope="module")
def browser():
    # Not for longer: while it is open, its event loop holds the thread against all other tests.
    if chromium.chromium() is None:
        pytest.skip(chromium.MISSING)
    with chromium.started() as browser:
        yield browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    # One for each story, since what people leave behind, such as an open form, stays there.
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
    with started_demo([*command, "--data", str(folder)], str(folder), 0) as page:
        yield page.address


@pytest.fixture
def tab(browser):
    """A tab of its own; an error in its scripts, or something that the policy stops, fails."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    context.set_default_timeout(10_000)
    tab, complaints = context.new_page(), []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield tab
    context.close()
    assert complaints == []
