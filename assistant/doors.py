"""How a command reaches the assistant: in this process when the indexes are free, else through the running server."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.domain import Access
from assistant.errors import ConversationBusy, IndexBusy, QuestionError, ServerUnreachable, UnknownConversation
from assistant.filters import FiltersIn
from assistant.index.holding import RunningServer
from assistant.opening import Catalogue, index_holder
from assistant.profile import ProfileIn
from assistant.protocols import NO_FILTERS, Embedder
from assistant.settings import Settings
from assistant.wire.answers import AnswerOut, HitOut, SearchOut

if TYPE_CHECKING:
    # All that answers takes a second to import; who goes through a server, or only stores, need not wait for it.
    from assistant.assistant import Assistant
    from assistant.bootstrap import Advisory


class LocalDoor(AbstractContextManager["LocalDoor"]):
    """The assistant in this process, with everything applied that the catalogue knows."""

    def __init__(self, advisory: Advisory) -> None:
        self._advisory = advisory
        advisory.follower.catch_up()

    @property
    def assistant(self) -> Assistant:
        """The assistant itself."""
        return self._advisory.assistant

    def ask(
        self,
        question: str,
        *,
        conversation: str | None,
        language: str | None,
        profile: ProfileIn | None = None,
        filters: FiltersIn | None = None,
        as_of: date | None = None,
    ) -> AnswerOut:
        """Answer as the owner of the data folder, who may read everything."""
        return AnswerOut.of(
            self.assistant.answer(
                question,
                conversation=conversation,
                access=Access.STAFF,
                language=language,
                as_of=as_of,
                profile=None if profile is None else profile.value(),
                only=NO_FILTERS if filters is None else filters.value(),
            )
        )

    def search(
        self, question: str, *, k: int, filters: FiltersIn | None = None, as_of: date | None = None
    ) -> SearchOut:
        """Passages for a question."""
        only = NO_FILTERS if filters is None else filters.value()
        hits = self.assistant.search(question, k=k, access=Access.STAFF, only=only, as_of=as_of)
        return SearchOut(question=question, hits=[HitOut.of(hit) for hit in hits])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._advisory.close()


class ServerDoor(AbstractContextManager["ServerDoor"]):
    """The same through a server of the same data folder."""

    def __init__(self, server: RunningServer) -> None:
        import httpx

        self._server = server
        self._client = httpx.Client(
            base_url=server.address, headers={"Authorization": f"Bearer {server.token}"}, timeout=60, trust_env=False
        )

    def ask(
        self,
        question: str,
        *,
        conversation: str | None,
        language: str | None,
        profile: ProfileIn | None = None,
        filters: FiltersIn | None = None,
        as_of: date | None = None,
    ) -> AnswerOut:
        """See :meth:`LocalDoor.ask`."""
        body: dict[str, object] = {"question": question, "conversation": conversation, "language": language}
        if profile is not None:
            body["profile"] = profile.model_dump()
        body |= _narrowing(filters, as_of)
        return AnswerOut.model_validate(self._post("/v1/chat", body, conversation))

    def search(
        self, question: str, *, k: int, filters: FiltersIn | None = None, as_of: date | None = None
    ) -> SearchOut:
        """See :meth:`LocalDoor.search`."""
        body = {"question": question, "k": k} | _narrowing(filters, as_of)
        return SearchOut.model_validate(self._post("/v1/search", body, None))

    def _post(self, path: str, body: dict[str, object], conversation: str | None) -> Any:
        import httpx

        try:
            response = self._client.post(path, json={key: value for key, value in body.items() if value is not None})
        except httpx.HTTPError as error:
            raise ServerUnreachable(self._server.address, f"does not answer ({error})") from error
        if response.is_success:
            return response.json()
        try:
            detail = str(response.json()["detail"])
        except (ValueError, KeyError, TypeError):
            detail = f"HTTP {response.status_code}"
        if response.status_code == 404 and conversation is not None:
            raise UnknownConversation(conversation)
        if response.status_code == 409 and conversation is not None:
            raise ConversationBusy(conversation)
        if response.status_code == 422:
            raise QuestionError(detail)
        raise ServerUnreachable(self._server.address, f"refused: {detail}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()


def _narrowing(filters: FiltersIn | None, as_of: date | None) -> dict[str, object]:
    return {
        "filters": None if filters is None else filters.model_dump(mode="json"),
        "as_of": None if as_of is None else as_of.isoformat(),
    }


def open_door(settings: Settings) -> LocalDoor | ServerDoor:
    """The nearest way to the assistant, waiting for another command's indexing as long as the settings say.

    Raises:
        IndexBusy: the indexes are held, and no server says so.
        DataFolderError: the data folder cannot be used.
    """
    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    deadline = time.monotonic() + settings.lock_timeout
    try:
        while not holder.try_to_hold():
            server = holder.running_server()
            if server is not None and _answers(server):
                catalogue.close()
                return ServerDoor(server)
            if time.monotonic() > deadline:
                raise IndexBusy(
                    f"Another goglobal command has held {settings.data_dir} for {settings.lock_timeout:.0f} seconds. "
                    "Wait for it and try again."
                )
            time.sleep(0.05)
        from assistant.bootstrap import Advisory

        advisory = Advisory(settings, catalogue, holder)
        try:
            return LocalDoor(advisory)
        except BaseException:
            advisory.close()
            raise
    except BaseException:
        catalogue.close()
        holder.release()
        raise


def _answers(server: RunningServer) -> bool:
    # The address of a server that was killed stays in the folder until the next one holds the indexes, and meanwhile
    # the holder may be another command.
    import httpx

    try:
        return httpx.get(f"{server.address}/healthz", timeout=5, trust_env=False).is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def finish_purges(settings: Settings, catalogue: Catalogue, *, idle_limit: float = 600) -> None:
    """See to it that nothing is left of deleted documents: here, or by whoever holds the indexes.

    Raises:
        IndexBusy: the holder did not finish within ``idle_limit`` seconds.
    """
    holder = index_holder(settings, catalogue)
    deadline = time.monotonic() + idle_limit
    while catalogue.purges.unfinished():
        if holder.try_to_hold():
            try:
                from assistant.bootstrap import Advisory

                advisory = Advisory(settings, catalogue, holder)
            except BaseException:
                holder.release()
                raise
            with advisory:
                advisory.follower.catch_up()
                advisory.purger.finish()
            return
        if time.monotonic() > deadline:
            raise IndexBusy(
                "The documents are out of all answers, but the process that holds the indexes has not rewritten its files yet. "
                "Leave it more time, or restart it and purge again; nothing that was done is lost."
            )
        time.sleep(0.1)


def apply_changes(
    settings: Settings,
    catalogue: Catalogue,
    *,
    idle_limit: float = 120,
    on_progress: Callable[[int, int], None] | None = None,
    embedder: Embedder | None = None,
) -> None:
    """See to it that everything in the catalogue can be found: here, or by whoever holds the indexes.

    ``on_progress`` hears the change that was reached and the last one, now and then.

    Raises:
        IndexBusy: the holder made no progress for ``idle_limit`` seconds.
    """
    from assistant.index.follower import PROGRESS

    head = catalogue.changelog.head()
    holder = index_holder(settings, catalogue)
    seen = -1
    deadline = time.monotonic() + idle_limit
    while (reached := catalogue.changelog.progress(PROGRESS)) < head:
        if on_progress is not None:
            on_progress(reached, head)
        if holder.try_to_hold():
            try:
                from assistant.bootstrap import Advisory

                advisory = Advisory(settings, catalogue, holder, embedder=embedder)
            except BaseException:
                holder.release()
                raise
            with advisory:
                advisory.follower.catch_up(on_batch=on_progress)
            return
        if reached > seen:
            seen, deadline = reached, time.monotonic() + idle_limit
        if time.monotonic() > deadline:
            raise IndexBusy(
                "The documents are stored, but the process that holds the indexes has not taken them up. "
                "Restart it; nothing is lost."
            )
        time.sleep(0.05)
