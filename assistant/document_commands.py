"""Commands ``documents``: what is in the catalogue, how it came to be so, and how it goes."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import (
    AsOfOption,
    DataDirOption,
    JsonOption,
    JurisdictionOption,
    KindOption,
    opened,
    utf8,
)

if TYPE_CHECKING:
    pass

DocumentId = Annotated[str, typer.Argument(callback=utf8, help="Id of a document, as `documents list` shows it.")]
DocumentIds = Annotated[list[str], typer.Argument(callback=utf8, help="Ids of documents.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    documents = typer.Typer(help="What is in the catalogue.", no_args_is_help=True)
    documents.command("list")(documents_list)
    documents.command("show")(documents_show)
    documents.command("versions")(documents_versions)
    documents.command("diff")(documents_diff)
    documents.command("supersede")(documents_supersede)
    documents.command("remove")(documents_remove)
    documents.command("purge")(documents_purge)
    documents.command("expiring")(documents_expiring)
    app.add_typer(documents, name="documents")


def documents_list(
    kind: KindOption = None,
    jurisdiction: JurisdictionOption = None,
    lapsed: Annotated[
        bool | None, typer.Option("--lapsed/--in-force", help="Only those whose validity has, or has not, ended.")
    ] = None,
    superseded: Annotated[
        bool | None, typer.Option("--superseded/--present", help="Only those that others have, or have not, replaced.")
    ] = None,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Only those that others are nearly the same as, or copies of.")
    ] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """List documents: all, or those of a kind, a place or a state."""
    from assistant.document_printing import print_documents
    from assistant.wire.document_life import narrowed
    from assistant.wire.documents import DocumentsOut, SummaryOut

    today = date.today()
    with opened(data_dir) as (_, catalogue):
        found = narrowed(
            [SummaryOut.of(summary, today=today) for summary in catalogue.documents.summaries()],
            kinds=kind or (),
            jurisdictions=jurisdiction or (),
            lapsed=lapsed,
            superseded=superseded,
            duplicates=duplicates or None,
        )
    if as_json:
        typer.echo(DocumentsOut(total=len(found), documents=found).model_dump_json(indent=2))
    else:
        print_documents(found)


def documents_show(
    document_id: Annotated[
        str,
        typer.Argument(callback=utf8, help="Id of a document, as `documents list` shows it; ID@N for its version N."),
    ],
    version: Annotated[int | None, typer.Option(help="An earlier version.")] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show a document's metadata, what it is to others, and its text."""
    if named := re.fullmatch(r"(.+)@([0-9]{1,9})", document_id):
        document_id, number = named[1], int(named[2])
        if version not in {None, number}:
            raise typer.BadParameter(f"{version} is not the version of {named[0]}", param_hint="--version")
        version = number
    from assistant.document_printing import print_document
    from assistant.domain import Access
    from assistant.wire.documents import DocumentOut

    with opened(data_dir) as (_, catalogue):
        stored = catalogue.documents.get(document_id, version=version)
        relations = catalogue.documents.relations(document_id, access=Access.STAFF)
    shown = DocumentOut.of(stored, relations, today=date.today())
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_document(shown, copies=relations.copies)


def documents_versions(document_id: DocumentId, as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List a document's versions with their dates, the newest first."""
    from assistant.document_printing import print_versions
    from assistant.domain import Access
    from assistant.wire.document_life import VersionsOut

    with opened(data_dir) as (_, catalogue):
        shown = VersionsOut.of(document_id, catalogue.history.of(document_id, access=Access.STAFF))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_versions(shown)


def documents_diff(
    document_id: DocumentId,
    old: Annotated[int | None, typer.Argument(min=1, help="A version; else the one before the present.")] = None,
    new: Annotated[int | None, typer.Argument(min=1, help="Another version; else the present one.")] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show what changed between two versions: figures and dates first, then measures, then the words."""
    from assistant.differences.comparing import compare_versions
    from assistant.document_printing import print_difference
    from assistant.domain import Access
    from assistant.wire.document_life import DifferenceOut

    with opened(data_dir) as (_, catalogue):
        shown = DifferenceOut.of(compare_versions(catalogue.documents, document_id, old, new, access=Access.STAFF))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_difference(shown)


def documents_supersede(
    old: Annotated[str, typer.Argument(callback=utf8, help="Id of the document that is replaced.")],
    new: Annotated[str, typer.Argument(callback=utf8, help="Id of the document that holds in its place.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Say that a document replaces another: the old one ranks lower, and answers from it say so."""
    with opened(data_dir) as (_, catalogue):
        if not withdraw:
            catalogue.documents.supersedings.say(old, new)
        elif not catalogue.documents.supersedings.withdraw(old, new):
            typer.echo(
                f"Nobody has said by this command that {new!r} replaces {old!r}. If a document says so, mend its front matter.",
                err=True,
            )
            raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps({"old": old, "new": new, "withdrawn": withdraw}))
    else:
        typer.echo(f"{old} is no longer replaced by {new}" if withdraw else f"{old} is replaced by {new}")


def documents_remove(document_ids: DocumentIds, as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Take documents out of all answers at once. What cites them can still be opened."""
    from assistant.doors import apply_changes

    with opened(data_dir) as (settings, catalogue):
        for document_id in document_ids:
            catalogue.documents.get(document_id)
        for document_id in dict.fromkeys(document_ids):
            catalogue.documents.remove(document_id)
        apply_changes(settings, catalogue)
    typer.echo(json.dumps({"removed": document_ids}) if as_json else f"removed: {', '.join(document_ids)}")


def documents_purge(
    document_ids: DocumentIds,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Delete documents for good: words, vectors, measures, and what answers quoted of them. It cannot be undone."""
    from assistant.doors import finish_purges

    with opened(data_dir) as (settings, catalogue):
        titles = {document_id: catalogue.purges.title_of(document_id) for document_id in document_ids}
        if not yes:
            for document_id, title in titles.items():
                typer.echo(f"{document_id}  {title}", err=True)
            typer.confirm(
                "Delete all versions for good? Answers that cite them keep only number and title.", abort=True, err=True
            )
        for document_id in titles:
            catalogue.purges.begin(document_id)
        finish_purges(settings, catalogue)
    if as_json:
        typer.echo(json.dumps({"purged": list(titles)}, ensure_ascii=False))
    else:
        typer.echo(
            f"deleted for good: {', '.join(titles)}. Copies outside the data folder, such as backups, are still there."
        )


def documents_expiring(
    within: Annotated[str, typer.Option(help="How far to look ahead: 90d, 12w or 3m.")] = "90d",
    lapsed: Annotated[bool, typer.Option("--lapsed", help="Also those whose validity has ended before.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """List the documents whose validity ends soon, by day."""
    from assistant.bootstrap import open_book
    from assistant.domain import Access
    from assistant.measure_printing import print_expiring
    from assistant.measures.deadlines import days_after, window
    from assistant.wire.deadlines import ExpiringsOut

    on = date.today() if as_of is None else as_of.date()
    looked_at = window(on, days_after(on, within))
    with opened(data_dir) as (settings, catalogue):
        found = open_book(settings, catalogue, words=False).expiring(looked_at, access=Access.STAFF, lapsed=lapsed)
    shown = ExpiringsOut.of(found, looked_at, on=on)
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        print_expiring(shown)
