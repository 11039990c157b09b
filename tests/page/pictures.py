"""Takes a picture of each surface into docs/pictures: `python -m tests.page.pictures`.

They show the same each time, since the clock begins on one Tuesday and is set before each scene;
only how long the traffic took differs.
"""

import asyncio
import json
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import expect

from sandbox.slack import Slack
from sandbox.story import tell
from tests.demo_journey import demo, free_port
from tests.page.browser import STEADY, dialog, messages, show, started, write
from tests.page.weeks_heard import trends

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/pictures"
WIDE = {"width": 1200, "height": 760}
PHONE = {"width": 390, "height": 760}
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
MINUTES_A_SCENE = 5
WON = "the new sheet came the next morning, and they ordered again"
MOST_EVENTS = 10
A_PULSE = 1_300  # Milliseconds until what fell due is seen.


class Set:
    """A demo whose clock stands where the scene begins."""

    def __init__(self, address):
        self.address = address
        self.moment = TUESDAY

    def scene(self):
        """Begin at the next full five minutes, however long the last scene took."""
        self.moment += timedelta(minutes=MINUTES_A_SCENE)
        now = datetime.fromisoformat(self._clock()["now"])
        self._clock({"seconds": (self.moment - now).total_seconds()})
        return self.address

    def _clock(self, told=None):
        body = json.dumps(told).encode() if told else None
        with urlopen(Request(f"{self.address}/control/clock", body), timeout=10) as answer:
            return json.load(answer)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(prepared(Path(folder)))
        command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
        running = demo([*command, "--data", folder], folder, 0)
        with running as page, started(*STEADY) as browser:
            stage, tab = Set(page.address), browser.new_page(viewport=WIDE, reduced_motion="reduce")
            scenes = (
                who,
                promise,
                kept,
                offer,
                home,
                forum,
                thread,
                shortcut,
                issue,
                wins,
                trouble,
                traffic,
            )
            for scene in scenes:
                scene(tab, stage.scene())
            next_event(tab, stage.scene())
            phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
            on_a_phone(phone, stage.scene())
            digest(tab, stage.scene())
            trends(tab, stage)
            at_rest(tab)
            picture(tab, "trends")


async def prepared(folder):
    """Leave a workspace in which it is Tuesday for the demo to go on with."""
    async with Slack.start(manifest=ROOT / "manifest.json", state=folder / "slack.json") as slack:
        slack.clock.move_to(TUESDAY)
        tell(slack.world)


def who(tab, address):
    tab.goto(address)
    picture(tab, "who")


def promise(tab, address):
    show(tab, address, "ben", "cx-forum")
    tab.locator("#write").press_sequentially("/")
    picture(tab, "suggestions")
    write(tab, "/cx commit call back every customer lost in May by friday")
    expect(tab.get_by_text("Open · Ben Okafor")).to_be_visible()
    tab.get_by_role("log", name="Messages").evaluate("log => log.scrollTo(0, log.scrollHeight)")
    picture(tab, "channel")
    picture(tab, "answer")
    tab.emulate_media(color_scheme="dark")
    picture(tab, "answer-dark")
    tab.emulate_media(color_scheme="light")


def kept(tab, _):
    messages(tab).filter(has_text="Open · Ben").get_by_role("button", name="Done").click()
    dialog(tab).get_by_label("Proof").fill("All 14 called, notes in the CRM")
    picture(tab, "done")
    dialog(tab).get_by_role("button", name="Done").click()
    dialog(tab).locator("footer").get_by_role("button", name="Close").click()
    expect(messages(tab).filter(has_text="All 14 called").last).to_be_visible()
    at_rest(tab)
    picture(tab, "card")


def offer(tab, address):
    show(tab, address, "ada", "cx-forum")
    write(tab, "/cx commit @ben visit Acme with a new assembly sheet by friday")
    expect(tab.get_by_text("offered to")).to_be_visible()
    show(tab, address, "ben", "general")
    expect(tab.locator("#part-toasts li")).to_have_count(1)
    picture(tab, "notification")
    tab.locator("#part-toasts a").click()
    expect(messages(tab).get_by_role("button", name="Accept")).to_be_visible()
    picture(tab, "offer")


def home(tab, _):
    messages(tab).get_by_role("button", name="Accept").click()
    expect(messages(tab).filter(has_text="you promised it")).to_be_visible()
    tab.get_by_role("link", name="cxbot Home").click()
    expect(tab.get_by_role("heading", name="What I owe")).to_be_visible()
    picture(tab, "home")


def forum(tab, address):
    show(tab, address, "ada", "cx-forum")
    write(tab, "/cx forum every 2 weeks tue 10:00")
    expect(tab.get_by_text("Nothing is made until you press Start.")).to_be_visible()
    picture(tab, "forum")
    tab.get_by_role("button", name="Change", exact=True).last.click()
    expect(dialog(tab)).to_contain_text("Next:")
    picture(tab, "forum-form")
    tab.keyboard.press("Escape")
    expect(dialog(tab)).to_be_hidden()


def thread(tab, address):
    show(tab, address, "dev", "support")
    complaint = messages(tab).filter(has_text="Fourth customer")
    complaint.get_by_role("link", name="2 replies").click()
    tab.locator("#reply").press_sequentially("@c")
    expect(tab.get_by_role("option").first).to_be_visible()
    picture(tab, "thread")
    tab.locator("#reply").fill("")


def shortcut(tab, _):
    complaint = messages(tab).filter(has_text="Fourth customer")
    complaint.hover()
    complaint.get_by_label("More actions").click()
    picture(tab, "shortcuts")
    complaint.get_by_role("button", name="Make a commitment").click()
    expect(dialog(tab)).to_be_visible()
    picture(tab, "promise")
    tab.keyboard.press("Escape")
    expect(dialog(tab)).to_be_hidden()


def issue(tab, address):
    show(tab, address, "dev", "support")
    write(tab, "/cx issue urgent: the assembly sheet of the Alder table ends after page 2")
    card = messages(tab).filter(has_text="Ask for an owner").last
    expect(card).to_be_visible()
    tab.get_by_role("log", name="Messages").evaluate("log => log.scrollTo(0, log.scrollHeight)")
    at_rest(tab)
    picture(tab, "issue")
    show(tab, address, "ema", "support")
    messages(tab).get_by_role("button", name="I'll own it").last.click()
    expect(messages(tab).filter(has_text="Ema Novak · 1 report").first).to_be_visible()
    messages(tab).get_by_role("button", name="Solved already").last.click()
    dialog(tab).get_by_label("What caused it?").fill("The file was cut when it was sent to print")
    dialog(tab).get_by_label("What is the fix?").fill("Printed anew, with all four pages")
    picture(tab, "issue-form")
    tab.keyboard.press("Escape")
    expect(dialog(tab)).to_be_hidden()


def wins(tab, address):
    show(tab, address, "cleo", "general")
    tab.locator("#write").fill(f"/cx win {WON} by @ema and @dev")
    tab.get_by_role("button", name="Send").click()
    expect(messages(tab).filter(has_text="A customer win").last).to_be_visible()
    write(tab, "/cx wins month")
    told = tab.get_by_text("comes in our DM").last
    expect(told).to_be_visible()
    tab.get_by_role("link", name="cxbot messages").click()
    page = messages(tab).get_by_role("img", name="Customer wins of").first
    expect(page).to_be_visible()
    tab.wait_for_function("image => image.complete", arg=page.element_handle())
    at_rest(tab)
    picture(tab, "wins")


def trouble(tab, address):
    show(tab, address, "ema", "cx-forum")
    tab.locator("#open-trouble").click()
    tab.get_by_role("switch", name="Slack is very slow").click()
    expect(tab.get_by_role("status")).to_contain_text("very slow")
    picture(tab, "trouble")
    tab.get_by_role("button", name="Switch off").click()


def traffic(tab, _):
    tab.locator("#open-traffic").click()
    write(tab, "/cx commit @finn send Acme the right invoice by friday")
    rows = tab.locator("#traffic > li")
    posted = rows.filter(has_text="chat.postMessage").filter(has_text="right invoice").first
    expect(posted).to_be_visible()
    posted.locator("summary").click()
    expect(posted.locator("pre").first).to_be_visible()
    picture(tab, "traffic")
    tab.get_by_role("link", name="Close the panel").click()


def next_event(tab, _):
    toast = tab.locator("#part-toasts li").filter(has_text="no answer yet")
    until(tab, toast)
    picture(tab, "next-event")


def until(tab, seen):
    """Go from event to event until this is seen."""
    for _ in range(MOST_EVENTS):
        tab.get_by_role("button", name="To the next event").click()
        tab.wait_for_timeout(A_PULSE)
        if seen.count():
            return
    expect(seen.first).to_be_visible()


def digest(tab, address):
    show(tab, address, "ben", "cx-forum")
    tab.get_by_role("link", name="cxbot messages").click()
    until(tab, messages(tab).filter(has_text="falls due").first)
    at_rest(tab)
    picture(tab, "digest")


def on_a_phone(tab, address):
    show(tab, address, "ada", "cx-forum")
    tab.get_by_role("button", name="Put this notification away").click()
    expect(tab.locator("#part-toasts li")).to_have_count(0)
    picture(tab, "phone")
    tab.emulate_media(color_scheme="dark")
    tab.get_by_role("button", name="Places").click()
    picture(tab, "phone-places")


def at_rest(tab):
    """Take mouse and keyboard away from the messages."""
    tab.mouse.move(0, 0)
    tab.locator("#write").focus()


def picture(tab, name):
    tab.wait_for_timeout(300)
    tab.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
