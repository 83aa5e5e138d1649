"""Documents that tests add to the corpus. They are about places that do not exist, so that no corpus document matches."""

from __future__ import annotations

from pathlib import Path

from assistant.catalogue.documents import Documents
from ingest.pipeline import Pipeline

MEMBER_QUESTION = "What does assembling a battery pack in Quillfeather cost?"
MEMBER = """---
id: quillfeather-benchmark
title: Quillfeather benchmark for members
kind: other
access: member
language: en
---

# Quillfeather benchmark

Assembling a battery pack in Quillfeather costs EUR 412 on average.
"""

STAFF_QUESTION = "Which discount does Quillfeather port grant to vehicle carriers?"
STAFF = """---
id: quillfeather-notes
title: Quillfeather notes for staff
kind: other
access: staff
language: en
---

# Quillfeather notes

Quillfeather port grants vehicle carriers a discount of 13% on quay fees.
"""

EMOJI_QUESTION = "蓝鲸港的电池展厅什么时候开放？"
EMOJI_SENTENCE = "蓝鲸港的电池展厅每周二上午九点开放，门票为38元。"
EMOJI = f"""---
id: blue-whale-hall
title: 蓝鲸港😀电池展厅
kind: other
language: zh
---

# 蓝鲸港😀𠮷电池展厅

😀😀 前言里有𠮷字和家庭👨‍👩‍👧‍👦。

{EMOJI_SENTENCE}后面还有一句😀。
"""

REPLACED_QUESTION = "How high is the Marzipan toll for electric trucks?"
REPLACED_FIRST = """---
id: marzipan-toll
title: Marzipan toll
kind: policy
language: en
---

# Marzipan toll

The Marzipan toll for electric trucks is EUR 19 a day.
"""
REPLACED_SECOND = REPLACED_FIRST.replace("EUR 19", "EUR 23")

REMOVED_QUESTION = "How long is the Gingerbread quarantine for test vehicles?"
REMOVED = """---
id: gingerbread-quarantine
title: Gingerbread quarantine
kind: policy
language: en
---

# Gingerbread quarantine

The Gingerbread quarantine for test vehicles lasts 41 days.
"""

HOSTILE_QUESTION = "When does the Wombat ferry leave for the test track?"
HOSTILE_TITLE = "Wombat <script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
HOSTILE_SENTENCE = (
    "The Wombat ferry leaves for the test track at 07:45 from <b onmouseover=\"document.title='taken'\">pier 9</b> "
    "[tickets](javascript:document.title='taken') <script>document.title='taken'</script>."
)
HOSTILE = f"""{HOSTILE_TITLE}

{HOSTILE_SENTENCE}

<iframe src="javascript:document.title='taken'"></iframe> &lt;b&gt; is what the second paragraph says.
"""


FILES = {
    "member.md": MEMBER,
    "staff.md": STAFF,
    "emoji.md": EMOJI,
    "replaced.md": REPLACED_FIRST,
    "removed.md": REMOVED,
    "hostile.txt": HOSTILE,
}


def take_in(documents: Documents, folder: Path) -> None:
    """Take all of them in from a new folder: one is then replaced by a second version, one removed."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    pipeline = Pipeline(documents)
    assert pipeline.ingest([folder]).ok
    (folder / "replaced.md").write_text(REPLACED_SECOND, encoding="utf-8")
    assert pipeline.ingest([folder]).updated == ["marzipan-toll"]
    documents.remove("gingerbread-quarantine")
