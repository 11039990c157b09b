"""Looking up reports by touchpoint and week, and drawing their chart."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256

from bot.domain.answers import Kind
from bot.domain.calendar import MONTHS
from bot.domain.issues.spikes import behind
from bot.domain.issues.trends import Trend, Trends, trends_of
from bot.domain.people import person_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, KindLookUp, Look, ModalLookUp
from bot.views.surface import Picture
from bot.views.trends.figures import Shown, alt_of, figures, name_of, rows_of, shared

NAME = "reports.png"


def trends_drawn(look: Look) -> Draw:
    facts = look.facts
    touchpoint = facts.get("touchpoint")
    seen = trends_of(look.session, look.team_id, datetime.fromisoformat(facts["at"]), touchpoint)
    here = str(facts.get("here", ""))
    reader = None if here else reader_of(look)
    ahead, unseen = (
        behind(look.session, reader, look.team_id, touchpoint, seen.weeks[-1], here)
        if touchpoint is not None
        else ([], 0)
    )
    by = person_numbered(look.session, look.team_id, int(facts["by"])) if "by" in facts else None
    shown = Shown(seen, dict(facts), ahead, unseen, by, comes=bool(facts.get("comes")))
    return lambda: figures(shown, picture_of(seen))


def shared_drawn(look: Look) -> Draw:
    channel = str(look.facts["channel"])
    return lambda: shared(channel)


def picture_of(trends: Trends) -> Picture | None:
    """Return the chart of what is shown, to be drawn where a message with it is sent."""
    rows = rows_of(trends)
    if not any(row.total for row in rows):
        return None
    told = [[name_of(row), list(row.counts), row.compared] for row in rows]
    key = sha256(json.dumps([str(trends.weeks[-1]), told]).encode()).hexdigest()
    return Picture(NAME, alt_of(rows), key, _chart_of(trends, rows))


def _chart_of(trends: Trends, rows: Sequence[Trend]) -> Callable[[], bytes]:
    return partial(_drawn, trends, rows)


def _drawn(trends: Trends, rows: Sequence[Trend]) -> bytes:
    from bot.charts import reports  # noqa: PLC0415 - most messages have no picture.

    weeks = [f"{week.day} {MONTHS[week.month - 1][:3]}" for week in trends.weeks]
    compared = max(row.compared for row in rows)
    drawn = [reports.Row(name_of(row), row.counts, row.usual, row.is_more) for row in rows]
    return reports.drawn(reports.Chart("Reports by week", weeks, compared, drawn))


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.TRENDS: trends_drawn,
    Kind.TRENDS_SHARED: shared_drawn,
}
MODALS: Mapping[Kind, ModalLookUp] = {}
