"""Alignment: proposals with their versions and rounds, who is asked, stances and dissents."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_alignment"
down_revision = "20261122_rhythm"
branch_labels = None
depends_on = None

TABLES = (
    "dissents",
    "stances",
    "seats",
    "rounds",
    "proposal_versions",
    "proposal_areas",
    "concerns",
    "proposals",
)


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("proposer", sa.Integer(), nullable=False),
        sa.Column("facilitator", sa.Integer(), nullable=False),
        sa.Column("deputy", sa.Integer(), nullable=True),
        sa.Column("forum", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column("is_around", sa.Boolean(), nullable=False),
        sa.Column("seat_hours", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repeated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "guard_answer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("outcome", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judgement", sa.String(length=32), nullable=True),
        sa.Column("late_dissents", sa.Integer(), nullable=False),
        sa.Column("is_in_force", sa.Boolean(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_to", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "revision >= 1 AND version >= 1 AND round >= 0", name="proposals_counts"
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "deputy"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "facilitator"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "forum"],
            ["forums.team_id", "forums.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "outcome_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposer"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(
            "proposals_by_channel", ["team_id", "channel_id", "state", "number"], unique=False
        )
        batch_op.create_index(
            "proposals_by_proposer", ["team_id", "proposer", "state", "number"], unique=False
        )
        batch_op.create_index(
            "proposals_by_state", ["team_id", "state", "changed_at"], unique=False
        )
        batch_op.create_index("proposals_ended", ["erased_at", "ended_at"], unique=False)
        batch_op.create_index("proposals_linked", ["team_id", "linked_to", "number"], unique=False)
        batch_op.create_index("proposals_to_review", ["review_asked_at", "review_on"], unique=False)

    op.create_table(
        "concerns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal"],
            ["proposals.team_id", "proposals.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index("concerns_by_proposal", ["team_id", "proposal"], unique=False)

    op.create_table(
        "proposal_areas",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("area", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "area"],
            ["areas.team_id", "areas.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal"],
            ["proposals.team_id", "proposals.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "area"),
    )
    op.create_table(
        "proposal_versions",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "made_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal"],
            ["proposals.team_id", "proposals.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "version"),
    )
    op.create_table(
        "rounds",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_nudge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column(
            "close_reason", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "closed_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal"],
            ["proposals.team_id", "proposals.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "round"),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index("rounds_to_close", ["closed_at", "closes_at"], unique=False)
        batch_op.create_index("rounds_to_nudge", ["closed_at", "next_nudge_at"], unique=False)

    op.create_table(
        "seats",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("delegate", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "delegate"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal", "round"],
            ["rounds.team_id", "rounds.proposal", "rounds.round"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "round", "person"),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(
            "seats_by_delegate", ["team_id", "delegate", "heard_at"], unique=False
        )
        batch_op.create_index("seats_by_person", ["team_id", "person", "heard_at"], unique=False)

    op.create_table(
        "stances",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mind", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unseen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("spoken_by", sa.Integer(), nullable=False),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("commitment", sa.Integer(), nullable=True),
        sa.Column("condition", sa.String(length=32), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind NOT IN ('condition', 'dissent') OR words IS NOT NULL", name="stances_say_why"
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal", "round", "person"],
            ["seats.team_id", "seats.proposal", "seats.round", "seats.person"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "spoken_by"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "round", "person"),
    )
    with op.batch_alter_table("stances", schema=None) as batch_op:
        batch_op.create_index("stances_by_condition", ["condition", "answer_by"], unique=False)

    op.create_table(
        "dissents",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "alternative", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "carried_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "proposal", "round", "person"],
            ["stances.team_id", "stances.proposal", "stances.round", "stances.person"],
        ),
        sa.PrimaryKeyConstraint("team_id", "proposal", "round", "person"),
    )
    with op.batch_alter_table("dissents", schema=None) as batch_op:
        batch_op.create_index("dissents_by_person", ["team_id", "person", "state"], unique=False)
        batch_op.create_index("dissents_to_answer", ["state", "answer_by"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
