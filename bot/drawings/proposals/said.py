"""Looking up what is said of a proposal: its post, the question to each, the answers, the table."""

from datetime import timedelta
from typing import Any

from bot.domain.channels import Posting
from bot.domain.people import Person, person_numbered
from bot.domain.proposals.delegating import cover_to_name, to_name_for
from bot.domain.proposals.falling_through import is_asked_again
from bot.domain.proposals.finding import is_running, round_of, seat_of, stance_of
from bot.domain.proposals.linked import promised_for
from bot.domain.proposals.records import LETTER, Proposal
from bot.domain.proposals.rights import NoSuchProposal, can_see
from bot.domain.proposals.rounds import Dissent, DissentState, Round, Stance, StanceKind
from bot.domain.proposals.table import Row
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.proposals.offers import offers_to
from bot.drawings.proposals.shown import lines_of, made_of, proposal_of, shown
from bot.drawings.subjects import Draw, Look
from bot.views.proposals import answers, asking, posts, stances
from bot.views.proposals.lines import Shown
from bot.views.proposals.reading import who_reads

UNDO_WITHIN = timedelta(minutes=10)


def post_of(look: Look) -> Draw:
    proposal = proposal_of(look)
    number = int(look.facts["round"])
    seen = shown(look, proposal, None, here=proposal.channel_id, number=number)
    return lambda: posts.post(seen, is_late=look.subject.is_late)


def ask_of(look: Look) -> Draw:
    proposal, reader = proposal_of(look), reader_of(look)
    number, person = int(look.facts["round"]), int(look.facts["person"])
    one = round_of(look.session, proposal, number)
    # Whose condition fell through is asked once more, even when the round is closed.
    is_again = look.facts.get("what") == "again" and is_asked_again(look.session, proposal, person)
    mine = None if is_again else _mine(look, one, person, reader)
    seen = shown(look, proposal, reader, number=number)
    is_open = seen.is_running or is_again
    question = asking.Asking(
        shown=seen,
        asked=person_numbered(look.session, look.team_id, person),
        reader=reader,
        mine=mine,
        before=_before(look, proposal, one, person, reader),
        what=str(look.facts.get("what", "")),
        waits=is_open and not _is_answered_by_another(look, one, person, reader),
        speaker=_speaker(look, one, person, reader),
        **_could_speak(look, proposal, person, reader),
    )
    return lambda: asking.ask(question)


def _speaker(look: Look, one: Round | None, person: int, reader: Person) -> Person | None:
    """Return whom the reader, or who leads, named to speak for the reader while away."""
    seat = seat_of(look.session, one, person) if one and person == reader.number else None
    number = seat.delegate if seat else None
    return person_numbered(look.session, look.team_id, number) if number else None


def _could_speak(look: Look, proposal: Proposal, person: int, reader: Person) -> dict[str, Any]:
    """Return whether the reader could have another speak for them, and who would be asked first."""
    people = to_name_for(look.session, proposal, reader, look.now)
    if person != reader.number or reader not in people:
        return {}
    return {"can_name": True, "cover": cover_to_name(look.session, reader)}


def stance_of_reader(look: Look) -> Draw:
    """Look up the answer to whoever said where they stand."""
    proposal, reader = proposal_of(look), reader_of(look)
    if look.facts["what"] == "also":
        seen = shown(look, proposal, reader)
        return lambda: stances.also(seen)
    person = int(look.facts.get("person") or reader.number)
    one = round_of(look.session, proposal, int(look.facts.get("round") or 0))
    seen = shown(look, proposal, reader, number=one.round if one else 0)
    mine = _mine(look, one, person, reader)
    stance = stance_of(look.session, one, person) if one else None
    is_fresh = stance is not None and stance.said_at > look.now - UNDO_WITHIN
    answer = stances.Stood(
        shown=seen,
        asked=person_numbered(look.session, look.team_id, person),
        reader=reader,
        mine=mine,
        what=str(look.facts["what"]),
        can_undo=is_fresh and seen.is_running,
        is_guessed=bool(look.facts.get("guessed")) and seen.is_running,
        condition=f"C-{stance.commitment}" if stance and stance.commitment else "",
        who_reads=who_reads(seen, shows_name=bool(stance and stance.shows_name)),
    )
    return lambda: stances.stood(answer)


def table_drawn(look: Look) -> Draw:
    proposal, reader = proposal_of(look), reader_of(look)
    here = str(look.facts.get("here", ""))
    demand_seen(look, proposal, reader, here)
    seen = shown(look, proposal, reader, here=here, number=int(look.facts.get("round") or 0))
    return lambda: stances.table(seen)


def answer_of(look: Look) -> Draw:
    """Look up a proposal for whoever changed it, or asked for it."""
    proposal, reader = proposal_of(look), reader_of(look)
    here = str(look.facts.get("here", ""))
    demand_seen(look, proposal, reader, here)
    seen = shown(look, proposal, reader, here=here)
    posting = look.facts.get("posting")
    answered = answers.Answered(
        shown=seen,
        reader=reader,
        what=str(look.facts.get("what", "")),
        offers=offers_to(look, proposal, reader, running=seen.is_running),
        posting=Posting(posting) if posting else None,
        reminded=int(look.facts.get("count", 0)),
        made=made_of(look, [*look.facts.get("made", ())]),
        unread=len(look.facts.get("unread", ())),
        linked=_linked(look, proposal, reader, here),
        **_own(look, proposal, reader, seen),
        person=_named(look, "person"),
        speaker=_named(look, "delegate"),
    )
    return lambda: answers.answer(answered)


def _own(look: Look, proposal: Proposal, reader: Person, seen: Shown) -> dict[str, Any]:
    """Return where a reader who asked to see it stands in the round that runs, or is waited for."""
    is_shown = seen.is_running and not look.facts.get("what")
    one = round_of(look.session, proposal) if is_shown else None
    seat = seat_of(look.session, one, reader.number) if one else None
    if seat is None or seat.gone_at is not None:
        return {}
    return {"waits": seat.heard_at is None, "mine": _mine(look, one, reader.number, reader)}


def _linked(look: Look, proposal: Proposal, reader: Person, here: str) -> list[str]:
    """Return what was promised for a proposal, for whoever asked to see it."""
    if look.facts.get("what"):
        return []
    return lines_of(look, promised_for(look.session, proposal, reader, here))


def _named(look: Look, fact: str) -> Person | None:
    number = look.facts.get(fact)
    return person_numbered(look.session, look.team_id, int(number)) if number else None


def demand_seen(look: Look, proposal: Proposal, reader: Person, here: str) -> None:
    """Raise NoSuchProposal where a reader may not see it: an old button, another's number."""
    if not can_see(look.session, proposal, reader, here):
        raise NoSuchProposal(record=f"{LETTER}-{proposal.number}")


def _mine(look: Look, one: Round | None, person: int, reader: Person) -> Row | None:
    """Return where a person stands, for themselves, or for who said so in their place."""
    stance = stance_of(look.session, one, person) if one else None
    if stance is None or reader.number not in {person, stance.spoken_by}:
        return None
    speaker = person_numbered(look.session, look.team_id, stance.spoken_by)
    return Row(
        person=person_numbered(look.session, look.team_id, person),
        kind=stance.kind,
        reason=words_of(look.session, {stance.words}).get(stance.words or 0, ""),
        speaker=speaker if speaker.number != person else None,
        is_late=False,
        is_carried=stance.is_carried,
        dissent=_dissent_state(look, stance),
    )


def _dissent_state(look: Look, stance: Stance) -> DissentState | None:
    """Return how a dissent stands; what was one before and is none now has no state here."""
    if stance.kind is not StanceKind.DISSENT:
        return None
    key = (stance.team_id, stance.proposal, stance.round, stance.person)
    found = look.session.get(Dissent, key)
    return found.state if found else None


def _before(
    look: Look, proposal: Proposal, one: Round | None, person: int, reader: Person
) -> Row | None:
    """Return what somebody said in the round before, on an older version."""
    last = round_of(look.session, proposal, one.round - 1) if one and one.round > 1 else None
    row = _mine(look, last, person, reader)
    if row is None or one is None or last is None or not is_running(proposal, one, look.now):
        return None
    is_yes = row.kind is StanceKind.COMMIT
    return row if is_yes or last.version != one.version else None


def _is_answered_by_another(look: Look, one: Round | None, person: int, reader: Person) -> bool:
    """Tell whether somebody else has answered what this reader was asked."""
    stance = stance_of(look.session, one, person) if one else None
    return stance is not None and reader.number not in {person, stance.spoken_by}
