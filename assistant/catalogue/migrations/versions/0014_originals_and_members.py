"""Which file a version was read from, and secrets by which a site asks for tokens of its members.

Revision ID: 0014
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("versions", sa.Column("original", sa.String(64), nullable=True))
    op.create_index("ix_versions_original", "versions", ["original"])
    op.add_column("site_keys", sa.Column("secret_hash", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("site_keys", "secret_hash")
    op.drop_index("ix_versions_original", "versions")
    op.drop_column("versions", "original")
