"""Commands ``ask``, ``search`` and ``index``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import (
    AsOfOption,
    DataDirOption,
    JsonOption,
    JurisdictionOption,
    KindOption,
    TopicOption,
    prepare,
    utf8,
)
from assistant.domain import Kind, NoticeKind

if TYPE_CHECKING:
    from assistant.filters import FiltersIn
    from assistant.wire.answers import AnswerOut, CitationOut, SearchOut


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


def index_status(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Tell whether everything in the catalogue can be found."""
    settings = prepare(data_dir)
    from assistant.index.follower import PROGRESS
    from assistant.opening import Catalogue, index_holder

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


NOTICE_COLOURS = {
    NoticeKind.LAPSED: "red",
    NoticeKind.SUPERSEDED: "red",
    NoticeKind.NOT_YET: "red",
    NoticeKind.CONFLICT: "magenta",
    NoticeKind.ESTIMATE: "cyan",
    NoticeKind.PERSON: "cyan",
}
"""Those of a terminal; whatever is not listed is yellow."""


def print_answer(answer: AnswerOut) -> None:
    """An answer for a terminal: blocks with citation numbers, notices, follow-ups, a source for each document version."""
    for block in answer.blocks:
        marks = "".join(f"[{number}]" for number in block.citations)
        bullet = {"item": "• ", "row": "| ", "heading": "\n"}.get(block.kind.value, "")
        typer.echo(f"{bullet}{block.text} {marks}".rstrip())
    from assistant.answering.phrases import notice_label

    for kind, notice in zip(answer.notice_kinds, answer.notices, strict=True):
        label = notice_label(kind, answer.language)
        typer.secho(f"! [{label}] {notice}" if label else f"! {notice}", fg=NOTICE_COLOURS.get(kind, "yellow"))
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
