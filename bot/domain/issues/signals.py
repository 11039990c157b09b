"""Signals from outside: each is taken once, and adds a report to an issue or opens one."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from bot.domain.changing import MovedOn
from bot.domain.issues.intake import take_reports
from bot.domain.issues.payloads import BadSignal
from bot.domain.issues.sources import Signal, Source
from bot.domain.words import cleaned, folded
from bot.errors import UserError

KEPT_FOR = timedelta(days=30)  # So long a signal that comes again gets the answer it got.
FORGOTTEN_AT_ONCE = 50
MOST_TOGETHER = 50
REPORT = "report"


@dataclass(frozen=True)
class Sent:
    """One signal as it came in: from where, under which key, and what was in it."""

    team_id: str
    source: str
    secret: str  # That it was signed with: it may have been changed since.
    key: str
    digest: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """What becomes of a signal: an HTTP status, and the answer as JSON."""

    status: int
    answer: Mapping[str, Any]


# What came together and says the same is taken together: one answer each, in the same order.
Taking = Callable[
    [Session, Source, Sequence[Mapping[str, Any]], Sequence[str], datetime], list[dict[str, Any]]
]
WRONG_SIGNATURE = Taken(401, {"error": "unknown source or wrong signature"})
OTHER_CONTENT = Taken(409, {"error": "this Idempotency-Key came with other content before"})
TRY_AGAIN = Taken(503, {"error": "not saved, please send it again"})


def take_all(
    session: Session,
    sent: Sequence[Sent],
    kinds: Mapping[str, Taking],
    now: datetime,
    has_time: Callable[[], bool] = lambda: True,
) -> list[Taken | None]:
    """Take signals in one transaction, as many as there is time for; at least the first.

    What one is refused for undoes no other. None is in place of what there was no time for.
    """
    taken: list[Taken | None] = [None] * len(sent)
    for places in alike(sent):
        if taken[0] is not None and not has_time():
            break
        some = [sent[place] for place in places]
        for place, answer in zip(places, _taken(session, some, kinds, now), strict=True):
            taken[place] = answer
    return taken


KINDS: Mapping[str, Taking] = {REPORT: take_reports}
Alone = Callable[[Session, Source, Mapping[str, Any], str, datetime], dict[str, Any]]


def each_alone(take: Alone) -> Taking:
    """Return what takes signals of another kind, one after the other."""

    def taking(
        session: Session,
        source: Source,
        payloads: Sequence[Mapping[str, Any]],
        origins: Sequence[str],
        now: datetime,
    ) -> list[dict[str, Any]]:
        pairs = zip(payloads, origins, strict=True)
        return [take(session, source, each, origin, now) for each, origin in pairs]

    return taking


def forget_old_signals(session: Session, now: datetime) -> int:
    """Forget the keys of signals that came long ago; returns how many."""
    old = select(Signal.team_id, Signal.source, Signal.key).where(
        col(Signal.received_at) < now - KEPT_FOR
    )
    rows = session.exec(old.limit(FORGOTTEN_AT_ONCE)).all()
    for team_id, source, key in rows:
        mine = (col(Signal.team_id) == team_id, col(Signal.source) == source)
        session.exec(delete(Signal).where(*mine, col(Signal.key) == key))
    return len(rows)


def _taken(
    session: Session, some: Sequence[Sent], kinds: Mapping[str, Taking], now: datetime
) -> list[Taken]:
    """Take what says the same together; if one is refused, in halves, until it stands alone."""
    try:
        with session.begin_nested():
            return _take_once(session, some, kinds, now)
    except (BadSignal, UserError, DBAPIError) as refused:
        if isinstance(refused, DBAPIError) and refused.connection_invalidated:
            raise
        if len(some) == 1:
            return [_refusal(refused)]
    half = len(some) // 2
    halves = (some[:half], some[half:])
    return [answer for each in halves for answer in _taken(session, each, kinds, now)]


def _refusal(refused: Exception) -> Taken:
    if isinstance(refused, BadSignal):
        return Taken(400, {"error": refused.what})
    if isinstance(refused, UserError) and not isinstance(refused, MovedOn):
        return Taken(400, {"error": refused.sentence.format_map(_Facts(refused.facts))})
    # Two that waited for each other, or one that waited too long: the others go on.
    return TRY_AGAIN


def _take_once(
    session: Session, some: Sequence[Sent], kinds: Mapping[str, Taking], now: datetime
) -> list[Taken]:
    """Take those that did not come before; all are of one source and one kind."""
    first = some[0]
    source = session.get(Source, (first.team_id, first.source))
    if source is None or source.off_at is not None or source.secret != first.secret:
        return [WRONG_SIGNATURE] * len(some)
    new = _new_keys(session, some, now)
    fresh = [each for each in some if each.key in new]
    take = kinds.get(kind_of(first))
    if fresh and take is None:
        raise BadSignal(f"kind: one of {', '.join(sorted(kinds))}")
    answers: dict[str, dict[str, Any]] = {}
    if fresh and take is not None:
        contents, origins = [each.content for each in fresh], [origin_of(each) for each in fresh]
        answered = take(session, source, contents, origins, now)
        answers = dict(zip((each.key for each in fresh), answered, strict=True))
        _remember(session, source, answers)
    return [
        Taken(200, answers[each.key]) if each.key in new else _as_before(session, each)
        for each in some
    ]


def _new_keys(session: Session, some: Sequence[Sent], now: datetime) -> set[str]:
    """Write down which signals came, and return the keys that never came before."""
    rows = [
        {
            "team_id": each.team_id,
            "source": each.source,
            "key": each.key,
            "digest": each.digest,
            "answer": {},
            "received_at": now,
        }
        # In one order, so that no two wait in a circle.
        for each in sorted(some, key=lambda sent: sent.key)
    ]
    inserting = _inserting(session.get_bind().dialect.name)
    return {*session.execute(inserting, rows).scalars()}


@cache
def _inserting(dialect: str) -> Any:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(Signal)
    return insert.on_conflict_do_nothing().returning(col(Signal.key))


def alike(sent: Sequence[Sent]) -> list[list[int]]:
    """Return the places of signals that say the same, together, in the order of the first ones.

    Those under one key are apart: the second one is answered as the first was.
    """
    together: dict[tuple[object, ...], list[int]] = {}
    keys: Counter[tuple[str, str, str]] = Counter()
    for place, each in enumerate(sent):
        key = (each.team_id, each.source, each.key)
        about = (each.team_id, each.source, each.secret, *_about(each, place), keys[key])
        together.setdefault(about, []).append(place)
        keys[key] += 1
    return [
        places[at : at + MOST_TOGETHER]
        for places in together.values()
        for at in range(0, len(places), MOST_TOGETHER)
    ]


def kind_of(sent: Sent) -> str:
    return str(sent.content.get("kind", REPORT))


def _about(sent: Sent, place: int) -> tuple[object, ...]:
    """Return what a report is about; anything else is about itself."""
    named, what = sent.content.get("issue"), sent.content.get("what")
    if kind_of(sent) != REPORT or not isinstance(named or what, str):
        return ("", place)
    return ("issue", str(named).casefold()) if named else ("what", folded(cleaned(str(what))))


def origin_of(sent: Sent) -> str:
    """Return what makes the record of a signal the only one."""
    told = f"{sent.source}\0{sent.key}".encode()
    return f"signal:{hashlib.sha256(told).hexdigest()[:32]}"


def _as_before(session: Session, sent: Sent) -> Taken:
    known = session.get_one(Signal, (sent.team_id, sent.source, sent.key))
    return Taken(200, known.answer) if known.digest == sent.digest else OTHER_CONTENT


def _remember(session: Session, source: Source, answers: Mapping[str, dict[str, Any]]) -> None:
    of = {"team_id": source.team_id, "source": source.name}
    rows = [{**of, "key": key, "answer": answer} for key, answer in answers.items()]
    session.flush()
    session.execute(update(Signal), rows)


class _Facts(dict[str, Any]):
    """What a sentence is filled with; a command is named as it is by default."""

    def __missing__(self, name: str) -> str:
        return "/cx" if name == "command" else f"{{{name}}}"
