"""What names of people and organisations and their posts look like, in both languages."""

from __future__ import annotations

import re
from typing import NamedTuple

HAN = r"\u3400-\u9fff"

POST_WORD = (
    r"(?:Executive|Vice|Deputy|Assistant|Associate|Senior|General|Managing|Chief|Global|International|Regional|Honorary|"
    r"Acting|Legal|Technical|Commercial|Sustainable|Founding|Co-?|Chair(?:man|woman|person)?|President|CEO|CFO|CTO|COO|"
    r"Director|Manager|Partner|Founder|Co-?founder|Head|Representative|Secretary|Officer|Counsel|Commissioner|Minister|"
    r"Ambassador|Consul|Dean|Professor|Principal|Engineer|Lawyer|Attorney|Adviser|Advisor|Specialist|Delegate|Owner)"
)
SAYS = (
    r"(?:also |further |then |has |who )?(?:stated|states|said|says|noted|notes|pointed out|emphasi[sz]ed|stressed|demonstrated|"
    r"advised|analy[sz]ed|presented|described|explained|argued|introduced|shared|added|told|announced|highlighted|"
    r"suggested|remarked|underlined|recommended|mentioned|spoke|offers?|offered|will)"
)
COMES = r"(?:attended|joined|took part|chaired|hosted|moderated)"
NAME = r"(?!I[’']m\b)(?:[A-Z][\w’'-]+\.?\s){1,3}[A-Z][\w’'-]+"
"""A personal name in Latin letters: two to four words that begin with a capital."""

NAMED_WITH_POST = re.compile(
    rf"(?P<name>{NAME}),\s(?:the\s)?(?P<tail>{POST_WORD}\b[^.;:()\n]*?)(?=,?\s(?:{SAYS}|{COMES})\b|[.;)\n]|$)"
)
"""“Madrona Marcet, Chief Representative of ACCIÓ China, stated …”"""
NAMED_IN_BRACKETS = re.compile(rf"(?P<name>{NAME})\s?\((?:the\s)?(?P<tail>{POST_WORD}\b[^()]*)\)")
"""“Zhang Yongwei (Chairman of China EV100)”"""

POST_ZH = (
    r"(?:执行|副|首席|总|高级|资深|常务|联席|名誉|助理|创始|合伙|董事|区域|投行|法务|技术|商务|海外|全球)*"
    r"(?:理事长|主席|会长|秘书长|总经理|经理|总裁|总监|董事长|董事|主任|代表|负责人|合伙人|创始人|CEO|执行官|院长|所长|局长|处长|"
    r"部长|司长|律师(?!事务所)|顾问|专家|教授|主管|专员|总工程师|工程师)(?:兼(?:任)?(?:CEO|总裁|总经理|首席执行官|董事长))?"
)
SAYS_ZH = r"(?:表示|介绍|指出|认为|强调|说|称|谈到|分享|提到|补充|建议|透露|展示|分析|发言|提醒)"
COMES_ZH = r"(?:出席|参加|主持|到场|参会)"
NAME_ZH = rf"(?:[{HAN}]{{2,4}}|{NAME})"

KIND_ZH = (
    r"(?:有限公司|公司|集团|律师事务所|会计师事务所|事务所|律所|协会|商会|学会|联合会|银行|证券|保险|"
    r"促进局|投资局|促进会|促进中心|服务中心|研究院|研究所|检测中心|认证中心|联盟|百人会|办公室|领事馆|咨询|物流|国际|平台|基金|科技城项目)"
)
"""What kind of organisation a Chinese name says that it is."""
ORGANISATION_ZH = rf"[{HAN}A-Za-z0-9&·]{{0,24}}{KIND_ZH}"
LEADING_ZH = re.compile(
    r"^(?:来自|由|据|和|与|及|的|其中|此外|同时|目前|例如|以及|包括|联系|可以|通过|在|请|向|是|另外|还有|，|：)+"
)
LEADING_EN = re.compile(r"^(?:the|a|an|our|this)\s", re.IGNORECASE)
SUFFIXED = (
    r"(?:[A-Z][\w’'&.-]*\s(?:of\s|and\s|for\s|&\s)?){1,6}?(?:Law Firm|Securities|Bank|Logistics|Consulting|Consultants|Marketing|"
    r"Technologies|Technology|Association|Alliance|Chamber of Commerce|Agency|Institute|Center|Centre|Council|Platform|"
    r"Fund|Foundation|Group|Insurance|Partners|Lawyers|Attorneys|Solutions|Services|Holding|Ltd|Limited|GmbH|Inc|LLC|S\.p\.A|S\.L|PLC)\b\.?"
)
"""A name in Latin letters whose last word says what it is."""

REGION = re.compile(
    r"(?<=\S)\s*(?:,?\s?(?:China|Hong Kong|Europe|Asia|Greater China|Italy|Spain|Germany|Hungary|Morocco)(?: Region| Office| Branch)?|"
    r"(?:中国|香港|欧洲|亚太|亚洲|大中华|非洲)(?:地区|区|分公司|办事处|代表处)?)$"
)
DEPARTMENT = re.compile(
    r"^(?:the )?[A-Z][\w\s&,’'-]*\b(?:Procurement|Department|Division|Sales|Cooperation|Business|Markets|Strategy|Development|Marketing|Operations|Affairs|"
    r"Planning|Investment|Compliance|Purchasing|Logistics)\b"
)


class Role(NamedTuple):
    """A post at an organisation; either may be empty."""

    post: str
    organisation: str


def roles_in(tail: str) -> list[Role]:
    """Posts and organisations that stand behind a name: “Chairman of A and Executive President of B”."""
    roles = [_role(part) for part in re.split(rf"\s+and\s+(?:the\s)?(?={POST_WORD}\b)", tail.strip(" ,"))]
    # “Chairman and CEO of JDO”: a post without an organisation goes with that of the next.
    for place in reversed(range(len(roles) - 1)):
        if not roles[place].organisation:
            roles[place + 1] = Role(f"{roles[place].post} and {roles[place + 1].post}", roles[place + 1].organisation)
            del roles[place]
    return roles


def _role(words: str) -> Role:
    if " at " in words:
        post, _, organisation = words.rpartition(" at ")
        return Role(post.strip(" ,"), _organisation(organisation))
    post, of, rest = words.partition(" of ")
    if not of:
        return Role(words.strip(" ,"), "")
    if " of " in rest and DEPARTMENT.match(rest.partition(" of ")[0]):
        department, _, rest = rest.rpartition(" of ")
        return Role(f"{post} of {department}".strip(" ,"), _organisation(rest))
    if DEPARTMENT.fullmatch(rest.strip(" ,")) and not re.search(SUFFIXED, rest):
        return Role(words.strip(" ,"), "")
    return Role(post.strip(" ,"), _organisation(rest))


def _organisation(words: str) -> str:
    return LEADING_EN.sub("", words.strip(" ,;.\u201c\u201d"))


def role_zh(words: str) -> Role:
    """Organisation and post that stand together without a word between them: 中国电动汽车百人会理事长."""
    words = words.strip(" ，,、")
    found = list(re.finditer(POST_ZH, words))
    if not found:
        return Role("", organisation_zh(words))
    last = found[-1]
    whole = words[: last.start()]
    # 东方证券投行股权资本市场高级经理: what stands behind the name of a kind of organisation is of the post.
    kinds = list(re.finditer(KIND_ZH, whole))
    end = kinds[-1].end() if kinds else len(whole)
    return Role(f"{whole[end:]}{last[0]}", organisation_zh(whole[:end]))


def organisation_zh(words: str) -> str:
    """A name without the words that lead up to it."""
    return LEADING_ZH.sub("", words.strip(" ，,、；：。“”《》（）()")).strip()


def names_of(written: str) -> tuple[str, ...]:
    """The ways in which a name is written, brackets holding another one: 顺丰国际（SF Express）."""
    outside = re.sub(r"\s*[（(][^（）()]*[）)]\s*", " ", written).strip(" .,，。")
    inside = re.findall(r"[（(]([^（）()]*)[）)]", written)
    names = [outside, *(part.strip() for text in inside for part in re.split(r"[;；,，、/]", text))]
    return tuple(dict.fromkeys(name for name in names if name))


def plain(name: str) -> str:
    """A name as it is compared: without place, case and marks."""
    short = name
    while (cut := REGION.sub("", short)) != short and cut:
        short = cut
    return re.sub(r"[\W_]+", " ", short.casefold()).strip()
