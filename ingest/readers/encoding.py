"""From bytes to clean text: which encoding it is, and what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from assistant.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_ENCODINGS = ["cp1252", "big5", "gb18030", "cp1250", "cp1251", "shift_jis", "euc_kr"]
"""Likeliest first: a short text often fits several equally well."""
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}
_NO_CHARSETS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf-7", "utf7"})
"""What Python calls encodings and no page is written in."""
_FOREIGN = bytes(range(128, 256))
_NO_CHANCE = 12
"""Bytes beyond ASCII that no other encoding makes look like UTF-8 by chance."""
_NEWLINES = re.compile("\r\n|[\r\f\v\u0085\u2028\u2029]")
# Controls, soft hyphens, invisible spaces, direction overrides, tag characters, surrogates and non-characters:
# nobody sees them on a page, so a quote must not hold them, and hidden instructions must not hide in them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SAMPLE = 20_000
"""Characters that are enough to tell an encoding."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_PLAUSIBLE = re.compile("[\t\n\r -~\u00a0-\u024f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    guessed: str = ""
    """The encoding, where nothing but statistics tells it."""


def decode(content: bytes, *, name: str) -> str:
    """The text alone of :func:`decoded`."""
    return decoded(content, name=name).text


def decoded(content: bytes, *, name: str) -> Decoded:
    """The text of a file in UTF-8, UTF-16, GB18030, Big5 or a common Western encoding, normalised.

    Raises:
        UnreadableDocument: the bytes are no text, or text of an unknown encoding.
    """
    guessed = ""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return Decoded(normalise(_decoded(content[len(mark) :], encoding, name)))
    if b"\0" in content:
        return Decoded(normalise(_utf16(content, name)))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text, guessed = _legacy(content, name)
    if len(_CONTROLS.findall(text)) > len(text) // 50:
        raise _no_text(name)
    return Decoded(normalise(text), guessed)


def recoded(content: bytes, charset: str | None) -> bytes:
    """A text whose encoding its server stated, as UTF-8 with a mark; anything else as it is.

    A mark of its own goes before the server's word, as browsers have it, and a statement that does not fit is none. What
    is UTF-8 by more than chance is, whatever the server says: many say the same of all that they have.
    """
    if not charset or charset in _NO_CHARSETS or _is_unicode(content):
        return content
    try:
        # Browsers read these as their supersets, and so must who reads what was written for them.
        text = content.decode(_SUPERSETS.get(charset, charset))
    except (ValueError, LookupError):
        return content
    # What is no text has no encoding, whatever its server says.
    if len(_CONTROLS.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 50:
        return content
    return codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")


def _is_unicode(content: bytes) -> bool:
    """Whether a text says by a mark that it is in a form of Unicode, or is UTF-8 by more than chance."""
    if content.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    if len(content) - len(content.translate(None, _FOREIGN)) < _NO_CHANCE:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def normalise(text: str) -> str:
    """NFC, ``\\n`` as the only line break, and nothing that a reader cannot see."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _NEWLINES.sub("\n", text)))


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"damaged text: byte {error.start} is not {encoding.upper()}"
        raise UnreadableDocument(name, reason, "Save it again as UTF-8.") from error


def _utf16(content: bytes, name: str) -> str:
    """UTF-16 without a mark is told by how much sense either byte order makes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _attempt(content, encoding)
        # Two letters of English make one rare Chinese character, so characters have to be everyday ones.
        ideographs = "".join(_IDEOGRAPH.findall(text))
        if len(_PLAUSIBLE.findall(text)) > 0.95 * len(text) and (not ideographs or _everyday_share(ideographs) > 0.8):
            return text
    raise _no_text(name)


def _legacy(content: bytes, name: str) -> tuple[str, str]:
    """Simplified Chinese by its everyday characters, anything else by charset-normalizer; then the encoding as well.

    Statistics need more than the twenty characters of a short notice, but everyday characters tell at once: read in a
    wrong encoding, a text turns into rare ones.
    """
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        text = _attempt(content, encoding)
        if _everyday_share(text) > 0.8:
            return text, ""
    # Loaded here because nearly every file is UTF-8, and it takes its time to load.
    from charset_normalizer import from_bytes

    guesses = list(from_bytes(content, cp_isolation=_OTHER_ENCODINGS, enable_fallback=False))
    if not guesses:
        raise UnreadableDocument(name, "its text encoding is unknown", "Save it as UTF-8.")
    best = min(guesses, key=lambda guess: (guess.chaos, -guess.coherence, _OTHER_ENCODINGS.index(guess.encoding)))
    return _decoded(content, best.encoding, name), best.encoding


def _attempt(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _everyday_share(text: str) -> float:
    """Share of everyday simplified characters and Chinese punctuation among all that is not ASCII.

    GB 2312 put its 3,755 everyday characters below lead byte D8 and the rare ones above.
    """
    foreign = [character.encode("gb18030") for character in text[:_SAMPLE] if ord(character) > 127]
    everyday = [code for code in foreign if len(code) == 2 and 0xA1 <= code[0] <= 0xD7 and code[1] >= 0xA1]
    return len(everyday) / len(foreign) if foreign else 0.0


def _no_text(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        name, "a binary file, not text", "Give a PDF, DOCX, HTML, Markdown, text or subtitle file."
    )
