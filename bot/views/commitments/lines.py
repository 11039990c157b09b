"""The sentences and lines that every drawing of a commitment is made of."""

from datetime import datetime

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import Shown
from bot.domain.commitments.records import Commitment, State
from bot.domain.people import Person
from bot.views.text import dotted, due, named, words, zone_in_words

_PLAIN_STATES = {
    State.OFFERED: "Offered",
    State.DROPPED: "Dropped",
    State.RELEASED: "Released",
    State.DECLINED: "Declined",
    State.LAPSED: "Lapsed without an answer",
    State.WITHDRAWN: "Taken back",
}


def name_of(person: Person | None) -> str:
    return named(person.called) if person else ""


def due_of(shown: Shown) -> str:
    """Return when it is due; an hour is its owner's, wherever its reader lives."""
    commitment = shown.commitment
    by = due(commitment.due_on, commitment.due_at, shown.today)
    has_zone = commitment.due_at is not None and shown.owner.zone
    return f"{by} {zone_in_words(shown.owner.zone)}" if has_zone else by


def state_of(shown: Shown) -> str:
    """Return the state as a word or two, the first thing a reader sees."""
    commitment = shown.commitment
    if commitment.state is State.DONE:
        return _done(commitment)
    if commitment.state is State.OPEN:
        return "Open"
    return _PLAIN_STATES[commitment.state]


def headline(shown: Shown) -> str:
    """Return the first line: id, state, owner, date."""
    commitment = shown.commitment
    by = f"by {due_of(shown)}" if commitment.state in {State.OPEN, State.OFFERED} else ""
    parts = [
        f"*Commitment {commitment.name}*",
        f"*{state_of(shown)}*",
        name_of(shown.owner),
        by,
    ]
    return dotted(parts)


def sentence(shown: Shown, most: int = 600) -> str:
    """Return who, what, when and state in one sentence, for notifications and screen readers."""
    commitment = shown.commitment
    said = f"{commitment.name}, {state_of(shown).lower()}: {name_of(shown.owner)}"
    return f"{said}, by {due_of(shown)}: {words(shown.what, most)}"


def _is_linked(shown: Shown) -> bool:
    """Tell whether it is for another record that its own words do not name."""
    link = shown.commitment.linked_to
    return bool(link) and link.casefold() not in shown.what.casefold()


def surroundings(shown: Shown) -> str:
    """Return the small line below: to whom, for whom, how often it moved, where it comes from."""
    commitment = shown.commitment
    parts = [
        f"Promised to {name_of(shown.promised_to)}" if shown.promised_to else "",
        f"For {commitment.linked_to}" if _is_linked(shown) else "",
        f"Being handed to {name_of(shown.handover_to)}" if shown.handover_to else "",
        _moved(commitment),
        f"handed on {commitment.handed_on}×" if commitment.handed_on else "",
        f"<{shown.link}|The message it comes from>" if shown.link else "",
    ]
    return dotted([part for part in parts if part])


def for_customers(shown: Shown) -> str:
    return f"Helps: {words(shown.customers, 500)}" if shown.customers else ""


def proof_of(shown: Shown) -> str:
    return f"Proof: {words(shown.proof, 800)}" if shown.proof else ""


def list_line(shown: Shown, *, now: datetime, own: bool) -> str:
    """Return one line of a list: the date first, and whose it is unless it is the reader's."""
    commitment = shown.commitment
    # Nobody reads of another's missed date before that person had a day to settle it.
    passed = commitment.is_overdue(now) if own else shown.is_known_late
    when = day_in_words(commitment.due_on, shown.today)
    by = f"Not done by {when}" if passed else f"by {due_of(shown)}"
    owner = "" if own else name_of(shown.owner)
    top = dotted([f"*{commitment.name}*", owner, by])
    return f"{top}\n{words(shown.what, 280)}"


def _done(commitment: Commitment) -> str:
    if commitment.was_kept():
        return "Done in time"
    return "Done, after its first date" if commitment.broken_on else "Done, late"


def _moved(commitment: Commitment) -> str:
    anew = "promised anew" if commitment.broken_on else ""
    moved = f"moved {commitment.moves}×" if commitment.moves else ""
    return dotted([moved, anew])
