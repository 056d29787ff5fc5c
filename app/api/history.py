"""Addresses of what changed."""

from __future__ import annotations

from datetime import date

from fastapi import FastAPI, Request, Response

from csto_map.atlas import Atlas

from . import models
from .answers import Answers
from .facts import CSV, csv_text
from .parameters import From, To, period, wants_csv


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
            vary="Accept, Accept-Encoding",
        )


def _told(atlas: Atlas, first: date, last: date) -> list[models.ChangeOut]:
    return [
        models.ChangeOut(date=c.day, text=c.text, weight=c.weight, ids=list(c.ids))
        for c in atlas.changes
        if first <= c.day <= last
    ]


def _changes(atlas: Atlas, first: date, last: date) -> bytes:
    told = models.Changes(
        version=atlas.version, first=first, last=last, changes=_told(atlas, first, last)
    )
    return told.model_dump_json().encode()


def _changes_csv(atlas: Atlas, first: date, last: date) -> bytes:
    return csv_text(
        ["date", "text", "weight", "ids"],
        (
            [c.date.isoformat(), c.text, str(c.weight), ";".join(c.ids)]
            for c in _told(atlas, first, last)
        ),
    )
