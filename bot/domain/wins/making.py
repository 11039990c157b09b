"""Telling a win: it is ready to be told, or waits for a yes to the name of its customer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.areas import area_of
from bot.domain.changing import change_row
from bot.domain.channels import channel_of
from bot.domain.counters import give_back_number, next_number
from bot.domain.history import Event, record
from bot.domain.people import Person, people_numbered
from bot.domain.scenes import Scene
from bot.domain.wins.channel import ask_for_channel, can_be_told_in, wins_channel_of
from bot.domain.wins.drafting import Draft
from bot.domain.wins.records import NOUN, State, Win, WinPerson
from bot.domain.wins.rights import approver_of, approvers_of
from bot.domain.wins.telling import ask_approval, post
from bot.domain.words import Words, folded, keep_words
from bot.errors import UserError

SAME_WORDS_WITHIN = timedelta(seconds=60)


class NobodyThere(UserError):
    """A win names colleagues: no bot, and nobody who left or is from outside."""


class GuestsAsk(UserError):
    """Guests can be named in a win; please ask a colleague to tell it."""


@dataclass(frozen=True)
class Made:
    """A win, and whether it was there before: the same form sent twice, the same words."""

    win: Win
    is_new: bool


def tell_win(session: Session, me: Person, draft: Draft, scene: Scene, now: datetime) -> Made:
    """Tell a win. Raises what is wrong with it, naming the field."""
    draft.demand_whole()
    if me.is_guest:
        raise GuestsAsk
    number = next_number(session, me.team_id, NOUN)
    twin = _twin(session, me, draft, scene, now)
    if twin is not None:
        give_back_number(session, me.team_id, NOUN)
        return Made(twin, is_new=False)
    _demand_colleagues(session, me, draft)
    story = keep_words(session, me.team_id, draft.story)
    win = _row(session, me, number, (draft, story), scene, now)
    session.add(win)
    session.flush()
    name_people(session, win, draft.people)
    record(session, me.team_id, NOUN, number, 1, Event(me.number, "told", now, words=story))
    settle_name(session, win, now, by=me.number)
    return Made(win, is_new=True)


def settle_name(session: Session, win: Win, now: datetime, *, by: int | None) -> None:
    """Ask whether the customer may be named; where there is none to name, the win can be told.

    Who may approve it and tells it themselves has said yes. While nobody can say yes, it is told
    without the name.
    """
    if win.customer is None or win.is_withheld:
        go_on(session, win, now)
        return
    approver = approver_of(session, win)
    if approver is None:
        change_row(session, win, NOUN, Event(None, "withheld", now), is_withheld=True)
        go_on(session, win, now)
    elif by in approvers_of(session, win):
        event = Event(by, "approved", now)
        change_row(session, win, NOUN, event, state=State.READY, approved_by=by, changed_at=now)
        go_on(session, win, now)
    else:
        event = Event(None, "waits", now)
        change_row(session, win, NOUN, event, state=State.WAITING, changed_at=now)
        ask_approval(session, win, approver, now)


def go_on(session: Session, win: Win, now: datetime) -> None:
    """Have a win told: by the next shoutout, or, while there is no channel for it, where it was.

    What was said in private waits for a word of who told it.
    """
    if win.is_private or wins_channel_of(session, win.team_id) is not None:
        return
    if can_be_told_in(channel_of(session, win.team_id, win.channel_id)):
        event = Event(None, "posted", now)
        change_row(session, win, NOUN, event, state=State.TOLD, told_at=now, changed_at=now)
        post(session, win, now)
    ask_for_channel(session, win.team_id, now)


def open_up(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Have everybody hear a win that was told in private."""
    change_row(
        session, win, NOUN, Event(me.number, "opened", now), is_private=False, changed_at=now
    )
    if win.state is State.READY:
        go_on(session, win, now)
    return win


def name_people(session: Session, win: Win, people: tuple[int, ...]) -> None:
    """Note who made a win happen."""
    for number in dict.fromkeys(people):
        session.add(WinPerson(team_id=win.team_id, win=win.number, person=number))
    session.flush()


def made_from(session: Session, team_id: str, origin: str) -> Win | None:
    """Return the win that a form, an issue or a feed has made already."""
    return session.exec(
        select(Win).where(Win.team_id == team_id, Win.origin == origin)
    ).one_or_none()


def _row(
    session: Session,
    me: Person,
    number: int,
    said: tuple[Draft, Words],
    scene: Scene,
    now: datetime,
) -> Win:
    draft, story = said
    area = area_of(session, me)
    return Win(
        team_id=me.team_id,
        number=number,
        state=State.READY,
        teller=me.number,
        story=story.id,
        customer=_kept(session, me.team_id, draft.customer),
        is_withheld=draft.is_withheld,
        area=draft.area or (area.number if area else None),
        linked_to=draft.linked_to,
        made_at=now,
        changed_at=now,
        channel_id=scene.channel_id,
        thread_ts=scene.thread_ts,
        is_private=scene.is_private,
        message_channel=scene.message_channel,
        message_ts=scene.message_ts,
        origin=scene.origin,
    )


def _demand_colleagues(session: Session, me: Person, draft: Draft) -> None:
    people = people_numbered(session, me.team_id, set(draft.people)).values()
    if any(not person.can_promise for person in people):
        raise NobodyThere(field="people")


def _kept(session: Session, team_id: str, text: str) -> int | None:
    return keep_words(session, team_id, text).id if text.strip() else None


def _twin(session: Session, me: Person, draft: Draft, scene: Scene, now: datetime) -> Win | None:
    """Return the win that the same form, or the same line a moment ago, has made already."""
    if scene.origin is not None:
        return made_from(session, me.team_id, scene.origin)
    if scene.again:
        return None
    recent = (
        select(Win, Words)
        .join(Words, col(Words.id) == col(Win.story))
        .where(
            Win.team_id == me.team_id,
            Win.teller == me.number,
            col(Win.made_at) > now - SAME_WORDS_WITHIN,
            Win.channel_id == scene.channel_id,
            col(Win.state) != State.WITHDRAWN,
        )
    )
    wanted = folded(draft.story)
    return next((win for win, words in session.exec(recent) if folded(words.text) == wanted), None)
