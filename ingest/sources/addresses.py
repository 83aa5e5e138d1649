"""Which addresses may be fetched from: public ones, and the networks that the owner allows on purpose."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

import httpx

from assistant.errors import FetchFailed

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST = 2_000
"""Characters of an address; no site of documents needs more."""

_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # behind a provider's address translation (RFC 6598)
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays of 6to4
        "198.18.0.0/15",  # benchmarks of networks
        "::/96",  # IPv4 in IPv6: all of these lead to an IPv4 address that nobody has looked at
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",  # site-local, given up but still routed in places
    )
)
"""What the standard library calls global in some of its versions and is not."""


def canonical(address: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """An address in one form: scheme and host in small letters, no default port, no fragment.

    Raises:
        FetchFailed: not an address of the web, or one that holds a name and password.
    """
    try:
        url = httpx.URL(address) if base is None else base.join(address)
        url = url.copy_with(fragment=None)
        host = url.host
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchFailed(address, f"not a web address ({error})", "Check it for typing errors.") from error
    if url.scheme not in {"http", "https"}:
        raise FetchFailed(
            address, f"{url.scheme or 'no scheme'}: only http and https are fetched", "Give a web address."
        )
    if not host:
        raise FetchFailed(address, "names no host", "Check it for typing errors.")
    if url.userinfo:
        safe = str(url.copy_with(userinfo=b""))
        raise FetchFailed(
            safe, "holds a name or password", "Give it without; what needs a login has to be saved as a file."
        )
    if len(str(url)) > LONGEST:
        raise FetchFailed(f"{str(url)[:100]}…", f"longer than {LONGEST:,} characters", "Give a shorter one.")
    # An empty path is the root, and both must be one address.
    return url.copy_with(raw_path=url.raw_path)


def networks_of(value: str) -> tuple[Network, ...]:
    """The networks of a list with commas, such as ``10.0.0.0/8, fd00::/8``.

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ipaddress.ip_network(part.strip()) for part in value.split(",") if part.strip())


def is_allowed(address: str, allowed: Sequence[Network]) -> bool:
    """Whether an IP address is public, or in a network that is allowed on purpose.

    Refused are private, loopback, link-local, multicast and reserved addresses, those behind a provider's translation,
    and the forms of IPv6 that carry an IPv4 address.
    """
    found: Any = ipaddress.ip_address(address.partition("%")[0])
    if any(found.version == network.version and found in network for network in allowed):
        return True
    if any(found.version == network.version and found in network for network in _NEVER):
        return False
    return bool(found.is_global) and not (found.is_multicast or found.is_reserved or found.is_unspecified)
