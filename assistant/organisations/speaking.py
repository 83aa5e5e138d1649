"""Organisations in transcripts: the label before a speaker's words, and how speakers introduce themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.organisations.mentions import Mention
from assistant.organisations.prose import Line
from assistant.organisations.shapes import HAN, NAME, NAME_ZH, POST_WORD, Role, organisation_zh, role_zh, roles_in

LABEL = re.compile(r"(?P<name>[^（(,，|]+?)\s?(?:[（(](?P<inside>[^（）()]+)[）)]|[,，|]\s?(?P<after>.+))?$")
INTRODUCES = re.compile(
    rf"(?:I am|I’m|I'm|This is|this is|My name is)\s(?:{NAME},?\s)?(?:the\s)?(?P<post>{POST_WORD}[\w\s&]*?\s)?(?:from|of|at|with)\s"
    r"(?P<organisation>(?:[A-Z][\w’'&.-]*)(?:\s(?:of\s)?[A-Z][\w’'&.-]*){0,5})"
)
INTRODUCES_ZH = re.compile(
    rf"(?:我是|我来自|这里是)(?P<organisation>[{HAN}A-Za-z0-9&·\s]{{2,24}}?)(?:的|，|。|(?P<post>总经理|创始人|合伙人|负责人|代表|总监|经理))"
)
OFFERS = re.compile(
    r"\b(?:[Ww]e|[Ww]e can|[Oo]ur (?:\w+ ){1,6})\s?(?:also |can |could |will |now )?(?:offer|provide|help|handle|run|operate|support|deliver|arrange|"
    r"advise|hold|cover|take|serve|have|do|work)|\bOur\s|我们(?:公司|团队|律所|平台)?(?:也|还|都|主要|专门|可以?|能够?|会|一直)*(?:为[^，。]{1,16})?"
    r"(?:提供|帮|做|负责|承接|代理|办|有|在|支持|协助|服务|拥有|覆盖|运营)"
)


def in_speech(lines: Sequence[Line]) -> Iterator[Mention]:
    """Speakers of a transcript with what they say that they do; without an organisation they stand for themselves."""
    told: dict[str, Role] = {}
    for line in lines:
        speaker = line.block.speaker
        if not speaker:
            continue
        name, role = _labelled(speaker)
        if not role.organisation:
            role = _introduced(line.words) or told.get(name, role)
        told[name] = role
        organisation = role.organisation or name
        person = name if role.organisation else ""
        if OFFERS.search(line.words):
            yield Mention(organisation, line.span, person=person, post=role.post, service=line.words)
        elif role.organisation:
            yield Mention(organisation, line.span, person=person, post=role.post)


def _labelled(speaker: str) -> tuple[str, Role]:
    match = LABEL.match(speaker)
    if match is None:
        return speaker, Role("", "")
    beside = (match["inside"] or match["after"] or "").strip()
    if not beside:
        return match["name"], Role("", "")
    if re.match(POST_WORD, beside):
        return match["name"], roles_in(beside)[-1]
    return match["name"], role_zh(beside)


def _introduced(words: str) -> Role | None:
    if match := INTRODUCES.search(words):
        return Role((match["post"] or "").strip(), match["organisation"])
    if match := INTRODUCES_ZH.search(words):
        organisation = organisation_zh(match["organisation"])
        # 我是李敏 tells a name, no organisation.
        if len(organisation) > 3 or not re.fullmatch(NAME_ZH, organisation):
            return Role(match["post"] or "", organisation)
    return None
