"""GeoParquet 1.1: a file a layer, dates as dates, provenance in the file's metadata."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing import arrow, frames
from csto_map.exchange.writing.provenance import provenance


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or a zip with a file for each, by the ending of the path."""
    if not path.name.endswith(".zip"):
        path.write_bytes(_parquet(atlas, layer or "", day))
        return
    names = [layer] if layer else list(frames.TITLES)
    archive.write(path, {f"{name}.parquet": _parquet(atlas, name, day) for name in names})


def _parquet(atlas: Atlas, name: str, day: date | None) -> bytes:
    layer = frames.layer(atlas, name, day)
    table = arrow.of_frame(layer)
    about = {
        **provenance(atlas, day).as_dict(),
        "layer": name,
        "description": frames.TITLES[name],
    }
    metadata = {
        b"geo": _geo(layer)[b"geo"],
        b"provenance": json.dumps(about, ensure_ascii=False).encode(),
    }
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out, compression="zstd")
    return out.getvalue()


def _geo(layer: gpd.GeoDataFrame) -> dict[bytes, bytes]:
    """Let geopandas say what the ``geo`` metadata of the specification is."""
    out = io.BytesIO()
    layer[["geometry"]].to_parquet(out, index=False, schema_version="1.1.0")
    return dict(pq.read_schema(io.BytesIO(out.getvalue())).metadata or {})
