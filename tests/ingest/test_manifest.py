"""Manifests: what they say of which file, what goes before what, and each mistake with its line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.bootstrap import Catalogue
from assistant.domain import Access, Kind, Metadata
from assistant.errors import InvalidMetadata, SourceNotFound
from ingest.metadata import Flags
from ingest.pipeline import Pipeline
from ingest.report import IngestReport
from ingest.sources.finding import Sources
from ingest.sources.manifest import read_manifest
from ingest.sources.patterns import matches, selected, spread
from ingest.sources.web import Known, Selection
from tests.ingest.site import html, make_fetcher, serving

WORDS = "The Quillfort grant covers 20% of the eligible costs, and it may not exceed EUR 500,000."
YAML = """
- file: "*.txt"
  kind: policy
  jurisdiction: [ES, FR]
  topics: [tax]
- file: acts/one.txt
  title: The first act
  published: 2026-03-01
  access: staff
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "acts").mkdir(parents=True)
    for name in ("acts/one.txt", "acts/two.txt", "three.txt"):
        (folder / name).write_text(f"{WORDS} This is {name}.", encoding="utf-8")
    return folder


def take(
    catalogue: Catalogue, *names: Path | str, manifest: Path | None = None, flags: Flags | None = None
) -> IngestReport:
    known = Known(catalogue.documents, catalogue.fetches)
    sources = Sources(names, manifest=manifest, fetcher=make_fetcher(), known=known)
    return Pipeline(catalogue.documents).take(sources, flags=flags)


def by_name(catalogue: Catalogue) -> dict[str, Metadata]:
    return {Path(summary.source).name: summary.metadata for summary in catalogue.documents.summaries()}


def test_a_manifest_in_a_folder_is_found_and_says_what_its_files_are(catalogue: Catalogue, folder: Path) -> None:
    (folder / "manifest.yaml").write_text(YAML, encoding="utf-8")
    report = take(catalogue, folder)
    assert (len(report.added), report.failed, report.skipped) == (3, [], [])
    one, two = by_name(catalogue)["one.txt"], by_name(catalogue)["two.txt"]
    assert (one.title, one.published, one.access, one.kind) == (
        "The first act",
        "2026-03-01",
        Access.STAFF,
        Kind.POLICY,
    )
    assert (two.jurisdictions, two.topics, two.access) == (("ES", "FR"), ("tax",), Access.PUBLIC)
    assert not {"title", "jurisdictions", "topics"} & set(one.inferred)
    assert len(take(catalogue, folder / "acts", folder).unchanged) == 5  # two of them by both names

    (folder / "manifest.yaml").write_text(YAML.replace("tax", "ip"), encoding="utf-8")
    assert len(take(catalogue, folder).updated) == 3


def test_the_same_as_a_table_also_as_excel_in_china_saves_it(catalogue: Catalogue, folder: Path) -> None:
    table = "file,title,kind,jurisdiction,topics\nacts/one.txt,第一号法令,policy,ES; FR,tax；ip\n\nthree.txt,,event,,\n"
    (folder / "manifest.csv").write_bytes(table.encode("gb18030"))
    assert take(catalogue, folder).failed == []
    one, three = by_name(catalogue)["one.txt"], by_name(catalogue)["three.txt"]
    assert (one.title, one.jurisdictions, one.topics) == ("第一号法令", ("ES", "FR"), ("tax", "ip"))
    assert three.kind is Kind.EVENT
    assert len(by_name(catalogue)) == 3


def test_front_matter_goes_before_the_manifest_and_that_before_flags(catalogue: Catalogue, folder: Path) -> None:
    (folder / "own.md").write_text(f"---\ntitle: Own title\nkind: incentive\n---\n{WORDS}", encoding="utf-8")
    manifest = folder.parent / "said.yml"
    manifest.write_text(
        "documents:\n  - file: own.md\n    title: Said\n    kind: policy\n    jurisdiction: MA\n", encoding="utf-8"
    )
    take(catalogue, folder / "own.md", manifest=manifest, flags=Flags(Kind.EVENT, ("FR",), ("tax",)))
    own = by_name(catalogue)["own.md"]
    assert (own.title, own.kind, own.jurisdictions, own.topics) == ("Own title", Kind.INCENTIVE, ("MA",), ("tax",))


def test_an_inner_manifest_goes_before_an_outer_one(catalogue: Catalogue, folder: Path) -> None:
    (folder / "manifest.yaml").write_text("- file: '**'\n  kind: policy\n  topics: tax\n", encoding="utf-8")
    (folder / "acts" / "manifest.yaml").write_text("- file: one.txt\n  kind: event\n", encoding="utf-8")
    take(catalogue, folder)
    found = by_name(catalogue)
    assert (found["one.txt"].kind, found["one.txt"].topics) == (Kind.EVENT, ("tax",))
    assert (found["two.txt"].kind, found["three.txt"].kind) == (Kind.POLICY, Kind.POLICY)


def test_an_entry_that_means_no_file_is_reported_with_its_line(catalogue: Catalogue, folder: Path) -> None:
    (folder / "manifest.yaml").write_text("- file: acts/one.txt\n- file: fuor.txt\n  access: staff\n", encoding="utf-8")
    report = take(catalogue, folder)
    (failure,) = report.failed
    assert failure.source.endswith("manifest.yaml, line 2")
    assert failure.reason == "'fuor.txt' matches no document"
    assert failure.advice.startswith("Correct the name")
    assert len(report.added) == 3
    assert take(catalogue, folder / "three.txt").failed == report.failed  # one.txt is there, though not taken this time


def test_a_manifest_may_list_pages_of_the_web(catalogue: Catalogue, folder: Path) -> None:
    with serving() as site:
        site.pages["/act"] = html("Act", f"{WORDS} It stands on a page of the web for everyone to read.")
        text = f"- url: {site.url.upper()}/act\n  kind: policy\n  title: Said of it\n  source: the gazette\n".replace(
            "HTTP", "http"
        ).replace("/ACT", "/act")
        (folder / "manifest.yaml").write_text(text, encoding="utf-8")
        assert take(catalogue, folder).failed == []
        act = by_name(catalogue)["act"]
    assert (act.kind, act.title, act.reference) == (Kind.POLICY, "Said of it", "the gazette")


BAD_YAML: list[tuple[str, list[str]]] = [
    ("- file: a.md\n  titel: x\n", ["line 1: unknown key 'titel' in the manifest (did you mean 'title'?)"]),
    ("\n\n- file: a.md\n  kind: law\n  access: secret\n", ["line 3: kind 'law'", "line 3: access 'secret'"]),
    ("- title: x\n- file: a.md\n  url: https://a.example/\n", ["line 1: name either", "line 2: name either"]),
    ("- just words\n", ["line 1: an entry is made of keys"]),
    ("file: a.md\n", ["line 1: write a list"]),
    ("words\n", ["line 1: write a list"]),
    ("- file: a.md\n  title: [\n", ["line 3: not valid YAML"]),
    ("- file: '*.md'\n  id: one\n", ["line 1: id 'one' for a pattern"]),
    (
        "- file: ../a.md\n- file: /etc/a.md\n",
        ["line 1: file '../a.md' leads out", "line 2: file '/etc/a.md' leads out"],
    ),
    ("- file: https://a.example/\n", ["line 1: file 'https://a.example/' is a web address"]),
    ("- url: ftp://a.example/\n", ["line 1: url 'ftp://a.example/': ftp: only http"]),
    ("- file: a.md\n  title: x\n  title: y\n", ["line 3: title stands twice"]),
    ("- file: 7\n", ["line 1: file 7 is not a name"]),
    ("- &a [*a]\n", ["line 1"]),
    ("- !!python/object/apply:os.system ['true']\n", ["line 1"]),
    ("[" * 2000, [""]),
]


@pytest.mark.parametrize(("text", "problems"), BAD_YAML)
def test_each_mistake_is_told_with_its_line(tmp_path: Path, text: str, problems: list[str]) -> None:
    (tmp_path / "manifest.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidMetadata) as caught:
        read_manifest(tmp_path / "manifest.yaml")
    assert len(caught.value.problems) == len(problems)
    for told, words in zip(caught.value.problems, problems, strict=True):
        assert told.startswith(words) or words in told


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,title\na,b\n", "line 1: no column is named 'file' or 'url'"),
        ("file,kind\na.md,policy\n\nb.md,law\n", "line 4: kind 'law'"),
        ("file,kind,kind\na.md,,\n", "line 1: the column 'kind' stands twice"),
        ('file,title\na.md,"two\nlines"\nb.md,x,y\n', "line 4: 3 cells under 2 names"),
        ('file,title\na.md,"open\n', "not a table"),
    ],
)
def test_each_mistake_of_a_table_too(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidMetadata) as caught:
        read_manifest(tmp_path / "manifest.csv")
    assert problem in str(caught.value)


def test_a_wrong_manifest_is_a_wrong_call_with_its_advice_apart(folder: Path, tmp_path: Path) -> None:
    (folder / "manifest.yaml").write_text("- file: three.txt\n  access: secret\n", encoding="utf-8")
    environment = os.environ | {"GOGLOBAL_DATA_DIR": str(tmp_path / "data")}
    ran = subprocess.run(
        [sys.executable, "-m", "assistant.main", "ingest", str(folder)], capture_output=True, text=True, env=environment
    )
    assert ran.returncode == 2
    assert (
        "line 1: access 'secret' is not one of public, member, staff. Mend the manifest and run this again."
        in ran.stderr
    )
    assert "Traceback" not in ran.stderr


def test_a_manifest_that_does_not_hold_stops_everything_before_it_begins(catalogue: Catalogue, folder: Path) -> None:
    (folder / "manifest.yaml").write_text("- file: three.txt\n  access: secret\n", encoding="utf-8")
    with pytest.raises(InvalidMetadata):
        take(catalogue, folder)
    assert catalogue.documents.summaries() == []
    with pytest.raises(SourceNotFound):
        take(catalogue, folder / "acts", manifest=folder / "none.yaml")


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("*.pdf", "acts/a.pdf", True),
        ("acts/*.pdf", "acts/a.pdf", True),
        ("acts/*.pdf", "acts/deep/a.pdf", False),
        ("acts/**/*.pdf", "acts/deep/er/a.pdf", True),
        ("acts/**/*.pdf", "acts/a.pdf", True),
        ("**", "acts/a.pdf", True),
        ("a?.pdf", "ab.pdf", True),
        ("[ab].pdf", "b.pdf", True),
        ("[!ab].pdf", "b.pdf", False),
        ("[z-a].pdf", "[z-a].pdf", True),
        ("a.pdf", "aXpdf", False),
        ("cafe\u0301.md", "café.md", True),
        ("政策*.md", "政策2026.md", True),
    ],
)
def test_patterns(pattern: str, name: str, fits: bool) -> None:
    assert matches(pattern, name) is fits


def test_patterns_that_a_shell_left_alone_are_spread(folder: Path) -> None:
    (folder / "notes.log").write_text("words")
    (folder / "manifest.csv").write_text("file\n")
    skipped: list[str] = []
    names = [
        [path.name for path in spread(str(folder / pattern), skipped=skipped)]
        for pattern in ("*.txt", "**/*.txt", "*", "**", "*.log")
    ]
    assert names == [["three.txt"], ["one.txt", "two.txt", "three.txt"], ["acts", "three.txt"],
                     ["one.txt", "two.txt", "three.txt"], ["notes.log"]]  # fmt: skip
    assert {Path(name).name for name in skipped} == {"notes.log"}
    with pytest.raises(SourceNotFound, match="no file or folder matches"):
        spread(str(folder / "*.docx"), skipped=[])
    (folder / "[1].txt").write_text(WORDS)
    assert Sources([folder / "[1].txt"]).count == 1


def test_files_of_folders_can_be_chosen_by_patterns(folder: Path) -> None:
    sources = Sources([folder], selection=Selection(exclude=("acts/t*",)))
    assert sources.count == 2
    assert [Path(name).name for name in sources.skipped] == ["two.txt"]
    assert selected("https://a.example/EN/acts", include=("/en/",), exclude=())
    assert not selected("https://a.example/en/acts?print=1", include=("/en/*",), exclude=("print=",))


@pytest.mark.parametrize("name", ["ftp://a.example/x", "nowhere/at/all", "no-such-*.pdf", "a" * 5000])
def test_a_call_that_names_nothing_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceNotFound):
        Sources([name])
