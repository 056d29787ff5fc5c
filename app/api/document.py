"""The OpenAPI document of the API, and of nothing else that the server does."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from csto_map.atlas import Atlas

from ..http.problems import MEDIA_TYPE, TITLES, Problem
from .layers import FILES, GEOJSON

_ABOUT = """What the atlas knows, for other programs: facts with their sources, by date.

* Reading only, from any origin, without a key.
* Dates are days (`2009-06-14`), months or years. Facts hold from a first day to the day
  before their end; `certainty` says whether sources leave room for doubt.
* `ETag` names the data version and the answer; ask again with `If-None-Match`.
* Errors are problem details (RFC 9457) and name the parameter. A parameter that an
  address does not have is an error.
"""
_TAGS = {
    "facts": "The facts: what there is, a day, a source, a table",
    "maps": "Layers for maps, and files for other programs",
    "history": "What changed, and what is different between two days",
}
_NOT_FOUND = "Nothing answers to this"


def build(api: FastAPI, atlas: Atlas, prefix: str, about: str) -> dict[str, Any]:
    """
    Write the document; its examples are from the atlas.

    Parameters
    ----------
    prefix, about
        Where the API and the page about it stand.
    """
    spec = get_openapi(
        title=f"{atlas.config.title} API",
        version="1",
        summary=atlas.config.subject,
        description=_ABOUT,
        routes=api.routes,
        servers=[{"url": prefix, "description": f"Data version {atlas.version}"}],
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        license_info=_licence(atlas),
    )
    schemas = spec["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = {**problem, "example": _problem(about)}
    examples = _examples(atlas)
    for path, item in spec["paths"].items():
        for operation in item.values():
            _finish(path, operation, examples)
            for parameter in operation.get("parameters", []):
                if parameter["name"] == "lens":
                    lenses = [lens.id for lens in atlas.config.lenses]
                    parameter["schema"] = {"type": "string", "enum": lenses}
    return spec


def encode(spec: dict[str, object]) -> bytes:
    """Write the document as JSON."""
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":")).encode()


def _finish(path: str, operation: dict[str, Any], examples: dict[str, str]) -> None:
    operation["operationId"] = operation["operationId"].split("__")[0].removesuffix("_get")
    for parameter in operation.get("parameters", []):
        if parameter["name"] in examples:
            parameter["example"] = examples[parameter["name"]]
            parameter["schema"].pop("examples", None)
    answers = operation["responses"]
    answers.pop("422", None)
    text = {"schema": {"type": "string"}}
    content = answers["200"].setdefault("content", {})
    if path.endswith(".csv"):
        content.clear()
        content["text/csv"] = text
    elif path.endswith(".geojson"):
        content[GEOJSON] = content.pop("application/json")
    elif path == "/data.{ending}":
        content.clear()
        content.update(
            {
                one.media_type: {"schema": {"type": "string", "format": "binary"}}
                for one in FILES.values()
            }
        )
        content[GEOJSON] = {"schema": {"$ref": "#/components/schemas/FeatureCollection"}}
    elif path in ("/changes", "/diff", "/tables/{name}"):
        content["text/csv"] = text
    answers["200"]["description"] = "What was asked for"
    answers["304"] = {"description": "As the `If-None-Match` of the request knows it"}
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers["400"] = {"description": TITLES["bad-parameter"], "content": problem}
    if operation.get("parameters"):
        answers["404"] = {"description": _NOT_FOUND, "content": problem}
    answers["default"] = {"description": "Anything else that went wrong", "content": problem}


def _licence(atlas: Atlas) -> dict[str, str] | None:
    licence = atlas.config.licence
    if not licence.id:
        return None
    return {"name": licence.title or licence.id, "identifier": licence.id}


def _examples(atlas: Atlas) -> dict[str, str]:
    day = atlas.config.default_date
    earlier = max(atlas.first, day.replace(year=day.year - 1, day=1))
    found = {
        "date": day.isoformat(),
        "from": earlier.isoformat(),
        "to": day.isoformat(),
        "bbox": _box(atlas),
        "lens": atlas.config.default_lens,
        "layer": "sites",
        "name": "sites",
        "ending": "gpkg",
    }
    parties = [(one.host, one.operator) for one in atlas.personnel(day=day)]
    for host, operator in (parties or atlas.headcount.parties)[:1]:
        found |= {"host": host, "operator": operator}
    if atlas.tables.sources:
        found["id"] = atlas.tables.sources[0].source_id
    return found


def _box(atlas: Atlas) -> str:
    points = [row for row in atlas.tables.sites if row.lat is not None and row.lon is not None]
    if not points:
        return "-180,-90,180,90"
    first = points[0]
    west, south = round(first.lon or 0) - 5, round(first.lat or 0) - 5
    return f"{max(west, -180)},{max(south, -90)},{min(west + 10, 180)},{min(south + 10, 90)}"


def _problem(about: str) -> dict[str, object]:
    detail = "'2009-13' is not a date: 2009-06-14, 2009-06 or 2009."
    return {
        "type": f"{about}#bad-parameter",
        "title": TITLES["bad-parameter"],
        "status": 400,
        "detail": f"date: {detail}",
        "parameter": "date",
        "errors": [{"parameter": "date", "detail": detail}],
    }
