"""What the calendar costs: the next session of a forum, a phrase, the next working hour."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import time as hour
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks.databases import Databases
from benchmarks.figures import headed, judged
from bot.domain.hours import Hours
from bot.domain.recurrence import Rhythm, rhythm_in

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
EVERY_SECOND_TUESDAY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
ROUNDS, TIMES = 9, 300
MOST_OLD_TO_NEW = 1.5


def run(_: Databases) -> None:
    """Measure on one core; no database has a part in it."""
    headed("The calendar, in microseconds")
    new, old = (_forum(date(year, 11, 24)) for year in (2026, 2006))
    least = {
        "a forum's next session": _cost(lambda: new.next_slots(NOW, 1)),
        "the same, 20 years after it began": _cost(lambda: old.next_slots(NOW, 1)),
        "the same, with a country's holidays": _cost(
            lambda: _forum(new.anchor_on, "DE").next_slots(NOW, 1)
        ),
        "a phrase read": _cost(lambda: rhythm_in("every 2 weeks tue 10:00", NOW, "UTC")),
        "the next working hour": _cost(lambda: _hours().next_working(NOW)),
    }
    for name, cost in least.items():
        print(f"  {name}: {cost:.0f}")
    young, aged, *_ = least.values()
    judged("an old forum to a new one", aged / young, MOST_OLD_TO_NEW)


def _forum(anchor: date, country: str = "") -> Rhythm:
    return Rhythm(EVERY_SECOND_TUESDAY, anchor, hour(10), "Europe/Berlin", country)


def _hours() -> Hours:
    return Hours(ZoneInfo("Asia/Tokyo"))


def _cost(question: Callable[[], object]) -> float:
    question()
    return median(_once(question) for _ in range(ROUNDS))


def _once(question: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(TIMES):
        question()
    return 1e6 * (time.perf_counter() - began) / TIMES
