"""What people type, press and fill in about proposals: `/cx propose`, stances, dissents."""

from collections.abc import Mapping

from bot.domain.proposals import lines, sending
from bot.routes import Routes
from handlers.desk import Desk
from handlers.lines import Line
from handlers.proposals import forms, kept, presses

LINES: Mapping[str, Line] = {
    "propose": lines.propose,
    "commit": lines.commit,
    "dissent": lines.dissent,
    "stand": lines.aside,
    "amend": lines.amend,
    "remind": lines.remind,
    "close": lines.close,
    "outcome": lines.outcome,
    "withdraw": lines.withdraw,
    "delegate": lines.delegate,
    "term": lines.term,
    "export": sending.export,
    "show": lines.show,
    "list": lines.list_,
}


def register(routes: Routes, desk: Desk) -> None:
    for part in (presses, forms, kept):
        part.register(routes, desk)
