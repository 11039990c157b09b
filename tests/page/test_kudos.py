"""Thanks as one sees them on the page, in a real browser with the real bot."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

DID = "got the refund out in an hour"


def thanks(tab, demo):
    """Have Ada thank Ben, in the form that asks for what her line did not say."""
    show(tab, demo, "ada", "cx-forum")
    write(tab, "/cx kudos @ben great")
    expect(dialog(tab)).to_contain_text("25 characters")
    dialog(tab).get_by_label("What they did").fill(DID)
    dialog(tab).get_by_label("What changed for the customer?").fill("The customer stayed.")
    dialog(tab).locator("button[type=submit]").last.click()
    post = messages(tab).filter(has_text="Add my thanks")
    expect(post).to_contain_text("The customer stayed.")
    return post


def test_thanks_are_given_finished_and_joined_by_button_and_reaction(tab, demo):
    post = thanks(tab, demo)

    show(tab, demo, "cleo", "cx-forum")
    post.get_by_role("button", name="Add my thanks").click()
    expect(post).to_contain_text("Cleo Marchetti adds their thanks")
    show(tab, demo, "dev", "cx-forum")
    post.get_by_label("More actions").click()
    post.get_by_role("button", name="React with clap").click()

    expect(post).to_contain_text("Cleo Marchetti and Dev Raman add their thanks")
