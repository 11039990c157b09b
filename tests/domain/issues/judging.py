"""What must be so of every issue at any time, whatever people have done to it."""

from collections import Counter

from sqlmodel import select

from bot.domain.history import is_unbroken, story_of
from bot.domain.issues.records import ENDED, NOUN, RESTING, Issue, Report, State, WeekCount
from tests.factories import TEAM

NOBODY = {State.NEW, State.MERGED, State.NOT_OURS, State.WITHDRAWN}
LIVE = set(State) - ENDED
# What brings an issue from one state into another; undoing goes back the way it came.
MOVES = {
    "owned": {(State.NEW, State.OWNED)},
    "cause_known": {(State.OWNED, State.CAUSE_KNOWN)},
    "fix_agreed": {(State.CAUSE_KNOWN, State.FIX_AGREED)},
    "fixed": {(State.FIX_AGREED, State.FIXED)},
    "closed": {(State.FIXED, State.CLOSED)},
    "waiting": {(one, State.WAITING) for one in LIVE - {State.NEW}},
    "parked": {(one, State.PARKED) for one in LIVE - {State.NEW}},
    "went_on": {(rest, one) for rest in RESTING for one in LIVE - RESTING - {State.NEW}},
    "wont_fix": {(one, State.WONT_FIX) for one in LIVE - {State.NEW}},
    "not_ours": {(one, State.NOT_OURS) for one in LIVE},
    "merged": {(one, State.MERGED) for one in LIVE},
    "reopened": {
        (end, one)
        for end in (State.CLOSED, State.WONT_FIX, State.NOT_OURS)
        for one in (State.NEW, State.OWNED)
    },
}
MOVES["came_back"] = MOVES["went_on"]
AFTER_THE_END = {"reported", "reopened", "undone"}
OWNERS_CHANGE_BY = {"owned", "taken_over", "reopened", "undone"}


def judge_all(session, judged):
    """Demand all of it of all issues; what was judged before is known by its revision."""
    session.flush()
    issues = session.exec(select(Issue).order_by(Issue.number)).all()
    reports = session.exec(select(Report)).all()
    for issue in issues:
        judge_row(issue, issues)
        if judged.get(issue.number) != issue.revision:
            judge_history(story_of(session, TEAM, NOUN, issue.number), issue)
        judged[issue.number] = issue.revision
    judge_counts(session, issues, reports)


def judge_row(issue, issues):
    assert (issue.owner is not None) or issue.state in NOBODY
    if issue.state is State.CLOSED:
        told = (issue.cause, issue.fix, issue.told_by, issue.told_how, issue.told_on)
        assert all(told)
    asked = (issue.handover_to, issue.asked_at, issue.answer_by)
    assert all(asked) or not any(asked)
    assert not (issue.handover_to and (issue.state in ENDED or issue.handover_to == issue.owner))
    assert (issue.state in RESTING) == (issue.resumes is not None)
    assert (issue.state in ENDED) == (issue.ended_at is not None)
    assert issue.next_look_at is None or issue.state not in ENDED
    by_number = {each.number: each for each in issues}
    seen = {issue.number}
    while issue.merged_into:
        issue = by_number[issue.merged_into]
        assert issue.number not in seen
        seen.add(issue.number)
    assert len(seen) == 1 or issue.state is not State.MERGED


def judge_history(story, issue):
    """Demand that every move is in the history, and is one that can be made."""
    assert is_unbroken(story)
    assert len(story) == issue.revision
    before, left = None, set()
    for each in story:
        now = _standing(each)
        left |= {each.facts["to"]} if each.what == "owner_left" else set()
        assert each.what != "owned" or before[1] in {None, *left}
        # What has ended is only reported once more, or comes to life again.
        assert before is None or before[0] in LIVE or each.what in AFTER_THE_END
        if before is not None and each.what != "undone":
            assert now[0] == before[0] or (before[0], now[0]) in MOVES.get(each.what, ())
        if before is not None and now[1] != before[1]:
            assert each.what in OWNERS_CHANGE_BY
            # From one person to another, and never through nobody.
            assert each.what in {"reopened", "undone"} or now[1] is not None
        before = now
    assert before == (issue.state, issue.owner, issue.area)


def judge_counts(session, issues, reports):
    """Demand that what is counted is what is there, once."""
    found = Counter(report.issue for report in reports)
    assert {issue.number: issue.reports for issue in issues if issue.reports} == dict(found)
    for issue in issues:
        assert issue.reports == 0 or issue.state not in {State.MERGED, State.WITHDRAWN}
    weeks = session.exec(select(WeekCount).execution_options(populate_existing=True)).all()
    counted = {(each.touchpoint, each.week): each.reports for each in weeks if each.reports}
    assert counted == dict(Counter((each.touchpoint or 0, each.week) for each in reports))


def _standing(happening):
    return tuple(happening.facts[name] for name in ("state", "owner", "area"))
