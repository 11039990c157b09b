"""Pictures of what many do together: a round, a forum, a thread, a promise made of a message."""

import re

from playwright.sync_api import expect

from tests.page.browser import dialog, messages

PUT_OUT = "Each lost customer is called within a week."


def a_round(stage):
    stage.be("ada", "cx-forum")
    stage.says(f"/cx propose {PUT_OUT}")
    expect(dialog(stage.tab).get_by_text("Who is asked")).to_be_visible()
    stage.picture("proposal-form")
    stage.submit()
    for person in ("ben", "dev", "ema"):
        stage.be(person, "cx-forum")
        stage.card("Stand aside").get_by_role("button", name="Commit", exact=True).click()
        stage.card("you commit")
    stage.be("cleo", "cx-forum")
    stage.card("Stand aside").get_by_role("button", name="Dissent").click()
    dialog(stage.tab).get_by_label("Reason").fill("In August nobody is there to call")
    stage.picture("dissent")
    stage.submit()
    expect(dialog(stage.tab)).to_contain_text("I will not ask you to change it.")
    stage.close()


def the_channel(stage):
    """The one picture of the README: a promise that was kept, and a round that runs."""
    stage.be("finn", "cx-forum")
    stage.card("Heard (4): Ben")
    stage.at_rest()
    stage.picture("channel")


def stands(stage):
    stage.be("ben", "cx-forum")
    stage.card("Stand aside").get_by_role("button", name="See where we stand").click()
    stage.card("Cleo Marchetti · dissent")
    stage.at_rest()
    stage.picture("stands")


def forum(stage):
    stage.be("ada", "cx-forum")
    stage.says("/cx forum every 2 weeks tue 10:00")
    stage.card("Nothing is made until you press Start.")
    stage.at_rest()
    stage.picture("forum")
    stage.tab.get_by_role("button", name="Change", exact=True).last.click()
    expect(dialog(stage.tab)).to_contain_text("Next:")
    stage.picture("forum-form")
    stage.close()
    stage.tab.get_by_role("button", name="Start", exact=True).last.click()
    expect(stage.tab.get_by_text("Forum F-1 · #cx-forum", exact=True)).to_be_visible()
    stage.says("/cx agenda why did three customers leave in May")
    stage.card("why did three customers leave")


def agenda(stage):
    """Two hours before it meets, the agenda stands in the thread of the forum's post."""
    stage.be("ada", "cx-forum")
    post = messages(stage.tab).filter(has_text="Tuesday's forum")
    stage.until(post)
    replies = post.get_by_role("link", name=re.compile(r"\d repl"))
    stage.until(replies)
    replies.last.click()
    expect(stage.tab.get_by_role("log", name="Replies")).to_contain_text("genda")
    stage.at_rest()
    stage.picture("agenda")


def thread(stage):
    stage.be("dev", "support")
    stage.at_rest()
    complaint = messages(stage.tab).filter(has_text="Fourth customer")
    complaint.get_by_role("link", name="2 replies").click()
    stage.tab.locator("#reply").press_sequentially("@c")
    expect(stage.tab.get_by_role("option").first).to_be_visible()
    stage.picture("thread")
    stage.tab.locator("#reply").fill("")
    stage.tab.get_by_role("link", name="Close the thread").click()


def shortcut(stage):
    complaint = messages(stage.tab).filter(has_text="Fourth customer")
    complaint.hover()
    complaint.get_by_label("More actions").click()
    stage.picture("shortcuts")
    complaint.get_by_role("button", name="Make a commitment").click()
    expect(dialog(stage.tab)).to_be_visible()
    stage.picture("promise")
    stage.close()
