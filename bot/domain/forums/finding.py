"""Looking forums up: by channel, number or person; who is asked, who leads, and when it meets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CompoundSelect, union
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.calendar import at_local, today_in
from bot.domain.channels import Channel, channel_of
from bot.domain.forums.records import Forum, ForumMember, State
from bot.domain.people import Person, people_numbered
from bot.domain.recurrence import Slot
from bot.domain.roles import cco_of
from bot.domain.words import words_of
from bot.errors import UserError

DATES_SHOWN = 3
MOST_LISTED = 20


class NoSuchForum(UserError):
    """There is no forum {forum} that you can see. `{command} forum list` shows them."""


@dataclass(frozen=True)
class ForumShown:
    """A forum with everything that is shown of it."""

    forum: Forum
    name: str
    channel: Channel | None
    facilitator: Person | None
    deputy: Person | None
    members: tuple[Person, ...]
    dates: tuple[Slot, ...]
    today: date  # In the forum's zone.


def forum_in(session: Session, team_id: str, channel_id: str) -> Forum | None:
    """Return the living forum of a channel."""
    return session.exec(
        select(Forum).where(
            Forum.team_id == team_id,
            Forum.channel_id == channel_id,
            col(Forum.state) != State.ENDED,
        )
    ).one_or_none()


def forum_numbered(session: Session, team_id: str, number: int) -> Forum | None:
    return session.get(Forum, (team_id, number))


def forum_for(
    session: Session, me: Person, number: int, *, here: str = "", lock: bool = True
) -> Forum:
    """Return a forum somebody may see. Raises NoSuchForum."""
    query = select(Forum).where(Forum.team_id == me.team_id, Forum.number == number)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).one_or_none()
    if found is None or not can_see(session, found, me, here):
        raise NoSuchForum(forum=f"F-{number}")
    return found


def can_see(session: Session, forum: Forum, me: Person, here: str = "") -> bool:
    """Tell whether somebody may see a forum: a private channel's is for those it concerns."""
    if here == forum.channel_id or me.number in people_of(session, forum):
        return True
    channel = channel_of(session, forum.team_id, forum.channel_id)
    return channel is not None and not channel.is_private


def people_of(session: Session, forum: Forum) -> set[int]:
    """Return the numbers of everybody on a forum."""
    named = {forum.maker, forum.facilitator, forum.deputy, *facilitators_of(session, forum)}
    return {number for number in named if number} | _asked_in(session, forum)


def members_of(session: Session, forum: Forum) -> list[Person]:
    """Return who is asked in a forum and can still be reached, by name."""
    people = people_numbered(session, forum.team_id, {*_asked_in(session, forum)}).values()
    return sorted((one for one in people if can_be_asked(one)), key=_by_name)


def can_be_asked(person: Person) -> bool:
    """Tell whether somebody can be asked in a forum: a colleague who is here."""
    return person.can_promise and not person.is_guest


def facilitator_of(session: Session, forum: Forum) -> Person | None:
    """Return who leads a forum today: its facilitator, else the deputy, else the CCO."""
    named = people_numbered(session, forum.team_id, {forum.facilitator, forum.deputy})
    for number in (forum.facilitator, forum.deputy):
        person = named.get(number or 0)
        if person is not None and can_be_asked(person):
            return person
    return cco_of(session, forum.team_id)


def facilitators_of(session: Session, forum: Forum) -> list[int]:
    """Return who may lead a forum and change it: facilitator, deputy, CCO; who left does not."""
    cco = cco_of(session, forum.team_id)
    numbers = [forum.facilitator, forum.deputy, cco.number if cco else None]
    people = people_numbered(session, forum.team_id, {*numbers})
    able = [number for number in numbers if number in people and can_be_asked(people[number])]
    return list(dict.fromkeys(able))


def forum_name(session: Session, forum: Forum) -> str:
    """Return what people call a forum: its own name, else its channel's."""
    own = words_of(session, {forum.name}).get(forum.name or 0, "")
    channel = channel_of(session, forum.team_id, forum.channel_id)
    return own or (f"#{channel.name}" if channel and channel.name else forum.label)


def forums_led_by(session: Session, person: Person) -> list[Forum]:
    """Return the living forums that a person is facilitator of."""
    led = _living(person.team_id).where(Forum.facilitator == person.number)
    return list(session.exec(led.order_by(col(Forum.number))))


def forums_asking(session: Session, person: Person) -> list[Forum]:
    """Return the living forums that a person is asked in."""
    asking = _living(person.team_id).join(
        ForumMember,
        (col(ForumMember.team_id) == col(Forum.team_id))
        & (col(ForumMember.forum) == col(Forum.number)),
    )
    mine = asking.where(ForumMember.person == person.number)
    return list(session.exec(mine.order_by(col(Forum.number))))


def forums_seen_by(session: Session, me: Person, here: str = "") -> list[Forum]:
    """Return the living forums somebody may see, a page of them."""
    visible = (
        _living(me.team_id)
        .join(
            Channel,
            (col(Channel.team_id) == col(Forum.team_id))
            & (col(Channel.channel_id) == col(Forum.channel_id)),
            isouter=True,
        )
        .where(or_(col(Channel.kind) == "public", col(Forum.number).in_(_mine(me, here))))
    )
    return list(session.exec(visible.order_by(col(Forum.number)).limit(MOST_LISTED)))


def shown(session: Session, forum: Forum, now: datetime) -> ForumShown:
    """Return a forum with everything that is shown of it."""
    people: Mapping[int, Person] = people_numbered(session, forum.team_id, {forum.deputy})
    return ForumShown(
        forum=forum,
        name=forum_name(session, forum),
        channel=channel_of(session, forum.team_id, forum.channel_id),
        facilitator=facilitator_of(session, forum),
        deputy=people.get(forum.deputy or 0),
        members=tuple(members_of(session, forum)),
        dates=dates_of(forum, now),
        today=today_in(forum.zoneinfo, now),
    )


def dates_of(forum: Forum, now: datetime, count: int = DATES_SHOWN) -> tuple[Slot, ...]:
    """Return when a forum meets next; where single sessions were moved, the days they moved to."""
    if forum.state is State.ENDED:
        return ()
    days = [day for day in (forum.next_on, forum.then_on) if day and forum.meets]
    ruled = forum.rhythm.next_slots(now, count + 2)
    planned = [_on(day, ruled) for day in days]
    # Several in a row can have been skipped before these.
    later = forum.rhythm.next_slots(max([now, *(_end_of(forum, day) for day in days)]), count)
    return tuple([*planned, *later][:count])


def _end_of(forum: Forum, day: date) -> datetime:
    return at_local(day, time.max, forum.zoneinfo)


def _on(day: date, ruled: Iterable[Slot]) -> Slot:
    """Return the slot of the rule that is held on a day, or one for a day somebody chose."""
    same = (slot for slot in ruled if slot.held_on == day)
    return next(same, Slot(slot_on=day, held_on=day, starts_at=None))


def _living(team_id: str) -> SelectOfScalar[Forum]:
    return select(Forum).where(Forum.team_id == team_id, col(Forum.state) != State.ENDED)


def _mine(me: Person, here: str) -> CompoundSelect[Any]:
    asked = select(ForumMember.forum).where(
        ForumMember.team_id == me.team_id, ForumMember.person == me.number
    )
    on_it = select(Forum.number).where(
        Forum.team_id == me.team_id,
        or_(
            Forum.maker == me.number,
            Forum.facilitator == me.number,
            Forum.deputy == me.number,
            Forum.channel_id == here,
        ),
    )
    return union(asked, on_it)


def _asked_in(session: Session, forum: Forum) -> set[int]:
    asked = select(ForumMember.person).where(
        ForumMember.team_id == forum.team_id, ForumMember.forum == forum.number
    )
    return set(session.exec(asked))


def _by_name(person: Person) -> tuple[str, int]:
    return person.folded_name, person.number
