"""Every citation of every answer can be opened, and its quote is the document's own words at its place."""

from __future__ import annotations

import httpx
import pytest

from tests.api import library

QUESTIONS = [
    "What is the maximum subsidy of the Catalonia CAPEX incentive?",
    "加泰罗尼亚建厂最多能补多少?",
    "From which amount does an Italian development contract apply?",
    "意大利开发合同的最低投资额是多少?",
    "摩洛哥丹吉尔科技城免哪些税?",
    "Which taxes is Tangier Tech City exempt from?",
    "Who can handle overseas warehouse and China-Europe multimodal logistics?",
    "谁能做海外仓和中欧多式联运?",
    "What investment aid does Slovakia give to a battery plant?",
    "When does the battery passport become mandatory in the EU?",
    "电池护照什么时候在欧盟强制实施?",
    "How high is the countervailing duty on BYD, Geely and SAIC?",
    "比亚迪的反补贴税是多少?",
    "电池出口退税2027年怎么变?",
    "纯电动车出口许可证什么时候开始?",
    "境外投资备案要先做什么?",
    "Which local content share does the UK-EU agreement ask for batteries in 2027?",
    "What does Mexico charge on cars from China since 2026?",
    "Brazil import tax on electric cars, step by step",
    "What is the Turkish additional duty on Chinese cars?",
    "匈牙利的发展税收优惠最多多少年?",
    "Which rates does the Polish Investment Zone give to large companies?",
    "法国C3IV税收抵免比例",
    "What may a company deduct under South Africa's section 12V?",
    "Thailand EV 3.5: how many cars must be produced locally?",
    "印度尼西亚电动车本地化率要求",
    "CBAM: who must buy certificates and from when?",
    "Does the EU Data Act cover connected vehicles?",
    "UN R155 cybersecurity management system validity in years",
    "中欧班列能运电池吗?",
    "hello",
    library.EMOJI_QUESTION,
    library.REPLACED_QUESTION,
    library.HOSTILE_QUESTION,
]

STATING = {"sentence", "item", "row"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_words_of_its_document_at_its_place(stranger: httpx.Client, question: str) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()
    citations = answer["citations"]

    assert [citation["number"] for citation in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        place = {"version": citation["version"], "start": citation["start"], "end": citation["end"]}
        document = stranger.get(f"/v1/documents/{citation['document_id']}", params=place).json()
        assert document["text"][citation["start"] : citation["end"]] == citation["quote"] == document["span"]["quote"]
        assert document["title"] == citation["title"]
        assert citation["quote"].strip()
        address = f"/documents/{citation['document_id']}@{citation['version']}#{citation['start']}-{citation['end']}"
        assert citation["url"] == address


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_statement_is_cited_and_every_citation_is_used(stranger: httpx.Client, question: str) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()
    known = {citation["number"] for citation in answer["citations"]}
    used = set()
    for block in answer["blocks"]:
        assert set(block["citations"]) <= known
        # A gloss is a note: it quotes nothing, and cites what it renders.
        assert block["citations"] or block["kind"] not in STATING, block
        used |= set(block["citations"])

    assert used == known
    assert bool(known) == (answer["outcome"] in {"answered", "partly_answered"})


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_quoting_answerer_says_only_what_it_quotes(stranger: httpx.Client, question: str) -> None:
    answer = stranger.post("/v1/chat", json={"question": question}).json()
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}

    assert answer["model"] == "quoting"
    for block in answer["blocks"]:
        if block["kind"] in STATING:
            # Further citations are of sources that say the same in words of their own.
            assert block["text"] == quotes[block["citations"][0]]
