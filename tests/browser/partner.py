"""A partner's site: pages of another origin that embed the widget under a strict content security policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse

from tests.api.serving import listening

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A partner's page</title>
    <script type="module" src="{server}/widget.js"></script>
  </head>
  <body>
    <main>
      <h1>A partner's page</h1>
      <p><a href="#" id="before">A link of the partner's</a></p>
      <going-global-chat{attributes}></going-global-chat>
    </main>
  </body>
</html>
"""


@contextmanager
def partner_site(admit: Callable[[], dict[str, Any]] | None = None) -> Iterator[str]:
    """Address of a site whose page ``/?server=…`` embeds the widget with the other parameters as attributes.

    ``admit`` asks the adviser for a member's token, which the site gives at ``/member``.
    """
    app = FastAPI()

    @app.get("/member")
    def member() -> dict[str, Any]:
        return admit() if admit is not None else {}

    @app.get("/")
    def page(request: Request) -> HTMLResponse:
        given = dict(request.query_params)
        server = given.pop("server")
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        policy = (
            f"default-src 'none'; script-src {server}; connect-src 'self' {server}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        return HTMLResponse(
            PAGE.format(server=escape(server), attributes=attributes), headers={"Content-Security-Policy": policy}
        )

    with listening(app) as address:
        yield address
