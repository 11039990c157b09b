"""What pip installs is what was locked, and what the program imports is what it declares."""

import re
import tomllib
from hashlib import sha256
from importlib.metadata import packages_distributions
from itertools import chain

import pytest

from tests.architecture.source import PROGRAM, ROOT, modules
from tools import environment

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
LOCKED = {package["name"]: package for package in LOCK["package"]}
EVERYTHING = [
    *PROJECT["project"]["dependencies"],
    *chain.from_iterable(PROJECT["dependency-groups"].values()),
]


def required(path):
    """Return {name: (version, hashes)} of a requirements file."""
    text = (ROOT / path).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.match(r"[a-z]", line)]
    return {
        name_in(line): (version_in(line), set(re.findall(r"sha256:\w+", line))) for line in lines
    }


def name_in(requirement):
    return re.split(r"[\[=<>; ]", requirement.lower())[0].replace("_", "-")


def version_in(requirement):
    return re.search(r"==([\w.]+)", requirement)[1]


def locked_files(package):
    return {file["hash"] for file in [*package.get("wheels", []), package.get("sdist", {})] if file}


def reachable(names):
    """Return the locked names that these need, themselves included."""
    found = list(names)
    for name in found:
        parts = [LOCKED[name].get("dependencies", [])]
        parts += LOCKED[name].get("optional-dependencies", {}).values()
        found += [one["name"] for one in chain(*parts) if one["name"] not in found]
    return set(found)


def test_requirements_txt_holds_the_whole_lock():
    locked = {name: (one["version"], locked_files(one)) for name, one in LOCKED.items()}
    del locked["cxbot"]

    assert required("requirements.txt") == locked


def test_the_image_gets_the_programs_part_of_the_lock():
    programs = {name_in(one) for one in PROJECT["project"]["dependencies"]}
    everything, image = required("requirements.txt"), required("deploy/requirements.txt")

    assert image == {name: everything[name] for name in image}
    assert programs <= set(image) <= reachable(programs)


@pytest.mark.parametrize("requirement", EVERYTHING)
def test_a_declared_version_is_exact_and_the_locked_one(requirement):
    assert version_in(requirement) == LOCKED[name_in(requirement)]["version"]


@pytest.mark.parametrize("requirement", EVERYTHING)
def test_a_dependency_is_accounted_for(requirement):
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

    assert f"\n| {name_in(requirement)} |" in text


def test_the_lock_names_no_machine_of_ours():
    sources = {package["source"].get("registry") for package in LOCK["package"]}

    assert sources == {None, "https://pypi.org/simple"}


def test_the_pip_we_keep_is_the_one_we_checked():
    assert sha256(environment.PIP.read_bytes()).hexdigest() == environment.PIP_SHA256


def test_what_the_program_imports_is_declared():
    declared = {name_in(one) for one in PROJECT["project"]["dependencies"]}
    imported = {
        name.split(".")[0] for one in modules(*PROGRAM, "sandbox") for _, name in one.imports()
    }
    outside = packages_distributions()
    needed = {name_in(outside[name][0]) for name in imported & set(outside)} - {"cxbot"}

    assert needed <= declared
