"""A catalogue of an earlier program is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from alembic import command
from sqlalchemy import create_engine

from assistant.bootstrap import Catalogue
from assistant.catalogue.migrate import configuration
from assistant.domain import Access
from assistant.settings import Settings


def test_conversations_of_the_first_schema_are_kept(settings: Settings) -> None:
    path = settings.data_dir / "catalogue.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO conversations (id, access, created_at) VALUES ('old', 'public', '2026-01-01')")
        database.execute(
            "INSERT INTO turns (conversation_id, number, question, standalone_question, language, outcome, blocks, follow_ups,"
            " notices, model, took_ms, created_at) VALUES ('old', 1, 'Q?', 'Q?', 'en', 'no_support', '[]', '[]', '[]',"
            " 'quoting', 1.5, '2026-01-01')"
        )

    catalogue = Catalogue(settings)
    (turn,) = catalogue.conversations.get("old", access=Access.PUBLIC).turns
    assert (turn.question, turn.answer.asked_back) == ("Q?", False)
    assert catalogue.conversations.profile("old") is None
    catalogue.close()
