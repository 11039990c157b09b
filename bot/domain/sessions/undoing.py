"""Taking back that a session was moved or skipped, for ten minutes."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.forums.records import Forum
from bot.domain.forums.rights import demand
from bot.domain.history import Event, Happening, story_of
from bot.domain.people import Person
from bot.domain.sessions.finding import session_for
from bot.domain.sessions.moments import first_moment
from bot.domain.sessions.moving import told
from bot.domain.sessions.planning import move_back, replan
from bot.domain.sessions.records import NOUN, ForumSession, Outcome, Step, change
from bot.domain.sessions.telling import is_posted, post_key, show_or_unsay
from bot.errors import UserError

UNDO_WITHIN = timedelta(minutes=10)
_UNDOES = {"moved": "moved_back", "skipped": "restored"}


class TooLateToUndo(UserError):
    """That can be undone for ten minutes only, so nothing changed."""


def undo(session: Session, forum: Forum, me: Person, slot_on: date, now: datetime) -> Said:
    """Have a session that was moved or skipped a moment ago be as it was."""
    demand(session, forum, me)
    one = session_for(session, forum, slot_on)
    last = _last_word(session, one)
    if last is None or now - last.at > UNDO_WITHIN:
        raise TooLateToUndo
    was_posted = is_posted(session, one)
    if last.what in _UNDOES:
        _take_back(session, forum, one, last, Event(me.number, _UNDOES[last.what], now))
        replan(session, forum, now)
        return told(session, forum, one, _UNDOES[last.what], now, in_channel=was_posted)
    if last.what in _UNDOES.values():  # The second half of a double click.
        return told(session, forum, one, last.what, now, in_channel=False)
    raise TooLateToUndo


def _last_word(session: Session, one: ForumSession) -> Happening | None:
    """Return what somebody last did to a session; what the clock did since does not count."""
    story = story_of(session, one.team_id, f"{NOUN}:{one.slot_on}", one.forum)
    return next((each for each in reversed(story) if each.person is not None), None)


def _take_back(
    session: Session, forum: Forum, one: ForumSession, last: Happening, event: Event
) -> None:
    if last.what == "moved":
        was = last.facts["before"]
        starts_at = datetime.fromisoformat(was["starts_at"])
        if one.has_begun or not one.is_ahead or starts_at <= event.at:
            raise TooLateToUndo
        move_back(session, forum, one, event, was)
        return
    if one.outcome is not Outcome.SKIPPED or one.starts_at <= event.at:
        raise TooLateToUndo
    planned = ForumSession(**{**one.model_dump(), "step": Step.PLANNED})
    change(
        session,
        one,
        event,
        outcome=Outcome.AHEAD,
        step=Step.PLANNED,
        next_at=first_moment(forum, planned, event.at),
    )
    show_or_unsay(session, one, post_key(one))
