"""A win as one sees it on the page: told, approved, and a month of them as a picture."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

STORY = "The refund came within the hour and they stay"


def test_a_win_is_told_where_everybody_reads_it(tab, demo):
    show(tab, demo, "cleo", "general")
    write(tab, f"/cx win {STORY}")

    expect(messages(tab).filter(has_text="A customer win")).to_contain_text(STORY)


def test_what_is_too_short_is_asked_about_with_its_text(tab, demo):
    show(tab, demo, "cleo", "general")
    write(tab, "/cx win renewed")

    story = dialog(tab).get_by_label("What was won")
    expect(story).to_have_value("renewed")
    story.fill("They renewed for two years after the visit")
    dialog(tab).locator("button[type=submit]").last.click()

    expect(messages(tab).filter(has_text="They renewed for two years")).not_to_have_count(0)


def test_a_month_of_wins_comes_as_a_picture_with_its_text(tab, demo):
    show(tab, demo, "cleo", "general")
    write(tab, "/cx wins month")
    expect(tab.get_by_text("Customer wins of").first).to_be_visible()

    tab.get_by_role("link", name="cxbot messages").click()

    page = messages(tab).get_by_role("img", name="Customer wins of")
    expect(page.first).to_be_visible()
