"""How documents number their own pages, beside the count of pages.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("passages", "citations")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("page_label", sa.String(20), nullable=True))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "page_label")
