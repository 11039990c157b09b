"""Shoutouts: once a week, in one channel, what was won and not told yet; each win once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot.database import insert_once
from bot.domain.answers import Kind
from bot.domain.changing import change_row
from bot.domain.channels import channel_of
from bot.domain.commitments.reminded import fates_of
from bot.domain.commitments.rungs import Fate
from bot.domain.history import Event
from bot.domain.lines import BRIEF, add_line
from bot.domain.notices import Place, Urgency, promise, take_back
from bot.domain.wins.channel import can_be_told_in, day_of, hold, next_shoutout
from bot.domain.wins.records import NOUN, Shoutout, State, Win, WinsChannel
from bot.domain.wins.telling import PER_POST, shoutout_key

MOST = 96  # Wins of one shoutout; what is more is told by the next one.
BATCH = 5
LATEST = timedelta(hours=24)  # After that, the next one tells it.
UNSUNG_FOR = timedelta(days=28)
SILENT_WEEKS = 2
SILENT_LINE = "wins_silent"
LOOKED_BACK = timedelta(days=21)


def look_at_shoutouts(session: Session, now: datetime) -> int:
    """Tell what is to be told in the channels whose hour has come; returns how many there were."""
    due = (
        select(WinsChannel)
        .where(col(WinsChannel.next_at) <= now)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    channels = session.exec(due).all()
    for channel in channels:
        due_at = channel.next_at
        if due_at is not None and _plan(session, channel, now):
            _look(session, channel, due_at, now)
    return len(channels)


def to_be_told(session: Session, team_id: str, now: datetime) -> list[Win]:
    """Return what a shoutout would tell now: unsung areas first, and the newest first in each."""
    ready = select(Win).where(
        Win.team_id == team_id, Win.state == State.READY, col(Win.is_private).is_(False)
    )
    newest = ready.order_by(col(Win.made_at).desc(), col(Win.number).desc()).limit(MOST)
    wins = session.exec(newest).all()
    sung = _sung(session, team_id, now)
    return sorted(wins, key=lambda win: win.area in sung)


def wins_of(session: Session, team_id: str, day: date, page: int) -> list[Win]:
    """Return the wins that one message of a shoutout tells, without those taken back since."""
    told = select(Win).where(
        Win.team_id == team_id,
        Win.told_in == day,
        Win.told_page == page,
        Win.state == State.TOLD,
    )
    return list(session.exec(told.order_by(col(Win.told_place))))


def pages_of(wins: int) -> int:
    """Return how many messages so many wins take."""
    return (wins - 1) // PER_POST + 1


def _plan(session: Session, channel: WinsChannel, now: datetime) -> bool:
    """Set the next look; False when somebody else has just done it."""
    claimed = update(WinsChannel).where(
        col(WinsChannel.team_id) == channel.team_id,
        col(WinsChannel.next_at) == channel.next_at,
    )
    moment = next_shoutout(channel, now)
    is_mine = session.exec(claimed.values(next_at=moment)).rowcount == 1
    session.refresh(channel)
    return is_mine


def _look(session: Session, channel: WinsChannel, due_at: datetime, now: datetime) -> None:
    _take_up_lost(session, channel, now)
    if now - due_at >= LATEST:
        return
    if not can_be_told_in(channel_of(session, channel.team_id, channel.channel_id)):
        hold(session, channel, now)
        return
    channel.held_at = None
    wins = to_be_told(session, channel.team_id, now)
    channel.silent_weeks = 0 if wins else channel.silent_weeks + 1
    session.add(channel)
    if wins:
        _tell(session, channel, wins, due_at, now)
    elif channel.silent_weeks == SILENT_WEEKS:
        key = f"{SILENT_LINE}:{day_of(channel, due_at).isoformat()}"
        add_line(session, channel.team_id, BRIEF, key, SILENT_LINE, now)


def _tell(
    session: Session, channel: WinsChannel, wins: Sequence[Win], due_at: datetime, now: datetime
) -> None:
    day = day_of(channel, due_at)
    # Whoever moves the hour on the day itself does not have a second one.
    one = Shoutout(team_id=channel.team_id, day=day, wins=len(wins), made_at=now)
    if not insert_once(session, one):
        return
    for place, win in enumerate(wins):
        page = place // PER_POST + 1
        event = Event(None, "shouted_out", now, {"day": day.isoformat()})
        columns = {"told_in": day, "told_page": page, "told_place": place}
        told = {"state": State.TOLD, "told_at": now, "changed_at": now}
        change_row(session, win, NOUN, event, **told, **columns)
    pages = pages_of(len(wins))
    for page in range(1, pages + 1):
        _promise(session, channel, (day, page, pages), due_at, now)


def _promise(
    session: Session,
    channel: WinsChannel,
    which: tuple[date, int, int],
    due_at: datetime,
    now: datetime,
) -> None:
    day, page, pages = which
    first = shoutout_key(day.isoformat())
    promise(
        session,
        channel.team_id,
        shoutout_key(day.isoformat(), page),
        kind=Kind.SHOUTOUT,
        place=Place(channel_id=channel.channel_id, thread_of="" if page == 1 else first),
        now=now,
        facts={"day": day.isoformat(), "page": page, "pages": pages},
        due_at=due_at,
        urgency=Urgency.FORUM,
    )


def _take_up_lost(session: Session, channel: WinsChannel, now: datetime) -> None:
    """Have wins told by the next shoutout whose message never arrived."""
    lately = select(Shoutout).where(
        Shoutout.team_id == channel.team_id, col(Shoutout.made_at) > now - LOOKED_BACK
    )
    for shoutout in session.exec(lately).all():
        for page in _lost_pages(session, shoutout):
            _tell_again(session, shoutout, page, now)


def _lost_pages(session: Session, shoutout: Shoutout) -> list[int]:
    """Return which of its messages never arrived; without the first, no reply to it can."""
    day = shoutout.day.isoformat()
    pages = {shoutout_key(day, page): page for page in range(1, pages_of(shoutout.wins) + 1)}
    fates = fates_of(session, shoutout.team_id, list(pages))
    lost = [page for key, page in pages.items() if fates.get(key) is Fate.LOST]
    return list(pages.values()) if 1 in lost else lost


def _tell_again(session: Session, shoutout: Shoutout, page: int, now: datetime) -> None:
    take_back(session, shoutout.team_id, shoutout_key(shoutout.day.isoformat(), page))
    for win in wins_of(session, shoutout.team_id, shoutout.day, page):
        event = Event(None, "not_heard", now)
        again = {"told_in": None, "told_page": 0, "told_at": None, "changed_at": now}
        change_row(session, win, NOUN, event, state=State.READY, **again)


def _sung(session: Session, team_id: str, now: datetime) -> set[int | None]:
    """Return the areas that were in a shoutout lately; no area is as good as one of these."""
    told = (
        select(Win.area)
        .where(Win.team_id == team_id, col(Win.area).is_not(None))
        .group_by(col(Win.area))
        .having(func.max(Win.told_at) > now - UNSUNG_FOR)
    )
    return {None, *session.exec(told)}
