"""What somebody wants to report, from the first typed line to the issue that is opened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.domain.answers import Kind, Said
from bot.domain.channels import channel_now, posting_in
from bot.domain.commitments.promising import as_read
from bot.domain.issues.answering import ask, said
from bot.domain.issues.moving import LONGEST
from bot.domain.issues.opening import SAME_WORDS_WITHIN, Draft, open_issue
from bot.domain.issues.records import Channel, Issue, Severity, Tag
from bot.domain.issues.reporting import ReportWish, add_report
from bot.domain.issues.similar import find_issues, similar_issues
from bot.domain.issues.touchpoints import touchpoint_in
from bot.domain.issues.typed import severity_in
from bot.domain.people import Person
from bot.domain.scenes import Scene, scene_in, scene_kept
from bot.domain.unfinished import (
    FormKind,
    Started,
    UnfinishedGone,
    finish,
    leave_unfinished,
    rewrite_unfinished,
    unfinished_numbered,
)
from bot.domain.words import folded, words_of
from bot.errors import UserError

MOST_FOUND = 10


class NothingFound(UserError):
    """I find no issue with these words. {command} list issues shows the open ones."""


@dataclass(frozen=True)
class Begun:
    """An issue to be, as far as it is known; `words` are the customer's own."""

    what: str
    severity: Severity | None = None
    touchpoint: int | None = None
    customer: str = ""
    heard_by: Channel | None = None
    words: str = ""
    channel: str = ""  # Where it should be seen, if that was asked.

    @property
    def facts(self) -> dict[str, Any]:
        """Return all but its wording, as an unfinished thing keeps it."""
        return {
            "severity": self.severity.value if self.severity else None,
            "touchpoint": self.touchpoint,
            "heard_by": self.heard_by.value if self.heard_by else None,
            "channel": self.channel,
        }


def open_line(session: Session, me: Person, scene: Scene, text: str, now: datetime) -> Said:
    """Open the issue that a line tells of; one that was seen before is shown first."""
    severity, what = severity_in(as_read(session, me, text))
    if not what or len(what) > LONGEST:
        facts = {"scene": scene.to_json(), "severity": severity.value if severity else None}
        return ask(session, me, FormKind.ISSUE, what, facts, now)
    touchpoint = touchpoint_in(session, me.team_id, what)
    begun = Begun(what, severity, touchpoint.number if touchpoint else None)
    return open_or_ask(session, me, begun, scene, now)


def begin(session: Session, me: Person, now: datetime) -> Said:
    """Open an empty form, which asks where the issue should be seen."""
    return ask(session, me, FormKind.ISSUE, "", {"asks_where": True}, now)


def begin_from_message(
    session: Session, me: Person, scene: Scene, text: str, now: datetime
) -> Said:
    """Open the form with the words of a message, whose link is kept."""
    what = as_read(session, me, text)
    touchpoint = touchpoint_in(session, me.team_id, what)
    number = touchpoint.number if touchpoint else None
    facts = {"scene": scene.to_json(), "touchpoint": number, "quotes": True, "seen": True}
    return ask(session, me, FormKind.ISSUE, what, facts, now)


def open_or_ask(session: Session, me: Person, begun: Begun, scene: Scene, now: datetime) -> Said:
    """Open an issue, unless others are worded alike: then nothing is opened yet."""
    alike = alike_to(session, me, begun.what, scene, now)
    if not alike:
        return _open(session, me, begun, scene, now)
    facts = {"scene": scene.to_json(), **begun.facts}
    left = leave_unfinished(session, me, FormKind.ISSUE, begun.what, facts, now)
    numbers = [each.number for each in alike]
    address = {"response_url": scene.response_url}
    return Said(Kind.ISSUE_BEFORE, {"unfinished": left.number, "numbers": numbers, **address})


def alike_to(session: Session, me: Person, what: str, scene: Scene, now: datetime) -> list[Issue]:
    """Return the issues worded alike; none if I said just this a moment ago."""
    alike = similar_issues(session, me, what, now, place=scene.channel_id)
    fresh = [each for each in alike if _is_fresh(each, me, scene, now)]
    said = words_of(session, {each.what for each in fresh}).values()
    return [] if folded(what) in map(folded, said) else alike


def open_anew(session: Session, me: Person, number: int, now: datetime) -> Said:
    """Open what was typed, although others are worded alike."""
    started = unfinished_numbered(session, me, number)
    scene = scene_of(session, me, started.facts, "", f"anew:{me.number}:{number}")
    if not finish(session, me, number):
        raise UnfinishedGone
    return _open(session, me, begun_in(started), scene, now)


def add_to(
    session: Session, me: Person, issue: Issue, number: int, filled: Begun | None, now: datetime
) -> Said:
    """Count what was typed as one more report of an issue that is there."""
    started = unfinished_numbered(session, me, number)
    begun = filled or begun_in(started)
    if not finish(session, me, number):
        raise UnfinishedGone
    words, origin = begun.what or started.words, f"same:{me.number}:{number}"
    wish = ReportWish(begun.customer, begun.heard_by, words[:LONGEST], origin)
    reported = add_report(session, issue, me, wish, now)
    return said(reported.issue, notes=closed_notes(reported.issue))


def closed_notes(issue: Issue) -> list[str]:
    return ["closed_report"] if issue.ended_at is not None else []


def send_form(
    session: Session, me: Person, number: int, begun: Begun, origin: str, now: datetime
) -> Said:
    """Open what a form says, once however often it is sent; what was seen before is shown first."""
    try:
        started = unfinished_numbered(session, me, number)
    except UnfinishedGone:
        return _opened_before(session, me, begun, origin, now)
    scene = scene_of(session, me, started.facts, begun.channel, origin)
    if not started.facts.get("seen") and alike_to(session, me, begun.what, scene, now):
        facts = {**started.facts, **begun.facts, "seen": True}
        rewrite_unfinished(session, me, number, begun.what, facts)
        return Said(Kind.ISSUE_FORM, {"unfinished": number})
    if not finish(session, me, number):
        raise UnfinishedGone
    return _open(session, me, replace(begun, words=_quoted(started)), scene, now)


def begun_in(started: Started) -> Begun:
    """Read back what was begun and kept."""
    facts = started.facts
    severity, heard_by = facts.get("severity"), facts.get("heard_by")
    return Begun(
        what=started.words,
        severity=Severity(severity) if severity else None,
        touchpoint=facts.get("touchpoint"),
        heard_by=Channel(heard_by) if heard_by else None,
        channel=str(facts.get("channel") or ""),
        words=_quoted(started),
    )


def look_for(session: Session, me: Person, text: str, here: str) -> Said:
    """Return the issues that hold all these words."""
    numbers = [each.number for each in find_issues(session, me, text, here, MOST_FOUND)]
    if not numbers:
        raise NothingFound
    return Said(Kind.ISSUE_FOUND, {"numbers": numbers, "here": here})


def make_another(session: Session, me: Person, issue: Issue, scene: Scene, now: datetime) -> Said:
    """Open the same once more, because it was meant twice."""
    what = words_of(session, {issue.what}).get(issue.what, "")
    tag: Tag | None = issue.tag
    draft = Draft(what, issue.touchpoint, issue.severity, tag, issue.area)
    opened = open_issue(session, me, draft, replace(scene, again=True), now)
    return said(opened.issue, posting=scene.posting.value)


def _open(session: Session, me: Person, begun: Begun, scene: Scene, now: datetime) -> Said:
    draft = Draft(
        begun.what,
        touchpoint=begun.touchpoint,
        severity=begun.severity or Severity.NORMAL,
        customer=begun.customer,
        heard_by=begun.heard_by,
        words=begun.words,
    )
    opened = open_issue(session, me, draft, scene, now)
    notes = ["default"] if begun.severity is None else []
    notes += [] if opened.is_new else ["same_words"]
    more = {"notes": notes, "posting": scene.posting.value, "response_url": scene.response_url}
    return said(opened.issue, **more)


def _opened_before(session: Session, me: Person, begun: Begun, origin: str, now: datetime) -> Said:
    """Answer the second half of a double click as the first; else say that it is gone."""
    scene = Scene(origin=origin)
    opened = open_issue(session, me, Draft(begun.what), scene, now)
    if opened.is_new:
        raise UnfinishedGone
    return said(opened.issue)


def _is_fresh(issue: Issue, me: Person, scene: Scene, now: datetime) -> bool:
    """Tell whether I opened it here a moment ago: said twice, *Make another* is the answer."""
    is_fresh = issue.made_at > now - SAME_WORDS_WITHIN
    return is_fresh and (issue.opened_by, issue.channel_id) == (me.number, scene.channel_id)


def _quoted(started: Started) -> str:
    """Return the words of a message that a report keeps, whatever becomes of the wording."""
    return started.words[:LONGEST] if started.facts.get("quotes") else ""


def scene_of(
    session: Session,
    me: Person,
    facts: Mapping[str, Any],
    place: str = "",
    origin: str | None = None,
) -> Scene:
    """Return where an issue comes from: the channel picked in its form, else where it was typed."""
    kept = scene_kept(dict(facts.get("scene") or {}), origin=origin)
    place = place or str(facts.get("channel") or "")
    chosen = channel_now(session, me.team_id, place) if place else None
    if chosen is not None:
        link = {"message_channel": kept.message_channel, "message_ts": kept.message_ts}
        return scene_in(chosen, origin=origin, response_url=kept.response_url, **link)
    # The bot may have been invited since the line was typed.
    channel = channel_now(session, me.team_id, kept.channel_id) if kept.channel_id else None
    return replace(kept, posting=posting_in(channel)) if channel else kept
