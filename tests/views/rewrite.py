"""The payload of every view as it was last looked at; `python -m tests.views.rewrite` takes anew.

Each file holds what Slack's `blocks.validate` takes: one `message` or one `view`.
"""

import json
from pathlib import Path

from slack_sdk.models.views import View

from tests.views.fillings import EMPTIEST, FULLEST
from tests.views.judging import payload_of
from tests.views.screens import SCREENS, drawn

GOLDEN = Path(__file__).parent / "golden"


def golden_files():
    """Return the text of every file by its name; a view that is always the same has only one."""
    files = {}
    for name in SCREENS:
        few, many = (_written(drawn(name, filling)) for filling in (EMPTIEST, FULLEST))
        stem = name.replace(" ", "-")
        same = {f"{stem}.json": few}
        files |= same if few == many else {f"{stem}.few.json": few, f"{stem}.full.json": many}
    return files


def rewrite(folder=GOLDEN):
    """Write every file, and take away those of views that are gone."""
    files = golden_files()
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def _written(thing):
    kind = "view" if isinstance(thing, View) else "message"
    return json.dumps({kind: payload_of(thing)}, ensure_ascii=False, indent=1, default=str) + "\n"


if __name__ == "__main__":
    rewrite()
