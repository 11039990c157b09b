"""The image and its composition hold what we say of them; no Docker is needed to look."""

import re
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings, known_names
from tests.deploy.dockerfile import ROOT, all_of, copied, environment, instructions

IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
COMPOSED = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text("utf-8"))
SERVICES = COMPOSED["services"]
OURS = [SERVICES["cxbot"], SERVICES["migrate"]]


@pytest.mark.parametrize(("source", "_target"), copied())
def test_what_is_copied_exists_and_is_sent_to_the_builder(source, _target):
    assert (ROOT / source).exists()
    assert f"!{source}" in IGNORED


def test_nothing_is_sent_to_the_builder_that_is_not_copied():
    sent = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}

    assert IGNORED[1] == "*"
    assert sent == {source for source, _ in copied()}


def test_it_runs_as_nobody_in_particular():
    words = [word for word, _ in instructions()]

    assert all_of("USER") == ["10001"]
    assert words.index("USER") > max(place for place, word in enumerate(words) if word == "RUN")


def test_every_package_is_checked_by_its_hash():
    installs = [part for rest in all_of("RUN") for part in rest.split("&&") if "install " in part]
    packages = [part for part in installs if "pip install" in part]

    assert packages
    assert all("--require-hashes" in part and "--no-deps" in part for part in packages)


def test_both_stages_are_one_python_and_slim():
    bases = {rest.split()[0] for rest in all_of("FROM")}

    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.1\d-slim-bookworm", bases.pop())


def test_it_says_whether_it_is_healthy_and_ends_by_sigterm():
    assert len(all_of("HEALTHCHECK")) == 1
    assert all_of("STOPSIGNAL") == ["SIGTERM"]
    assert all_of("ENTRYPOINT") == ['["cxbot"]']


def test_it_holds_no_secret():
    secrets = {name for name in known_names() if "TOKEN" in name or "SECRET" in name}

    assert not secrets & set(environment())
    assert not [line for line in IGNORED if line.startswith("!") and ".env" in line]


@pytest.mark.parametrize("service", OURS)
def test_ours_run_on_a_file_system_that_is_read_only(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_the_database_is_brought_up_before_the_bot_starts():
    waits = SERVICES["cxbot"]["depends_on"]

    assert waits["migrate"]["condition"] == "service_completed_successfully"
    assert SERVICES["migrate"]["command"] == ["db", "upgrade"]
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_the_database_outlives_its_container():
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert "postgres" in COMPOSED["volumes"]


def test_its_settings_are_settings_of_ours(monkeypatch):
    for name, value in SERVICES["cxbot"]["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{.*?\}", "hush", value))

    settings = Settings(_env_file=None)

    assert settings.database_url.get_secret_value() == "postgresql://cxbot:hush@postgres/cxbot"
    assert set(SERVICES["cxbot"]["environment"]) <= set(known_names())


def test_secrets_come_from_a_file_that_git_ignores():
    lines = (ROOT / "deploy/env.example").read_text("utf-8").splitlines()
    filled = [line for line in lines if line and not line.startswith("#") and line[-1] != "="]

    assert filled == []
    assert all(service["env_file"] == ".env" for service in OURS)
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_nothing_of_it_is_open_to_other_machines():
    ports = [port for one in SERVICES.values() for port in one.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert Path(COMPOSED["x-cxbot"]["build"]["context"]) == Path("..")
