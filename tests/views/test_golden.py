"""No view changes unseen: each is compared with the payload that was last looked at."""

import json

import pytest

from tests.views.rewrite import GOLDEN, golden_files, rewrite

FILES = golden_files()
VALIDATED_MOST = 100_000  # Characters that blocks.validate takes.


@pytest.mark.parametrize("name", FILES)
def test_a_view_is_as_it_was_last_looked_at(name):
    golden = (GOLDEN / name).read_text("utf-8")

    assert FILES[name] == golden, "If it is meant so: python -m tests.views.rewrite"


def test_there_is_no_file_of_a_view_that_is_gone():
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)


def test_every_file_is_what_slack_validates():
    assert max(map(len, FILES.values())) < VALIDATED_MOST
    assert {key for text in FILES.values() for key in json.loads(text)} == {"message", "view"}


def test_rewriting_takes_away_what_is_gone(tmp_path):
    (tmp_path / "gone.json").write_text("{}")

    rewrite(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == set(FILES)
