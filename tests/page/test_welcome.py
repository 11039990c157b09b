"""The first page: lines that one may try, each of which works."""

import json

import pytest
from playwright.sync_api import expect

from sandbox.page.welcome import TO_TRY
from tests.page.browser import dialog, messages, show

TRIES = json.loads(TO_TRY.read_text("utf-8"))
ANSWERS = {
    "Promise something": "yours, by",
    "Ask a colleague to promise": "offered to Ben Okafor",
    "Report what customers hit": "noted as urgent",
    "Thank somebody": "swapped the scratched chairs",
    "Meet on a rhythm": "Nothing is made until you press Start.",
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_line_to_try_stands_ready_and_is_answered(tab, demo, what):
    tab.goto(demo)
    tab.get_by_role("link", name=what).click()
    expect(tab.locator("#write")).not_to_have_value("")
    assert "write=" not in tab.url

    tab.locator("#write").press("Enter")

    expect(messages(tab).filter(has_text=ANSWERS[what]).last).to_be_visible()


def test_a_proposal_to_try_opens_its_form(tab, demo):
    tab.goto(demo)
    tab.get_by_role("link", name="Hear every leader").click()

    tab.locator("#write").press("Enter")

    expect(dialog(tab)).to_contain_text("Who is asked")


def test_what_is_to_be_tried_can_be_found_again(tab, demo):
    show(tab, demo, "hugo", "cx-forum")

    tab.get_by_role("link", name="Things to try").click()

    expect(tab.get_by_role("listitem").filter(has=tab.locator("code"))).to_have_count(len(TRIES))
