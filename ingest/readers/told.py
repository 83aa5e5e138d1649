"""The sentences in which readers tell what of a file they left out or are unsure of, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.missing import Missing, MissingKind
from ingest.readers.encoding import Decoded
from ingest.readers.ocr import INSTALL

_NAMED = 5
"""How many cells, sheets or files are named one by one."""
_NO_WORDS = (
    "OCR (text recognition) found no words either: check that the pages are sharp and upright.",
    "文字识别（OCR）也没有读出文字：请检查页面是否清晰、方向是否正确。",
)
_NO_OCR = (f"{INSTALL} (OCR).", '请用 `pip install "going-global[ocr]"` 安装文字识别（OCR），然后重新导入。')


def ocr_advice(*, ocr: bool) -> tuple[str, str]:
    """What to do about pages whose words can only be had from their pictures, with text recognition at hand or not."""
    return _NO_WORDS if ocr else _NO_OCR


def scanned_pages(numbers: Sequence[int], *, ocr: bool) -> Missing:
    """Pages that show something and have no words."""
    en, zh = ocr_advice(ocr=ocr)
    where, wo = pages_named(numbers)
    return Missing(
        MissingKind.SCANNED_PAGES,
        f"no words on {where}, which may be scans. {en}",
        f"{wo}没有文字，可能是扫描件。{zh}",
    )


def garbled_pages(numbers: Sequence[int], *, ocr: bool) -> Missing:
    """Pages whose text layer is noise."""
    en, zh = ocr_advice(ocr=ocr)
    where, wo = pages_named(numbers)
    return Missing(
        MissingKind.GARBLED_PAGES,
        f"left out as noise: {where}, whose fonts do not say which letters they show. {en}",
        f"{wo}的字体未标明所示文字，内容为乱码，已略去。{zh}",
    )


def damaged_pages(numbers: Sequence[int]) -> Missing:
    """Pages that cannot be opened."""
    where, wo = pages_named(numbers)
    return Missing(
        MissingKind.DAMAGED_PAGES,
        f"damaged and left out: {where}. Print it to a new PDF from a PDF viewer.",
        f"{wo}已损坏，未读取。请在 PDF 阅读器中打开并重新打印为 PDF。",
    )


def doubtful_pages(numbers: Sequence[int]) -> Missing:
    """Pages that text recognition is unsure of."""
    where, wo = pages_named(numbers)
    return Missing(
        MissingKind.DOUBTFUL_PAGES,
        f"text recognition (OCR) is unsure of {where}. Compare figures with the page, or scan it anew at 200 dots an inch.",
        f"{wo}的文字识别（OCR）结果不太可靠。请对照原页核对数字，或以 200 dpi 以上重新扫描。",
    )


def hidden_words(characters: int, *, numbers: Sequence[int] = ()) -> Missing:
    """Words that nobody sees."""
    where, wo = pages_named(numbers) if numbers else ("it", "文件中")
    on = f"on {where}" if numbers else "in it"
    return Missing(
        MissingKind.HIDDEN_WORDS,
        f"{characters:,} hidden characters {on} were left out. If they matter, make them visible and ingest it again.",
        f"{wo}有 {characters:,} 个隐藏字符未读取。如确有需要，请取消隐藏后重新导入。",
    )


def hidden_parts(what: str, what_zh: str) -> Missing:
    """Sheets, rows, columns or slides that are hidden."""
    return Missing(
        MissingKind.HIDDEN_PARTS,
        f"hidden and left out: {what}. If they matter, unhide them and ingest it again.",
        f"已隐藏、未读取：{what_zh}。如确有需要，请取消隐藏后重新导入。",
    )


def no_results(cells: Sequence[str]) -> Missing:
    """Formulas that were never calculated, as programs without a calculator leave them."""
    named = few(cells)
    return Missing(
        MissingKind.NO_RESULTS,
        f"{len(cells)} formulas without a stored result ({named}) were read as empty cells. "
        "Open the workbook in Excel or LibreOffice, save it, and ingest it again.",
        f"{len(cells)} 个公式没有存储计算结果（{named}），按空单元格读取。请用 Excel 或 WPS 打开工作簿，保存后重新导入。",
    )


def guessed_encoding(encoding: str) -> Missing:
    """A text that does not say how its letters are written."""
    return Missing(
        MissingKind.GUESSED_ENCODING,
        f"its text encoding was guessed ({encoding}). If words look wrong, save it as UTF-8 and ingest it again.",
        f"文本编码为推测所得（{encoding}）。如出现乱码，请另存为 UTF-8 后重新导入。",
    )


def missing_of(text: Decoded) -> tuple[Missing, ...]:
    """What there is to tell of a text, by how it was decoded."""
    return (guessed_encoding(text.guessed),) if text.guessed else ()


def unread_attachments(names: Sequence[str]) -> Missing:
    """Documents that came with a mail and have no reader, or are damaged."""
    return Missing(
        MissingKind.UNREAD_ATTACHMENTS,
        f"attachments not read: {few(names)}. Save them in a format that is read, and add them by themselves.",
        f"附件未能读取：{few(names)}。请另存为可读取的格式后单独添加。",
    )


def pages_named(numbers: Sequence[int]) -> tuple[str, str]:
    """``page 4`` or ``pages 2, 4-6``; ``第4页`` or ``第2、4-6页``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return f"page{'' if len(numbers) == 1 else 's'} {', '.join(shown)}", f"第{'、'.join(shown)}页"


def few(names: Sequence[str]) -> str:
    """The first names, and a sign that there are more."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
