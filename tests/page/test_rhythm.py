"""A forum and a digest as one sees them on the page, in a real browser with the real bot."""

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

MOST_EVENTS = 15  # Others fall due before.
A_PULSE = 1_300  # Milliseconds until what fell due is seen.


def test_a_forum_is_started_and_its_post_arrives(tab, demo):
    show(tab, demo, "ada", "cx-forum")
    write(tab, "/cx forum every 2 weeks tue 10:00")
    expect(tab.get_by_text("Nothing is made until you press Start.")).to_be_visible()

    tab.get_by_role("button", name="Start").click()

    expect(tab.get_by_text("Forum F-1 · #cx-forum", exact=True)).to_be_visible()
    expect(comes(tab, "What should be talked about?")).to_be_visible()


def test_a_forum_s_form_shows_its_next_dates_and_more(tab, demo):
    show(tab, demo, "cleo", "wins")
    write(tab, "/cx forum every friday 9:00")
    tab.get_by_role("button", name="Change").click()
    expect(dialog(tab)).to_contain_text("Next: Friday")

    dialog(tab).get_by_role("button", name="More").click()

    expect(dialog(tab).get_by_text("Who stands in")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(dialog(tab)).to_be_hidden()


def test_what_falls_due_comes_as_one_message_and_is_settled_there(tab, demo):
    show(tab, demo, "ema", "support")
    write(tab, "/cx commit read the complaints aloud tomorrow")
    expect(messages(tab).filter(has_text="Open · Ema Novak")).to_be_visible()
    tab.get_by_role("link", name="cxbot messages").click()
    digest = comes(tab, "1 thing falls due")

    digest.get_by_role("button", name="Done").click()
    dialog(tab).get_by_role("button", name="Done").click()
    dialog(tab).locator("footer").get_by_role("button", name="Close").click()

    expect(messages(tab).filter(has_text="all of it is settled")).to_be_visible()


def comes(tab, words):
    """Go from event to event until the bot says this where one looks; returns its message."""
    said = messages(tab).filter(has_text=words).first
    for _ in range(MOST_EVENTS):
        tab.get_by_role("button", name="To the next event").click()
        tab.wait_for_timeout(A_PULSE)
        if said.count():
            break
    return said
