"""A win as a signed signal: from a CRM or review tool, by the webhook that issues come by."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.issues.payloads import BadSignal
from bot.domain.issues.sources import Source
from bot.domain.wins.outside import NotAWin, outside_in, take_in

FIELDS = ("kind", "what", "customer", "area", "people")


def take_win(
    session: Session, source: Source, payload: Mapping[str, Any], origin: str, now: datetime
) -> dict[str, object]:
    """Keep a win that a source signals, and return the answer. Raises BadSignal."""
    strangers = sorted(set(payload) - set(FIELDS))
    if strangers:
        raise BadSignal(f"{strangers[0][:40]}: not known; there are {', '.join(FIELDS)}")
    try:
        told = outside_in(payload, told_as="what")
    except NotAWin as wrong:
        raise BadSignal(str(wrong)) from None
    win = take_in(session, source.team_id, told, origin, now)
    return {"win": win.label, "state": win.state.value}
