"""Each kind of message that a person gets by itself has its reason in a decision."""

import ast
import re

from bot.domain.answers import Kind
from tests.architecture.source import ROOT, Function, Module, modules, name_of

DECISION = ROOT / "docs/decisions/0012-a-message-of-its-own-waits-for-an-answer.md"


def named_in(node: ast.AST) -> set[str]:
    """Return the names of the kinds that are spoken of: `Kind.OFFER`."""
    names = (name_of(each) for each in ast.walk(node) if isinstance(each, ast.Attribute))
    return {name.removeprefix("Kind.") for name in names if re.fullmatch(r"Kind\.[A-Z_]+", name)}


def writes_to_one_person(function: Function) -> bool:
    """Tell whether it says something in somebody's DM, and not on their Home."""
    places = [
        {keyword.arg for keyword in call.keywords}
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and name_of(call.func) == "Place"
    ]
    return any("person_id" in names and "home" not in names for names in places)


def sent_to_one_person(tree: list[Module]) -> set[str]:
    """Return the kinds, also those that a function is told by whoever calls it."""
    functions = [each for module in tree for each in module.functions]
    writing = [each for each in functions if writes_to_one_person(each)]
    told = {each.name for each in writing if any(arg.arg == "kind" for arg in each.args.args)}
    calls = [call for module in tree for call in module.calls if name_of(call.func) in told]
    return set().union(*map(named_in, [*writing, *calls]))


def test_whatever_is_sent_to_one_person_has_its_reason():
    listed = set(re.findall(r"^\| `([\w.]+)` \|", DECISION.read_text("utf-8"), re.MULTILINE))

    sent = {Kind[name].value for name in sent_to_one_person(modules("bot/domain"))}

    assert sent | {"undeliverable"} == listed


def test_a_kind_that_is_sent_is_found_wherever_it_is_named():
    own = "def a():\n    promise(kind=Kind.OFFER, place=Place(person_id=1))"
    given = "def b(kind):\n    promise(kind=kind, place=Place(person_id=1))\n\nb(Kind.TOLD)"
    home = "def c():\n    promise(kind=Kind.HOME, place=Place(person_id=1, home=True))"

    tree = [Module(f"bot/domain/{at}.py", text) for at, text in enumerate((own, given, home))]

    assert sent_to_one_person(tree) == {"OFFER", "TOLD"}
