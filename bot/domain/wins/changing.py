"""What becomes of a win after it was told: its name approved, its words changed, taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from bot.domain.changing import change_row
from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.wins.drafting import Draft
from bot.domain.wins.making import go_on, name_people, settle_name
from bot.domain.wins.records import NOUN, PublicText, State, Win, WinPerson
from bot.domain.wins.rights import Act, demand
from bot.domain.wins.telling import (
    ask_words_approval,
    show_change,
    take_post_back,
    tell,
)
from bot.domain.words import keep_words, words_of
from bot.errors import UserError

UNDONE_WITHIN = timedelta(minutes=10)
_LIVING = frozenset({State.WAITING, State.READY, State.TOLD, State.DECLINED})


class AlreadyDecided(UserError):
    """{record} was decided on already, so nothing changed."""


class ToldAlready(UserError):
    """{record} was told already, so its words stay. You can take it back and tell it anew."""


class NoWords(UserError):
    """There is no text for customers on {record} yet, so there is nothing to approve."""


class UndoOver(UserError):
    """The ten minutes for undoing are over. {record} stays; you can still withdraw it."""


def approve(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Say that the customer may be named."""
    _demand_waiting(session, win, me)
    _decide(session, win, me, "approved", now, state=State.READY, approved_by=me.number)
    return _went_on(session, win, "approved", now)


def leave_name_out(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Have a win told without the name of its customer."""
    _demand_waiting(session, win, me)
    _decide(session, win, me, "withheld", now, state=State.READY, is_withheld=True)
    return _went_on(session, win, "withheld", now)


def turn_down(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Say that this is not to be told; who told it can change it and ask again."""
    _demand_waiting(session, win, me)
    _decide(session, win, me, "declined", now, state=State.DECLINED)
    tell(session, win, win.teller, "declined", now)
    show_change(session, win)
    return win


def change(session: Session, win: Win, me: Person, draft: Draft, now: datetime) -> Win:
    """Change what a win says, as long as it is not told. Raises ToldAlready."""
    demand(session, win, me, Act.CHANGE)
    if win.state is State.TOLD:
        raise ToldAlready(record=win.label)
    if win.state is State.WITHDRAWN:
        raise AlreadyDecided(record=win.label)
    draft.demand_whole()
    words = keep_words(session, win.team_id, draft.story)
    customer = _customer(session, win, draft.customer)
    columns: dict[str, Any] = {
        "story": words.id,
        "customer": customer,
        "is_withheld": draft.is_withheld,
        "area": draft.area,
        "state": State.READY,
        "approved_by": win.approved_by if customer == win.customer else None,
        "changed_at": now,
    }
    change_row(session, win, NOUN, Event(me.number, "changed", now, words=words), **columns)
    _name_anew(session, win, draft.people)
    if win.approved_by is None:
        settle_name(session, win, now, by=me.number)
    else:
        go_on(session, win, now)
    show_change(session, win)
    return win


def withdraw(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Take a win back: its post goes, and shoutouts and packs leave it out."""
    demand(session, win, me, Act.CHANGE)
    if win.state not in _LIVING:
        return win
    _decide(session, win, me, "withdrawn", now, state=State.WITHDRAWN)
    take_post_back(session, win)
    show_change(session, win)
    return win


def undo(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Take back what was told within the last ten minutes. Raises UndoOver."""
    if now > win.made_at + UNDONE_WITHIN:
        raise UndoOver(record=win.label)
    return withdraw(session, win, me, now)


def word_for_customers(session: Session, win: Win, me: Person, text: str, now: datetime) -> Win:
    """Write what customers may read of a win; it is approved on its own."""
    demand(session, win, me, Act.WORD_FOR_CUSTOMERS)
    words = keep_words(session, win.team_id, text)
    event = Event(me.number, "worded", now, words=words)
    drafted = {"public_text": words.id, "public_state": PublicText.DRAFTED, "public_by": None}
    change_row(session, win, NOUN, event, changed_at=now, public_at=None, **drafted)
    ask_words_approval(session, win, now)
    show_change(session, win)
    return win


def approve_words(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Say that customers may read the text. Raises NoWords, NotYourWin."""
    demand(session, win, me, Act.APPROVE_WORDS)
    if win.public_text is None:
        raise NoWords(record=win.label)
    if win.public_state is PublicText.DRAFTED:
        approved = {"public_state": PublicText.APPROVED, "public_by": me.number}
        _decide(session, win, me, "words_approved", now, **approved)
        tell(session, win, win.teller, "words_approved", now)
        show_change(session, win)
    return win


def told_outside(session: Session, win: Win, me: Person, now: datetime) -> Win:
    """Note that customers have read it. Raises NotYourWin."""
    demand(session, win, me, Act.WORD_FOR_CUSTOMERS)
    if win.public_state is PublicText.APPROVED:
        told = {"public_state": PublicText.TOLD, "public_at": now}
        _decide(session, win, me, "told_outside", now, **told)
        show_change(session, win)
    return win


def _customer(session: Session, win: Win, name: str) -> int | None:
    """Keep another customer's name; the same one is the same row, and stays approved."""
    before = words_of(session, {win.customer}).get(win.customer or 0, "")
    if before == name.strip():
        return win.customer
    return keep_words(session, win.team_id, name).id if name.strip() else None


def _went_on(session: Session, win: Win, what: str, now: datetime) -> Win:
    go_on(session, win, now)
    tell(session, win, win.teller, what, now)
    show_change(session, win)
    return win


def _demand_waiting(session: Session, win: Win, me: Person) -> None:
    demand(session, win, me, Act.APPROVE)
    if win.state is not State.WAITING:
        raise AlreadyDecided(record=win.label)


def _decide(
    session: Session, win: Win, me: Person, what: str, now: datetime, **columns: Any
) -> None:
    event = Event(me.number, what, now, _facts(columns))
    change_row(session, win, NOUN, event, changed_at=now, **columns)


def _facts(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {"state": columns["state"].value} if "state" in columns else {}


def _name_anew(session: Session, win: Win, people: tuple[int, ...]) -> None:
    named = delete(WinPerson).where(
        col(WinPerson.team_id) == win.team_id, col(WinPerson.win) == win.number
    )
    session.exec(named)
    name_people(session, win, people)
