"""`make install` refuses what cannot work in a sentence, and does nothing when nothing changed."""

import shutil
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT
from tools import environment


@pytest.fixture
def clone(tmp_path):
    for name in ("tools", "requirements.txt", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def install(clone):
    command = [sys.executable, str(clone / "tools" / "environment.py")]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_an_older_python_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        environment.main()


def test_a_changed_pip_is_never_run(clone):
    with (clone / "tools" / environment.PIP.name).open("ab") as wheel:
        wheel.write(b"more")

    done = install(clone)

    assert done.returncode == 1
    assert "is not the file that was committed" in done.stderr
    assert not (clone / ".venv").exists()


def test_with_nothing_changed_nothing_is_done(clone, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", clone)
    monkeypatch.setattr(environment, "REQUIREMENTS", clone / "requirements.txt")
    (clone / ".venv").mkdir()
    (clone / ".venv" / ".installed").write_text(environment.wanted())

    done = install(clone)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_noticed(clone, monkeypatch, name):
    monkeypatch.setattr(environment, "ROOT", clone)
    monkeypatch.setattr(environment, "REQUIREMENTS", clone / "requirements.txt")
    before = environment.wanted()

    (clone / name).write_text("changed")

    assert environment.wanted() != before
