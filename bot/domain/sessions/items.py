"""What is put on a forum's agenda: it stays until somebody says that it was dealt with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.counters import give_back_number, next_number
from bot.domain.forums.finding import facilitators_of
from bot.domain.forums.records import Forum, State
from bot.domain.history import Event, record
from bot.domain.lines import agenda_of, say_lines, waiting_lines
from bot.domain.people import Person, people_numbered
from bot.domain.sessions.finding import session_ahead
from bot.domain.sessions.records import ITEM, AgendaItem, ForumSession, ItemState
from bot.domain.sessions.telling import show
from bot.domain.words import cleaned, folded, keep_words, words_of
from bot.errors import UserError

LONGEST = 500
MOST_OPEN = 100
SAME_WORDS_WITHIN = timedelta(seconds=60)


class ItemMissing(UserError):
    """Please say what should be talked about."""


class ItemTooLong(UserError):
    """An item fits in 500 characters. Please say it shorter, and link the rest."""


class AgendaFull(UserError):
    """There are 100 items on that agenda already. Please have some of them settled first."""


class ForumOver(UserError):
    """{forum} has ended, so it has no agenda. `{command} forum list` shows the others."""


class NoSuchItem(UserError):
    """That item is no longer on the agenda, so nothing changed."""


class NotYourItem(UserError):
    """Only {who} can take that off the agenda, so nothing changed."""


def add_item(
    session: Session, forum: Forum, me: Person, text: str, now: datetime, *, origin: str = ""
) -> AgendaItem:
    """Put words of mine on the next agenda; the same words a moment later are the same item."""
    if not cleaned(text):
        raise ItemMissing(field="words")
    if len(cleaned(text)) > LONGEST:
        raise ItemTooLong(field="words")
    number = next_number(session, forum.team_id, ITEM)
    twin = _twin(session, forum, me, text, origin, now)
    if twin is not None:
        give_back_number(session, forum.team_id, ITEM)
        return twin
    words = keep_words(session, forum.team_id, text)
    item = AgendaItem(
        team_id=forum.team_id,
        number=number,
        forum=forum.number,
        person=me.number,
        words=words.id,
        added_at=now,
        origin=origin or None,
    )
    return _put(session, forum, item, Event(me.number, "added", now, words=words))


def put_on_agenda(
    session: Session, forum: Forum, noun: str, number: int, by: Person | None, now: datetime
) -> AgendaItem:
    """Put a record on the next agenda, by its id; once, while it is there."""
    own = next_number(session, forum.team_id, ITEM)
    there = _item_about(session, forum, noun, number)
    if there is not None:
        give_back_number(session, forum.team_id, ITEM)
        return there
    person = by.number if by else None
    item = AgendaItem(
        team_id=forum.team_id,
        number=own,
        forum=forum.number,
        person=person,
        noun=noun,
        about=number,
        added_at=now,
    )
    return _put(session, forum, item, Event(person, "added", now))


def settle_item(
    session: Session, number: int, me: Person, state: ItemState, now: datetime
) -> AgendaItem:
    """Say that an item was dealt with, or is no longer needed: its writer or who leads can."""
    item = session.get(AgendaItem, (me.team_id, number))
    if item is None or item.state is not ItemState.OPEN:
        raise NoSuchItem
    forum = session.get_one(Forum, (me.team_id, item.forum))
    _demand(session, forum, item, me)
    if not close_item(session, item, Event(me.number, state.value, now)):
        raise NoSuchItem
    _show_agenda(session, forum, now)
    return item


def close_item(
    session: Session, item: AgendaItem, event: Event, one: ForumSession | None = None
) -> bool:
    """Take an item off the agenda; False when somebody did so first."""
    columns = {"state": ItemState(event.what), "settled_on": one.slot_on if one else None}
    mine = (
        col(AgendaItem.team_id) == item.team_id,
        col(AgendaItem.number) == item.number,
        col(AgendaItem.state) == ItemState.OPEN,
    )
    if session.exec(update(AgendaItem).where(*mine).values(**columns)).rowcount == 0:
        return False
    session.refresh(item)
    record(session, item.team_id, ITEM, item.number, 2, event)
    return True


def open_items(session: Session, forum: Forum, most: int = MOST_OPEN) -> Sequence[AgendaItem]:
    """Return what is on a forum's agenda, oldest first."""
    return session.exec(_open(forum).order_by(col(AgendaItem.number)).limit(most)).all()


def take_lines_in(session: Session, forum: Forum, notice_key: str, now: datetime) -> None:
    """Make items of the records that the clock put on the agenda; the notice will say them."""
    lines = waiting_lines(session, forum.team_id, agenda_of(forum.number))
    for line in lines:
        if line.number is not None:
            put_on_agenda(session, forum, line.noun, line.number, None, now)
    say_lines(session, lines, notice_key)


def carry_over(session: Session, one: ForumSession) -> None:
    """Count for what was on a session's agenda and is still open that it goes to the next."""
    was_on_it = (
        col(AgendaItem.team_id) == one.team_id,
        col(AgendaItem.forum) == one.forum,
        col(AgendaItem.state) == ItemState.OPEN,
        col(AgendaItem.added_at) < one.ends_at,
    )
    session.exec(update(AgendaItem).where(*was_on_it).values(carried=col(AgendaItem.carried) + 1))


def demand_agenda(forum: Forum) -> None:
    """Raise ForumOver when there will be no session to talk in."""
    if forum.state is State.ENDED:
        raise ForumOver(forum=forum.label)


def _put(session: Session, forum: Forum, item: AgendaItem, event: Event) -> AgendaItem:
    demand_agenda(forum)
    if len(open_items(session, forum)) >= MOST_OPEN:
        raise AgendaFull(field="words")
    session.add(item)
    session.flush()
    record(session, item.team_id, ITEM, item.number, 1, event)
    _show_agenda(session, forum, event.at)
    return item


def _show_agenda(session: Session, forum: Forum, now: datetime) -> None:
    one = session_ahead(session, forum, now)
    if one is not None:
        show(session, one)


def _demand(session: Session, forum: Forum, item: AgendaItem, me: Person) -> None:
    able = dict.fromkeys([item.person, *facilitators_of(session, forum)])
    if me.number not in able:
        people = people_numbered(session, me.team_id, {*able})
        who = " or ".join(people[number].called for number in able if number in people)
        raise NotYourItem(who=who or "your CCO")


def _twin(
    session: Session, forum: Forum, me: Person, text: str, origin: str, now: datetime
) -> AgendaItem | None:
    """Return the item that the same form, or the same words a moment ago, has made already.

    The number was taken first, so of two such requests the second waits and then finds the first.
    """
    if origin:
        made = select(AgendaItem).where(
            AgendaItem.team_id == forum.team_id, AgendaItem.origin == origin
        )
        return session.exec(made).one_or_none()
    lately = _open(forum).where(
        AgendaItem.person == me.number, col(AgendaItem.added_at) > now - SAME_WORDS_WITHIN
    )
    items = session.exec(lately).all()
    texts = words_of(session, {item.words for item in items})
    alike = (item for item in items if folded(texts.get(item.words or 0, "")) == folded(text))
    return next(alike, None)


def _item_about(session: Session, forum: Forum, noun: str, number: int) -> AgendaItem | None:
    about = _open(forum).where(AgendaItem.noun == noun, AgendaItem.about == number)
    return session.exec(about.limit(1)).one_or_none()


def _open(forum: Forum) -> SelectOfScalar[AgendaItem]:
    return select(AgendaItem).where(
        AgendaItem.team_id == forum.team_id,
        AgendaItem.forum == forum.number,
        AgendaItem.state == ItemState.OPEN,
    )
