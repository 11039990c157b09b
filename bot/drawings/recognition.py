"""Looking up what the drawings of thanks, nominations and their coverage need."""

from collections.abc import Mapping

from sqlmodel import col, select

from bot.domain.answers import Kind
from bot.domain.channels import Posting
from bot.domain.forums.finding import facilitator_of, forum_name, forum_numbered
from bot.domain.people import person_numbered
from bot.domain.preferences import preferences_of
from bot.domain.recognition.answering import What
from bot.domain.recognition.coverage import coverage
from bot.domain.recognition.finding import Shown, had_lately, shown
from bot.domain.recognition.lines import GROUP, PROBLEMS
from bot.domain.recognition.nominating import pickers_of
from bot.domain.recognition.reading import parted
from bot.domain.recognition.records import Nomination, NominationState, Recognition
from bot.domain.recognition.taking_back import is_fresh
from bot.domain.roles import cco_of
from bot.domain.unfinished import FormKind, Started, UnfinishedGone, unfinished_numbered
from bot.domain.words import words_of
from bot.drawings.commitments import reader_of
from bot.drawings.subjects import Draw, DrawModal, KindLookUp, Look, ModalLookUp
from bot.views.forms import answered
from bot.views.recognition import answers, forms, nominations, posts
from bot.views.recognition import coverage as coverage_views
from bot.views.refusals import sentence_of
from bot.views.text import count

_UNDECIDED = (NominationState.NOMINATED, NominationState.PICKED)
_MOST_LISTED = 10


def post_of(look: Look) -> Draw | None:
    seen = _seen(look)
    if seen.is_withdrawn or not seen.people:
        return None
    return lambda: posts.post(seen)


def told_of(look: Look) -> Draw | None:
    seen, reader = _seen(look), reader_of(look)
    if all(person.number != reader.number for person in seen.everybody):
        return None
    asks = bool(look.facts.get("asks"))
    privately = preferences_of(look.session, reader).thanked_privately
    return lambda: posts.told(seen, reader, asks=asks, privately=privately)


def answer_of(look: Look) -> Draw:
    seen, facts = _seen(look), look.facts
    posting = facts.get("posting")
    answer = answers.Answered(
        seen,
        What(facts["what"]),
        reader_of(look),
        is_fresh=is_fresh(seen.recognition, look.now),
        again=bool(facts.get("again")),
        posting=Posting(posting) if posting else None,
        command=look.command,
    )
    return lambda: answers.answer(answer)


def modal_of(look: Look) -> DrawModal:
    form = _form(look)
    return lambda: forms.modal(form)


def invitation_of(look: Look) -> Draw:
    try:
        form = _form(look)
    except UnfinishedGone:
        return answered
    return lambda: forms.invitation(form)


def nomination_of(look: Look) -> Draw:
    nominated, what = _nominated(look, _nomination(look)), str(look.facts["what"])
    return lambda: nominations.answer(nominated, what)


def commended_of(look: Look) -> Draw:
    nominated = _nominated(look, _nomination(look))
    return lambda: nominations.commended(nominated)


def nominations_of(look: Look) -> Draw:
    """Look up what waits for the reader: to be picked, or to be told at a gathering."""
    reader = reader_of(look)
    waiting = look.session.exec(
        select(Nomination)
        .where(
            Nomination.team_id == look.team_id,
            col(Nomination.state).in_(_UNDECIDED),
        )
        .order_by(col(Nomination.number))
    ).all()
    mine = [each for each in waiting if reader.number in pickers_of(look.session, each)]
    # What a forum tells is told as it begins; for another gathering somebody says so.
    open_ = [each for each in mine if not (each.forum and each.state is NominationState.PICKED)]
    rows = [_nominated(look, each) for each in open_[:_MOST_LISTED]]
    return lambda: nominations.listed(rows)


def coverage_of(look: Look) -> Draw:
    seen = coverage(look.session, reader_of(look), look.now)
    return lambda: coverage_views.coverage(seen)


def thanks_on_home(look: Look) -> list[Shown]:
    """Return the thanks that the reader was given lately."""
    return had_lately(look.session, reader_of(look), look.now)


def _form(look: Look) -> forms.Form:
    facts = look.facts
    if "unfinished" in facts:
        number = int(facts["unfinished"])
        return _begun(look, unfinished_numbered(look.session, reader_of(look), number))
    kind = FormKind(facts["form"])
    if kind in {FormKind.KUDOS, FormKind.NOMINATE}:
        return forms.Form(kind, note="", on_top=forms.ASKED[kind], asks_where=True)
    if kind is FormKind.NOMINATION_PICK:
        nominated = _nominated(look, _nomination(look))
        return forms.Form(kind, nominated.nomination.label, on_top=nominations.top(nominated))
    seen = _seen(look)
    is_edit = kind is FormKind.KUDOS_EDIT
    tag = seen.recognition.tag
    return forms.Form(
        kind,
        seen.recognition.label,
        on_top=forms.ASKED[kind],
        did=seen.did if is_edit else "",
        changed=seen.changed,
        tag=tag.value if tag and is_edit else "",
    )


def _begun(look: Look, started: Started) -> forms.Form:
    """Return a form that goes on with what was typed."""
    facts = started.facts
    did, changed = parted(started.words)
    return forms.Form(
        started.kind,
        note=f"U-{started.number}",
        on_top=_problem(look, started),
        people=facts.get("people", ()),
        did=did,
        changed=changed,
        tag=str(facts.get("tag", "")),
        asks_where=bool(facts.get("asks_where")),
    )


def _problem(look: Look, started: Started) -> str:
    problem = str(started.facts.get("problem", ""))
    if problem == GROUP:
        people = count(int(started.facts["group"]), "person", "people")
        return f"These are *{people}*, without you. Shall I thank all of them?"
    error = PROBLEMS.get(problem)
    return sentence_of(error(), look.command, escaped=True) if error else forms.ASKED[started.kind]


def _seen(look: Look) -> Shown:
    number = int(look.facts["number"])
    return shown(look.session, look.session.get_one(Recognition, (look.team_id, number)))


def _nomination(look: Look) -> Nomination:
    return look.session.get_one(Nomination, (look.team_id, int(look.facts["number"])))


def _nominated(look: Look, nomination: Nomination) -> nominations.Nominated:
    session, team_id = look.session, look.team_id
    ids = {nomination.why, nomination.changed, nomination.sentence}
    texts = words_of(session, ids)
    forum = forum_numbered(session, team_id, nomination.forum) if nomination.forum else None
    picker = facilitator_of(session, forum) if forum else cco_of(session, team_id)
    person = person_numbered(session, team_id, nomination.person)
    return nominations.Nominated(
        nomination,
        person=person,
        by=person_numbered(session, team_id, nomination.nominated_by),
        why=texts.get(nomination.why, "(erased)"),
        changed=texts.get(nomination.changed or 0, ""),
        sentence=texts.get(nomination.sentence or 0, "(erased)"),
        where=forum_name(session, forum) if forum else "",
        picker=picker.called if picker else "",
        is_own=picker is not None and picker.number == nomination.nominated_by,
        told_privately=preferences_of(session, person).thanked_privately,
    )


LOOK_UPS: Mapping[Kind, KindLookUp] = {
    Kind.KUDOS: answer_of,
    Kind.KUDOS_POST: post_of,
    Kind.KUDOS_TOLD: told_of,
    Kind.KUDOS_FORM: invitation_of,
    Kind.NOMINATION: nomination_of,
    Kind.NOMINATIONS: nominations_of,
    Kind.COMMENDED: commended_of,
    Kind.COVERAGE: coverage_of,
}
MODALS: Mapping[Kind, ModalLookUp] = {Kind.KUDOS_FORM: modal_of}
