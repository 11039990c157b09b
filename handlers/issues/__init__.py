"""What people type, press and fill in about issues."""

from collections.abc import Mapping
from functools import partial

from bot.domain.issues import lines
from bot.routes import Routes
from handlers.desk import Desk
from handlers.issues import forms, presses
from handlers.lines import Line

# The verbs of issues alone; without an id they ask which issue is meant.
LINES: Mapping[str, Line] = {
    "issue": lines.issue,
    **{verb: partial(lines.act, verb) for verb in ("own", "next", "report", "told")},
    **{verb: partial(lines.act, verb) for verb in ("park", "merge")},
}
# The verbs that other records have as well.
BY_LETTER: Mapping[str, Line] = {
    "show": lines.show,
    "commit": lines.commit,
    "done": partial(lines.act, "close"),
    **{verb: partial(lines.act, verb) for verb in ("close", "reopen", "handoff", "dissent")},
}
LISTS: Mapping[str, Line] = {
    "": lines.mine,
    "mine": lines.mine,
    "issues": lines.list_,
    "worth": lines.list_,
}


def register(routes: Routes, desk: Desk) -> None:
    for part in (presses, forms):
        part.register(routes, desk)
