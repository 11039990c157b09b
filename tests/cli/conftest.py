"""The command line without a process of its own: `cxbot("doctor", NAME="value")`."""

import signal

import pytest

from bot.cli import main
from bot.settings import known_names


@pytest.fixture
def cxbot(monkeypatch, tmp_path, capsys):
    """The code and the words with which `cxbot …` ends, in an empty folder, with these settings."""
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
