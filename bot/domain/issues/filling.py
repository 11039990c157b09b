"""Forms about issues, filled in and sent: each becomes what its line would have become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Said
from bot.domain.issues import ending, handing, merging, owning, resting, sharing, stepping, wording
from bot.domain.issues.answering import place_in, said, still_needs
from bot.domain.issues.drafting import closed_notes
from bot.domain.issues.records import Channel, Issue, Severity, Tag
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.rights import helping_with, issue_for
from bot.domain.issues.stepping import Closing, NotClosable, NotItsTurn, Step, Telling
from bot.domain.people import Person, people_numbered, person_seen
from bot.domain.typed_text import leading_record
from bot.domain.unfinished import FormKind, UnfinishedGone, finish, unfinished_numbered
from bot.domain.words import words_of
from bot.errors import UserError


class PersonMissing(UserError):
    """Please pick the colleague you mean."""


class AreaMissing(UserError):
    """Please pick the area."""


class DayMissing(UserError):
    """Please pick a day."""


class NoIssueNamed(UserError):
    """Please name the issue, as in I-7."""


class NotANumber(UserError):
    """Please write it as a number, such as 12."""


@dataclass(frozen=True)
class About:
    """Which issue a form is about, which step, opened where; what was typed is kept as `kept`."""

    issue: int
    step: str = ""
    here: str = ""
    kept: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What was filled in; a form uses the fields it has. People are Slack ids."""

    what: str = ""
    severity: Severity | None = None
    touchpoint: int | None = None
    tag: Tag | None = None
    customer: str = ""
    heard_by: Channel | None = None
    words: str = ""
    reason: str = ""
    cause: str = ""
    fix: str = ""
    told: str = ""
    told_by: str = ""
    on: date | None = None
    count: int | None = None
    person: str = ""
    people: tuple[str, ...] = ()
    area: int = 0
    first: date | None = None
    until: date | None = None
    worth: int | None = None
    basis: str = ""
    record: int = 0
    into: str = ""
    channel: str = ""
    origin: str = ""


Sent = tuple[About, Filled]


def about_in(session: Session, me: Person, note: str) -> About:
    """Read what a form is about: `7:cause:C1`, or what was kept as `U-5`."""
    if not note.startswith("U-"):
        number, step, here, *_ = [*note.split(":"), "", ""]
        return About(int(number or 0), step, here)
    kept = int(note.removeprefix("U-"))
    facts = unfinished_numbered(session, me, kept).facts
    step = str(facts.get("step", ""))
    return About(int(facts.get("issue") or 0), step, place_in(facts), kept, facts)


def fill(
    session: Session, me: Person, kind: FormKind, about: About, filled: Filled, now: datetime
) -> Said:
    """Do what a form says, and strike off what was kept for it."""
    # Two that are merged are locked together, in order.
    lock = kind is not FormKind.ISSUE_MERGE
    issue = issue_for(session, me, about.issue, here=about.here, lock=lock)
    answer = ACTS[kind](session, issue, me, (about, filled), now)
    if about.kept and not finish(session, me, about.kept):
        raise UnfinishedGone
    return answer


def telling_in(session: Session, me: Person, filled: Filled) -> Telling:
    """Return how the customer was told, as far as it was filled in."""
    by = person_seen(session, me.team_id, filled.told_by).number if filled.told_by else None
    return Telling(filled.told, filled.on, filled.count, by)


def take_step(
    session: Session, issue: Issue, me: Person, step: Step, words: str, now: datetime
) -> Said:
    """Take an issue one step on, with the words that this step needs."""
    if step is Step.CAUSE:
        stepping.say_cause(session, issue, me, words, now)
    elif step is Step.FIX:
        stepping.agree_fix(session, issue, me, words, now)
    else:
        stepping.mark_fixed(session, issue, me, now, words)
    return said(issue)


def _report(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    wish = ReportWish(filled.customer, filled.heard_by, filled.words, filled.origin)
    reported = add_report(session, issue, me, wish, now)
    return said(reported.issue, notes=closed_notes(reported.issue))


def _change(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if filled.what and filled.what != words_of(session, {issue.what}).get(issue.what):
        wording.reword(session, issue, me, filled.what, now)
    severity = filled.severity or issue.severity
    sorting = wording.Sorting(filled.touchpoint, severity, filled.tag, issue.area)
    before = wording.Sorting(issue.touchpoint, issue.severity, issue.tag, issue.area)
    if sorting != before:
        wording.sort_issue(session, issue, me, sorting, now)
    heard = wording.first_report_of(session, issue, me) if filled.customer else None
    if heard and filled.customer != words_of(session, {heard.customer}).get(heard.customer or 0):
        wording.name_customer(session, issue, me, filled.customer, now)
    return said(issue)


def _step(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    step = stepping.next_step(issue)
    if step is None or (about.step and about.step != step.value):
        raise NotItsTurn(record=issue.label)
    return take_step(session, issue, me, step, filled.words, now)


def _solve(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    telling = telling_in(session, me, filled) if filled.told else None
    closing = Closing(filled.cause, filled.fix, telling=telling)
    return said(stepping.solved_already(session, issue, me, closing, now))


def _tell(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    telling = telling_in(session, me, sent[1])
    try:
        return said(stepping.tell_customer(session, issue, me, telling, now))
    except NotClosable as refused:
        return still_needs(session, issue, me, Closing(telling=telling), refused, now)


def _hand_over(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if not filled.person:
        raise PersonMissing(field="owner")
    to = person_seen(session, me.team_id, filled.person)
    return said(handing.hand_over(session, issue, me, to, now, filled.reason))


def _decline(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    return said(handing.decline(session, issue, me, sent[1].reason, now))


def _discuss(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    return said(handing.discuss(session, issue, me, sent[1].words, now))


def _wait(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if not filled.area:
        raise AreaMissing(field="area")
    return said(resting.wait_for(session, issue, me, filled.area, filled.reason, now))


def _park(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if filled.until is None:
        raise DayMissing(field="until")
    return said(resting.park(session, issue, me, filled.until, filled.reason, now))


def _wont_fix(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    telling = telling_in(session, me, sent[1])
    return said(ending.wont_fix(session, issue, me, sent[1].reason, telling, now))


def _not_ours(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    return said(ending.not_ours(session, issue, me, sent[1].reason, now))


def _reopen(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    return said(ending.reopen(session, issue, me, sent[1].words, now))


def _merge(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    about, filled = sent
    into = filled.record or filled.into
    return merge_into(session, issue, me, into, about.here, now)


def merge_into(
    session: Session, issue: Issue, me: Person, into: int | str, here: str, now: datetime
) -> Said:
    """Merge an issue into the one that is named, by number or as people write it."""
    number = into if isinstance(into, int) else number_in(into)
    if not number:
        raise NoIssueNamed(field="into")
    merged = merging.merge(session, me, issue.number, number, now, here=here)
    return said(merged)


def number_in(text: str) -> int:
    """Read the number of an issue: `I-7`, `i7`, `7`."""
    named, rest = leading_record(text if not text.strip().isdigit() else f"I-{text.strip()}")
    return named.number if named and named.letter == "I" and not rest.strip() else 0


def _who_helps(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    """Have exactly those help who were picked."""
    wanted = {person_seen(session, me.team_id, each).number for each in sent[1].people}
    there: set[int] = {*helping_with(session, issue)}
    people = people_numbered(session, me.team_id, {*wanted, *there})
    for number in sorted(wanted - there):
        owning.begin_help(session, issue, me, people[number], now)
    for number in sorted(there - wanted):
        owning.end_help(session, issue, me, people[number], now)
    return said(issue)


def _set_worth(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    _, filled = sent
    if filled.worth is None:
        raise NotANumber(field="worth")
    worth = wording.Worth(filled.worth, filled.basis, filled.first, filled.until)
    return said(wording.set_worth(session, issue, me, worth, now))


def _share(session: Session, issue: Issue, me: Person, sent: Sent, now: datetime) -> Said:
    return said(sharing.share(session, issue, me, sent[1].channel, now))


Act = Callable[[Session, Issue, Person, Sent, datetime], Said]
ACTS: Mapping[FormKind, Act] = {
    FormKind.ISSUE_REPORT: _report,
    FormKind.ISSUE_CHANGE: _change,
    FormKind.ISSUE_STEP: _step,
    FormKind.ISSUE_SOLVED: _solve,
    FormKind.ISSUE_TOLD: _tell,
    FormKind.ISSUE_HANDOVER: _hand_over,
    FormKind.ISSUE_DECLINE: _decline,
    FormKind.ISSUE_DISCUSS: _discuss,
    FormKind.ISSUE_WAIT: _wait,
    FormKind.ISSUE_PARK: _park,
    FormKind.ISSUE_WONT_FIX: _wont_fix,
    FormKind.ISSUE_NOT_OURS: _not_ours,
    FormKind.ISSUE_MERGE: _merge,
    FormKind.ISSUE_HELPING: _who_helps,
    FormKind.ISSUE_WORTH: _set_worth,
    FormKind.ISSUE_REOPEN: _reopen,
    FormKind.ISSUE_SHARE: _share,
}
