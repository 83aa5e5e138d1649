"""What of a document's file was not read, kept with the version that was made of it.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("versions", sa.Column("missing", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("versions", "missing")
