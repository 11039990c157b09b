"""What a view draws, a handler answers; what the manifest asks of Slack, somebody uses."""

import ast
import json

from bot.settings import Settings
from bot.views.ids import Action, ShortcutId
from tests.architecture.source import ROOT, modules, name_of

MANIFEST = json.loads((ROOT / "manifest.json").read_text("utf-8"))


def named_in(folder, enum):
    """Return which members of the enum the modules of a folder name, where it is not defined."""
    nodes = [
        node
        for module in modules(folder)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
    ]
    return {node.attr for node in nodes if name_of(node).endswith(f"{enum.__name__}.{node.attr}")}


def words_in(folder):
    return {sentence.value for module in modules(folder) for sentence in module.sentences()}


def handlers_are_written():
    return {module.path for module in modules("handlers")} - {
        "handlers/__init__.py",
        "handlers/errors.py",
    }


def test_every_action_is_drawn_by_a_view():
    assert set(Action.__members__) - named_in("bot/views", Action) == set()


def test_every_action_has_a_handler():
    answered = named_in("handlers", Action) if handlers_are_written() else set(Action.__members__)

    assert set(Action.__members__) - answered == set()


def test_the_manifest_has_our_command_and_shortcuts():
    features = MANIFEST["features"]

    assert [one["command"] for one in features["slash_commands"]] == [
        Settings.model_fields["cx_command"].default
    ]
    assert {one["callback_id"] for one in features["shortcuts"]} == set(ShortcutId)


# Read by `bot.requests` as typed lines, which `routes.line` answers.
LINES = {"app_mention", "message"}


def test_every_event_of_the_manifest_is_heard_by_a_handler():
    asked = {
        name.split(".")[0] for name in MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    }
    heard = words_in("handlers") if handlers_are_written() else asked
    heard |= LINES

    assert asked - heard == set()
