"""Reading the form of a forum back, one page at a time."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from bot.domain.forums.filling import FilledForum
from bot.domain.recurrence import OnHoliday
from bot.views.forums.form import BACK, MORE, NOBODY
from bot.views.ids import Field


def filled_in(values: Mapping[str, Any]) -> FilledForum:
    """Read the page of the form that is open."""
    read: dict[str, Any] = {
        block: next(iter(actions.values()), {}) for block, actions in values.items()
    }
    at, length = _picked(read, Field.AT), _chosen(read, Field.LENGTH)
    on_holiday = _chosen(read, Field.ON_HOLIDAY)
    country = _chosen(read, Field.COUNTRY)
    return FilledForum(
        name=_text(read, Field.NAME),
        people=_people(read),
        often=_text(read, Field.OFTEN),
        at=time.fromisoformat(at) if at else None,
        facilitator=_picked(read, Field.FACILITATOR),
        channel=_picked(read, Field.CHANNEL),
        deputy=_picked(read, Field.DEPUTY),
        length=int(length) if length else None,
        zone=_text(read, Field.OTHER_ZONE) or _chosen(read, Field.ZONE),
        country="" if country == NOBODY else country,
        on_holiday=OnHoliday(on_holiday) if on_holiday else None,
    )


def page_of(values: Mapping[str, Any]) -> str:
    """Return which page of the form is open."""
    return BACK if Field.OFTEN in values else MORE


def _text(read: Mapping[str, Any], name: str) -> str | None:
    return str(read[name].get("value") or "") if name in read else None


def _picked(read: Mapping[str, Any], name: str) -> str | None:
    if name not in read:
        return None
    state = read[name]
    kinds = ("selected_time", "selected_user", "selected_conversation")
    return str(next((state[kind] for kind in kinds if state.get(kind)), ""))


def _chosen(read: Mapping[str, Any], name: str) -> str | None:
    option = (read.get(name) or {}).get("selected_option") or {}
    return option.get("value")


def _people(read: Mapping[str, Any]) -> tuple[str, ...] | None:
    if Field.PEOPLE not in read:
        return None
    return tuple(read[Field.PEOPLE].get("selected_users") or ())
