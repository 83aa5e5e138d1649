"""Commands ``ask``, ``search``, ``documents`` and ``index``."""

from __future__ import annotations

import gc
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.domain import Kind
from assistant.logs import set_up_logs
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.filters import FiltersIn
    from assistant.wire import AnswerOut, CitationOut, SearchOut


def utf8(value: Any) -> Any:
    """Refuse what the shell passed on in another encoding: no catalogue, index or answer can hold it."""
    for text in value if isinstance(value, list) else [value]:
        try:
            (text or "").encode()
        except UnicodeEncodeError as error:
            raise typer.BadParameter("not valid UTF-8; check the encoding of your terminal") from error
    return value


JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DataDirOption = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder that holds all state [GOGLOBAL_DATA_DIR, default .data].")
]


def prepare(data_dir: Path | None, *, brief: bool = False, **flags: object) -> Settings:
    """Settings for a command, with logs set up; ``brief`` for commands that are over in a moment."""
    if not brief:
        gc.enable()
    settings = read_settings(data_dir=data_dir, **flags)
    set_up_logs(settings.log_level)
    return settings


JurisdictionOption = Annotated[
    list[str] | None,
    typer.Option(callback=utf8, help="Only documents filed under this ISO 3166 code, or EU; may come several times."),
]
TopicOption = Annotated[
    list[str] | None, typer.Option(callback=utf8, help="Only documents on this topic; may come several times.")
]
KindOption = Annotated[list[Kind] | None, typer.Option(help="Only documents of this kind; may come several times.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Day on which validity is judged, YYYY-MM-DD; else today."),
]


def filters_of(jurisdictions: list[str] | None, topics: list[str] | None, kinds: list[Kind] | None) -> FiltersIn | None:
    """The filters that options make; None without any."""
    if not (jurisdictions or topics or kinds):
        return None
    from assistant.filters import FiltersIn

    try:
        return FiltersIn(jurisdictions=jurisdictions or [], topics=topics or [], kinds=kinds or [])
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(ask)
    app.command()(search)
    documents = typer.Typer(help="What is in the catalogue.", no_args_is_help=True)
    documents.command("list")(documents_list)
    documents.command("show")(documents_show)
    documents.command("remove")(documents_remove)
    documents.command("expiring")(documents_expiring)
    app.add_typer(documents, name="documents")
    index = typer.Typer(help="The indexes, which are derived from the catalogue.", no_args_is_help=True)
    index.command("status")(index_status)
    index.command("rebuild")(index_rebuild)
    app.add_typer(index, name="index")


def ask(
    question: Annotated[str, typer.Argument(callback=utf8, help="A question in Chinese or English.")],
    conversation: Annotated[str | None, typer.Option(callback=utf8, help="Id of a conversation to go on with.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the answer: zh or en.")] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            callback=utf8,
            metavar="KEY=VALUE",
            help="What your company is: sector, size, home, markets (several by comma) or stage; give it once for each. "
            "It is kept with the conversation.",
        ),
    ] = None,
    jurisdiction: JurisdictionOption = None,
    topic: TopicOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Answer a question from the documents, with citations."""
    settings = prepare(data_dir, brief=True)
    if language not in {None, "zh", "en"}:
        raise typer.BadParameter(f"{language!r} is not one of zh, en", param_hint="--language")
    from assistant.doors import open_door
    from assistant.profile import profile_of

    try:
        told = profile_of(profile or [])
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--profile") from error

    with open_door(settings) as door:
        answer = door.ask(
            question,
            conversation=conversation,
            language=language,
            profile=told,
            filters=filters_of(jurisdiction, topic, kind),
            as_of=None if as_of is None else as_of.date(),
        )
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        print_answer(answer)


def search(
    query: Annotated[str, typer.Argument(callback=utf8, help="What to look for, in Chinese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 8,
    jurisdiction: JurisdictionOption = None,
    topic: TopicOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Find passages, best first."""
    settings = prepare(data_dir, brief=True)
    from assistant.doors import open_door

    with open_door(settings) as door:
        day = None if as_of is None else as_of.date()
        found = door.search(query, k=k, filters=filters_of(jurisdiction, topic, kind), as_of=day)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        print_hits(found)


def documents_list(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List all documents."""
    settings = prepare(data_dir)
    from rich.console import Console
    from rich.table import Table

    from assistant.bootstrap import Catalogue
    from assistant.wire import DocumentsOut, SummaryOut

    catalogue = Catalogue(settings)
    today = date.today()
    found = [SummaryOut.of(summary, today=today) for summary in catalogue.documents.summaries()]
    catalogue.close()
    if as_json:
        typer.echo(DocumentsOut(total=len(found), documents=found).model_dump_json(indent=2))
        return
    table = Table("id", "v", "kind", "where", "language", "published", "valid until", "title", box=None)
    for item in found:
        until = f"{item.valid_until} lapsed" if item.lapsed else item.valid_until or ""
        where = " ".join(item.jurisdictions)
        table.add_row(
            item.id, str(item.version), item.kind, where, item.language, item.published or "", until, item.title
        )
    # A line each, however narrow the terminal: an id that is folded can neither be copied nor searched for.
    console = Console(width=1000)
    with console.capture() as drawn:
        console.print(table)
    for line in drawn.get().splitlines():
        typer.echo(line.rstrip())
    typer.echo(f"{len(found)} documents")


def documents_show(
    document_id: Annotated[
        str,
        typer.Argument(callback=utf8, help="Id of a document, as `documents list` shows it; ID@N for its version N."),
    ],
    version: Annotated[int | None, typer.Option(help="An earlier version.")] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show a document's metadata and text."""
    settings = prepare(data_dir)
    if named := re.fullmatch(r"(.+)@([0-9]{1,9})", document_id):
        document_id, number = named[1], int(named[2])
        if version not in {None, number}:
            raise typer.BadParameter(f"{version} is not the version of {named[0]}", param_hint="--version")
        version = number
    from assistant.bootstrap import Catalogue
    from assistant.wire import DocumentOut

    catalogue = Catalogue(settings)
    try:
        shown = DocumentOut.of(catalogue.documents.get(document_id, version=version), today=date.today())
    finally:
        catalogue.close()
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    for name, value in shown.model_dump(exclude={"text", "blocks", "span", "inferred"}).items():
        if value not in (None, [], False):
            typer.echo(f"{name}: {', '.join(value) if isinstance(value, list) else value}")
    typer.echo(f"\n{shown.text}")


def documents_remove(
    document_ids: Annotated[list[str], typer.Argument(callback=utf8, help="Ids of documents.")],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take documents out of all answers at once. What cites them can still be opened."""
    settings = prepare(data_dir)
    from assistant.bootstrap import Catalogue
    from assistant.doors import apply_changes

    catalogue = Catalogue(settings)
    try:
        for document_id in document_ids:
            catalogue.documents.get(document_id)
        for document_id in document_ids:
            catalogue.documents.remove(document_id)
        apply_changes(settings, catalogue)
    finally:
        catalogue.close()
    typer.echo(json.dumps({"removed": document_ids}) if as_json else f"removed: {', '.join(document_ids)}")


def documents_expiring(
    within: Annotated[str, typer.Option(help="How far to look ahead: 90d, 12w or 3m.")] = "90d",
    lapsed: Annotated[bool, typer.Option("--lapsed", help="Also those whose validity has ended before.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """List the documents whose validity ends soon, by day."""
    settings = prepare(data_dir)
    from assistant.bootstrap import Catalogue, open_book
    from assistant.domain import Access
    from assistant.measure_printing import print_expiring
    from assistant.measure_wire import ExpiringsOut
    from assistant.measures.deadlines import days_after, window

    on = date.today() if as_of is None else as_of.date()
    looked_at = window(on, days_after(on, within))
    catalogue = Catalogue(settings)
    try:
        found = open_book(settings, catalogue, words=False).expiring(looked_at, access=Access.STAFF, lapsed=lapsed)
    finally:
        catalogue.close()
    shown = ExpiringsOut.of(found, looked_at, on=on)
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_expiring(shown)


def index_status(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Tell whether everything in the catalogue can be found."""
    settings = prepare(data_dir)
    from assistant.bootstrap import Catalogue, index_holder
    from assistant.index.follower import PROGRESS

    catalogue = Catalogue(settings)
    holder = index_holder(settings, catalogue)
    status = {
        "changes": catalogue.changelog.head(),
        "applied": catalogue.changelog.progress(PROGRESS),
        "passages": catalogue.changelog.served_passages(),
        "embedder": settings.embedder,
    }
    if holder.try_to_hold():
        from assistant.bootstrap import Advisory

        with Advisory(settings, catalogue, holder) as advisory:
            status |= {
                "held_by": None,
                "applied": min(advisory.words.cursor, advisory.vectors.cursor),
                "words": advisory.words.count(),
                "vectors": advisory.vectors.count(),
            }
    else:
        server = holder.running_server()
        status["held_by"] = server.address if server else "another command"
        catalogue.close()
    if as_json:
        typer.echo(json.dumps(status, indent=2))
        return
    for name, value in status.items():
        typer.echo(f"{name}: {value if value is not None else 'nobody'}")


def index_rebuild(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Delete both indexes and build them anew from the catalogue, without reading any file."""
    settings = prepare(data_dir)
    from assistant.bootstrap import open_advisory

    with open_advisory(settings) as advisory:
        advisory.follower.rebuild()
        built = {"words": advisory.words.count(), "vectors": advisory.vectors.count()}
    typer.echo(json.dumps(built) if as_json else f"rebuilt: {built['words']} passages")


def print_answer(answer: AnswerOut) -> None:
    """An answer for a terminal: blocks with citation numbers, notices, follow-ups, a source for each document version."""
    for block in answer.blocks:
        marks = "".join(f"[{number}]" for number in block.citations)
        bullet = {"item": "• ", "row": "| ", "heading": "\n"}.get(block.kind.value, "")
        typer.echo(f"{bullet}{block.text} {marks}".rstrip())
    for notice in answer.notices:
        typer.secho(f"! {notice}", fg="yellow")
    for question in answer.follow_ups:
        typer.secho(f"→ {question}", dim=True)
    if answer.citations:
        typer.echo("")
    versions: dict[str, list[CitationOut]] = {}
    for citation in answer.citations:
        versions.setdefault(f"{citation.document_id}@{citation.version}", []).append(citation)
    for name, citations in versions.items():
        marks = "".join(f"[{citation.number}]" for citation in citations)
        published = f" · {citations[0].published}" if citations[0].published else ""
        since = f" · replaced by version {citations[0].replaced_by}" if citations[0].replaced_by else ""
        since = " · removed since" if citations[0].removed else since
        typer.secho(f"{marks} {citations[0].title}{published}\n    {name}{since}", dim=True)


def print_hits(found: SearchOut) -> None:
    """Hits for a terminal."""
    for place, hit in enumerate(found.hits, start=1):
        typer.secho(f"{place}. {hit.title} · {hit.section or ''}  {hit.score:.2f}", bold=True)
        typer.echo(hit.text if len(hit.text) <= 300 else hit.text[:297] + "…")
        typer.secho(hit.url, dim=True)
    if not found.hits:
        typer.echo("nothing found")
