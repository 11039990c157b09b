"""Answers to lines that were heard, not commanded: each is a notice, in the thread or the DM."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import Posting
from bot.domain.commitments.promising import Note, as_read
from bot.domain.commitments.records import NOUN as COMMITMENT
from bot.domain.commitments.telling import CARD_PREFIX
from bot.domain.notices import Place, promise
from bot.domain.people import Person, person_seen
from bot.domain.proposals.records import NOUN as PROPOSAL
from bot.domain.recognition.records import NOMINATION
from bot.domain.recognition.records import NOUN as RECOGNITION
from bot.domain.unfinished import NOUN as UNFINISHED
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.errors import UserError
from bot.routes import Medium, Tools, Typed

# What these say is nobody's secret, so it stands where the line was written; the rest goes to
# whoever wrote it. So does a refusal, which may name who is on a record.
_SAID_THERE = {Kind.FORM, Kind.UNKNOWN_VERB, Kind.HELP, Kind.ABOUT}
_ABOUT = {Kind.KUDOS: RECOGNITION, Kind.NOMINATION: NOMINATION}
_FOR_ALL = {Note.DEFAULT_DATE.value, Note.BEFORE_FORUM.value}
_CARD_THERE = {Posting.POSTED.value, Posting.PERSONAL.value}


def reply_later(session: Session, me: Person, typed: Typed, said: Said, now: datetime) -> None:
    """Promise the answer to a line; a card that is about to appear there is the answer."""
    if _is_card(said):
        key = f"{CARD_PREFIX}{said.facts['number']}"
        facts = {"number": said.facts["number"], "notes": _notes(typed, said)}
    else:
        key, facts = f"answer:{typed.key}", {**said.facts, "writer": typed.user_id}
    promise(
        session,
        typed.team_id,
        key,
        kind=Kind.CARD if _is_card(said) else said.kind,
        place=_place(me, typed, said),
        now=now,
        facts=facts,
        subject=_subject(said),
        asked_by=me.slack_id or "",
    )


async def refuse_later(typed: Typed, error: UserError, tools: Tools) -> None:
    """Promise the refusal of a line, with its text given back; the line itself changed nothing."""
    await tools.transaction(_refuse, typed, error, tools.clock())


def _refuse(session: Session, typed: Typed, error: UserError, now: datetime) -> None:
    me = person_seen(session, typed.team_id, typed.user_id)
    # Read out, since a mention given back in a thread would call somebody once more.
    text = as_read(session, me, typed.line)
    kept = leave_unfinished(session, me, FormKind.REFUSED, text, {}, now)
    facts = {name: str(fact) for name, fact in error.facts.items()}
    known = {"sentence": error.sentence, "facts": facts, "words": kept.words or 0}
    said = Said(Kind.REFUSAL, known)
    reply_later(session, me, typed, said, now)


def _subject(said: Said) -> tuple[str, int] | None:
    """Return what a reply is about; it is drawn anew when that changes."""
    if said.kind in _ABOUT:
        return _ABOUT[said.kind], int(said.facts["number"])
    nouns = {"number": COMMITMENT, "unfinished": UNFINISHED, "proposal": PROPOSAL}
    for name, noun in nouns.items():
        if name in said.facts:
            return noun, int(said.facts[name])
    return None


def _is_card(said: Said) -> bool:
    facts = said.facts
    made = said.kind is Kind.COMMITMENT and facts.get("revision") == 1
    # Of the same words once more, only their writer hears.
    is_new = Note.SAME_WORDS.value not in facts.get("notes", ())
    return made and is_new and facts.get("posting") in _CARD_THERE and not facts.get("offered")


def _notes(typed: Typed, said: Said) -> list[str]:
    """Return what a card adds: where others read it, nothing but the default that was used."""
    notes: list[str] = said.facts.get("notes", [])
    return notes if typed.medium is Medium.DIRECT else [each for each in notes if each in _FOR_ALL]


def _place(me: Person, typed: Typed, said: Said) -> Place:
    # Somebody of another company may have no DM with us.
    here = typed.medium is Medium.DIRECT or typed.is_stranger
    here = here or said.kind in _SAID_THERE or _is_card(said)
    if not here:
        return Place(person_id=me.slack_id or typed.user_id)
    thread = typed.thread_ts or (typed.ts if typed.medium is Medium.MENTION else "")
    return Place(channel_id=typed.channel_id, thread_ts=thread)
