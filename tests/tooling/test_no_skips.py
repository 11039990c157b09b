"""A skip passes at home and fails in CI, on one worker as on two."""

import os
import subprocess
import sys

import pytest

SKIPPED_TEST = "import pytest\n@pytest.mark.skip(reason='No cat.')\ndef test_cat(): ...\n"
SKIPPED_MODULE = "import pytest\npytest.skip('No dog.', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail\ndef test_pig(): assert False\n"


def run(folder, text, *options, **environment):
    (folder / "test_it.py").write_text(text)
    plain = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", f"--rootdir={folder}"]
    command += ["-c", os.devnull, "-p", "no:cacheprovider", *options, str(folder)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=plain | environment
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("text", [SKIPPED_TEST, SKIPPED_MODULE])
@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_in_ci_a_skip_fails_and_says_its_reason(tmp_path, text, options):
    code, said = run(tmp_path, text, *options, CI="true")

    assert code not in (0, 5)
    assert "In CI nothing is skipped. Skipped: No" in said


def test_at_home_a_skip_passes(tmp_path):
    assert run(tmp_path, SKIPPED_TEST)[0] == 0


def test_in_ci_an_expected_failure_stays_one(tmp_path):
    assert run(tmp_path, EXPECTED_TO_FAIL, CI="true")[0] == 0
