"""Looking up what the drawings of commitments need."""

from datetime import date

from bot.domain.areas import Area
from bot.domain.channels import Posting
from bot.domain.commitments.finding import (
    Page,
    Shown,
    Which,
    listed,
    shown,
    shown_all,
    told,
    told_at,
)
from bot.domain.commitments.promising import Note
from bot.domain.commitments.records import BETWEEN_TWO, NOUN, Commitment, State
from bot.domain.commitments.rights import Act, commitment_for, may
from bot.domain.commitments.undoing import undoable
from bot.domain.history import last_of
from bot.domain.people import Person, person_known, person_numbered
from bot.drawings.subjects import Draw, Look
from bot.views.commitments import answers, cards, lists, stories

OFFERING = {"offered", "offer_changed", "handed_over"}


def reader_of(look: Look) -> Person:
    """Return who reads it; what a whole channel sees is drawn for whoever wrote to us there."""
    reader = look.subject.reader or str(look.facts.get("writer", ""))
    known = person_known(look.session, look.team_id, reader)
    return known or Person(team_id=look.team_id, number=0)


def card_of(look: Look) -> Draw | None:
    commitment = _commitment(look)
    if commitment.state in BETWEEN_TWO:
        return None
    seen = shown(look.session, commitment, look.now)
    notes = [answers.NOTES[Note(note)] for note in look.facts.get("notes", ())]
    last = told_at(look.session, commitment, commitment.revision)
    for_another = last if last and "for" in last.happening.facts else None
    return lambda: cards.card(seen, notes, for_another)


def offer_of(look: Look) -> Draw:
    commitment = _commitment(look)
    asked = person_numbered(look.session, look.team_id, int(look.facts["asked"]))
    offering = last_of(
        look.session, look.team_id, NOUN, commitment.number, int(look.facts["revision"])
    )
    giver = offering.person if offering else commitment.offered_by
    is_handover = offering is not None and offering.what == "handed_over"
    offered = cards.Offer(
        shown=shown(look.session, commitment, look.now),
        asked=asked,
        giver=person_numbered(look.session, look.team_id, giver) if giver else None,
        is_handover=is_handover,
        waits=_waits(look, commitment, asked, is_handover=is_handover),
    )
    return lambda: cards.offer(offered)


def tidings_of(look: Look) -> Draw | None:
    commitment = _commitment(look)
    news = told_at(look.session, commitment, int(look.facts["revision"]))
    if news is None:
        return None
    seen, reader = shown(look.session, commitment, look.now), reader_of(look)
    return lambda: cards.tidings(seen, news, reader)


def answer_of(look: Look) -> Draw:
    commitment, reader = _commitment(look), reader_of(look)
    revision = int(look.facts.get("revision", 0))
    news = told_at(look.session, commitment, revision)
    is_last = revision == commitment.revision
    happening = news.happening if news and is_last else None
    instead, posting = look.facts.get("instead"), look.facts.get("posting")
    answered = answers.Answered(
        shown=shown(look.session, commitment, look.now),
        told=news,
        reader=reader,
        can_undo=undoable(happening, reader.number, look.now),
        can_promise_for=_can_promise_for(look, commitment, reader),
        notes=[Note(note) for note in look.facts.get("notes", ())],
        posting=Posting(posting) if posting else None,
        instead=date.fromisoformat(instead) if instead else None,
        command=look.command,
    )
    return lambda: answers.answer(answered)


def story_of(look: Look) -> Draw:
    here = str(look.facts.get("here", ""))
    number = int(look.facts["number"])
    commitment = commitment_for(look.session, reader_of(look), number, here=here, lock=False)
    seen = shown(look.session, commitment, look.now)
    past = told(look.session, commitment, reader_of(look))
    reader = reader_of(look)
    return lambda: stories.story(seen, past, reader)


def list_of(look: Look) -> Draw:
    facts, reader = look.facts, reader_of(look)
    which, of = Which(facts["which"]), int(facts.get("of", 0))
    page = listed(
        look.session,
        reader,
        which,
        look.now,
        of=of,
        here=str(facts.get("here", "")),
        page=max(0, int(facts.get("page", 0))),
    )
    theirs = _to_hand_over(look, page, reader)
    title = _of_whom(look, which, of)
    drawn = lists.Listed(page, which, title, dict(facts), reader, look.now, theirs)
    return lambda: lists.page(drawn)


def copies_of(look: Look) -> Draw:
    numbers = [int(number) for number in look.facts["numbers"]]
    found = [look.session.get_one(Commitment, (look.team_id, number)) for number in numbers]
    seen: list[Shown] = shown_all(look.session, found, look.now)
    return lambda: answers.made_many(seen)


def _commitment(look: Look) -> Commitment:
    return look.session.get_one(Commitment, (look.team_id, int(look.facts["number"])))


def _can_promise_for(look: Look, commitment: Commitment, reader: Person) -> bool:
    """Tell whether a reader who offered something may promise it for whom they offered it to."""
    is_theirs = commitment.state is State.OFFERED and commitment.offered_by == reader.number
    return is_theirs and may(look.session, commitment, reader, Act.PROMISE_FOR)


def _waits(look: Look, commitment: Commitment, asked: Person, *, is_handover: bool) -> bool:
    """Tell whether this very offer is the one that still has no answer."""
    if is_handover:
        still = commitment.state is State.OPEN and commitment.handover_to == asked.number
    else:
        still = commitment.state is State.OFFERED
    past = (each.happening for each in told(look.session, commitment))
    latest = max((each.seq for each in past if each.what in OFFERING), default=0)
    return still and latest == int(look.facts["revision"])


def _to_hand_over(look: Look, page: Page, reader: Person) -> set[int]:
    """Return whose owner has left, or is away for long, and that the reader may hand over."""
    others = [each.commitment for each in page.shown if each.commitment.owner != reader.number]
    return {
        each.number
        for each in others
        if each.state is State.OPEN and may(look.session, each, reader, Act.REASSIGN, look.now)
    }


def _of_whom(look: Look, which: Which, of: int) -> str:
    if which is Which.AREA:
        return look.session.get_one(Area, (look.team_id, of)).name
    if which is Which.PERSON:
        return person_numbered(look.session, look.team_id, of).called
    return ""
