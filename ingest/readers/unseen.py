"""What a visitor of a web page does not see: marked as hidden, styled away inline or by the page's own style sheets.

Only what a page itself states is known here: sheets that it links to are not fetched, and no script is run. What a control of the
page reveals (a tab, a fold) is read, since a visitor can see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

MOST_SHEETS = 400_000
"""Characters of style sheets that are looked at."""
MOST_RULES = 4000
"""Rules that are held against the page's elements; those beyond are left out."""

_STATED = "//*[@hidden or @aria-hidden='true' or @style]"
_HIDING_STYLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?%?(?=;|$|!)|content-visibility:hidden"
    r"|font-size:0(?:\.0+)?[a-z%]*(?=;|$|!)|(?:text-indent|left|top|margin-left|right):-\d{3,}"
    r"|clip:rect\((?:0(?:px)?[, ]?){4}\)|clip-path:inset\((?:50|100)%\)|transform:scale\(0\))"
)
_DISGUISING = re.compile(r"(?:^|;)(?:opacity:0(?:\.0+)?%?(?=;|$|!)|font-size:0(?:\.0+)?[a-z%]*(?=;|$|!))")
_SHOWING_STYLE = re.compile(r"(?:^|;)(?:display:(?!none)|visibility:visible|opacity:(?:1|0?\.[1-9]))")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = re.compile(r"white|#fff(?:f|fff|fffff)?|rgba?\(255,255,255(?:,[\d.]+)?\)|hsl\(0,0%,100%\)")
_TINY = re.compile(r"(?:^|;)font-size:0*(?:\.\d+|[01](?:\.\d+)?)(?:px|pt)(?=;|$|!)")

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[\w-]+[^{};]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_ON_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{((?:[^{}]|\{[^{}]*\})*)\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+)*", re.IGNORECASE)


class Rule(NamedTuple):
    """A rule of a style sheet for one selector."""

    compounds: tuple[str, ...]
    """The parts of its selector, outermost first."""
    weight: tuple[int, int, int]
    """How specific it is, as CSS counts: ids, classes, tags."""
    style: str
    """Its declarations, without blanks and in small letters."""


def drop_unseen(page: Any) -> int:
    """Take out of a page what a visitor does not see; its style sheets must still be in it.

    How many characters of it were disguised, in white on white, letters of no size or no opacity: menus and folds are hidden
    on most pages, but words that are there and cannot be seen are meant for programs.
    """
    unseen = [element for element in page.xpath(_STATED) if _hidden_by_itself(element)]
    disguised = sum(len("".join(element.itertext()).strip()) for element in unseen if _is_disguised(element))
    unseen += _hidden_by_sheets(page)
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()
    return disguised


def _is_disguised(element: Any) -> bool:
    style = _plain(element.get("style", ""))
    return bool(_DISGUISING.search(style) or _TINY.search(style)) or _is_white_on_white(element, style)


def _hidden_by_itself(element: Any) -> bool:
    if element.tag in ("html", "body"):
        return False  # pages that fade in by script begin like that
    style = _plain(element.get("style", ""))
    marked = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return marked or _hides(style) or _is_white_on_white(element, style)


def _hides(style: str) -> bool:
    return bool(_HIDING_STYLE.search(style) or _TINY.search(style))


def _is_white_on_white(element: Any, style: str) -> bool:
    """Whether inline styles give white words to a white background, which a page has if none is stated."""
    colour = _COLOUR.search(style)
    if colour is None or not _WHITE.fullmatch(colour[1]):
        return False
    for around in (element, *element.iterancestors()):
        background = _BACKGROUND.search(_plain(around.get("style", "")))
        stated = background[1] if background else around.get("bgcolor", "")
        if stated:
            return bool(_WHITE.match(stated))
    return True


def _plain(style: str) -> str:
    return re.sub(r"\s+|/\*.*?\*/", "", style).lower()


def _hidden_by_sheets(page: Any) -> list[Any]:
    rules = list(_rules("\n".join(sheet.text or "" for sheet in page.iter("style"))[:MOST_SHEETS]))[:MOST_RULES]
    hiding = [rule for rule in rules if _hides(rule.style)]
    if not hiding:
        return []
    showing = [rule for rule in rules if _SHOWING_STYLE.search(rule.style)]
    revealed = _revealed(page)
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body") or element.get("id") in revealed:
            continue
        hidden = max((rule.weight for rule in hiding if _matches(rule, element)), default=None)
        if hidden is None or _SHOWING_STYLE.search(_plain(element.get("style", ""))):
            continue
        shown = max((rule.weight for rule in showing if _matches(rule, element)), default=(-1, 0, 0))
        if hidden > shown:
            found.append(element)
    return found


def _rules(sheet: str) -> Iterator[Rule]:
    """Rules for screens; selectors that need more than tags, classes and ids are left out."""
    sheet = _AT_RULE.sub("", _ON_SCREEN.sub(r"\1", _COMMENT.sub("", sheet)))
    for match in _RULE.finditer(sheet):
        style = _plain(match[2])
        for selector in match[1].split(","):
            compounds = tuple(selector.replace(">", " ").split())
            if compounds and all(_COMPOUND.fullmatch(part) and part for part in compounds):
                yield Rule(compounds, _weight(compounds), style)


def _weight(compounds: tuple[str, ...]) -> tuple[int, int, int]:
    whole = " ".join(compounds)
    return whole.count("#"), whole.count("."), sum(part[0] not in ".#*" for part in compounds)


def _revealed(page: Any) -> frozenset[str]:
    """Ids of what controls of the page show and hide."""
    controls = page.xpath("//@aria-controls | //@data-target | //@data-bs-target | //a/@href[starts-with(., '#')]")
    return frozenset(name.lstrip("#") for value in controls for name in str(value).split())


def _matches(rule: Rule, element: Any) -> bool:
    """Whether a rule is for an element; a child is taken for a descendant."""
    if not _is(rule.compounds[-1], element):
        return False
    around = element.iterancestors()
    return all(any(_is(part, other) for other in around) for part in reversed(rule.compounds[:-1]))


def _is(compound: str, element: Any) -> bool:
    tag = re.match(r"[a-z][\w-]*", compound, re.IGNORECASE)
    if tag and tag[0].lower() != element.tag:
        return False
    classes = element.get("class", "").split()
    for mark, name in re.findall(r"([.#])([\w-]+)", compound):
        if (mark == "." and name not in classes) or (mark == "#" and name != element.get("id")):
            return False
    return True
