"""Addresses of what changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response

from csto_map.atlas import Atlas
from csto_map.exchange.writing.rows import cell
from csto_map.history import compare

from ..http.problems import Problematic, shorten
from . import models
from .answers import Answers
from .facts import CSV, csv_text
from .parameters import Day, From, To, day, not_backwards, period, wants_csv

_NEGOTIATED = "Accept, Accept-Encoding"
Earlier = Annotated[Day, Query(alias="from", description="The earlier day, as `date` elsewhere")]
Later = Annotated[Day, Query(alias="to", description="The later day")]
LensId = Annotated[
    str | None,
    Query(description="Organisation, or group of them, to compare the states in; see /atlas"),
]


def add(api: FastAPI, atlas: Atlas, answers: Answers) -> None:
    """Add the addresses."""

    @api.get("/changes.csv", response_class=Response, tags=["history"])
    async def get_changes_csv(request: Request, from_: From = None, to: To = None) -> Response:
        """List what changed in a period, as a table."""
        return await changes(request, from_, to, as_csv=True)

    @api.get("/changes", response_model=models.Changes, tags=["history"])
    async def get_changes(request: Request, from_: From = None, to: To = None) -> Response:
        """List the days of a period on which anything changed, with a sentence each."""
        return await changes(request, from_, to, as_csv=wants_csv(request))

    async def changes(
        request: Request, from_: str | None, to: str | None, *, as_csv: bool
    ) -> Response:
        first, last = period(atlas, from_, to)
        make, kind = (_changes_csv, CSV) if as_csv else (_changes, "application/json")
        return await answers.give(
            request,
            ("/changes", first, last, as_csv),
            lambda: make(atlas, first, last),
            kind,
            vary=_NEGOTIATED,
        )

    @api.get("/diff.csv", response_class=Response, tags=["history"])
    async def get_diff_csv(
        request: Request, from_: Earlier, to: Later, lens: LensId = None
    ) -> Response:
        """Say what is different between two days, as a table."""
        return await diff(request, from_, to, lens, as_csv=True)

    @api.get("/diff", response_model=models.Diff, tags=["history"])
    async def get_diff(
        request: Request, from_: Earlier, to: Later, lens: LensId = None
    ) -> Response:
        """Say what is different between two days: states, sites, units, border, strengths."""
        return await diff(request, from_, to, lens, as_csv=wants_csv(request))

    async def diff(
        request: Request, from_: str, to: str, lens: str | None, *, as_csv: bool
    ) -> Response:
        first, last = day(atlas, from_, "from"), day(atlas, to, "to")
        not_backwards(first, last)
        known = [one.id for one in atlas.config.lenses]
        chosen = atlas.config.default_lens if lens is None else lens
        if chosen not in known:
            raise Problematic(
                404,
                "not-found",
                f"There is no lens {shorten(chosen)}; there are {', '.join(known)}.",
                "lens",
            )
        make, kind = (_diff_csv, CSV) if as_csv else (_diff, "application/json")
        return await answers.give(
            request,
            ("/diff", first, last, chosen, as_csv),
            lambda: make(atlas, first, last, chosen),
            kind,
            vary=_NEGOTIATED,
        )


def _told(atlas: Atlas, first: date, last: date) -> list[models.ChangeOut]:
    return [
        models.ChangeOut(date=c.day, when=c.when, text=c.text, weight=c.weight, ids=list(c.ids))
        for c in atlas.changes
        if first <= c.day <= last
    ]


def _changes(atlas: Atlas, first: date, last: date) -> bytes:
    changes = models.Changes(
        version=atlas.version, first=first, last=last, changes=_told(atlas, first, last)
    )
    return changes.model_dump_json().encode()


def _changes_csv(atlas: Atlas, first: date, last: date) -> bytes:
    return csv_text(
        ["date", "when", "text", "weight", "ids"],
        (
            [c.date.isoformat(), c.when, c.text, str(c.weight), ";".join(c.ids)]
            for c in _told(atlas, first, last)
        ),
    )


def _rows(atlas: Atlas, first: date, last: date, lens: str) -> tuple[compare.Difference, ...]:
    # A day is no different from itself; the library would call the question a mistake.
    return () if first == last else compare.differences(atlas, first, last, lens)


def _out(rows: tuple[compare.Difference, ...]) -> list[models.DifferenceOut]:
    return [
        models.DifferenceOut.model_validate({name: getattr(row, name) for name in _DIFF})
        for row in rows
    ]


_DIFF = tuple(models.DifferenceOut.model_fields)


def _diff(atlas: Atlas, first: date, last: date, lens: str) -> bytes:
    rows = _rows(atlas, first, last, lens)
    diff = models.Diff(
        version=atlas.version,
        earlier=first,
        later=last,
        lens=lens,
        summary=compare.sentence(rows),
        differences=_out(rows),
    )
    return diff.model_dump_json().encode()


def _diff_csv(atlas: Atlas, first: date, last: date, lens: str) -> bytes:
    rows = _out(_rows(atlas, first, last, lens))
    return csv_text(_DIFF, ([cell(getattr(row, name)) for name in _DIFF] for row in rows))
