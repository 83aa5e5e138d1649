"""The catalogue, opened: what any command can have in a moment, without what searches and answers.

To import all of :mod:`assistant.bootstrap` takes longer than most commands that only read or write the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Engine

from assistant.catalogue.changelog import ChangeLog
from assistant.catalogue.conversations import Conversations
from assistant.catalogue.documents import Documents
from assistant.catalogue.engine import open_catalogue
from assistant.catalogue.enquiries import Enquiries
from assistant.catalogue.feedback import FeedbackBook
from assistant.catalogue.fetches import Fetches
from assistant.catalogue.history import History
from assistant.catalogue.job_steps import JobSteps
from assistant.catalogue.jobs import Jobs
from assistant.catalogue.measures import Measures
from assistant.catalogue.organisations import Organisations
from assistant.catalogue.originals import Originals
from assistant.catalogue.purging import Purges
from assistant.catalogue.quarantine import Quarantine
from assistant.catalogue.session_locks import following_lock
from assistant.catalogue.site_keys import SigningSecrets, SiteKeys
from assistant.catalogue.uploads import Uploads
from assistant.catalogue.usage import Usage
from assistant.domain import Access, Answer
from assistant.enquiry import Enquiry
from assistant.index.holding import IndexHolder
from assistant.language.glossary import use_glossary
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.measures.extraction import MeasureReader


class Catalogue:
    """The truth: what any process may open at any time."""

    def __init__(self, settings: Settings) -> None:
        # Before any text is read: how it is cut into words rests on the glossary.
        use_glossary(settings.glossary)
        self.engine: Engine = open_catalogue(settings.database, data_dir=settings.data_dir)
        self.documents = Documents(self.engine)
        self.fetches = Fetches(self.engine)
        self.originals = Originals(self.engine, settings.data_dir)
        self.changelog = ChangeLog(self.engine)
        self.conversations = Conversations(self.engine)
        self.enquiries = Enquiries(self.engine)
        self.measures = Measures(self.engine)
        self.organisations = Organisations(self.engine)
        self.feedback = FeedbackBook(self.engine)
        self.history = History(self.engine)
        self.purges = Purges(self.engine)
        self.site_keys = SiteKeys(self.engine)
        self.signing_secrets = SigningSecrets(self.engine)
        self.usage = Usage(self.engine)
        self.jobs = Jobs(self.engine)
        self.job_steps = JobSteps(self.engine)
        self.quarantine = Quarantine(self.engine)
        self.uploads = Uploads(self.engine)

    def passed_on(self, enquiry: Enquiry, *, access: Access) -> tuple[Answer, ...]:
        """The turns that an enquiry passed on, oldest first; none when the conversation has been deleted."""
        if enquiry.conversation is None:
            return ()
        turns = self.conversations.get(enquiry.conversation, access=access).turns
        return tuple(turn.answer for turn in turns if turn.number <= enquiry.turns)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def measure_reader(settings: Settings, usage: Usage) -> MeasureReader | None:
    """What reads measures at ingest beside the rules; None unless a chat model is set that does it.

    Raises:
        SettingsError: there is no such model, or its package or key is missing.
    """
    if not settings.chat_model:
        return None
    # As below: nothing that knows models is imported when none is set.
    from assistant.written import measure_reader as of_model

    return of_model(settings, usage)


def index_holder(settings: Settings, catalogue: Catalogue) -> IndexHolder:
    """The right to open the indexes: of the data folder, and on PostgreSQL of the catalogue, whatever machine asks."""
    on_server = catalogue.engine.dialect.name == "postgresql"
    return IndexHolder(settings.data_dir, beside=following_lock(catalogue.engine) if on_server else None)
