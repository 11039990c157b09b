"""Everything Slack can ask: translate, call one verb, answer."""

from bot.domain.tables import TABLES
from bot.drawings import Drawings
from bot.routes import Routes
from handlers import (
    admin,
    channels,
    command,
    commitments,
    contracts,
    digests,
    forums,
    home,
    install,
    issues,
    outdated,
    people,
    preferences,
    proposals,
    recognition,
    sessions,
    trends,
    wins,
)
from handlers.desk import Desk, Directory

__all__ = ["MODULES", "TABLES", "routes_for"]

MODULES = (
    admin,
    channels,
    command,
    commitments,
    contracts,
    digests,
    forums,
    home,
    install,
    issues,
    outdated,
    people,
    preferences,
    proposals,
    recognition,
    sessions,
    trends,
    wins,
)


def routes_for(drawings: Drawings, directory: Directory) -> Routes:
    """Return the whole route table; an id that two handlers claim fails here, at start."""
    routes = Routes()
    desk = Desk(drawings, directory)
    for module in MODULES:
        module.register(routes, desk)
    return routes
