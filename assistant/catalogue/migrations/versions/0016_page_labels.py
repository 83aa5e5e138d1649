"""How documents number their own pages, beside the count of pages.

Revision ID: 0016
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("passages", "citations")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("page_label", sa.String(20), nullable=True))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "page_label")
