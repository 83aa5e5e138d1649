"""Jobs that take uploads in, the uploads that are kept, and the quarantine of what could not be read.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_jobs()
    op.create_table(
        "uploads",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_uploads"),
    )
    op.create_index("ix_uploads_file", "uploads", ["file"])
    op.create_table(
        "quarantine",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("file", sa.String(64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("modified_ns", sa.BigInteger(), nullable=True),
        sa.Column("file_hash", sa.String(64), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("flags_hash", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_quarantine"),
        sa.UniqueConstraint("id", name="uq_quarantine_id"),
    )
    op.create_index("ix_quarantine_file", "quarantine", ["file"])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("folder", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("request", sa.String(64), nullable=True),
        sa.Column("request_hash", sa.String(64), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("cancelled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("lease_owner", sa.String(64), nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("pk", name="pk_jobs"),
        sa.UniqueConstraint("id", name="uq_jobs_id"),
        sa.UniqueConstraint("request", name="uq_jobs_request"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "job_files",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("job_pk", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.String(64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("crashes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_job_files"),
        sa.ForeignKeyConstraint(["job_pk"], ["jobs.pk"], name="fk_job_files_job_pk", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    for column in ("job_pk", "file"):
        op.create_index(f"ix_job_files_{column}", "job_files", [column])
    op.create_table(
        "job_outcomes",
        sa.Column("pk", KEY, nullable=False),
        sa.Column("file_pk", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("document_id", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name="pk_job_outcomes"),
        sa.ForeignKeyConstraint(["file_pk"], ["job_files.pk"], name="fk_job_outcomes_file_pk", ondelete="CASCADE"),
        sa.UniqueConstraint("file_pk", "source", name="uq_job_outcomes_file_pk_source"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("quarantine", "uploads", "job_outcomes", "job_files", "jobs"):
        op.drop_table(table)
