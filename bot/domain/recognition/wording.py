"""Changing what thanks say: their words for ten minutes, what they changed for a customer later."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.domain.history import Event
from bot.domain.people import Person
from bot.domain.recognition.giving import LONGEST, SaysTooLittle, TooLong, demand_own_words
from bot.domain.recognition.reading import link_in, says_enough
from bot.domain.recognition.records import Recognition, Tag, change
from bot.domain.recognition.rights import demand_given, demand_own
from bot.domain.recognition.taking_back import UndoOver, is_fresh
from bot.domain.recognition.telling import show_change
from bot.domain.words import cleaned, keep_words
from bot.errors import UserError


class NothingChanged(UserError):
    """What changed for the customer? A few words are enough: who, and what is better now."""


@dataclass(frozen=True)
class Wording:
    """What thanks are to say instead."""

    did: str
    changed: str = ""
    tag: Tag | None = None


def reword(
    session: Session, recognition: Recognition, me: Person, wording: Wording, now: datetime
) -> Recognition:
    """Say it in other words, within ten minutes."""
    demand_rewording(session, recognition, me, now)
    if not says_enough(wording.did, wording.changed):
        raise SaysTooLittle(field="what")
    if max(len(wording.did), len(wording.changed)) > LONGEST:
        raise TooLong(field="what")
    demand_own_words(session, me, wording.did, but=recognition.number)
    did = keep_words(session, me.team_id, wording.did)
    changed = keep_words(session, me.team_id, wording.changed) if wording.changed else None
    event = Event(me.number, "reworded", now, words=did)
    columns = {"did": did.id, "changed": changed.id if changed else None, "tag": wording.tag}
    linked = link_in(f"{wording.did} {wording.changed}") or recognition.linked_to
    change(session, recognition, event, **columns, linked_to=linked)
    show_change(session, recognition)
    return recognition


def demand_rewording(session: Session, recognition: Recognition, me: Person, now: datetime) -> None:
    """Raise what keeps this person from rewording thanks."""
    demand_own(session, recognition, me)
    demand_given(recognition)
    if not is_fresh(recognition, now):
        raise UndoOver(record=recognition.label)


def say_changed(
    session: Session, recognition: Recognition, me: Person, text: str, now: datetime
) -> Recognition:
    """Say what it changed for a customer: only such thanks go to wins and commendations."""
    demand_own(session, recognition, me)
    demand_given(recognition)
    if not cleaned(text):
        raise NothingChanged(field="words")
    if len(text) > LONGEST:
        raise TooLong(field="words")
    changed = keep_words(session, me.team_id, text)
    event = Event(me.number, "changed_said", now, words=changed)
    change(session, recognition, event, changed=changed.id)
    show_change(session, recognition)
    return recognition
