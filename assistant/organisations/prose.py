"""Organisations in sentences: who is introduced with a post, what is said of them, and what they offer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Block, BlockKind, Document, Span
from assistant.language.sentences import sentence_spans
from assistant.organisation import Organisation
from assistant.organisations.mentions import Mention
from assistant.organisations.shapes import (
    COMES_ZH,
    HAN,
    LEADING_EN,
    NAME,
    NAME_ZH,
    NAMED_IN_BRACKETS,
    NAMED_WITH_POST,
    ORGANISATION_ZH,
    POST_ZH,
    SAYS,
    SAYS_ZH,
    SUFFIXED,
    Role,
    organisation_zh,
    role_zh,
    roles_in,
)

BRACKETED_ZH = re.compile(rf"(?P<name>{NAME_ZH})（(?P<tail>[^（）]*?(?:{POST_ZH}|职务)[^（）]*)）")
"""张永伟（中国电动汽车百人会理事长、GREEM执行主席）"""
INTRODUCED_ZH = re.compile(
    rf"(?:^|[，。；：、\s])(?P<left>[{HAN}A-Za-z0-9&·]{{2,40}}?{POST_ZH})\s?(?P<name>{NAME_ZH}?)(?=\s?(?:{SAYS_ZH}|{COMES_ZH}))"
)
"""宝安区新能源汽车产业办公室主任 Liu Xinhua 出席"""
SERVES = (
    r"(?:can |could |will |also |jointly |now )?(?:provides?|offers?|helps?|supports?|handles?|runs?|operates?|delivers?|assists?|advises?|arranges?|"
    r"connects?|links|match(?:es)?|serves?|organi[sz]es|builds?|gathers?|specialis?z?es in)\b"
)
SERVES_ZH = r"(?:可以?|能够?|将|专门|主要|负责)?(?:为[^，。]{1,20})?(?:提供|承接|代理|办理|从事|协助|帮助|擅长|专注|负责|聚合|对接|服务)"
OFFERS = re.compile(rf"(?P<name>{SUFFIXED})(?:\s\([^()]*\))?,?\s{SERVES}")
OFFERS_ZH = re.compile(rf"(?P<name>{ORGANISATION_ZH}(?:（[^（）]*）)?){SERVES_ZH}")
SHORT_NAME = re.compile(
    rf"(?P<name>{SUFFIXED}|[“\"][^”\"]{{3,40}}[”\"])(?:,? short name |\s?[（(])(?P<short>[A-Z][A-Za-z0-9]{{1,11}})\b"
)
"""“Going Global Super Platform (G100)”"""
GOES_ON = re.compile(
    r"^(?:It|They|He|She|The company|The firm|We|This|In addition,|In particular,|Through|By|Furthermore|公司|其|他|她|该|我们|并|还)"
)
QUOTES = '“”"'
SHORTEST_SURNAME = 5
LONGEST_LABEL = 40
UNTOLD = re.compile(
    r"\b(?:report|text|speakers?|documents?|sources?)\b[^.;]*\bnot\b|\bnot (?:given|stated|listed)\b|没有(?:说明|给出|列出|披露)|未(?:说明|给出|列出|披露)"
)
"""What a document does not tell is no offer."""
LEAST_SAID = 8
"""Letters that a statement must have beside the names in it; a Chinese character counts two."""
CROWD = 3
"""Organisations in one sentence from which on it is a list, not a statement of one of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or item of a document."""

    words: str
    span: Span
    block: Block


def lines_of(document: Document) -> list[Line]:
    """Sentences of paragraphs, and items whole, in order."""
    lines = []
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind is BlockKind.ITEM:
            lines.append(Line(text, Span(block.start, block.end), block))
        elif block.kind is BlockKind.PARAGRAPH:
            for span in sentence_spans(text, language=document.metadata.language):
                place = Span(block.start + span.start, block.start + span.end)
                lines.append(Line(document.text[place.start : place.end], place, block))
    return lines


def introductions(lines: Sequence[Line]) -> Iterator[Mention]:
    """Who is named with a post at an organisation, and which organisations are said to offer something."""
    for line in lines:
        for name, role in _people(line.words):
            yield Mention(role.organisation, line.span, person=name, post=role.post)
        for pattern in (OFFERS, OFFERS_ZH):
            for match in pattern.finditer(line.words):
                name = LEADING_EN.sub("", organisation_zh(match["name"]))
                if len(name) > 3:
                    yield Mention(name, line.span, service=line.words)
        for match in SHORT_NAME.finditer(line.words):
            name = LEADING_EN.sub("", match["name"].strip(QUOTES))
            yield Mention(f"{name} ({match['short']})", line.span)


def _people(words: str) -> Iterator[tuple[str, Role]]:
    for pattern in (NAMED_WITH_POST, NAMED_IN_BRACKETS):
        for match in pattern.finditer(words):
            for role in roles_in(match["tail"]):
                if role.organisation:
                    yield match["name"], role
    for match in BRACKETED_ZH.finditer(words):
        for part in re.split("[、；]", match["tail"]):
            role = role_zh(part.partition("，")[0]) if "职务" in part else role_zh(part)
            post = part.partition("职务")[2].strip() if "职务" in part else role.post
            if role.organisation:
                yield match["name"], Role(post, role.organisation)
    for match in INTRODUCED_ZH.finditer(words):
        role = role_zh(match["left"])
        if role.organisation and match["name"]:
            yield match["name"], role


def statements(lines: Sequence[Line], known: Sequence[Organisation]) -> Iterator[Mention]:
    """Sentences that say what the known organisations and their people do, and those that go on from them."""
    speaking: str | None = None
    block: Block | None = None
    surnames = _surnames(known)
    for line in lines:
        if line.block is not block:
            speaking, block = None, line.block
        if UNTOLD.search(line.words):
            continue
        said = _whole_names(line.words, surnames)
        named = [one for one in known if any(_says(said, name) for name in _ways(one))]
        if 0 < len(named) < CROWD:
            subject = next((one for one in named if _states(said, one)), None)
            if subject is not None:
                speaking = subject.name
                need = _label(line.words, named)
                yield Mention(subject.name, line.span, service=line.words, need=need)
        elif not named and speaking is not None and GOES_ON.match(line.words):
            yield Mention(speaking, line.span, service=line.words)
        elif named:
            speaking = None


def _whole_names(words: str, surnames: dict[str, str]) -> str:
    """A sentence in which people who are called by their last name have the whole one."""
    for last, name in surnames.items():
        if last in words and name not in words:
            words = re.sub(rf"(?<!\w){re.escape(last)}(?!\w)", name, words)
    return words


def _ways(one: Organisation) -> list[str]:
    """Names of an organisation and its people, also the surname alone in Latin letters."""
    return [*one.names, *(person.name for person in one.people)]


def _surnames(known: Sequence[Organisation]) -> dict[str, str]:
    """Last names in Latin letters by which only one person of the document is meant, with the whole names."""
    people = {person.name for one in known for person in one.people if re.fullmatch(NAME, person.name)}
    shared = Counter(word for name in people for word in name.split())
    return {last: name for name in people if len(last := name.split()[-1]) >= SHORTEST_SURNAME and shared[last] == 1}


def _says(words: str, name: str) -> bool:
    if re.search(f"[{HAN}]", name):
        return name in words
    return re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", words) is not None


def _states(words: str, one: Organisation) -> bool:
    """Whether a sentence says something of an organisation: it speaks, offers, or a label or brackets name it."""
    rest = words
    for name in _ways(one):
        rest = rest.replace(name, "")
    if sum(2 if re.match(f"[{HAN}]", char) else char.isalnum() for char in rest) < LEAST_SAID:
        return False
    for name in _ways(one):
        said = re.escape(name)
        if re.search(
            rf"^{said}\s?[:：]|\w{{2}}\s?[（(]{said}[^（）()]{{0,8}}[）)][。.]?$|{said}[^.;，。；]{{0,90}}?\s{SAYS}\b",
            words,
        ):
            return True
        if re.search(rf"{said}[^.;。；]{{0,60}}?(?:\s{SERVES}|{SERVES_ZH}|\s?{SAYS_ZH})", words):
            return True
        if re.search(rf"\b(?:use|through|via)\s(?:the\s)?{said}\b|通过{said}", words, re.IGNORECASE):
            return True
    return False


def _label(words: str, named: Sequence[Organisation]) -> str:
    """What an item files its statement under: the words before its colon, unless they name somebody."""
    label, colon, _ = words.partition("：") if "：" in words else words.partition(":")
    told = any(_says(label, name) for one in named for name in _ways(one))
    return label.strip() if colon and len(label) <= LONGEST_LABEL and not told else ""
