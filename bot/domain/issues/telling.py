"""What is promised to be said of an issue: its card, who is asked, and who hears what."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import Session, col, or_, select

from bot.database import insert_all_once
from bot.domain.answers import Kind
from bot.domain.channels import Posting, channel_now, posting_in
from bot.domain.commitments.ladder import first_moment, look_sooner
from bot.domain.commitments.news import plan_news
from bot.domain.commitments.reminded import can_be_written_to
from bot.domain.issues.records import NOUN, Issue
from bot.domain.issues.rights import helping_with
from bot.domain.lines import BRIEF, Line, add_line, digest_of
from bot.domain.notices import (
    Notice,
    Place,
    promise,
    refresh,
    refresh_about,
    refresh_homes,
    take_back,
)
from bot.domain.people import Person, people_numbered, person_numbered
from bot.domain.preferences import heard_at, hours_of, preferences_of
from bot.domain.scenes import Scene

HELD_FOR = timedelta(days=7)
CARD_PREFIX = "card:I-"
# Lines in digests, of what nobody waits for.
NEW_HERE = "issue_new"  # To the leader of its area.
OWNED = "issue_owned"  # To each who reported it.
HELPS = "issue_helps"  # To who was asked to help.
OFFER_WAITS = "issue_offer_waits"  # To who asked somebody to own it.
OFFER_LAPSED = "issue_offer_lapsed"
WAITS_ON = "issue_waits_on"  # To the leader of the area that it waits on.
# To its owner.
CHANGED = "issue_changed"  # Somebody else decided something.
BACK = "issue_back"
STILL_WAITS = "issue_still_waits"
STANDS = "issue_stands"
# Lines of the CCO's brief and, once it was refused often, of an agenda.
UNOWNED = "issue_unowned"
LEFT = "issue_left"
REFUSED = "issue_refused"
_POSTED = {Posting.POSTED, Posting.HELD, Posting.PERSONAL}


def card_key(issue: Issue) -> str:
    return f"{CARD_PREFIX}{issue.number}"


def scene_of(session: Session, issue: Issue) -> Scene:
    """Return where an issue comes from, as that place is now."""
    channel = channel_now(session, issue.team_id, issue.channel_id)
    if channel is None:
        return Scene()
    return Scene(
        channel_id=channel.channel_id,
        thread_ts=issue.thread_ts,
        posting=posting_in(channel),
        is_private=issue.is_private,
    )


def post_card(session: Session, issue: Issue, scene: Scene, now: datetime) -> None:
    """Promise the card in the place where the issue was opened, where it may appear there."""
    if scene.posting not in _POSTED:
        return
    held = scene.posting is Posting.HELD
    promise(
        session,
        issue.team_id,
        card_key(issue),
        kind=Kind.ISSUE_CARD,
        place=Place(channel_id=scene.channel_id, thread_ts=scene.thread_ts),
        now=now,
        facts={"number": issue.number},
        subject=(NOUN, issue.number),
        expires_at=now + HELD_FOR if held else None,
        asked_by=_slack_id(session, issue, issue.opened_by),
        held=held,
    )


def ask(session: Session, issue: Issue, person: Person, now: datetime) -> None:
    """Ask one person, in their DM, to own an issue; one message for each time of asking."""
    promise(
        session,
        issue.team_id,
        f"{Kind.ISSUE_OFFER}:{issue.label}:{issue.revision}",
        kind=Kind.ISSUE_OFFER,
        place=Place(person_id=person.slack_id or ""),
        now=now,
        due_at=heard_at(session, person, now),
        facts={"number": issue.number, "asked": person.number, "revision": issue.revision},
        subject=(NOUN, issue.number),
        asked_by=_slack_id(session, issue, issue.asked_by),
    )


def tell_leader(session: Session, issue: Issue, leader: Person, now: datetime) -> None:
    """Tell an area's leader of an urgent issue: at once in their hours, or if they want it so."""
    wishes = preferences_of(session, leader)
    hours = hours_of(session, leader)
    promise(
        session,
        issue.team_id,
        f"{Kind.ISSUE_URGENT}:{issue.label}:{issue.reopened}:{leader.number}",
        kind=Kind.ISSUE_URGENT,
        place=Place(person_id=leader.slack_id or ""),
        now=now,
        due_at=now if wishes.urgent_issues else hours.next_working(now),
        facts={"number": issue.number, "reader": leader.number},
        subject=(NOUN, issue.number),
    )


def line_to(
    session: Session,
    issue: Issue,
    person: int | None,
    kind: str,
    now: datetime,
    *,
    once: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Have a person read of an issue in their next digest, once for what `once` names."""
    if person is None:
        return
    reader = person_numbered(session, issue.team_id, person)
    if not can_be_written_to(reader):
        return
    key = f"{kind}:{issue.label}:{once}" if once else f"{kind}:{issue.label}"
    kept = {"revision": issue.revision, **(facts or {})}
    about = (NOUN, issue.number)
    listing = digest_of(person)
    if add_line(session, issue.team_id, listing, key, kind, now, about=about, facts=kept):
        look_sooner(session, reader, first_moment(session, reader, hours_of(session, reader), now))


def lines_to(
    session: Session, issue: Issue, people: Collection[int], kind: str, now: datetime
) -> None:
    """Have many people read of an issue, each once: in a few statements, however many they are."""
    key, facts = f"{kind}:{issue.label}", {"revision": issue.revision}
    told = sorted(people)
    rows = [
        Line(
            team_id=issue.team_id,
            listing=digest_of(person),
            key=key,
            kind=kind,
            noun=NOUN,
            number=issue.number,
            facts=facts,
            since=now,
        )
        for person in told
    ]
    insert_all_once(session, rows)
    planned = col(Person.next_digest_at)
    later = (
        col(Person.team_id) == issue.team_id,
        col(Person.number).in_(told),
        or_(planned.is_(None), planned > now),
    )
    # In one order, so that no two wait in a circle.
    session.exec(select(Person.number).where(*later).order_by(col(Person.number)).with_for_update())
    # Looked at now, each is written to in their own hours.
    session.exec(update(Person).where(*later).values(next_digest_at=now))


def line_in_brief(
    session: Session, issue: Issue, kind: str, now: datetime, once: str, **facts: Any
) -> None:
    """Have the CCO read of an issue, once for what `once` names."""
    key, about = f"{kind}:{issue.label}:{once}", (NOUN, issue.number)
    kept = {"revision": issue.revision, **facts}
    add_line(session, issue.team_id, BRIEF, key, kind, now, about=about, facts=kept)


def show_change(session: Session, issue: Issue, also: Collection[int | None] = ()) -> None:
    """Bring up to date whatever shows an issue: messages, digests, the Home of all on it."""
    plan_news(session, issue.team_id, (NOUN, issue.number))
    refresh_about(session, issue.team_id, NOUN, issue.number)
    said = select(Line.said_in).where(
        Line.team_id == issue.team_id,
        Line.noun == NOUN,
        Line.number == issue.number,
        Line.said_in != "",
    )
    for key in sorted({*session.exec(said)}):
        refresh(session, issue.team_id, key)
    named: set[int | None] = {issue.opened_by, issue.owner, issue.handover_to, issue.asked_by}
    named |= {*also, *helping_with(session, issue)}
    people = people_numbered(session, issue.team_id, named).values()
    refresh_homes(session, issue.team_id, (person.slack_id or "" for person in people))


def untell(session: Session, issue: Issue, revision: int) -> None:
    """Take back whatever the changes since a revision made us say: messages, lines that wait."""
    said = select(Notice).where(
        Notice.team_id == issue.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == issue.number,
    )
    for notice in session.exec(said.order_by(col(Notice.id))).all():
        if _is_since(notice.facts, revision):
            take_back(session, issue.team_id, notice.key)
    waiting = select(Line).where(
        Line.team_id == issue.team_id,
        Line.noun == NOUN,
        Line.number == issue.number,
        Line.said_in == "",
    )
    for line in session.exec(waiting).all():
        if _is_since(line.facts, revision):
            session.delete(line)


def unsay(session: Session, issue: Issue) -> None:
    """Take back all that was ever said of an issue, and say nothing that waits."""
    said = select(Notice.key).where(
        Notice.team_id == issue.team_id,
        Notice.subject_noun == NOUN,
        Notice.subject_number == issue.number,
        or_(col(Notice.kind) != Kind.ISSUE, col(Notice.kind).is_(None)),
    )
    for key in session.exec(said).all():
        take_back(session, issue.team_id, key)
    mine = (
        col(Line.team_id) == issue.team_id,
        col(Line.noun) == NOUN,
        col(Line.number) == issue.number,
    )
    session.exec(delete(Line).where(*mine, col(Line.said_in) == ""))


def _is_since(facts: Mapping[str, Any], revision: int) -> bool:
    said = facts.get("revision")
    return isinstance(said, int) and said >= revision


def _slack_id(session: Session, issue: Issue, person: int | None) -> str:
    if person is None:
        return ""
    return person_numbered(session, issue.team_id, person).slack_id or ""
