"""PostgreSQL's own pg_dump and pg_restore: nothing of ours could know its database better."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from assistant.errors import CatalogueUnreachable


def dump(url: str, target: Path) -> None:
    """Write a consistent dump of a database while it is in use.

    Raises:
        CatalogueUnreachable: the tool is not there, or fails.
    """
    address = make_url(url)
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"], address)


def restore(url: str, source: Path) -> None:
    """Put a dump into a database without these tables, in one transaction.

    Raises:
        CatalogueUnreachable: the tool is not there, or fails; nothing was put there then.
    """
    address = make_url(url)
    given = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*given, f"--dbname={address.database}", str(source)], address)


def _run(tool: str, arguments: list[str], address: URL) -> None:
    shown = f"postgresql://{address.host or 'localhost'}/{address.database}"
    # The password goes by the environment: arguments can be seen by every user of the machine.
    environment = os.environ | {
        name: str(value)
        for name, value in {
            "PGHOST": address.host,
            "PGPORT": address.port,
            "PGUSER": address.username,
            "PGPASSWORD": address.password,
            "PGDATABASE": address.database,
            **{f"PG{key.upper()}": value for key, value in address.query.items() if key in {"sslmode", "sslrootcert"}},
        }.items()
        if value is not None
    }
    done = subprocess.run(  # noqa: S603 - a tool of the system, arguments of ours
        [_find(tool, shown), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        advice = "If it speaks of versions: install the client tools of the server's version."
        raise CatalogueUnreachable(shown, f"{tool} failed: {lines[-1]}", advice)


def _find(tool: str, shown: str) -> str:
    """The newest of these tools on this machine: an older one refuses a newer server."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted((path for path in folders if path.parent.name.isdigit()), key=lambda path: int(path.parent.name))
    found = shutil.which(tool, path=os.pathsep.join([*map(str, reversed(newest)), os.environ.get("PATH", "")]))
    if found is None:
        advice = f"On Debian: apt-get install postgresql-client. Or use {tool} of another machine by hand."
        raise CatalogueUnreachable(shown, f"{tool} is not on this machine", advice)
    return found
