"""Everything the bot does on its own, and when."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.database import Database
from schedules.deliveries import forget_deliveries
from schedules.delivery import Delivery
from schedules.pulse import Job, Pulse

# Job → seconds. Delivery beats each second besides, and whenever somebody has committed work.
TIMETABLE: Mapping[Job, int] = {
    forget_deliveries: 60,
}


def timetable(delivery: Delivery, database: Database, clock: Clock) -> Pulse:
    """Return the pulse of the program: `begin` runs every job once, `end` waits for deliveries."""
    return Pulse(delivery, database, clock, TIMETABLE)
