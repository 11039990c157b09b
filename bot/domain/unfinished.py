"""What somebody began and did not finish: kept for a week, so that nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, delete
from sqlmodel import Field, Session, col, select

from bot.database import BigId, Facts, Moment, word_of
from bot.database.rows import Row
from bot.domain.counters import next_number
from bot.domain.notices import refresh_about, refresh_homes
from bot.domain.people import Person
from bot.domain.words import Words, keep_words, words_of
from bot.errors import UserError

NOUN = "unfinished"
KEPT_FOR = timedelta(days=7)
ANSWERED_WITHIN = timedelta(minutes=15)


class FormKind(StrEnum):
    """Every form a person can be asked to fill in."""

    REFUSED = "refused"  # None: a line that we said no to, kept to be given back.
    PROMISE = "promise"
    COPIES = "copies"
    DONE = "done"
    EXTEND = "extend"
    DROP = "drop"
    RELEASE = "release"
    HANDOVER = "handover"
    EDIT = "edit"
    DISCUSS = "discuss"
    DECLINE = "decline"
    CHANGE_OFFER = "change_offer"
    NOT_THERE_YET = "not_there_yet"
    SHARE = "share"
    PICK = "pick"
    FORUM = "forum"  # A forum is begun, or its rhythm, people and zone are changed.
    SESSION_MOVE = "session.move"
    SESSION_RECORD = "session.record"  # Who was there, what was promised, notes.
    AGENDA_ITEM = "agenda.item"
    AWAY = "away"
    SETTINGS = "settings"
    SNOOZE = "snooze"
    PROPOSE = "propose"
    AMEND = "proposal.amend"
    REWORD = "proposal.reword"  # For ten minutes, while nobody has answered.
    WITHDRAW_PROPOSAL = "proposal.withdraw"
    CLOSE_ROUND = "round.close"
    ASKED = "round.asked"  # Who is asked, changed in mid-round.
    DELEGATE = "round.delegate"  # Who speaks for somebody who is away.
    ROUND_PICK = "round.pick"
    STANCE = "stance"  # Which of them was meant.
    CONDITION = "stance.condition"
    DISSENT = "stance.dissent"
    MIND = "stance.mind"
    UNSEEN = "stance.unseen"
    ALTERNATIVE = "dissent.alternative"
    RISK = "dissent.risk"
    OUTCOME = "outcome"
    REVIEW = "outcome.review"
    CONCERN = "concern"
    KUDOS = "kudos"
    KUDOS_CHANGED = "kudos.changed"
    KUDOS_EDIT = "kudos.edit"
    KUDOS_SHARE = "kudos.share"
    NOMINATE = "nominate"
    NOMINATION_PICK = "nomination.pick"
    WIN = "win"  # A win is told, or what it says is changed.
    WIN_WORDS = "win.words"  # What customers may read of it.
    ADMIN_TOUCHPOINT = "admin.touchpoint"
    ADMIN_AREA = "admin.area"
    ADMIN_SOURCE = "admin.source"
    CONTRACT = "contract"
    CONTRACT_DECLINE = "contract.decline"
    ISSUE = "issue"  # One is opened.
    ISSUE_CHANGE = "issue.change"
    ISSUE_REPORT = "issue.report"
    ISSUE_STEP = "issue.step"
    ISSUE_SOLVED = "issue.solved"  # All that is missing until it can be closed.
    ISSUE_TOLD = "issue.told"
    ISSUE_HANDOVER = "issue.handover"
    ISSUE_DECLINE = "issue.decline"
    ISSUE_DISCUSS = "issue.discuss"
    ISSUE_WAIT = "issue.wait"
    ISSUE_PARK = "issue.park"
    ISSUE_WONT_FIX = "issue.wont_fix"
    ISSUE_NOT_OURS = "issue.not_ours"
    ISSUE_MERGE = "issue.merge"
    ISSUE_HELPING = "issue.helping"
    ISSUE_WORTH = "issue.worth"
    ISSUE_REOPEN = "issue.reopen"
    ISSUE_SHARE = "issue.share"
    ISSUE_PICK = "issue.pick"


# Forms about proposals, their rounds and what was said in them.
OF_PROPOSALS = frozenset(
    {
        *(FormKind.PROPOSE, FormKind.AMEND, FormKind.WITHDRAW_PROPOSAL, FormKind.CLOSE_ROUND),
        *(FormKind.ASKED, FormKind.DELEGATE, FormKind.ROUND_PICK, FormKind.STANCE),
        *(FormKind.CONDITION, FormKind.DISSENT, FormKind.MIND, FormKind.UNSEEN),
        *(FormKind.ALTERNATIVE, FormKind.RISK, FormKind.OUTCOME, FormKind.REVIEW),
        *(FormKind.CONCERN, FormKind.REWORD),
    }
)
OF_ISSUES = frozenset(kind for kind in FormKind if kind.value.partition(".")[0] == "issue")

# Forms about thanks and nominations.
OF_RECOGNITION = frozenset(
    {
        *(FormKind.KUDOS, FormKind.KUDOS_CHANGED, FormKind.KUDOS_EDIT, FormKind.KUDOS_SHARE),
        *(FormKind.NOMINATE, FormKind.NOMINATION_PICK),
    }
)


class UnfinishedGone(UserError):
    """That is already finished, or older than a week. Please start again."""


class BegunByAnother(UserError):
    """Only whoever began that can go on with it, so nothing changed."""


class Unfinished(Row, table=True):
    __tablename__ = "unfinished"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        Index("unfinished_by_person", "team_id", "person", "expires_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int
    kind: FormKind = Field(sa_type=word_of(FormKind))
    words: int | None = Field(default=None, sa_type=BigId)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=Facts)
    asked_until: datetime | None = Field(default=None, sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)


@dataclass(frozen=True)
class Started:
    """An unfinished thing with its words."""

    number: int
    kind: FormKind
    words: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def leave_unfinished(
    session: Session,
    person: Person,
    kind: FormKind,
    words: str,
    facts: dict[str, Any],
    now: datetime,
    *,
    is_question: bool = False,
) -> Unfinished:
    """Keep what somebody typed until they answer the form that asks for the rest.

    With `is_question` we asked in our DM, where the next line may be the answer.
    """
    kept = keep_words(session, person.team_id, words) if words else None
    unfinished = Unfinished(
        team_id=person.team_id,
        number=next_number(session, person.team_id, NOUN),
        person=person.number,
        kind=kind,
        words=kept.id if kept else None,
        facts=facts,
        asked_until=now + ANSWERED_WITHIN if is_question else None,
        expires_at=now + KEPT_FOR,
    )
    session.add(unfinished)
    session.flush()  # What is drawn for its owner is read from the row.
    refresh_homes(session, person.team_id, [person.slack_id or ""])
    return unfinished


def unfinished_numbered(session: Session, person: Person, number: int) -> Started:
    """Return something of this person's to go on with. Raises UnfinishedGone, BegunByAnother."""
    row = session.get(Unfinished, (person.team_id, number))
    if row is None:
        raise UnfinishedGone
    if row.person != person.number:
        raise BegunByAnother
    return _started(session, [row])[0]


def rewrite_unfinished(
    session: Session, person: Person, number: int, words: str, facts: dict[str, Any]
) -> None:
    """Keep what somebody has typed since, in a form that they have not sent yet."""
    unfinished_numbered(session, person, number)
    row = session.get_one(Unfinished, (person.team_id, number))
    old, kept = row.words, keep_words(session, person.team_id, words) if words else None
    row.words, row.facts = kept.id if kept else None, facts
    session.add(row)
    session.flush()
    session.exec(delete(Words).where(col(Words.id) == old))


def all_unfinished(session: Session, person: Person, now: datetime) -> list[Started]:
    """Return what this person has not finished, newest first."""
    rows = session.exec(
        select(Unfinished)
        .where(
            Unfinished.team_id == person.team_id,
            Unfinished.person == person.number,
            col(Unfinished.expires_at) > now,
            Unfinished.kind != FormKind.REFUSED,
        )
        .order_by(col(Unfinished.number).desc())
        .limit(10)
    ).all()
    return _started(session, list(rows))


def question_to(session: Session, person: Person, now: datetime) -> Started | None:
    """Return the question whose answer this person's next line is, if we asked one just now."""
    row = session.exec(
        select(Unfinished)
        .where(
            Unfinished.team_id == person.team_id,
            Unfinished.person == person.number,
            col(Unfinished.expires_at) > now,
            col(Unfinished.asked_until) > now,
        )
        .order_by(col(Unfinished.number).desc())
        .limit(1)
    ).first()
    return _started(session, [row])[0] if row else None


def finish(session: Session, person: Person, number: int) -> bool:
    """Strike something off this person's unfinished things; False when it was gone already."""
    row = session.get(Unfinished, (person.team_id, number))
    mine = (
        col(Unfinished.team_id) == person.team_id,
        col(Unfinished.number) == number,
        col(Unfinished.person) == person.number,
    )
    gone = session.exec(delete(Unfinished).where(*mine)).rowcount == 1
    if gone and row is not None and row.words is not None:
        session.exec(delete(Words).where(col(Words.id) == row.words))
    refresh_about(session, person.team_id, NOUN, number)  # Our question shows that it is answered.
    return gone


def forget_unfinished(session: Session, now: datetime) -> int:
    """Erase what nobody came back to within a week; returns how many."""
    old = select(Unfinished).where(col(Unfinished.expires_at) <= now).limit(50)
    rows = session.exec(old.with_for_update(skip_locked=True)).all()
    for row in rows:
        session.exec(delete(Words).where(col(Words.id) == row.words))
        session.delete(row)
    return len(rows)


def _started(session: Session, rows: list[Unfinished]) -> list[Started]:
    texts = words_of(session, {row.words for row in rows})
    return [Started(row.number, row.kind, texts.get(row.words or 0, ""), row.facts) for row in rows]
