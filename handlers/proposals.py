"""What people type, press and fill in about proposals: `/cx propose`, stances, dissents."""

from collections.abc import Mapping

from bot.routes import Routes
from handlers.desk import Desk
from handlers.lines import Line

LINES: Mapping[str, Line] = {}


def register(routes: Routes, desk: Desk) -> None:
    del routes, desk
