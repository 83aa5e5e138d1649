"""Enquiries that were passed on to people, with personal data in a table of its own, and which answers offer it.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "enquiries",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=True),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_enquiries"),
        sa.UniqueConstraint("id", name="uq_enquiries_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_enquiries_conversation_id", ondelete="SET NULL"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_enquiries_conversation_id", "enquiries", ["conversation_id"])
    op.create_table(
        "enquiry_contacts",
        sa.Column("enquiry_pk", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("sent_hash", sa.String(64), nullable=False),
        sa.Column("delete_after", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("enquiry_pk", name="pk_enquiry_contacts"),
        sa.UniqueConstraint("sent_hash", name="uq_enquiry_contacts_sent_hash"),
        sa.ForeignKeyConstraint(
            ["enquiry_pk"], ["enquiries.pk"], name="fk_enquiry_contacts_enquiry_pk", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_enquiry_contacts_delete_after", "enquiry_contacts", ["delete_after"])
    op.add_column("turns", sa.Column("handover", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("turns", "handover")
    op.drop_table("enquiry_contacts")
    op.drop_table("enquiries")
