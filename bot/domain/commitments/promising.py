"""What a typed line promises: whose it is, what, by when, to whom; or what is still to be asked."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.calendar import next_working_day, today_in
from bot.domain.channels import Posting
from bot.domain.commitments.by_forum import due_before_forum
from bot.domain.commitments.finding import open_count
from bot.domain.commitments.making import LONGEST, Made, Promise, make_commitment
from bot.domain.commitments.records import State
from bot.domain.dates import Due, Split, Unclear, split
from bot.domain.people import Person, people_called, person_known
from bot.domain.scenes import Scene
from bot.domain.typed_text import (
    Leading,
    calls_everybody,
    count_words,
    leading_mentions,
    mentioned_in,
    plain_text,
    recipient_in,
)
from bot.domain.unfinished import FormKind, leave_unfinished
from bot.domain.words import cleaned

MANY_OPEN = 5
FAR_AHEAD = timedelta(days=90)
WITHOUT_DATE = timedelta(days=7)
FEWEST_WORDS = 3
_LEADING_TO = re.compile(r"^to\s+(?=\S)", re.IGNORECASE)  # “commit to call Acme”
_EMOJI = re.compile(r":[\w+\-]+:")
_ASSENTS = {
    *("yes", "yep", "yeah", "y", "ok", "okay", "agreed", "agree", "sure", "fine", "done", "deal"),
    *("please", "i", "do", "will", "1"),
}


class Problem(StrEnum):
    """Why a promise could not be made from the line alone."""

    EMPTY = "empty"
    VAGUE = "vague"
    PAST = "past"
    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"
    WHO = "who"
    NOT_A_COLLEAGUE = "not_a_colleague"
    TOO_LONG = "too_long"
    WHOSE = "whose"  # Made from somebody's message.


_WHO_PROBLEMS = {Problem.WHO, Problem.NOT_A_COLLEAGUE}


class Note(StrEnum):
    """What an answer adds to say which defaults were used."""

    DEFAULT_DATE = "default_date"
    BEFORE_FORUM = "before_forum"
    MANY_OPEN = "many_open"
    FIRST_STEP = "first_step"
    SAME_WORDS = "same_words"
    NO_ZONE = "no_zone"


@dataclass(frozen=True)
class Line:
    """A typed promise as it was read."""

    owners: Leading
    what: str
    due: Due | Unclear | None
    promised_to: str | None
    text: str  # All of it as one reads it, to be given back.
    rest: str = ""  # The same without the mentions it begins with.


def promise(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Make the commitment that a line promises, or ask for what it does not say."""
    return promise_line(session, me, scene, read_line(session, me, text, now), now)


def promise_line(session: Session, me: Person, scene: Scene, line: Line, now: datetime) -> Said:
    """Make the commitment that a line promises, once it is read."""
    if line.owners.count > 1:
        return _ask_copies(session, me, scene, line, now)
    owner, problem = _owner(session, me, line)
    problem = problem or _problem(line)
    if problem is not None:
        return _ask(session, me, scene, line, (owner, problem), now)
    due = line.due if isinstance(line.due, Due) else None
    made = make_commitment(
        session,
        me,
        Promise(
            what=line.what,
            due_on=due.on if due else date_unsaid(session, me, scene.channel_id, now),
            due_at=due.at if due else None,
            owner=owner.number,
            promised_to=_number_of(session, me, line.promised_to),
        ),
        scene,
        now,
    )
    return said_made(session, me, made, scene, now, due=due, had_date=due is not None)


def is_assent(text: str) -> bool:
    """Tell whether a text says no more than yes, in words or emoji."""
    words = re.findall(r"[^\W_]+", _EMOJI.sub(" ", text).casefold())
    return all(word in _ASSENTS for word in words)


def read_line(session: Session, me: Person, text: str, now: datetime) -> Line:
    """Read a line; nothing is decided yet."""
    owners = leading_mentions(text)
    rest = _LEADING_TO.sub("", as_read(session, me, owners.rest))
    parted: Split = split(rest, now, me.zoneinfo)
    return Line(
        owners,
        what=parted.what,
        due=parted.due,
        promised_to=recipient_in(owners.rest),
        text=as_read(session, me, text),
        rest=rest,
    )


def as_read(session: Session, me: Person, text: str) -> str:
    """Return typed text as one reads it: names instead of marks, nothing that no screen shows."""
    mentioned = mentioned_in(text)
    known = ((slack_id, person_known(session, me.team_id, slack_id)) for slack_id in mentioned)
    names = {slack_id: person.called for slack_id, person in known if person}
    return cleaned(plain_text(text, names))


def date_unsaid(session: Session, me: Person, channel_id: str, now: datetime) -> date:
    """Return the date of a promise without one: before the next forum there, else in a week."""
    return due_before_forum(session, me, channel_id, now) or default_date(me, now)


def default_date(me: Person, now: datetime) -> date:
    """Return the date of a promise without one: in a week, never on a week-end."""
    return next_working_day(today_in(me.zoneinfo, now) + WITHOUT_DATE)


def said_made(
    session: Session,
    me: Person,
    made: Made,
    scene: Scene,
    now: datetime,
    *,
    due: Due | None = None,
    had_date: bool = True,
) -> Said:
    """Return the answer to a promise that was made: what was understood, and which defaults."""
    commitment = made.commitment
    facts: dict[str, Any] = {
        "number": commitment.number,
        "revision": commitment.revision,
        "notes": _notes(session, me, made, now, had_date=had_date),
        "posting": scene.posting.value,
        "channel_id": scene.channel_id,
        "offered": commitment.state is State.OFFERED,
        "response_url": scene.response_url,
    }
    if due and due.instead:
        facts["instead"] = due.instead.isoformat()
    return Said(Kind.COMMITMENT, facts)


def _notes(session: Session, me: Person, made: Made, now: datetime, *, had_date: bool) -> list[str]:
    commitment = made.commitment
    mine = commitment.owner == me.number
    ahead = commitment.due_on - today_in(me.zoneinfo, now)
    by_forum = not had_date and commitment.due_on == due_before_forum(
        session, me, commitment.channel_id, now
    )
    notes = {
        Note.SAME_WORDS: not made.is_new,
        Note.DEFAULT_DATE: not had_date and not by_forum,
        Note.BEFORE_FORUM: not had_date and by_forum,
        Note.MANY_OPEN: mine and open_count(session, me) > MANY_OPEN,
        Note.FIRST_STEP: ahead > FAR_AHEAD,
        Note.NO_ZONE: not me.zone,
    }
    return [note.value for note, applies in notes.items() if applies]


def ask(
    session: Session, me: Person, kind: FormKind, words: str, facts: dict[str, Any], now: datetime
) -> Said:
    """Ask for the rest in a form; what was typed is kept until it is answered."""
    scene = facts.get("scene") or {}
    is_question = scene.get("posting") == Posting.PERSONAL.value
    begun = leave_unfinished(session, me, kind, words, facts, now, is_question=is_question)
    return Said(Kind.FORM, {"unfinished": begun.number})


def _ask(
    session: Session,
    me: Person,
    scene: Scene,
    line: Line,
    asked: tuple[Person, Problem],
    now: datetime,
) -> Said:
    owner, problem = asked
    keeps_title = isinstance(line.due, Due) and problem is not Problem.VAGUE
    facts = {
        "problem": problem.value,
        # Who was meant could not own it: the form suggests nobody, least of all its writer.
        "owner": None if problem in _WHO_PROBLEMS else owner.slack_id,
        "promised_to": line.promised_to,
        "scene": scene.to_json(),
        **due_facts(line.due),
    }
    # A name that nobody was found for is kept; who was found is in the form already.
    typed = line.text if problem is Problem.WHO else line.rest
    words = line.what if keeps_title else typed
    return ask(session, me, FormKind.PROMISE, words, facts, now)


def _ask_copies(session: Session, me: Person, scene: Scene, line: Line, now: datetime) -> Said:
    known = [person_known(session, me.team_id, slack_id) for slack_id in line.owners.ids]
    able = [person.slack_id for person in known if person and person.can_promise]
    named = [one_called(session, me, name) for name in line.owners.names]
    able += [person.slack_id for person in named if person]
    able += [me.slack_id] if line.owners.is_me else []
    facts = {
        "owners": list(dict.fromkeys(able)),
        "promised_to": line.promised_to,
        "scene": scene.to_json(),
        **due_facts(line.due),
    }
    words = line.what if isinstance(line.due, Due) else line.rest
    return ask(session, me, FormKind.COPIES, words, facts, now)


def due_facts(due: Due | Unclear | None) -> dict[str, Any]:
    """Return a date, or why it is none, as an unfinished thing keeps it."""
    if isinstance(due, Due):
        at = due.at.isoformat() if due.at else None
        return {"due_on": due.on.isoformat(), "due_at": at}
    if isinstance(due, Unclear):
        return {
            "phrase": due.phrase,
            "choices": [choice.isoformat() for choice in due.choices],
        }
    return {}


def _problem(line: Line) -> Problem | None:
    if not line.what and line.due is None:
        return Problem.EMPTY
    if isinstance(line.due, Unclear):
        return Problem(line.due.why.value)
    if len(line.what) > LONGEST:
        return Problem.TOO_LONG
    few = line.due is None and count_words(line.what) < FEWEST_WORDS
    return Problem.VAGUE if few or is_assent(line.what) else None


def _owner(session: Session, me: Person, line: Line) -> tuple[Person, Problem | None]:
    owners = line.owners
    if owners.count == 0 or owners.is_me:
        # What everybody is told to do nobody does.
        is_everybodys = owners.count == 0 and calls_everybody(line.text)
        return me, Problem.NOT_A_COLLEAGUE if is_everybodys else None
    if owners.ids:
        person = person_known(session, me.team_id, owners.ids[0])
        able = person is not None and person.can_promise
        return (person, None) if able and person else (me, Problem.NOT_A_COLLEAGUE)
    if owners.groups:
        return me, Problem.NOT_A_COLLEAGUE
    named = one_called(session, me, owners.names[0]) if owners.names else None
    return (named, None) if named else (me, Problem.WHO)


def one_called(session: Session, me: Person, name: str) -> Person | None:
    """Return the one person a hand-typed name can only mean."""
    people = people_called(session, me.team_id, name.rstrip("."))
    able = [person for person in people if person.can_promise]
    return able[0] if len(able) == 1 else None


def _number_of(session: Session, me: Person, slack_id: str | None) -> int | None:
    person = person_known(session, me.team_id, slack_id) if slack_id else None
    return person.number if person and person.can_promise else None
