"""What is on a forum's agenda, as far as everybody in its channel may read it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot.domain.calendar import today_in
from bot.domain.channels import channel_of
from bot.domain.commitments.finding import Shown, shown_all
from bot.domain.commitments.records import NOUN as COMMITMENT
from bot.domain.commitments.records import Commitment
from bot.domain.commitments.records import State as Stage
from bot.domain.forums.finding import facilitator_of, forum_name
from bot.domain.forums.records import Forum
from bot.domain.issues.finding import Shown as IssueShown
from bot.domain.issues.finding import shown_all as issues_shown
from bot.domain.issues.records import ENDED, Issue
from bot.domain.issues.records import NOUN as ISSUE
from bot.domain.lines import agenda_of, waiting_lines
from bot.domain.people import Person, people_numbered
from bot.domain.sessions.items import open_items
from bot.domain.sessions.opening import Opening, opening_of
from bot.domain.sessions.readback import ReadBack, read_back
from bot.domain.sessions.records import AgendaItem, ForumSession
from bot.domain.words import words_of


@dataclass(frozen=True)
class Topic:
    """One thing to be talked about: somebody's words, or a record named by its id."""

    number: int  # Of the item; 0 while the clock has only put it in line.
    text: str
    by: Person | None
    carried: int = 0
    record: Shown | None = None
    issue: IssueShown | None = None
    is_hidden: bool = False  # The record is of another, private place: its id alone is said.


@dataclass(frozen=True)
class Records:
    """The records that are on an agenda, by number."""

    commitments: Mapping[int, Shown]
    issues: Mapping[int, IssueShown]

    def commitment_of(self, item: AgendaItem) -> Shown | None:
        return self.commitments.get(item.about or 0) if item.noun == COMMITMENT else None

    def issue_of(self, item: AgendaItem) -> IssueShown | None:
        return self.issues.get(item.about or 0) if item.noun == ISSUE else None


@dataclass(frozen=True)
class Agenda:
    """Everything that is shown of a forum's next agenda."""

    forum: Forum
    name: str
    one: ForumSession | None
    leader: Person | None
    topics: Sequence[Topic]
    today: date  # In the forum's zone.
    now: datetime
    read_back: ReadBack | None = None
    opening: Opening | None = None


def agenda_for(
    session: Session,
    forum: Forum,
    one: ForumSession | None,
    now: datetime,
    *,
    with_records: bool = True,
) -> Agenda:
    """Return a forum's agenda as it stands."""
    topics = topics_of(session, forum, now)
    tabled = {each.record.commitment.number for each in topics if each.record is not None}
    return Agenda(
        forum=forum,
        name=forum_name(session, forum),
        one=one,
        leader=facilitator_of(session, forum),
        topics=topics,
        today=today_in(forum.zoneinfo, now),
        now=now,
        read_back=read_back(session, forum, one, now, tabled=tabled) if with_records else None,
        opening=opening_of(session, forum, one, now) if with_records else None,
    )


def topics_of(session: Session, forum: Forum, now: datetime) -> list[Topic]:
    """Return what is to be talked about, oldest first, without records settled meanwhile."""
    items = [*open_items(session, forum), *_in_line(session, forum)]
    texts = words_of(session, {item.words for item in items})
    people = people_numbered(session, forum.team_id, {item.person for item in items})
    records = records_of(session, items, now)
    hidden = _hidden(session, forum, records)
    topics = (_topic(item, texts, people, records, hidden) for item in items)
    return [topic for topic in topics if topic is not None]


def records_of(session: Session, items: Sequence[AgendaItem], now: datetime) -> Records:
    """Return the commitments and issues that items are about."""
    promised, hit = _about(items, COMMITMENT), _about(items, ISSUE)
    if not promised and not hit:
        return Records({}, {})
    team_id = items[0].team_id
    found = session.exec(
        select(Commitment).where(
            Commitment.team_id == team_id, col(Commitment.number).in_(promised)
        )
    ).all()
    issues = session.exec(
        select(Issue).where(Issue.team_id == team_id, col(Issue.number).in_(hit))
    ).all()
    return Records(
        {each.commitment.number: each for each in shown_all(session, found, now)},
        {each.issue.number: each for each in issues_shown(session, issues, now)},
    )


def is_settled(item: AgendaItem, records: Records) -> bool:
    """Tell whether the record that an item is about needs no more talk."""
    if item.noun == ISSUE:
        issue = records.issue_of(item)
        # It is talked about since nobody takes it.
        return issue is None or issue.issue.state in ENDED or not issue.issue.refusals
    about = records.commitment_of(item)
    return item.noun == COMMITMENT and (about is None or about.commitment.state is not Stage.OPEN)


def _about(items: Sequence[AgendaItem], noun: str) -> set[int]:
    return {item.about for item in items if item.noun == noun and item.about is not None}


def _topic(
    item: AgendaItem,
    texts: dict[int, str],
    people: dict[int, Person],
    records: Records,
    hidden: Collection[tuple[str, int]],
) -> Topic | None:
    if is_settled(item, records):
        return None
    return Topic(
        number=item.number,
        text=texts.get(item.words or 0, "" if item.noun else "(erased)"),
        by=people.get(item.person or 0),
        carried=item.carried,
        record=records.commitment_of(item),
        issue=records.issue_of(item),
        is_hidden=(item.noun, item.about) in hidden,
    )


def _hidden(session: Session, forum: Forum, records: Records) -> set[tuple[str, int]]:
    """Return the records that were made in private, and not among those who read it here."""
    channel = channel_of(session, forum.team_id, forum.channel_id)
    # What was said here while it was private stays with those people.
    is_private = channel is not None and channel.is_private
    here = forum.channel_id if is_private else None
    made: list[tuple[str, Commitment | Issue]] = [
        *((COMMITMENT, each.commitment) for each in records.commitments.values()),
        *((ISSUE, each.issue) for each in records.issues.values()),
    ]
    return {
        (noun, each.number) for noun, each in made if each.is_private and each.channel_id != here
    }


def _in_line(session: Session, forum: Forum) -> list[AgendaItem]:
    """Return what the clock has put in line for the next agenda, as the items it will become."""
    there = {(item.noun, item.about) for item in open_items(session, forum)}
    return [
        AgendaItem(
            team_id=forum.team_id,
            number=0,
            forum=forum.number,
            noun=line.noun,
            about=line.number,
            added_at=line.since,
        )
        for line in waiting_lines(session, forum.team_id, agenda_of(forum.number))
        if line.number is not None and (line.noun, line.number) not in there
    ]
