"""The outlines of an atlas in the map's projection, worked out once.

Outlines of states are in the folder's ``boundaries``. What lies under and between them is in
``ground``, which a folder need not have: the land of the rest of the world, lakes and rivers,
areas that are disputed, and where towns and waters are, with their names.
"""

from __future__ import annotations

import itertools
import json
import weakref
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw

from csto_map.atlas import Atlas
from csto_map.errors import BadFile, Fault, MissingFolder
from csto_map.facts import ground_tables, ids, shapes
from csto_map.facts.rules import breach
from csto_map.picture.constants import OUTLINES, SECTORS, TERRAIN
from csto_map.picture.parts import Backdrop, Cut, Disputed, Relief
from csto_map.picture.views import Frame, Projector, Rings, clip_rings
from csto_map.picture.visible import inside


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """
    A projected outline of a state over [from_, until), ordinals; None is open.

    `of` are the codes of states whose land it is on these days, besides its own.
    """

    code: str
    rings: Rings
    from_: int | None = None
    until: int | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Projected outlines of one level on a day: rings by country, lines by sector, cuts between those.

    The page has them rounded to so many `decimals` of a kilometre. `of` are the codes of states
    that lie within a country of the day and have no outline of their own, by country; `parts`
    are the outlines that those have on the nearest days on which they have one.
    """

    countries: Mapping[str, Rings]
    sectors: Mapping[str, NDArray[np.float64]]
    decimals: int
    cuts: tuple[Cut, ...] = ()
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, Rings] = field(default_factory=dict)


_OUTLINES: weakref.WeakKeyDictionary[Atlas, dict[str, tuple[Outline, ...]]] = (
    weakref.WeakKeyDictionary()
)
_GROUNDS: weakref.WeakKeyDictionary[Atlas, dict[tuple[str, int], Ground]] = (
    weakref.WeakKeyDictionary()
)
_SECTORS: weakref.WeakKeyDictionary[Atlas, dict[str, NDArray[np.float64]]] = (
    weakref.WeakKeyDictionary()
)


def every(atlas: Atlas, level: str) -> tuple[Outline, ...]:
    """Project the outlines of a level of all days, once per atlas."""
    kept = _OUTLINES.setdefault(atlas, {})
    if level not in kept:
        projector = Projector(atlas.config.projection.proj)
        kept[level] = tuple(
            Outline(
                row.code,
                projector.rings(row.shape),
                None if row.from_ is None else row.from_.toordinal(),
                None if row.until is None else row.until.toordinal(),
                row.of,
            )
            for row in atlas.outlines(level).rows
        )
    return kept[level]


def ground(atlas: Atlas, level: str, day: date) -> Ground:
    """Give the outlines of a level on a day, once per atlas and days between which none changes."""
    kept = _GROUNDS.setdefault(atlas, {})
    stretch = bisect_right(atlas.outlines(level).days, day)
    if (level, stretch) not in kept:
        held, of, parts = on(every(atlas, level), day.toordinal())
        lines, cuts = sectors(atlas), border_cuts(atlas, level)
        kept[level, stretch] = Ground(held, lines, OUTLINES.decimals[level], cuts, of, parts)
    return kept[level, stretch]


def on(
    outlines: Iterable[Outline], day: int
) -> tuple[dict[str, Rings], dict[str, tuple[str, ...]], dict[str, Rings]]:
    """
    Say which outlines hold on a day; the twin of `on` in ``assets/src/core/borders.js``.

    Returns
    -------
    countries, of, parts
        As `Ground` has them.
    """
    rows = list(outlines)
    held = [row for row in rows if _covers(row, day)]
    drawn = {row.code: row.rings for row in held}
    of = {row.code: tuple(code for code in row.of if code not in drawn) for row in held}
    of = {code: inner for code, inner in of.items() if inner}
    inside = {code for codes in of.values() for code in codes}
    away: dict[str, tuple[int, Rings]] = {}
    for row in rows:
        if row.code in inside:
            far = _far(row, day)
            if row.code not in away or far < away[row.code][0]:
                away[row.code] = far, row.rings
    return drawn, of, {code: rings for code, (_, rings) in away.items()}


def _covers(row: Outline, day: int) -> bool:
    return (row.from_ is None or row.from_ <= day) and (row.until is None or day < row.until)


def _far(row: Outline, day: int) -> int:
    """Give how many days an outline is from a day on which it does not hold."""
    if row.from_ is not None and day < row.from_:
        return row.from_ - day
    return day - row.until if row.until is not None else 0


def sectors(atlas: Atlas) -> dict[str, NDArray[np.float64]]:
    """Project the lines of the guarded border, once per atlas."""
    if atlas not in _SECTORS:
        projector = Projector(atlas.config.projection.proj)
        lines = atlas.border_shapes()
        pairs = zip(lines.codes, lines.geometries, strict=True)
        _SECTORS[atlas] = {code: projector.line(shape) for code, shape in pairs}
    return _SECTORS[atlas]


def border_cuts(atlas: Atlas, level: str) -> tuple[Cut, ...]:
    """Give the cuts between sectors as the page has them at a level."""
    return tuple(_cuts(sectors(atlas), OUTLINES.decimals[level]))


@dataclass(frozen=True, slots=True)
class Town:
    """
    A town: its name in one language, where it is in km, and how large.

    `rank` is 0 for a capital, else from 1 (over a million people) to 5 (under 40,000).
    """

    id: str
    name: str
    x: float
    y: float
    rank: int
    country: str


@dataclass(frozen=True, slots=True)
class Water:
    """
    A name of a water, and where it may stand, in km.

    `kind` is lake, river or sea. A name stands at `at`, or runs along `line` where there is
    one, from west to east; it has `span_km` of room. Waters of `rank` 1 are named first.
    """

    id: str
    name: str
    kind: Literal["lake", "river", "sea"]
    rank: int
    at: tuple[float, float]
    span_km: float
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Terrain:
    """
    Projected land, waters and disputed areas of one level, by id.

    `land` is what no outline of a state draws; `lakes`, `land` and `disputed` are rings,
    `rivers` lines. A folder without ground has none.
    """

    land: Mapping[str, Rings]
    lakes: Mapping[str, Rings]
    rivers: Mapping[str, NDArray[np.float64]]
    disputed: Mapping[str, Rings]


_BACKDROPS: weakref.WeakKeyDictionary[Atlas, dict[str, Backdrop | None]] = (
    weakref.WeakKeyDictionary()
)
_TERRAINS: weakref.WeakKeyDictionary[Atlas, dict[str, Terrain]] = weakref.WeakKeyDictionary()
# What is told of towns and waters is rounded as the page has it.
_DECIMALS = 1
# What is drawn, and as what: a sea is the line along which its name stands.
_KINDS = {
    "land": "Polygon",
    "lake": "Polygon",
    "river": "LineString",
    "disputed": "Polygon",
    "sea": "LineString",
}
# Bends of a river, in km, that the line of its name leaves out.
_NAME_KM = 2.0


def has_ground(atlas: Atlas) -> bool:
    """Say whether the folder of an atlas has a ground."""
    return (atlas.folder / "ground" / "coarse.parquet").is_file()


def terrain(atlas: Atlas, level: str) -> Terrain:
    """
    Project the ground of a level, once per atlas.

    Raises
    ------
    BadFile
        If a file of it cannot be read.
    """
    kept = _TERRAINS.setdefault(atlas, {})
    if level not in kept:
        rows = shapes_of(atlas.folder, level)
        projector = Projector(atlas.config.projection.proj)
        lines = rows["river"] | {f"sea:{id_}": shape for id_, shape in rows["sea"].items()}
        kept[level] = Terrain(
            {id_: projector.rings(shape) for id_, shape in rows["land"].items()},
            {id_: projector.rings(shape) for id_, shape in rows["lake"].items()},
            {id_: projector.line(shape) for id_, shape in lines.items()},
            {id_: projector.rings(shape) for id_, shape in rows["disputed"].items()},
        )
    return kept[level]


def shapes_of(folder: Path, level: str) -> dict[str, dict[str, shapely.Geometry]]:
    """
    Read the shapes of a folder's ground by kind and id; none of any for a folder without ground.

    Raises
    ------
    MissingFolder, BadFile
        If a file of it is not there or cannot be read, or a shape is of no kind that is drawn.
    """
    rows: dict[str, dict[str, shapely.Geometry]] = {kind: {} for kind in _KINDS}
    if not (folder / "ground" / "coarse.parquet").is_file():
        return rows
    # Fine shapes end somewhere; beyond, and for the rest of the world, coarse ones stay.
    for path in shape_files(folder, level):
        for kind, id_, shape in shapes_in(path):
            rows[kind][id_] = shape
    return rows


def shape_files(folder: Path, *levels: str) -> tuple[Path, ...]:
    """
    Give the files with shapes of a folder's ground, the coarse one first.

    A ground of land alone has no other file, nor waters that would need one.
    """
    under = folder / "ground"
    rich = (under / "waters.csv").is_file()
    paths = [under / f"{name}.parquet" for name in dict.fromkeys(("coarse", *levels))]
    return tuple(path for path in paths if rich or path.is_file() or path.stem == "coarse")


def shapes_in(path: Path) -> Iterator[tuple[str, str, shapely.Geometry]]:
    """
    Read a file of the ground: of each shape its kind, its id without it, and itself.

    Raises
    ------
    MissingFolder, BadFile
        If it is not there or cannot be read, or a shape is of no kind that is drawn.
    """
    told = shapes.read(path, "id")
    for id_, shape in zip(told.codes, told.geometries, strict=True):
        kind, _, plain = id_.partition(":")
        wanted = _KINDS.get(kind)
        if wanted is None or shape is None or shape.geom_type.removeprefix("Multi") != wanted:
            listed = ", ".join(f"{kind} ({name})" for kind, name in _KINDS.items())
            raise BadFile(f"{path} has a shape that is none of {listed}: {id_}")
        yield kind, plain, shape


def backdrop(atlas: Atlas, level: str) -> Backdrop | None:
    """Give what lies under a map, once per atlas and level; None for a folder without ground."""
    kept = _BACKDROPS.setdefault(atlas, {})
    if level not in kept:
        kept[level] = _backdrop(atlas, level) if has_ground(atlas) else None
    return kept[level]


def outlined(
    atlas: Atlas, level: str
) -> tuple[Rings, Rings, tuple[NDArray[np.float64], ...], tuple[NDArray[np.float64], ...]]:
    """Give what is drawn of a ground by lines: land, lakes, large rivers and the others."""
    told = terrain(atlas, level)
    rank = {row.id.partition(":")[2]: row.rank for row in _water_rows(atlas)}
    flowing = {id_: xy for id_, xy in told.rivers.items() if ":" not in id_}
    return (
        tuple(ring for rings in told.land.values() for ring in rings),
        tuple(ring for rings in told.lakes.values() for ring in rings),
        tuple(xy for id_, xy in flowing.items() if rank.get(id_) == 1),
        tuple(xy for id_, xy in flowing.items() if rank.get(id_) != 1),
    )


def _backdrop(atlas: Atlas, level: str) -> Backdrop:
    land, lakes, rivers, streams = outlined(atlas, level)
    states = every(atlas, level)
    # What is land on one day is land on all: that of states that hold on the last day first.
    last = [row for row in states if row.until is None]
    drawn = (*land, *(ring for row in last for ring in row.rings))
    ended = [row.rings for row in states if row.until is not None]
    reliefs = tuple(_relief(path, box, (drawn, *ended)) for path, box in relief_files(atlas.folder))
    return Backdrop(land, lakes, rivers, streams, reliefs)


def relief_files(folder: Path) -> list[tuple[Path, tuple[float, float, float, float]]]:
    """Give the sheets of relief of a folder, the finest first, each with its box in km."""
    path = folder / "ground" / "relief.json"
    if not path.is_file():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        sheets = [(path.parent / str(one["file"]), _box(*map(float, one["box"]))) for one in told]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BadFile(f"{path} cannot be read: {problem}; make data builds it anew") from problem
    return sheets


def _box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return x0, y0, x1, y1


def relief_picture(path: Path) -> Image.Image:
    """Read a sheet of relief in grey; raises MissingFolder or, where it is no picture, BadFile."""
    try:
        with Image.open(path) as file:
            return file.convert("L")
    except FileNotFoundError as problem:
        raise MissingFolder(f"{path} is not there: make data builds it") from problem
    except (OSError, ValueError) as problem:
        raise BadFile(f"{path} is not a picture; make data builds it anew") from problem


def _relief(path: Path, box: tuple[float, float, float, float], lands: Iterable[Rings]) -> Relief:
    """Read a sheet of relief, and level what no land is drawn under."""
    grey = relief_picture(path)
    frame = Frame(*box, *grey.size)
    dry = Image.new("L", grey.size)
    for land in lands:
        dry = ImageChops.lighter(dry, _dry(land, frame, grey.size))
    flat = Image.new("L", grey.size, TERRAIN.flat)
    levelled = Image.composite(grey, flat, dry)
    return Relief(box, *grey.size, levelled.tobytes())


def _dry(land: Rings, frame: Frame, size: tuple[int, int]) -> Image.Image:
    """Draw where land is: white."""
    dry = Image.new("L", size)
    draw = ImageDraw.Draw(dry)
    for ring in clip_rings(land, frame):
        # Holes run against exteriors: a lake that no country owns, or a state within another,
        # which is drawn after it.
        fill = 255 if shapely.is_ccw(shapely.linearrings(ring[:, ::-1])) else 0
        draw.polygon(ring.ravel().tolist(), fill=fill)
    return dry


def disputed(atlas: Atlas, level: str) -> tuple[Disputed, ...]:
    """Give the disputed areas in the language of an atlas; none for a folder without ground."""
    if not has_ground(atlas):
        return ()
    outlines = terrain(atlas, level).disputed
    projector = Projector(atlas.config.projection.proj)
    return tuple(
        Disputed(
            ids.of(row),
            getattr(row, f"name_{atlas.language}", "") or row.name,
            row.note,
            outlines.get(row.area_id, ()),
            *projector.point(row.lon, row.lat),
        )
        for row in atlas.tables.disputed_areas
        if row.lon is not None and row.lat is not None
    )


_NAMED: weakref.WeakKeyDictionary[Atlas, dict[str, tuple[tuple[Town, ...], tuple[Water, ...]]]] = (
    weakref.WeakKeyDictionary()
)


def named(atlas: Atlas, language: str = "en") -> tuple[tuple[Town, ...], tuple[Water, ...]]:
    """Give `towns` and `waters`, worked out once per atlas and language."""
    kept = _NAMED.setdefault(atlas, {})
    if language not in kept:
        kept[language] = towns(atlas, language), waters(atlas, language)
    return kept[language]


def towns(atlas: Atlas, language: str = "en") -> tuple[Town, ...]:
    """
    Give the towns that the map may show, capitals first, then the larger first.

    Raises
    ------
    DataError
        If the folder's table of towns has faults.
    """
    projector = Projector(atlas.config.projection.proj)
    found = []
    for row in ground_tables.sound(ground_tables.towns(atlas.folder)):
        x, y = projector.point(row.lon, row.lat)
        name = getattr(row, f"name_{language}", "") or row.name
        at = round(x, _DECIMALS), round(y, _DECIMALS)
        town = Town(row.geonameid, name, *at, row.rank, row.country)
        found.append(((town.rank, -row.population, town.id), town))
    return tuple(town for _, town in sorted(found, key=lambda pair: pair[0]))


def waters(atlas: Atlas, language: str = "en") -> tuple[Water, ...]:
    """
    Give the names of waters, seas first, then lakes and rivers as the folder has them.

    Raises
    ------
    DataError
        If the folder's table of waters has faults, or names what has no shape.
    """
    # Those of the fine level first: a name stands by what is drawn in the closest view.
    levels = [terrain(atlas, level) for level in ("fine", "coarse")]
    found = []
    for row in _water_rows(atlas):
        start, _, plain = row.id.partition(":")
        kind = cast('Literal["lake", "river", "sea"]', start)
        name = getattr(row, f"name_{language}", "") or row.name
        if kind == "lake":
            rings = next(one.lakes[plain] for one in levels if plain in one.lakes)
            at, span = _middle(rings)
            line: tuple[tuple[float, float], ...] = ()
        else:
            key = row.id if kind == "sea" else plain
            xy = next(one.rivers[key] for one in levels if key in one.rivers)
            at, span, line = _along(xy)
        found.append(Water(row.id, name, kind, row.rank, at, span, line))
    return tuple(found)


def _water_rows(atlas: Atlas) -> tuple[ground_tables.WaterRow, ...]:
    """Read the waters that are drawn at any level."""
    rows, faults = ground_tables.waters(atlas.folder)
    return ground_tables.sound((rows, [*faults, *unshaped(atlas.folder, rows)]))


def unshaped(folder: Path, rows: Mapping[int, ground_tables.WaterRow]) -> Iterator[Fault]:
    """
    Find named waters that no file of the ground has.

    Raises
    ------
    MissingFolder, BadFile
        If the shapes themselves cannot be read.
    """
    if not rows:
        return
    path = folder / "ground" / "waters.csv"
    levels = [folder / "ground" / f"{name}.parquet" for name in ("coarse", "fine")]
    drawn = {code for level in levels for code in shapes.read(level, "id").codes}
    for line, row in rows.items():
        if row.id not in drawn:
            wanted = "the id of a shape in coarse.parquet or fine.parquet"
            yield breach("ground", path, line, "id", row.id, wanted)


def _middle(rings: Rings) -> tuple[tuple[float, float], float]:
    """Give the roomiest place of a lake, and how wide it is there."""
    shape = max(map(shapely.Polygon, rings), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(shape)
    x, y = shapely.get_coordinates(circle)[0].tolist()
    across = shapely.LineString([(shape.bounds[0], y), (shape.bounds[2], y)])
    chord = next(
        part
        for part in shapely.get_parts(shapely.intersection(shape, across))
        if part.distance(shapely.Point(x, y)) < 1
    )
    place = (round(x, _DECIMALS), round(y, _DECIMALS))
    return place, round(float(chord.length), _DECIMALS)


def _along(
    xy: NDArray[np.float64],
) -> tuple[tuple[float, float], float, tuple[tuple[float, float], ...]]:
    """Give the middle of a line, its length and its points, from west to east."""
    turned = xy if xy[0, 0] <= xy[-1, 0] else xy[::-1]
    path = shapely.LineString(turned)
    middle = shapely.get_coordinates(path.interpolate(0.5, normalized=True))[0].tolist()
    # A name does not follow every bend.
    smooth = shapely.get_coordinates(path.simplify(_NAME_KM))
    points = [(x, y) for x, y in np.round(smooth, _DECIMALS).tolist()]
    return (
        (round(middle[0], _DECIMALS), round(middle[1], _DECIMALS)),
        round(float(path.length), _DECIMALS),
        tuple(points),
    )


def _cuts(sectors: Mapping[str, NDArray[np.float64]], digits: int) -> Iterator[Cut]:
    """Find where two lines end at one point; as the page has it, rounded."""
    ends = [
        (code, line if first else line[::-1]) for code, line in sectors.items() for first in (1, 0)
    ]
    for (one, from_), (other, to) in itertools.combinations(ends, 2):
        if one != other and np.array_equal(from_[0], to[0]):
            along = _away(to) - _away(from_)
            x, y = np.round(from_[0], digits).tolist()
            dx, dy = (along / np.hypot(*along)).tolist()
            yield Cut(ids.make("sector", one), ids.make("sector", other), x, y, -dy, dx)


def _away(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the first point of a line that is far enough from its start to show its run."""
    far = np.hypot(*(line - line[0]).T) >= SECTORS.tick.reach
    place: NDArray[np.float64] = line[int(far.argmax()) if far.any() else -1]
    return place


# A box of degrees is curved on the map: its edges get a point every so many degrees.
_EDGE_STEP = 1.0
# Shares of a frame's sides: nine points that must lie where fine outlines exist.
_SAMPLES = (0.0, 0.5, 1.0)


_EXTENTS: weakref.WeakKeyDictionary[Atlas, tuple[NDArray[np.float64], ...]] = (
    weakref.WeakKeyDictionary()
)


def fine_extent(atlas: Atlas) -> tuple[NDArray[np.float64], ...]:
    """
    Return the outlines of where fine boundaries exist, once per atlas.

    Returns
    -------
    rings
        In whole km, shape (n, 2) each.
    """
    if atlas not in _EXTENTS:
        projector = Projector(atlas.config.projection.proj)
        _EXTENTS[atlas] = tuple(
            np.round(projector.line(shapely.segmentize(shapely.box(*box).exterior, _EDGE_STEP)))
            for box in atlas.config.fine_boxes
        )
    return _EXTENTS[atlas]


def level_for(atlas: Atlas, frame: Frame) -> str:
    """
    Choose the boundary level of a frame: fine when it is near and all inside the extent.

    The twin of ``wantsFine`` in ``assets/src/core/camera.js``: nine points of the frame lie
    inside the extent, and no corner of the extent's own lies in the frame.
    """
    near = frame.km_per_px <= OUTLINES.fine_below
    return "fine" if near and is_fine(atlas, frame) else "coarse"


def is_fine(atlas: Atlas, frame: Frame) -> bool:
    """Say whether a frame lies where fine outlines exist: beyond it states would be cut off."""
    rings = fine_extent(atlas)
    places = [
        frame.projected(frame.x0 + u * (frame.x1 - frame.x0), frame.y0 + v * (frame.y1 - frame.y0))
        for u in _SAMPLES
        for v in _SAMPLES
    ]
    if not all(any(inside(ring, x, y) for ring in rings) for x, y in places):
        return False
    for k, ring in enumerate(rings):
        others = rings[:k] + rings[k + 1 :]
        x, y = frame.upright(*ring.T)
        within = (frame.x0 < x) & (x < frame.x1) & (frame.y0 < y) & (y < frame.y1)
        if not all(any(inside(other, *at) for other in others) for at in ring[within].tolist()):
            return False
    return True
