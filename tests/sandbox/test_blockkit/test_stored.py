"""How Slack keeps, counts and reads aloud what it was sent."""

from sandbox.blockkit import block_text_length, plain_fallback, unescaped, with_ids
from tests.sandbox.test_blockkit.pieces import (
    IMAGE,
    actions,
    ask,
    button,
    choose,
    mrkdwn,
    options,
    plain,
    section,
)


def test_absent_ids_are_made_up():
    (stored,) = with_ids([actions({"type": "button", "text": plain()})])

    assert len(stored["block_id"]) == 5
    assert len(stored["elements"][0]["action_id"]) == 5


def test_made_up_ids_differ_at_every_showing():
    first, second = with_ids([section()]), with_ids([section()])

    assert first[0]["block_id"] != second[0]["block_id"]


def test_given_ids_are_kept():
    (stored,) = with_ids([ask(choose("datepicker"), block_id="when")])

    assert (stored["block_id"], stored["element"]["action_id"]) == ("when", "pick")


def test_a_markdown_block_loses_its_id():
    (stored,) = with_ids([{"type": "markdown", "text": "Hi", "block_id": "mine"}])

    assert stored["block_id"] != "mine"


def test_blocks_within_blocks_get_ids_too():
    (stored,) = with_ids([{"type": "container", "child_blocks": [section(accessory=button())]}])

    assert "block_id" in stored["child_blocks"][0]


def test_text_comes_back_with_its_defaults():
    (stored,) = with_ids([section(fields=[plain()])])

    assert stored["text"] == {**mrkdwn(), "verbatim": False}
    assert stored["fields"] == [{**plain(), "emoji": True}]


def test_what_was_sent_is_left_as_it_was():
    sent = [section()]

    with_ids(sent)

    assert sent == [section()]


def test_only_three_entities_are_decoded_and_only_once():
    assert unescaped("&lt;!channel&gt; &amp;lt; &quot;") == "<!channel> &lt; &quot;"


def test_text_is_counted_wherever_it_stands():
    blocks = [section("four", accessory=button(text=plain("five!"))), {"type": "divider"}]

    assert block_text_length(blocks) == 9


def test_a_screen_reader_hears_texts_and_buttons_but_no_options():
    blocks = [
        {"type": "header", "text": plain("C-12")},
        section("Call Acme", fields=[mrkdwn("Ada"), mrkdwn("Friday")]),
        actions(button(), choose(options=options(2), placeholder=plain("Pick"))),
        IMAGE,
    ]

    assert plain_fallback(blocks) == "C-12\nCall Acme\nAda\nFriday\nDone\nA chart"


def test_a_screen_reader_hears_rich_text_as_one_line():
    pieces = [
        {"type": "text", "text": "Thanks "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "tada"},
    ]
    section_ = {"type": "rich_text_section", "elements": pieces}

    assert plain_fallback([{"type": "rich_text", "elements": [section_]}]) == "Thanks <@U1> :tada:"
