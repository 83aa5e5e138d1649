"""The parts behind the server, as routes ask for them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from assistant.bootstrap import Advisory


def get_advisory(request: Request) -> Advisory:
    """The parts that this server holds."""
    advisory: Advisory = request.app.state.advisory
    return advisory


AdvisoryDep = Annotated[Advisory, Depends(get_advisory)]
