"""What a person reads of markup, dates and blocks, and what their client makes of typing."""

from datetime import UTC, datetime

import pytest

from sandbox.building import build_world
from sandbox.company import SEEDED
from sandbox.driver.composing import typed_command, typed_message
from sandbox.reading import Reader
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.mini_apps import a_card

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
STAMP = int(NOON.timestamp())


@pytest.fixture(scope="module")
def workspace():
    return build_world(MANIFEST, SEEDED, None, None).workspace


@pytest.fixture
def read(workspace):
    return Reader(workspace, workspace.user("ben"), NOON).mrkdwn


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("Thanks <@U0ADA>", "Thanks @Ada Lindqvist"),
        ("In <#C0WINS> or <#C0PRICEWAR|>", "In #wins or #price-war"),
        ("<!here> and <!subteam^S0CARE>", "@here and @care-team"),
        ("<https://a.example/x|our list>", "our list"),
        ("<https://a.example/x?b=1&amp;c=2>", "https://a.example/x?b=1&c=2"),
        ("*C-12:* _by_ ~monday~ friday", "C-12: by monday friday"),
        ("*_both_*", "both"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("a &lt; b &amp;amp; c", "a < b &amp; c"),
        ("`*kept*` *not*", "*kept* not"),
        (":white_check_mark: :unheard-of:", "✅ :unheard-of:"),
        ("&gt; quoted", "quoted"),
    ],
)
def test_markup_reads_as_people_see_it(read, sent, seen):
    assert read(sent) == seen


@pytest.mark.parametrize(
    ("form", "seen"),
    [
        ("{date_long}", "Friday, November 27th"),
        ("{date_short_pretty} at {time}", "today at 7:00 AM"),
        ("{date_num}", "2026-11-27"),
        ("{ago}", "just now"),
    ],
)
def test_a_date_is_read_in_ones_own_zone(read, form, seen):
    assert read(f"<!date^{STAMP}^{form}|fallback>") == seen


def test_a_date_of_another_year_names_the_year(read):
    assert read(f"<!date^{STAMP + 300 * 86_400}^{{date}}|x>") == "September 23rd, 2027"


def test_a_private_channel_has_no_name_for_outsiders(workspace):
    reader = Reader(workspace, workspace.user("gita"), NOON)

    assert reader.mrkdwn("In <#C0PRICEWAR|price-war>") == "In #private channel"


def test_blocks_read_from_top_to_bottom(workspace):
    reader = Reader(workspace, workspace.user("ben"), NOON)

    assert reader.blocks(a_card("*C-1:* call")) == "C-1: call\n[Press]"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("call @ben", "call <@U0BEN|ben>"),
        ("call @nobody", "call @nobody"),
        ("@care-team help", "<!subteam^S0CARE|@care-team> help"),
        ("in #wins", "in <#C0WINS|wins>"),
        ("in #price-war", "in <#C0PRICEWAR|>"),
        ("see https://a.example/#wins.", "see <https://a.example/#wins>."),
        ("a & b <!channel>", "a &amp; b &lt;!channel&gt;"),
        ("done 🎉", "done :tada:"),
        ("@here now", "@here now"),
        ("mail ben@ben.example", "mail ben@ben.example"),
    ],
)
def test_a_command_arrives_escaped(workspace, typed, sent):
    assert typed_command(typed, workspace, should_escape=True) == sent


def test_without_should_escape_names_stay_words(workspace):
    assert typed_command("call @ben & go", workspace, should_escape=False) == "call @ben & go"


def test_a_message_calls_those_it_names(workspace):
    sent = typed_message("@ben @here <b>", workspace)

    assert sent == "<@U0BEN> <!here> &lt;b&gt;"
