"""The composition root: everything is made here, and handed to whoever needs it."""

from bot.app.acquaintance import Acquaintance
from bot.app.program import Program
from bot.clock import moved_clock, wall_clock
from bot.database import Database
from bot.drawings import Drawings
from bot.gateways.feeds import Feeds
from bot.gateways.slack import SlackGateway
from bot.settings import Settings
from bot.views.checking import find_checks_once
from bot.views.payloads import make_payloads_leanly
from handlers import routes_for
from schedules import timetable
from schedules.delivery import Delivery


def composed(settings: Settings) -> Program:
    """Return the whole program; nothing of it runs before `start`."""
    find_checks_once()
    make_payloads_leanly()
    token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    clock = moved_clock(settings.sandbox_clock) if settings.sandbox_clock else wall_clock
    database = Database(settings.database_url.get_secret_value())
    slack = SlackGateway(settings.slack_api_url, token)
    drawings = Drawings(clock, settings.cx_command, settings.retention_months)
    months = settings.retention_months
    delivery = Delivery(database, slack, drawings, clock)
    feeds = Feeds(is_inside_allowed=settings.sandbox_clock is not None)
    pulse = timetable(delivery, database, clock, months, feeds)
    routes = routes_for(drawings, slack)
    acquaintance = Acquaintance(slack, database, clock, settings.cx_cco)
    return Program(settings, database, slack, routes, pulse, clock, acquaintance.make)
