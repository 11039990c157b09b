"""The command `cxbot`. Each subcommand is a module, loaded when it is asked for."""

import argparse
import gc
import sys
import tomllib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
# What each subcommand is for, and the module that has its `main`.
RUN = ("run", "start the bot", "bot.cli.run")
DEMO = ("demo", "start the bot with a Slack of its own on this machine", "bot.cli.demo")
DOCTOR = ("doctor", "look whether everything the bot needs is there", "bot.cli.doctor")
MANIFEST = ("manifest", "print the manifest to make a Slack app from", "bot.cli.manifest")
EXPORT = ("export", "print a proposal with all its rounds", "bot.cli.export")
IMPORT = ("import", "bring in what was reported before, from a table", "bot.cli.imports")
DATABASE = ("db", "look after the database", "bot.cli.database")


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says, and end the process with its code."""
    options = _parser().parse_args(arguments)
    sys.exit(_loaded(options.module).main(options))


def version() -> str:
    """Return the version; the image holds the code and is not installed, so its file is asked."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def _loaded(module: str) -> ModuleType:
    """Import a subcommand without the collector: all that is made then stays, and a lot of it."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        # Else the collector looks through all of it once it is back, and again at its next turns.
        gc.freeze()
        gc.enable()


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and end")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(message=f"cxbot {version()}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cxbot", description="Customer accountability in Slack.")
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(required=True, metavar="command")
    _add(commands, RUN)
    _demo_options(_add(commands, DEMO))
    _doctor_options(_add(commands, DOCTOR))
    _manifest_options(_add(commands, MANIFEST))
    _export_options(_add(commands, EXPORT))
    _import_options(_add(commands, IMPORT))
    actions = _add(commands, DATABASE).add_subparsers(required=True, metavar="action")
    actions.add_parser("upgrade", help="bring the database to the state this version needs")
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: tuple[str, str, str]
) -> argparse.ArgumentParser:
    name, purpose, module = command
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.set_defaults(module=module)
    return parser


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=3100, help="of the page (default: 3100)")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier demos kept")
    parser.add_argument(
        "--data", type=Path, default=Path("data/demo"), help="where the demo keeps its data"
    )


def _doctor_options(parser: argparse.ArgumentParser) -> None:
    more = parser.add_mutually_exclusive_group()
    more.add_argument("--http", metavar="HOST", help="ask at this public host as Slack would")
    more.add_argument(
        "--slack", action="store_true", help="send every view to Slack's own check of blocks"
    )


def _manifest_options(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--socket", action="store_true", help="for Socket Mode (the default)")
    way.add_argument("--http", metavar="HOST", help="for HTTP, at this public host name")


def _import_options(parser: argparse.ArgumentParser) -> None:
    nouns = parser.add_subparsers(required=True, metavar="what")
    issues = nouns.add_parser("issues", help="issues and their reports, from a CSV file")
    issues.add_argument("file", type=Path, metavar="FILE", help="a CSV file in UTF-8")
    issues.add_argument("--team", metavar="TEAM_ID", help="the workspace, if there are several")
    issues.add_argument("--dry-run", action="store_true", help="only say what would be refused")


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="P-4", help="the proposal")
    parser.add_argument(
        "--reader",
        metavar="MEMBER_ID",
        required=True,
        help="who is to read it: what they may not see is not in it",
    )
    parser.add_argument("--csv", action="store_true", help="as a table (default: Markdown)")
