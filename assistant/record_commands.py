"""Commands on records: ``conversations`` and ``enquiries`` of users, and the ``organisations`` that documents name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_options import DataDirOption, JsonOption, opened, utf8
from assistant.commands import print_answer
from assistant.counting import counted

if TYPE_CHECKING:
    from assistant.records import EnquiryOut

ConversationIds = Annotated[list[str], typer.Argument(callback=utf8, help="Ids of conversations.")]
EnquiryIds = Annotated[list[str], typer.Argument(callback=utf8, help="Ids of enquiries.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    conversations = typer.Typer(help="What was asked and answered.", no_args_is_help=True)
    conversations.command("export")(conversations_export)
    conversations.command("delete")(conversations_delete)
    app.add_typer(conversations, name="conversations")
    organisations = typer.Typer(help="Who the documents name, and what they do.", no_args_is_help=True)
    organisations.command("list")(organisations_list)
    app.add_typer(organisations, name="organisations")
    enquiries = typer.Typer(help="What users passed on to people.", no_args_is_help=True)
    enquiries.command("list")(enquiries_list)
    enquiries.command("show")(enquiries_show)
    enquiries.command("delete")(enquiries_delete)
    enquiries.command("forget")(enquiries_forget)
    app.add_typer(enquiries, name="enquiries")


def conversations_export(
    conversation_ids: Annotated[
        list[str] | None, typer.Argument(callback=utf8, help="Ids of conversations; all when none is given.")
    ] = None,
    _json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Print conversations with their answers and citations, a line of JSON for each."""
    from assistant.domain import Access
    from assistant.records import ConversationOut

    with opened(data_dir) as (_, catalogue):
        stored = catalogue.conversations
        for conversation_id in conversation_ids or stored.ids():
            conversation = stored.get(conversation_id, access=Access.STAFF)
            typer.echo(ConversationOut.of(conversation).model_dump_json())


def conversations_delete(
    conversation_ids: ConversationIds, as_json: JsonOption = False, data_dir: DataDirOption = None
) -> None:
    """Delete conversations with all their turns."""
    from assistant.domain import Access

    with opened(data_dir) as (_, catalogue):
        for conversation_id in conversation_ids:
            catalogue.conversations.get(conversation_id, access=Access.STAFF)
        for conversation_id in dict.fromkeys(conversation_ids):
            catalogue.conversations.delete(conversation_id, access=Access.STAFF)
    _tell_deleted(conversation_ids, as_json=as_json)


def organisations_list(
    name: Annotated[
        str, typer.Argument(callback=utf8, help="Only organisations or people whose name holds these words.")
    ] = "",
    document: Annotated[
        list[str] | None, typer.Option(callback=utf8, help="Only of this document, by id; may come several times.")
    ] = None,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """List organisations as each document tells of them, with people and services."""
    from assistant.domain import Access
    from assistant.wire.organisations import OrganisationOut, OrganisationsOut

    with opened(data_dir) as (_, catalogue):
        filed = catalogue.organisations.find(access=Access.STAFF, document_ids=document or (), name=name)
    found = [OrganisationOut.of(each) for each in filed]
    if as_json:
        typer.echo(OrganisationsOut(total=len(found), organisations=found).model_dump_json(indent=2))
        return
    for one in found:
        typer.secho(f"{' / '.join(one.names)}  {one.document_id}@{one.version}", bold=True)
        for person in one.people:
            typer.echo(f"  {person.name}{', ' if person.post else ''}{person.post}")
        for service in one.services:
            typer.echo(f"  • {service.need}{': ' if service.need else ''}{service.words}")
    typer.echo(counted(len(found), "organisation"))


def enquiries_list(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List the queue, the longest waiting first, without anything personal."""
    from assistant.records import EnquiriesOut, EnquirySummaryOut

    with opened(data_dir) as (_, catalogue):
        found = [EnquirySummaryOut.of(enquiry) for enquiry in catalogue.enquiries.all()]
    if as_json:
        typer.echo(EnquiriesOut(total=len(found), enquiries=found).model_dump_json(indent=2))
        return
    for item in found:
        contact = "" if item.has_contact else "  contact deleted"
        typer.echo(
            f"{item.id}  {item.status.value}  {item.created_at:%Y-%m-%d %H:%M}  {item.language}  {item.turns} turns{contact}"
        )
    typer.echo(counted(len(found), "enquiry", "enquiries"))


def enquiries_show(
    enquiry_id: Annotated[str, typer.Argument(callback=utf8, help="Id of an enquiry, as `enquiries list` shows it.")],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Show an enquiry with contact, message and the turns that were passed on."""
    from assistant.domain import Access
    from assistant.records import EnquiryOut

    with opened(data_dir) as (_, catalogue):
        enquiry = catalogue.enquiries.get(enquiry_id)
        shown = EnquiryOut.whole(enquiry, catalogue.passed_on(enquiry, access=Access.STAFF))
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
    else:
        _print_enquiry(shown)


def enquiries_delete(enquiry_ids: EnquiryIds, as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Delete enquiries with all that is personal in them; the conversations stay."""
    with opened(data_dir) as (_, catalogue):
        for enquiry_id in enquiry_ids:
            catalogue.enquiries.get(enquiry_id)
        for enquiry_id in dict.fromkeys(enquiry_ids):
            catalogue.enquiries.delete(enquiry_id)
    _tell_deleted(enquiry_ids, as_json=as_json)


def enquiries_forget(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """Delete the contact data whose time is over (GOGLOBAL_ENQUIRY_DAYS); run it once a day."""
    with opened(data_dir) as (_, catalogue):
        count = catalogue.enquiries.forget()
    typer.echo(json.dumps({"forgotten": count}) if as_json else f"contact data deleted: {count}")


def _print_enquiry(shown: EnquiryOut) -> None:
    typer.echo(f"{shown.id}  {shown.status.value}  {shown.created_at:%Y-%m-%d %H:%M} UTC  {shown.language}")
    if shown.contact is None:
        typer.echo("contact: deleted, its time being over")
    else:
        typer.echo(f"name: {shown.contact.name or '-'}\ncontact: {shown.contact.contact}")
        typer.echo(f"kept until: {shown.contact.delete_after:%Y-%m-%d}\nmessage: {shown.contact.message or '-'}")
    typer.echo(f"agreed to: {shown.consent}")
    for turn in shown.conversation_turns:
        typer.secho(f"\n{turn.turn}. {turn.question}", bold=True)
        print_answer(turn)


def _tell_deleted(ids: list[str], *, as_json: bool) -> None:
    typer.echo(json.dumps({"deleted": ids}) if as_json else f"deleted: {', '.join(ids)}")
