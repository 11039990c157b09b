"""What is promised to be said about thanks: the post in the channel, and who hears by DM."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.notices import Notice, Place, promise, refresh_about, refresh_homes, take_back
from bot.domain.people import Person, people_numbered
from bot.domain.preferences import heard_at
from bot.domain.recognition.records import NOUN, Recognition, Thanked
from bot.domain.scenes import Scene

HELD_FOR = timedelta(days=7)
_POSTED = {Posting.POSTED, Posting.HELD}


def post(
    session: Session, recognition: Recognition, me: Person, scene: Scene, now: datetime
) -> None:
    """Promise the post in the place where somebody was thanked, where it may appear there."""
    if scene.posting not in _POSTED:
        return
    post_in(session, recognition, me, scene, now, key=post_key(recognition))


def post_in(
    session: Session,
    recognition: Recognition,
    me: Person,
    scene: Scene,
    now: datetime,
    *,
    key: str,
    shared_ok: bool = False,
) -> None:
    """Promise the post in a channel; nobody who likes to be thanked privately is named there."""
    held = scene.posting is Posting.HELD
    promise(
        session,
        recognition.team_id,
        key,
        kind=Kind.KUDOS_POST,
        place=Place(channel_id=scene.channel_id, thread_ts=scene.thread_ts),
        now=now,
        facts={"number": recognition.number, "shared_ok": shared_ok},
        subject=(NOUN, recognition.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=me.slack_id or "",
        held=held,
    )


def tell_thanked(
    session: Session,
    recognition: Recognition,
    people: Iterable[tuple[Person, bool]],
    now: datetime,
) -> None:
    """Tell everybody who is thanked, in their DM, and ask some how they like to be thanked."""
    for person, asks in people:
        if person.slack_id is None or person.is_deactivated:
            continue
        promise(
            session,
            recognition.team_id,
            told_key(recognition, person.number),
            kind=Kind.KUDOS_TOLD,
            place=Place(person_id=person.slack_id),
            now=now,
            due_at=heard_at(session, person, now),
            facts={"number": recognition.number, "reader": person.number, "asks": asks},
            subject=(NOUN, recognition.number),
        )


def show_change(
    session: Session, recognition: Recognition, also: Collection[int | None] = ()
) -> None:
    """Bring up to date whatever shows thanks: the post, the DMs, the Home of all on them."""
    refresh_about(session, recognition.team_id, NOUN, recognition.number)
    show_on_homes(session, recognition, also)


def show_on_homes(
    session: Session, recognition: Recognition, also: Collection[int | None] = ()
) -> None:
    concerned: set[int | None] = {recognition.giver, *thanked_in(session, recognition), *also}
    people = people_numbered(session, recognition.team_id, concerned).values()
    refresh_homes(session, recognition.team_id, (person.slack_id or "" for person in people))


def unsay(session: Session, recognition: Recognition, *, only: Collection[str]) -> None:
    """Take back what was said about thanks, as far as it is of these kinds."""
    said = select(Notice).where(
        Notice.team_id == recognition.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == recognition.number,
    )
    for notice in session.exec(said.order_by(col(Notice.id))).all():
        if notice.kind in only:
            take_back(session, recognition.team_id, notice.key)


def thanked_in(session: Session, recognition: Recognition) -> list[int]:
    """Return the numbers of those thanked, as long as they have not taken themselves off."""
    rows = select(Thanked.person).where(
        Thanked.team_id == recognition.team_id,
        Thanked.recognition == recognition.number,
        col(Thanked.withdrawn_at).is_(None),
    )
    return list(session.exec(rows.order_by(col(Thanked.person))))


def post_key(recognition: Recognition) -> str:
    return f"kudos:{recognition.label}"


def told_key(recognition: Recognition, person: int) -> str:
    return f"kudos:{recognition.label}:{person}"
