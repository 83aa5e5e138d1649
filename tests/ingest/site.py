"""A web site on loopback whose pages do what sites do, and what traps do."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.sources.addresses import networks_of
from ingest.sources.fetching import Fetcher, FetchLimits
from ingest.sources.network import Resolve, look_up

Act = Callable[[BaseHTTPRequestHandler], None]

LOOPBACK = networks_of("127.0.0.0/8")


@dataclass(frozen=True)
class Page:
    """A reply that is sent as it stands."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        if self.headers.get("ETag") and request.headers.get("If-None-Match") == self.headers["ETag"]:
            request.send_response(304)
            request.end_headers()
            return
        request.send_response(self.status)
        for name, value in {"Content-Length": str(len(self.body)), **self.headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(self.body)


def html(title: str, words: str, **headers: str) -> Page:
    """A web page."""
    body = f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{words}</p></article>"
    return Page(body.encode(), headers={"Content-Type": "text/html", **headers})


def redirect(location: str, status: int = 302) -> Page:
    """A redirect."""
    return Page(status=status, headers={"Location": location})


@dataclass
class Site:
    """Pages by their paths, and the requests that came."""

    url: str
    pages: dict[str, Act] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def asked(self, path: str) -> list[dict[str, str]]:
        """Headers of the requests for a path."""
        return [headers for asked, headers in self.requests if asked == path]


@contextmanager
def serving(host: str = "127.0.0.1", port: int = 0, *, secured: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.requests.append((self.path, dict(self.headers.items())))
            act = site.pages.get(self.path, Page(b"not here", 404))
            try:
                act(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    with Server((host, port), Handler) as server:
        if secured is not None:
            server.socket = secured.wrap_socket(server.socket, server_side=True)
        site = Site(f"http{'s' if secured else ''}://{host}:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


def make_fetcher(resolve: Resolve = look_up, **limits: float) -> Fetcher:
    """A fetcher that may ask loopback, at once and again."""
    given = {"largest": 1_000_000, "seconds": 20.0, "pause": 0.0, "wait": 1.0} | limits
    return Fetcher(
        FetchLimits(int(given.pop("largest")), given.pop("seconds"), given.pop("pause"), given.pop("wait"), **given),
        allowed=LOOPBACK,
        resolve=resolve,
    )


def make_certificate(folder: Path, name: str) -> Path:
    """A file with a key and a certificate for a host, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begin = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "site.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
