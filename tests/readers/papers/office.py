"""Office files, web pages, mails, tables and transcripts, by the formats' own libraries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from email.message import EmailMessage

import docx
import pptx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.util import Inches

from tests.readers.papers.contents import Policy
from tests.readers.papers.sample import Sample


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def word(policy: Policy) -> Sample:
    """Headings, paragraphs, a text box, and a table with merged cells, below a running header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = policy.running
    document.add_heading(policy.title, 0)
    for heading, paragraphs in policy.sections:
        document.add_heading(heading, 1)
        for text in paragraphs:
            document.add_paragraph(text)
    table = document.add_table(rows=len(policy.table), cols=len(policy.table[0]))
    for row, cells in zip(table.rows, policy.table, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for first, last in ((1, 2), (3, 4)):
        table.cell(last, 0).text = ""
        table.cell(first, 0).merge(table.cell(last, 0)).text = policy.table[first][0]
    document.add_paragraph()._p.append(_text_box(policy.footnote))
    texts = (policy.title, *(text for heading, each in policy.sections for text in (heading, *each)), policy.footnote)
    return Sample(f"policy-{policy.language}.docx", _saved(document.save), pages={0: texts}, table=policy.table)


def _text_box(text: str) -> object:
    spaces = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    return parse_xml(
        f"<w:r {spaces}><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def deck(policy: Policy) -> Sample:
    """A slide for each section with notes, and one with the table."""
    presentation = pptx.Presentation()
    notes = "备注" if policy.chinese else "Notes"
    pages = {}
    for number, (heading, paragraphs) in enumerate(policy.sections, start=1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = "\n".join(paragraphs)
        slide.notes_slide.notes_text_frame.text = policy.footnote
        pages[number] = (heading, *paragraphs, notes, policy.footnote)
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = policy.title
    pages[len(pages) + 1] = (policy.title,)
    size = (Inches(1), Inches(2), Inches(8), Inches(2))
    table = slide.shapes.add_table(len(policy.table), len(policy.table[0]), *size).table
    for row, cells in enumerate(policy.table):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    return Sample(f"deck-{policy.language}.pptx", _saved(presentation.save), pages=pages, table=policy.table)


def workbook(policy: Policy) -> Sample:
    """A title merged over the table, cells merged downward, percentages as numbers, notes below, and a hidden sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Data")
    percent = book.add_format({"num_format": '0" %"' if not policy.chinese else '0"%"'})
    sheet.merge_range(0, 0, 0, 3, policy.title)
    for row, cells in enumerate(policy.table, start=1):
        for column, text in enumerate(cells):
            if text.rstrip(" %").isdecimal():
                sheet.write_number(row, column, int(text.rstrip(" %")), percent if "%" in text else None)
            else:
                sheet.write_string(row, column, text)
    for first, last in ((2, 3), (4, 5)):
        sheet.merge_range(first, 0, last, 0, policy.table[first - 1][0])
    sheet.write_string(len(policy.table) + 2, 0, policy.footnote)
    book.add_worksheet("Hidden").hide()
    book.close()
    texts = ("Data", policy.title, policy.footnote)
    return Sample(f"data-{policy.language}.xlsx", buffer.getvalue(), pages={1: texts}, table=policy.table)


def separated(policy: Policy, *, encoding: str, delimiter: str) -> Sample:
    """A table as text: commas, semicolons or tabs, in the encodings that Excel writes."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(policy.table)
    suffix = "tsv" if delimiter == "\t" else "csv"
    name = f"table-{policy.language}-{encoding}.{suffix}"
    return Sample(name, text.getvalue().encode(encoding), table=policy.table)


def web_page(policy: Policy) -> Sample:
    """An article among menus, a cookie banner, related links and a footer; a table with merged cells."""
    related = "相关链接" if policy.chinese else "Related links"
    cookies = (
        "本网站使用 Cookie，点击同意继续浏览。" if policy.chinese else "We use cookies. Click to accept and go on."
    )
    menu = "".join(f"<li><a href='/{n}'>{policy.running} {n}</a></li>" for n in range(6))
    body = "".join(
        f"<h2>{heading}</h2>" + "".join(f"<p>{text}</p>" for text in paragraphs)
        for heading, paragraphs in policy.sections
    )
    head = "".join(f"<th>{cell}</th>" for cell in policy.table[0])
    rows = ""
    for number, row in enumerate(policy.table[1:]):
        merged = number in (0, 2)
        first = f"<td{' rowspan=2' if merged else ''}>{row[0]}</td>" if number not in (1, 3) else ""
        rows += "<tr>" + first + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>"
    charset = "gb2312" if policy.chinese else "utf-8"
    page = (
        f"<!DOCTYPE html><html lang={policy.language}><head><meta charset={charset}><title>{policy.title}</title></head>"
        f"<body><header><nav><ul>{menu}</ul></nav></header><div class='cookie-banner' role='dialog'>{cookies}"
        f"<button>OK</button></div><main><article><h1>{policy.title}</h1>{body}<table><tr>{head}</tr>{rows}</table></article>"
        f"</main><aside><h3>{related}</h3><ul>{menu}</ul></aside><footer>© 2026 {policy.running}</footer></body></html>"
    )
    texts = (policy.title, *(text for heading, each in policy.sections for text in (heading, *each)))
    content = page.encode("gb18030" if policy.chinese else "utf-8")
    return Sample(f"page-{policy.language}.html", content, pages={0: texts}, table=policy.table)


def notice(policy: Policy) -> Sample:
    """A short notice: a page with little text among its menus."""
    menu = "".join(f"<a href='/{n}'>{policy.running} {n}</a> " for n in range(9))
    text = policy.sections[1][1][0]
    page = (
        f"<html><head><title>{policy.title}</title></head><body><div>{menu}</div><div><p>{text}</p></div></body></html>"
    )
    return Sample(f"notice-{policy.language}.html", page.encode(), pages={0: (text,)})


def mail(policy: Policy) -> Sample:
    """A mail with a Word document and a forwarded mail attached."""
    colon = "：" if policy.chinese else ": "
    sender, day, attached = ("发件人", "日期", "附件") if policy.chinese else ("From", "Date", "Attachment")
    forwarded = EmailMessage()
    forwarded["Subject"], forwarded["From"] = policy.sections[2][0], "Marco Rossi <m.rossi@example.org>"
    forwarded.set_content(policy.sections[2][1][0])
    message = EmailMessage()
    message["Subject"], message["From"] = policy.title, "Li Na <li.na@example.org>"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0800"
    charset = "gb18030" if policy.chinese else "utf-8"
    message.set_content("\n\n".join(policy.sections[0][1]), charset=charset)
    document = docx.Document()
    for text in policy.sections[1][1]:
        document.add_paragraph(text)
    message.add_attachment(
        _saved(document.save), maintype="application", subtype="octet-stream", filename=f"{policy.sections[1][0]}.docx"
    )
    message.add_attachment(forwarded)
    texts = (
        policy.title,
        f"{sender}{colon}Li Na",
        f"{day}{colon}2026-03-02",
        *policy.sections[0][1],
        f"{attached}: {policy.sections[1][0]}.docx",
        *policy.sections[1][1],
        f"{attached}: {policy.sections[2][0]}",
        policy.sections[2][0],
        f"{sender}{colon}Marco Rossi",
        policy.sections[2][1][0],
    )
    return Sample(f"mail-{policy.language}.eml", message.as_bytes(), pages={0: texts})


def markdown(policy: Policy) -> Sample:
    """Markdown with a pipe table."""
    body = "\n\n".join(f"## {heading}\n\n" + "\n\n".join(each) for heading, each in policy.sections)
    rows = "\n".join("| " + " | ".join(row) + " |" for row in policy.table[1:])
    table = "| " + " | ".join(policy.table[0]) + " |\n" + "|---" * len(policy.table[0]) + "|\n" + rows
    texts = (policy.title, *(text for heading, each in policy.sections for text in (heading, *each)))
    content = f"# {policy.title}\n\n{body}\n\n{table}\n".encode()
    return Sample(f"policy-{policy.language}.md", content, pages={0: texts}, table=policy.table)


def plain(policy: Policy) -> Sample:
    """Text in an encoding of its country."""
    texts = (policy.title, *(text for heading, each in policy.sections for text in (heading, *each)))
    content = "\n\n".join(texts).encode("gb18030" if policy.chinese else "utf-16")
    return Sample(f"policy-{policy.language}.txt", content, pages={0: texts})


def _written(name: str, role: str, *, chinese: bool) -> str:
    return f"{name}（{role}）" if chinese else f"{name} ({role})"


def _speakers(policy: Policy) -> tuple[str, ...]:
    roles = {name: role for name, role, _ in policy.talk if role}
    return tuple(_written(name, roles[name], chinese=policy.chinese) for name, _, _ in policy.talk)


def talk(policy: Policy, *, kind: str) -> Sample:
    """The talk as a transcript: ``vtt``, ``srt``, ``otter`` or ``names``."""
    said = tuple(words for _, _, words in policy.talk)
    turns = []
    colon = "：" if policy.chinese else ": "
    for number, (name, role, words) in enumerate(policy.talk):
        written = _written(name, role, chinese=policy.chinese) if role else name
        stretch = f"00:00:{number * 9:02}.000 --> 00:00:{number * 9 + 8:02}.000"
        turns.append(
            {
                "vtt": f"{stretch}\n<v {written}>{words}",
                "srt": f"{number + 1}\n{stretch.replace('.', ',')}\n{written}{colon}{words}",
                "otter": f"{written}  0:{number * 9:02}\n{words}",
                "names": f"[00:00:{number * 9:02}] {written}{colon}{words}",
            }[kind]
        )
    text = ("WEBVTT\n\n" if kind == "vtt" else "") + "\n\n".join(turns)
    suffix = kind if kind in ("vtt", "srt") else "txt"
    name = f"talk-{kind}-{policy.language}.{suffix}"
    return Sample(name, text.encode(), pages={0: said}, speakers=_speakers(policy))
