"""GeoParquet 1.1: a file a layer, dates as dates, provenance in the file's metadata.

The column ``bbox``, which the metadata names, lets readers skip what lies elsewhere.
"""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

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
    table = arrow.of_frame(layer).append_column("bbox", _boxes(layer))
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


def _boxes(layer: gpd.GeoDataFrame) -> pa.Array:
    """Give the box of each shape in degrees; none of a row without a place."""
    bounds = shapely.bounds(layer.geometry.to_numpy())
    names = ("xmin", "ymin", "xmax", "ymax")
    sides = [pa.array(side, pa.float64()) for side in bounds.T]
    nowhere = pa.array(np.isnan(bounds).all(axis=1))
    return pa.StructArray.from_arrays(sides, names, mask=nowhere)


def _geo(layer: gpd.GeoDataFrame) -> dict[bytes, bytes]:
    """Let geopandas say what the ``geo`` metadata of the specification is."""
    out = io.BytesIO()
    layer[["geometry"]].to_parquet(
        out, index=False, schema_version="1.1.0", write_covering_bbox=True
    )
    return dict(pq.read_schema(io.BytesIO(out.getvalue())).metadata or {})
