"""`cxbot manifest` prints what Slack would take, for either way in and any name of the command."""

import json

import pytest

from bot.cli.manifest import scopes_wanted
from sandbox.manifest import manifest_faults, read_manifest

WAYS = [(), ("--socket",), ("--http", "cx.example.com"), ("--http", "https://cx.example.com:8443/")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", ["/cx", "/customer-promises-of-harbour-x"])
def test_slack_would_take_it(cxbot, way, command):
    code, words = cxbot("manifest", *way, CX_COMMAND=command)

    assert (code, manifest_faults(json.loads(words))) == (0, [])
    assert list(read_manifest(json.loads(words)).commands) == [command]


@pytest.mark.parametrize("way", WAYS[:2])
def test_for_socket_mode_it_names_no_address(cxbot, way):
    _, words = cxbot("manifest", *way)

    assert json.loads(words)["settings"]["socket_mode_enabled"] is True
    assert "url" not in words


@pytest.mark.parametrize("way", WAYS[2:])
def test_for_http_every_address_is_that_of_the_host(cxbot, way):
    _, words = cxbot("manifest", *way)

    lines = [line.strip().rstrip(",") for line in words.splitlines() if "url" in line]
    host = way[1].removeprefix("https://").rstrip("/")
    assert len(lines) == 3
    assert all(line.endswith(f'"https://{host}/slack/events"') for line in lines)


def test_the_doctor_looks_for_the_scopes_it_asks_for(cxbot):
    _, words = cxbot("manifest")

    assert read_manifest(json.loads(words)).scopes == scopes_wanted()
    assert not {"channels:read.all", "admin", "chat:write.public"} & scopes_wanted()


def test_two_ways_at_once_are_refused(cxbot):
    code, words = cxbot("manifest", "--socket", "--http", "cx.example.com")

    assert (code, "not allowed with" in words) == (2, True)
