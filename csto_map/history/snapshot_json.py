"""A snapshot as one plain object: what ``csto-map show --json`` and the API give."""

from __future__ import annotations

from csto_map.history.snapshot import Record, Snapshot


def as_object(snapshot: Snapshot) -> dict[str, object]:
    """
    Give a snapshot as a JSON-ready object.

    Returns
    -------
    object
        ``date``; ``headline``, what is found on it in a sentence; ``organizations``
        (org_id -> status -> countries); ``sites``, ``deployments``, ``groupings`` that the
        map shows and ``border`` of the day; ``events`` of the 365 days up to it, as on the map
        and in files;
        ``personnel_by_host`` (host -> operator -> `csto_map.history.personnel.Personnel`).
        Each row has the ``id`` that it has in the layers of
        `csto_map.exchange.writing.frames`. Empty cells are None.
    """
    return {
        "date": snapshot.date.isoformat(),
        "headline": snapshot.headline,
        "organizations": snapshot.organizations,
        "sites": [
            {
                "id": row["site_id"],
                "name": row["name"],
                "kind": row["kind"],
                "country": row["country"],
                "operator": row["operator"],
                "lat": _at(row, "y"),
                "lon": _at(row, "x"),
                **_stay(row),
                "personnel": personnel(row),
            }
            for row in snapshot.records("bases")
        ],
        "deployments": [
            {
                "id": row["deployment_id"],
                "unit": row["unit_id"],
                "name": row["unit"],
                "country": row["country"] or None,
                "echelon": row["echelon"],
                "arm": row["arm"],
                "site": row["site_id"] or None,
                "role": row["role"],
                **_stay(row),
                "personnel": personnel(row),
            }
            for row in snapshot.records("garrisons")
        ],
        "groupings": [
            {
                "id": row["grouping_id"],
                "name": row["name"],
                "country": row["owner"] or None,
                "host": row["host"] or None,
                "echelon": row["echelon"],
                "arm": row["arm"] or None,
                "lat": _at(row, "y"),
                "lon": _at(row, "x"),
                **_stay(row),
                "personnel": personnel(row),
            }
            for row in snapshot.records("groupings")
        ],
        "border": [
            {
                "id": row["guard_id"],
                "sector_id": row["sector_id"],
                "sector": row["sector"],
                "guard_country": row["guard_country"] or None,
                "guard_force": row["guard_force"],
                **_stay(row),
            }
            for row in snapshot.records("border")
        ],
        "events": [
            {
                "id": row["event_id"],
                "start": row["start"],
                "end": row["end"] or None,
                "kind": row["kind"],
                "title": row["title"],
                "place": row["place"] or None,
                "lat": _at(row, "y"),
                "lon": _at(row, "x"),
                "summary": row["summary"],
                "source_ids": list(row["source_ids"]),
            }
            for row in snapshot.records("events")
        ],
        "personnel_by_host": {
            host: {operator: one.as_object() for operator, one in by_operator.items()}
            for host, by_operator in snapshot.personnel().items()
        },
    }


def _stay(row: Record) -> dict[str, object]:
    """When something is there, how surely, and who says so."""
    return {
        "start": row["start"] or None,
        "end": row["end"] or None,
        "certainty": row["certainty"],
        "source_ids": list(row["source_ids"]),
    }


def _at(row: Record, axis: str) -> float | None:
    return None if row["geometry"] is None else float(getattr(row["geometry"], axis))


def personnel(row: Record) -> Record | None:
    """Give the strength of a record of bases, garrisons or groupings; None where none is known."""
    if not row["personnel_as_of"]:
        return None
    return {
        "low": row["personnel_low"],
        "high": row["personnel_high"],
        "as_of": row["personnel_as_of"],
        "age": row["personnel_age"],
        "source_ids": list(row["personnel_source_ids"]),
    }
