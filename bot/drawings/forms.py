"""Looking up what a form starts with: what was typed before, or the record it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.calendar import day_in_words
from bot.domain.commitments.finding import PAGE, Shown, Which, listed, shown
from bot.domain.commitments.making import LONGEST
from bot.domain.commitments.promising import Problem
from bot.domain.commitments.records import Commitment
from bot.domain.people import person_known
from bot.domain.unfinished import FormKind, Started, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, Look
from bot.views.commitments.lines import headline
from bot.views.forms import Form, invitation, modal
from bot.views.text import escape, words

_QUESTIONS = {
    FormKind.PROMISE: "What exactly, by when?",
    FormKind.COPIES: "One owner each: shall I make a copy for everybody?",
    FormKind.DONE: "How can others see that it is done? A link or a line.",
    FormKind.EXTEND: "Until when, and why?",
    FormKind.DROP: "Why is it dropped?",
    FormKind.HANDOVER: "Who should take it over?",
    FormKind.NOT_THERE_YET: "What is still missing?",
    FormKind.PICK: "Which commitment?",
}
_PROBLEMS = {
    Problem.EMPTY: "What do you promise, and by when?",
    Problem.VAGUE: "What exactly, by when?",
    Problem.PAST: "“{phrase}” has passed. Please pick another day.",
    Problem.IMPOSSIBLE: "There is no such day as “{phrase}”. Please pick one.",
    Problem.AMBIGUOUS: "“{phrase}” can mean {choices}. Please pick one.",
    Problem.WHOSE: "Whose promise is it, and by when?",
    Problem.WHO: "I cannot tell who you mean. Please pick the owner.",
    Problem.NOT_A_COLLEAGUE: (
        "A bot, a group, or somebody who left or is from outside cannot own a promise. "
        "Please pick a colleague."
    ),
    Problem.TOO_LONG: "A promise fits in {most:,} characters; yours has {length:,}.",
}


def modal_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: modal(form)


def invitation_of(look: Look) -> Draw:
    form = _form(look)
    question = form.on_top if form.kind is FormKind.PROMISE else _QUESTIONS.get(form.kind, "")
    asked = question or "Please fill in the form."
    return lambda: invitation(form, asked)


def _form(look: Look) -> Form:
    if "unfinished" in look.facts:
        number = int(look.facts["unfinished"])
        return _begun(look, unfinished_numbered(look.session, reader_of(look), number))
    kind = FormKind(look.facts["form"])
    if kind is FormKind.PROMISE:
        owner = look.subject.reader
        return Form(kind, note="", on_top=_PROBLEMS[Problem.EMPTY], owner=owner, asks_where=True)
    return _about(look, kind, int(look.facts["number"]))


def _begun(look: Look, started: Started) -> Form:
    note = f"U-{started.number}"
    if started.kind is FormKind.PICK:
        return _pick(look, started, note)
    facts = started.facts
    if "number" in facts:
        about = _about(look, started.kind, int(facts["number"]))
        text, due = started.words or about.text, _day(facts, "due_on") or about.due
        person = facts.get("person") or ""
        return Form(**{**vars(about), "note": note, "text": text, "due": due, "owner": person})
    return Form(
        started.kind,
        note=note,
        on_top=_problem(started),
        text=started.words,
        due=_day(facts, "due_on"),
        owner=_if_able(look, facts.get("owner")),
        people=facts.get("owners", ()),
        promised_to=_if_able(look, facts.get("promised_to")),
        asks_where=bool(facts.get("asks_where")),
    )


def _about(look: Look, kind: FormKind, number: int) -> Form:
    """Return a form about a commitment, with what it says now where that is to be changed."""
    seen = shown(look.session, look.session.get_one(Commitment, (look.team_id, number)), look.now)
    changes = kind in {FormKind.EDIT, FormKind.CHANGE_OFFER}
    return Form(
        kind,
        note=f"C-{number}",
        on_top=f"{headline(seen)}\n{words(seen.what, 1200)}",
        text=seen.what if changes else "",
        due=seen.commitment.due_on if changes else None,
        customers=seen.customers if kind is FormKind.EDIT else "",
    )


def _pick(look: Look, started: Started, note: str) -> Form:
    mine = listed(look.session, reader_of(look), Which.MINE, look.now)
    typed = f"\n{words(started.words, 1200)}" if started.words else ""
    return Form(
        FormKind.PICK,
        note=note,
        on_top=f"*{_verb(started)}*{typed}",
        text=started.words,
        choices=[(str(each.commitment.number), _label(each)) for each in mine.shown[:PAGE]],
    )


def _verb(started: Started) -> str:
    return str(started.facts.get("act", "")).replace("_", " ").capitalize()


def _label(seen: Shown) -> str:
    return f"{seen.commitment.name} · {seen.what}"


def _problem(started: Started) -> str:
    facts: Mapping[str, Any] = started.facts
    if started.kind is FormKind.COPIES:
        return _QUESTIONS[FormKind.COPIES]
    pattern = _PROBLEMS[Problem(facts.get("problem", "empty"))]
    days = [date.fromisoformat(choice) for choice in facts.get("choices", ())]
    choices = " or ".join(day_in_words(day, day) for day in days)
    return pattern.format(
        phrase=escape(str(facts.get("phrase", ""))),
        choices=choices or "more than one day",
        most=LONGEST,
        length=len(started.words),
    )


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _if_able(look: Look, slack_id: str | None) -> str:
    person = person_known(look.session, look.team_id, slack_id) if slack_id else None
    return slack_id or "" if person and person.can_promise else ""
