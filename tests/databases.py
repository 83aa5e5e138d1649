"""A PostgreSQL server of the tests' own, on loopback, and databases in it that begin as an empty catalogue."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from assistant.catalogue.engine import HEAD, open_catalogue
from assistant.catalogue.tables import metadata
from tests.ports import free_port
from tests.waiting import SECONDS, wait_until

NOBODY = 65534
"""PostgreSQL refuses to run as root: then this user runs it."""
MISSING = (
    "PostgreSQL's programs (initdb, postgres) are not on this machine; on Debian: apt-get install postgresql. "
    "The catalogue was tested on SQLite alone."
)


def programs() -> Path | None:
    """The folder of the newest PostgreSQL on this machine."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


class PostgresServer:
    """A server over a folder of its own. Nothing is kept: it does not wait for the disk."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._user = NOBODY if os.getuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="goglobal-pg-"))
        self.port = free_port()
        if self._user is not None:
            os.chown(self._folder, self._user, self._user)
        command = [str(bin_folder / "initdb"), "-D", str(self._folder / "data"), "-U", "tester", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, user=self._user, group=self._user, cwd=self._folder)
        self._process = self._start()
        self._template = ""
        self._free: list[str] = []

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(self._bin / "postgres"), "-D", str(self._folder / "data"), "-p", str(self.port)]
        for setting in ("listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}", "fsync=off"):
            command += ["-c", setting]
        for setting in ("synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=32MB"):
            command += ["-c", setting]
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, user=self._user, group=self._user, cwd=self._folder
            )
        ready = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tester"]

        def is_ready() -> bool:
            assert process.poll() is None, (self._folder / "log").read_text(encoding="utf-8", errors="replace")
            return subprocess.run([*ready, "-d", "postgres"], check=False).returncode == 0

        wait_until(is_ready, what="the start of PostgreSQL")
        return process

    def url(self, database: str) -> str:
        """The address of a database, as the settings take it."""
        return f"postgresql://tester@127.0.0.1:{self.port}/{database}"

    def empty_database(self) -> str:
        """The address of a new database without any table."""
        return self._create("")

    def database(self) -> str:
        """The address of a database with the tables of an empty catalogue, and a name of its own."""
        if self._free:
            return self._free.pop()
        if not self._template:
            url = self.empty_database()
            open_catalogue(_driven(url), data_dir=self._folder / "migrating").dispose()
            self._template = url.rsplit("/", 1)[1]
        url = self._create(f" TEMPLATE {self._template}")
        self._name_anew(url)
        return url

    def give_back(self, url: str) -> None:
        """Empty a database for the next test, which is quicker than to make one; a spoilt one is deleted."""
        tables = ", ".join(name for name in metadata.tables if name != "identity")
        try:
            version = self._run("SELECT version_num FROM alembic_version", url)
            assert version == HEAD
            self._run(f"SET lock_timeout = '10s'; TRUNCATE {tables} RESTART IDENTITY CASCADE", url)
            self._name_anew(url)
        except (AssertionError, DBAPIError):
            self._run(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)", self.url("postgres"))
        else:
            self._free.append(url)

    def _name_anew(self, url: str) -> None:
        # By its name a Chroma server keeps a catalogue's vectors apart.
        self._run("UPDATE identity SET id = md5(random()::text)", url)

    def _create(self, how: str) -> str:
        name = f"test_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {name}{how}", self.url("postgres"))
        return self.url(name)

    def _run(self, statement: str, url: str) -> object:
        engine = create_engine(_driven(url), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            result = connection.execute(text(statement))
            return result.scalar() if result.returns_rows else None

    def kill(self) -> None:
        """End it as a crash would: at once, all connections cut."""
        self._process.send_signal(3)  # SIGQUIT: "immediate shutdown", without writing anything back
        self._process.wait(timeout=SECONDS)

    def start_again(self) -> None:
        """Start it over the same folder and port."""
        self._process = self._start()

    def close(self) -> None:
        """End it and delete its folder."""
        if self._process.poll() is None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _driven(url: str) -> str:
    return url.replace("postgresql:", "postgresql+psycopg:")
