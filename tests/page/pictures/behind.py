"""Pictures of the page itself: who one is, trouble, traffic, the clock, and a phone."""

from playwright.sync_api import expect

from tests.page.browser import messages, show
from tests.page.pictures.stage import taken

PHONE = {"width": 390, "height": 760}


def who(stage):
    stage.tab.goto(stage.address)
    stage.picture("who")


def trouble(stage):
    stage.be("ema", "cx-forum")
    stage.tab.locator("#open-trouble").click()
    stage.tab.get_by_role("switch", name="Slack is very slow").click()
    expect(stage.tab.get_by_role("status")).to_contain_text("very slow")
    stage.at_rest()
    stage.picture("trouble")
    stage.tab.get_by_role("button", name="Switch off").click()


def traffic(stage):
    stage.tab.locator("#open-traffic").click()
    stage.says("/cx commit @finn send Acme the right invoice by friday")
    rows = stage.tab.locator("#traffic > li")
    posted = rows.filter(has_text="chat.postMessage").filter(has_text="right invoice").first
    expect(posted).to_be_visible()
    posted.locator("summary").click()
    expect(posted.locator("pre").first).to_be_visible()
    stage.picture("traffic")
    stage.tab.get_by_role("link", name="Close the panel").click()


def next_event(stage):
    stage.be("ema", "cx-forum")
    stage.until(stage.tab.locator("#part-toasts li").filter(has_text="no answer yet"))
    stage.picture("next-event")


def on_a_phone(stage):
    browser = stage.tab.context.browser
    phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
    show(phone, stage.address, "finn", "cx-forum")
    expect(messages(phone).filter(has_text="Stand aside").last).to_be_visible()
    phone.wait_for_timeout(9_000)  # Until the notification has gone by itself.
    taken(phone, "phone")
    phone.emulate_media(color_scheme="dark")
    phone.get_by_role("button", name="Places").click()
    taken(phone, "phone-places")
    phone.close()
