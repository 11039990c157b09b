"""Importing a module defines things and does nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import importing
from tests.architecture.source import PROGRAM, ROOT, modules

EFFECTS = {
    "opens a socket": "import socket\nsocket.socket().close()",
    "writes a file": "from pathlib import Path\nPath('a').write_text('x')",
    "opens a database": "import sqlite3\nsqlite3.connect(':memory:').close()",
    "makes an engine": "import sqlalchemy\nsqlalchemy.create_engine('sqlite://')",
    "starts a thread": "from threading import Timer\nt = Timer(9, id)\nt.daemon = True\nt.start()",
    "starts a process": "import subprocess\nsubprocess.run(['true'])",
}


def effects_of(names, folder):
    command = [sys.executable, Path(importing.__file__), *names]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_any_module_has_no_effect():
    paths = [module.path for module in modules(*PROGRAM, "sandbox")]
    names = [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in paths]

    assert effects_of(names, ROOT) == ""


@pytest.mark.parametrize("what", EFFECTS)
def test_an_effect_is_noticed(tmp_path, what):
    (tmp_path / "loud.py").write_text(EFFECTS[what])

    assert effects_of(["loud"], tmp_path).startswith("loud ")
