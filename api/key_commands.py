"""Commands ``keys``: which sites may embed the widget."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.command_options import DataDirOption, JsonOption, opened, utf8
from assistant.counting import counted

if TYPE_CHECKING:
    from assistant.catalogue.site_keys import SiteKey


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    keys = typer.Typer(help="Site keys: which pages may embed the chat widget.", no_args_is_help=True)
    keys.command("create")(keys_create)
    keys.command("list")(keys_list)
    keys.command("revoke")(keys_revoke)
    app.add_typer(keys, name="keys")


def keys_create(
    name: Annotated[str, typer.Argument(callback=utf8, help="What you call the site.")],
    origin: Annotated[
        list[str],
        typer.Option(
            callback=utf8, help="Where its pages are, such as https://www.partner.example; may come several times."
        ),
    ],
    members: Annotated[
        bool, typer.Option("--members", help="Also make a secret by which the site's server admits its members.")
    ] = False,
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Make a site key. It is shown this once; a running server knows it at once."""
    with opened(data_dir) as (_, catalogue):
        from assistant.catalogue.site_keys import new_secret

        secret = new_secret() if members else None
        record, key = catalogue.site_keys.create(name, origin, secret=secret)
    if as_json:
        typer.echo(json.dumps(_shown(record) | {"key": key, "secret": secret}, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{key}\nfor pages of {', '.join(record.origins)}; id {record.id}. It is not shown again.")
    if secret is not None:
        typer.echo(f"{secret}\nis the secret for the site's own server; it must never stand in a page.")


def keys_list(as_json: JsonOption = False, data_dir: DataDirOption = None) -> None:
    """List site keys with the pages they are for, without the keys themselves."""
    with opened(data_dir) as (_, catalogue):
        records = catalogue.site_keys.all()
    if as_json:
        typer.echo(json.dumps([_shown(record) for record in records], ensure_ascii=False, indent=2))
        return
    for record in records:
        revoked = f"  revoked {record.revoked_at:%Y-%m-%d}" if record.revoked_at else ""
        typer.echo(f"{record.id}  {record.created_at:%Y-%m-%d}  {record.name}  {' '.join(record.origins)}{revoked}")
    typer.echo(counted(len(records), "key"))


def keys_revoke(
    key_ids: Annotated[list[str], typer.Argument(callback=utf8, help="Ids of keys, as `keys list` shows them.")],
    as_json: JsonOption = False,
    data_dir: DataDirOption = None,
) -> None:
    """Take site keys back. Their pages, and visitors who are there now, are refused at once."""
    with opened(data_dir) as (_, catalogue):
        for key_id in key_ids:
            catalogue.site_keys.revoke(key_id)
    typer.echo(json.dumps({"revoked": key_ids}) if as_json else f"revoked: {', '.join(key_ids)}")


def _shown(record: SiteKey) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "origins": list(record.origins),
        "members": record.members,
        "created_at": record.created_at.isoformat(),
        "revoked_at": record.revoked_at and record.revoked_at.isoformat(),
    }
