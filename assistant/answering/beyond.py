"""Questions that no document answers by their kind: put to the adviser's own knowledge, or after a tip on shares.

Both find documents by their words, and quoting those would be an answer to another question.
"""

from __future__ import annotations

import re

from assistant.language.script import fold

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # What is asked of the adviser itself. Merely to be told to put the documents aside changes nothing: what is asked
        # then is answered from them all the same.
        r"\b(?:from|using|by|with|based on|out of) your own (?:\w+ )?(?:knowledge|memory|experience|training|opinion)\b|\byour (?:personal|own) (?:opinion|guess|view)\b",
        r"(?:凭|靠|用|根据|按)你?自己的?(?:知识|记忆|经验|了解|看法|判断)|你(?:个人|自己)(?:的)?(?:看法|意见|猜测|觉得)",
        # Tips on securities; to list, to issue or to hold shares is business.
        r"\b(?:which|what|whose)\b[^.?!]{0,40}\b(?:shares?|stocks?|securities)\b[^.?!]{0,30}\b(?:to (?:buy|sell)|(?:should|shall|can|do) (?:i|we) (?:buy|sell|pick))\b",
        r"\b(?:should|shall) (?:i|we) (?:buy|sell|hold|short)\b[^.?!]{0,30}\b(?:shares?|stocks?)\b|\b(?:share|stock) price\b[^.?!]{0,40}\b(?:will|rise|fall|go|reach|tomorrow|forecast|target)\b",
        r"哪(?:一)?[只支家][^。？?]{0,12}股(?:票)?[^。？?]{0,10}(?:买|值得|会涨|推荐|潜力)|(?:该|要不要|能不能|可以|值得|适合|推荐)[^。？?]{0,6}(?:买|卖|抛|持有)[^。？?]{0,10}股票|股价[^。？?]{0,12}(?:涨|跌|预测|走势|到多少)|炒股|荐股",
    )
)


def asks_beyond_documents(question: str) -> bool:
    """Whether a question wants what is no matter of documents."""
    folded = fold(question)
    return any(pattern.search(folded) for pattern in PATTERNS)
