"""A notice keeps the file of its picture, so that it is uploaded once."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_pictures"
down_revision = "20261122_recognition"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("picture", sa.String(length=32), nullable=True))
    op.add_column("notices", sa.Column("picture_key", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("notices", "picture_key")
    op.drop_column("notices", "picture")
