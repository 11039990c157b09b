"""The issue itself: its row, its states, who helps, and what customers said of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Computed, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.database import BigId, Moment, word_of
from bot.database.rows import Row

NOUN = "issue"
LETTER = "I"


class State(StrEnum):
    NEW = "new"
    OWNED = "owned"
    CAUSE_KNOWN = "cause_known"
    FIX_AGREED = "fix_agreed"
    FIXED = "fixed"
    CLOSED = "closed"  # The customer was told.
    WAITING = "waiting"  # On another area; its clock stands.
    PARKED = "parked"  # Until a day.
    WONT_FIX = "wont_fix"  # And the customer was told how.
    MERGED = "merged"
    NOT_OURS = "not_ours"  # Not a customer issue.
    WITHDRAWN = "withdrawn"


# The line that every issue goes along; a later one never skips what an earlier one asks for.
PIPELINE = (
    State.NEW,
    State.OWNED,
    State.CAUSE_KNOWN,
    State.FIX_AGREED,
    State.FIXED,
    State.CLOSED,
)
RESTING = frozenset({State.WAITING, State.PARKED})
ENDED = frozenset({State.CLOSED, State.WONT_FIX, State.MERGED, State.NOT_OURS, State.WITHDRAWN})


class Severity(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


# The order of every list of open issues, kept by the database itself: one index holds it, whatever
# the states are. NULL once an issue has ended.
_OPEN_RANK = (
    "CASE WHEN state IN ('closed', 'wont_fix', 'merged', 'not_ours', 'withdrawn') THEN NULL"
    " WHEN severity = 'urgent' THEN 0 WHEN severity = 'high' THEN 1 ELSE 2 END"
)


class Tag(StrEnum):
    """What kind of work it is: to do reliably what was promised, or to make it better."""

    RELIABILITY = "reliability"
    IMPROVEMENT = "improvement"


class Issue(Row, table=True):
    """One issue. People are numbers of `people`, texts ids of `words`."""

    __tablename__ = "issues"
    __table_args__ = (
        *(
            ForeignKeyConstraint(["team_id", name], ["people.team_id", "people.number"])
            for name in ("opened_by", "owner", "handover_to", "asked_by", "told_by")
        ),
        *(
            ForeignKeyConstraint(["team_id", name], ["areas.team_id", "areas.number"])
            for name in ("area", "waiting_on")
        ),
        ForeignKeyConstraint(
            ["team_id", "touchpoint"], ["touchpoints.team_id", "touchpoints.number"]
        ),
        ForeignKeyConstraint(["team_id", "merged_into"], ["issues.team_id", "issues.number"]),
        UniqueConstraint("team_id", "origin"),
        CheckConstraint(
            "revision >= 1 AND reports >= 0 AND handed_on >= 0 AND refusals >= 0 AND reopened >= 0",
            name="issues_counts",
        ),
        CheckConstraint(
            "state IN ('new', 'merged', 'not_ours', 'withdrawn') OR owner IS NOT NULL",
            name="issues_have_an_owner",
        ),
        CheckConstraint(
            "state <> 'closed' OR (cause IS NOT NULL AND fix IS NOT NULL"
            " AND told_by IS NOT NULL AND told_how IS NOT NULL AND told_on IS NOT NULL)",
            name="issues_close_the_loop",
        ),
        CheckConstraint(
            "state NOT IN ('waiting', 'parked') OR resumes IS NOT NULL", name="issues_go_on"
        ),
        CheckConstraint(
            "(state = 'merged') = (merged_into IS NOT NULL)", name="issues_merge_into_one"
        ),
        Index("issues_by_owner", "team_id", "owner", "open_rank", "number"),
        Index("issues_open", "team_id", "open_rank", "number"),
        Index("issues_by_opener", "team_id", "opened_by", "made_at"),
        Index("issues_by_handover", "team_id", "handover_to", "open_rank", "number"),
        Index("issues_by_state", "team_id", "state", "severity", "number"),
        Index("issues_by_area", "team_id", "area", "open_rank", "number"),
        Index("issues_by_touchpoint", "team_id", "touchpoint", "state", "number"),
        Index("issues_by_channel", "team_id", "channel_id", "open_rank", "number"),
        Index("issues_by_worth", "team_id", "worth", "number"),
        Index("issues_private", "team_id", "is_private", "open_rank", "channel_id", "state"),
        Index("issues_merged", "team_id", "merged_into"),
        Index("issues_to_look_at", "next_look_at"),
        Index("issues_ended", "erased_at", "ended_at"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revision: int = 1
    state: State = Field(default=State.NEW, sa_type=word_of(State))
    severity: Severity = Field(default=Severity.NORMAL, sa_type=word_of(Severity))
    open_rank: int | None = Field(
        default=None, sa_column_args=[Computed(_OPEN_RANK, persisted=True)]
    )
    tag: Tag | None = Field(default=None, sa_type=word_of(Tag))
    what: int = Field(sa_type=BigId)
    touchpoint: int | None = None
    area: int | None = None  # Whose it is: the owner's, once there is one.
    opened_by: int | None = None  # None: a survey or a help desk did.
    owner: int | None = None
    owned_at: datetime | None = Field(default=None, sa_type=Moment)  # By anybody, the first time.
    handover_to: int | None = None  # Asked; until they accept, the owner owns it.
    asked_by: int | None = None  # Who asked them; None as long as nobody is asked, or a source did.
    asked_at: datetime | None = Field(default=None, sa_type=Moment)
    answer_by: datetime | None = Field(default=None, sa_type=Moment)  # Else the offer lapses.
    handed_on: int = 0
    refusals: int = 0  # Of offers since it was last taken.
    resumes: State | None = Field(default=None, sa_type=word_of(State))  # After waiting.
    waiting_on: int | None = None
    parked_until: date | None = None
    reason: int | None = Field(default=None, sa_type=BigId)  # For waiting, parking or not fixing.
    cause: int | None = Field(default=None, sa_type=BigId)
    fix: int | None = Field(default=None, sa_type=BigId)
    told_by: int | None = None
    told_how: int | None = Field(default=None, sa_type=BigId)
    told_on: date | None = None
    told_count: int | None = None  # How many customers were told.
    merged_into: int | None = None
    reports: int = 0
    reopened: int = 0
    worth: int | None = None  # A month, in whole units of the company's currency.
    worth_from: date | None = None
    worth_to: date | None = None
    worth_basis: int | None = Field(default=None, sa_type=BigId)
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    entered_at: datetime = Field(sa_type=Moment)  # When it came into its present state.
    own_by: datetime | None = Field(default=None, sa_type=Moment)  # Else the CCO brief names it.
    next_look_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    erased_at: datetime | None = Field(default=None, sa_type=Moment)
    channel_id: str = Field(default="", max_length=32)
    thread_ts: str = Field(default="", max_length=32)
    is_private: bool = False
    message_channel: str = Field(default="", max_length=32)  # The message it was made from.
    message_ts: str = Field(default="", max_length=32)
    origin: str | None = Field(default=None, max_length=64)

    @property
    def label(self) -> str:
        return f"{LETTER}-{self.number}"


class Helping(Row, table=True):
    """Somebody who helps the owner; there is still one owner."""

    __tablename__ = "issue_helpers"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "issue"], ["issues.team_id", "issues.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        Index("issue_helpers_by_person", "team_id", "person", "issue"),
    )

    team_id: str = Field(primary_key=True, max_length=32)
    issue: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class Channel(StrEnum):
    """How a customer was listened to."""

    CALL = "call"
    MAIL = "mail"
    CHAT = "chat"
    VISIT = "visit"
    SURVEY = "survey"
    REVIEW = "review"
    SOCIAL = "social"
    HELP_DESK = "help_desk"
    OTHER = "other"


class Report(Row, table=True):
    """One customer signal on an issue: who heard it, from whom, and how."""

    __tablename__ = "reports"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "issue"], ["issues.team_id", "issues.number"]),
        ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        ForeignKeyConstraint(
            ["team_id", "source"], ["signal_sources.team_id", "signal_sources.name"]
        ),
        UniqueConstraint("team_id", "origin"),
        Index("reports_by_issue", "team_id", "issue", "id"),
        Index("reports_by_person", "team_id", "person", "issue"),
        Index("reports_by_touchpoint", "team_id", "touchpoint", "week", "id"),
        Index("reports_by_source", "team_id", "source", "made_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    team_id: str = Field(max_length=32)
    issue: int  # The one that it counts for, after a merger the surviving one.
    first_issue: int  # The one that it was made on; a merger does not forget it.
    person: int | None = None  # None: a source did.
    source: str | None = Field(default=None, max_length=32)
    heard_by: Channel | None = Field(default=None, sa_type=word_of(Channel))
    customer: int | None = Field(default=None, sa_type=BigId)  # Which one, as it was written.
    words: int | None = Field(default=None, sa_type=BigId)  # The customer's own.
    touchpoint: int | None = None
    week: date  # The Monday of the week it came in, by universal time.
    made_at: datetime = Field(sa_type=Moment)
    reopens: bool = False  # “Not solved for my customer.”
    origin: str | None = Field(default=None, max_length=160)


class WeekCount(Row, table=True):
    """How many reports a touchpoint had in a week, so that a trend costs the same at a million."""

    __tablename__ = "report_weeks"

    team_id: str = Field(primary_key=True, max_length=32)
    touchpoint: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})  # 0: none.
    week: date = Field(primary_key=True)
    reports: int = 0
    alerted_at: datetime | None = Field(default=None, sa_type=Moment)
