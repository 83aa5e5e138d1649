"""A company profile for each conversation, and which answers asked something back.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain additions: a table that is built anew would take the rows that refer to it along.
    op.add_column("conversations", sa.Column("profile", sa.JSON(), nullable=True))
    op.add_column("turns", sa.Column("asked_back", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("turns", "asked_back")
    op.drop_column("conversations", "profile")
