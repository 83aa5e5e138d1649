"""Running a suite: every sample is asked, judged and kept, and an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.errors import EvalError
from evals.results import Judged, Result, Run
from evals.samples import Sample
from evals.scorers import judge
from evals.targets import Target

RUN_FILE = "run.json"
PARTIAL_FILE = "partial.jsonl"

PACKAGES = ("assistant", "ingest")
SOURCES = ("*.py", "*.tsv")
"""What answers depend on, beside the documents and the settings."""

Progress = Callable[[int, int], None]


def run_suite(
    target: Target,
    samples: Sequence[Sample],
    *,
    suite: str,
    folder: Path,
    settings: dict[str, Any],
    split: str | None = None,
    tag: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask all samples and judge the answers; the run is kept in ``folder``.

    If an earlier run of the same samples against the same system, code and documents was interrupted there, its results
    are taken over.

    Args:
        split: the only split that ``samples`` hold; None when they are all of the suite.
        tag: the only tag, likewise.

    Raises:
        EvalError: a sample names an unknown document, or the target went away.
    """
    known = target.known_documents()
    unknown = sorted({name for sample in samples for name in sample.documents} - known.keys())
    if unknown:
        raise EvalError(
            f"{len(unknown)} documents that the samples name are not there, such as {unknown[0]!r}. "
            "Ingest the corpus first: goglobal ingest corpus"
        )
    versions = sorted(f"{name}@{number}" for name, number in known.items())
    corpus = hashlib.sha256("\n".join(versions).encode()).hexdigest()[:16]
    key = _key(target.name, suite, corpus, settings, samples)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / PARTIAL_FILE
    done = _resume(partial, key)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    _write_partial(partial, key, done.values())
    with partial.open("a", encoding="utf-8") as file:
        for place, sample in enumerate(samples, start=1):
            if sample.id not in done:
                result = ask(target, sample)
                done[sample.id] = result
                file.write(result.model_dump_json() + "\n")
                file.flush()
            if progress is not None:
                progress(place, len(samples))
    run = Run(
        suite=suite,
        split=split,
        tag=tag,
        system=target.name,
        started=started,
        version=version("going-global"),
        corpus=corpus,
        settings=settings,
        judged=[Judged(result=done[sample.id], scores=judge(sample, done[sample.id])) for sample in samples],
    )
    write_run(run, folder)
    partial.unlink()
    return run


def ask(target: Target, sample: Sample) -> Result:
    """One sample's result; whatever the system does wrong is a result too.

    Raises:
        EvalError: the target went away.
    """
    started = time.perf_counter()
    try:
        answer = target.answer(sample.question, sample.turns)
        seconds = answer.took_ms / 1000
        found = target.search(answer.standalone_question)
        quotes = {citation.number: target.resolves(citation) for citation in answer.citations}
    except EvalError:
        raise
    except Exception as error:  # noqa: BLE001 - a crash of the system is a finding, not the end of the run
        seconds = time.perf_counter() - started
        return Result(
            sample=sample.id,
            answer=None,
            ranked=[],
            passages=[],
            checked_quotes={},
            seconds=seconds,
            error=f"{type(error).__name__}: {error}",
        )
    return Result(
        sample=sample.id,
        answer=answer,
        ranked=list(dict.fromkeys(item.document_id for item in found)),
        passages=[item.text for item in found[:10]],
        checked_quotes=quotes,
        seconds=seconds,
        error=None,
    )


def write_run(run: Run, folder: Path) -> Path:
    """Keep a run as JSON; returns its path."""
    path = folder / RUN_FILE
    path.write_text(run.model_dump_json(indent=1), encoding="utf-8")
    return path


def read_run(path: Path) -> Run:
    """A run that was kept, from its file or folder.

    Raises:
        EvalError: there is none, or it is not one.
    """
    file = path / RUN_FILE if path.is_dir() else path
    try:
        return Run.model_validate_json(file.read_bytes())
    except FileNotFoundError as error:
        raise EvalError(f"There is no run at {path}. `goglobal eval run` writes one.") from error
    except ValueError as error:
        raise EvalError(f"{file} is not a run: {error}") from error


def _key(system: str, suite: str, corpus: str, settings: dict[str, Any], samples: Sequence[Sample]) -> str:
    parts = [system, suite, corpus, digest_of_sources(), json.dumps(settings, sort_keys=True, default=str)]
    parts += [sample.model_dump_json() for sample in samples]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def digest_of_sources(folders: Iterable[Path] | None = None) -> str:
    """Digest over the code and word lists that answers depend on: answers of different code must not be mixed.

    Args:
        folders: where they lie; else the packages of the product.
    """
    whole = hashlib.sha256()
    for folder in _packages() if folders is None else folders:
        found = [path for pattern in SOURCES for path in folder.rglob(pattern)]
        for path in sorted(found):
            whole.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _packages() -> list[Path]:
    # Found, not imported: evals and ingest stand side by side and do not depend on each other.
    specs = [find_spec(name) for name in PACKAGES]
    return [Path(place) for spec in specs if spec for place in spec.submodule_search_locations or ()]


def _write_partial(partial: Path, key: str, results: Iterable[Result]) -> None:
    """Begin the file anew with what is done: a line that was cut must not be appended to."""
    lines = [json.dumps({"key": key}), *(result.model_dump_json() for result in results)]
    new = partial.with_suffix(".new")
    new.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    new.replace(partial)


def _resume(partial: Path, key: str) -> dict[str, Result]:
    if not partial.exists():
        return {}
    done: dict[str, Result] = {}
    # Bytes, for a cut line may end within a character.
    lines = partial.read_bytes().split(b"\n")
    try:
        if json.loads(lines[0]) != {"key": key}:
            return {}
    except ValueError:
        return {}
    for line in lines[1:]:
        try:
            result = Result.model_validate_json(line)
        except ValueError:
            break  # the last line of a killed run may be cut
        done[result.sample] = result
    return done
