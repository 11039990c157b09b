"""What is kept from a reader is counted among the private commitments only."""

from alembic import op

revision = "20261122_private_commitments"
down_revision = "20261122_notices_in_order"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("commitments_private", "commitments", ["team_id", "is_private", "state"])


def downgrade() -> None:
    op.drop_index("commitments_private", table_name="commitments")
