"""Whose measure it is: the programme and the jurisdiction, by label, sentence, headings and what is known of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import BlockKind, Document, Kind
from assistant.language.glossary import Entry
from assistant.language.places import EU_MEMBERS, country_of, places_in
from assistant.measures.extraction.grantors import Grantor, grantors_in, place_named
from assistant.measures.extraction.statements import Statement
from assistant.measures.programmes import programmes_in

NAMING_HEADER = re.compile(
    r"programmes?|programs?|schemes?|measures?|instruments?|lines?|incentives?|calls?|tools?|名称|项目|计划|政策|措施|工具",
    re.IGNORECASE,
)


EU_DUTY = re.compile(
    r"\bEU(?:'s|’s)?\s+(?:(?:extra|additional|countervailing|anti-subsidy|anti-dumping)\s+)+(?:import\s+)?(?:dut|tariff)|欧盟的?(?:反补贴|反倾销)(?:税|关税)",
    re.IGNORECASE,
)
"""Names a duty that only the Union can lay on, wherever it is spoken of."""

NAMED_ITEM = re.compile(
    r"\W*(?=.{4,40}$)(?:[A-Z][\w&.-]*)(?:\s+[\w&.-]+){0,4}\s+(?:loan|credit|grant|guarantee|premium|bonus|fund|scheme|programme|relief|allowance|voucher|incentive|benefits?|fee|duty|tax|bank|line)s?$|\W*[A-Z][A-Z0-9-]{2,10}$|.{2,14}(?:贷|补贴|补助|基金|计划|专项|奖励|税|费|制度|办法)$"
)
"""The label of an item that is the name of what it grants or demands: ``Growth loan: ...``."""
FEDERAL = re.compile(r"\b(?:federal(?:ly)?|nationwide)\b|联邦|中央财政|国家级", re.IGNORECASE)
"""Names the country in a document on one of its regions."""
AT_HOME = re.compile("国内|我国|我们国家|本国|(?:我们|咱们)[省市]")
"""How those who speak Chinese name China in a text on another country."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme's name as the document has it, and as the glossary has it in both languages."""

    name: str
    en: str | None = None
    zh: str | None = None


class Belonging:
    """Tells for each statement of one document whose measure it speaks of."""

    def __init__(self, document: Document) -> None:
        self._document = document
        metadata = document.metadata
        # A place that was only inferred must not bind statements that name their own.
        stated = () if "jurisdictions" in metadata.inferred else metadata.jurisdictions
        self._filed_under = stated or places_in(metadata.title)
        self._title = _programme(_shorter(document))
        self._places: dict[str, tuple[str, ...]] = {}
        self._before = ""
        """Place that the paragraph at hand spoke of last."""
        self._block = -1
        self._grantors: tuple[Statement | None, tuple[Grantor, ...]] = (None, ())

    def granted_by(self, statement: Statement, until: int) -> str | None:
        """The place that a statement names before ``until``, a place in the document, as the one that grants or demands; None when it names none."""
        known, grantors = self._grantors
        if known is not statement:
            grantors = grantors_in(statement.text, self._filed_under)
            self._grantors = (statement, grantors)
        before = [grantor.code for grantor in grantors if statement.start + grantor.start < until]
        return before[-1] if before else None

    @property
    def follows_places(self) -> bool:
        """Whether what a sentence speaks of tells for the next one whose it is: where the document is filed under no single place."""
        return len(self._filed_under) != 1

    def pass_by(self, statement: Statement) -> None:
        """Note the place that a statement speaks of, for those behind it in its paragraph."""
        if self.follows_places:
            self.jurisdiction(statement)

    def jurisdiction(self, statement: Statement) -> str | None:
        """Whose measure a statement speaks of; None when nothing tells."""
        filed = self._filed_under
        if statement.block != self._block:
            self._before, self._block = "", statement.block
        if filed == ("EU",):
            # A ceiling of the Union's for one of its members is that member's.
            members = [place for place in self._named(statement.label) if country_of(place) in EU_MEMBERS]
            if len(members) == 1:
                return members[0]
        if EU_DUTY.search(statement.text) and "EU" not in filed and filed:
            return "EU"
        for heading in reversed(statement.headings[1:]):
            # Below a heading that is nothing but a region's name the region speaks.
            below = [place for place in self._named(heading) if place not in filed and country_of(place) in filed]
            if len(below) == 1 and len(heading.split()) <= 3 and len(heading) <= 30 and names_only_place(heading):
                return below[0]
        if self._document.metadata.kind is Kind.EVENT and (other := self._of_guest(statement)) is not None:
            return other
        if len(filed) == 1:
            return self._other_country(statement) or filed[0]
        for text in (statement.label, statement.text, statement.topic, *reversed(statement.headings[1:])):
            named = self._named(text)
            if not filed and named:
                self._before = named[0]
                return named[0]
            # A place below or above the document's own counts as well: a region of its country.
            own = [place for place in named if place in filed]
            if own:
                self._before = own[0]
                return own[0]
            if text is statement.text and self._before:
                return self._before
        if self._document.metadata.kind is not Kind.EVENT:
            return filed[0] if filed else None
        return self._before or (filed[0] if filed else None)

    def _other_country(self, statement: Statement) -> str | None:
        """Another place than the one that the document is filed under, by the statement's label or the question that it answers."""
        filed = self._filed_under[0]
        if "-" in filed and FEDERAL.search(
            " ".join((statement.label or statement.text[:30], *statement.headings[-1:]))
        ):
            return country_of(filed)
        labelled = place_named(statement.label, self._filed_under)
        named: tuple[str, ...] = (labelled,) if labelled else ()
        if not named and statement.topic:
            named = self._named(statement.topic)
            named = named or (("CN",) if AT_HOME.search(statement.topic) else ())
        others = [place for place in named if country_of(place) != country_of(filed)]
        return others[0] if len(others) == 1 == len(named) else None

    def of_column(self, statement: Statement, label: str) -> str | None:
        """The place that the head of a cell's column names, in a table whose columns are places: ``| Uruguay | Peru |``."""
        named = self._named(label)
        if len(named) != 1 or not statement.header:
            return None
        columns = {places for head in statement.header.split(" | ")[1:] if len(places := self._named(head)) == 1}
        return named[0] if len(columns) > 1 else None

    def _of_guest(self, statement: Statement) -> str | None:
        """The country that the innermost heading of an event names, when it is another than those that the event is filed under."""
        named = self._named(statement.headings[-1]) if statement.headings[1:] else ()
        if len(named) != 1 or named[0] in self._filed_under or country_of(named[0]) in self._filed_under:
            return None
        return named[0]

    def programme(self, statement: Statement, header: str = "", *, until: int | None = None) -> Programme:
        """The programme that a statement speaks of, its document's when it names none.

        Of several the one that was named last before ``until``, a place in the document: ``A pays 20%; B pays 40%``.
        """
        if statement.kind is BlockKind.ROW:
            if NAMING_HEADER.search(header):
                return _programme(statement.label)
        elif statement.label and (_entry_in(statement.label) or _names_aid(statement)):
            return _programme(statement.label)
        said = statement.text[: until - statement.start] if until is not None else ""
        entry = next(reversed(programmes_in(said)), None) or _entry_in(statement.text)
        if entry is not None and (self._document.metadata.kind is Kind.EVENT or not self._title.en):
            return _from_entry(entry, statement.text)
        named = next((heading for heading in reversed(statement.headings[1:]) if names_programme(heading)), None)
        return _programme(named) if named is not None else self._title

    def names_programme(self, statement: Statement) -> bool:
        """Whether a statement names a programme of the glossary."""
        return _entry_in(statement.text) is not None

    def _named(self, text: str) -> tuple[str, ...]:
        if text not in self._places:
            self._places[text] = places_in(text) if text else ()
        return self._places[text]


def _names_aid(statement: Statement) -> bool:
    return statement.kind is BlockKind.ITEM and NAMED_ITEM.match(statement.label) is not None


def _shorter(document: Document) -> str:
    """The title of a document, or its first heading where that is the shorter name and no other programme's."""
    title = _without_place(document.metadata.title)
    first = next((block.headings[0] for block in document.blocks if block.headings), "")
    heading = _without_place(first)
    if (
        _entry_in(title)
        or not is_own_matter(heading)
        or not 0 < len(heading) < len(title)
        or document.metadata.kind is Kind.EVENT
    ):
        return title
    return heading


def _without_place(title: str) -> str:
    """A title without the place that it begins with: ``Spain: Programa Auto+`` is ``Programa Auto+``."""
    match = re.match(r"(?P<place>[^:：]{2,40})[:：]\s*(?P<rest>\S.*)", title)
    return match["rest"] if match and places_in(match["place"]) else title


def _programme(name: str) -> Programme:
    entry = _entry_in(name)
    if entry is None:
        return Programme(name.strip())
    return Programme(name.strip(), entry.en[0], entry.zh[0])


def _from_entry(entry: Entry, text: str) -> Programme:
    folded = text.casefold()
    name = next((name for name in (*entry.en, *entry.zh) if name.casefold() in folded), entry.en[0])
    return Programme(name, entry.en[0], entry.zh[0])


def _entry_in(text: str) -> Entry | None:
    return next(iter(programmes_in(text)), None)


GENERIC_HEADING = re.compile(
    r"^(?:what|who|how|why|when|where|which|key|main|the\s+(?:steps|rules?|idea|project|programme|case)|rates?|amounts?|dates?|conditions?|eligible|maximum|minimum|limits?|status|timeline|other|more|background|overview|summary|headline|basic|calculation"
    r"|structure|price\s+steps?|steps?\b|shares?\s+of|ranking|scor(?:e|ing)|selection|application\b|applying|eligib\w+|beneficiar\w+|budget|payment|procedure|process\b|documents?|requirements?|forms?\s+of|intensity|ceilings?|caps?\b|key|scope|purpose|aims?\b|validity|calendar|deadlines?|timetable|schedule|sums?\b|sizes?\b|evaluation|cumulation|duration"
    r"|主要|基本|规定|要点|条件|标准|金额|时间|办理|申报|背景|概况|对|局限|谁|为什么|怎|如何|适用|结构|框架|制度|单车|上限|(?:补贴|补助|支持|奖励|资助|扶持)(?:标准|方式|对象|范围|条件|比例|上限|强度|额度|流程|期限)|资金(?:来源|规模|安排|总额)|流程|材料|期限|评[分审]|打分|分档|总体|审批|发放)",
    re.IGNORECASE,
)


NUMBERING = re.compile(
    r"^\s*(?:(?:slide|section|chapter|article|step|annex|q)\s*\d+\s*[:.)]?|[(（]?(?:\d+(?:\.\d+)*|[ivx]+|[一二三四五六七八九十]+)[)）.、．:：]|第[一二三四五六七八九十\d]+[章节条页部]分?)\s*",
    re.IGNORECASE,
)
"""Before the words of a heading: ``5.``, ``Slide 6:``, 四、."""


def names_only_place(heading: str) -> bool:
    """Whether a heading is the name of a place and nothing else, numbering aside."""
    words = re.sub(r"^[\W\d一二三四五六七八九十]+|\W+$", "", heading)
    return (
        bool(words)
        and len(places_in(words)) >= 1
        and (
            re.search(r"\b(?:in|for|of|and|support|aid|case|tax|programme)\b|[的对在与和]", words, re.IGNORECASE)
            is None
        )
    )


PARTS = (
    r"applications?|extra|additional|further|bonus(?:es)?|grants?|premiums?|subsid(?:y|ies)|incentives?|a|an|with|from|per|before|after|now|key|rules?|benefits?|values?|summary|procedures?|how|calendar|schedule|timetable|timing|deadlines?|dates?|budget|funding|eligib\w+|beneficiaries|requirements?|conditions?|"
    r"scope|duration|validity|transition\w*|entry|application|legal|basis|notes?|general|final|provisions?|definitions?|rules?|rates?|amounts?|aid|support|"
    r"ceilings?|shares?|data|entry|money|levels?|sums?|forms?|structure|intensit\w+|limits?|windows?|calls?|sources?|figures?|facts?|terms|period|force|of|and|the|for|to|in|on|by|into|key|main|other|changes?|"
    r"overview|background|status|summary|contact\w*|glance|at|short|brief|detail\w*|points?|steps?|process|cost|costs|eligible|maximum|minimum|region|"
    r"regions|size|company|compan(?:y|ies)|who|what|when|where|apply|new|law|act|text|decree"
)
PART_HEADING = re.compile(
    rf"^\W*(?:(?:{PARTS})\b\W*)+$"
    r"|^[\d一二三四五六七八九十、.（）()\s]*(?:附则|总则|附件|资金|门槛|金额|比例|额度|补助|奖励|标准|条件|预算|申报|申请|期限|有效期|时间|办理|程序|流程|保障|组织|范围|对象|原则|适用|监督|其他|其它|实施|政策|支持|奖补|补贴|说明|概要|要点)",
    re.IGNORECASE,
)
"""A heading that only says which part of the matter follows: ``Eligibility and timing``, ``申报``."""


@lru_cache(maxsize=1024)
def is_own_matter(heading: str) -> bool:
    """Whether a heading begins a matter of its own, so that what is said below it holds below it only."""
    # "The three steps" are steps of what was spoken of before.
    heading = NUMBERING.sub("", heading, count=1)
    definite = re.match(r"the\s", heading, re.IGNORECASE) is not None
    return not definite and GENERIC_HEADING.match(heading) is None and PART_HEADING.match(heading) is None


def names_programme(heading: str) -> bool:
    """Whether a heading names a programme of its own, not only what kind of thing follows."""
    if GENERIC_HEADING.match(heading):
        return False
    return _entry_in(heading) is not None or re.search(r"[(（][A-Z][A-Za-z0-9]{1,9}[)）]", heading) is not None
