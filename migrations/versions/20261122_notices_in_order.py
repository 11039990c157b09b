"""What waits to be said is read in the order in which it goes, so that a backlog costs nothing."""

from alembic import op

revision = "20261122_notices_in_order"
down_revision = "20261122_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("notices_to_do", table_name="notices")
    op.create_index("notices_to_do", "notices", ["state", "urgency", "due_at", "id"])


def downgrade() -> None:
    op.drop_index("notices_to_do", table_name="notices")
    op.create_index("notices_to_do", "notices", ["state", "due_at"])
