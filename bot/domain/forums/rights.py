"""Who may change a forum: its facilitator, the deputy, the CCO, and whoever made it.

While none of the first three is left, anybody who is asked in it may take the lead.
"""

from sqlmodel import Session

from bot.domain.forums.finding import (
    can_be_asked,
    facilitator_of,
    facilitators_of,
    members_of,
)
from bot.domain.forums.records import Forum, State
from bot.domain.people import Person, people_numbered, person_numbered
from bot.errors import UserError


class NotYourForum(UserError):
    """Only {who} can do that with {forum}, so nothing changed."""


class ForumEnded(UserError):
    """{forum} has ended, so nothing changed. You can start a new one: `{command} forum`."""


class LedAlready(UserError):
    """{who} leads {forum} already, so nothing changed."""


class NotAskedThere(UserError):
    """Only people who are asked in {forum} can lead it, so nothing changed: {who}."""


def may_lead(session: Session, forum: Forum, me: Person) -> bool:
    """Tell whether somebody may take the lead of a forum that nobody leads."""
    is_over = forum.state is State.ENDED
    if is_over or facilitator_of(session, forum) is not None:
        return False
    return me.number in {person.number for person in members_of(session, forum)}


def demand_vacancy(session: Session, forum: Forum, me: Person) -> None:
    """Raise why somebody may not take the lead of a forum."""
    demand_living(forum)
    leads = facilitator_of(session, forum)
    if leads is not None:
        raise LedAlready(forum=forum.label, who=leads.called)
    if not may_lead(session, forum, me):
        called = [person.called for person in members_of(session, forum)]
        raise NotAskedThere(forum=forum.label, who=" or ".join(called) or "nobody is left")


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
