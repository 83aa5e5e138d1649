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

_NO_NAME = re.compile(
    r"(?:new |untitled |unnamed )?(?:text )?(?:document|file|notes?|book|workbook|sheet|table|presentation|slides?|scan|page|image|img"
    r"|doc|dsc|data|export|download|output|untitled|index|attachment|noname|test|upload|report)[\s\d.]*"
    r"|(?:新建\s*)?(?:文本文档|文档|工作簿|工作表|演示文稿|表格|扫描件?|图片|附件|未命名|无标题|下载|microsoft.*|docx?|xlsx?|pptx?)[\s\d]*"
    r"|[\d\W_]*|[0-9a-f-]{16,}",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\S*\w_\w\S*")
"""Words joined by underscores: the name of a file."""


def says_nothing(name: str) -> bool:
    """Whether a file's name is the program's or the machine's own, such as ``scan0001`` or ``新建文本文档``."""
    return _NO_NAME.fullmatch(name) is not None


def stated_title(title: str | None) -> str:
    """A title that somebody gave; empty when a program made it up, or it is the name of a file."""
    words = tidy(normalise(title or ""))
    made_up = _NO_TITLE.fullmatch(words) or _JOINED.fullmatch(words) or says_nothing(words)
    return "" if made_up else words


def stated_author(author: str | None) -> str:
    """An author who is somebody; empty when it is the program, the machine or its account."""
    words = tidy(normalise(author or ""))
    return "" if _NO_AUTHOR.fullmatch(words) else words
