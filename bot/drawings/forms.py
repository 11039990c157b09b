"""Looking up what a form starts with: what was typed before, or the record it is about."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.commitments.disputable import done_lately_for
from bot.domain.commitments.finding import Shown, Which, listed, shown
from bot.domain.commitments.promising import Problem
from bot.domain.commitments.records import Commitment
from bot.domain.people import person_known
from bot.domain.unfinished import FormKind, Started, UnfinishedGone, unfinished_numbered
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, Look
from bot.views.forms import Form, answered, invitation, modal
from bot.views.prompts import about_act, about_record, asked, asked_again, label

# Who waits for a promise releases its owner, or says that it is not there yet; the rest is for
# owners.
_PICKED_FROM = {FormKind.RELEASE: Which.OWED}


def modal_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: modal(form)


def invitation_of(look: Look) -> Draw:
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    question = form.on_top if form.kind is FormKind.PROMISE else asked(form.kind)
    return lambda: invitation(form, question)


def _form(look: Look) -> Form:
    if "unfinished" in look.facts:
        number = int(look.facts["unfinished"])
        return _begun(look, unfinished_numbered(look.session, reader_of(look), number))
    kind = FormKind(look.facts["form"])
    if kind is FormKind.PROMISE:
        owner = look.subject.reader
        return Form(kind, note="", on_top=asked(kind), owner=owner, asks_where=True)
    return _about(look, kind, int(look.facts["number"]))


def _begun(look: Look, started: Started) -> Form:
    note = f"U-{started.number}"
    if started.kind is FormKind.PICK:
        return _pick(look, started, note)
    facts = started.facts
    if "number" in facts:
        about = _about(look, started.kind, int(facts["number"]))
        text, due = started.words or about.text, _day(facts, "due_on") or about.due
        known = {"text": text, "due": due, "owner": facts.get("person") or ""}
        on_top = f"{_problem(started)}\n{about.on_top}" if "problem" in facts else about.on_top
        return Form(**{**vars(about), "note": note, "on_top": on_top, **known})
    return Form(
        started.kind,
        note=note,
        on_top=_problem(started),
        # The date that is asked about stands on top, in the words it was typed in.
        text=_without(started.words, str(facts.get("phrase", ""))),
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
        on_top=about_record(seen),
        text=seen.what if changes else "",
        due=seen.commitment.due_on if changes else None,
        customers=seen.customers if kind is FormKind.EDIT else "",
    )


def _pick(look: Look, started: Started, note: str) -> Form:
    act = FormKind(started.facts["act"])
    found = _to_pick_from(look, act)
    return Form(
        FormKind.PICK,
        note=note,
        on_top=about_act(act, started.words, is_any=bool(found)),
        text=started.words,
        choices=[(str(each.commitment.number), label(each)) for each in found],
    )


def _to_pick_from(look: Look, act: FormKind) -> Sequence[Shown]:
    if act is FormKind.NOT_THERE_YET:
        return done_lately_for(look.session, reader_of(look), look.now)
    which = _PICKED_FROM.get(act, Which.MINE)
    return listed(look.session, reader_of(look), which, look.now).shown


def _problem(started: Started) -> str:
    facts: Mapping[str, Any] = started.facts
    if started.kind is FormKind.COPIES:
        return asked(started.kind)
    return asked_again(
        Problem(facts.get("problem", "empty")),
        phrase=str(facts.get("phrase", "")),
        choices=[date.fromisoformat(choice) for choice in facts.get("choices", ())],
        length=len(started.words),
    )


def _without(words: str, phrase: str) -> str:
    return words.removesuffix(phrase).rstrip(" ,;:") or words


def _day(facts: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _if_able(look: Look, slack_id: str | None) -> str:
    person = person_known(look.session, look.team_id, slack_id) if slack_id else None
    return slack_id or "" if person and person.can_promise else ""
