"""Rules no linter knows; each takes a module and gives a line for every place that breaks it."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Function, Module, name_of

MODULE_LINES = 300
FUNCTION_LINES = 30
VIEW_LINES = 40
TEST_LINES = 15

NOBODYS_WORDS = {
    *("manager", "helper", "helpers", "util", "utils", "service", "services", "processor"),
    *("data", "info", "base", "misc", "common", "constants"),
}
NEVER_SHOWN = re.compile(
    r"\b(silos?|orphan(ed|s)?|missed|ping-pong|rubber stamp|rolls?|stances?|notices?|outbox)\b",
    re.IGNORECASE,
)
DATABASE_CLOCK = re.compile(
    r"\bnow\s*\(\s*\)|\bcurrent_(timestamp|date|time)\b|\b(date)?time\s*\(\s*'now'|\bgetdate\b",
    re.IGNORECASE,
)
WITH_REASON = re.compile(r"noqa: [A-Z]+\d+(, ?[A-Z]+\d+)* +- \S|type: ignore\[[\w, -]+\]  ?# \S")


def commits_only_in_the_database_layer(module: Module) -> Iterator[str]:
    if not module.path.startswith("bot/database"):
        for call in module.calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr == "commit":
                yield module.at(call, "only bot/database commits; a verb changes its rows")


def handlers_draw_nothing(module: Module) -> Iterator[str]:
    for node, name in module.imports():
        if name.startswith("slack_sdk"):
            yield module.at(node, f"a handler imports {name}; drawing is done in bot/views")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Dict) and {"type", "text"} <= keys_of(node):
            yield module.at(node, "a handler writes a block; drawing is done in bot/views")


def keys_of(node: ast.Dict) -> set[object]:
    return {key.value for key in node.keys if isinstance(key, ast.Constant)}


def modules_are_short(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > MODULE_LINES:
        yield f"{module.path} has {lines} lines; split it at {MODULE_LINES}"


def functions_are_short(module: Module) -> Iterator[str]:
    limit = VIEW_LINES if module.path.startswith("bot/views") else FUNCTION_LINES
    yield from longer_than(limit, module, module.functions)


def tests_are_short(module: Module) -> Iterator[str]:
    tests = [function for function in module.functions if function.name.startswith("test_")]
    yield from longer_than(TEST_LINES, module, tests)


def longer_than(limit: int, module: Module, functions: list[Function]) -> Iterator[str]:
    for function in functions:
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > limit:
            yield module.at(function, f"{function.name} has {lines} lines, {limit} are allowed")


def migrations_stand_alone(module: Module) -> Iterator[str]:
    for node, name in module.imports():
        if name.split(".")[0] in ("bot", "handlers", "schedules", "sandbox"):
            yield module.at(node, f"a migration imports {name}, which will have changed by then")


def the_database_is_never_asked_for_the_time(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg in ("server_default", "server_onupdate"):
            yield module.at(node.value, f"{node.arg}: values come from us, the moment from `now`")
        if isinstance(node, ast.Attribute) and name_of(node) in ("func.now", "sa.func.now"):
            yield module.at(node, "func.now(): the moment is the argument `now`")
    for sentence in module.sentences():
        if DATABASE_CLOCK.search(sentence.value):
            yield module.at(sentence, "SQL asks for the time; the moment is the argument `now`")


def nothing_stops_the_process(module: Module) -> Iterator[str]:
    for node, name in module.imports():
        if name == "time.sleep":
            yield module.at(node, "time.sleep stops every other answer")
    for call in module.calls:
        if name_of(call.func) == "time.sleep":
            yield module.at(call, "time.sleep stops every other answer")
        process = re.match(r"subprocess\.|.+\.communicate$", name_of(call.func))
        if process and any(word.arg == "timeout" for word in call.keywords):
            yield module.at(call, "subprocess(timeout=) fails under a moved clock")


def names_are_words_of_ours(module: Module) -> Iterator[str]:
    # What Slack sends is a payload only where it comes in.
    inside = module.path.startswith(("bot/domain", "bot/database", "schedules"))
    banned = NOBODYS_WORDS | {"payload"} if inside else NOBODYS_WORDS
    for node, name in names_in(module):
        for word in banned.intersection(words_in(name)):
            yield module.at(node, f"{name}: “{word}” says nothing; use a word of the glossary")


def names_in(module: Module) -> Iterator[tuple[ast.AST, str]]:
    yield module.tree, module.path.rsplit("/", 1)[-1].removesuffix(".py")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef | Function):
            yield node, node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id != "INFO":
            yield node, node.id


def words_in(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")


def the_screen_shows_our_words(module: Module) -> Iterator[str]:
    for sentence in module.sentences():
        # Ids such as `commitment.done` have neither a space nor a capital, and are never shown.
        shown = " " in sentence.value or sentence.value[:1].isupper()
        if shown and (word := NEVER_SHOWN.search(sentence.value)):
            yield module.at(sentence, f"“{word[0]}” is never shown to a person")


def tests_use_no_mocks(module: Module) -> Iterator[str]:
    for node, name in module.imports():
        if re.match(r"(unittest\.)?mock\b|pytest_mock\b", name):
            yield module.at(node, f"{name}: use the stand-in, a stopped clock, a real database")
    for function in module.functions:
        if "mocker" in {argument.arg for argument in function.args.args}:
            yield module.at(function, "mocker: use the stand-in, a stopped clock, a real database")


def silence_has_a_reason(module: Module) -> Iterator[str]:
    for number, line in enumerate(module.text.splitlines(), start=1):
        if re.search(r"#\s*(noqa|type:\s*ignore)", line) and not WITH_REASON.search(line):
            yield f"{module.path}:{number} a check is silenced without its code and a reason"
        if re.search(r"#\s*(TODO|FIXME|XXX)\b", line):
            yield f"{module.path}:{number} what is left to do belongs in an issue"
