"""Looking up what a form about an issue starts with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.areas import areas_of
from bot.domain.calendar import today_in
from bot.domain.issues.answering import place_in
from bot.domain.issues.drafting import alike_to, scene_of
from bot.domain.issues.finding import Shown, shown, shown_all
from bot.domain.issues.listing import Which, listed
from bot.domain.issues.merging import same_eyes
from bot.domain.issues.records import Issue
from bot.domain.issues.rights import Act, issue_for, may
from bot.domain.issues.similar import similar_issues
from bot.domain.issues.stepping import Step, missing, next_step
from bot.domain.issues.touchpoints import touchpoints_of
from bot.domain.issues.wording import demand_fresh, first_report_of
from bot.domain.people import people_numbered
from bot.domain.unfinished import FormKind, Started, UnfinishedGone, unfinished_numbered
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, Look
from bot.errors import UserError
from bot.views.forms import answered
from bot.views.ids import Field
from bot.views.issues import forms
from bot.views.issues.form import Form
from bot.views.issues.lines import headline, list_line
from bot.views.text import words

_WHAT_MOST = 300
_LABEL_MOST = 60
_MOST_ALIKE = 10
# Where what was typed goes, if it belongs to no other input.
_TYPED = {
    FormKind.ISSUE: Field.WHAT,
    FormKind.ISSUE_SOLVED: Field.TOLD_HOW,
    FormKind.ISSUE_TOLD: Field.TOLD_HOW,
    FormKind.ISSUE_MERGE: Field.INTO,
    **dict.fromkeys(
        (
            *(FormKind.ISSUE_REPORT, FormKind.ISSUE_STEP, FormKind.ISSUE_REOPEN),
            FormKind.ISSUE_PICK,
        ),
        Field.WORDS,
    ),
}
_ASKED_FOR = {Step.CAUSE: Field.CAUSE, Step.FIX: Field.FIX, Step.TOLD: Field.TOLD_HOW}
# Which list the issue of a verb is picked from.
_PICKED_FROM = {"own": Which.WITHOUT_OWNER, "report": Which.OPEN}


def modal_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: forms.modal(form)


def invitation_of(look: Look) -> Draw:
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: forms.invitation(form)


def _form(look: Look) -> Form:
    """Return a form that goes on with what was typed, or that a button opens."""
    if "unfinished" not in look.facts:
        kind, facts = FormKind(look.facts["form"]), look.facts
        note = ":".join([str(facts["issue"]), str(facts.get("step", "")), place_in(facts)])
        return _about(look, kind, facts, Form(kind, note))
    number = int(look.facts["unfinished"])
    started = unfinished_numbered(look.session, reader_of(look), number)
    typed = {_TYPED.get(started.kind, Field.REASON).value: started.words}
    form = Form(started.kind, f"U-{number}", values=typed)
    if started.kind is FormKind.ISSUE:
        return _new(look, started, form)
    if started.kind is FormKind.ISSUE_PICK:
        return _pick(look, started, form)
    return _about(look, started.kind, started.facts, form)


def _new(look: Look, started: Started, form: Form) -> Form:
    facts, reader = started.facts, reader_of(look)
    scene = scene_of(look.session, reader, facts)
    alike = alike_to(look.session, reader, started.words, scene, look.now)
    known = (Field.SEVERITY, Field.TOUCHPOINT, Field.HEARD_BY, Field.CHANNEL)
    values = {name.value: str(facts[name]) for name in known if facts.get(name)}
    return replace(
        form,
        values={**form.values, **values},
        choices=_touchpoints(look),
        asks=frozenset({Field.CHANNEL} if facts.get("asks_where") else ()),
        before=[(list_line(each), each.issue.number) for each in _all(look, alike)],
    )


def _pick(look: Look, started: Started, form: Form) -> Form:
    act = str(started.facts["act"])
    which = _PICKED_FROM.get(act, Which.MINE)
    here = place_in(started.facts)
    page = listed(look.session, reader_of(look), which, look.now, here=here)
    choices = [(str(each.issue.number), _label(each)) for each in page.shown]
    return replace(form, choices=choices, on_top=f"*{act.capitalize()}*")


def _about(look: Look, kind: FormKind, facts: Mapping[str, Any], form: Form) -> Form:
    reader = reader_of(look)
    issue = issue_for(look.session, reader, int(facts["issue"]), here=place_in(facts), lock=False)
    seen = shown(look.session, issue, look.now)
    top = f"{headline(seen)}\n{words(seen.what, _WHAT_MOST)}"
    more = _MORE.get(kind)
    form = replace(form, on_top=top)
    return more(look, seen, facts, form) if more else form


def _change(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del facts
    issue, reader = seen.issue, reader_of(look)
    fresh = may(look.session, issue, reader, Act.REWORD) and _is_fresh(look, issue)
    values = {
        Field.WHAT.value: seen.what,
        Field.SEVERITY.value: issue.severity.value,
        Field.TOUCHPOINT.value: str(issue.touchpoint or ""),
        Field.TAG.value: issue.tag.value if issue.tag else "",
    }
    heard = first_report_of(look.session, issue, reader)
    if heard is not None:
        known = words_of(look.session, {heard.customer})
        values[Field.CUSTOMER.value] = known.get(heard.customer or 0, "")
    asks = {Field.WHAT} if fresh else set()
    asks |= {Field.CUSTOMER} if heard else set()
    return replace(form, values=values, choices=_touchpoints(look), asks=frozenset(asks))


def _is_fresh(look: Look, issue: Issue) -> bool:
    try:
        demand_fresh(look.session, issue, look.now)
    except UserError:
        return False
    return True


def _step(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del look, facts
    step = next_step(seen.issue)
    return replace(form, step=step.value if step else Step.FIXED.value)


def _solved(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    asks = frozenset(_ASKED_FOR[step] for step in missing(seen.issue) if step in _ASKED_FOR)
    return _with_telling(look, facts, replace(form, asks=asks))


def _told(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del seen
    return _with_telling(look, facts, form)


def _with_telling(look: Look, facts: Mapping[str, Any], form: Form) -> Form:
    """Start with the reader as who told the customer, today."""
    reader = reader_of(look)
    today = today_in(reader.zoneinfo, look.now).isoformat()
    values = {
        **form.values,
        Field.TOLD_BY.value: reader.slack_id or "",
        Field.TOLD_ON.value: str(facts.get("told_on") or today),
        Field.TOLD_COUNT.value: str(facts.get("told_count") or ""),
    }
    return replace(form, values=values)


def _wait(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del seen
    areas = [(str(area.number), area.name) for area in areas_of(look.session, look.team_id)]
    values = {**form.values, Field.AREA.value: str(facts.get("area") or "")}
    return replace(form, choices=areas, values=values)


def _park(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del look, seen
    return replace(form, values={**form.values, Field.UNTIL.value: str(facts.get("until") or "")})


def _merge(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    """Offer those that are worded alike; any other is named by its id."""
    alike = similar_issues(
        look.session,
        reader_of(look),
        seen.what,
        look.now,
        most=_MOST_ALIKE,
        place=place_in(facts),
        but=seen.issue.number,
    )
    mergeable = [each for each in alike if same_eyes(seen.issue, each)]
    choices = [(str(each.issue.number), _label(each)) for each in _all(look, mergeable)]
    return replace(form, choices=choices)


def _handover(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del look, facts
    return form if seen.owner else replace(form, step=forms.UNOWNED_STEP)


def _helping(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del facts
    people = people_numbered(look.session, look.team_id, {each.number for each in seen.helping})
    return replace(form, people=[each.slack_id for each in people.values() if each.slack_id])


def _worth(look: Look, seen: Shown, facts: Mapping[str, Any], form: Form) -> Form:
    del look, facts
    issue = seen.issue
    values = {
        Field.WORTH.value: str(issue.worth or ""),
        Field.FROM.value: issue.worth_from.isoformat() if issue.worth_from else "",
        Field.UNTIL.value: issue.worth_to.isoformat() if issue.worth_to else "",
        Field.BASIS.value: seen.worth_basis,
    }
    return replace(form, values=values)


def _all(look: Look, issues: Sequence[Issue]) -> list[Shown]:
    return shown_all(look.session, issues, look.now)


def _touchpoints(look: Look) -> list[tuple[str, str]]:
    return [(str(each.number), each.name) for each in touchpoints_of(look.session, look.team_id)]


def _label(seen: Shown) -> str:
    return f"{seen.issue.label} · {seen.what[:_LABEL_MOST]}"


_MORE: Mapping[FormKind, Callable[[Look, Shown, Mapping[str, Any], Form], Form]] = {
    FormKind.ISSUE_CHANGE: _change,
    FormKind.ISSUE_STEP: _step,
    FormKind.ISSUE_SOLVED: _solved,
    FormKind.ISSUE_TOLD: _told,
    FormKind.ISSUE_WONT_FIX: _told,
    FormKind.ISSUE_HANDOVER: _handover,
    FormKind.ISSUE_WAIT: _wait,
    FormKind.ISSUE_PARK: _park,
    FormKind.ISSUE_MERGE: _merge,
    FormKind.ISSUE_HELPING: _helping,
    FormKind.ISSUE_WORTH: _worth,
}
