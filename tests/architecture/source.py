"""The tree as the architecture tests read it: parsed modules and where a thing stands in them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("bot", "handlers", "schedules")
TREE = (*PROGRAM, "sandbox", "migrations", "tools", "benchmarks", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Give every name that is imported, in full, with the statement that does it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)

    def sentences(self) -> Iterator[ast.Constant]:
        """Give the strings that are not documentation."""
        documented = (ast.Module, ast.ClassDef, *Function.__args__)
        owners = [node for node in ast.walk(self.tree) if isinstance(node, documented)]
        documentation = {id(node.body[0].value) for node in owners if ast.get_docstring(node)}
        for node in ast.walk(self.tree):
            text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if text and id(node) not in documentation:
                yield node

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)} {what}"


def modules(*folders: str) -> list[Module]:
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths]


def name_of(node: ast.AST) -> str:
    """Return `a.b.c` for such an expression, and nothing for any other."""
    return ast.unparse(node) if re.fullmatch(r"[\w.]+", ast.unparse(node)) else ""
