"""Site keys and signing secrets of embedded widgets, feedback on answers, and requests that may come twice.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "site_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site_keys"),
        sa.UniqueConstraint("key_hash", name="uq_site_keys_key_hash"),
    )
    op.create_table(
        "signing_secrets",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signing_secrets"),
    )
    op.create_table(
        "feedback",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("turn_pk", KEY, nullable=False),
        sa.Column("rating", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_feedback"),
        sa.ForeignKeyConstraint(["turn_pk"], ["turns.pk"], name="fk_feedback_turn_pk", ondelete="CASCADE"),
        sa.UniqueConstraint("turn_pk", name="uq_feedback_turn_pk"),
        sqlite_autoincrement=True,
    )
    op.add_column("turns", sa.Column("request", sa.String(64), nullable=True))
    op.create_index("ix_turns_request", "turns", ["request"])


def downgrade() -> None:
    op.drop_index("ix_turns_request", "turns")
    op.drop_column("turns", "request")
    op.drop_table("feedback")
    op.drop_table("signing_secrets")
    op.drop_table("site_keys")
