"""What is hidden stands apart by its channel: nothing of one's own channel is looked at."""

from alembic import op

revision = "20261122_hidden_elsewhere"
down_revision = "20261122_pictures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("commitments_private", table_name="commitments")
    op.create_index(
        "commitments_private", "commitments", ["team_id", "is_private", "state", "channel_id"]
    )


def downgrade() -> None:
    op.drop_index("commitments_private", table_name="commitments")
    op.create_index("commitments_private", "commitments", ["team_id", "is_private", "state"])
