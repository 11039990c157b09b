"""A real Chromium, started so that it talks to nobody but the page."""

import shutil
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The same pixels each time: nothing is drawn on top of what an earlier drawing left.
STEADY = ("--disable-partial-raster", "--disable-lcd-text", "--force-color-profile=srgb")
MISSING = "No Chromium is installed here: apt-get install chromium."


def chromium():
    """Return where Chromium is, or nothing."""
    usual = Path("/usr/bin/chromium")
    return shutil.which("chromium") or (str(usual) if usual.exists() else None)


@contextmanager
def started(*more):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *more])
        yield browser
        browser.close()


def show(tab, address, person, place):
    tab.goto(f"{address}/?as={person}&in={place}")
    tab.locator("[aria-current=page]").wait_for(state="attached")


def write(tab, text):
    field = tab.locator("#write")
    field.fill(text)
    field.press("Enter")


def messages(tab):
    return tab.get_by_role("log", name="Messages").get_by_role("listitem")


def dialog(tab):
    return tab.locator("dialog#part-view")
