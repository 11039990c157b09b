"""`cxbot import issues`: a bar, a line for each row refused, and broken off it goes on."""

import fcntl
import io
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session, func, select

from bot.cli import main
from bot.cli.imports import AT_ONCE, Progress
from bot.database import Database
from bot.domain.issues.importing import Imported
from bot.domain.issues.records import Report
from bot.domain.workspaces import learn_workspace
from tests.factories import TEAM

ROOT = Path(__file__).parents[2]
HEADER = "what,customer,touchpoint,happened_at\n"


@pytest.fixture
def place(url, tmp_path, monkeypatch):
    """Where files are, beside a database that knows its workspace."""
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    database = Database(url)
    with Session(database.engine) as session:
        learn_workspace(session, TEAM, "https://x.example/", "UBOT")
        session.commit()
    database.dispose()
    return tmp_path


@pytest.fixture
def bring_in(place, capsys):
    """Import a file with this text; returns the code and what was said."""

    def run(text, *options, encoding="utf-8"):
        (place / "old.csv").write_text(text, encoding=encoding)
        with pytest.raises(SystemExit) as ended:
            main(["import", "issues", "old.csv", *options])
        said = capsys.readouterr()
        return ended.value.code, said.out + said.err

    return run


def reported(url):
    database = Database(url)
    with Session(database.engine) as session:
        found = session.exec(select(func.count()).select_from(Report)).one()
    database.dispose()
    return found


def test_a_table_is_taken_in_batches_and_once(url, bring_in):
    lines = (f"Machine {n % 150} stops,Acme {n},Product,2026-11-0{1 + n % 9}\n" for n in range(450))
    table = HEADER + "".join(lines)

    code, said = bring_in(table)
    again = bring_in(table + "A new one,,,\n")

    assert (code, "450 rows taken" in said, "450 of 450" in said) == (0, True, True)
    assert "1 rows taken, 450 were there before" in again[1]
    assert reported(url) == 451 > 2 * AT_ONCE


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_each_refused_row_is_told_with_its_reason(url, bring_in):
    code, said = bring_in(HEADER + "Late,Acme,Moon,\n,Acme,,\nFine,,,\nToo,,,,many\n")

    assert code == 1
    assert "row 2: touchpoint: there is none of that name" in said
    assert "row 3: what: say" in said
    assert "row 5: a column without a name: not known" in said
    assert reported(url) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_dry_run_says_the_same_and_saves_nothing(url, bring_in):
    code, said = bring_in(HEADER + "Late,Acme,Moon,\nFine,,,\n", "--dry-run")

    assert (code, "1 rows would be taken (dry run, nothing saved)" in said) == (1, True)
    assert reported(url) == 0


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_spreadsheet_s_own_ways_are_read(url, bring_in):
    bring_in("What;Customer\n" + '"Falsch; und\nzwei Zeilen";Müller\n', encoding="utf-8-sig")

    assert reported(url) == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_is_no_such_table_is_refused_whole(bring_in):
    strange = bring_in("wat,customer\nx,y\n")
    binary = bring_in("what\nä\n", encoding="latin-1")
    unknown = bring_in("what\nx\n", "--team", "T9")

    assert "Not known: wat." in strange[1]
    assert "cannot be read as a table in UTF-8" in binary[1]
    assert "There are: T1." in unknown[1]
    assert [strange[0], binary[0], unknown[0]] == [1, 1, 1]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_while_the_bot_runs_on_the_same_file_it_is_refused(place, bring_in):
    lock = Path(f"{place}/cxbot.db.lock")
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        code, said = bring_in(HEADER)

    assert (code, "Another cxbot uses" in said) == (1, True)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_it_works_as_a_program_of_its_own(url, place):
    (place / "old.csv").write_text("what,customer\nLate,Acme\n")
    command = [sys.executable, "-m", "bot", "import", "issues", "old.csv"]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DATABASE_URL": url}

    done = subprocess.run(command, env=env, cwd=place, capture_output=True, text=True, check=False)

    assert (done.returncode, "1 rows taken" in done.stdout) == (0, True), done.stderr
    assert reported(url) == 1


def test_who_watches_sees_a_bar():
    class Screen(io.StringIO):
        def isatty(self):
            return True

    bar = Progress(200, screen := Screen())
    bar.show(100, Imported(refused=[(7, "what")]))
    bar.end()

    assert f"[{'#' * 15}{' ' * 15}] 100 of 200 rows, 1 refused" in screen.getvalue()
    assert sys.stderr is not screen
