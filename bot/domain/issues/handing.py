"""Asking somebody to own an issue: until they accept, it stays with whoever has it."""

from datetime import datetime

from sqlmodel import Session

from bot.domain.commitments.settling import ReasonMissing
from bot.domain.forums.finding import forum_in
from bot.domain.history import Event
from bot.domain.issues.clocks import lapses_at
from bot.domain.issues.handings import begin_handing, drop_handing, end_handing
from bot.domain.issues.moving import NOBODY_ASKED, demand_going_on, move, said_words
from bot.domain.issues.news import tell, tell_at_once
from bot.domain.issues.owning import (
    OwnedAlready,
    owner_columns,
    stop_helping,
    tell_reporters_owned,
)
from bot.domain.issues.records import NOUN, Issue, State
from bot.domain.issues.rights import Act, CannotOwn, can_own, demand
from bot.domain.issues.telling import (
    OFFER_LAPSED,
    REFUSED,
    ask,
    line_in_brief,
    line_to,
    show_change,
)
from bot.domain.lines import add_line, agenda_of
from bot.domain.people import Person
from bot.domain.words import cleaned
from bot.errors import UserError

OFTEN_REFUSED = 2


class NotAsked(UserError):
    """You are no longer asked to own {record}, so nothing changed."""


class NobodyToAnswer(UserError):
    """A source asked you, so nobody would answer. Please accept {record}, or decline it."""


class AskedAlready(UserError):
    """{who} is asked to own {record} already, and has not answered yet."""


def hand_over(
    session: Session, issue: Issue, me: Person | None, to: Person, now: datetime, why: str = ""
) -> Issue:
    """Ask somebody of any area to own an issue; without a person, the source it came from asks."""
    if me is not None:
        demand(session, issue, me, Act.REASSIGN, now)
    demand_going_on(issue)
    _demand_other(issue, to)
    asked_before = issue.handover_to
    words = said_words(session, issue.team_id, why)
    what = "asked" if issue.state is State.NEW else "handed_over"
    event = Event(me.number if me else None, what, now, {"to": to.number}, words)
    move(
        session,
        issue,
        event,
        handover_to=to.number,
        asked_by=me.number if me else None,
        asked_at=now,
        answer_by=lapses_at(now, (me or to).zoneinfo),
    )
    begin_handing(session, issue, to, now)
    if me is not None and to.number == me.number:  # Who looks after it takes it themselves.
        return accept(session, issue, me, now)
    ask(session, issue, to, now)
    show_change(session, issue, also=[asked_before])
    return issue


def accept(session: Session, issue: Issue, me: Person, now: datetime) -> Issue:
    """Own what one is asked to: one owner before, one owner after."""
    _demand_asked(session, issue, me)
    giver, asker, area = issue.owner, issue.asked_by, issue.area
    columns = owner_columns(session, issue, me, now)
    what = "owned" if giver is None else "taken_over"
    helped = stop_helping(session, issue, me.number)
    facts = {
        "from": giver,
        "to": me.number,
        "from_area": area,
        "asked_by": asker,
        "helped": helped,
    }
    handed_on = issue.handed_on + (giver is not None)
    event = Event(me.number, what, now, facts)
    move(session, issue, event, **columns, handed_on=handed_on)
    end_handing(session, issue, now)
    for person in dict.fromkeys((giver, asker)):
        tell(session, issue, person, now, by=me.number)
    tell_reporters_owned(session, issue, now)
    show_change(session, issue, also=[giver, asker])
    return issue


def decline(session: Session, issue: Issue, me: Person, reason: str, now: datetime) -> Issue:
    """Say no, and why; after the second no it is talked about in the forum."""
    _demand_asked(session, issue, me)
    if not cleaned(reason):
        raise ReasonMissing(field="reason")
    asker, giver = issue.asked_by, issue.owner
    words = said_words(session, issue.team_id, reason)
    event = Event(me.number, "declined", now, {"asked_by": asker}, words)
    move(session, issue, event, **NOBODY_ASKED, refusals=issue.refusals + 1)
    drop_handing(session, issue)
    for person in dict.fromkeys((giver, asker)):
        tell_at_once(session, issue, person, now, by=me.number)
    if issue.refusals >= OFTEN_REFUSED:
        _table(session, issue, now)
    show_change(session, issue, also=[me.number, asker])
    return issue


def discuss(session: Session, issue: Issue, me: Person, words: str, now: datetime) -> Issue:
    """Say to who asked what would need to change; the question still waits."""
    _demand_asked(session, issue, me)
    demand_somebody(issue)
    if not cleaned(words):
        raise ReasonMissing(field="words")
    kept = said_words(session, issue.team_id, words)
    event = Event(me.number, "discussed", now, {"asked_by": issue.asked_by}, kept)
    move(session, issue, event)
    tell_at_once(session, issue, issue.asked_by, now, by=me.number)
    show_change(session, issue)
    return issue


def demand_somebody(issue: Issue) -> None:
    """Raise NobodyToAnswer where no person asks."""
    if issue.asked_by is None:
        raise NobodyToAnswer(record=issue.label)


def take_offer_back(session: Session, issue: Issue, me: Person, now: datetime) -> Issue:
    """Ask them no more; who was asked sees that in the same message."""
    demand(session, issue, me, Act.TAKE_BACK)
    if issue.handover_to is None:
        raise NotAsked(record=issue.label)
    asked = issue.handover_to
    event = Event(me.number, "offer_taken_back", now, {"to": asked})
    move(session, issue, event, **NOBODY_ASKED)
    drop_handing(session, issue)
    show_change(session, issue, also=[asked])
    return issue


def lapse(session: Session, issue: Issue, now: datetime, what: str = "offer_lapsed") -> None:
    """Take silence as no answer: nobody is asked any more, and who asked reads of it."""
    asked, asker = issue.handover_to, issue.asked_by
    move(session, issue, Event(None, what, now, {"to": asked}), **NOBODY_ASKED)
    drop_handing(session, issue)
    once = str(issue.revision)
    line_to(session, issue, asker or issue.owner, OFFER_LAPSED, now, once=once)
    show_change(session, issue, also=[asked, asker])


def _table(session: Session, issue: Issue, now: datetime) -> None:
    """Have an issue that nobody takes talked about: in its channel's forum, else with the CCO."""
    once = f"{issue.handed_on}:{issue.reopened}"
    channel = issue.channel_id
    forum = forum_in(session, issue.team_id, channel) if channel else None
    if forum is None:
        line_in_brief(session, issue, REFUSED, now, once, refusals=issue.refusals)
        return
    key, about = f"{REFUSED}:{issue.label}:{once}", (NOUN, issue.number)
    listing, facts = agenda_of(forum.number), {"revision": issue.revision}
    add_line(session, issue.team_id, listing, key, REFUSED, now, about=about, facts=facts)


def _demand_other(issue: Issue, to: Person) -> None:
    if not can_own(to):
        raise CannotOwn(field="owner")
    if to.number == issue.owner:
        raise OwnedAlready(field="owner", who=to.called, record=issue.label)
    if to.number == issue.handover_to:
        raise AskedAlready(field="owner", who=to.called, record=issue.label)


def _demand_asked(session: Session, issue: Issue, me: Person) -> None:
    """Raise IssueEnded, NotAsked or NotYours unless this person is asked to own it."""
    demand_going_on(issue)
    if issue.handover_to is None:
        raise NotAsked(record=issue.label)
    demand(session, issue, me, Act.ANSWER)
    if not can_own(me):
        raise CannotOwn
