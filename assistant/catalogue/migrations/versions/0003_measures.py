"""What documents grant and demand, as data.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("versions", sa.Column("findings_made_by", sa.String(length=64), nullable=True))
    op.create_table(
        "measures",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("version_pk", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("jurisdiction", sa.String(length=16), nullable=False),
        sa.Column("instrument", sa.String(length=16), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_pk"], ["versions.pk"], name=op.f("fk_measures_version_pk")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_measures")),
        sqlite_autoincrement=True,
    )
    for column in ("version_pk", "id", "jurisdiction"):
        op.create_index(op.f(f"ix_measures_{column}"), "measures", [column])


def downgrade() -> None:
    op.drop_table("measures")
    op.drop_column("versions", "findings_made_by")
