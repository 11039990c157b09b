"""The audit names what is weak, and says whom it could ask; every dependency is there for a use."""

import json
import re
import tomllib

import pytest

from tests.architecture.source import ROOT, modules
from tools import audit

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNNING = [re.split(r"[\[=]", one)[0] for one in PROJECT["project"]["dependencies"]]
WORKING = [re.split(r"[\[=]", one)[0] for one in PROJECT["dependency-groups"]["dev"]]
CALLED = {
    "python-dotenv": "dotenv",
    "python-dateutil": "dateutil",
    "pyyaml": "yaml",
    "pillow": "PIL",
    "import-linter": "importlinter",
}
# Not imported by us, and why they are here all the same.
USED_OTHERWISE = {
    "psycopg": ("bot/database/engines.py", "postgresql+psycopg"),
    "tzdata": ("docs/dependencies.md", "Time zones where the machine has none"),
    "pytest-asyncio": ("pyproject.toml", "asyncio_mode"),
    "pytest-xdist": ("Makefile", "pytest -n 3"),
    "mypy": ("Makefile", "$(BIN)/mypy"),
    "types-python-dateutil": ("docs/dependencies.md", "Types of python-dateutil"),
    "ruff": ("Makefile", "$(BIN)/ruff"),
    "import-linter": ("Makefile", "$(BIN)/lint-imports"),
    "setuptools": ("pyproject.toml", 'build-backend = "setuptools.build_meta"'),
}


@pytest.mark.parametrize("name", RUNNING)
def test_the_program_uses_what_it_depends_on(name):
    assert is_used(name, "bot", "handlers", "schedules", "migrations"), name


@pytest.mark.parametrize("name", WORKING)
def test_the_tests_and_tools_use_what_they_depend_on(name):
    assert is_used(name, "tests", "tools", "sandbox"), name


def is_used(name, *folders):
    if name in USED_OTHERWISE:
        path, words = USED_OTHERWISE[name]
        return words in (ROOT / path).read_text("utf-8")
    wanted = CALLED.get(name, name.replace("-", "_"))
    imported = (found for one in modules(*folders) for _, found in one.imports())
    return any(found.split(".")[0] == wanted for found in imported)


def test_nothing_is_listed_as_used_that_is_not_there():
    assert set(USED_OTHERWISE) | {"python-dotenv", "pyyaml"} <= {*RUNNING, *WORKING}


def test_what_the_service_knows_is_a_fault():
    known = {"id": "CVE-1", "fix_versions": ["2.1"]}
    told = {"name": "mako", "version": "2.0", "vulns": [known]}
    skipped = {"name": "idna", "skip_reason": "not found"}

    answered, faults = audit.verdict(json.dumps({"dependencies": [told, skipped]}))

    assert (answered, faults) == (1, ["mako 2.0: CVE-1, repaired in 2.1"])


@pytest.mark.parametrize("report", ["", "no connection", '{"dependencies": []}'])
def test_a_service_that_is_not_reached_is_not_taken_for_a_good_answer(report):
    assert audit.verdict(report) == (0, [])


@pytest.mark.parametrize(("locked", "faults"), [("3.9.1", 1), ("3.9.2", 0), ("3.10.0", 0)])
def test_a_step_back_behind_a_repair_is_found(locked, faults):
    listed = [{"package": "aiohttp", "id": "CVE-1", "repaired": "3.9.2", "about": "files"}]

    assert len(list(audit.listed_faults({"aiohttp": locked}, listed))) == faults


def test_every_advisory_is_of_a_package_in_the_lock():
    locked = audit.versions((ROOT / "requirements.txt").read_text("utf-8"))
    listed = tomllib.loads(audit.ADVISORIES.read_text("utf-8"))["advisory"]

    assert {one["package"] for one in listed} <= set(locked)
    assert len(locked) > 50


def test_the_auditors_themselves_are_locked_by_their_hashes():
    asked = (ROOT / "tools/audit.in").read_text("utf-8").split("\n", 1)[1].split()
    locked = audit.LOCKED.read_text("utf-8")

    assert all(f"\n{requirement} \\\n    --hash=sha256:" in f"\n{locked}" for requirement in asked)
