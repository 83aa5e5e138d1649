"""What sites ask programs to leave alone (robots.txt, RFC 9309). It is kept for pages that a sitemap names."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import httpx

from assistant.errors import FetchFailed
from ingest.sources.fetching import Fetcher

NAME = "goglobal"
"""The name that rules for this program go by."""
LARGEST = 500_000
"""Bytes of a robots.txt that are read; the RFC asks for as many."""


class Robots:
    """The rules of sites, each asked for once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, RobotFileParser] = {}
        self._unknown: dict[str, FetchFailed] = {}
        """Sites that could not say; nobody asks them again for each page."""

    def allow(self, address: str) -> bool:
        """Whether a page may be fetched.

        Raises:
            FetchFailed: the site could not say, and then nothing of it is to be fetched.
        """
        url = httpx.URL(address)
        site = str(url.copy_with(raw_path=b"/robots.txt"))
        if site in self._unknown:
            raise self._unknown[site]
        if site not in self._rules:
            try:
                self._rules[site] = self._read(site)
            except FetchFailed as error:
                self._unknown[site] = error
                raise
            delay = self._rules[site].crawl_delay(NAME)
            if delay:
                self._fetcher.slow_down(url.host, float(delay))
        return self._rules[site].can_fetch(NAME, address)

    def _read(self, address: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            content = self._fetcher.fetch(address).content[:LARGEST]
        except FetchFailed as error:
            if error.status is None or error.status >= 500 or error.status == 429:
                raise FetchFailed(
                    address,
                    f"{error.reason}, so that what the site allows is not known",
                    "Run the command again later.",
                ) from error
            content = b""  # there are no rules
        rules.parse(content.decode("utf-8", "replace").splitlines())
        return rules
