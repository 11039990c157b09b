"""The next line in the bot's DM, taken as the answer to what was just asked there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.commitments.acting import Filled
from bot.domain.commitments.filling import make_copies
from bot.domain.commitments.lines import settle, settle_filled, settle_numbered
from bot.domain.commitments.promising import (
    Line,
    Problem,
    is_assent,
    one_called,
    promise_line,
    read_line,
)
from bot.domain.dates import Due, Unclear, Why, due_in, split
from bot.domain.people import Person
from bot.domain.scenes import Scene
from bot.domain.typed_text import Leading, leading_mentions, leading_record
from bot.domain.unfinished import FormKind, Started, finish

LONGEST_NAME = 3  # Words.
_DATE_ASKED = {Problem.PAST, Problem.IMPOSSIBLE, Problem.AMBIGUOUS}
_OWNER_ASKED = {Problem.WHO, Problem.NOT_A_COLLEAGUE}
_BEFORE_DATE = ("by", "on", "until", "till", "before")
_NO = {"no", "nope", "nein", "cancel", "never mind", "nevermind"}


def answer_question(
    session: Session, me: Person, scene: Scene, asked: tuple[Started, str], now: datetime
) -> Said | None:
    """Go on with what was begun; None when the line does not answer it."""
    started, line = asked
    if line.strip(" .!").casefold() in _NO:
        finish(session, me, started.number)
        return Said(Kind.THANKS, {"what": "discarded"})
    if started.kind is FormKind.PROMISE:
        answered = _promised(session, me, started, line, now)
        if answered is None:
            return None
        finish(session, me, started.number)
        return promise_line(session, me, scene, answered, now)
    if started.kind is FormKind.COPIES:
        return _copied(session, me, scene, asked, now)
    if started.kind is FormKind.PICK:
        return _picked(session, me, scene, asked, now)
    finish(session, me, started.number)
    return _settled(session, me, scene, asked, now)


def _promised(
    session: Session, me: Person, started: Started, line: str, now: datetime
) -> Line | None:
    """Return the promise that was begun, with what the line adds; None when it is no answer."""
    problem = Problem(started.facts.get("problem", Problem.EMPTY))
    begun, anew = _begun(me, started, now), read_line(session, me, line, now)
    if problem in _OWNER_ASKED and not _has_words(anew):
        named = _owner_in(session, me, line)
        if named is None and len(line.split()) > LONGEST_NAME:
            return None
        return replace(begun, owners=named or Leading(names=(line.strip(),)))
    due = due_in(_without_lead(line.strip(" .!")), now, me.zoneinfo)
    if problem in _DATE_ASKED and not (anew.due and anew.what):
        return replace(begun, due=due or _still_unclear(started, problem))
    if due is not None and not is_assent(begun.what):
        return replace(begun, due=due)
    owners = anew.owners if anew.owners.count else begun.owners
    # No more than a yes or a name says nothing in other words.
    said = begun if is_assent(anew.what) else anew
    return replace(
        said,
        owners=owners,
        due=anew.due or begun.due,
        promised_to=anew.promised_to or begun.promised_to,
    )


def _has_words(line: Line) -> bool:
    """Tell whether a line names an owner and says what they are to do."""
    return line.owners.count > 0 and bool(line.owners.rest.strip(" .!"))


def _still_unclear(started: Started, problem: Problem) -> Unclear:
    choices = (date.fromisoformat(choice) for choice in started.facts.get("choices", ()))
    return Unclear(started.facts.get("phrase", ""), Why(problem.value), tuple(choices))


def _begun(me: Person, started: Started, now: datetime) -> Line:
    """Return what was typed before, as far as it was understood."""
    facts = started.facts
    parted = split(leading_mentions(started.words).rest, now, me.zoneinfo)
    return Line(
        owners=Leading(ids=(facts["owner"],) if facts.get("owner") else ()),
        what=parted.what,
        due=_due_kept(facts) or (parted.due if isinstance(parted.due, Due) else None),
        promised_to=facts.get("promised_to"),
        text=started.words,
        rest=started.words,
    )


def _due_kept(facts: Mapping[str, str]) -> Due | None:
    if not facts.get("due_on"):
        return None
    at = facts.get("due_at")
    return Due(date.fromisoformat(facts["due_on"]), time.fromisoformat(at) if at else None)


def _owner_in(session: Session, me: Person, line: str) -> Leading | None:
    """Return whom a line names, when it does nothing else."""
    leading = leading_mentions(line)
    if leading.count and not leading.rest.strip(" .!"):
        return leading
    named = one_called(session, me, line.strip(" .!@"))
    return Leading(ids=(named.slack_id or "",)) if named else None


def _copied(
    session: Session, me: Person, scene: Scene, asked: tuple[Started, str], now: datetime
) -> Said | None:
    started, line = asked
    if not is_assent(line) or not line.strip(" .,?!") or not started.facts.get("owners"):
        return None
    finish(session, me, started.number)
    begun = _begun(me, started, now)
    filled = Filled(
        text=begun.what,
        on=begun.due.on if isinstance(begun.due, Due) else None,
        promised_to=begun.promised_to or "",
        people=tuple(started.facts["owners"]),
    )
    return make_copies(session, me, (filled, scene, started.facts), now)


def _picked(
    session: Session, me: Person, scene: Scene, asked: tuple[Started, str], now: datetime
) -> Said | None:
    started, line = asked
    named, _ = leading_record(line)
    if named is None:
        return None
    finish(session, me, started.number)
    kind = FormKind(started.facts["act"])
    return settle(session, me, scene, (kind, f"{line} {started.words}".strip()), now)


def _settled(
    session: Session, me: Person, scene: Scene, asked: tuple[Started, str], now: datetime
) -> Said:
    started, line = asked
    number = int(started.facts["number"])
    due = _due_kept(started.facts)
    if due is None:
        typed = f"{line} {started.words}".strip()
        return settle_numbered(session, me, scene, (started.kind, number, typed), now)
    filled = Filled(text=f"{started.words} {line}".strip(), on=due.on, at=due.at)
    return settle_filled(session, me, scene, (started.kind, number, filled), now)


def _without_lead(line: str) -> str:
    first, _, rest = line.partition(" ")
    return rest if first.casefold() in _BEFORE_DATE else line
