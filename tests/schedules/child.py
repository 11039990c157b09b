"""A process that delivers until it is killed: `python -m tests.schedules.child URL API TOKEN`."""

import asyncio
import sys

from bot.clock import wall_clock
from bot.database import Database
from bot.domain.notices import Pace
from bot.gateways.slack import SlackGateway
from schedules.delivery import Delivery
from schedules.pulse import Pulse
from tests.schedules.saying import draw_facts

# A lease that a test can wait for; a call takes a tenth of its half.
PACE = Pace(post=0.01, update=0.01, lease=1.0, first_look=0.1, look=0.1, longest_wait=0.1)


async def deliver(url, api_url, token):
    database = Database(url)
    gateway = SlackGateway(api_url, token)
    delivery = Delivery(database, gateway, draw_facts, wall_clock, pace=PACE)
    await Pulse(delivery, database, wall_clock, {}).begin()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(deliver(*sys.argv[1:]))
