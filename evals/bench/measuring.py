"""As a program: compares and estimates measures at the present size, and times how long reading them took of a document.

What is asked is made of the measures that are there: places, words of their lines, sums in their currencies.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from assistant.bootstrap import open_book
from assistant.domain import Access
from assistant.errors import MeasureCallError
from assistant.measure import FiledMeasure, Money
from assistant.measures.book import MeasureBook
from assistant.measures.estimates import Given
from assistant.measures.extraction import extract
from assistant.measures.selecting import Wanted
from assistant.opening import Catalogue
from assistant.settings import read_settings

ROUNDS = 25
"""How often each thing is asked."""
READ = 60
"""Documents that are read anew to time the extraction."""
ON = date(2026, 6, 1)


def main(data_dir: Path, *, seed: int = 1) -> dict[str, Any]:
    """Milliseconds of each call, and of extraction for a passage."""
    settings = read_settings(data_dir=data_dir)
    catalogue = Catalogue(settings)
    try:
        chance = random.Random(seed)  # noqa: S311 - no secret
        book = open_book(settings, catalogue)
        known = book.find(Wanted(), access=Access.STAFF)
        asked = _asked(book, known, chance) if known else {}
        return {"calls": asked, "measures": len(known), "extraction": _extraction(catalogue, chance)}
    finally:
        catalogue.close()


def _asked(book: MeasureBook, known: Sequence[FiledMeasure], chance: random.Random) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = defaultdict(list)
    places = sorted({filed.measure.jurisdiction for filed in known})
    for number in range(ROUNDS + 1):
        some = chance.sample(places, min(3, len(places)))
        filed = chance.choice(known)
        place, words = filed.measure.jurisdiction, filed.measure.applies_to or filed.metadata.title
        given = Given(on=ON, investment=Money(Decimal(3_000_000), filed.measure.currency or "EUR"))
        estimate = partial(book.estimate, given, access=Access.STAFF, places=(place,))
        compare = partial(book.compare, some, access=Access.STAFF, on=ON)
        calls: dict[str, Callable[[], object]] = {
            "estimate": estimate,
            "estimate with words": partial(estimate, words=words),
        }
        if len(some) > 1:
            calls["compare"] = partial(compare, Wanted())
            calls["compare with words"] = partial(compare, Wanted(applies_to="battery"))
        for name, call in calls.items():
            spent = _milliseconds(call)
            if number:  # the first round warms up
                taken[name].append(spent)
    return taken


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    with suppress(MeasureCallError):  # a place without aid of the kind is an answer too
        call()
    return (time.perf_counter() - started) * 1000


def _extraction(catalogue: Catalogue, chance: random.Random) -> float:
    """Milliseconds of reading measures for a passage, over some of the documents."""
    served = [summary for summary in catalogue.documents.summaries() if summary.served]
    some = chance.sample(served, min(READ, len(served)))
    documents = [catalogue.documents.get(summary.id).document for summary in some]
    passages = sum(summary.passages for summary in some)
    started = time.perf_counter()
    for document in documents:
        extract(document)
    spent = (time.perf_counter() - started) * 1000
    return spent / passages if passages else 0.0


if __name__ == "__main__":
    print(json.dumps(main(Path(json.loads(sys.argv[1])["data_dir"]))))
