"""Who may change a forum: its facilitator, the deputy, the CCO, and whoever made it."""

from sqlmodel import Session

from bot.domain.forums.finding import can_be_asked, facilitators_of
from bot.domain.forums.records import Forum, State
from bot.domain.people import Person, people_numbered, person_numbered
from bot.errors import UserError


class NotYourForum(UserError):
    """Only {who} can do that with {forum}, so nothing changed."""


class ForumEnded(UserError):
    """{forum} has ended, so nothing changed. You can start a new one: `{command} forum`."""


def may_change(session: Session, forum: Forum, me: Person) -> bool:
    return me.number in _allowed(session, forum)


def demand(session: Session, forum: Forum, me: Person) -> None:
    """Raise NotYourForum, naming who can, unless this person may change a forum."""
    if not may_change(session, forum, me):
        people = people_numbered(session, forum.team_id, {*_allowed(session, forum)})
        called = [people[number].called for number in _allowed(session, forum)]
        raise NotYourForum(forum=forum.label, who=" or ".join(called) or "your CCO")


def demand_living(forum: Forum) -> None:
    """Raise ForumEnded when a forum is over."""
    if forum.state is State.ENDED:
        raise ForumEnded(forum=forum.label)


def _allowed(session: Session, forum: Forum) -> list[int]:
    maker = person_numbered(session, forum.team_id, forum.maker)
    made = [maker.number] if can_be_asked(maker) else []
    return list(dict.fromkeys([*facilitators_of(session, forum), *made]))
