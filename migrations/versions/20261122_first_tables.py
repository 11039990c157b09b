"""The first tables: people and places, commitments, their words and history, and the outbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_first_tables"
down_revision = None
branch_labels = None
depends_on = None

# What was so at a moment, as JSON.
FACTS = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

HISTORY_STAYS = (
    # Whatever is wrong in the program, what happened stays as it was written.
    (
        "CREATE FUNCTION history_stays() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER history_stays BEFORE UPDATE OR DELETE ON history"
        " FOR EACH ROW EXECUTE FUNCTION history_stays()"
    ),
)
HISTORY_STAYS_ON_SQLITE = (
    (
        "CREATE TRIGGER history_stays_as_written BEFORE UPDATE ON history"
        " BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    ),
    (
        "CREATE TRIGGER history_stays_complete BEFORE DELETE ON history"
        " BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    ),
)


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("is_external", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "channel_id"),
    )
    op.create_table(
        "counters",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "noun"),
    )
    op.create_table(
        "deliveries",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("answer", FACTS, nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "key"),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliveries_received_at"), ["received_at"], unique=False
        )

    op.create_table(
        "history",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("noun", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "noun", "number", "seq"),
    )
    op.create_table(
        "lanes",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.Column("lease_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "place"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject_noun", sa.String(length=32), nullable=False),
        sa.Column("subject_number", sa.Integer(), nullable=True),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("home", sa.Boolean(), nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("unwanted", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("rendered", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("shown_as", sa.String(length=64), nullable=False),
        sa.Column("posted_in", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=32), nullable=False),
        sa.Column("lease_until", sa.Float(), nullable=False),
        sa.Column("try_at", sa.Float(), nullable=False),
        sa.CheckConstraint("NOT home OR person_id <> ''", name="notices_home_is_a_persons"),
        sa.CheckConstraint("channel_id <> '' OR person_id <> ''", name="notices_have_a_place"),
        sa.CheckConstraint("shown <= rendered AND rendered <= wanted", name="notices_in_order"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "key"),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(
            "notices_about", ["team_id", "subject_noun", "subject_number"], unique=False
        )
        batch_op.create_index(
            "notices_in_lane", ["team_id", "lane", "state", "urgency", "due_at", "id"], unique=False
        )
        batch_op.create_index("notices_to_do", ["state", "due_at"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "method"),
    )
    op.create_table(
        "people",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_deactivated", sa.Boolean(), nullable=False),
        sa.Column("is_stranger", sa.Boolean(), nullable=False),
        sa.Column("area_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("folded_first", sa.String(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("folded_handle", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "slack_id"),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("people_by_first_name", ["team_id", "folded_first"], unique=False)
        batch_op.create_index("people_by_handle", ["team_id", "folded_handle"], unique=False)

    op.create_table(
        "words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_words_team_id"), ["team_id"], unique=False)

    op.create_table(
        "workspaces",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("cco_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team_id"),
    )
    op.create_table(
        "areas",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("leader", sa.Integer(), nullable=True),
        sa.Column("sponsor", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["team_id", "leader"], ["people.team_id", "people.number"]),
        sa.ForeignKeyConstraint(["team_id", "sponsor"], ["people.team_id", "people.number"]),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "name"),
    )
    op.create_table(
        "commitments",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("maker", sa.Integer(), nullable=False),
        sa.Column("offered_by", sa.Integer(), nullable=True),
        sa.Column("promised_to", sa.Integer(), nullable=True),
        sa.Column("handover_to", sa.Integer(), nullable=True),
        sa.Column("what", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customers", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("proof", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.Time(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("overdue_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Integer(), nullable=False),
        sa.Column("broken_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("message_channel", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("linked_to", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(state = 'offered') = (answer_by IS NOT NULL)", name="commitments_offer_has_clock"
        ),
        sa.CheckConstraint("revision >= 1 AND moves >= 0", name="commitments_counts"),
        sa.ForeignKeyConstraint(["team_id", "handover_to"], ["people.team_id", "people.number"]),
        sa.ForeignKeyConstraint(["team_id", "maker"], ["people.team_id", "people.number"]),
        sa.ForeignKeyConstraint(["team_id", "offered_by"], ["people.team_id", "people.number"]),
        sa.ForeignKeyConstraint(["team_id", "owner"], ["people.team_id", "people.number"]),
        sa.ForeignKeyConstraint(["team_id", "promised_to"], ["people.team_id", "people.number"]),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(
            "commitments_by_channel",
            ["team_id", "channel_id", "state", "due_on", "number"],
            unique=False,
        )
        batch_op.create_index("commitments_by_maker", ["team_id", "maker", "made_at"], unique=False)
        batch_op.create_index(
            "commitments_by_offerer", ["team_id", "offered_by", "state", "number"], unique=False
        )
        batch_op.create_index(
            "commitments_by_owner", ["team_id", "owner", "state", "due_on", "number"], unique=False
        )
        batch_op.create_index(
            "commitments_by_promised",
            ["team_id", "promised_to", "state", "due_on", "number"],
            unique=False,
        )
        batch_op.create_index(
            "commitments_by_state", ["team_id", "state", "due_on", "number"], unique=False
        )
        batch_op.create_index("commitments_closed", ["erased_at", "settled_at"], unique=False)
        batch_op.create_index("commitments_offers", ["state", "answer_by"], unique=False)
        batch_op.create_index(
            "commitments_overdue", ["team_id", "state", "overdue_from", "number"], unique=False
        )

    op.create_table(
        "roles",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("office", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        sa.PrimaryKeyConstraint("team_id", "office"),
    )
    op.create_table(
        "unfinished",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("facts", FACTS, nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        sa.PrimaryKeyConstraint("team_id", "number"),
    )
    with op.batch_alter_table("unfinished", schema=None) as batch_op:
        batch_op.create_index(
            "unfinished_by_person", ["team_id", "person", "expires_at"], unique=False
        )

    op.create_table(
        "area_members",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id", "area"], ["areas.team_id", "areas.number"]),
        sa.ForeignKeyConstraint(["team_id", "person"], ["people.team_id", "people.number"]),
        sa.PrimaryKeyConstraint("team_id", "person"),
    )
    with op.batch_alter_table("area_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_area_members_area"), ["area"], unique=False)
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in HISTORY_STAYS if on_postgresql else HISTORY_STAYS_ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("area_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_area_members_area"))

    op.drop_table("area_members")
    with op.batch_alter_table("unfinished", schema=None) as batch_op:
        batch_op.drop_index("unfinished_by_person")

    op.drop_table("unfinished")
    op.drop_table("roles")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index("commitments_overdue")
        batch_op.drop_index("commitments_offers")
        batch_op.drop_index("commitments_closed")
        batch_op.drop_index("commitments_by_state")
        batch_op.drop_index("commitments_by_promised")
        batch_op.drop_index("commitments_by_owner")
        batch_op.drop_index("commitments_by_offerer")
        batch_op.drop_index("commitments_by_maker")
        batch_op.drop_index("commitments_by_channel")

    op.drop_table("commitments")
    op.drop_table("areas")
    op.drop_table("workspaces")
    with op.batch_alter_table("words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_words_team_id"))

    op.drop_table("words")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index("people_by_handle")
        batch_op.drop_index("people_by_first_name")

    op.drop_table("people")
    op.drop_table("pauses")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("notices_to_do")
        batch_op.drop_index("notices_in_lane")
        batch_op.drop_index("notices_about")

    op.drop_table("notices")
    op.drop_table("lanes")
    op.drop_table("history")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_received_at"))

    op.drop_table("deliveries")
    op.drop_table("counters")
    op.drop_table("channels")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION history_stays()")
