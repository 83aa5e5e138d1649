"""Command ``serve``."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from typing import Annotated

import typer

from api import key_commands
from assistant.command_options import DataDirOption, prepare
from assistant.errors import AdvisoryError

SWITCH_SECONDS = 0.001
"""How long a thread may keep the interpreter from the others. With Python's own 5 ms, an answer waits that long whenever it
comes back from an index or the database while the follower works."""
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104
"""Where this machine reaches a server that listens on all its addresses."""


class AddressInUse(AdvisoryError):
    """The address to listen on is taken, or is not this machine's."""


def register(app: typer.Typer) -> None:
    """Add this package's commands."""
    app.command()(serve)
    key_commands.register(app)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [GOGLOBAL_HOST, default 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one [GOGLOBAL_PORT, default 8000].")] = None,
    data_dir: DataDirOption = None,
) -> None:
    """Serve the chat page and the HTTP API until stopped."""
    settings = prepare(data_dir, host=host, port=port)
    # Uvicorn raises the signal that stopped it once more, when it is done: let that end this process in order.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    sys.setswitchinterval(SWITCH_SECONDS)
    listening = _listen(settings.host, settings.port)
    import uvicorn

    from api.app import create_app
    from assistant.bootstrap import open_advisory

    with open_advisory(settings) as advisory:
        advisory.follower.catch_up()
        advisory.warm()
        address = address_of(settings.host, listening.getsockname()[1])
        server = advisory.holder.announce(address)
        advisory.follower.start()
        advisory.catalogue.enquiries.forget()
        app = create_app(advisory, token=server.token)
        config = uvicorn.Config(app, log_level=settings.log_level, access_log=False, timeout_graceful_shutdown=5)
        count = len(advisory.catalogue.documents.summaries())
        typer.echo(f"Going Global serves {count} documents. Stop with Ctrl-C.")
        typer.echo(f"Open {address} in your browser.")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def address_of(host: str, port: int) -> str:
    """Address at which this machine reaches a server that listens on ``host``."""
    return f"http://{_bracketed(LOOPBACK.get(host, host))}:{port}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise AddressInUse(
            f"Cannot listen on {_bracketed(host)}:{port}: {error.strerror or error}. Stop what is using it, "
            "or choose another: --port 8001, or GOGLOBAL_PORT=8001 make run."
        ) from error
    listening.set_inheritable(True)
    return listening
