"""A process that delivers until it is killed: `python -m tests.schedules.child URL API TOKEN …`.

`blind` takes away its eyes: it finds nothing it may have posted. `hurried` knows no limits.
"""

import asyncio
import sys

from bot.clock import wall_clock
from bot.database import Database
from bot.domain.notices import NotFound, Pace
from bot.gateways.slack import SlackGateway
from schedules.delivery import Delivery
from schedules.limits import A_MINUTE, Limits
from schedules.pulse import Pulse
from tests.schedules.parents import end_with_parent
from tests.schedules.saying import draw_facts

# A lease that a test can wait for; a call takes a tenth of its half.
PACE = Pace(post=0.01, update=0.01, lease=1.0, first_look=0.1, look=0.1, longest_wait=0.1)


class Blind(SlackGateway):
    """Looks for a post and never finds it: what happens without the look."""

    async def look_for(self, mark, **where):
        return NotFound()


async def deliver(url, api_url, token, *how):
    database = Database(url)
    gateway = (Blind if "blind" in how else SlackGateway)(api_url, token)
    limits = Limits(dict.fromkeys(A_MINUTE, sys.maxsize)) if "hurried" in how else None
    delivery = Delivery(database, gateway, draw_facts, wall_clock, pace=PACE, limits=limits)
    await Pulse(delivery, database, wall_clock, {}).begin()
    await asyncio.Event().wait()


if __name__ == "__main__":
    end_with_parent()
    asyncio.run(deliver(*sys.argv[1:]))
