"""Organisations that documents name, with their people and services.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("version_pk", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_pk"], ["versions.pk"], name=op.f("fk_organisations_version_pk")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_organisations")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_organisations_version_pk"), "organisations", ["version_pk"])


def downgrade() -> None:
    op.drop_table("organisations")
