"""What a date of a clause is: first or last day in force, first or last day to apply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.quantities import QuantityKind
from assistant.measures.extraction.figures import Bound, Figure

APPLY = re.compile(
    r"appl(?:y|ications?|icants?)\b(?!\s+(?:from|to|until|since|as))|\bcalls?\b|submi(?:t|ssions?|tted)|window|申报|申请|受理|提交|报名|征集",
    re.IGNORECASE,
)
_GAP = r"(?:\s*(?:the|on|about|around|early|mid|late|date|is|was|,|of|and\s+including)\s*|-)*\s*[(（]?\s*$"
BEGINS_BEFORE = re.compile(
    r"(?:\bfrom|\bsince|\bas\s+of|\bas\s+from|\bwith\s+effect\s+from|\beffective(?:\s+(?:from|as\s+of))?|\bstart(?:s|ed|ing)?|\bbeg[aiu]n(?:s|ning)?|\bafter"
    r"|\bin\s+force(?:\s+(?:since|from|on))?|\benter(?:s|ed)?\s+into\s+force(?:\s+on)?|\bappl(?:y|ies|ied)(?:\s+(?:from|since|as\s+of))?|\bopen(?:s|ed|ing)?(?:\s+(?:on|from|in))?|自|从|于)"
    + _GAP,
    re.IGNORECASE,
)
BEGINS_AFTER = re.compile(
    r"\s*(?:(?:onwards?|on)\b(?=[\s,.;)]|$)|(?:正式)?(?:起|开始|施行|实施|生效|执行|启动|开放|以来|之后))",
    re.IGNORECASE,
)
ENDS_BEFORE = re.compile(
    r"(?:\buntil|\btill|\bthrough(?:\s+to)?|\bto|\bup\s+to|\bby(?:\s+the)?(?:\s+end(?:\s+of)?)?|\bending|\bends?(?:\s+(?:on|in|of))*|\bexpires?(?:\s+on)?|\bbefore|\bclos(?:es|ed|ing)(?:\s+(?:on|in))?"
    r"|\b(?:no|not)\s+later\s+than|\bdeadline(?:\s+(?:of|is|for))?|\bvalid\s+(?:until|to)|至|到|截至|截止(?:日期|时间)?(?:为|是|至|到)?|延长至|有效期(?:至|为))"
    + _GAP,
    re.IGNORECASE,
)
ENDS_AFTER = re.compile(r"\s*(?:[年月日]?(?:底|末))?(?:止|到期|截止|届满|前|之前|以前|失效|结束|为止)")
SAID_OF_SOMETHING_ELSE = re.compile(
    r"(?:\bpublish\w*|\badopt\w*|\bsigned|\bannounc\w*|\bdated|\bsaid|\breported|\bevent|\bspeech|发布|公布|印发|通过|签署|宣布|截至)[^,.;，。；]{0,24}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date with the field that it fills; the figure's offsets are those of its clause."""

    field: str
    value: str
    figure: Figure


def days_of(text: str, found: Sequence[Figure], context: str = "") -> list[Day]:
    """Dates of a clause that begin or end something. ``context`` is the label or header that the clause stands under."""
    days: list[Day] = []
    apply = APPLY.search(text) is not None or APPLY.search(context) is not None
    for place, figure in enumerate(found):
        if figure.kind is not QuantityKind.DATE:
            continue
        left = text[found[place - 1].end if place else 0 : figure.start]
        right = text[figure.end : figure.end + 12]
        begins, ends = ("opens", "closes") if apply else ("starts", "ends")
        if figure.bound is Bound.BETWEEN:
            days += [Day(begins, figure.first, figure), Day(ends, figure.last, figure)]
        elif SAID_OF_SOMETHING_ELSE.search(left):
            continue
        elif ENDS_AFTER.match(right) or ENDS_BEFORE.search(left):
            days.append(Day(ends, figure.first, figure))
        elif BEGINS_AFTER.match(right) or BEGINS_BEFORE.search(left):
            days.append(Day(begins, figure.first, figure))
    return days
