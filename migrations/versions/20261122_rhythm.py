"""Rhythm: forums and their sessions, preferences, and how far each reminder has gone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_rhythm"
down_revision = "20261122_private_commitments"
branch_labels = None
depends_on = None

# What was so at a moment, as JSON.
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NOTICES_BY = (
    (
        "notices_laneless",
        ["lane", "urgency", "due_at", "id"],
        "lane = '' AND state IN ('ready', 'sending')",
    ),
    (
        "notices_to_expire",
        ["state", "expires_at"],
        "state IN ('ready', 'held') AND expires_at IS NOT NULL",
    ),
)
TABLES = (
    "attendances",
    "agenda_items",
    "sessions",
    "forum_members",
    "forums",
    "preferences",
    "lines",
)
COMMITMENT_INDEXES = {
    "commitments_still": ["team_id", "state", "changed_at"],
    "commitments_by_handover": ["team_id", "handover_to", "state", "number"],
    "commitments_linked": ["team_id", "linked_to", "number"],
}


def upgrade() -> None:
    op.create_table(
        "lines",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("listing", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_in", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "listing", "key"),
    )
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.create_index("lines_about", ["team_id", "noun", "number"], unique=False)
        batch_op.create_index("lines_said", ["team_id", "said_in"], unique=False)
        batch_op.create_index(
            "lines_waiting", ["team_id", "listing", "said_in", "since"], unique=False
        )

    op.create_table(
        "forums",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("maker", sa.Integer(), nullable=False),
        sa.Column("facilitator", sa.Integer(), nullable=False),
        sa.Column("deputy", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=128), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=8), nullable=False),
        sa.Column("on_holiday", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_week_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("then_on", sa.Date(), nullable=True),
        sa.Column("held_why", sa.String(length=32), nullable=True),
        sa.Column("resume_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint("revision >= 1 AND length > 0", name="forums_counts"),
        sa.ForeignKeyConstraint(
            ["team_id", "deputy"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "facilitator"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "maker"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("forums", schema=None) as batch_op:
        batch_op.create_index(
            "forums_by_facilitator", ["team_id", "facilitator", "state"], unique=False
        )
        batch_op.create_index("forums_by_resuming", ["resume_at"], unique=False)
        batch_op.create_index("forums_by_week", ["next_week_at"], unique=False)
        batch_op.create_index(
            "forums_living",
            ["team_id", "channel_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )

    op.create_table(
        "preferences",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("reminders", sa.String(length=32), nullable=False),
        sa.Column("urgent_anytime", sa.Boolean(), nullable=False),
        sa.Column("urgent_issues", sa.Boolean(), nullable=False),
        sa.Column("thanked_privately", sa.Boolean(), nullable=False),
        sa.Column("thanked_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("cover_asked", sa.Integer(), nullable=True),
        sa.Column("cover", sa.Integer(), nullable=True),
        sa.Column("deputy", sa.Integer(), nullable=True),
        sa.CheckConstraint("days <> ''", name="preferences_week_has_days"),
        sa.CheckConstraint("starts < ends", name="preferences_day_has_hours"),
        sa.ForeignKeyConstraint(
            ["team_id", "cover_asked"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "cover"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "deputy"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "person"),
    )
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.create_index("preferences_by_cover", ["team_id", "cover"], unique=False)
        batch_op.create_index("preferences_by_deputy", ["team_id", "deputy"], unique=False)

    op.create_table(
        "agenda_items",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("forum", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "forum"],
            ["forums.team_id", "forums.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.create_index(
            "agenda_items_open", ["team_id", "forum", "state", "number"], unique=False
        )

    op.create_table(
        "forum_members",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("forum", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "forum"],
            ["forums.team_id", "forums.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "forum", "person"),
    )
    with op.batch_alter_table("forum_members", schema=None) as batch_op:
        batch_op.create_index("forum_members_by_person", ["team_id", "person"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("forum", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "forum"],
            ["forums.team_id", "forums.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "recorded_by"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "forum", "slot_on"),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index("sessions_due", ["next_at"], unique=False)

    op.create_table(
        "attendances",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("forum", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot_on", sa.Date(), nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "forum", "slot_on"],
            ["sessions.team_id", "sessions.forum", "sessions.slot_on"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "forum", "slot_on", "person"),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("rung", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("rung_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("rung_said_in", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("snoozed_until", sa.Date(), nullable=True))
    op.execute("UPDATE commitments SET changed_at = made_at, rung = 'none', rung_said_in = ''")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        for name in ("changed_at", "rung", "rung_said_in"):
            batch_op.alter_column(name, nullable=False)
        for name, columns in COMMITMENT_INDEXES.items():
            batch_op.create_index(name, columns, unique=False)
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread_of", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("broadcast", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("is_late", sa.Boolean(), nullable=True))
    op.execute("UPDATE notices SET thread_of = '', broadcast = false, is_late = false")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        for name in ("thread_of", "broadcast", "is_late"):
            batch_op.alter_column(name, nullable=False)
        for name, columns, condition in NOTICES_BY:
            batch_op.create_index(
                name,
                columns,
                unique=False,
                sqlite_where=sa.text(condition),
                postgresql_where=sa.text(condition),
            )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_digest_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("people_by_digest", ["next_digest_at"], unique=False)
    # Whoever has promised something is looked at at once.
    op.execute(
        "UPDATE people SET next_digest_at = (SELECT MIN(made_at) FROM commitments WHERE"
        " commitments.team_id = people.team_id AND owner = people.number AND state = 'open')"
    )
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_brief_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_workspaces_next_brief_at"), ["next_brief_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("workspaces", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workspaces_next_brief_at"))
        batch_op.drop_column("next_brief_at")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index("people_by_digest")
        batch_op.drop_column("next_digest_at")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        for name, _, _ in NOTICES_BY:
            batch_op.drop_index(name)
        for name in ("is_late", "broadcast", "thread_of"):
            batch_op.drop_column(name)
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        for name in COMMITMENT_INDEXES:
            batch_op.drop_index(name)
        for name in ("snoozed_until", "rung_said_in", "rung_on", "rung", "changed_at"):
            batch_op.drop_column(name)
    for table in TABLES:
        op.drop_table(table)
