"""Who hears of a dissent and what becomes of it: a DM to whom it waits for, then its own thread."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from bot.domain.answers import Kind
from bot.domain.commitments.news import plan_news, tell_in_passing
from bot.domain.notices import Notice, Place, promise, refresh
from bot.domain.people import person_numbered
from bot.domain.preferences import heard_at
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rounds import Dissent, Seat
from bot.domain.proposals.telling import post_key, show_one

THREAD = "thread"
# Each time is a message of its own; a dissent in other words brings the first message up to date.
_EACH_TIME = {"offered"}


def tell_about(
    session: Session, proposal: Proposal, dissent: Dissent, reader: int, what: str, now: datetime
) -> None:
    """Tell one person in their DM."""
    person = person_numbered(session, proposal.team_id, reader)
    if person.is_deactivated or not person.slack_id:
        return
    time = f":{proposal.revision}" if what in _EACH_TIME else ""
    promise(
        session,
        proposal.team_id,
        f"{_key(proposal, dissent)}:{what}:{reader}{time}",
        kind=Kind.DISSENT_TOLD,
        place=Place(person_id=person.slack_id),
        now=now,
        due_at=heard_at(session, person, now),
        facts=_facts(dissent, what, reader),
        subject=(NOUN, proposal.number),
    )


def tell_of_risk(
    session: Session, proposal: Proposal, dissent: Dissent, readers: Iterable[int], now: datetime
) -> None:
    """Have people read that a dissent is accepted as a risk, and who carries it."""
    what, about = "accepted_as_risk", (NOUN, proposal.number)
    for reader in readers:
        person = person_numbered(session, proposal.team_id, reader)
        key = f"{_key(proposal, dissent)}:{what}:{reader}:{proposal.revision}"
        facts = {**_facts(dissent, what, reader), "revision": proposal.revision}
        tell_in_passing(session, person, key, Kind.DISSENT_TOLD, now, about=about, facts=facts)
    plan_news(session, proposal.team_id, about)


def say_thread(session: Session, proposal: Proposal, dissent: Dissent, now: datetime) -> None:
    """Give a dissent its own message below the round's post, once, where that post is."""
    place = place_below(session, proposal, dissent.round)
    if place is None:
        return
    promise(
        session,
        proposal.team_id,
        f"{_key(proposal, dissent)}:{THREAD}",
        kind=Kind.DISSENT_TOLD,
        place=place,
        now=now,
        facts=_facts(dissent, THREAD, 0),
        subject=(NOUN, proposal.number),
    )


def place_below(
    session: Session, proposal: Proposal, round_: int, *, broadcast: bool = False
) -> Place | None:
    """Return the place below a round's post; None where there is no post, nor will be."""
    post = post_key(proposal, round_)
    posted = select(Notice).where(Notice.team_id == proposal.team_id, Notice.key == post)
    notice = session.exec(posted).one_or_none()
    if notice is None or not notice.channel_id:
        return None
    if notice.thread_ts:  # The post stands in a thread itself, and threads have no threads.
        return Place(channel_id=notice.channel_id, thread_ts=notice.thread_ts)
    return Place(channel_id=notice.channel_id, thread_of=post, broadcast=broadcast)


def show_dissent(session: Session, proposal: Proposal, dissent: Dissent) -> None:
    """Bring up to date what shows one dissent: its messages, the post, the Homes of those on it."""
    key = _key(proposal, dissent)
    said = select(Notice.key).where(
        Notice.team_id == proposal.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == proposal.number,
        col(Notice.key).startswith(f"{key}:", autoescape=True),
    )
    for each in sorted(session.exec(said)):
        refresh(session, proposal.team_id, each)
    seat = (proposal.team_id, proposal.number, dissent.round, dissent.person)
    show_one(session, proposal, session.get_one(Seat, seat))


def _key(proposal: Proposal, dissent: Dissent) -> str:
    return f"dissent:{proposal.label}:{dissent.round}:{dissent.person}"


def _facts(dissent: Dissent, what: str, reader: int) -> dict[str, int | str]:
    return {
        "proposal": dissent.proposal,
        "round": dissent.round,
        "person": dissent.person,
        "what": what,
        "reader": reader,
    }
