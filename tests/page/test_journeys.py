"""What people do on the page, in a real browser with the real bot behind it."""

import re

from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write


def test_a_promise_is_made_seen_and_called_done(tab, demo):
    show(tab, demo, "ben", "cx-forum")

    write(tab, "/cx commit call back every customer lost in May by friday")

    expect(messages(tab).filter(has_text="Only visible to you")).to_contain_text("yours, by")
    card = messages(tab).filter(has_text="Open · Ben Okafor")
    card.get_by_role("button", name="Done").click()
    dialog(tab).get_by_label("Proof").fill("All 14 called")
    dialog(tab).get_by_role("button", name="Done").click()
    dialog(tab).locator("footer").get_by_role("button", name="Close").click()
    expect(messages(tab).filter(has_text="Commitment C-")).to_contain_text(["", "All 14 called"])
    expect(dialog(tab)).to_be_hidden()


def test_an_answer_for_one_person_is_seen_by_nobody_else(tab, demo):
    show(tab, demo, "hugo", "cx-forum")
    write(tab, "/cx commit read fifty complaints aloud by friday")
    expect(tab.get_by_text("yours, by")).to_be_visible()

    tab.locator("#who").click()
    tab.get_by_role("link", name="Ada Lindqvist").first.click()

    expect(messages(tab).filter(has_text="Open · Hugo Brandt")).to_be_visible()
    expect(tab.get_by_text("yours, by")).to_have_count(0)


def test_home_shows_what_one_owes(tab, demo):
    show(tab, demo, "finn", "wins")
    write(tab, "/cx commit send Acme the right invoice by friday")
    expect(tab.get_by_text("yours, by")).to_be_visible()

    tab.get_by_role("link", name="cxbot Home").click()

    home = tab.locator("#part-home")
    expect(home.get_by_role("heading", name="What I owe")).to_be_visible()
    expect(home).to_contain_text("send Acme the right invoice")


def test_an_offer_waits_in_the_others_messages_until_accepted(tab, demo):
    show(tab, demo, "ema", "cx-forum")
    write(tab, "/cx commit @cleo print the right assembly sheet by friday")
    expect(tab.get_by_text("offered to")).to_be_visible()

    show(tab, demo, "cleo", "general")
    tab.get_by_role("link", name=re.compile("cxbot messages .. new")).click()
    messages(tab).get_by_role("button", name="Accept").click()

    expect(messages(tab).filter(has_text="you promised it")).to_be_visible()


def test_a_message_becomes_a_promise_by_its_shortcut(tab, demo):
    show(tab, demo, "gita", "support")
    complaint = messages(tab).filter(has_text="Fourth customer")
    complaint.hover()
    complaint.get_by_label("More actions").click()

    complaint.get_by_role("button", name="Make a commitment").click()

    expect(dialog(tab).get_by_label("What", exact=True)).to_have_value(re.compile("Fourth"))
    tab.keyboard.press("Escape")
    expect(dialog(tab)).to_be_hidden()


def test_a_new_promise_from_the_global_shortcut(tab, demo):
    show(tab, demo, "ines", "wins")
    tab.locator("#shortcuts").click()
    tab.get_by_role("button", name="New commitment").click()

    dialog(tab).get_by_label("What", exact=True).fill("Bring cake")
    dialog(tab).get_by_role("button", name="Promise").click()

    expect(dialog(tab)).to_contain_text("Bring cake")
    dialog(tab).locator("footer").get_by_role("button", name="Close").click()
    expect(dialog(tab)).to_be_hidden()


def test_the_bot_is_mentioned_in_a_thread_and_answers_there(tab, demo):
    show(tab, demo, "hugo", "cx-forum")
    messages(tab).filter(has_text="Four of them never heard").hover()
    messages(tab).filter(has_text="Four of them").get_by_role("link", name="Reply").click()

    tab.locator("#reply").fill("@cxbot commit write down what they said by friday")
    tab.locator("#reply").press("Enter")

    thread = tab.get_by_role("log", name="Replies")
    expect(thread.get_by_text("Open · Hugo Brandt")).to_be_visible()


def test_what_cannot_be_taken_back_is_asked_first(tab, demo):
    show(tab, demo, "ben", "partner-oak")
    write(tab, "/cx commit send the pallet on time by friday")

    tab.get_by_role("button", name="Post here anyway").click()
    tab.get_by_role("button", name="Keep it private").click()
    expect(messages(tab).filter(has_text="Open · Ben Okafor")).to_have_count(0)
    tab.get_by_role("button", name="Post here anyway").click()
    tab.get_by_role("button", name="Post it", exact=True).click()

    expect(messages(tab).filter(has_text="Open · Ben Okafor")).to_be_visible()


def test_time_moves_and_the_page_with_it(tab, demo):
    show(tab, demo, "dev", "wins")
    clock = tab.get_by_role("region", name="Clock").locator("time")
    before = clock.inner_text()

    tab.get_by_role("button", name="+1 day").click()

    expect(clock).not_to_have_text(before)


def test_nothing_that_is_typed_can_run(tab, demo):
    show(tab, demo, "ada", "general")
    evil = '<img src=x onerror="window.ran=1"> <script>window.ran=1</script> javascript:alert(1)'

    write(tab, evil)

    expect(messages(tab).last).to_contain_text(evil)
    assert tab.evaluate("window.ran") is None


def test_all_of_it_by_keyboard(tab, demo):
    show(tab, demo, "cleo", "wins")
    expect(tab.locator("#write")).to_be_focused()
    tab.keyboard.type("/c")
    expect(tab.get_by_role("option", name="/cx")).to_be_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.type("commit thank @di")
    tab.keyboard.press("Escape")
    tab.keyboard.type(" the printers by friday")

    tab.keyboard.press("Enter")

    expect(messages(tab).filter(has_text="yours, by")).to_contain_text("thank @di the printers")


def test_on_a_phone_one_goes_from_the_places_into_one_and_back(tab, demo):
    tab.set_viewport_size({"width": 375, "height": 700})
    tab.goto(f"{demo}/?as=ben")
    expect(messages(tab).first).to_be_hidden()

    tab.get_by_role("link", name="cx-forum").click()

    expect(messages(tab).first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
    tab.get_by_role("button", name="Places").click()
    expect(tab.get_by_role("link", name="cx-forum")).to_be_visible()


def test_after_a_form_the_keyboard_is_back_at_the_message(tab, demo):
    show(tab, demo, "finn", "cx-forum")
    write(tab, "/cx commit keep the place by friday")
    card = messages(tab).filter(has_text="Open · Finn Castellano").filter(has_text="the place")
    card.get_by_role("button", name="Done").press("Enter")
    dialog(tab).get_by_label("Proof").fill("Kept")
    dialog(tab).get_by_role("button", name="Done").click()

    dialog(tab).locator("footer").get_by_role("button", name="Close").press("Enter")

    expect(messages(tab).filter(has_text="Proof: Kept").last).to_be_focused()


def test_who_reads_the_newest_goes_on_reading_it_when_a_picture_arrives(tab, demo):
    show(tab, demo, "ada", "cx-forum")
    log = tab.get_by_role("log", name="Messages")
    tall = "one => one.insertAdjacentHTML('beforeend', '<svg height=\"1500\"></svg>')"

    messages(tab).last.evaluate(tall)

    left = "log => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)"
    tab.wait_for_function(
        f"log => log.scrollTop > 500 && ({left})(log) < 2", arg=log.element_handle()
    )
