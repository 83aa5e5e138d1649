"""Connections that go only where they may: a host is looked up once, each of its addresses is judged, and the
connection goes to one of exactly these, so that no second look-up can answer otherwise.

The same place keeps the clock: whatever a server does, a fetch ends in time.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from ingest.sources.addresses import Network, is_allowed

Resolve = Callable[[str, int], list[str]]
"""From a host and port to its IP addresses. Raises OSError when there are none."""

SLOWEST = 500
"""Bytes a second that a server must keep up on average; less is a trap or of no use."""
GRACE = 20.0
"""Seconds before this is asked of it."""


class ForbiddenAddress(Exception):
    """A host leads to an address that may not be fetched from."""

    def __init__(self, host: str, address: str) -> None:
        self.host = host
        self.address = address
        super().__init__(f"{host} is {address}")


class TooSlow(Exception):
    """A server took all the time that it is given, or sends next to nothing."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Clock:
    """The time of one fetch, redirects included."""

    seconds: float
    grace: float = GRACE
    slowest: float = SLOWEST
    _began: float = field(default_factory=time.monotonic)
    _received: int = 0

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take.

        Raises:
            TooSlow: there are none.
        """
        spent = time.monotonic() - self._began
        if spent >= self.seconds:
            raise TooSlow(f"not finished after {self.seconds:.0f} seconds")
        if spent > self.grace and self._received < self.slowest * spent:
            raise TooSlow(f"sends less than {self.slowest:.0f} bytes a second")
        rest = self.seconds - spent
        return rest if timeout is None else min(rest, timeout)

    def received(self, count: int) -> None:
        """Count bytes that came."""
        self._received += count

    def pause(self, seconds: float) -> None:
        """Wait on purpose, which is not the server's time."""
        time.sleep(seconds)
        self._began += seconds


class CheckedBackend(httpcore.NetworkBackend):
    """Looks up, judges, connects. ``proxy`` is a host that is connected to unjudged: the owner named it."""

    def __init__(self, allowed: Sequence[Network], *, resolve: Resolve = look_up, proxy: str = "") -> None:
        self.clock: Clock | None = None
        self._allowed = allowed
        self._resolve = resolve
        self._proxy = proxy

    def check(self, host: str, port: int) -> list[str]:
        """The addresses of a host.

        Raises:
            ForbiddenAddress: one of them may not be fetched from.
            OSError: there is no such host.
        """
        found = self._resolve(host, port)
        if host != self._proxy:
            for address in found:
                if not is_allowed(address, self._allowed):
                    raise ForbiddenAddress(host, address)
        return found

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """See :class:`httpcore.NetworkBackend`."""
        try:
            addresses = self.check(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"there is no host {host}") from error
        failure: Exception | None = None
        for address in addresses:
            try:
                limit = self.clock.left(timeout) if self.clock else timeout
                connected = socket.create_connection((address, port), limit)
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _TimedStream(connected, self)
            except OSError as error:
                failure = error
        raise httpcore.ConnectError(f"{host} takes no connection ({failure})") from failure


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every step is within the time of the fetch it belongs to."""

    def __init__(self, connected: socket.socket, backend: CheckedBackend) -> None:
        self._socket = connected
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(self._limit(timeout))
            content = self._socket.recv(max_bytes)
        except TimeoutError as error:
            self._limit(None)
            raise httpcore.ReadTimeout("it fell silent") from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        if self._backend.clock:
            self._backend.clock.received(len(content))
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._socket.settimeout(self._limit(timeout))
            self._socket.sendall(buffer)
        except TimeoutError as error:
            self._limit(None)
            raise httpcore.WriteTimeout("it takes no request") from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._limit(timeout))
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return _TimedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket) else None

    def _limit(self, timeout: float | None) -> float | None:
        return self._backend.clock.left(timeout) if self._backend.clock else timeout


class CheckedTransport(httpx.BaseTransport):
    """httpx over these connections; each request has one of its own, looked up and judged anew."""

    def __init__(self, backend: CheckedBackend, *, proxy: str = "") -> None:
        trusted = httpx.create_ssl_context()  # an authority of one's own may stand in SSL_CERT_FILE
        self._pool: httpcore.ConnectionPool
        if proxy:
            self._pool = httpcore.HTTPProxy(
                proxy, ssl_context=trusted, network_backend=backend, max_keepalive_connections=0
            )
        else:
            self._pool = httpcore.ConnectionPool(
                ssl_context=trusted, network_backend=backend, max_keepalive_connections=0
            )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the reply's body is read from its stream.

        Raises:
            httpx.TransportError: no connection, none that is safe, or not what the protocol says.
            ForbiddenAddress: the host leads where nothing may be fetched from.
            TooSlow: the time is up.
        """
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        with _as_httpx():
            reply = self._pool.handle_request(asked)
        return httpx.Response(reply.status, headers=reply.headers, stream=_Body(reply), extensions=reply.extensions)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, reply: httpcore.Response) -> None:
        self._reply = reply

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._reply.iter_stream()

    def close(self) -> None:
        self._reply.close()


@contextmanager
def _as_httpx() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise httpx.TransportError(str(error)) from error
