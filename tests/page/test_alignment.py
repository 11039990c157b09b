"""A round as one sees it on the page, in a real browser with the real bot."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

TITLE = "Each lost customer is called within a week."


def test_a_proposal_is_put_out_and_people_say_where_they_stand(tab, demo):
    show(tab, demo, "ada", "cx-forum")
    write(tab, f"/cx propose {TITLE}")
    expect(dialog(tab).get_by_text("Who is asked")).to_be_visible()
    dialog(tab).locator("button[type=submit]").last.click()
    expect(messages(tab).filter(has_text="Stand aside")).to_be_visible()

    show(tab, demo, "ben", "cx-forum")
    post = messages(tab).filter(has_text="Stand aside")
    post.get_by_role("button", name="Commit", exact=True).click()
    expect(tab.get_by_text("P-1: you commit.").first).to_be_visible()

    expect(messages(tab).filter(has_text="Heard (1)")).to_be_visible()


def test_a_dissent_says_who_will_read_it_before_it_is_sent(tab, demo):
    show(tab, demo, "cleo", "general")
    write(tab, f"/cx propose {TITLE}")
    dialog(tab).locator("button[type=submit]").last.click()
    post = messages(tab).filter(has_text="Stand aside")
    expect(post).to_be_visible()

    post.get_by_role("button", name="Dissent").click()

    expect(dialog(tab)).to_contain_text("read")
    dialog(tab).get_by_label("Reason").fill("Two regions have no staff in August")
    dialog(tab).locator("button[type=submit]").last.click()
    expect(dialog(tab)).to_contain_text("I will not ask you to change it.")
    expect(messages(tab).filter(has_text="Heard (1)")).to_be_visible()
