"""One answer for every way of doing something with an issue: typed, pressed or filled in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.history import last_of
from bot.domain.issues.records import NOUN, Issue
from bot.domain.issues.stepping import Closing, NotClosable, Step
from bot.domain.people import Person
from bot.domain.unfinished import FormKind, leave_unfinished

A_MOMENT = timedelta(seconds=10)


def said(issue: Issue, **more: Any) -> Said:
    """Return the answer to whoever changed an issue."""
    return Said(Kind.ISSUE, {"number": issue.number, "revision": issue.revision, **more})


def looked_at(issue: Issue, here: str = "") -> Said:
    """Return an issue as it stands, with all that can be done with it."""
    return Said(Kind.ISSUE, {"number": issue.number, "revision": 0, "here": here})


def form_facts(kind: FormKind, issue: Issue, **more: Any) -> dict[str, Any]:
    """Return what a form about an issue begins with."""
    return {"form": kind.value, "issue": issue.number, **more}


def open_form(kind: FormKind, issue: Issue, here: str, **more: Any) -> Said:
    """Open a form about an issue, which is sent from the channel that it was opened in."""
    return Said(Kind.ISSUE_FORM, form_facts(kind, issue, here=here, **more))


def place_in(facts: Mapping[str, Any]) -> str:
    """Return the channel in which a form was opened; who is there may see what was said there."""
    return str(facts.get("here") or (facts.get("scene") or {}).get("channel_id", ""))


def ask(
    session: Session,
    me: Person,
    kind: FormKind,
    words: str,
    facts: dict[str, Any],
    now: datetime,
) -> Said:
    """Ask for the rest in a form; what was typed is kept until it is answered."""
    kept = leave_unfinished(session, me, kind, words, facts, now)
    return Said(Kind.ISSUE_FORM, {"unfinished": kept.number})


def still_needs(
    session: Session, issue: Issue, me: Person, typed: Closing, refused: NotClosable, now: datetime
) -> Said:
    """Say what an issue still needs to be closed; what was filled in is kept for the form."""
    telling = typed.telling
    facts = {
        **form_facts(FormKind.ISSUE_SOLVED, issue),
        "cause": typed.cause,
        "fix": typed.fix,
        "told_on": telling.on.isoformat() if telling and telling.on else None,
        "told_count": telling.count if telling else None,
    }
    missing = steps_in(refused.missing)
    words = telling.how if telling else ""
    if not words:
        return Said(Kind.ISSUE, {"number": issue.number, "revision": 0, "missing": missing})
    kept = leave_unfinished(session, me, FormKind.ISSUE_SOLVED, words, facts, now)
    more = {"missing": missing, "unfinished": kept.number}
    return Said(Kind.ISSUE, {"number": issue.number, "revision": 0, **more})


def steps_in(missing: Sequence[Step]) -> list[str]:
    return [step.value for step in missing]


def was_just_done(
    session: Session, issue: Issue, me: Person, what: Collection[str], now: datetime
) -> bool:
    """Tell whether the last thing that happened is this, by the same person, a moment ago."""
    last = last_of(session, me.team_id, NOUN, issue.number, issue.revision)
    return bool(
        last and last.person == me.number and last.what in what and last.at > now - A_MOMENT
    )
