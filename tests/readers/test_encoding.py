"""Which bytes are text, in which encoding, and what is left of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from ingest.readers.encoding import decode, normalise, recoded

NOTICE = "中国企业境外投资须先备案，再汇出资金。"
SHORT = "欧盟碳边境调节机制"
TRADITIONAL = "中國企業境外投資須先備案，再匯出資金。電動車的關稅於今年調整，請各公司注意相關規定與時程。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NOTICE, "utf-8"),
        (NOTICE, "utf-8-sig"),
        (NOTICE, "utf-16"),
        (NOTICE, "utf-32"),
        (NOTICE, "utf-16-le"),
        (NOTICE, "utf-16-be"),
        (NOTICE, "gb18030"),
        (SHORT, "gb18030"),
        (SHORT, "gbk"),
        ("第三条 投资 30 亿欧元", "gb18030"),
        ("㐀𠀀龙：比亚迪在匈牙利塞格德建厂，年产能三十万辆。", "gb18030"),
        (TRADITIONAL, "big5"),
        ("A tariff of 35.3 % on electric cars", "utf-16-le"),
        ("A tariff of 35.3 % on electric cars", "utf-16-be"),
        ("L’usine est située près de la frontière, à Szeged.", "cp1252"),
        ("Größe der Förderung für Fabriken", "cp1252"),
        ("São Paulo", "cp1252"),
    ],
)
def test_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="notice.txt") == text


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03 some words \x00",
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x01\x02\x03\x04\x05\x06 words without a zero byte \x0e\x0f",
    ],
)
def test_binary_bytes_are_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="binary file"):
        decode(content, name="notice.md")


def test_bytes_that_contradict_their_mark_are_damaged_text() -> None:
    with pytest.raises(UnreadableDocument, match="byte 1 is not UTF-8") as caught:
        decode(b"\xef\xbb\xbfa\xff", name="notice.txt")
    assert caught.value.source == "notice.txt"
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd\u2028e\ff", "a\nb\nc\nd\ne\nf"),
        ("e\u0301", "é"),
        ("\ufeffwords", "words"),
        ("a\tb", "a\tb"),
        ("bell\x07 and\x9b escape\x1b[0m", "bell and escape[0m"),
        ("bat\u00adtery \u200bcells", "battery cells"),
        ("\u202eright to left\u202c", "right to left"),
        ("no\U000e0041\U000e0042tags", "notags"),
        ("lone \ud800 half", "lone  half"),
    ],
)
def test_text_is_normalised(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_normalising_is_nfc_without_returns_and_twice_is_once(text: str) -> None:
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert "\r" not in normal
    assert normalise(normal) == normal


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0xFFFD, exclude_categories=["Cs", "Cc", "Cf"])))
def test_utf8_always_comes_back(text: str) -> None:
    assert decode(text.encode(), name="notice.txt") == normalise(text)


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("最高补贴".encode("gb18030"), "gb2312", "最高补贴"),
        ("最高補貼".encode("big5"), "big5", "最高補貼"),
        ("café".encode("cp1252"), "iso-8859-1", "café"),
        ("café".encode(), "utf-8", "café"),
        ("最高补贴为百分之二十".encode(), "gbk", "最高补贴为百分之二十"),
        ("cafés à Orléans, déjà là-bas à côté".encode(), "iso-8859-1", "cafés à Orléans, déjà là-bas à côté"),
        ("最高补贴".encode("gb18030"), "shift_jis", "最高补贴"),  # it does not fit
        (b"\xef\xbb\xbf" + "café".encode(), "cp1252", "café"),
        ("café".encode(), "no-such-charset", "café"),
        ("café".encode(), "punycode", "café"),
        ("café".encode(), "x\0y", "café"),
    ],
)
def test_the_charset_that_a_server_states_is_used_when_it_fits(content: bytes, charset: str, text: str) -> None:
    assert decode(recoded(content, charset), name="x") == text


def test_what_is_no_text_is_left_as_it_is() -> None:
    content = b"%PDF-1.7\n" + bytes(range(256))
    assert recoded(content, "iso-8859-1") == content
    assert recoded(content, None) == content
