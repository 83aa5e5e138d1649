"""The catalogue's tables. The schema itself is made by the migrations; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts only INTEGER PRIMARY KEY by itself; elsewhere the keys are 64 bits wide.
Key = BigInteger().with_variant(Integer, "sqlite")

documents = Table(
    "documents",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("id", String(200), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("current_version", Integer, nullable=False),
    Column("served_version", Integer),
    Column("access", String(16), nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("document_pk", Key, ForeignKey("documents.pk"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    Column("jurisdictions", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("publisher", Text),
    Column("published", String(10)),
    Column("valid_from", String(10)),
    Column("valid_until", String(10)),
    Column("reference", Text),
    Column("confidence", String(16)),
    Column("retrieved", String(10)),
    Column("access", String(16), nullable=False),
    Column("inferred", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    # Which state of the extractors the findings were made by.
    Column("findings_made_by", String(64)),
    # Hash of the file that it was read from, if that is kept.
    Column("original", String(64), index=True),
    # That file is gone from the data folder, or damaged: what it was is known, and its pages cannot be shown.
    Column("original_lost", Boolean, nullable=False, server_default=false()),
    # What of the file was not read.
    Column("missing", JSON(none_as_null=True)),
    UniqueConstraint("document_pk", "version"),
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    # Numbers of passages are the keys of both indexes, so a number must never come back for other words.
    Column("pk", Key, primary_key=True),
    Column("version_pk", Key, ForeignKey("versions.pk"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("page", Integer),
    Column("page_label", String(20)),
    Column("speaker", Text),
    Column("time", String(16)),
    Column("header_start", Integer),
    Column("header_end", Integer),
    Column("header_text", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    sqlite_autoincrement=True,
)

measures = Table(
    "measures",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("version_pk", Key, ForeignKey("versions.pk"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("id", String(64), nullable=False, index=True),
    # What is asked for by; all else stands in the values.
    Column("jurisdiction", String(16), nullable=False, index=True),
    Column("instrument", String(16), nullable=False),
    Column("values", JSON, nullable=False),
    sqlite_autoincrement=True,
)

measure_corrections = Table(
    "measure_corrections",
    metadata,
    Column("pk", Key, primary_key=True),
    # No foreign key: a measure's id comes back with its words, its row does not outlive its version.
    Column("measure_id", String(64), nullable=False),
    Column("field", String(32), nullable=False),
    # JSON's null stands for a field that staff have emptied.
    Column("value", JSON(none_as_null=False), nullable=False),
    Column("corrected_by", Text, nullable=False),
    Column("corrected_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("measure_id", "field"),
    sqlite_autoincrement=True,
)

source_files = Table(
    "source_files",
    metadata,
    Column("source", Text, primary_key=True),
    Column("document_pk", Key, ForeignKey("documents.pk"), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    Column("file_hash", String(64), nullable=False, index=True),
    Column("flags_hash", String(64), nullable=False),
    # A file that holds the same bytes as the one that the document was read from, beside it.
    Column("copy", Boolean, nullable=False, server_default=false()),
)

supersedings = Table(
    "supersedings",
    metadata,
    Column("pk", Key, primary_key=True),
    # Ids, not keys: a document may name one that is taken in after it.
    Column("old_id", String(200), nullable=False),
    Column("new_id", String(200), nullable=False),
    # The document whose front matter says so; none where staff said so.
    Column("stated_in", Key, ForeignKey("documents.pk"), index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

sketches = Table(
    "sketches",
    metadata,
    Column("document_pk", Key, ForeignKey("documents.pk"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    # Which state of the code that makes sketches made it.
    Column("made_by", Integer, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

sketch_bands = Table(
    "sketch_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document_pk", Key, ForeignKey("documents.pk"), primary_key=True, autoincrement=False, index=True),
)

similar_documents = Table(
    "similar_documents",
    metadata,
    # The document that was taken in later comes first.
    Column("document_pk", Key, ForeignKey("documents.pk"), primary_key=True, autoincrement=False),
    Column("other_pk", Key, ForeignKey("documents.pk"), primary_key=True, autoincrement=False, index=True),
    Column("similarity", Float, nullable=False),
)

purges = Table(
    "purges",
    metadata,
    Column("document_pk", Key, ForeignKey("documents.pk"), primary_key=True, autoincrement=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    # Where it was read from, until what is kept of it there has been deleted too.
    Column("source", Text, nullable=False),
    # None: begun, and to be finished.
    Column("done_at", DateTime(timezone=True)),
    Column("upto_version", Integer, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    # What these two were said of; they mean nothing for a document that was made of other bytes.
    Column("content_hash", String(64), nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("document_pk", Key, ForeignKey("documents.pk"), nullable=False),
    # Random: an index that notes it with its cursor can tell this log from another one that counted as far.
    Column("mark", String(32), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

identity = Table("identity", metadata, Column("id", String(32), primary_key=True))
"""One row: the catalogue's own name, by which a shared Chroma server keeps its collections apart."""

index_progress = Table(
    "index_progress",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("cursor", BigInteger, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("fingerprint", String(200), primary_key=True),
    Column("text_hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("access", String(16), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("profile", JSON(none_as_null=True)),
)

turns = Table(
    "turns",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("standalone_question", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("follow_ups", JSON, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("model", String(200), nullable=False),
    Column("took_ms", Float, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("asked_back", Boolean, nullable=False, server_default=false()),
    Column("handover", Boolean, nullable=False, server_default=false()),
    # Made by the client: the same question sent again, after a lost connection, is known by it.
    Column("request", String(64), index=True),
    Column("dropped", Float, nullable=False, server_default="0"),
    UniqueConstraint("conversation_id", "number"),
    sqlite_autoincrement=True,
)

model_usage = Table(
    "model_usage",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    # What a conversation has cost goes with it; what the day has cost does not.
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("turn", Integer),
    Column("purpose", String(16), nullable=False),
    Column("model", String(200), nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    # Whether the tokens were counted here because the provider did not tell.
    Column("estimated", Boolean, nullable=False),
    Column("cost", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("fault", String(32)),
    sqlite_autoincrement=True,
)

citations = Table(
    "citations",
    metadata,
    Column("turn_pk", Key, ForeignKey("turns.pk", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("document_pk", Key, ForeignKey("documents.pk"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("section", Text),
    Column("page", Integer),
    Column("page_label", String(20)),
    Column("speaker", Text),
    Column("time", String(16)),
)

Index("ix_citations_document_pk", citations.c.document_pk)

organisations = Table(
    "organisations",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("version_pk", Key, ForeignKey("versions.pk"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("values", JSON, nullable=False),
    sqlite_autoincrement=True,
)

enquiries = Table(
    "enquiries",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    # A conversation that is deleted leaves the enquiry: its sender still waits for an answer.
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("turns", Integer, nullable=False),
    Column("language", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("consent", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

enquiry_contacts = Table(
    "enquiry_contacts",
    metadata,
    # All that is personal stands here and nowhere else, so that it can be deleted by itself.
    Column("enquiry_pk", Key, ForeignKey("enquiries.pk", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("sent_hash", String(64), nullable=False, unique=True),
    Column("delete_after", DateTime(timezone=True), nullable=False, index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("turn_pk", Key, ForeignKey("turns.pk", ondelete="CASCADE"), nullable=False, unique=True),
    Column("rating", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)

site_keys = Table(
    "site_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(200), nullable=False),
    # The key itself is shown once, when it is made.
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("origins", JSON, nullable=False),
    # Of the secret that stays on the site's own server; None when the site has no members.
    Column("secret_hash", String(64)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
)

signing_secrets = Table(
    "signing_secrets",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("secret", String(64), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
"""What visitor tokens are signed with: the newest signs, earlier ones verify until their tokens have run out."""

jobs = Table(
    "jobs",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    # The data folder that holds the bytes: a process that has another one cannot do the job.
    Column("folder", String(32), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("flags", JSON, nullable=False),
    Column("request", String(64), unique=True),
    Column("request_hash", String(64)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    Column("cancelled", Boolean, nullable=False, server_default=false()),
    # Who does it, and until when nobody else may: renewed while it is being done.
    Column("lease_owner", String(64)),
    Column("lease_until", DateTime(timezone=True)),
    sqlite_autoincrement=True,
)

job_files = Table(
    "job_files",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("job_pk", Key, ForeignKey("jobs.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    # SHA-256 of uploaded bytes, which is their name in the data folder; none for a source that lies elsewhere.
    Column("file", String(64), index=True),
    Column("size", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    # How often the program that reads was ended by it.
    Column("crashes", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

job_outcomes = Table(
    "job_outcomes",
    metadata,
    Column("pk", Key, primary_key=True),
    Column("file_pk", Key, ForeignKey("job_files.pk", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("document_id", String(200)),
    Column("version", Integer),
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("missing", JSON),
    UniqueConstraint("file_pk", "source"),
    sqlite_autoincrement=True,
)

uploads = Table(
    "uploads",
    metadata,
    Column("source", Text, primary_key=True),
    Column("file", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("uploaded_at", DateTime(timezone=True), nullable=False),
)
"""The newest readable bytes of each uploaded name, kept so that they can be read again."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("source", Text, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    # The file or archive on disk to open again; an upload's bytes are found by their hash instead.
    Column("path", Text, nullable=False),
    Column("file", String(64), index=True),
    Column("size", BigInteger),
    Column("modified_ns", BigInteger),
    Column("file_hash", String(64)),
    Column("flags", JSON, nullable=False),
    Column("flags_hash", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("times", Integer, nullable=False),
)
