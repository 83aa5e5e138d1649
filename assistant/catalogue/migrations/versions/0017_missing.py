"""What of an uploaded file was not read.

Revision ID: 0017
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("job_outcomes", sa.Column("missing", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("job_outcomes", "missing")
