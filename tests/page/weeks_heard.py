"""Customers heard over some weeks, for the picture of their chart."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.page.browser import messages, show

# What customers said, week by week; the last week is the one that is looked at.
HEARD = (
    ("delivery came a day late", "the invoice has the wrong address"),
    ("support asked for the order number twice", "delivery left it at the gate"),
    ("the onboarding mail never came", "the invoice came twice"),
    ("delivery rang at the wrong door", "support put the phone down"),
    ("the onboarding film has no sound", "the invoice shows no tax"),
    (
        "the onboarding call was too late",
        "nobody answers the onboarding chat",
        "the onboarding pack was empty",
        "the onboarding link is dead",
        "one form of onboarding asks for a fax number",
        "both names are wrong on the papers for onboarding",
        "delivery had no stairs",
    ),
)


def trends(tab, stage):
    """Let customers be heard over some weeks, the last one louder than any before."""
    for week in HEARD:
        stage.moment += timedelta(weeks=1)
        stage.scene()
        show(tab, stage.address, "dev", "support")
        for what in week:
            tab.locator("#write").fill(f"/cx issue {what}")
            tab.get_by_role("button", name="Send").click()
            expect(messages(tab).filter(has_text=what).last).to_be_visible()
    tab.locator("#write").fill("/cx trends")
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_text("comes in our direct message").last).to_be_visible()
    tab.get_by_role("link", name="cxbot messages").click()
    chart = messages(tab).get_by_role("img", name="Bars of reports by week").first
    expect(chart).to_be_visible()
    tab.wait_for_function("image => image.complete", arg=chart.element_handle())
