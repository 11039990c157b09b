"""What is promised to be said about a commitment: its card, its offers, and who hears what."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.commitments.ladder import plan_commitment
from bot.domain.commitments.news import tell_in_passing, unsay_news
from bot.domain.commitments.records import NOUN, Commitment
from bot.domain.lines import Line
from bot.domain.notices import (
    Notice,
    Place,
    promise,
    refresh,
    refresh_about,
    refresh_homes,
    take_back,
)
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import heard_at, preferences_of
from bot.domain.scenes import Scene

HELD_FOR = timedelta(days=7)
CARD_PREFIX = "card:C-"
_POSTED = {Posting.POSTED, Posting.HELD, Posting.PERSONAL}


def post_card(session: Session, commitment: Commitment, scene: Scene, now: datetime) -> None:
    """Promise the card in the place where the commitment was made, where it may appear there."""
    if scene.posting not in _POSTED:
        return
    held = scene.posting is Posting.HELD
    author = person_numbered(session, commitment.team_id, commitment.maker)
    promise(
        session,
        commitment.team_id,
        card_key(commitment),
        kind=Kind.CARD,
        place=Place(channel_id=scene.channel_id, thread_ts=scene.thread_ts),
        now=now,
        facts={"number": commitment.number},
        subject=(NOUN, commitment.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=author.slack_id or "",
        held=held,
    )


def offer_to(
    session: Session, commitment: Commitment, person: int, kind: Kind, now: datetime, *, by: Person
) -> None:
    """Ask one person, in their DM, to take a commitment on; one message for each time of asking."""
    asked = person_numbered(session, commitment.team_id, person)
    promise(
        session,
        commitment.team_id,
        f"{kind}:{commitment.name}:{commitment.revision}",
        kind=kind,
        place=Place(person_id=asked.slack_id or ""),
        now=now,
        due_at=heard_at(session, asked, now),
        facts={"number": commitment.number, "asked": person, "revision": commitment.revision},
        subject=(NOUN, commitment.number),
        asked_by=by.slack_id or "",
    )


def tell(
    session: Session, commitment: Commitment, person: int | None, now: datetime, *, by: int | None
) -> None:
    """Have one person read what has just happened; nobody is told what they did."""
    if person is None or person == by:
        return
    told = person_numbered(session, commitment.team_id, person)
    about, facts = (NOUN, commitment.number), _facts(commitment, person)
    key = told_key(commitment, commitment.revision, person)
    tell_in_passing(session, told, key, Kind.TOLD, now, about=about, facts=facts)


def tell_at_once(
    session: Session, commitment: Commitment, person: int | None, now: datetime, *, by: int | None
) -> None:
    """Tell one person, in their DM, what now waits for their answer."""
    if person is None or person == by:
        return
    told = person_numbered(session, commitment.team_id, person)
    if told.slack_id is None or told.is_deactivated:
        return
    promise(
        session,
        commitment.team_id,
        told_key(commitment, commitment.revision, person),
        kind=Kind.TOLD,
        place=Place(person_id=told.slack_id),
        now=now,
        due_at=heard_at(session, told, now),
        facts=_facts(commitment, person),
        subject=(NOUN, commitment.number),
    )


def show_change(
    session: Session, commitment: Commitment, also: Collection[int | None] = ()
) -> None:
    """Bring up to date whatever shows a commitment: messages, digests, the Home of all on it.

    And what is to be said next, since that follows from what it has just become.
    """
    plan_commitment(session, commitment, commitment.changed_at)
    refresh_about(session, commitment.team_id, NOUN, commitment.number)
    _refresh_digests(session, commitment)
    show_on_homes(session, commitment, also)


def _refresh_digests(session: Session, commitment: Commitment) -> None:
    """Have an ask in a digest show that it is answered."""
    passed_on = select(Line.said_in).where(
        Line.team_id == commitment.team_id,
        Line.noun == NOUN,
        Line.number == commitment.number,
    )
    for key in sorted({commitment.rung_said_in, *session.exec(passed_on)} - {""}):
        refresh(session, commitment.team_id, key)


def show_on_homes(
    session: Session, commitment: Commitment, also: Collection[int | None] = ()
) -> None:
    """Bring the Home of everybody on a commitment up to date, and of who may act for its owner."""
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    deputy = preferences_of(session, owner).deputy
    concerned: set[int | None] = {*commitment.people, *also, deputy}
    people = people_numbered(session, commitment.team_id, concerned).values()
    refresh_homes(session, commitment.team_id, (person.slack_id or "" for person in people))


def take_cards_back(session: Session, commitment: Commitment) -> None:
    """Unsay a commitment wherever its card is."""
    for notice in _said_about(session, commitment):
        if notice.kind == Kind.CARD:
            take_back(session, commitment.team_id, notice.key)


def take_offers_back(session: Session, commitment: Commitment) -> None:
    """Unsay that anybody is asked to take a commitment on."""
    for notice in _said_about(session, commitment):
        if notice.kind == Kind.OFFER:
            take_back(session, commitment.team_id, notice.key)


def offer_again(session: Session, commitment: Commitment, now: datetime) -> None:
    """Say once more what was offered last, after it was taken back."""
    offers = [each for each in _said_about(session, commitment) if each.kind == Kind.OFFER]
    owner = person_numbered(session, commitment.team_id, commitment.owner)
    for notice in offers[-1:]:
        promise(
            session,
            commitment.team_id,
            notice.key,
            kind=Kind.OFFER,
            place=Place(person_id=owner.slack_id or ""),
            now=now,
            due_at=heard_at(session, owner, now),
        )


def untell(session: Session, commitment: Commitment, revision: int) -> None:
    """Take back whatever one change made us say: what people were told, asked or shown."""
    for notice in _said_about(session, commitment):
        if notice.facts.get("revision") == revision:
            take_back(session, commitment.team_id, notice.key)
    unsay_news(session, commitment.team_id, Kind.TOLD, (NOUN, commitment.number), revision)


def card_key(commitment: Commitment) -> str:
    return f"{CARD_PREFIX}{commitment.number}"


def told_key(commitment: Commitment, revision: int, person: int) -> str:
    return f"told:{commitment.name}:{revision}:{person}"


def _facts(commitment: Commitment, reader: int) -> dict[str, int]:
    return {"number": commitment.number, "revision": commitment.revision, "reader": reader}


def _said_about(session: Session, commitment: Commitment) -> Sequence[Notice]:
    said = select(Notice).where(
        Notice.team_id == commitment.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == commitment.number,
    )
    return session.exec(said.order_by(col(Notice.id))).all()
