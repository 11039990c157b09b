"""What is promised to be said about a win: its post, what somebody is asked, who hears what."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind
from bot.domain.commitments.news import plan_news, tell_in_passing
from bot.domain.notices import Place, promise, refresh, refresh_about, take_back
from bot.domain.people import Person, person_numbered
from bot.domain.preferences import heard_at
from bot.domain.roles import cco_of
from bot.domain.wins.records import NOUN, Win

PER_POST = 6  # Wins of one message of a shoutout: people read no more at once.


def post(session: Session, win: Win, now: datetime) -> None:
    """Promise the win's own post in the place where it was told."""
    author = person_numbered(session, win.team_id, win.teller) if win.teller else None
    promise(
        session,
        win.team_id,
        post_key(win),
        kind=Kind.WIN_POST,
        place=Place(channel_id=win.channel_id, thread_ts=win.thread_ts),
        now=now,
        facts={"number": win.number},
        subject=(NOUN, win.number),
        asked_by=author.slack_id or "" if author else "",
    )


def ask_approval(session: Session, win: Win, approver: Person, now: datetime) -> None:
    """Ask one person, in their DM, whether the customer may be named."""
    promise(
        session,
        win.team_id,
        f"win.asked:{win.label}:{win.revision}",
        kind=Kind.WIN_ASKED,
        place=Place(person_id=approver.slack_id or ""),
        now=now,
        due_at=heard_at(session, approver, now),
        facts={"number": win.number, "asked": approver.number},
        subject=(NOUN, win.number),
    )


def ask_words_approval(session: Session, win: Win, now: datetime) -> None:
    """Ask the CCO, in their DM, whether customers may read a text."""
    cco = cco_of(session, win.team_id)
    if cco is None:
        return
    promise(
        session,
        win.team_id,
        f"win.words:{win.label}:{win.revision}",
        kind=Kind.WIN_ASKED,
        place=Place(person_id=cco.slack_id or ""),
        now=now,
        due_at=heard_at(session, cco, now),
        facts={"number": win.number, "asked": cco.number, "about": "words"},
        subject=(NOUN, win.number),
    )


def tell(session: Session, win: Win, person: int | None, what: str, now: datetime) -> None:
    """Have one person read what became of a win."""
    if person is None:
        return
    told = person_numbered(session, win.team_id, person)
    key, about = f"win.told:{win.label}:{win.revision}:{told.number}", (NOUN, win.number)
    facts = {"number": win.number, "what": what}
    tell_in_passing(session, told, key, Kind.WIN_TOLD, now, about=about, facts=facts)
    plan_news(session, win.team_id, about)


def show_change(session: Session, win: Win) -> None:
    """Bring up to date whatever shows a win."""
    refresh_about(session, win.team_id, NOUN, win.number)
    if win.told_in is not None:
        refresh(session, win.team_id, shoutout_key(win.told_in.isoformat(), win.told_page))


def take_post_back(session: Session, win: Win) -> None:
    take_back(session, win.team_id, post_key(win))


def post_key(win: Win) -> str:
    return f"win:{win.label}"


def shoutout_key(day: str, page: int = 1) -> str:
    """Return the key of one message of a shoutout; the later ones are replies to the first."""
    return f"shoutout:{day}" if page == 1 else f"shoutout:{day}:{page}"
