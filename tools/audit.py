"""`make audit`: known weaknesses of every locked package; faults of image and composition."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from tools.environment import ENVIRONMENT, REQUIREMENTS, ROOT, sha256

# The auditors have an environment of their own: what they need does not get between ours.
AUDITORS = ENVIRONMENT / "audit"
LOCKED = ROOT / "tools" / "audit.txt"
ADVISORIES = ROOT / "tools" / "advisories.toml"


def main() -> None:
    prepare()
    faults = [*dockerfile_faults(), *composition_faults(), *package_faults()]
    sys.stdout.write("".join(f"NOT OK  {fault}\n" for fault in faults))
    sys.exit(1 if faults else 0)


def prepare() -> None:
    """Make the auditors' environment from their lock; instant when nothing changed."""
    mark = AUDITORS / ".installed"
    if mark.exists() and mark.read_text(encoding="utf-8") == sha256(LOCKED):
        return
    _run(sys.executable, "-m", "venv", "--without-pip", "--clear", str(AUDITORS))
    install = ("--python", str(AUDITORS), "install", "--quiet", "--require-hashes")
    outcome = _run(sys.executable, "-m", "pip", *install, "--requirement", str(LOCKED))
    if outcome.returncode:
        sys.exit(f"{outcome.stderr}\nThe auditors could not be installed.")
    mark.write_text(sha256(LOCKED), encoding="utf-8")


def dockerfile_faults() -> Iterator[str]:
    """Give what hadolint says of the Dockerfile."""
    outcome = _run(str(AUDITORS / "bin" / "hadolint"), "--no-color", "Dockerfile")
    yield from (outcome.stdout + outcome.stderr).splitlines()
    _say("hadolint has looked at the Dockerfile.")


def composition_faults() -> Iterator[str]:
    """Give what the schema of Compose says against deploy/compose.yaml."""
    program = str(AUDITORS / "bin" / "check-jsonschema")
    schema = ("--builtin-schema", "vendor.compose-spec")
    outcome = _run(program, *schema, "deploy/compose.yaml")
    if outcome.returncode:
        yield from (outcome.stdout + outcome.stderr).splitlines()
    _say("The schema of Compose was held against deploy/compose.yaml.")


def package_faults() -> Iterator[str]:
    """Give every known weakness: by the service where it answers, else by our own list."""
    asked = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
    program = str(AUDITORS / "bin" / "pip-audit")
    outcome = _run(program, *asked, "--requirement", str(REQUIREMENTS))
    answered, faults = verdict(outcome.stdout)
    yield from faults
    locked = versions(REQUIREMENTS.read_text(encoding="utf-8"))
    _say(f"pip-audit: the advisory service told of {answered} of {len(locked)} locked packages.")
    listed = tomllib.loads(ADVISORIES.read_text(encoding="utf-8"))["advisory"]
    yield from listed_faults(locked, listed)
    if answered < len(locked):
        _say(f"The rest was only held against the {len(listed)} lines of tools/advisories.toml.")


def verdict(report: str) -> tuple[int, list[str]]:
    """Return of how many packages pip-audit could tell, and what it knows against them."""
    try:
        packages = json.loads(report)["dependencies"]
    except ValueError:
        return 0, []
    told = [package for package in packages if "skip_reason" not in package]
    return len(told), [
        f"{package['name']} {package['version']}: {one['id']}, repaired in "
        f"{', '.join(one['fix_versions']) or 'no version yet'}"
        for package in told
        for one in package["vulns"]
    ]


def listed_faults(locked: Mapping[str, str], listed: list[dict[str, Any]]) -> Iterator[str]:
    """Give every advisory of our list that was repaired only after the locked version."""
    for one in listed:
        version = locked.get(one["package"])
        if version is not None and _order(version) < _order(one["repaired"]):
            yield f"{one['package']} {version}: {one['id']}, {one['about']}"


def versions(requirements: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==([\w.]+)", requirements, re.MULTILINE))


def _order(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - every word of the command is written in this file.
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    main()
