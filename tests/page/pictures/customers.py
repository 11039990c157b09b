"""Pictures of what customers hit, of thanks, wins and trends."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.page.browser import dialog, messages

THANKS = "swapped the scratched chairs in two days; Nordlicht Hotels ordered 120 more"
WINS = (
    "the new sheet came the next morning, and they ordered again by @ema and @dev",
    "twelve tables stand, built by our own fitters within a day by @gita",
    "three customers we lost in May came back after Ben had called by @ben",
)
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


def kudos(stage):
    stage.be("ines", "wins")
    stage.says(f"/cx kudos @dev @gita {THANKS}")
    stage.card("Add my thanks")
    stage.be("cleo", "wins")
    stage.card("Add my thanks").get_by_role("button", name="Add my thanks").click()
    stage.card("Cleo Marchetti adds their thanks")
    stage.at_rest()
    stage.picture("kudos")


def issue(stage):
    stage.be("dev", "support")
    stage.says("/cx issue urgent: the assembly sheet of the Alder table ends after page 2")
    stage.card("Ask for an owner")
    stage.at_rest()
    stage.picture("issue")
    stage.be("ema", "support")
    messages(stage.tab).get_by_role("button", name="I'll own it").last.click()
    stage.card("Ema Novak · 1 report")
    messages(stage.tab).get_by_role("button", name="Solved already").last.click()
    dialog(stage.tab).get_by_label("What caused it?").fill("The file was cut on its way to print")
    dialog(stage.tab).get_by_label("What is the fix?").fill("Printed anew, with all four pages")
    stage.picture("issue-form")
    stage.close()


def wins(stage):
    stage.be("cleo", "general")
    for story in WINS:
        stage.says(f"/cx win {story}")
        stage.card(story.partition(" by @")[0])
    stage.says("/cx wins month")
    expect(stage.tab.get_by_text("comes in our DM").last).to_be_visible()
    stage.tab.get_by_role("link", name="cxbot messages").click()
    stage.loaded(messages(stage.tab).get_by_role("img", name="Customer wins of").last)
    stage.at_rest()
    messages(stage.tab).filter(has_text="1 time thanked").last.evaluate("it => it.scrollIntoView()")
    stage.picture("wins")


def trends(stage):
    """Let customers be heard over some weeks, the last one louder than any before."""
    for week in HEARD:
        stage.moment += timedelta(weeks=1)
        stage.scene()
        stage.be("dev", "support")
        for what in week:
            stage.says(f"/cx issue {what}")
            stage.card(what)
    stage.says("/cx trends")
    expect(stage.tab.get_by_text("comes in our direct message").last).to_be_visible()
    stage.tab.get_by_role("link", name="cxbot messages").click()
    stage.loaded(messages(stage.tab).get_by_role("img", name="Bars of reports by week").last)
    stage.at_rest()
    stage.picture("trends")
