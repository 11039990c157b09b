"""Everything can be read and used: by keyboard, by screen reader, light and dark."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.page.browser import dialog, messages, show, write

AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")


def the_channel(tab, demo):
    show(tab, demo, "ben", "cx-forum")
    write(tab, "/cx commit read this aloud by friday")
    expect(messages(tab).filter(has_text="Open · Ben").last).to_be_visible()


def the_form(tab, demo):
    the_channel(tab, demo)
    messages(tab).filter(has_text="Open · Ben").get_by_role("button", name="Extend").last.click()
    expect(dialog(tab)).to_be_visible()


def home(tab, demo):
    show(tab, demo, "ben", "home")
    expect(tab.get_by_role("heading", name="What I owe")).to_be_visible()


def a_thread(tab, demo):
    show(tab, demo, "dev", "support")
    messages(tab).get_by_role("link", name="2 replies").click()
    expect(tab.get_by_role("complementary", name="Thread")).to_be_visible()


def an_open_menu(tab, demo):
    a_thread(tab, demo)
    tab.locator("#who").click()


def the_troubles(tab, demo):
    show(tab, demo, "gita", "general")
    tab.locator("#open-trouble").click()
    tab.get_by_role("switch", name="Slack is a little slow").click()
    expect(tab.get_by_role("status")).to_contain_text("a little slow")


def the_traffic(tab, demo):
    show(tab, demo, "gita", "general")
    tab.locator("#open-traffic").click()
    tab.locator("#traffic summary").first.click()
    expect(tab.locator("#traffic pre").first).to_be_visible()


def who_one_is(tab, demo):
    tab.goto(demo)


SURFACES = [
    who_one_is,
    the_channel,
    the_form,
    home,
    a_thread,
    an_open_menu,
    the_troubles,
    the_traffic,
]


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
def test_it_has_names_contrast_and_room_for_fingers(tab, demo, surface):
    surface(tab, demo)

    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert tab.evaluate(AUDIT) == [], scheme


def test_the_audit_finds_what_is_wrong(tab, demo):
    show(tab, demo, "ben", "wins")
    tab.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        "'<b id=part-who>twice</b><button></button><img><i class=faint>faint</i>')"
    )
    tab.locator("i.faint").evaluate("one => one.style.color = '#eee'")

    found = [re.split("[ ,:]", line)[0] for line in tab.evaluate(AUDIT)]

    assert sorted(found) == ["contrast", "no", "no", "small", "twice"]


def test_suggestions_are_chosen_with_the_arrows(tab, demo):
    show(tab, demo, "cleo", "wins")
    tab.locator("#write").press_sequentially("hello @d")
    offered = tab.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(offered.first).to_have_attribute("aria-selected", "true")

    tab.keyboard.press("ArrowDown")

    second = offered.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(tab.locator("#write")).to_have_attribute("aria-activedescendant", re.compile("word-1$"))
    name = second.locator("b").inner_text()
    tab.keyboard.press("Enter")
    expect(tab.locator("#write")).to_have_value(f"hello {name} ")
    expect(offered).to_have_count(0)


def test_every_place_is_a_named_part_of_the_page(tab, demo):
    show(tab, demo, "ada", "cx-forum")

    for role, name in [
        ("navigation", "Places"),
        ("log", "Messages"),
        ("region", "Clock"),
        ("textbox", "Message #cx-forum"),
        ("heading", "#cx-forum"),
    ]:
        expect(tab.get_by_role(role, name=name)).to_be_visible()
    expect(tab.get_by_role("main")).to_be_visible()


def test_a_modal_holds_the_keyboard_and_gives_it_back(tab, demo):
    show(tab, demo, "ines", "wins")
    tab.locator("#shortcuts").press("Enter")
    tab.get_by_role("button", name="New commitment").press("Enter")
    expect(dialog(tab).get_by_label("What", exact=True)).to_be_focused()

    # Between its last and its first field the browser's own buttons have their turn.
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.matches('body, #part-view *')")

    tab.keyboard.press("Escape")
    expect(tab.locator("#shortcuts")).to_be_focused()


def test_the_keyboard_stays_where_it_is_while_parts_are_drawn_anew(tab, demo):
    show(tab, demo, "dev", "wins")
    clock = tab.get_by_role("region", name="Clock")
    before, step = clock.locator("time").inner_text(), clock.get_by_role("button", name="+1 hour")

    step.press("Enter")

    expect(clock.locator("time")).not_to_have_text(before)
    expect(step).to_be_focused()
    link = tab.get_by_role("link", name="general", exact=True)
    link.focus()
    write_as_another(tab, demo, "hugo", "general")
    expect(tab.get_by_role("link", name="general (1 new)")).to_be_focused()


def write_as_another(tab, demo, person, place):
    """Have somebody say something while one's own tab stays as it is."""
    said = {"as": person, "in": place, "text": "Something new"}
    assert tab.request.post(f"{demo}/page/act/say", data=said).ok
