"""Sentences with exact spans, in both scripts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.language.sentences import sentence_spans


def sentences(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, language=language)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One sentence. Another one.", ["One sentence.", "Another one."]),
        (
            "The aid is EUR 1.5 million. It ends on 31 Dec. 2026.",
            ["The aid is EUR 1.5 million.", "It ends on 31 Dec. 2026."],
        ),
        ("Dr. Smith of ACME Inc. said so. Really?", ["Dr. Smith of ACME Inc. said so.", "Really?"]),
        ("See Art. 14 of the U.S. rules.", ["See Art. 14 of the U.S. rules."]),
        ("No full stop", ["No full stop"]),
        ("  blanks around.  ", ["blanks around."]),
        ("🚗 A car. 𠮷 A sign. End.", ["🚗 A car.", "𠮷 A sign.", "End."]),
        ("", []),
        ("   ", []),
    ],
)
def test_english_is_cut_after_its_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text, "en") == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("最高补贴20%；上限为50万欧元。", ["最高补贴20%；", "上限为50万欧元。"]),
        ("他说：“可以。”然后离开。", ["他说：“可以。”", "然后离开。"]),
        ("见（第三条。）其他不变。", ["见（第三条。）", "其他不变。"]),
        ("真的吗?是的!", ["真的吗?", "是的!"]),
        ("关税为35.3%，自2024年10月30日起。", ["关税为35.3%，自2024年10月30日起。"]),
        ("真的！！！是的", ["真的！！！", "是的"]),
        ("没有句号", ["没有句号"]),
        (" 。", ["。"]),
        ("", []),
    ],
)
def test_chinese_is_cut_after_its_own_stops(text: str, parts: list[str]) -> None:
    assert sentences(text, "zh") == parts


MIXED = st.text(st.sampled_from("ab 中补。！？；.!?,;\n\t”\"'’)Dr.0 1…🚗𠮷é"), max_size=80)


@pytest.mark.parametrize("language", ["en", "zh"])
@given(text=st.one_of(MIXED, st.text()))
@example(text="A. B. C.")
@example(text="\u2028\x85a.\u3000b")
def test_spans_are_ordered_apart_and_cover_everything_but_blanks(language: str, text: str) -> None:
    spans = sentence_spans(text, language=language)
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert not text[position : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert not text[position:].strip()
