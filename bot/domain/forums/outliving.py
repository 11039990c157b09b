"""A forum outlives those who made it, and waits for its channel when that is gone."""

from datetime import datetime

from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.channels import Channel, ChannelKind, channel_of
from bot.domain.forums.finding import facilitator_of, forum_in
from bot.domain.forums.making import obstacle_in
from bot.domain.forums.records import NOUN, Forum, Held, State, change
from bot.domain.forums.rights import demand_vacancy
from bot.domain.forums.telling import Tidings, administrators_of, owners_of, show_change, tell
from bot.domain.history import Event, story_of
from bot.domain.notices import Notice
from bot.domain.notices.rows import State as Waiting
from bot.domain.people import Person

ADRIFT = "adrift"
_UNINVITED = frozenset({Held.REMOVED, Held.PRIVATE})


def hand_on(session: Session, now: datetime) -> int:
    """Hand forums whose facilitator has left to the deputy, else the CCO; returns how many.

    While there is nobody, it meets as before, and the administrators hear once: whoever is asked
    in it can take the lead, and once there is a CCO, it is theirs.
    """
    adrift = (
        select(Forum)
        .join(
            Person,
            (col(Person.team_id) == col(Forum.team_id))
            & (col(Person.number) == col(Forum.facilitator)),
        )
        .where(
            col(Forum.state) != State.ENDED,
            or_(col(Person.is_deactivated).is_(True), col(Person.is_guest).is_(True)),
        )
        .order_by(col(Forum.team_id), col(Forum.number))
        .limit(50)
        .with_for_update(of=Forum, skip_locked=True)
    )
    return sum(_hand_on(session, forum, now) for forum in session.exec(adrift).all())


def take_lead(session: Session, forum: Forum, me: Person, now: datetime) -> Forum:
    """Lead a forum that nobody leads any more; who is asked in it can, until a CCO is there."""
    if forum.facilitator == me.number:
        return forum  # The second half of a double click.
    demand_vacancy(session, forum, me)
    event = Event(me.number, "took_lead", now, {"left": forum.facilitator})
    change(session, forum, event, facilitator=me.number, deputy=None)
    if forum.state is State.HELD:
        tell(session, forum, [me], Tidings.HELD, now)
    show_change(session, forum)
    return forum


def follow_channel(session: Session, team_id: str, channel_id: str, now: datetime) -> Forum | None:
    """Hold the forum of a channel that can no longer be posted to, or have it go on."""
    forum = forum_in(session, team_id, channel_id)
    channel = channel_of(session, team_id, channel_id)
    if forum is None or forum.held_why is Held.DELETED:
        return None
    if forum.held_why in _UNINVITED and not (channel and channel.is_member):
        return None  # We wait to be invited.
    why = obstacle_in(channel)
    return _hold(session, forum, why, now) if why else _go_on(session, forum, now)


def look_at_channels(session: Session, now: datetime) -> list[Forum]:
    """Hold or let go what no event told of: Slack is silent when a channel becomes private.

    That something waits for our invitation there is how it shows.
    """
    waits = (
        select(col(Notice.id))
        .where(
            col(Notice.team_id) == col(Forum.team_id),
            col(Notice.lane) == col(Forum.channel_id),
            col(Notice.state) == Waiting.HELD,
        )
        .exists()
    )
    is_member, is_public = col(Channel.is_member), col(Channel.kind) == ChannelKind.PUBLIC
    shut = or_(
        col(Channel.is_archived), col(Channel.is_external), and_(~is_member, ~is_public | waits)
    )
    lost = and_(col(Forum.state) == State.ACTIVE, shut)
    open_ = and_(is_member, ~col(Channel.is_archived), ~col(Channel.is_external))
    regained = and_(col(Forum.state) == State.HELD, col(Forum.held_why) != Held.DELETED, open_)
    changed = session.exec(_with_channel().where(or_(lost, regained))).all()
    return [_as_found(session, forum, now) for forum in changed]


def lose_channel(
    session: Session, team_id: str, channel_id: str, why: Held, now: datetime
) -> Forum | None:
    """Hold the forum of a channel that we were sent away from, or that was deleted."""
    forum = forum_in(session, team_id, channel_id)
    return _hold(session, forum, why, now) if forum else None


def regain_channel(session: Session, team_id: str, channel_id: str, now: datetime) -> Forum | None:
    """Have the forum of a channel go on, since we were invited there."""
    forum = forum_in(session, team_id, channel_id)
    obstacle = obstacle_in(channel_of(session, team_id, channel_id))
    return None if forum is None or obstacle else _go_on(session, forum, now)


def renumber_channel(
    session: Session, team_id: str, old: str, new: str, now: datetime
) -> Forum | None:
    """Follow a channel to its new id, which Slack gives some when they become private."""
    forum = forum_in(session, team_id, old)
    if forum is None or forum_in(session, team_id, new) is not None:
        return None
    change(session, forum, Event(None, "renumbered", now), channel_id=new)
    return follow_channel(session, team_id, new, now) or forum


def _with_channel() -> SelectOfScalar[Forum]:
    is_its_own = (col(Channel.team_id) == col(Forum.team_id)) & (
        col(Channel.channel_id) == col(Forum.channel_id)
    )
    query = select(Forum).join(Channel, is_its_own)
    in_order = query.order_by(col(Forum.team_id), col(Forum.number)).limit(50)
    return in_order.with_for_update(of=Forum, skip_locked=True)


def _as_found(session: Session, forum: Forum, now: datetime) -> Forum:
    channel = channel_of(session, forum.team_id, forum.channel_id)
    if forum.state is State.HELD:
        return _go_on(session, forum, now) or forum
    return _hold(session, forum, obstacle_in(channel) or Held.PRIVATE, now) or forum


def _hold(session: Session, forum: Forum, why: Held, now: datetime) -> Forum | None:
    is_held = forum.state is State.HELD
    # A paused forum posts nothing; it is looked at again when it is to go on.
    if forum.state is State.PAUSED or (is_held and forum.held_why is why):
        return None
    change(session, forum, Event(None, "held", now), state=State.HELD, held_why=why)
    if not is_held:
        tell(session, forum, owners_of(session, forum), Tidings.HELD, now)
    show_change(session, forum)
    return forum


def _go_on(session: Session, forum: Forum, now: datetime) -> Forum | None:
    if forum.state is not State.HELD:
        return None
    change(session, forum, Event(None, "resumed", now), state=State.ACTIVE, held_why=None)
    show_change(session, forum)
    return forum


def _hand_on(session: Session, forum: Forum, now: datetime) -> bool:
    heir = facilitator_of(session, forum)
    if heir is None:
        return _say_adrift(session, forum, now)
    deputy = forum.deputy if forum.deputy != heir.number else None
    facts = {"left": forum.facilitator}
    event = Event(None, "handed_on", now, facts)
    change(session, forum, event, facilitator=heir.number, deputy=deputy)
    tell(session, forum, [heir], Tidings.LED, now)
    if forum.state is State.HELD:
        # Whoever was told the way out has left.
        change(session, forum, Event(None, "told_anew", now))
        tell(session, forum, [heir], Tidings.HELD, now)
    show_change(session, forum)
    return True


def _say_adrift(session: Session, forum: Forum, now: datetime) -> bool:
    """Tell the administrators, once for each time somebody leaves, that nobody leads a forum."""
    story = story_of(session, forum.team_id, NOUN, forum.number)
    said = (each for each in story if each.what == ADRIFT)
    if any(each.facts.get("left") == forum.facilitator for each in said):
        return False
    change(session, forum, Event(None, ADRIFT, now, {"left": forum.facilitator}))
    tell(session, forum, administrators_of(session, forum.team_id), Tidings.ADRIFT, now)
    return True
