"""Recognition and wins: thanks, nominations, wins, where they are told, and feeds."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_recognition"
down_revision = "20261122_issues"
branch_labels = None
depends_on = None

TABLES = (
    "win_people",
    "wins",
    "thanks_joined",
    "thanked",
    "nominations",
    "wins_channels",
    "recognitions",
    "feeds",
    "shoutouts",
    "giving_months",
    "giving_days",
)


def upgrade() -> None:
    op.create_table(
        "giving_days",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("giver", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.CheckConstraint("given BETWEEN 0 AND 5", name="giving_days_have_an_end"),
        sa.PrimaryKeyConstraint("team_id", "giver", "day"),
    )
    op.create_table(
        "giving_months",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("giver", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.CheckConstraint("given BETWEEN 0 AND 3", name="giving_months_have_an_end"),
        sa.PrimaryKeyConstraint("team_id", "giver", "person", "month"),
    )
    op.create_table(
        "shoutouts",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("wins", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "day"),
    )
    op.create_table(
        "feeds",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("url", sa.String(length=512), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(length=256), nullable=False),
        sa.Column("next_page", sa.String(length=512), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=160), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "owner"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "name"),
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("feeds_due", ["next_at"], unique=False)
    op.create_table(
        "recognitions",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("giver", sa.Integer(), nullable=False),
        sa.Column("did", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tag", sa.String(length=32), nullable=True),
        sa.Column("linked_to", sa.String(length=16), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("message_channel", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint("revision >= 1", name="recognitions_counts"),
        sa.ForeignKeyConstraint(
            ["team_id", "giver"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "withdrawn_by"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("recognitions", schema=None) as batch_op:
        batch_op.create_index(
            "recognitions_by_channel", ["team_id", "channel_id", "state", "given_at"], unique=False
        )
        batch_op.create_index(
            "recognitions_by_giver", ["team_id", "giver", "given_on", "number"], unique=False
        )
        batch_op.create_index(
            "recognitions_by_time", ["team_id", "state", "given_at", "number"], unique=False
        )
        batch_op.create_index("recognitions_linked", ["team_id", "linked_to"], unique=False)
        batch_op.create_index("recognitions_old", ["erased_at", "given_at"], unique=False)
    op.create_table(
        "wins_channels",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("silent_weeks", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="wins_channels_have_a_day"),
        sa.ForeignKeyConstraint(
            ["team_id", "set_by"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id"),
    )
    with op.batch_alter_table("wins_channels", schema=None) as batch_op:
        batch_op.create_index("wins_channels_due", ["next_at"], unique=False)
    op.create_table(
        "nominations",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("nominated_by", sa.Integer(), nullable=False),
        sa.Column("forum", sa.Integer(), nullable=True),
        sa.Column("recognition", sa.Integer(), nullable=True),
        sa.Column("why", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sentence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "decided_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "forum"],
            ["forums.team_id", "forums.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "nominated_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "recognition"],
            ["recognitions.team_id", "recognitions.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("nominations", schema=None) as batch_op:
        batch_op.create_index(
            "nominations_by_forum", ["team_id", "forum", "state", "number"], unique=False
        )
        batch_op.create_index("nominations_by_state", ["team_id", "state", "number"], unique=False)
    op.create_table(
        "thanked",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("recognition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("giver", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("giver <> person", name="thanked_by_another"),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "recognition"],
            ["recognitions.team_id", "recognitions.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "recognition", "person"),
    )
    with op.batch_alter_table("thanked", schema=None) as batch_op:
        batch_op.create_index(
            "thanked_by_pair", ["team_id", "giver", "person", "given_at"], unique=False
        )
        batch_op.create_index("thanked_by_person", ["team_id", "person", "given_at"], unique=False)
        batch_op.create_index("thanked_by_time", ["team_id", "given_at"], unique=False)
    op.create_table(
        "thanks_joined",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("recognition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pressed", sa.Boolean(), nullable=False),
        sa.Column("reactions", sa.String(length=255), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "recognition"],
            ["recognitions.team_id", "recognitions.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "recognition", "person"),
    )
    op.create_table(
        "wins",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("teller", sa.Integer(), nullable=True),
        sa.Column("story", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("is_withheld", sa.Boolean(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column(
            "public_text", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("public_state", sa.String(length=32), nullable=False),
        sa.Column("public_by", sa.Integer(), nullable=True),
        sa.Column("public_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_to", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_in", sa.Date(), nullable=True),
        sa.Column("told_page", sa.Integer(), nullable=False),
        sa.Column("told_place", sa.Integer(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("message_channel", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=160), nullable=True),
        sa.CheckConstraint("state <> 'told' OR told_at IS NOT NULL", name="wins_told_have_a_time"),
        sa.CheckConstraint(
            "public_state NOT IN ('approved', 'told') OR public_by IS NOT NULL",
            name="wins_public_are_approved",
        ),
        sa.CheckConstraint("revision >= 1", name="wins_counts"),
        sa.ForeignKeyConstraint(
            ["team_id", "approved_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "area"],
            ["areas.team_id", "areas.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "public_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "teller"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("wins", schema=None) as batch_op:
        batch_op.create_index("wins_by_area", ["team_id", "area", "told_at"], unique=False)
        batch_op.create_index("wins_by_public", ["team_id", "public_state", "number"], unique=False)
        batch_op.create_index("wins_by_shoutout", ["team_id", "told_in"], unique=False)
        batch_op.create_index(
            "wins_by_state", ["team_id", "state", "made_at", "number"], unique=False
        )
        batch_op.create_index("wins_by_teller", ["team_id", "teller", "made_at"], unique=False)
        batch_op.create_index("wins_linked", ["team_id", "linked_to"], unique=False)
        batch_op.create_index("wins_old", ["erased_at", "changed_at"], unique=False)
    op.create_table(
        "win_people",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("win", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "win"],
            ["wins.team_id", "wins.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "win", "person"),
    )
    with op.batch_alter_table("win_people", schema=None) as batch_op:
        batch_op.create_index("win_people_by_person", ["team_id", "person", "win"], unique=False)
    # A reaction names a message and nothing else; of all messages, these are looked up by it.
    op.create_index(
        "notices_of_thanks",
        "notices",
        ["team_id", "posted_in", "ts"],
        sqlite_where=sa.text("kind = 'kudos.post'"),
        postgresql_where=sa.text("kind = 'kudos.post'"),
    )


def downgrade() -> None:
    op.drop_index("notices_of_thanks", table_name="notices")
    for table in TABLES:
        op.drop_table(table)
