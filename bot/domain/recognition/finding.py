"""Looking thanks up: with everything that is shown of them; by post; what somebody had lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import literal_column
from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.notices import Notice
from bot.domain.notices.rows import State as Fate
from bot.domain.people import Person, people_numbered
from bot.domain.recognition.records import (
    IS_POST,
    NOUN,
    Joined,
    Recognition,
    State,
    Thanked,
)
from bot.domain.words import words_of
from bot.domain.workspaces import link_to

LATELY = timedelta(days=30)
MOST_LATELY = 5
MOST_JOINED = 100


@dataclass(frozen=True)
class Shown:
    """Thanks with the people and words on them."""

    recognition: Recognition
    did: str
    changed: str
    giver: Person
    people: Sequence[Person]  # Who may be named to everybody, by name.
    private: Sequence[Person]  # Who likes to be thanked between them.
    joined: Sequence[Person]
    link: str = ""  # Of the message they thank for.

    @property
    def everybody(self) -> list[Person]:
        return sorted([*self.people, *self.private], key=_by_name)

    @property
    def is_withdrawn(self) -> bool:
        return self.recognition.state is State.WITHDRAWN


def shown(session: Session, recognition: Recognition) -> Shown:
    return shown_all(session, [recognition])[0]


def shown_all(session: Session, found: Sequence[Recognition]) -> list[Shown]:
    """Return thanks with their people and words, in four queries however many they are."""
    if not found:
        return []
    team_id, numbers = found[0].team_id, [each.number for each in found]
    thanked = session.exec(
        select(Thanked).where(
            Thanked.team_id == team_id,
            col(Thanked.recognition).in_(numbers),
            col(Thanked.withdrawn_at).is_(None),
        )
    ).all()
    joined = session.exec(
        select(Joined)
        .where(
            Joined.team_id == team_id,
            col(Joined.recognition).in_(numbers),
            col(Joined.left_at).is_(None),
        )
        .order_by(col(Joined.joined_at), col(Joined.person))
    ).all()
    named = {row.person for row in thanked} | {row.person for row in joined}
    named |= {each.giver for each in found}
    people = people_numbered(session, team_id, {*named})
    texts = words_of(session, {words for each in found for words in (each.did, each.changed)})
    return [_shown(session, each, thanked, joined, people, texts) for each in found]


def posted_as(session: Session, team_id: str, channel_id: str, ts: str) -> Recognition | None:
    """Return the thanks that a message of ours shows, locked until the transaction ends."""
    of_post = select(Notice).where(
        literal_column(IS_POST),
        Notice.team_id == team_id,
        Notice.posted_in == channel_id,
        Notice.ts == ts,
    )
    notice = session.exec(of_post).first()
    if notice is None or notice.subject_noun != NOUN:
        return None
    locked = select(Recognition).where(
        Recognition.team_id == team_id, Recognition.number == notice.subject_number
    )
    fresh = locked.with_for_update().execution_options(populate_existing=True)
    return session.exec(fresh).one_or_none()


def is_being_posted(session: Session, team_id: str, channel_id: str) -> bool:
    """Tell whether thanks are just being posted in a channel, so that their place is not known."""
    under_way = select(Notice.id).where(
        Notice.team_id == team_id,
        Notice.lane == channel_id,
        col(Notice.state).in_((Fate.SENDING, Fate.UNKNOWN)),
        Notice.kind == Kind.KUDOS_POST,
    )
    return session.exec(under_way).first() is not None


def had_lately(session: Session, me: Person, now: datetime) -> list[Shown]:
    """Return the latest thanks to somebody, newest first."""
    had = (
        select(Recognition)
        .join(
            Thanked,
            (col(Thanked.team_id) == col(Recognition.team_id))
            & (col(Thanked.recognition) == col(Recognition.number)),
        )
        .where(
            Thanked.team_id == me.team_id,
            Thanked.person == me.number,
            col(Thanked.given_at) > now - LATELY,
            col(Thanked.withdrawn_at).is_(None),
        )
        .order_by(col(Thanked.given_at).desc(), col(Thanked.recognition).desc())
        .limit(MOST_LATELY)
    )
    return shown_all(session, session.exec(had).all())


def _shown(
    session: Session,
    each: Recognition,
    thanked: Sequence[Thanked],
    joined: Sequence[Joined],
    people: dict[int, Person],
    texts: dict[int, str],
) -> Shown:
    theirs = [row for row in thanked if row.recognition == each.number]
    there = (each.message_channel, each.message_ts)
    return Shown(
        each,
        did=texts.get(each.did, "(erased)"),
        changed=texts.get(each.changed or 0, ""),
        giver=people[each.giver],
        people=sorted((people[row.person] for row in theirs if not row.is_private), key=_by_name),
        private=sorted((people[row.person] for row in theirs if row.is_private), key=_by_name),
        joined=[people[row.person] for row in joined if row.recognition == each.number],
        link=link_to(session, each.team_id, *there) if each.message_ts else "",
    )


def _by_name(person: Person) -> tuple[str, int]:
    return person.folded_name, person.number
