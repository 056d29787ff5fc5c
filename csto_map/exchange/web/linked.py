"""The facts as linked data of schema.org: the whole atlas, a collection, a feature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.web import boxes
from csto_map.exchange.web.features import Collection
from csto_map.exchange.writing import files, geojson
from csto_map.exchange.writing.provenance import provenance
from csto_map.facts.schema import Placed

CONTEXT = "https://schema.org/"
# What the type of a feature says already, and what stands there under another name.
_TOLD_APART = frozenset(
    {"id", "name", "name_ru", "start", "end", "start_date", "end_date", "source_ids", "sources"}
)
_OF_EVENTS = frozenset({"summary", "place"})
_DAY = timedelta(days=1)

Thing = dict[str, Any]


def told(**values: object) -> Thing:
    """Give what is known: names with an empty value are left out; ``at_`` stands for ``@``."""
    return {
        name.replace("at_", "@", 1) if name.startswith("at_") else name: value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }


def dataset(atlas: Atlas, base: str) -> Thing:
    """
    Describe the atlas as a dataset.

    Parameters
    ----------
    base
        Address of the page, without the last slash.
    """
    origin, config = provenance(atlas, None), atlas.config
    return told(
        at_context=CONTEXT,
        at_type="Dataset",
        at_id=f"{base}/#dataset",
        url=f"{base}/",
        name=origin.title,
        alternateName=config.name_long,
        description=description(atlas),
        version=origin.version,
        license=origin.licence_url,
        creator=told(at_type="Organization", name=origin.attribution or origin.title),
        creditText=origin.attribution,
        isAccessibleForFree=True,
        inLanguage=list(atlas.config.languages),
        temporalCoverage=coverage(atlas),
        spatialCoverage=place(points(atlas)),
        distribution=[download(one, base) for one in served()],
    )


def description(atlas: Atlas) -> str:
    """Say in a paragraph what the atlas is."""
    origin = provenance(atlas, None)
    sentences = (f"{origin.subject}.", atlas.config.tagline, origin.boundaries)
    return " ".join(filter(None, sentences))


def coverage(atlas: Atlas) -> str:
    """Give the days that the facts cover, as ISO 8601 has an interval."""
    return f"{atlas.first.isoformat()}/{atlas.horizon.isoformat()}"


def points(atlas: Atlas) -> boxes.Box | None:
    """Give the box of all places that the tables name, in degrees; None without any."""
    tables = atlas.tables
    rows: tuple[Placed, ...] = (
        *tables.sites,
        *tables.border_points,
        *tables.events,
        *tables.contingents,
    )
    known = [(row.lon, row.lat) for row in rows if row.lon is not None and row.lat is not None]
    if not known:
        return None
    across, up = zip(*known, strict=True)
    return min(across), min(up), max(across), max(up)


def place(box: boxes.Box | None) -> Thing:
    """Describe where something is."""
    return told(at_type="Place", geo=_shape(box)) if box else {}


def _shape(box: boxes.Box) -> Thing:
    west, south, east, north = box
    return {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"}


def served() -> Iterable[files.Format]:
    """Give the formats that the HTTP API has at ``/api/v1/data``."""
    return (one for one in files.FORMATS if one.ending not in (*files.ONE_LAYER, ".zip"))


def address(one: files.Format, base: str) -> str:
    """Give the address of everything in a format."""
    return f"{base}/api/v1/data{one.ending}"


def download(one: files.Format, base: str) -> Thing:
    """Describe a file with everything."""
    return told(
        at_type="DataDownload",
        name=one.title,
        encodingFormat=one.media_type,
        contentUrl=address(one, base),
    )


def catalogue(atlas: Atlas, collections: Iterable[Collection], root: str) -> Thing:
    """Describe all collections; `root` is the address of the landing page."""
    parts = [collection(atlas, one, root) for one in collections]
    return told(
        at_context=CONTEXT,
        at_type="DataCatalog",
        at_id=root,
        url=root,
        name=atlas.config.title,
        description=description(atlas),
        license=atlas.config.licence.url,
        dataset=[{k: v for k, v in part.items() if k != "@context"} for part in parts],
    )


def collection(atlas: Atlas, one: Collection, root: str) -> Thing:
    """Describe a collection as a dataset."""
    here = f"{root}/collections/{one.id}"
    names = {
        "application/geo+json": f"{here}/items",
        "application/ld+json": f"{here}/items?f=jsonld",
    }
    return told(
        at_context=CONTEXT,
        at_type="Dataset",
        at_id=here,
        url=here,
        name=one.title,
        description=f"{one.title}. {atlas.config.subject}.",
        version=atlas.version,
        license=atlas.config.licence.url,
        isAccessibleForFree=True,
        temporalCoverage=coverage(atlas),
        spatialCoverage=place(one.bounds),
        variableMeasured=list(one.properties),
        distribution=[
            told(at_type="DataDownload", encodingFormat=kind, contentUrl=url)
            for kind, url in names.items()
        ],
    )


def feature(one: Collection, row: Mapping[str, Any], root: str) -> Thing:
    """
    Describe a feature: an event as an Event, all else as a place and a role over time.

    Parameters
    ----------
    row
        Of `Collection.rows`, by column.
    """
    is_event = one.id == "events"
    where = _geo(row["geometry"])
    left = _TOLD_APART | (_OF_EVENTS if is_event else frozenset())
    last: date | None = row["end_date"]
    common = {
        "at_id": f"{root}/collections/{one.id}/items/{row['id']}",
        "identifier": row["id"],
        "name": row["name"],
        "alternateName": row.get("name_ru", ""),
        "startDate": geojson.plain(row["start_date"]),
        # The first day on which it no longer holds is the day after its last.
        "endDate": geojson.plain(last - _DAY) if last else None,
        "subjectOf": [
            {"@type": "CreativeWork", "name": line} for line in row["sources"].split(" | ") if line
        ],
    }
    more = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name in one.properties
        if name not in left and (value := geojson.plain(row[name])) not in (None, "")
    ]
    if not is_event:
        return told(at_type=["Place", "Role"], geo=where, additionalProperty=more, **common)
    location = told(at_type="Place", name=row["place"], geo=where, additionalProperty=more)
    return told(at_type="Event", description=row["summary"], location=location, **common)


def _geo(shape: BaseGeometry | None) -> Thing:
    if shape is None:
        return {}
    if shape.geom_type == "Point":
        return {"@type": "GeoCoordinates", "latitude": shape.y, "longitude": shape.x}
    west, south, east, north = shape.bounds
    return _shape((west, south, east, north))


def features(rows: Iterable[Mapping[str, Any]], one: Collection, matched: int, root: str) -> Thing:
    """Describe a page of features; `matched` is how many there are on all pages."""
    return told(
        at_context=CONTEXT,
        at_type="ItemList",
        name=one.title,
        numberOfItems=matched,
        itemListElement=[feature(one, row, root) for row in rows],
    )
