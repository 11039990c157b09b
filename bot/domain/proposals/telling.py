"""What is promised to be said of a proposal: its post, who is asked, and what shows it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from bot.domain.answers import Kind
from bot.domain.channels import Posting, channel_now, posting_in
from bot.domain.forums.finding import forum_numbered
from bot.domain.lines import Line, digest_of, drop_lines_about
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
from bot.domain.preferences import heard_at, is_away
from bot.domain.proposals.finding import round_of, seats_in
from bot.domain.proposals.records import NOUN, Proposal
from bot.domain.proposals.rounds import Round, Seat
from bot.domain.scenes import Scene

HELD_FOR = timedelta(days=7)
_POSTED = {Posting.POSTED, Posting.HELD, Posting.PERSONAL}


def scene_of(session: Session, proposal: Proposal) -> Scene:
    """Return where a proposal was put out, as that place is now."""
    channel = channel_now(session, proposal.team_id, proposal.channel_id)
    if channel is None:
        return Scene()
    return Scene(
        channel_id=channel.channel_id,
        thread_ts=proposal.thread_ts,
        posting=posting_in(channel),
        is_private=proposal.is_private,
    )


def zone_of(session: Session, proposal: Proposal) -> ZoneInfo:
    """Return the zone its rounds close in: its forum's, else its facilitator's."""
    forum = forum_numbered(session, proposal.team_id, proposal.forum) if proposal.forum else None
    if forum is not None:
        return forum.zoneinfo
    return person_numbered(session, proposal.team_id, proposal.facilitator).zoneinfo


def say_post(session: Session, proposal: Proposal, round_: Round, now: datetime) -> None:
    """Promise the round's post in the channel, where one may appear there."""
    scene = scene_of(session, proposal)
    if scene.posting not in _POSTED:
        return
    held = scene.posting is Posting.HELD
    author = person_numbered(session, proposal.team_id, proposal.proposer)
    promise(
        session,
        proposal.team_id,
        post_key(proposal, round_.round),
        kind=Kind.PROPOSAL_POST,
        place=Place(channel_id=scene.channel_id, thread_ts=scene.thread_ts),
        now=now,
        facts={"proposal": proposal.number, "round": round_.round},
        subject=(NOUN, proposal.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=author.slack_id or "",
        held=held,
    )


def ask_seat(
    session: Session, proposal: Proposal, seat: Seat, now: datetime, *, what: str = ""
) -> None:
    """Ask one person where they stand, in their DM; while away, who speaks for them as well."""
    person = person_numbered(session, proposal.team_id, seat.person)
    _ask(session, proposal, seat, person, now, what)
    stand_in = speaker_for(session, seat, person, now)
    if stand_in is not None:
        _ask(session, proposal, seat, stand_in, now, what)
    if proposal.is_around:  # All at once, their Homes have been brought up to date together.
        refresh_homes(session, proposal.team_id, [person.slack_id or ""])


def speaker_for(session: Session, seat: Seat, person: Person, now: datetime) -> Person | None:
    """Return who speaks for somebody who is away: only whom they were named for this round."""
    if seat.delegate is None or not is_away(session, person, now):
        return None
    named = person_numbered(session, seat.team_id, seat.delegate)
    return named if named.can_promise else None


def ask_speaker(session: Session, proposal: Proposal, seat: Seat, now: datetime) -> None:
    """Ask who speaks for somebody away, once: they may be named, or needed, after the person."""
    person = person_numbered(session, seat.team_id, seat.person)
    speaker = speaker_for(session, seat, person, now)
    if speaker is None or ask_key(proposal, seat, speaker.number) in _ask_keys(
        session, proposal, seat
    ):
        return
    _ask(session, proposal, seat, speaker, now, "")
    refresh_homes(session, proposal.team_id, [speaker.slack_id or ""])


def show(session: Session, proposal: Proposal) -> None:
    """Bring up to date whatever shows a proposal: posts, asks, digests, Homes."""
    refresh_about(session, proposal.team_id, NOUN, proposal.number)
    _refresh_digests(session, proposal)
    round_ = round_of(session, proposal)
    asked = {seat.person for seat in seats_in(session, round_)} if round_ else set()
    _show_on_homes(session, proposal, asked)


def show_one(session: Session, proposal: Proposal, seat: Seat, also: Iterable[int] = ()) -> None:
    """Bring up to date what one voice changes: the round's post, and what asked for it.

    The other asks show nothing of it, and two hundred of them would be two hundred updates.
    """
    for key in sorted({post_key(proposal, seat.round)} | _ask_keys(session, proposal, seat)):
        refresh(session, proposal.team_id, key)
    readers = {seat.person, *also} | ({seat.delegate} if seat.delegate else set())
    _refresh_digests(session, proposal, readers)
    _show_on_homes(session, proposal, readers)


def unsay(session: Session, proposal: Proposal, asked: Iterable[int]) -> None:
    """Take back the post and all that asked for a voice, as if nothing had been put out."""
    said = select(Notice).where(
        Notice.team_id == proposal.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == proposal.number,
        col(Notice.kind).in_([Kind.PROPOSAL_POST.value, Kind.STANCE_ASKED.value]),
    )
    for notice in session.exec(said.order_by(col(Notice.id))).all():
        take_back(session, proposal.team_id, notice.key)
    drop_lines_about(session, proposal.team_id, NOUN, proposal.number)
    _refresh_digests(session, proposal)
    _show_on_homes(session, proposal, asked)


def post_key(proposal: Proposal, round_: int) -> str:
    return f"post:{proposal.label}:{round_}"


def ask_key(proposal: Proposal, seat: Seat, reader: int) -> str:
    """Return the key of an ask: the person's own, or that of who may speak for them."""
    own = f"ask:{proposal.label}:{seat.round}:{seat.person}"
    return own if reader == seat.person else f"{own}:for:{reader}"


def _ask_keys(session: Session, proposal: Proposal, seat: Seat) -> set[str]:
    """Return the keys of all that asked for one voice, of the person and of who may speak."""
    own = ask_key(proposal, seat, seat.person)
    asks = select(Notice.key).where(
        Notice.team_id == proposal.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == proposal.number,
        or_(col(Notice.key) == own, col(Notice.key).startswith(f"{own}:", autoescape=True)),
    )
    return set(session.exec(asks))


def _ask(
    session: Session, proposal: Proposal, seat: Seat, reader: Person, now: datetime, what: str
) -> None:
    facts = {"proposal": proposal.number, "round": seat.round, "person": seat.person}
    key = ask_key(proposal, seat, reader.number)
    author = person_numbered(session, proposal.team_id, proposal.proposer)
    promise(
        session,
        proposal.team_id,
        f"{key}:{what}:{now.date().isoformat()}" if what else key,
        kind=Kind.STANCE_ASKED,
        place=Place(person_id=reader.slack_id or ""),
        now=now,
        due_at=heard_at(session, reader, now),
        facts={**facts, "what": what} if what else facts,
        subject=(NOUN, proposal.number),
        asked_by=author.slack_id or "",
    )


def _refresh_digests(session: Session, proposal: Proposal, readers: Iterable[int] = ()) -> None:
    """Have an ask in a digest show what became of it: in all, or in those of these readers."""
    said = select(Line.said_in).where(
        Line.team_id == proposal.team_id, Line.noun == NOUN, Line.number == proposal.number
    )
    listings = [digest_of(reader) for reader in readers]
    if listings:
        said = said.where(col(Line.listing).in_(listings))
    for key in sorted({*session.exec(said)} - {""}):
        refresh(session, proposal.team_id, key)


def _show_on_homes(session: Session, proposal: Proposal, also: Iterable[int]) -> None:
    named = {proposal.proposer, proposal.facilitator, proposal.deputy, *also}
    people = people_numbered(session, proposal.team_id, named).values()
    refresh_homes(session, proposal.team_id, (person.slack_id or "" for person in people))
