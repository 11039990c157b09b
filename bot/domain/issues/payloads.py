"""What a signal from outside may say, read strictly: a typo is told, never passed over."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.domain.issues.moving import LONGEST
from bot.domain.issues.records import LETTER, Channel, Severity
from bot.domain.issues.touchpoints import Touchpoint
from bot.domain.words import cleaned, folded

FIELDS = (
    *("kind", "issue", "what", "customer", "words", "touchpoint"),
    *("severity", "heard_by", "happened_at"),
)
OLDEST = timedelta(days=366)  # What happened before that is for the import of old records.
AHEAD = timedelta(hours=26)  # A clock in another zone, or one that goes wrong.
LONGEST_CUSTOMER = 200
_ISSUE = re.compile(rf"{LETTER}-([1-9]\d{{0,8}})", re.IGNORECASE)

Word = TypeVar("Word", Severity, Channel)


class BadSignal(Exception):
    """A signal that cannot be taken; `what` says which field, and what is wrong with it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Wish:
    """What a signal asks for, once it is understood."""

    what: str
    issue: int | None
    customer: str
    words: str
    touchpoint: int | None
    severity: Severity
    heard_by: Channel | None
    heard_at: datetime | None


def wish_in(
    payload: Mapping[str, Any],
    known: Callable[[], Sequence[Touchpoint]],
    now: datetime,
    oldest: timedelta = OLDEST,
) -> Wish:
    """Read a signal of the kind “report”; `known` are the touchpoints. Raises BadSignal."""
    strangers = sorted(set(payload) - set(FIELDS))
    if strangers:
        raise BadSignal(f"{strangers[0][:40]}: not known; there are {', '.join(FIELDS)}")
    issue = _issue_in(payload)
    what = text_in(payload, "what", LONGEST)
    if issue is None and not what:
        raise BadSignal("what: say what the customer hit, or name an issue")
    return Wish(
        what=what,
        issue=issue,
        customer=text_in(payload, "customer", LONGEST_CUSTOMER),
        words=text_in(payload, "words", LONGEST),
        touchpoint=_touchpoint_in(payload, known),
        severity=_word_in(payload, "severity", Severity) or Severity.NORMAL,
        heard_by=_word_in(payload, "heard_by", Channel),
        heard_at=moment_in(payload, "happened_at", now, oldest),
    )


def text_in(payload: Mapping[str, Any], name: str, most: int) -> str:
    """Return a field that is a text, as it is kept; empty when it is not there."""
    given = payload.get(name)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise BadSignal(f"{name}: a text is needed")
    if len(given) > most:
        raise BadSignal(f"{name}: at most {most:,} characters")
    return cleaned(given)


def moment_in(
    payload: Mapping[str, Any], name: str, now: datetime, oldest: timedelta = OLDEST
) -> datetime | None:
    """Return a field that is a moment; without a zone it is meant in universal time."""
    given = text_in(payload, name, 40)
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        is_near = now - oldest <= moment <= now + AHEAD
    except (ValueError, OverflowError):
        raise BadSignal(f"{name}: a moment is needed, such as 2026-11-24T09:30:00Z") from None
    if not is_near:
        raise BadSignal(f"{name}: it must lie within the last {oldest.days:,} days")
    return min(moment, now)


def _issue_in(payload: Mapping[str, Any]) -> int | None:
    given = text_in(payload, "issue", 20)
    if not given:
        return None
    found = _ISSUE.fullmatch(given)
    if found is None:
        raise BadSignal(f"issue: a number such as {LETTER}-7 is needed")
    return int(found[1])


def _touchpoint_in(
    payload: Mapping[str, Any], known: Callable[[], Sequence[Touchpoint]]
) -> int | None:
    given = folded(text_in(payload, "touchpoint", LONGEST_CUSTOMER))
    if not given:
        return None
    there = known()
    found = next((each for each in there if each.folded == given), None)
    if found is None:
        names = ", ".join(each.name for each in there)
        raise BadSignal(f"touchpoint: there is none of that name; there are {names}")
    return found.number


def _word_in(payload: Mapping[str, Any], name: str, words: type[Word]) -> Word | None:
    given = text_in(payload, name, 40)
    if not given:
        return None
    try:
        return words(given.casefold())
    except ValueError:
        raise BadSignal(f"{name}: one of {', '.join(words)}") from None
