"""How text, blocks and inputs look: each kind once, and what must never come of them."""

import json
from pathlib import Path

import pytest

from sandbox.blockkit import state_values, with_ids
from sandbox.page.blocks import blocks_drawn
from sandbox.page.elements import Canvas
from sandbox.page.markup import joined, tag
from sandbox.page.prose import prose
from sandbox.reading import Reader
from tests.sandbox.mini_apps import a_button, a_section

GOLDEN = Path(__file__).parents[1] / "views/golden"
WORDS = {"type": "plain_text", "text": "Pick"}
OPTIONS = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in "ab"]


@pytest.fixture
def reader(slack):
    workspace = slack.world.workspace
    return Reader(workspace, workspace.user("ada"), slack.clock.now())


def drawn(reader, *blocks):
    stored = with_ids(blocks)
    return blocks_drawn(Canvas(reader, state_values({"blocks": stored}, {}), "v", {}), stored)


def an_input(**element):
    return {
        "type": "input",
        "label": WORDS,
        "block_id": "b",
        "element": element | {"action_id": "a"},
    }


def test_what_is_no_markup_yet_is_escaped_once():
    assert (
        tag("p", "<b>", tag("i", "&"), title='"') == '<p title="&quot;">&lt;b&gt;<i>&amp;</i></p>'
    )
    assert joined(["a", None, "<"]) == "a&lt;"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* and _it_ and ~gone~", "<strong>bold</strong> and <em>it</em> and <s>gone</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("`*code*`", "<code>*code*</code>"),
        ("```a\n*b*```", "<pre>a\n*b*</pre>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; said\n&gt; twice\nend", "<blockquote>said<br>twice</blockquote>end"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("<javascript:alert(1)|x>", "x"),
        ("*see <@U0ADA>*", '<strong>see <span class="mention me">@Ada Lindqvist</span></strong>'),
        ("<!date^0^{date_num}|then>", '<span class="date">1970-01-01</span>'),
        ("\ue000 <@U0BEN>", ' <span class="mention">@Ben Okafor</span>'),
    ],
)
async def test_text_is_drawn_as_one_reads_it(reader, text, html):
    assert prose(reader, text) == html


async def test_a_link_opens_elsewhere_and_tells_nothing(reader):
    html = prose(reader, "<https://example.org/?a=1&amp;b=2|the *list*>")

    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert 'rel="noopener noreferrer"' in html


@pytest.mark.parametrize(
    ("element", "wanted"),
    [
        ({"type": "plain_text_input", "initial_value": "x"}, 'type="text" id="v-b-a" value="x"'),
        ({"type": "plain_text_input", "multiline": True, "initial_value": "x"}, "\nx</textarea>"),
        ({"type": "number_input", "is_decimal_allowed": True}, 'inputmode="decimal"'),
        (
            {"type": "datepicker", "initial_date": "2026-11-24"},
            'type="date" id="v-b-a" value="2026',
        ),
        ({"type": "timepicker", "initial_time": "09:30"}, 'type="time" id="v-b-a" value="09:30"'),
        ({"type": "static_select", "options": OPTIONS}, '<option value="b">b</option>'),
        ({"type": "radio_buttons", "options": OPTIONS}, 'type="radio" name="v-b-a"'),
        ({"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]}, " checked"),
        ({"type": "users_select", "initial_user": "U0BEN"}, '<option value="U0BEN" selected>'),
        ({"type": "multi_users_select"}, 'type="checkbox" name="v-b-a"'),
        ({"type": "conversations_select"}, '<option value="C0WINS">#wins</option>'),
    ],
)
async def test_every_input_can_be_filled(reader, element, wanted):
    assert wanted in drawn(reader, an_input(**element))


async def test_a_private_channel_is_offered_to_its_members_only(reader, slack):
    hugo = Reader(reader.workspace, slack.world.workspace.user("hugo"), slack.clock.now())
    block = an_input(type="conversations_select")

    assert "price-war" in drawn(reader, block)
    assert "price-war" not in drawn(hugo, block)


async def test_a_menu_opens_with_its_choices(reader):
    menu = {"type": "overflow", "action_id": "more", "options": OPTIONS}

    html = drawn(reader, a_section("*C-1*", accessory=menu))

    assert "<summary" in html
    assert 'data-action="more" data-value="b">b</button>' in html


async def test_what_wants_confirming_says_so(reader):
    words = {"title": WORDS, "text": WORDS, "confirm": WORDS, "deny": WORDS}

    html = drawn(reader, {"type": "actions", "elements": [a_button(confirm=words)]})

    assert "data-confirm=" in html


async def test_a_block_that_has_no_look_is_read_out(reader):
    assert "fine &amp; good" in drawn(reader, {"type": "markdown", "text": "*fine* & good"})


async def test_rich_text_keeps_its_shape(reader):
    leaf = {"type": "text", "text": "<now>", "style": {"bold": True}}
    section = {
        "type": "rich_text_section",
        "elements": [leaf, {"type": "user", "user_id": "U0BEN"}],
    }
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [section]}

    html = drawn(reader, {"type": "rich_text", "elements": [bullets]})

    assert "<ul><li><div><strong>&lt;now&gt;</strong>" in html
    assert "@Ben Okafor" in html


async def test_whatever_the_bot_shows_is_drawn_and_not_only_read_out(reader):
    shown = [json.loads(file.read_text(encoding="utf-8")) for file in GOLDEN.glob("*.json")]
    blocks = [block for view in shown for part in view.values() for block in part["blocks"]]

    assert len(blocks) > 100
    assert "undrawn" not in drawn(reader, *blocks)
