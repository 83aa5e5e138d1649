"""All the files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.readers.papers import office, printed
from tests.readers.papers.contents import CHINESE, ENGLISH, POLICIES
from tests.readers.papers.sample import Sample

_BOTH: tuple[Callable[..., Sample], ...] = (
    *printed.WRITERS,
    office.word,
    office.deck,
    office.workbook,
    office.web_page,
    office.notice,
    office.mail,
    office.markdown,
    office.plain,
    *(partial(office.talk, kind=kind) for kind in ("vtt", "srt", "otter", "names")),
)
MAKERS: tuple[Callable[[], Sample], ...] = (
    *(partial(make, policy) for make in _BOTH for policy in POLICIES),
    partial(office.separated, ENGLISH, encoding="utf-8-sig", delimiter=","),
    partial(office.separated, ENGLISH, encoding="utf-16", delimiter="\t"),
    partial(office.separated, CHINESE, encoding="gb18030", delimiter=","),
    partial(office.separated, CHINESE, encoding="utf-16-le", delimiter=";"),
)
"""Each makes one file."""
