"""Joining in thanks: by the button, or by putting a reaction to the post."""

from datetime import datetime

from sqlmodel import Session, select

from bot.database import insert_once
from bot.domain.notices import refresh_about
from bot.domain.people import Person
from bot.domain.recognition.records import NOUN, Joined, Recognition, State
from bot.domain.recognition.rights import demand_given, demand_giver
from bot.domain.recognition.telling import thanked_in
from bot.errors import UserError

# Slack's names: raised hands, clap, party, heart, folded hands, thumb up (two names), plus.
REACTIONS = frozenset(
    {
        *("raised_hands", "clap", "tada", "heart", "pray", "+1", "thumbsup"),
        "heavy_plus_sign",
    }
)
_MOST_KEPT = 240  # Characters of their names: all seven fit, each in a tone or two.


class YoursAlready(UserError):
    """These are thanks of yours already, so there is nothing to add."""


class ThanksAreForYou(UserError):
    """These thanks are for you; others can add theirs."""


def join(session: Session, recognition: Recognition, me: Person, now: datetime) -> Recognition:
    """Add one's own thanks; a second time changes nothing."""
    demand_given(recognition)
    demand_giver(me)
    if me.number == recognition.giver:
        raise YoursAlready
    if me.number in thanked_in(session, recognition):
        raise ThanksAreForYou
    row = _mine(session, recognition, me, now)
    row.pressed = True
    _settle(session, recognition, row, now)
    return recognition


def leave(session: Session, recognition: Recognition, me: Person, now: datetime) -> Recognition:
    """Take one's own thanks off again, however they came there."""
    row = _mine(session, recognition, me, now)
    row.pressed, row.reactions = False, ""
    _settle(session, recognition, row, now)
    return recognition


def react(
    session: Session, recognition: Recognition, me: Person, reaction: str, now: datetime
) -> None:
    """Take in a reaction that was put to the post; of whom it cannot be, it is only a reaction."""
    if not can_join(session, recognition, me):
        return
    row = _mine(session, recognition, me, now)
    kept = {*row.reactions.split()} | {reaction}
    row.reactions = " ".join(sorted(kept))[:_MOST_KEPT]
    _settle(session, recognition, row, now)


def unreact(
    session: Session, recognition: Recognition, me: Person, reaction: str, now: datetime
) -> None:
    """Take in that a reaction was taken off; who joined in another way, too, has still joined."""
    if session.get(Joined, (me.team_id, recognition.number, me.number)) is None:
        return
    row = _mine(session, recognition, me, now)
    row.reactions = " ".join(sorted({*row.reactions.split()} - {reaction}))
    _settle(session, recognition, row, now)


def is_thanks(reaction: str) -> bool:
    """Tell whether a reaction says thanks, in whatever tone of skin."""
    return reaction.partition("::")[0] in REACTIONS


def can_join(session: Session, recognition: Recognition, me: Person) -> bool:
    is_able = me.can_promise and not me.is_guest and recognition.state is State.GIVEN
    return is_able and me.number not in {recognition.giver, *thanked_in(session, recognition)}


def _mine(session: Session, recognition: Recognition, me: Person, now: datetime) -> Joined:
    """Return a person's row on these thanks, locked until the transaction ends."""
    number = recognition.number
    new = Joined(
        team_id=me.team_id, recognition=number, person=me.number, joined_at=now, left_at=now
    )
    insert_once(session, new)
    row = select(Joined).where(
        Joined.team_id == me.team_id, Joined.recognition == number, Joined.person == me.number
    )
    locked = row.with_for_update().execution_options(populate_existing=True)
    return session.exec(locked).one()


def _settle(session: Session, recognition: Recognition, row: Joined, now: datetime) -> None:
    """Note whether anything of theirs is there, and have the post show it."""
    was_there, is_there = row.left_at is None, row.pressed or row.reactions != ""
    if is_there and not was_there:
        row.joined_at, row.left_at = now, None
    elif was_there and not is_there:
        row.left_at = now
    session.add(row)
    session.flush()
    if was_there != is_there:
        refresh_about(session, recognition.team_id, NOUN, recognition.number)
