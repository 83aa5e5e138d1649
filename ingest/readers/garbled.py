"""Text layers that say something else than the page shows: fonts without a table of their characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
"""What a font without a table of its characters yields."""
_LETTER = re.compile(r"\w")
_COMMON_HAN = re.compile("[\u4e00-\u9fff]")
_RARE = re.compile("[\u3400-\u4dbf\u0180-\u024f\u0530-\u1cff\ua000-\uabff\U00020000-\U0003ffff]")
"""Extension A, Armenian to Vedic, and other scripts that no document for this product is in, when they come in a mix."""
_EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之"
    "进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与"
    "关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常"
    "文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光"
    "门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目"
    "至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际"
    "商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效院查江型眼王按"
    "格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞 企業資產發國會應電與個為業進對說這來時"
)
_LEAST_HAN = 60
"""Characters of Chinese below which their kinds tell nothing."""


def is_garbled(text: str) -> bool:
    """Whether a text is noise in place of words.

    Private and unknown characters; a mix of scripts that no language has; or Chinese characters among which the
    everyday ones, in any real text a third and more, hardly occur.
    """
    unknown, letters = len(_UNKNOWN.findall(text)), len(_LETTER.findall(text))
    if unknown > letters * 0.2 or (unknown and not letters):
        return True
    if letters and len(_RARE.findall(text)) > letters * 0.3:
        return True
    han = _COMMON_HAN.findall(text)
    return len(han) >= _LEAST_HAN and sum(character in _EVERYDAY for character in han) < len(han) * 0.1


def garbled_pages(pages: Sequence[str]) -> list[int]:
    """Indexes of the pages that are noise."""
    return [index for index, page in enumerate(pages) if is_garbled(page)]
