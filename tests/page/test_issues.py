"""An issue as one sees it on the page, in a real browser with the real bot."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

SHEET = "The assembly sheet of the Alder table ends after page 2"


FILLED = {
    "What caused it?": "The file was cut",
    "What is the fix?": "Printed anew",
    "How were they told?": "On the phone, with the page in the mail",
}


def test_an_issue_is_owned_and_closed_when_the_customer_was_told(tab, demo):
    show(tab, demo, "dev", "cx-forum")
    write(tab, f"/cx issue {SHEET}")
    expect(tab.get_by_text("noted as normal").first).to_be_visible()

    show(tab, demo, "ema", "cx-forum")
    messages(tab).get_by_role("button", name="I'll own it").first.click()
    owned = messages(tab).filter(has_text="Next step").first
    expect(owned).to_contain_text("Ema Novak")
    owned.get_by_role("button", name="Solved already").first.click()
    for label, words in FILLED.items():
        dialog(tab).get_by_label(label).fill(words)
    dialog(tab).locator("button[type=submit]").last.click()

    expect(messages(tab).filter(has_text="told the customer").first).to_contain_text("Printed anew")
