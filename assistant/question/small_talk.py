"""Greetings, thanks and questions about the adviser itself, told by taking away all that is said in them."""

from __future__ import annotations

import re

from assistant.language.script import fold

LONGEST = 80
"""Characters beyond which nobody only greets."""

SAID = re.compile(
    r"你好|您好|大家好|哈喽|嗨|早上好|上午好|下午好|晚上好|早安|晚安|再见|拜拜|谢谢|多谢|感谢|辛苦了|麻烦了|好的|好|明白了|清楚了|清楚|知道了|"
    r"收到|不客气|在吗|在么|你是谁|您是谁|你叫什么|你是机器人吗|你能做什么|你会什么|你能帮我什么|能帮什么忙|有什么功能|怎么用|"
    r"你|您|很|非常|太|啦|了|呀|啊|哦|嗯|"
    r"\b(?:hi|hello|hey|there|good (?:morning|afternoon|evening|day|night)|how are you|greetings|bye|goodbye|see you|"
    r"thanks?(?: you)?|thx|cheers|a lot|so much|very much|many|great|ok(?:ay)?|perfect|got it|that(?:'s| is) clear|"
    r"have a (?:nice|good|great) (?:day|evening|weekend|one)|who are you|what are you|what(?:'s| is) your name|are you a (?:bot|robot|human)|"
    r"(?:and )?what can you (?:do|help(?: me)? with)|(?:and )?how can you help(?: me)?|can you help me|for your help|and|please)\b"
)


def is_small_talk(question: str) -> bool:
    """Whether a question asks nothing of the documents."""
    folded = fold(question)
    if len(folded) > LONGEST or not SAID.search(folded):
        return False
    return not re.sub(r"[\W_]+", "", SAID.sub(" ", folded))
