"""Commendations: what a gathering opens with, and that somebody was told of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.domain.channels import channel_of
from bot.domain.forums.finding import facilitator_of
from bot.domain.forums.records import Forum
from bot.domain.lines import Line, add_line, digest_of
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import preferences_of
from bot.domain.recognition.finding import shown_all
from bot.domain.recognition.hearing import hear_soon
from bot.domain.recognition.nominating import tell
from bot.domain.recognition.records import Nomination, NominationState, Recognition, State
from bot.domain.words import words_of

MOST = 5  # Of thanks with an outcome; who was picked is always named.
UNTHANKED = "forum_unthanked"  # A line for the facilitator.
NOUN = "commendation"  # What that line is about; its number is the forum's.


@dataclass(frozen=True)
class Commendation:
    """What somebody is commended for: with the leader's own sentence, or by thanks given here."""

    label: str
    people: Sequence[Person]
    by: Person | None  # Who picked, or who thanked.
    sentence: str = ""
    did: str = ""
    changed: str = ""


def commendations(session: Session, forum: Forum, since: datetime) -> list[Commendation]:
    """Return what a forum's agenda commends: who was picked, then thanks that name an outcome."""
    return [*picked_for(session, forum.team_id, forum), *_thanks_here(session, forum, since)]


def picked_for(session: Session, team_id: str, forum: Forum | None) -> list[Commendation]:
    """Return who was picked and is not told yet; without a forum, for the next gathering."""
    return _commended(session, team_id, forum, session.exec(_picked(team_id, forum)).all())


def commended_at(session: Session, team_id: str, numbers: Sequence[int]) -> list[Commendation]:
    """Return who was commended at a gathering, by the numbers of their nominations."""
    found = select(Nomination).where(
        Nomination.team_id == team_id, col(Nomination.number).in_(numbers)
    )
    return _commended(session, team_id, None, session.exec(found).all()) if numbers else []


def picked_numbers(session: Session, team_id: str) -> list[int]:
    """Return the nominations that were picked for the next gathering."""
    return [each.number for each in session.exec(_picked(team_id, None)).all()]


def _commended(
    session: Session, team_id: str, forum: Forum | None, found: Sequence[Nomination]
) -> list[Commendation]:
    people = people_numbered(
        session, team_id, {number for each in found for number in (each.person, each.decided_by)}
    )
    texts = words_of(
        session, {words for each in found for words in (each.why, each.changed, each.sentence)}
    )
    return [
        Commendation(
            label=each.label,
            people=[people[each.person]],
            by=people.get(each.decided_by or 0),
            sentence=texts.get(each.sentence or 0, ""),
            # What was said in a private place stays there.
            did="" if forum is None and each.is_private else texts.get(each.why, ""),
            changed="" if forum is None and each.is_private else texts.get(each.changed or 0, ""),
        )
        for each in found
        if not preferences_of(session, people[each.person]).thanked_privately
    ]


def tell_picked(
    session: Session, team_id: str, forum: Forum | None, on: date, now: datetime
) -> int:
    """Note that those who were picked are told at a gathering that begins; returns how many."""
    locked = _picked(team_id, forum).with_for_update().execution_options(populate_existing=True)
    found = session.exec(locked).all()
    for nomination in found:
        tell(session, nomination, on, now)
    return len(found)


def note_unthanked(
    session: Session,
    forum: Forum,
    sessions: Sequence[tuple[date, datetime, datetime]],
    now: datetime,
) -> bool:
    """Have the facilitator read that two forums in a row commended nobody; once for two.

    `sessions` are the last two, the newer first: its day, since when, and until when it counts.
    """
    if len(sessions) < 2 or any(_was_anybody(session, forum, *each) for each in sessions):  # noqa: PLR2004 - two in a row
        return False
    leader = facilitator_of(session, forum)
    (on, *_), (before, *_) = sessions[0], sessions[1]
    if leader is None or _was_said(session, forum, leader, before):
        return False
    about, facts = (NOUN, forum.number), {"on": on.isoformat()}
    listing, key = digest_of(leader.number), _key(forum, on)
    is_new = add_line(
        session, forum.team_id, listing, key, UNTHANKED, now, about=about, facts=facts
    )
    hear_soon(session, leader, now)
    return is_new


def _was_said(session: Session, forum: Forum, leader: Person, on: date) -> bool:
    said = session.get(Line, (forum.team_id, digest_of(leader.number), _key(forum, on)))
    return said is not None


def _was_anybody(
    session: Session, forum: Forum, on: date, since: datetime, until: datetime
) -> bool:
    told = select(Nomination.number).where(
        Nomination.team_id == forum.team_id,
        Nomination.forum == forum.number,
        Nomination.state == NominationState.TOLD,
        Nomination.told_on == on,
    )
    thanks = select(Recognition.number).where(
        *_here(session, forum),
        col(Recognition.given_at) > since,
        col(Recognition.given_at) <= until,
    )
    return any(session.exec(found.limit(1)).first() is not None for found in (told, thanks))


def _thanks_here(session: Session, forum: Forum, since: datetime) -> list[Commendation]:
    found = session.exec(
        select(Recognition)
        .where(*_here(session, forum), col(Recognition.given_at) > since)
        .order_by(col(Recognition.given_at).desc())
        .limit(MOST)
    ).all()
    return [
        Commendation(
            label=each.recognition.label,
            people=each.people,
            by=each.giver,
            did=each.did,
            changed=each.changed,
        )
        for each in shown_all(session, found)
        if each.people and each.changed
    ]


def _here(session: Session, forum: Forum) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of thanks with an outcome that everybody in a forum's channel may read."""
    channel = channel_of(session, forum.team_id, forum.channel_id)
    is_open = channel is None or not channel.is_private
    return (
        col(Recognition.team_id) == forum.team_id,
        col(Recognition.channel_id) == forum.channel_id,
        col(Recognition.state) == State.GIVEN,
        col(Recognition.changed).is_not(None),
        # What was said there while it was private stays with those people.
        col(Recognition.is_private).in_([False] if is_open else [False, True]),
    )


def _picked(team_id: str, forum: Forum | None) -> SelectOfScalar[Nomination]:
    is_for = col(Nomination.forum) == forum.number if forum else col(Nomination.forum).is_(None)
    picked = select(Nomination).where(
        Nomination.team_id == team_id, is_for, Nomination.state == NominationState.PICKED
    )
    return picked.order_by(col(Nomination.number))


def _key(forum: Forum, on: date) -> str:
    return f"{UNTHANKED}:{forum.label}:{on.isoformat()}"
