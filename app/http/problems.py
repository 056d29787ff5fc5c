"""Errors of the API as problem details (RFC 9457) that name the parameter at fault.

Two kinds of fault are told apart: 400 for a parameter that cannot be read, 404 for one
that can be read but that nothing answers to (an unknown id, a day without facts, a
period that ends before it begins).
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from csto_map.errors import BadDate, BadOption, DateOutOfRange
from csto_map.machine import logs

from .addresses import root

MEDIA_TYPE = "application/problem+json"
# Where the kinds are explained: anchors of the API's page.
PAGE = "/api"

TITLES = {
    "bad-parameter": "A parameter cannot be read",
    "unknown-parameter": "There is no such parameter",
    "repeated-parameter": "A parameter is given more than once",
    "not-found": "There is no such thing",
    "nothing-there": "Nothing answers to these parameters",
    "not-acceptable": "There is no form of this that is accepted",
    "method-not-allowed": "Only reading is possible",
    "range-not-satisfiable": "The range of bytes lies behind the end",
    "sign-in-needed": "This server answers to those who sign in",
    "foreign-page": "Another site's page asked for this",
    "too-many-requests": "Too many requests in a short time",
    "unavailable": "The server cannot do that just now",
    "internal-error": "The server failed",
}
_SHOWN = 80


class Fault(BaseModel):
    """One parameter at fault."""

    parameter: str = Field(description="Name of the parameter")
    detail: str = Field(description="What is wrong with it")


class Problem(BaseModel):
    """Problem details after RFC 9457."""

    type: str = Field(description="Kind of problem, an address that explains it")
    title: str = Field(description="The kind in words")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="What is wrong, and what is possible")
    parameter: str | None = Field(default=None, description="The parameter at fault")
    errors: list[Fault] = Field(default=[], description="All parameters at fault")
    id: str | None = Field(
        default=None, description="Id of the request, as the server's log and X-Request-ID have it"
    )


class Problematic(Exception):
    """A request that cannot be answered; `kind` is a key of `TITLES`."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        parameter: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.parameter = parameter
        self.headers = dict(headers or {})


def respond(problem: Problematic, errors: list[Fault] | None = None) -> Response:
    """Write a problem as an answer."""
    if errors is None:
        named = problem.parameter
        errors = [Fault(parameter=named, detail=problem.detail)] if named else []
    body = Problem(
        type=f"{root()}{PAGE}#{problem.kind}",
        title=TITLES[problem.kind],
        status=problem.status,
        detail=problem.detail,
        parameter=problem.parameter,
        errors=errors,
        id=logs.REQUEST.get() or None,
    )
    return Response(
        body.model_dump_json(exclude_none=True),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def shorten(text: str) -> str:
    """Quote what somebody sent, cut where it is long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def add(api: FastAPI) -> None:
    """Make every error of `api` a problem."""

    @api.exception_handler(Problematic)
    async def tell(_: Request, problem: Problematic) -> Response:
        return respond(problem)

    @api.exception_handler(RequestValidationError)
    async def unreadable(_: Request, error: RequestValidationError) -> Response:
        faults = [_fault(one) for one in error.errors()]
        in_path = all(one["loc"][0] == "path" for one in error.errors())
        status, kind = (404, "not-found") if in_path else (400, "bad-parameter")
        detail = " ".join(f"{fault.parameter}: {fault.detail}" for fault in faults)
        return respond(Problematic(status, kind, detail, faults[0].parameter), faults)

    @api.exception_handler(DateOutOfRange)
    async def no_facts(_: Request, error: DateOutOfRange) -> Response:
        return respond(Problematic(404, "nothing-there", f"{error}."))

    @api.exception_handler(BadOption)
    @api.exception_handler(BadDate)
    async def refuse(_: Request, error: BadOption | BadDate) -> Response:
        return respond(Problematic(400, "bad-parameter", f"{error}."))

    @api.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        if error.status_code == 405:
            refusal = Problematic(
                405,
                "method-not-allowed",
                "The API is for reading: GET, HEAD and OPTIONS.",
                headers={"Allow": "GET, HEAD, OPTIONS"},
            )
        else:
            refusal = Problematic(404, "not-found", "There is no such address; see openapi.json.")
        return respond(refusal)

    @api.exception_handler(Exception)
    async def fail(_: Request, __: Exception) -> Response:
        # The error goes on to the guard, which writes it into the server's log.
        return respond(Problematic(500, "internal-error", "The fault is the server's."))


def _fault(error: ErrorDetails) -> Fault:
    name = str(error["loc"][1]) if len(error["loc"]) > 1 else str(error["loc"][0])
    given = f" {shorten(str(error['input']))}" if isinstance(error.get("input"), str) else ""
    reason = {
        "missing": "is missing",
        "enum": f"there is no{given}; there are {error.get('ctx', {}).get('expected')}",
        "value_error": f"{given.strip()} is not {error.get('ctx', {}).get('error')}",
    }.get(error["type"], f"{given.strip()}: {error['msg']}".strip(": "))
    return Fault(parameter=name, detail=f"{reason}.")
