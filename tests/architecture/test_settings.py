"""`.env.example` shows every setting, explained, and a start from a copy of it is not refused."""

import re

from bot.settings import Settings, known_names
from tests.architecture.source import ROOT

EXAMPLE = ROOT / ".env.example"


def test_the_example_names_every_setting_once_and_no_other():
    names = re.findall(r"^(\w+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)

    assert sorted(names) == sorted(known_names())


def test_every_setting_of_the_example_is_explained():
    paragraphs = EXAMPLE.read_text("utf-8").strip().split("\n\n")

    assert all(paragraph.startswith("# ") for paragraph in paragraphs)


def test_the_example_as_it_stands_can_be_read(monkeypatch):
    for name in known_names():
        monkeypatch.delenv(name, raising=False)

    settings = Settings(_env_file=EXAMPLE)

    assert settings.missing_for_running() == []


def test_where_the_example_shows_a_default_it_is_the_real_one(monkeypatch):
    for name in known_names():
        monkeypatch.delenv(name, raising=False)
    tokens = {"slack_bot_token", "slack_app_token"}

    shown = Settings(_env_file=EXAMPLE).model_dump(exclude=tokens)

    assert shown == Settings(_env_file=None).model_dump(exclude=tokens)
