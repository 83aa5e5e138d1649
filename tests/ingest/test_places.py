"""Where words stand goes the whole way, from the file to the citation: page, the page's own number, speaker and role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue, open_advisory
from assistant.domain import Access
from assistant.index.embedders import SentenceEncoderEmbedder
from assistant.settings import Settings
from assistant.wire.answers import AnswerOut
from ingest.pipeline import Pipeline
from ingest.readers import pdf
from tests.readers.papers import office, printed
from tests.readers.papers.contents import ENGLISH


def test_citations_name_page_label_speaker_and_role(
    tmp_path: Path, settings: Settings, embedder: SentenceEncoderEmbedder
) -> None:
    for sample in (printed.labelled(ENGLISH), office.talk(ENGLISH, kind="otter")):
        (tmp_path / sample.name).write_bytes(sample.content)
    with open_advisory(settings, embedder=embedder) as advisory:
        report = Pipeline(advisory.catalogue.documents).ingest(sorted(tmp_path.glob("*.*")))
        assert (report.failed, report.warnings) == ([], [])
        advisory.follower.catch_up()
        paged = advisory.assistant.answer("How long are records kept by the beneficiary?")
        spoken = advisory.assistant.answer("How long does an application take, counted from the complete file?")
        again = advisory.catalogue.conversations.get(paged.conversation, access=Access.PUBLIC).turns[0].answer
    cited = next(each for each in paged.citations if "ten years" in each.quote)
    assert (cited.page, cited.page_label) == (4, "A-1")
    assert again.citations == paged.citations
    wire = json.loads(AnswerOut.of(paged).model_dump_json())
    assert "A-1" in {each["page_label"] for each in wire["citations"]}
    said = next(each for each in spoken.citations if "ninety days" in each.quote)
    assert (said.speaker, said.time, said.page_label) == ("Marco Rossi (Agency for Investment)", "00:00:27", None)


def test_pages_without_words_are_reported_with_what_to_do(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)
    path = tmp_path / "act.pdf"
    path.write_bytes(printed.partly_scanned(ENGLISH).content)
    report = Pipeline(catalogue.documents).ingest([path])
    (warning,) = report.warnings
    assert report.ok
    assert len(report.added) == 1
    assert warning.source == str(path)
    assert warning.missing.startswith("no words on page 2,")
    assert "going-global[ocr]" in warning.missing
