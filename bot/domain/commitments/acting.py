"""What is done with a commitment from outside: one act, whether typed, pressed or filled in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments import moving, offers, settling, sharing
from bot.domain.commitments.records import NOUN, Commitment, State
from bot.domain.commitments.rights import commitment_for
from bot.domain.dates import Due, Unclear, due_in
from bot.domain.history import last_of
from bot.domain.people import Person, person_seen
from bot.domain.unfinished import FormKind
from bot.errors import UserError

MOST_WORDS_OF_A_DATE = 8
A_MOMENT = timedelta(seconds=10)
_BECAUSE = re.compile(r"^(?:[\s,;:\-]*(?:because|since|as|for)\b)?[\s,;:\-]*", re.IGNORECASE)


class PersonMissing(UserError):
    """Please pick the colleague you mean."""


class DateMissing(UserError):
    """Please pick a date."""


@dataclass(frozen=True)
class Filled:
    """What somebody filled in, or typed after a verb; a form uses the fields it has."""

    text: str = ""
    customers: str = ""
    on: date | None = None
    at: time | None = None
    person: str = ""
    promised_to: str = ""
    channel: str = ""
    people: tuple[str, ...] = field(default=())
    record: int = 0
    unclear: Unclear | None = None  # A date was meant, but which?


Act = Callable[[Session, Commitment, Person, Filled, datetime], Commitment]


def act(
    session: Session,
    me: Person,
    kind: FormKind,
    number: int,
    filled: Filled,
    now: datetime,
    *,
    here: str = "",
) -> Said:
    """Do one thing with one commitment, and answer with how it stands."""
    commitment = commitment_for(session, me, number, here=here)
    return said(ACTS[kind](session, commitment, me, filled, now))


def said(commitment: Commitment, **more: Any) -> Said:
    facts = {"number": commitment.number, "revision": commitment.revision, **more}
    return Said(Kind.COMMITMENT, facts)


def was_just_done(
    session: Session, commitment: Commitment, me: Person, what: str, now: datetime
) -> bool:
    """Tell whether the last thing that happened is this, by the same person, a moment ago."""
    last = last_of(session, me.team_id, NOUN, commitment.number, commitment.revision)
    is_same = last is not None and (last.person, last.what) == (me.number, what)
    return bool(is_same and last and last.at > now - A_MOMENT)


def date_and_reason(text: str, me: Person, now: datetime) -> Filled:
    """Read “friday because the file came late”: the longest beginning that is a date, then why."""
    words = text.split()
    for count in range(min(len(words), MOST_WORDS_OF_A_DATE), 0, -1):
        due = due_in(" ".join(words[:count]).rstrip(",;:"), now, me.zoneinfo)
        if due is None:
            continue
        reason = _BECAUSE.sub("", " ".join(words[count:]), count=1)
        if isinstance(due, Due):
            return Filled(text=reason, on=due.on, at=due.at)
        # A date was meant, and its beginning alone would be another one.
        return Filled(text=reason, unclear=due)
    return Filled(text=text)


def _keep(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    return settling.keep(session, commitment, me, filled.text, now)


def _drop(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    return settling.drop(session, commitment, me, filled.text, now)


def _release(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    return settling.release(session, commitment, me, filled.text, now)


def _send_back(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    return settling.send_back(session, commitment, me, filled.text, now)


def _move(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    if filled.on is None:
        raise DateMissing(field="due")
    to = (filled.on, filled.at)
    return moving.move(session, commitment, me, to, filled.text, now)


def _hand_over(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    if not filled.person:
        raise PersonMissing(field="owner")
    to = person_seen(session, me.team_id, filled.person)
    return moving.hand_over(session, commitment, me, to, now, filled.text)


def _reword(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    wording = moving.Wording(filled.text, filled.customers, filled.on)
    return moving.reword(session, commitment, me, wording, now)


def _share(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    return sharing.share(session, commitment, me, filled.channel, now)


def _decline(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    if commitment.state is State.OPEN and commitment.handover_to == me.number:
        return moving.refuse_handover(session, commitment, me, filled.text, now)
    return offers.decline(session, commitment, me, filled.text, now)


def _discuss(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    wish = offers.Wish(filled.text, filled.on)
    return offers.discuss(session, commitment, me, wish, now)


def _change_offer(
    session: Session, commitment: Commitment, me: Person, filled: Filled, now: datetime
) -> Commitment:
    on = filled.on or commitment.due_on
    return offers.change_offer(session, commitment, me, filled.text, on, now)


ACTS: dict[FormKind, Act] = {
    FormKind.DONE: _keep,
    FormKind.DROP: _drop,
    FormKind.RELEASE: _release,
    FormKind.NOT_THERE_YET: _send_back,
    FormKind.EXTEND: _move,
    FormKind.HANDOVER: _hand_over,
    FormKind.EDIT: _reword,
    FormKind.DECLINE: _decline,
    FormKind.DISCUSS: _discuss,
    FormKind.CHANGE_OFFER: _change_offer,
    FormKind.SHARE: _share,
}
