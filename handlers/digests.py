"""What people press in their digest and in the CCO's brief."""

from bot.routes import Routes
from handlers.desk import Desk


def register(routes: Routes, desk: Desk) -> None:
    del routes, desk
