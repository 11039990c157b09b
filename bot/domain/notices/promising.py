"""What others ask of the outbox: to say something, to say it anew, or to take it back."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import ScalarResult, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.database import announce, insert_once
from bot.domain.notices.rows import FINAL, REVIVABLE, Notice, Place, State, Urgency

HELD_FOR = timedelta(days=7)
FEW = 4  # Rows that are looked up one by one, each by the query that is compiled already.


def promise(
    session: Session,
    team_id: str,
    key: str,
    *,
    kind: str,
    place: Place,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    subject: tuple[str, int] | None = None,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    urgency: Urgency = Urgency.ANSWER,
    asked_by: str = "",
    held: bool = False,
) -> None:
    """Promise to say something once, or, under a key that is known, to say it anew.

    Left out, `facts`, `expires_at` and `asked_by` of a known notice stay as they are. With `held`
    it waits for the bot's invitation. What somebody else deleted is not made again, and what has
    no place (its reader was erased) is not promised.
    """
    if place.is_nowhere:
        return
    wish = _wish(team_id, key, kind, place, due_at or now)
    wish.subject_noun, wish.subject_number = subject or ("", None)
    wish.facts, wish.asked_by = dict(facts or {}), asked_by
    wish.urgency, wish.expires_at = int(urgency), expires_at
    wish.state = State.HELD if held else State.READY
    _put(session, wish, now, with_facts=facts is not None)


def refresh(session: Session, team_id: str, key: str) -> None:
    """Have a notice drawn anew, if it is there and not done with."""
    for notice in _with_key(session, team_id, key):
        _want_again(notice)
    announce(session)


def refresh_posted(session: Session, team_id: str, channel_id: str, ts: str) -> None:
    """Have one message drawn anew, wherever it came from."""
    posted = select(Notice).where(
        Notice.team_id == team_id, Notice.posted_in == channel_id, Notice.ts == ts
    )
    for notice in session.exec(_locked(posted)):
        notice.shown_as = ""  # Even if it would be drawn the same: what is seen is older.
        _want_again(notice)
    announce(session)


def refresh_homes(session: Session, team_id: str, person_ids: Iterable[str]) -> None:
    """Have the Home of these people drawn anew, if they ever opened it.

    Call it last in a verb: each verb locks the rows in the same order, so no two wait in a circle.
    """
    keys = sorted(home_key(person_id) for person_id in {*person_ids} - {""})
    if len(keys) <= FEW:
        for key in keys:
            refresh(session, team_id, key)
        return
    homes = select(Notice).where(Notice.team_id == team_id, col(Notice.key).in_(keys))
    for notice in session.exec(_locked(homes.order_by(col(Notice.key)))):
        _want_again(notice)
    announce(session)


def refresh_about(session: Session, team_id: str, noun: str, number: int) -> None:
    """Have everything that was said about one record drawn anew."""
    about = select(Notice).where(
        Notice.team_id == team_id,
        Notice.subject_noun == noun,
        Notice.subject_number == number,
    )
    for notice in session.exec(_locked(about.order_by(col(Notice.id)))):
        _want_again(notice)
    announce(session)


def take_back(session: Session, team_id: str, key: str) -> None:
    """Unsay something: its message is deleted, or never posted."""
    for notice in _with_key(session, team_id, key):
        if notice.state in {*REVIVABLE, *FINAL}:
            continue
        notice.unwanted = True
        notice.wanted += 1
        if notice.state is State.SENT:
            notice.state = State.READY
        elif notice.state is State.HELD or (notice.state is State.READY and notice.ts is None):
            notice.state = State.CANCELLED
    announce(session)


def release_held(session: Session, team_id: str, channel_id: str, now: datetime) -> int:
    """Let go what waited for the bot to be in a channel; tell how many notices that were."""
    held = select(Notice).where(
        Notice.team_id == team_id,
        Notice.state == State.HELD,
        Notice.channel_id == channel_id,
    )
    found = session.exec(_locked(held.order_by(col(Notice.id))))
    notices = [notice for notice in found if not notice.is_expired(now)]
    for notice in notices:
        notice.state = State.READY
        notice.try_at = 0.0
    announce(session)
    return len(notices)


def home_key(person_id: str) -> str:
    """Return the key of one person's Home."""
    return f"home:{person_id}"


def _wish(team_id: str, key: str, kind: str, place: Place, due_at: datetime) -> Notice:
    return Notice(
        team_id=team_id,
        key=key,
        mark=token_hex(8),
        kind=kind,
        channel_id=place.channel_id,
        person_id=place.person_id,
        thread_ts=place.thread_ts,
        thread_of=place.thread_of,
        broadcast=place.broadcast,
        home=place.home,
        lane=place.lane,
        due_at=due_at,
    )


def _put(session: Session, wish: Notice, now: datetime, *, with_facts: bool) -> None:
    """Insert a wish, or bring the notice that has its key up to it."""
    if wish.state is State.HELD:
        wish.expires_at = wish.expires_at or now + HELD_FOR
    if not insert_once(session, wish):
        known = _with_key(session, wish.team_id, wish.key).one()
        _promise_anew(known, wish, with_facts=with_facts)
    announce(session)


def _promise_anew(known: Notice, wished: Notice, *, with_facts: bool) -> None:
    """Bring a known notice up to what is wished now, unless it is beyond recall."""
    if known.state in FINAL:
        return
    known.wanted += 1
    known.unwanted = False
    known.urgency = wished.urgency
    known.due_at = wished.due_at
    known.expires_at = wished.expires_at or known.expires_at
    known.asked_by = wished.asked_by or known.asked_by
    if with_facts:
        known.facts = wished.facts
    if known.state in {State.SENDING, State.UNKNOWN}:
        return
    known.state = State.READY
    if known.ts is None:
        _place_anew(known, wished)


def _place_anew(known: Notice, wished: Notice) -> None:
    """Let a notice that nobody has seen yet move to another place."""
    known.state = wished.state
    known.expires_at = wished.expires_at
    known.channel_id = wished.channel_id
    known.person_id = wished.person_id
    known.thread_ts = wished.thread_ts
    known.thread_of, known.broadcast = wished.thread_of, wished.broadcast
    known.lane = wished.lane


def _want_again(notice: Notice) -> None:
    if notice.unwanted or notice.state in {*REVIVABLE, *FINAL}:
        return
    notice.wanted += 1
    if notice.state is State.SENT:
        notice.state = State.READY


def _with_key(session: Session, team_id: str, key: str) -> ScalarResult[Notice]:
    return session.exec(_WITH_KEY, params={"team_id": team_id, "key": key})


def _locked(notices: SelectOfScalar[Notice]) -> SelectOfScalar[Notice]:
    """Return the query that waits for whoever is at these rows, and reads what they left.

    A row that this transaction has seen before would else be judged as it was then.
    """
    return notices.with_for_update().execution_options(populate_existing=True)


_WITH_KEY = _locked(
    select(Notice).where(Notice.team_id == bindparam("team_id"), Notice.key == bindparam("key"))
)
