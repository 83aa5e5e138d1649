"""A catalogue of an earlier program is brought up to date with all that it holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import JSON, DateTime, bindparam, create_engine, text

from assistant.bootstrap import Catalogue
from assistant.catalogue.migrate import configuration
from assistant.domain import Access
from assistant.settings import Settings
from tests.conftest import make_settings
from tests.databases import PostgresServer

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def untouched(settings: Settings, database: str, request: pytest.FixtureRequest) -> Settings:
    """Settings whose catalogue has no table yet."""
    if database == "sqlite":
        return settings
    server: PostgresServer = request.getfixturevalue("postgres")
    return make_settings(settings.data_dir, catalogue_url=server.empty_database())


def test_conversations_of_the_first_schema_are_kept(untouched: Settings) -> None:
    engine = create_engine(untouched.database)
    config = configuration()
    begun = text("INSERT INTO conversations (id, access, created_at) VALUES ('old', 'public', :at)")
    asked = text(
        "INSERT INTO turns (conversation_id, number, question, standalone_question, language, outcome, blocks, follow_ups,"
        " notices, model, took_ms, created_at) VALUES ('old', 1, 'Q?', 'Q?', 'en', 'no_support', :no, :no, :no,"
        " 'quoting', 1.5, :at)"
    ).bindparams(bindparam("no", [], JSON), bindparam("at", FIRST_DAY, DateTime(timezone=True)))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(begun.bindparams(bindparam("at", FIRST_DAY, DateTime(timezone=True))))
        connection.execute(asked)
    engine.dispose()

    catalogue = Catalogue(untouched)
    (turn,) = catalogue.conversations.get("old", access=Access.PUBLIC).turns
    assert (turn.question, turn.answer.asked_back) == ("Q?", False)
    assert catalogue.conversations.profile("old") is None
    catalogue.close()
