"""What the words that a clause stands under tell of it: label, header, lead, headings, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import BlockKind, Document, Kind
from assistant.measure import Instrument
from assistant.measures.extraction.figures import Figure
from assistant.measures.extraction.instruments import WEAK, Named, named_in
from assistant.measures.extraction.per import per_in
from assistant.measures.extraction.statements import Clause, Statement

OF_VEHICLES = re.compile(
    r"^\W*(?:[\w-]+,?\s+){0,5}?(?:cars?|vans?|trucks?|lorr(?:y|ies)|bus(?:es)?|vehicles?|motor[- ]?cycles?|quadricycles?|scooters?|taxis?)\b(?!\s+(?:park|plant|maker|industry|parts))|(?<!汽)车(?:[（(][^）)]*[)）])?\s*$",
    re.IGNORECASE,
)
"""Labels a row of one kind of vehicle: ``Van, light truck (N1)``, ``电动客车``."""
PREMIUMS = re.compile(
    r"\b(?:premiums?|subsid(?:y|ies)|grants?|bonus(?:es)?|rebates?|discounts?|purchase|buyers?)\b|补[贴助]|奖励|购车",
    re.IGNORECASE,
)
BUDGETS = re.compile(
    r"\b(?:budgets?|allocat\w+|total|envelopes?|investment|capacity|output)\b|预算|总额|投资|产能|产量", re.IGNORECASE
)
LIMIT_LABEL = re.compile(
    r"^\W*(?:(?:min|max)(?:imum|imal|\.)?|smallest|least|largest|highest|cap|ceiling|budget|floor|project\s+size|investment)(?:\s+(?:aid|grant|support|(?:(?:new|initial|total|eligible|fixed|capital)\s+)*investments?|project|spend(?:ing)?|size|budget|amount|costs?|volume|per\s+\w+|of\s+\w+|in\s+(?:fixed\s+|new\s+)?\w+))*\W*$"
    r"|^\W*(?:最低|最高|最小|最大|单个|总)*(?:投资|补[助贴]|项目|预算|资金|门槛|规模|总额|额度|上限|封顶)+(?:额|金额|规模|门槛|总额|上限|下限|要求)*\W*$",
    re.IGNORECASE,
)
"""Labels a row of limits, one for each column: ``Minimum investment | EUR 1 million | EUR 5 million``."""
GENERIC_HEADER = re.compile(
    r"^\W*(?:items?|values?|figures?|details?|amounts?|rules?|topics?|contents?|descriptions?|facts?|data|remarks?|notes?|information|terms?|particulars|answers?|size|status|what\s+(?:holds|applies)|how\s+much|in\s+figures|source|proposed\s+value|dates?|days?|when|timing|项目|内容|数值|说明|要求|规定|具体(?:内容|要求|规定)?|标准|情况|备注|详情|数字|参数|条款)?\W*$",
    re.IGNORECASE,
)
IMPORTS = re.compile(
    r"^[\W\d]*(?:imports?|import\s+(?:rates?|regime|rules)|customs)\W*$|^[\W\d一二三四五六七八九十]*(?:进口|通关)(?:环节|环境|政策|税率)?\W*$",
    re.IGNORECASE,
)
"""A heading above what is paid on goods that come in."""

NOT_CONTINUED = WEAK | {Instrument.QUOTA}
"""What the next sentence is no more on: of a quota its sentence says all."""


class Surroundings:
    """Knows the words above the statements of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[str, tuple[Named, ...]] = {}
        self._block = -1
        self._said: list[str] = []
        """The sentences of the paragraph at hand so far."""

    def pass_by(self, statement: Statement) -> None:
        """Note what a sentence of a paragraph names, for those behind it that name nothing."""
        if statement.block != self._block:
            self._block, self._said = statement.block, []
        self._said.append(statement.text)

    def _spoken_of(self, statement: Statement) -> Instrument | None:
        """The instrument that the paragraph of a statement named last, before it."""
        if statement.block != self._block or statement.kind is BlockKind.ROW:
            return None
        for text in reversed(self._said):
            strong = [name.instrument for name in self.named(text) if name.instrument not in NOT_CONTINUED]
            if strong:
                return strong[-1]
        return None

    @property
    def is_policy(self) -> bool:
        """Whether the document is filed as one of law and policy."""
        return self._document.metadata.kind is Kind.POLICY

    @property
    def is_incentive(self) -> bool:
        """Whether the document is filed as one of incentives."""
        return self._document.metadata.kind is Kind.INCENTIVE

    def all_of(self, statement: Statement) -> str:
        """All words above a statement as one text."""
        return " ".join(
            (statement.label, statement.header, statement.lead, *statement.headings, self._document.metadata.title)
        )

    def with_per(self, statement: Statement, label: str, found: Sequence[Figure]) -> list[Figure]:
        """Figures with what the words above them say that sums count for: ``Subsidy per passenger car``."""
        per = next((name for text in (label, *statement.headings[-1:]) if (name := per_in(text))), None)
        above = " ".join((statement.header, statement.lead, *statement.headings[-1:]))
        if per is None and OF_VEHICLES.search(statement.label) and PREMIUMS.search(above) and not BUDGETS.search(above):
            per = "vehicle"
        if per is None:
            return list(found)
        return [replace(figure, per=per) if figure.per is None and figure.unit else figure for figure in found]

    def instrument(self, statement: Statement, clause: Clause, *, programme: bool) -> Instrument | None:
        """The instrument that the words around a clause name, the nearest first; a grant if none do, of an incentive or a ``programme`` named."""
        threshold: Instrument | None = None
        for text in (
            clause.label,
            statement.label,
            statement.text,
            *(one.text for one in statement.clauses if statement.kind is BlockKind.ROW and one is not clause),
            None,
            statement.header,
            statement.lead,
            statement.after,
            statement.topic,
            *reversed(statement.headings),
            self._document.metadata.title,
        ):
            if text is None:
                if (before := self._spoken_of(statement)) is not None:
                    return before
                continue
            names = [name.instrument for name in self.named(text)]
            if text == self._document.metadata.title and len({name for name in names if name not in WEAK}) > 1:
                # A title of several things tells of none which it is.
                continue
            strong = [instrument for instrument in names if instrument not in WEAK]
            if text and text is statement.header and clause.cell:
                # What the head of another column asks for is not what this one holds.
                names = [*(name.instrument for name in self.named(text.split(" | ")[0])), *strong]
            if strong:
                return strong[0]
            if not names and (text in statement.headings or text == statement.label) and IMPORTS.match(text):
                return Instrument.DUTY
            if names and names[0] is not Instrument.THRESHOLD:
                return names[0]
            threshold = threshold or (names[0] if names else None)
        if self._document.metadata.kind is Kind.INCENTIVE or programme:
            return Instrument.GRANT
        return threshold

    def named(self, text: str) -> tuple[Named, ...]:
        """The instruments that a text names."""
        if text not in self._names:
            self._names[text] = tuple(named_in(text)) if text else ()
        return self._names[text]


def role_label(statement: Statement, clause: Clause) -> str:
    """What tells the role of a clause's figures: its column's header, or its row's label where the header says nothing."""
    if statement.kind is not BlockKind.ROW:
        heading = statement.headings[-1] if statement.headings[1:] else ""
        return (
            f"{heading} | {clause.label}"
            if statement.kind is BlockKind.ITEM and LIMIT_LABEL.match(heading)
            else clause.label
        )
    if GENERIC_HEADER.match(clause.label) or LIMIT_LABEL.match(statement.label):
        return f"{statement.label} | {clause.label}"
    return clause.label
