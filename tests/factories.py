"""A valid row with the one detail a test cares about; the cast is the same everywhere."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.channels import ChannelFacts, ChannelKind, Posting, learn_channel
from bot.domain.commitments.making import Promise, make_commitment
from bot.domain.commitments.records import NOUN, Commitment
from bot.domain.history import is_unbroken, story_of
from bot.domain.issues.opening import Draft, open_issue
from bot.domain.issues.records import NOUN as ISSUE
from bot.domain.issues.records import Issue
from bot.domain.lines import Line, news_of
from bot.domain.notices import Notice
from bot.domain.notices.rows import REVIVABLE
from bot.domain.people import Person, Profile, learn_people, person_seen
from bot.domain.scenes import Scene
from bot.domain.words import words_of
from tests.conftest import NOON

TEAM = "T1"
OPS = "COPS"
FRIDAY = date(2026, 11, 27)
CAST = {
    "ada": Profile("UADA", "Ada Lind", "ada", "Europe/Berlin", is_admin=True),
    "ben": Profile("UBEN", "Ben Okafor", "ben", "America/New_York"),
    "cleo": Profile("UCLEO", "Cleo Marsh", "cleo", "America/Los_Angeles"),
    "dev": Profile("UDEV", "Dev Rao", "dev", "Asia/Kolkata"),
    "gus": Profile("UGUS", "Gus Guest", "gus", "Europe/Berlin", is_guest=True),
    "robo": Profile("UROBO", "Robo", "robo", is_bot=True),
    "olga": Profile("UOLGA", "Olga Gone", "olga", "Europe/Berlin", is_deactivated=True),
    "stan": Profile("USTAN", "Stan Ranger", "stan", is_stranger=True),
}
PUBLIC_SCENE = Scene(channel_id=OPS, posting=Posting.POSTED, is_private=False)


def a_person(session: Session, name: str) -> Person:
    """Return one of the cast, known to the workspace."""
    learn_people(session, TEAM, [CAST[name]])
    session.flush()
    return person_seen(session, TEAM, CAST[name].slack_id)


def a_channel(session: Session, channel_id: str = OPS, **facts: object) -> None:
    known = {"kind": ChannelKind.PUBLIC, "name": "ops", "is_member": True} | facts
    learn_channel(session, TEAM, ChannelFacts(channel_id, **known), NOON)


def a_commitment(
    session: Session,
    by: str = "ada",
    *,
    owner: str | None = None,
    to: str | None = None,
    now: datetime = NOON,
    scene: Scene = PUBLIC_SCENE,
    **promised: object,
) -> Commitment:
    """Return a commitment of the cast: open, or offered when the owner is another."""
    maker = a_person(session, by)
    people = {"owner": a_person(session, owner or by).number}
    if to:
        people["promised_to"] = a_person(session, to).number
    wanted = {"what": "call every customer lost in May", "due_on": FRIDAY} | people | promised
    return make_commitment(session, maker, Promise(**wanted), scene, now).commitment


def an_issue(
    session: Session,
    by: str = "ada",
    *,
    now: datetime = NOON,
    scene: Scene = PUBLIC_SCENE,
    **drafted: object,
) -> Issue:
    """Return an issue that one of the cast has opened."""
    opener = a_person(session, by)
    wanted = {"what": "invoices come without the order number"} | drafted
    return open_issue(session, opener, Draft(**wanted), scene, now).issue


def working_days_later(moment: datetime, days: int) -> datetime:
    """Return a moment so many days later; the cast's week begins on a Tuesday."""
    return moment + timedelta(days=days + 2 * ((days + 1) // 5))


def to_be_said(session: Session) -> set[tuple[str, str]]:
    """Return what is promised to be said and not taken back: (kind, person or channel).

    In a message of its own or, where nobody waits for an answer, with the next digest.
    """
    session.flush()
    notices = session.exec(select(Notice).where(col(Notice.state).not_in(REVIVABLE)))
    said = {
        (notice.kind, notice.person_id or notice.channel_id)
        for notice in notices
        if not notice.unwanted
    }
    return said | to_be_told(session)


def to_be_told(session: Session) -> set[tuple[str, str]]:
    """Return what people are told in passing: (kind, person)."""
    session.flush()
    people = session.exec(select(Person)).all()
    read = {(each.team_id, news_of(each.number)): each.slack_id or "" for each in people}
    lines = session.exec(select(Line)).all()
    news = [line for line in lines if (line.team_id, line.listing) in read]
    return {(line.kind, read[line.team_id, line.listing]) for line in news}


def what_happened(session: Session, commitment: Commitment) -> list[str]:
    """Return the kinds of happenings of a commitment, oldest first, after looking at its chain."""
    session.flush()
    story = story_of(session, commitment.team_id, NOUN, commitment.number)
    assert is_unbroken(story)
    assert len(story) == commitment.revision
    return [happening.what for happening in story]


def issue_story(session: Session, issue: Issue) -> list[str]:
    """Return the kinds of happenings of an issue, oldest first, after looking at its chain."""
    session.flush()
    story = story_of(session, issue.team_id, ISSUE, issue.number)
    assert is_unbroken(story)
    assert len(story) == issue.revision
    return [happening.what for happening in story]


def words_at(session: Session, number: int | None) -> str:
    """Return the text that a column of words points to."""
    return words_of(session, {number}).get(number or 0, "")
