"""The life of documents: copies and moves of files, near-duplicates, what replaces what, and deletion for good.

Revision ID: 0010
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("source_files", sa.Column("copy", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_source_files_file_hash", "source_files", ["file_hash"])
    op.create_index("ix_source_files_document_pk", "source_files", ["document_pk"])
    op.create_table(
        "supersedings",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("old_id", sa.String(200), nullable=False),
        sa.Column("new_id", sa.String(200), nullable=False),
        sa.Column("stated_in", KEY, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_supersedings"),
        sa.ForeignKeyConstraint(["stated_in"], ["documents.pk"], name="fk_supersedings_stated_in"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supersedings_stated_in", "supersedings", ["stated_in"])
    op.create_table(
        "sketches",
        sa.Column("document_pk", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_pk", name="pk_sketches"),
        sa.ForeignKeyConstraint(["document_pk"], ["documents.pk"], name="fk_sketches_document_pk"),
    )
    op.create_table(
        "sketch_bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("document_pk", KEY, nullable=False),
        sa.PrimaryKeyConstraint("band", "document_pk", name="pk_sketch_bands"),
        sa.ForeignKeyConstraint(["document_pk"], ["documents.pk"], name="fk_sketch_bands_document_pk"),
    )
    op.create_index("ix_sketch_bands_document_pk", "sketch_bands", ["document_pk"])
    op.create_table(
        "similar_documents",
        sa.Column("document_pk", KEY, nullable=False),
        sa.Column("other_pk", KEY, nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("document_pk", "other_pk", name="pk_similar_documents"),
        sa.ForeignKeyConstraint(["document_pk"], ["documents.pk"], name="fk_similar_documents_document_pk"),
        sa.ForeignKeyConstraint(["other_pk"], ["documents.pk"], name="fk_similar_documents_other_pk"),
    )
    op.create_index("ix_similar_documents_other_pk", "similar_documents", ["other_pk"])
    op.create_table(
        "purges",
        sa.Column("document_pk", KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("upto_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_pk", name="pk_purges"),
        sa.ForeignKeyConstraint(["document_pk"], ["documents.pk"], name="fk_purges_document_pk"),
    )


def downgrade() -> None:
    for table in ("purges", "similar_documents", "sketch_bands", "sketches", "supersedings"):
        op.drop_table(table)
    op.drop_index("ix_source_files_document_pk", "source_files")
    op.drop_index("ix_source_files_file_hash", "source_files")
    op.drop_column("source_files", "copy")
