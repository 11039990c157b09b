"""Which kinds of lines the program adds to which listings, followed back to their constants."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from tests.architecture.source import Function, Module, modules, name_of

LISTING, KIND = (2, "listing"), (4, "kind")  # Of the arguments of add_line.
_MAKERS = {"digest_of": "digest", "agenda_of": "agenda", "news_of": "news"}


@dataclass(frozen=True)
class Term:
    """An expression, and the function it stands in."""

    expression: ast.expr
    function: Function
    module: Module

    @property
    def parameters(self) -> list[str]:
        given = self.function.args
        return [each.arg for each in (*given.args, *given.kwonlyargs)]

    @property
    def is_given(self) -> bool:
        """Whether it is handed in by whoever calls the function."""
        return isinstance(self.expression, ast.Name) and self.expression.id in self.parameters


@cache
def lines_added() -> set[tuple[str, str]]:
    """Return each listing (brief, digest, agenda) with each kind of line that is added to it."""
    added = set()
    for module, function, call in _calls("add_line"):
        terms = [Term(_argument(call, *place), function, module) for place in (LISTING, KIND)]
        added |= {(listing, kind) for listing, kind in _values(terms)}
    return added


def _values(terms: list[Term]) -> Iterator[tuple[str, ...]]:
    """Give the constants that these can be together, whoever calls."""
    terms = [_assigned(term) for term in terms]
    given = next((term for term in terms if term.is_given), None)
    if given is None:
        yield from product(*(_constants(term) for term in terms))
        return
    for module, caller, call in _callers(given):
        yield from _values(
            [_handed_in(term, given.function, call, caller, module) for term in terms]
        )


def _handed_in(
    term: Term, function: Function, call: ast.Call, caller: Function, module: Module
) -> Term:
    if term.function is not function or not term.is_given:
        return term
    name = term.expression.id
    if _is_left_out(call, term.parameters.index(name), name):
        return Term(_default_of(function, name), function, term.module)
    return Term(_argument(call, term.parameters.index(name), name), caller, module)


def _is_left_out(call: ast.Call, place: int, name: str) -> bool:
    return len(call.args) <= place and all(each.arg != name for each in call.keywords)


def _default_of(function: Function, name: str) -> ast.expr:
    given = function.args
    of_all = dict(zip([each.arg for each in given.args][::-1], given.defaults[::-1], strict=False))
    of_named = zip([each.arg for each in given.kwonlyargs], given.kw_defaults, strict=True)
    return (of_all | dict(of_named))[name]


def _assigned(term: Term) -> Term:
    """Return what a name was given within its function, if it was."""
    if not isinstance(term.expression, ast.Name):
        return term
    for node in ast.walk(term.function):
        if isinstance(node, ast.Assign):
            value = _given_to(term.expression.id, node.targets[0], node.value)
            if value is not None:
                return Term(value, term.function, term.module)
    return term


def _given_to(name: str, target: ast.expr, value: ast.expr) -> ast.expr | None:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return next((got for each, got in pairs if name_of(each) == name), None)
    return value if name_of(target) == name else None


def _constants(term: Term) -> list[str]:
    expression = term.expression
    if isinstance(expression, ast.IfExp):
        ways = (expression.body, expression.orelse)
        return [each for way in ways for each in _constants(Term(way, term.function, term.module))]
    if isinstance(expression, ast.Call):
        return [_MAKERS[name_of(expression.func)]]
    if isinstance(expression, ast.Constant):
        return [expression.value]
    name = term.module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    found: object = importlib.import_module(name)
    for part in name_of(expression).split("."):
        found = getattr(found, part)
    return [str(found)]


def _argument(call: ast.Call, place: int, name: str) -> ast.expr:
    named = (each.value for each in call.keywords if each.arg == name)
    return next(named, None) or call.args[place]


def _callers(term: Term) -> list[tuple[Module, Function, ast.Call]]:
    """Return who calls the function of a term; a private one is called in its own module."""
    name = term.function.name
    called = _calls(name)
    return [each for each in called if not name.startswith("_") or each[0] is term.module]


@cache
def _calls(name: str) -> list[tuple[Module, Function, ast.Call]]:
    return [
        (module, function, call)
        for module in _domain()
        for function in module.functions
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and name_of(call.func).split(".")[-1] == name
    ]


@cache
def _domain() -> tuple[Module, ...]:
    return tuple(modules("bot/domain"))
