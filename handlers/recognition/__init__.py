"""What people type, press, fill in and put to posts about thanks and nominations."""

from collections.abc import Mapping

from bot.domain.recognition import lines
from bot.routes import Routes
from handlers.desk import Desk
from handlers.lines import Line
from handlers.recognition import forms, presses, reactions

LINES: Mapping[str, Line] = {"kudos": lines.kudos, "nominate": lines.nominate_line}
BY_LETTER: Mapping[str, Line] = {"show": lines.show, "withdraw": lines.withdraw_line}
LISTS: Mapping[str, Line] = {
    **dict.fromkeys(("thanks", "kudos", "coverage"), lines.list_thanks),
    **dict.fromkeys(("nominations", "nominated"), lines.list_nominations),
}


def register(routes: Routes, desk: Desk) -> None:
    for part in (presses, forms, reactions):
        part.register(routes, desk)
