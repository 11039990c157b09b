"""What an operator types: settings that cannot work, the manifest, the version."""

import json
import signal

import pytest

from bot.cli import main
from bot.settings import Settings, environment_with, known_names

SETTINGS = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_API_URL": "http://127.0.0.1:9/api/",
    "SANDBOX_CLOCK": "clock",
}


@pytest.fixture
def cxbot(monkeypatch, tmp_path, capsys):
    """`cxbot("run", NAME="value")`: the code and the words with which it ends."""
    monkeypatch.chdir(tmp_path)
    kept = signal.getsignal(signal.SIGTERM)

    def run(*arguments, **settings):
        for name in known_names():
            monkeypatch.delenv(name, raising=False)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as end:
            main(arguments)
        words = capsys.readouterr()
        return end.value.code or 0, words.out + words.err

    yield run
    signal.signal(signal.SIGTERM, kept)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SLACK_BOT_TOKN": "x"}, "Is SLACK_BOT_TOKEN meant?"),
        ({"CX_COMAND": "/cx"}, "Is CX_COMMAND meant?"),
        ({"CX_COMMAND": "cx"}, "CX_COMMAND is not a slash command"),
        ({"SLACK_BOT_TOKEN": "xapp-secret"}, "SLACK_BOT_TOKEN is not a bot token"),
        ({"SLACK_API_URL": "https://slack.com/api/"}, "SANDBOX_CLOCK moves the clock"),
        ({"SLACK_CLIENT_ID": "1"}, "only work together"),
        ({"PORT": "many"}, "PORT is not a port"),
        ({"DATABASE_URL": "mysql://root:secret@host/db"}, "SQLite and PostgreSQL, not on mysql"),
        ({"DATABASE_URL": "nonsense secret"}, "DATABASE_URL is not an address"),
        ({"DATABASE_URL": "postgresql://u:secret@127.0.0.1:9/db"}, "The database cannot be used"),
    ],
)
def test_settings_that_cannot_work_are_refused_in_a_sentence(cxbot, wrong, sentence):
    code, words = cxbot("run", **SETTINGS | wrong)

    assert (code, sentence in words) == (1, True)
    assert "Traceback" not in words
    assert "secret" not in words


def test_without_tokens_it_says_which_it_needs(cxbot):
    code, words = cxbot("run")

    assert code == 1
    assert "SLACK_BOT_TOKEN is missing" in words
    assert "SLACK_APP_TOKEN" in words


def test_settings_may_stand_in_a_file(cxbot, tmp_path):
    (tmp_path / ".env").write_text("CX_COMMAND=/promise\nCX_COMAND=/promise\n")

    code, words = cxbot("manifest")

    assert (code, words) == (1, "CX_COMAND is not a setting of cxbot. Is CX_COMMAND meant?\n")


def test_the_manifest_follows_the_command_and_the_way_in(cxbot):
    _, words = cxbot("manifest", "--http", "cx.example.com", CX_COMMAND="/promise")

    manifest = json.loads(words)
    slash = manifest["features"]["slash_commands"][0]
    assert (slash["command"], "/promise help" in slash["description"]) == ("/promise", True)
    assert slash["url"] == "https://cx.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("host", ["http://x", "a b", "x/../y", ""])
def test_the_manifest_takes_a_host_name_only(cxbot, host):
    code, words = cxbot("manifest", "--http", host)

    assert (code, "is not a host name" in words) == (1, True)


def test_the_version_is_said(cxbot):
    code, words = cxbot("--version")

    assert (code, words.startswith("cxbot ")) == (0, True)


def test_no_secret_is_ever_printed():
    secrets = ("slack_bot_token", "slack_app_token", "slack_signing_secret", "database_url")
    values = {
        "slack_bot_token": "xoxb-hush",
        "slack_app_token": "xapp-hush",
        "slack_signing_secret": "hush",
        "database_url": "postgresql://cxbot:hush@host/db",
    }

    settings = Settings(_env_file=None, **values)

    assert all(name in repr(settings) for name in secrets)
    assert "hush" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_another_process_gets_only_the_settings_meant_for_it(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("SLACK_SOMETHING", "x")
    monkeypatch.setenv("LANG", "C")

    environment = environment_with({"PORT": "1"})

    assert (environment["PORT"], environment["LANG"]) == ("1", "C")
    assert not {"SLACK_BOT_TOKEN", "SLACK_SOMETHING"} & set(environment)


def test_upgrading_twice_says_so(cxbot, tmp_path):
    address = {"DATABASE_URL": f"sqlite:///{tmp_path}/cxbot.db"}

    first, second = (cxbot("db", "upgrade", **address) for _ in range(2))

    assert (first[0], "It was before" in first[1]) == (0, False)
    assert (second[0], "It was before" in second[1]) == (0, True)
