"""Takes a picture of each surface into docs/pictures: `python -m tests.page.pictures`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.demo_journey import demo, free_port
from tests.page.browser import dialog, messages, show, started, write

FOLDER = Path(__file__).parents[2] / "docs/pictures"
WIDE = {"width": 1200, "height": 760}
PHONE = {"width": 390, "height": 760}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        command = [sys.executable, "-m", "bot", "demo", "--port", str(free_port())]
        with demo([*command, "--data", folder], folder, 0) as page:
            tab = browser.new_page(viewport=WIDE)
            promise(tab, page.address)
            others(tab, page.address)
            phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
            on_a_phone(phone, page.address)


def promise(tab, address):
    """From who one is to a promise kept."""
    tab.goto(address)
    picture(tab, "who")
    show(tab, address, "ben", "cx-forum")
    write(tab, "/cx commit call back every customer lost in May by friday")
    expect(tab.get_by_text("Open · Ben Okafor")).to_be_visible()
    picture(tab, "answer")
    tab.emulate_media(color_scheme="dark")
    picture(tab, "answer-dark")
    tab.emulate_media(color_scheme="light")
    messages(tab).filter(has_text="Open · Ben").get_by_role("button", name="Done").click()
    dialog(tab).get_by_label("Proof").fill("All 14 called, notes in the CRM")
    picture(tab, "done")
    dialog(tab).get_by_role("button", name="Done").click()
    dialog(tab).locator("footer").get_by_role("button", name="Close").click()
    expect(messages(tab).filter(has_text="All 14 called").last).to_be_visible()
    picture(tab, "card")


def others(tab, address):
    """An offer, Home, a shortcut, a thread and the suggestions."""
    show(tab, address, "ada", "cx-forum")
    write(tab, "/cx commit @ben visit Acme with a new assembly sheet by friday")
    expect(tab.get_by_text("offered to")).to_be_visible()
    show(tab, address, "ben", "@cxbot")
    expect(messages(tab).get_by_role("button", name="Accept")).to_be_visible()
    picture(tab, "offer")
    messages(tab).get_by_role("button", name="Accept").click()
    expect(messages(tab).filter(has_text="you promised it")).to_be_visible()
    tab.get_by_role("link", name="cxbot Home").click()
    expect(tab.get_by_role("heading", name="What I owe")).to_be_visible()
    picture(tab, "home")
    show(tab, address, "dev", "support")
    complaint = messages(tab).filter(has_text="Fourth customer")
    complaint.get_by_role("link", name="2 replies").click()
    tab.locator("#reply").fill("@c")
    picture(tab, "thread")
    tab.locator("#reply").fill("")
    complaint.hover()
    complaint.get_by_label("More actions").click()
    picture(tab, "shortcuts")
    complaint.get_by_role("button", name="Make a commitment").click()
    expect(dialog(tab)).to_be_visible()
    picture(tab, "promise")


def on_a_phone(tab, address):
    show(tab, address, "ada", "cx-forum")
    picture(tab, "phone")
    tab.emulate_media(color_scheme="dark")
    tab.get_by_role("button", name="Places").click()
    picture(tab, "phone-places")


def picture(tab, name):
    tab.wait_for_timeout(300)
    tab.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
