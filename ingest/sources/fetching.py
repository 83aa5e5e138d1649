"""Fetching a document from the web: only from where it may, within size and time, and politely."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx

from assistant.errors import FetchFailed
from assistant.settings import Settings
from ingest.sources.addresses import Network, canonical, networks_of
from ingest.sources.naming import charset_of, file_name_of, media_type_of
from ingest.sources.network import (
    GRACE,
    SLOWEST,
    CheckedBackend,
    CheckedTransport,
    Clock,
    Resolve,
    look_up,
)
from ingest.sources.replies import explained, retry_after, status_words, unpacked

MAX_REDIRECTS = 5
MAX_RETRIES = 2
"""How often a site that says that it is busy is asked again."""
LONGEST_PAUSE = 30.0
"""Most seconds between two requests to one host, whatever its robots.txt says."""
SILENCE = 20.0
"""Seconds without a byte after which a server is given up."""
_BUSY = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ACCEPTED = "text/html,application/pdf,text/*;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the state of a document, to ask it later whether that has changed."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    address: str
    """The canonical address that answered at last, after all redirects."""
    content: bytes
    media_type: str
    """Such as ``text/html``; empty when the server does not say."""
    charset: str | None
    file_name: str | None
    """The name that the server gives the file (Content-Disposition)."""
    validators: Validators
    changed: bool = True
    """False when the server says that it is what was fetched before; there is no content then."""
    moved_from: tuple[str, ...] = ()
    """Addresses before it that say that they have moved there for good."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much, how long, how often."""

    largest: int
    """Bytes, unpacked."""
    seconds: float
    pause: float
    wait: float
    grace: float = GRACE
    slowest: float = SLOWEST


Known = Callable[[str], Validators | None]
"""What is known of an address from an earlier fetch."""


class Fetcher:
    """Fetches documents. Keeps no cookies, and uses no proxy but the one that it is given."""

    def __init__(
        self,
        limits: FetchLimits,
        *,
        allowed: tuple[Network, ...] = (),
        proxy: str = "",
        contact: str = "",
        resolve: Resolve = look_up,
    ) -> None:
        self.limits = limits
        self.agent = f"goglobal/{version('going-global')} (document ingest{'; ' + contact if contact else ''})"
        self._backend = CheckedBackend(allowed, resolve=resolve, proxy=urlsplit(proxy).hostname or "")
        self._transport = CheckedTransport(self._backend, proxy=proxy)
        self._proxied = bool(proxy)
        self._pauses: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    @classmethod
    def of(cls, settings: Settings) -> Fetcher:
        """As the settings say."""
        limits = FetchLimits(
            settings.fetch_largest * 1024**2, settings.fetch_timeout, settings.fetch_pause, settings.fetch_wait
        )
        return cls(
            limits,
            allowed=networks_of(settings.fetch_networks),
            proxy=settings.fetch_proxy,
            contact=settings.fetch_contact,
        )

    def fetch(self, address: str, *, known: Known = lambda _: None) -> Fetched:
        """Get what an address answers, following its redirects.

        Raises:
            FetchFailed: says why, and what to do.
        """
        url = canonical(address)
        clock = Clock(self.limits.seconds, self.limits.grace, self.limits.slowest)
        moved: list[str] = []
        for _ in range(MAX_REDIRECTS + 1):
            validators = known(str(url))
            response = self._ask_until_free(url, validators, clock)
            try:
                with explained(str(url)):
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        # What only leads on for now keeps its place, and so does all that led to it.
                        moved = [*moved, str(url)] if response.status_code in _FOR_GOOD else []
                        url = canonical(response.headers["location"], base=url)
                        continue
                    fetched = self._taken(url, response, validators)
                    return replace(fetched, moved_from=tuple(each for each in moved if each != fetched.address))
            finally:
                response.close()
        raise FetchFailed(
            address,
            f"redirects more than {MAX_REDIRECTS} times",
            "Open it in a browser and give the address it ends at.",
        )

    def slow_down(self, host: str, seconds: float) -> None:
        """Ask a host less often than the settings say."""
        self._pauses[host] = min(max(seconds, self.limits.pause), LONGEST_PAUSE)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _ask_until_free(self, url: httpx.URL, validators: Validators | None, clock: Clock) -> httpx.Response:
        for attempt in range(MAX_RETRIES + 1):
            response = self._ask(url, validators, clock)
            if response.status_code not in _BUSY:
                return response
            response.close()
            wait = retry_after(response.headers.get("retry-after", ""), otherwise=2.0**attempt)
            if attempt == MAX_RETRIES or wait > self.limits.wait:
                break
            clock.pause(wait)
        more = f" and asks for {wait:.0f} seconds" if wait > self.limits.wait else ""
        raise FetchFailed(
            str(url),
            f"the site is busy (HTTP {response.status_code}){more}",
            "Run the command again later.",
            status=response.status_code,
        )

    def _ask(self, url: httpx.URL, validators: Validators | None, clock: Clock) -> httpx.Response:
        headers = {"User-Agent": self.agent, "Accept": _ACCEPTED, "Accept-Encoding": "gzip"}
        if validators is not None:
            if validators.etag:
                headers["If-None-Match"] = validators.etag
            if validators.last_modified:
                headers["If-Modified-Since"] = validators.last_modified
        self._be_polite(url.host, clock)
        self._backend.clock = clock
        with explained(str(url)):
            if self._proxied:
                self._check_behind_proxy(url)
            timeout = dict.fromkeys(("connect", "read", "write", "pool"), SILENCE)
            request = httpx.Request("GET", url, headers=headers, extensions={"timeout": timeout})
            return self._transport.handle_request(request)

    def _check_behind_proxy(self, url: httpx.URL) -> None:
        """A proxy looks hosts up by itself; what is known here already must not be asked of it."""
        with contextlib.suppress(OSError):  # only the proxy may know the host
            self._backend.check(url.raw_host.decode(), url.port or 80)

    def _be_polite(self, host: str, clock: Clock) -> None:
        pause = self._pauses.get(host, self.limits.pause)
        rest = self._asked.get(host, -pause) + pause - time.monotonic()
        if rest > 0 and host in self._asked:
            clock.pause(rest)
        self._asked[host] = time.monotonic()

    def _taken(self, url: httpx.URL, response: httpx.Response, validators: Validators | None) -> Fetched:
        address, status = str(url), response.status_code
        if status == 304 and validators is not None:
            return Fetched(address, b"", "", None, None, validators, changed=False)
        if status != 200:
            raise FetchFailed(address, *status_words(status), status=status)
        content = b"".join(self._read(address, response))
        headers = response.headers
        return Fetched(
            address,
            content,
            media_type_of(headers.get("content-type", "")),
            charset_of(headers.get("content-type", "")),
            file_name_of(headers.get("content-disposition", "")),
            Validators(_sendable(headers.get("etag")), _sendable(headers.get("last-modified"))),
        )

    def _read(self, address: str, response: httpx.Response) -> Iterator[bytes]:
        """The body, unpacked, as far as it may be long."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"gzip", "x-gzip", "identity", ""}:
            raise FetchFailed(
                address, f"packed as {encoding!r}, which was not asked for", "Save the document and add the file."
            )
        announced = response.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced) > self.limits.largest:
            raise self._too_large(address)
        left = self.limits.largest
        packed = encoding in {"gzip", "x-gzip"}
        for piece in unpacked(response.iter_raw(), left + 1) if packed else response.iter_raw():
            left -= len(piece)
            if left < 0:
                raise self._too_large(address)
            yield piece

    def _too_large(self, address: str) -> FetchFailed:
        return FetchFailed(
            address,
            f"larger than {self.limits.largest / 1024**2:.0f} MB",
            "Save it and add the file, or raise GOGLOBAL_FETCH_LARGEST.",
        )


def _sendable(value: str | None) -> str | None:
    """What a server said, if it can be sent back to it in a header."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 1_000 else None
