"""Looking up what a form about a proposal starts with."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain.areas import areas_of
from bot.domain.calendar import next_working_day, today_in
from bot.domain.people import people_numbered, person_numbered
from bot.domain.proposals.amending import untouched
from bot.domain.proposals.delegating import to_name_for
from bot.domain.proposals.drafting import begun_in
from bot.domain.proposals.finding import proposal_numbered, round_of, seats_in, stance_of, text_of
from bot.domain.proposals.outcomes import REVIEWED_AFTER
from bot.domain.proposals.possible import needs_guard, outcome_facts, possible_outcomes
from bot.domain.proposals.proposing import default_close
from bot.domain.proposals.records import Proposal, State
from bot.domain.proposals.reviewing import was_disputed
from bot.domain.proposals.rounds import StanceKind
from bot.domain.proposals.telling import zone_of
from bot.domain.proposals.templates import TEMPLATES
from bot.domain.proposals.typed import title_of
from bot.domain.unfinished import FormKind, Started, UnfinishedGone, unfinished_numbered
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.proposals.shown import shown
from bot.drawings.subjects import Draw, DrawModal, Look
from bot.views.forms import answered
from bot.views.proposals import forms
from bot.views.proposals.form import Form
from bot.views.proposals.lines import Shown, quoted, short, which
from bot.views.proposals.reading import who_reads
from bot.views.text import words

_ORDER = (
    State.ALIGNED,
    State.ALIGNED_WITH_CONDITIONS,
    State.ALIGNED_WITH_DISSENT,
    State.NOT_ALIGNED,
)
_ENDINGS = {
    State.ALIGNED: "Aligned",
    State.ALIGNED_WITH_CONDITIONS: "Aligned with conditions",
    State.ALIGNED_WITH_DISSENT: "Aligned with recorded dissent",
    State.NOT_ALIGNED: "Not aligned",
}
_OTHER_STANCES = {
    StanceKind.COMMIT.value: "Commit",
    StanceKind.CONDITION.value: "Commit if…",
    "new": "New commitment linked to {name}",
}


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
        kind = FormKind(look.facts["form"])
        return _about(look, kind, dict(look.facts), note=_key(look.facts), typed="")
    number = int(look.facts["unfinished"])
    started = unfinished_numbered(look.session, reader_of(look), number)
    note = f"U-{number}"
    if started.kind is FormKind.PROPOSE:
        return _propose(look, started, note)
    if started.kind is FormKind.ROUND_PICK:
        return _pick(look, started, note)
    return _about(look, started.kind, dict(started.facts), note=note, typed=started.words)


def _key(facts: Mapping[str, object]) -> str:
    return ":".join(str(facts.get(name) or 0) for name in ("proposal", "round", "person"))


def _about(look: Look, kind: FormKind, facts: dict[str, object], *, note: str, typed: str) -> Form:
    number = int(str(facts["proposal"]))
    proposal = look.session.get_one(Proposal, (look.team_id, number))
    seen = shown(look, proposal, reader_of(look))
    start = Form(
        kind=kind,
        note=note,
        on_top=f"{which(seen)}\n{words(seen.title, 200)}",
        text=typed,
        choice=str(facts.get("choice") or ""),
        who_reads=f"Who reads it: {who_reads(seen)}",
    )
    more = _MORE.get(kind)
    return more(look, seen, facts, start) if more else start


def _with(form: Form, **changed: object) -> Form:
    return Form(**{**vars(form), **changed})


def _amend(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    """Start with the words that stand, and with whose dissent the new ones may answer."""
    del facts
    waiting = untouched(look.session, seen.proposal)
    people = people_numbered(look.session, look.team_id, {each.person for each in waiting})
    choices = [(str(each.person), people[each.person].called) for each in waiting]
    closes = "The round that runs is closed by it; what was said stays readable."
    top = f"{form.on_top}\n{closes}" if seen.is_running else form.on_top
    return _with(form, on_top=top, text=form.text or seen.text, choices=choices)


def _reword(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    del look, facts
    return _with(form, text=form.text or seen.text)


def _asked(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    del facts
    one = round_of(look.session, seen.proposal)
    numbers = [seat.person for seat in seats_in(look.session, one)] if one else []
    people = people_numbered(look.session, look.team_id, {*numbers})
    ids = [people[number].slack_id or "" for number in numbers]
    return _with(form, people=[each for each in ids if each])


def _stance(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    """Start with what was typed, or with what was said before."""
    if facts.get("typed"):
        choices = [(value, label.format(name=seen.name)) for value, label in _OTHER_STANCES.items()]
        return _with(form, choices=choices)
    reader = reader_of(look)
    person = int(str(facts.get("person") or 0)) or reader.number
    one = round_of(look.session, seen.proposal)
    before = stance_of(look.session, one, person) if one else None
    if before is None or reader.number not in {person, before.spoken_by}:
        return form
    if form.choice and before.kind is StanceKind.DISSENT and form.choice != before.kind.value:
        why = "You dissented before. What changed? Your words stand with your answer."
        return _with(form, on_top=f"{form.on_top}\n{why}")
    said = words_of(look.session, {before.words}).get(before.words or 0, "")
    known = {"text": form.text or said, "choice": form.choice or before.kind.value}
    return _with(form, **known, shows_name=before.shows_name)


def _close(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    del look, facts
    waiting = len(seen.table.waiting) if seen.table else 0
    return _with(form, on_top=f"{form.on_top}\nNot yet heard: {waiting}.")


def _outcome(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    del facts
    session, proposal = look.session, seen.proposal
    possible = possible_outcomes(outcome_facts(session, proposal, look.now))
    choices = [(state.value, _ENDINGS[state]) for state in _ORDER if state in possible]
    today = today_in(zone_of(session, proposal), look.now)
    return _with(
        form,
        choices=choices,
        choice=choices[0][0] if len(choices) == 1 else "",
        until=next_working_day(today + REVIEWED_AFTER),
        asks_unseen=needs_guard(session, proposal, look.now),
    )


def _on_dissent(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    """Name whose dissent a form is about."""
    person = person_numbered(look.session, look.team_id, int(str(facts.get("person") or 0)))
    del seen
    return _with(form, on_top=f"{form.on_top}\nThe dissent of {short(person.called)}")


def _delegate(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    """Offer those who are away, for whom the reader may name somebody."""
    del facts
    reader = reader_of(look)
    people = to_name_for(look.session, seen.proposal, reader, look.now)
    if [person.number for person in people] == [reader.number]:
        return form
    choices = [
        (str(each.number), "Myself" if each.number == reader.number else each.called)
        for each in people
    ]
    return _with(form, choices=choices, choice=choices[0][0] if len(choices) == 1 else "")


def _review(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    """Show what was decided, and ask about the dissent where there was one."""
    del facts
    disputed = was_disputed(look.session, seen.proposal)
    top = f"{form.on_top}\n{quoted(seen.outcome, 600)}" if seen.outcome else form.on_top
    return _with(form, on_top=top, is_disputed=disputed)


def _concern(look: Look, seen: Shown, facts: Mapping[str, object], form: Form) -> Form:
    del look, seen, facts
    return _with(form, on_top=f"{form.on_top}\n{forms.BOX}", who_reads="")


def _propose(look: Look, started: Started, note: str) -> Form:
    begun, reader = begun_in(started), reader_of(look)
    place = str((begun.scene or {}).get("channel_id", ""))
    closes = default_close(look.session, reader, place, look.now)
    areas = [(str(area.number), area.name) for area in areas_of(look.session, look.team_id)]
    return Form(
        kind=FormKind.PROPOSE,
        note=note,
        text=begun.what,
        people=begun.people,
        until=begun.until or closes.date(),
        choices=areas,
        chosen=[str(number) for number in begun.areas],
        templates=[(template.key, template.name) for template in TEMPLATES],
        choice=begun.template,
        how=begun.how,
        page=begun.page,
        is_draft=begun.is_draft,
    )


def _pick(look: Look, started: Started, note: str) -> Form:
    numbers: Sequence[int] = started.facts.get("proposals", ())
    found = [proposal_numbered(look.session, look.team_id, int(number)) for number in numbers]
    choices = [
        (str(each.number), f"{each.label} · {title_of(text_of(look.session, each), 60)}")
        for each in found
        if each is not None
    ]
    asks = started.facts.get("stance") != StanceKind.COMMIT.value
    return Form(FormKind.ROUND_PICK, note, text=started.words, choices=choices, asks_reason=asks)


_MORE: Mapping[FormKind, Callable[[Look, Shown, Mapping[str, object], Form], Form]] = {
    FormKind.AMEND: _amend,
    FormKind.REWORD: _reword,
    FormKind.ASKED: _asked,
    FormKind.STANCE: _stance,
    FormKind.CLOSE_ROUND: _close,
    FormKind.OUTCOME: _outcome,
    FormKind.ALTERNATIVE: _on_dissent,
    FormKind.RISK: _on_dissent,
    FormKind.CONCERN: _concern,
    FormKind.REVIEW: _review,
    FormKind.DELEGATE: _delegate,
}
