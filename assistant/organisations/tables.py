"""Organisations in tables: a column of organisations or speakers, and what the others say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Block, BlockKind, Document, Span
from assistant.organisations.mentions import Mention
from assistant.organisations.shapes import HAN, NAME, POST_WORD, Role, role_zh, roles_in

COLUMNS = {
    "organisation": re.compile(
        r"^(?:compan(?:y|ies)|organi[sz]ations?|institutions?|firms?|(?:service )?providers?|agenc(?:y|ies)|bod(?:y|ies)|"
        r"机构|公司|企业|单位|组织|服务商|律所|服务机构|机构名称|公司名称)$",
        re.IGNORECASE,
    ),
    "person": re.compile(
        r"speaker|representative|^contact|^person|^expert|发言人|代表|联系人|嘉宾|讲者|演讲人", re.IGNORECASE
    ),
    "need": re.compile(
        r"^(?:needs?|fields?|areas?|sectors?|topics?|service areas?|place|需求|环节|领域|方向|类别|业务|地区|国家)$",
        re.IGNORECASE,
    ),
}
MOST_CELL = 60
"""Characters of a cell that may be a name."""
SAME = re.compile(r"^(?:same|ditto|idem|〃|同上|同前)$", re.IGNORECASE)


def in_tables(document: Document) -> Iterator[Mention]:
    """Rows of tables whose header has a column of organisations or of people."""
    columns: dict[str, int] = {}
    last: list[Role] = []
    person = ""
    for block in document.blocks:
        if block.kind is BlockKind.HEADER_ROW:
            columns, last, person = _columns(document, block), [], ""
        elif block.kind is BlockKind.ROW and len(block.cells) > 1 and _tells(columns, len(block.cells)):
            cells = [document.text[cell.start : cell.end].strip() for cell in block.cells]
            said = cells[columns["person"]] if "person" in columns else ""
            if not SAME.match(said):
                person, last = _person(said)
            yield from _row(block, cells, columns, person, last)


def _columns(document: Document, header: Block) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        words = document.text[cell.start : cell.end].strip()
        for name, pattern in COLUMNS.items():
            if pattern.search(words) and name not in found and place not in found.values():
                found[name] = place
    return found


def _tells(columns: dict[str, int], width: int) -> bool:
    """Whether there is somebody, and a column more that says something of them."""
    return ("person" in columns) and len(columns) < width and max(columns.values()) < width


def _row(block: Block, cells: list[str], columns: dict[str, int], person: str, roles: list[Role]) -> Iterator[Mention]:
    span = Span(block.start, block.end)
    need = cells[columns["need"]] if "need" in columns else ""
    told = [cell for place, cell in enumerate(cells) if place not in columns.values()]
    service = " · ".join(cell for cell in told if cell)
    named = cells[columns["organisation"]] if "organisation" in columns else ""
    if named and len(named) <= MOST_CELL:
        post = " ".join(filter(None, (roles[0].post, _beside(roles[0], named)))) if roles else ""
        yield Mention(named, span, person=person, post=post, service=service, need=need)
        return
    for role in roles:
        if role.organisation:
            yield Mention(role.organisation, span, person=person, post=role.post, service=service, need=need)


def _beside(role: Role, named: str) -> str:
    """The part of an organisation that a post names, when the row's own column names the organisation."""
    return "" if not role.organisation or role.organisation in named else f"· {role.organisation}"


def _person(cell: str) -> tuple[str, list[Role]]:
    """Name and roles in a cell: “Li Yuanyuan, Assistant Head of …”, “ACCIÓ 中国首席代表 Madrona Marcet”, “李敏，总经理”."""
    if not cell or len(cell) > 3 * MOST_CELL:
        return "", []
    if match := re.match(rf"(?P<name>{NAME}|[{HAN}]{{2,4}})\s?[,，]\s?(?P<tail>.+)$", cell):
        if re.match(POST_WORD, match["tail"]):
            return match["name"], roles_in(match["tail"])
        return match["name"], [role_zh(match["tail"])]
    match = re.match(rf"(?P<left>.*\S)\s+(?P<name>{NAME}|[{HAN}]{{2,4}})$", cell)
    if match and re.search(f"[{HAN}]", match["left"]):
        return match["name"], [role_zh(match["left"])]
    if re.fullmatch(rf"{NAME}|[{HAN}]{{2,4}}", cell):
        return cell, []
    return "", []
