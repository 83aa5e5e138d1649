"""Title and author of a file's properties, without what programs write there by themselves."""

from __future__ import annotations

import re

from ingest.readers.encoding import normalise
from ingest.readers.prose import tidy

_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|unnamed)\)?|(?:untitled|无标题|未命名).*|.*\.\w{2,5}|[\d\W_]*"
    r"|(?:microsoft )?(?:word|powerpoint|excel)(?: (?:document|presentation|演示文稿|文档|workbook))?(?: - .*)?"
    r"|microsoft (?:word|powerpoint|excel)\b.*|(?:word|wps)? ?(?:document|文档|文字文稿|演示文稿|工作簿)\d*"
    r"|(?:slide|幻灯片|sheet|工作表|presentation) ?\d*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unknown|unspecified|un-?named|none|null)\)?|(?:microsoft )?(?:office )?user|(?:windows|office) ?(?:user|用户)"
    r"|admin(?:istrator)?|owner|guest|root|author|用户|作者|匿名|管理员|python-docx|steve canny|openpyxl|xlsxwriter|apache poi"
    r"|libreoffice|wps(?: office)?|lenovo|dell|hp|asus|acer|(?:user|pc|desktop)-[\w-]*|[\d\W_]*",
    re.IGNORECASE,
)


def stated_title(title: str | None) -> str:
    """A title that somebody gave; empty when a program made it up, or it is the name of a file."""
    words = tidy(normalise(title or ""))
    return "" if _NO_TITLE.fullmatch(words) else words


def stated_author(author: str | None) -> str:
    """An author who is somebody; empty when it is the program, the machine or its account."""
    words = tidy(normalise(author or ""))
    return "" if _NO_AUTHOR.fullmatch(words) else words
