"""Requests for a person instead of the adviser, told by taking away all that is said in them."""

from __future__ import annotations

import re

from assistant.language.script import fold

LONGEST = 120
"""Characters beyond which somebody asks more than that."""

PERSON = re.compile(
    r"(?:帮我|请)?(?:转接?|找|叫|要|接|换|联系|连线)(?:一?[个位下])?(?:到|一下)?(?:人工|真人|客服|专员|工作人员|活人)(?:客服|服务|坐席|顾问|专员)?|"
    r"(?:有没有|有)?(?:人工|真人)(?:客服|服务|坐席|顾问|专员)|^人工$|^真人$|"
    r"(?:和|跟|与|同)(?:一?[个位])?(?:人工|真人|客服|专员|顾问|工作人员|活人|你们的人)(?:客服|服务|顾问)?(?:聊聊?|谈谈?|说话|说说?|沟通|联系|对话|交流)(?:一下)?|"
    r"(?:请|让|麻烦)?(?:安排|派)?(?:一?[个位])?(?:人|专人|工作人员|顾问|专员|客服)(?:来)?(?:给我|跟我|和我|与我)?(?:联系我|回电|打电话|联系|致电)(?:我)?|"
    r"\b(?:talk|speak|chat|get through|put me through|connect me|transfer me|hand me over|pass me on|be connected|be transferred|switch)"
    r" (?:to|with) (?:an? |the |your |some )?(?:real |live |human |actual )*(?:person|human(?: being)?|people|someone|somebody|staff(?: member)?|agent|adviser|advisor|"
    r"representative|operator|colleague|employee|consultant|expert)\b|"
    r"\b(?:a |an )?(?:real|live|human|actual) (?:person|human|agent|adviser|advisor|support|operator|being)\b|"
    r"\b(?:contact|call|reach) (?:the |your )?(?:staff|support|customer service|help ?desk)\b|\bcustomer service\b|"
    r"\b(?:have |let |ask )?(?:someone|somebody|a person|a human|your staff|an adviser|an advisor) (?:to )?(?:call|contact|phone|e-?mail|reach)(?: me)?(?: back)?\b|"
    r"\bcall me back\b|^(?:human|agent|operator|person)$"
)
BESIDE = re.compile(
    r"你好|您好|请问|请|我想|我要|想要|我需要|需要|能不能|能否|可以|可不可以|能|帮忙|帮我|给我|麻烦|你们?|您|我|想|要|还是|直接|现在|谢谢|吗|么|吧|呢|啊|了|的|一下|"
    r"\b(?:hi|hello|i|i'll|we|am|would|rather|want|wish|need|would|like|to|can|could|may|let|me|us|please|just|rather|now|you|thanks?|thank|"
    r"is there|there|here|any|with|about this|about it|this|directly|instead|give|get|speak|talk|chat|possible|possibility|way|a|an|do|have|some|and|my|it|is)\b"
)


def asks_for_person(question: str) -> bool:
    """Whether a user wants nothing else than to be put through to people.

    Whoever names a matter or an organisation asks a question like any other: "Who can I talk to at ACCIÓ?"
    """
    folded = fold(question).replace("\u2019", "'").replace("'d ", " would ").replace("i'm ", "i am ")
    trimmed = re.sub(r"^\W+|\W+$", "", folded)
    if len(trimmed) > LONGEST or not PERSON.search(trimmed):
        return False
    left = BESIDE.sub(" ", PERSON.sub(" ", trimmed))
    return not re.sub(r"[\W_]+", "", left)
