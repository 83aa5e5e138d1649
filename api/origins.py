"""Pages of other origins: which of them may call this server from a browser (CORS)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem, problem_of, respond

OPEN = ("/assets/", "/widget.js")
"""What any page may load: the widget's own code, which is nobody's secret."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


class Origins:
    """Lets pages of allowed origins read answers, and turns all other pages away before anything is done."""

    def __init__(self, app: ASGIApp, *, allows: Callable[[str], bool]) -> None:
        self._app = app
        self._allows = allows

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        path: str = scope["path"]
        if path.startswith(OPEN):
            return await self._app(scope, receive, _adding({"Access-Control-Allow-Origin": "*"}, send))
        origin = foreign_origin(scope)
        if not path.startswith("/v1/") or origin is None:
            return await self._app(scope, receive, _adding({}, send))
        if not await run_in_threadpool(self._allows, origin):
            refused = problem(
                HTTPStatus.FORBIDDEN,
                f"Pages of {origin} may not use this server. `goglobal keys create NAME --origin {origin}` makes a site key.",
            )
            return await respond(refused, {"Vary": "Origin"})(scope, receive, send)
        allowed = {"Access-Control-Allow-Origin": origin}
        if scope["method"] == "OPTIONS":
            return await Response(status_code=HTTPStatus.NO_CONTENT, headers=allowed | PREFLIGHT | {"Vary": "Origin"})(
                scope, receive, send
            )
        adding = _adding(allowed, send)
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await adding(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            # Answered here already: what is answered further out bears no headers that let the page read it.
            if not started:
                await respond(problem_of(error))(scope, receive, adding)
            raise


def foreign_origin(scope: Scope) -> str | None:
    """The origin of the page that calls, unless it is one of this server's own or no page at all.

    Only hosts are compared: behind a proxy that ends TLS this server does not know its own scheme.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    host = headers.get("host")
    if origin is None or (host and origin.partition("://")[2] == host):
        return None
    return origin


def _adding(headers: dict[str, str], send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered = MutableHeaders(scope=message)
            answered.update(headers)
            answered.add_vary_header("Origin")
        await send(message)

    return sending
