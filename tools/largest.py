"""Prints the five largest modules and functions: what will need splitting next."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ("bot", "handlers", "schedules", "sandbox")
SHOWN = 5


def main() -> None:
    modules = [path for folder in MEASURED for path in (ROOT / folder).rglob("*.py")]
    show("modules", ((lines_of(path), name_of(path)) for path in modules))
    show("functions", (function for path in modules for function in functions_in(path)))


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_in(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield length_of(node), f"{name_of(path)}:{node.lineno} {node.name}"


def length_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def show(what: str, sizes: Iterator[tuple[int, str]]) -> None:
    sys.stdout.write(f"Largest {what}, in lines:\n")
    for size, name in sorted(sizes, reverse=True)[:SHOWN]:
        sys.stdout.write(f"  {size:4}  {name}\n")


if __name__ == "__main__":
    main()
