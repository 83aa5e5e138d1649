"""What came back from an address: unpacked within bounds, and what went wrong in plain words."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

import httpx

from assistant.errors import FetchFailed
from ingest.sources.network import ForbiddenAddress, TooSlow

_LATER = "Run the command again later, or save the document and add the file."


def unpacked(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """What gzip packed, in pieces of bounded size, and not much more than ``most`` bytes of it.

    Raises:
        zlib.error: damaged, or not packed by gzip.
    """
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        while piece and most > 0:
            content = unpacker.decompress(piece, 1 << 20)
            most -= len(content)
            yield content
            piece = unpacker.unconsumed_tail
            # Files that were packed one by one and then put together are one file; what else follows is padding.
            if unpacker.unused_data.startswith(b"\x1f\x8b"):
                piece, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    if most > 0:
        yield unpacker.flush()
        if not unpacker.eof:
            raise zlib.error("it ends too early")


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Says in plain words what went wrong on the way to an address."""
    try:
        yield
    except ForbiddenAddress as error:
        reason = f"{error.host} leads to {error.address}, which is no public address"
        advice = "If it is your own network, name it in GOGLOBAL_FETCH_NETWORKS."
        raise FetchFailed(address, reason, advice) from error
    except (TooSlow, httpx.TimeoutException) as error:
        raise FetchFailed(address, f"too slow: {error}", _LATER) from error
    except zlib.error as error:
        raise FetchFailed(address, f"came damaged ({error})", _LATER) from error
    except httpx.TransportError as error:
        if "certificate verify failed" in str(error):
            why = str(error).partition("certificate verify failed: ")[2].partition(" (_ssl")[0].rstrip(".")
            advice = "Check the address. If the site's authority is your own, name its file in SSL_CERT_FILE."
            raise FetchFailed(address, f"its certificate does not hold ({why})", advice) from error
        reason = f"cannot be fetched ({error or type(error).__name__})"
        raise FetchFailed(address, reason, "Check the address and the network.") from error


def status_words(status: int) -> tuple[str, str]:
    """What a status means, and what to do."""
    match status:
        case 401 | 403 | 407 | 451:
            return f"the site does not give it to us (HTTP {status})", "Save it from a browser and add the file."
        case 404 | 410:
            return f"there is nothing at this address any more (HTTP {status})", "Check the address."
        case 304:
            return "the site says that nothing changed since a visit that never was (HTTP 304)", "Try again."
        case _ if 300 <= status < 400:
            return f"redirects nowhere (HTTP {status})", "Open it in a browser and give the address it ends at."
        case _ if status >= 500:
            return f"the site has an error (HTTP {status})", "Run the command again later."
        case _:
            return f"gave no document (HTTP {status})", "Check the address in a browser."


def retry_after(value: str, *, otherwise: float) -> float:
    """Seconds that a site wants to be left alone."""
    if value.isascii() and value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return otherwise
