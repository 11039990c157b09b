"""What is done with an issue that a line names: `own I-7`, `next I-7 …`, `park I-7 until …`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.areas import areas_of
from bot.domain.calendar import today_in
from bot.domain.commitments.acting import date_and_reason
from bot.domain.commitments.promising import as_read, one_called
from bot.domain.issues import ending, handing, owning, resting, stepping
from bot.domain.issues.admitting import demand_form
from bot.domain.issues.answering import ask, form_facts, open_form, place_in, said, still_needs
from bot.domain.issues.drafting import closed_notes
from bot.domain.issues.filling import merge_into, number_in, take_step
from bot.domain.issues.records import Issue
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.stepping import Closing, NotClosable, NotItsTurn, Step, Telling
from bot.domain.issues.told_on import told_on_in
from bot.domain.issues.typed import aside_in, count_in, heard_in, into_in, without_because
from bot.domain.people import Person, person_known
from bot.domain.scenes import Scene
from bot.domain.typed_text import leading_mentions
from bot.domain.unfinished import FormKind

_UNTIL = ("until", "till", "to", "by")


def own(session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """`own I-7`: mine; where I am asked to own it, that is a yes."""
    del scene, text
    if issue.handover_to == me.number:
        return said(handing.accept(session, issue, me, now))
    return said(owning.own(session, issue, me, now))


def next_(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`next I-7 …`: exactly what it needs next; or aside, to another area, a day, an end."""
    aside = aside_in(text)
    if aside is not None:
        return _ASIDES[aside.what](session, issue, me, scene, aside.rest, now)
    step = stepping.next_step(issue)
    if step is None:
        raise NotItsTurn(record=issue.label)
    if step in _FIRST:
        begun = _FIRST[step](session, issue, me, scene, "", now)
        # What was typed is for the step that comes after.
        return next_(session, issue, me, scene, text, now) if text.strip(" .!") else begun
    if step is Step.TOLD:
        return told(session, issue, me, scene, text, now)
    words = without_because(as_read(session, me, text))
    if step is not Step.FIXED and not words:
        demand_form(session, issue, me, FormKind.ISSUE_STEP, now)
        return open_form(FormKind.ISSUE_STEP, issue, scene.channel_id, step=step.value)
    return take_step(session, issue, me, step, words, now)


def go_on(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """Go on with what rested."""
    del scene, text
    return said(resting.go_on(session, issue, me, now))


def report(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`report I-7 heard by phone from Acme: “…”`: one more customer."""
    heard = heard_in(as_read(session, me, text))
    if not (heard.words or heard.customer or heard.heard_by):
        return open_form(FormKind.ISSUE_REPORT, issue, scene.channel_id)
    wish = ReportWish(heard.customer, heard.heard_by, heard.words)
    reported = add_report(session, issue, me, wish, now)
    return said(reported.issue, notes=closed_notes(reported.issue))


def told(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`told I-7 by mail on Friday, to 12 customers`: that closes it, if nothing is missing."""
    how = as_read(session, me, text).strip(" ,;:-")
    day = told_on_in(how, today_in(me.zoneinfo, now))
    if not day.rest.strip(" .,;:-"):
        demand_form(session, issue, me, FormKind.ISSUE_TOLD, now)
        known = {"told_on": day.on.isoformat()} if day.on else {}
        return open_form(FormKind.ISSUE_TOLD, issue, scene.channel_id, **known)
    telling = Telling(how, day.on, count_in(day.rest), me.number)
    return _closed(session, issue, me, Closing(telling=telling), now)


def close(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`close I-7`: what is missing is listed, with the way to fill it in."""
    if as_read(session, me, text).strip(" ,;:-"):
        return told(session, issue, me, scene, text, now)
    return _closed(session, issue, me, Closing(), now)


def reopen(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`reopen I-7 because …`: not solved."""
    words = without_because(as_read(session, me, text))
    if not words:
        demand_form(session, issue, me, FormKind.ISSUE_REOPEN, now)
        return open_form(FormKind.ISSUE_REOPEN, issue, scene.channel_id)
    return said(ending.reopen(session, issue, me, words, now))


def park(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`park I-7 until 4 january because …`: it comes back by itself."""
    demand_form(session, issue, me, FormKind.ISSUE_PARK, now)
    read = date_and_reason(_without_lead(as_read(session, me, text)), me, now)
    if read.on is None or not read.text:
        until = read.on.isoformat() if read.on else None
        facts = {"scene": scene.to_json(), "until": until}
        return _ask(session, issue, me, FormKind.ISSUE_PARK, read.text, facts, now)
    reason = f"because {read.text}" if read.text.startswith("of ") else read.text
    return said(resting.park(session, issue, me, read.on, reason, now))


def merge(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`merge I-7 into I-3`: one issue, with the reports of both."""
    demand_form(session, issue, me, FormKind.ISSUE_MERGE, now)
    number = number_in(into_in(text))
    if not number:
        facts = {"scene": scene.to_json()}
        words = as_read(session, me, text)
        return _ask(session, issue, me, FormKind.ISSUE_MERGE, words, facts, now)
    return merge_into(session, issue, me, number, scene.channel_id, now)


def hand_over(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`handoff I-7 @ben because …`: an offer; until he accepts, it stays with its owner."""
    demand_form(session, issue, me, FormKind.ISSUE_HANDOVER, now)
    named = leading_mentions(_without_lead(text.strip()))
    to = _named(session, me, text)
    if to is None:
        words = as_read(session, me, text)
        facts = {"scene": scene.to_json()}
        return _ask(session, issue, me, FormKind.ISSUE_HANDOVER, words, facts, now)
    why = without_because(as_read(session, me, named.rest))
    return said(handing.hand_over(session, issue, me, to, now, why))


def decline(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """`decline I-7 because …`: no, I shall not own it."""
    demand_form(session, issue, me, FormKind.ISSUE_DECLINE, now)
    reason = without_because(as_read(session, me, text))
    if not reason:
        return open_form(FormKind.ISSUE_DECLINE, issue, scene.channel_id)
    return said(handing.decline(session, issue, me, reason, now))


def _wait(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """Read “Product because …”: the area whose name the text begins with."""
    demand_form(session, issue, me, FormKind.ISSUE_WAIT, now)
    read = as_read(session, me, text)
    area = next(
        (
            each
            for each in areas_of(session, me.team_id)
            if read.casefold().startswith(each.name.casefold())
        ),
        None,
    )
    reason = without_because(read[len(area.name) :] if area else read)
    if area is None or not reason:
        facts = {"scene": scene.to_json(), "area": area.number if area else None}
        return _ask(session, issue, me, FormKind.ISSUE_WAIT, reason, facts, now)
    return said(resting.wait_for(session, issue, me, area.number, reason, now))


def _wont_fix(
    session: Session, issue: Issue, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """Ask how the customer was told: nothing ends without that."""
    demand_form(session, issue, me, FormKind.ISSUE_WONT_FIX, now)
    words = without_because(as_read(session, me, text))
    facts = {"scene": scene.to_json()}
    return _ask(session, issue, me, FormKind.ISSUE_WONT_FIX, words, facts, now)


def _closed(session: Session, issue: Issue, me: Person, closing: Closing, now: datetime) -> Said:
    try:
        return said(stepping.close(session, issue, me, closing, now))
    except NotClosable as refused:
        return still_needs(session, issue, me, closing, refused, now)


def _ask(
    session: Session,
    issue: Issue,
    me: Person,
    kind: FormKind,
    words: str,
    facts: dict[str, Any],
    now: datetime,
) -> Said:
    """Ask for the rest; a form for which nothing was typed need not be kept."""
    if not words:
        known = {name: each for name, each in facts.items() if each}
        return open_form(kind, issue, place_in(facts), **known)
    return ask(session, me, kind, words, {**facts, **form_facts(kind, issue)}, now)


def _named(session: Session, me: Person, text: str) -> Person | None:
    """Return the one colleague whom a line begins with."""
    named = leading_mentions(_without_lead(text.strip()))
    if named.is_me:
        return me
    if named.ids:
        return person_known(session, me.team_id, named.ids[0])
    return one_called(session, me, named.names[0]) if named.names else None


def _without_lead(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest.strip() if first.casefold().strip(",:") in _UNTIL else text


Verb = Callable[[Session, Issue, Person, Scene, str, datetime], Said]
VERBS: Mapping[str, Verb] = {
    "own": own,
    "next": next_,
    "report": report,
    "told": told,
    "close": close,
    "reopen": reopen,
    "park": park,
    "merge": merge,
    "handoff": hand_over,
    "dissent": decline,
}
_ASIDES: Mapping[str, Verb] = {"wait": _wait, "wont_fix": _wont_fix, "park": park}
_FIRST: Mapping[Step, Verb] = {Step.OWN: own, Step.GO_ON: go_on}
