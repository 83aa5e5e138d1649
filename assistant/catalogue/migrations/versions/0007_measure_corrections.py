"""What staff have set right in measures.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "measure_corrections",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("measure_id", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=False), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_measure_corrections")),
        sa.UniqueConstraint("measure_id", "field", name=op.f("uq_measure_corrections_measure_id_field")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("measure_corrections")
