"""Issues: what customers hit, their reports, touchpoints, sources, and hand-off contracts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

revision = "20261122_issues"
down_revision = "20261122_alignment"
branch_labels = None
depends_on = None

# What SQLite searches in follows the rows by itself, also when one is changed or deleted.
FULL_TEXT = (
    (
        "CREATE VIRTUAL TABLE issue_fts USING fts5(terms, content='issue_search',"
        " content_rowid='id', detail='none', columnsize=0)"
    ),
    (
        "CREATE TRIGGER issue_fts_in AFTER INSERT ON issue_search BEGIN"
        " INSERT INTO issue_fts(rowid, terms) VALUES (new.id, new.terms); END"
    ),
    (
        "CREATE TRIGGER issue_fts_out AFTER DELETE ON issue_search BEGIN"
        " INSERT INTO issue_fts(issue_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END"
    ),
    (
        "CREATE TRIGGER issue_fts_anew AFTER UPDATE ON issue_search BEGIN"
        " INSERT INTO issue_fts(issue_fts, rowid, terms) VALUES ('delete', old.id, old.terms);"
        " INSERT INTO issue_fts(rowid, terms) VALUES (new.id, new.terms); END"
    ),
)
TABLES = (
    "issue_search",
    "issue_terms",
    "reports",
    "issue_helpers",
    "handings",
    "signal_sources",
    "issues",
    "touchpoints",
    "contracts",
    "signals",
    "report_weeks",
)


def upgrade() -> None:
    op.create_table(
        "report_weeks",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("touchpoint", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("alerted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team_id", "touchpoint", "week"),
    )
    op.create_table(
        "signals",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "answer",
            sa.JSON(none_as_null=True).with_variant(
                JSONB(none_as_null=True, astext_type=sa.Text()), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "source", "key"),
    )
    with op.batch_alter_table("signals", schema=None) as batch_op:
        batch_op.create_index("signals_by_age", ["received_at"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("giver", sa.Integer(), nullable=False),
        sa.Column("receiver", sa.Integer(), nullable=False),
        sa.Column("what", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("within_hours", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("giver_yes", sa.Integer(), nullable=True),
        sa.Column("receiver_yes", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("broken", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state <> 'active' OR (giver_yes IS NOT NULL AND receiver_yes IS NOT NULL)",
            name="contracts_both_accept",
        ),
        sa.CheckConstraint("giver <> receiver", name="contracts_between_two_areas"),
        sa.ForeignKeyConstraint(
            ["team_id", "giver"],
            ["areas.team_id", "areas.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "giver_yes"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "made_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "receiver"],
            ["areas.team_id", "areas.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "receiver_yes"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.create_index(
            "contracts_by_areas", ["team_id", "giver", "receiver", "state"], unique=False
        )
    op.create_table(
        "touchpoints",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "area"],
            ["areas.team_id", "areas.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "folded"),
    )
    op.create_table(
        "issues",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column(
            "open_rank",
            sa.Integer(),
            sa.Computed(
                "CASE WHEN state IN ('closed', 'wont_fix', 'merged', 'not_ours', 'withdrawn')"
                " THEN NULL WHEN severity = 'urgent' THEN 0 WHEN severity = 'high' THEN 1"
                " ELSE 2 END",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("tag", sa.String(length=32), nullable=True),
        sa.Column("what", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("touchpoint", sa.Integer(), nullable=True),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("owned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handover_to", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_on", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("resumes", sa.String(length=32), nullable=True),
        sa.Column("waiting_on", sa.Integer(), nullable=True),
        sa.Column("parked_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("cause", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fix", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("told_by", sa.Integer(), nullable=True),
        sa.Column("told_how", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_count", sa.Integer(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=True),
        sa.Column("worth_from", sa.Date(), nullable=True),
        sa.Column("worth_to", sa.Date(), nullable=True),
        sa.Column(
            "worth_basis", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("own_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("message_channel", sa.String(length=32), nullable=False),
        sa.Column("message_ts", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into IS NOT NULL)", name="issues_merge_into_one"
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR (cause IS NOT NULL AND fix IS NOT NULL"
            " AND told_by IS NOT NULL AND told_how IS NOT NULL AND told_on IS NOT NULL)",
            name="issues_close_the_loop",
        ),
        sa.CheckConstraint(
            "state IN ('new', 'merged', 'not_ours', 'withdrawn') OR owner IS NOT NULL",
            name="issues_have_an_owner",
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'parked') OR resumes IS NOT NULL", name="issues_go_on"
        ),
        sa.CheckConstraint(
            "revision >= 1 AND reports >= 0 AND handed_on >= 0 AND refusals >= 0 AND reopened >= 0",
            name="issues_counts",
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "area"],
            ["areas.team_id", "areas.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "handover_to"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "asked_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "merged_into"],
            ["issues.team_id", "issues.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "opened_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "owner"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "told_by"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "touchpoint"],
            ["touchpoints.team_id", "touchpoints.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "waiting_on"],
            ["areas.team_id", "areas.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "number"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.create_index(
            "issues_by_area", ["team_id", "area", "open_rank", "number"], unique=False
        )
        batch_op.create_index(
            "issues_by_channel", ["team_id", "channel_id", "open_rank", "number"], unique=False
        )
        batch_op.create_index(
            "issues_by_handover", ["team_id", "handover_to", "open_rank", "number"], unique=False
        )
        batch_op.create_index("issues_by_opener", ["team_id", "opened_by", "made_at"], unique=False)
        batch_op.create_index(
            "issues_by_owner", ["team_id", "owner", "open_rank", "number"], unique=False
        )
        batch_op.create_index(
            "issues_by_state", ["team_id", "state", "severity", "number"], unique=False
        )
        batch_op.create_index(
            "issues_by_touchpoint", ["team_id", "touchpoint", "state", "number"], unique=False
        )
        batch_op.create_index("issues_by_worth", ["team_id", "worth", "number"], unique=False)
        batch_op.create_index("issues_ended", ["erased_at", "ended_at"], unique=False)
        batch_op.create_index(
            "issues_private",
            ["team_id", "is_private", "open_rank", "channel_id", "state"],
            unique=False,
        )
        batch_op.create_index("issues_open", ["team_id", "open_rank", "number"], unique=False)
        batch_op.create_index("issues_merged", ["team_id", "merged_into"], unique=False)
        batch_op.create_index("issues_to_look_at", ["next_look_at"], unique=False)
    op.create_table(
        "signal_sources",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("answer_hours", sa.Integer(), nullable=False),
        sa.Column(
            "tells_back", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("touchpoint", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "owner"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "touchpoint"],
            ["touchpoints.team_id", "touchpoints.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "name"),
    )
    with op.batch_alter_table("signal_sources", schema=None) as batch_op:
        batch_op.create_index("signal_sources_by_name", ["name"], unique=False)
    op.create_table(
        "handings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("contract", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=True),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "contract"],
            ["contracts.team_id", "contracts.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "issue"],
            ["issues.team_id", "issues.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("handings", schema=None) as batch_op:
        batch_op.create_index(
            "handings_by_contract", ["team_id", "contract", "began_at"], unique=False
        )
        batch_op.create_index("handings_by_issue", ["team_id", "issue"], unique=False)
        batch_op.create_index("handings_due", ["ended_at", "due_at"], unique=False)
    op.create_table(
        "issue_helpers",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("issue", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id", "issue"],
            ["issues.team_id", "issues.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.PrimaryKeyConstraint("team_id", "issue", "person"),
    )
    with op.batch_alter_table("issue_helpers", schema=None) as batch_op:
        batch_op.create_index(
            "issue_helpers_by_person", ["team_id", "person", "issue"], unique=False
        )
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("first_issue", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("heard_by", sa.String(length=32), nullable=True),
        sa.Column("customer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("touchpoint", sa.Integer(), nullable=True),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopens", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.String(length=160), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id", "issue"],
            ["issues.team_id", "issues.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "person"],
            ["people.team_id", "people.number"],
        ),
        sa.ForeignKeyConstraint(
            ["team_id", "source"],
            ["signal_sources.team_id", "signal_sources.name"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "origin"),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("reports_by_issue", ["team_id", "issue", "id"], unique=False)
        batch_op.create_index("reports_by_source", ["team_id", "source", "made_at"], unique=False)
        batch_op.create_index("reports_by_person", ["team_id", "person", "issue"], unique=False)
        batch_op.create_index(
            "reports_by_touchpoint", ["team_id", "touchpoint", "week", "id"], unique=False
        )
    op.create_table(
        "issue_terms",
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("term", sa.String(length=12), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "term"),
    )
    op.create_table(
        "issue_search",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["team_id", "number"], ["issues.team_id", "issues.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "number"),
    )
    op.create_index("issue_search_newest", "issue_search", ["team_id", "id"])
    if op.get_bind().dialect.name == "sqlite":
        for statement in FULL_TEXT:
            op.execute(statement)
    else:
        op.create_index(
            "issue_search_terms",
            "issue_search",
            ["terms"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE issue_fts")
    for table in TABLES:
        op.drop_table(table)
