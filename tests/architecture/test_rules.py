"""Our own rules hold in the whole tree, and each is seen to catch what it forbids."""

import pytest

from tests.architecture import rules
from tests.architecture.source import PROGRAM, TREE, Module, modules

WHERE = {
    rules.commits_only_in_the_database_layer: (*PROGRAM,),
    rules.handlers_draw_nothing: ("handlers",),
    rules.modules_are_short: tuple(part for part in TREE if part != "migrations"),
    rules.functions_are_short: (*PROGRAM, "sandbox", "tools", "benchmarks"),
    rules.tests_are_short: ("tests",),
    rules.migrations_stand_alone: ("migrations",),
    rules.the_database_is_never_asked_for_the_time: (*PROGRAM, "migrations"),
    rules.nothing_stops_the_process: PROGRAM,
    rules.names_are_words_of_ours: PROGRAM,
    rules.the_screen_shows_our_words: ("bot/views",),
    rules.tests_use_no_mocks: ("tests",),
    rules.silence_has_a_reason: TREE,
}

LONG = "def f():\n" + "    pass\n" * 41
HASH = "#"  # Written so that these rules do not find their own examples.

CAUGHT = [
    (rules.commits_only_in_the_database_layer, "bot/domain/a.py", "session.commit()"),
    (rules.handlers_draw_nothing, "handlers/a.py", "from slack_sdk.models import blocks"),
    (rules.handlers_draw_nothing, "handlers/a.py", "x = {'type': 'section', 'text': 'Hi'}"),
    (rules.modules_are_short, "bot/a.py", "pass\n" * 301),
    (rules.functions_are_short, "bot/views/a.py", LONG),
    (rules.tests_are_short, "tests/a.py", LONG.replace("f()", "test_a_thing()")),
    (rules.migrations_stand_alone, "migrations/a.py", "from bot.domain import people"),
    (rules.the_database_is_never_asked_for_the_time, "bot/a.py", "x = text('SELECT now()')"),
    (rules.the_database_is_never_asked_for_the_time, "bot/a.py", "x = func.now()"),
    (rules.the_database_is_never_asked_for_the_time, "bot/a.py", "Column(server_default='0')"),
    (rules.nothing_stops_the_process, "bot/a.py", "from time import sleep"),
    (rules.nothing_stops_the_process, "bot/a.py", "import time\ntime.sleep(1)"),
    (rules.nothing_stops_the_process, "bot/a.py", "subprocess.run('ls', timeout=1)"),
    (rules.nothing_stops_the_process, "bot/a.py", "child.communicate(timeout=1)"),
    (rules.names_are_words_of_ours, "bot/utils.py", ""),
    (rules.names_are_words_of_ours, "bot/a.py", "class NoticeManager: ..."),
    (rules.names_are_words_of_ours, "bot/a.py", "user_data = 1"),
    (rules.the_screen_shows_our_words, "bot/views/a.py", "x = 'You missed it.'"),
    (rules.the_screen_shows_our_words, "bot/views/a.py", "x = f'Your stance: {y}'"),
    (rules.tests_use_no_mocks, "tests/a.py", "from unittest import mock"),
    (rules.tests_use_no_mocks, "tests/a.py", "def test_it(mocker): ..."),
    (rules.silence_has_a_reason, "bot/a.py", f"x = 1  {HASH} noqa: S101"),
    (rules.silence_has_a_reason, "bot/a.py", f"x = 1  {HASH} TODO: later"),
]

ALLOWED = [
    (rules.commits_only_in_the_database_layer, "bot/database/a.py", "session.commit()"),
    (rules.functions_are_short, "bot/views/a.py", "def f():\n" + "    pass\n" * 39),
    (rules.the_database_is_never_asked_for_the_time, "bot/a.py", "x = text('clock_timestamp()')"),
    (rules.the_database_is_never_asked_for_the_time, "bot/a.py", "now()"),
    (rules.nothing_stops_the_process, "bot/a.py", "asyncio.wait({a}, timeout=1)"),
    (rules.names_are_words_of_ours, "bot/database.py", "metadata = 1"),
    (rules.the_screen_shows_our_words, "bot/views/a.py", "x = 'stance'"),
    (rules.the_screen_shows_our_words, "bot/views/a.py", "'''The stance.'''"),
    (rules.silence_has_a_reason, "bot/a.py", f"x = 1  {HASH} noqa: S101 - tells mypy"),
]


@pytest.mark.parametrize("rule", WHERE, ids=lambda rule: rule.__name__)
def test_the_rule_holds_everywhere(rule):
    broken = [line for module in modules(*WHERE[rule]) for line in rule(module)]

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("rule", "path", "text"), CAUGHT)
def test_what_a_rule_forbids_is_caught(rule, path, text):
    assert list(rule(Module(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED)
def test_what_a_rule_allows_passes(rule, path, text):
    assert list(rule(Module(path, text))) == []


def test_no_rule_is_without_an_example():
    assert {rule for rule, _, _ in CAUGHT} == set(WHERE)
