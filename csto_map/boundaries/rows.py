"""What is drawn of which ground over which days: rows of a boundary file, made of faces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.boundaries import parts, shapes, sources
from csto_map.boundaries.recipe import State, Told, meant
from csto_map.boundaries.shapes import Geometries, Plane
from csto_map.errors import DataError, Fault
from csto_map.facts import dates
from csto_map.facts.toml_lines import Place

# Whatever of two outlines overlaps, or lies between them, and is nowhere so wide, is a flaw of
# the files, in degrees.
_SLIVER_DEG = 0.02
# Corners that are so near are one, where outlines of several sources are laid on each other.
_GRID_DEG = 1e-7
# Names of the ground that a code or part is made of.
Pieces = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """
    An outline to draw over [start, end), EDTF, "" for open.

    `ground` names what it is made of; `of` are codes of other states whose land that is.
    `place` is where the recipe asks for it.
    """

    code: str
    start: str
    end: str
    ground: frozenset[str]
    of: tuple[str, ...] = ()
    place: Place = ()

    @property
    def days(self) -> tuple[date, date]:
        """The days on which it holds, half-open."""
        return dates.earliest(self.start) or date.min, dates.earliest(self.end) or date.max


@dataclass
class Cover:
    """
    Rows, and faces that do not overlap: the ground of each row is some of them, whole.

    `faces` are in degrees; `rows` have the numbers of theirs in `held`, in the same order.
    `pieces` says of what ground each code and part of the sources is made.
    """

    rows: list[Row]
    faces: Geometries
    held: list[tuple[int, ...]]
    pieces: Mapping[str, Pieces]

    def outline(self, number: int) -> BaseGeometry:
        """Give the outline of a row as fine as the sources have it."""
        return together(self.faces[list(self.held[number])])

    def always(self, first: date, last: date) -> list[int]:
        """Number the faces that are drawn on every day from one to another, both included."""
        spans: list[list[tuple[date, date]]] = [[] for _ in self.faces]
        for row, held in zip(self.rows, self.held, strict=True):
            for face in held:
                spans[face].append(row.days)
        return [face for face, days in enumerate(spans) if _spans(days, first, last)]

    def drawn(self, first: date, last: date) -> set[str]:
        """Name the codes all of whose ground is drawn on every day, both days included."""
        always = set(self.always(first, last))
        whole: set[str] = set()
        part: set[str] = set()
        for row, held in zip(self.rows, self.held, strict=True):
            (whole if always.issuperset(held) else part).update(row.ground)
        return {code for code, made in self.pieces.items() if whole.issuperset(made)}


def _spans(days: Iterable[tuple[date, date]], first: date, last: date) -> bool:
    for start, end in sorted(days):
        if start > first:
            return False
        first = max(first, end)
    return first > last


def together(several: Geometries) -> BaseGeometry:
    """Join faces that lie edge to edge into one shape."""
    return several[0] if len(several) == 1 else shapes.areal(shapely.coverage_union_all(several))


def cover(told: Told, read: sources.Read, packages: Path | None) -> Cover:
    """
    Lay out all rows of a recipe.

    Raises
    ------
    BadFile
        If lines that cut a state into parts are not there.
    DataError
        If a code or part is not there, a point of a part lies elsewhere, or two rows draw the
        same ground on the same day; lists the faults.
    """
    ground, pieces = _ground(told, read, packages)
    rows = _rows(told, read, pieces)
    used = sorted({name for row in rows for name in row.ground})
    faults = [
        told.fault(("border",), code, "a state that the recipe draws")
        for code in told.recipe.border
        if code not in {row.code for row in rows}
    ]
    if faults:
        raise DataError(faults)
    # Outlines of files need not fit: neither those of different times nor neighbours.
    loose = bool(read.files)
    if loose:
        faces, of_faces = _overlaid([ground[name] for name in used])
        faces, of_faces = _without_slivers(rows, used, faces, of_faces, read.notes)
    else:
        faces = np.array([ground[name] for name in used], dtype=object)
        of_faces = [frozenset([k]) for k in range(len(used))]
    _refuse_overlaps(told, rows, used, faces, of_faces)
    return _gathered(rows, used, faces, of_faces, pieces)


def _ground(
    told: Told, read: sources.Read, packages: Path | None
) -> tuple[dict[str, BaseGeometry], dict[str, Pieces]]:
    """Give pieces of ground by name, and of what pieces each code and part is made."""
    recipe, plane = told.recipe, Plane(told.proj)
    named: list[tuple[Place, str]] = [
        (("merge", code), part)
        for code, several in recipe.merge.items()
        for part in (code, *several)
    ]
    named += [(("parts", code), code) for code in recipe.parts]
    named += [(("unseam", k), code) for k, code in enumerate(recipe.unseam or ())]
    faults = [
        told.fault(place, code, f"a code of the sources{meant(code, list(read.plain))}")
        for place, code in named
        if code not in read.plain
    ]
    if faults:
        raise DataError(faults)
    ground = dict(read.plain)
    for code, several in recipe.merge.items():
        ground[code] = shapely.union_all([ground[code], *(ground[part] for part in several)])
    ground |= {_named(one): one.shape for one in read.dated}
    pieces: dict[str, Pieces] = {name: (name,) for name in read.plain}
    for code, shape in list(ground.items()):
        seamed = shapes.is_seamed(shape) and not plane.ends_at_180
        if recipe.unseam is not None:
            seamed = code in recipe.unseam
        ground[code] = shapes.unseam(shape) if seamed else shape
    if recipe.parts:
        path = told.path.parent / recipe.lines if recipe.lines else None
        file = path or sources.natural_lines(packages)
        read.inputs.append(file)
        if path is None:
            read.packages.append(f"{sources.LINES_PACKAGE}=={sources.LINES_VERSION}")
        lines = sources.read_lines(file)
        for code in recipe.parts:
            pieces |= _cut(told, ground, code, lines)
    for name, shape in ground.items():
        if plane.torn(shape):
            ground[name] = plane.cut_open(shape)
    return ground, pieces


def _cut(
    told: Told, ground: dict[str, BaseGeometry], code: str, lines: Geometries
) -> dict[str, Pieces]:
    """Cut a state into its parts, in place, and give the pieces of all of them."""
    state = ground[code]
    made = parts.pieces(state, lines)
    try:
        named, rest = parts.named(made, told.recipe.parts[code], state)
    except parts.Unnamed as problem:
        place = ("parts", code, problem.name, problem.number)
        value = told.recipe.parts[code][problem.name][problem.number]
        raise DataError([told.fault(place, value, problem.expected)]) from problem
    corners = parts.new_corners(state, made)
    west, south, east, north = state.bounds
    for name, shape in ground.items():
        if shape.intersects(shapely.box(west, south, east, north)):
            ground[name] = parts.with_corners(shape, corners)
    found = {}
    for name, several in named.items():
        ground[f"{code}:{name}"] = together(np.array(several, dtype=object))
        found[f"{code}:{name}"] = (f"{code}:{name}",)
    if rest:
        ground[f"{code}:"] = together(np.array(rest, dtype=object))
    return found | {code: (*found, *([f"{code}:"] if rest else []))}


class _Rows:
    """The rows of a recipe, and what is wrong with them."""

    def __init__(self, told: Told, read: sources.Read, pieces: Mapping[str, Pieces]) -> None:
        self._told, self._read, self._pieces = told, read, pieces
        self.faults: list[Fault] = []
        self.rows: list[Row] = []
        self._in_time()
        self._listed()
        if not self.rows and not self.faults:
            self.faults.append(
                told.fault(("countries",), "missing", "codes to draw, or [[states]]")
            )

    def _made_of(self, names: Sequence[str], *places: Place) -> frozenset[str]:
        """Give what codes and parts are made of; each has a place in the recipe."""
        for name, place in zip(names, places, strict=True):
            if name not in self._pieces:
                wanted = f"a code or part that the sources have{meant(name, list(self._pieces))}"
                state = f"{name.partition(':')[0]}:"
                known = sorted(part for part in self._pieces if part.startswith(state))
                wanted += f"; there are {', '.join(known)}" if known else ""
                self.faults.append(self._told.fault(place, name, wanted))
        return frozenset(one for name in names for one in self._pieces.get(name, ()))

    def _in_time(self) -> None:
        """Make the rows of ``states``."""
        for number, state in enumerate(self._told.recipe.states):
            place: Place = ("states", number)
            for code in state.codes or (state.code,):
                names = state.of or (code,)
                at = [(*place, "of", k) for k in range(len(state.of))] or [(*place, "code")]
                less = [(*place, "without", k) for k in range(len(state.without))]
                whole = self._made_of(names, *at) - self._made_of(state.without, *less)
                if not whole and not self.faults:
                    wanted = "drawn at all: nothing is left of it"
                    self.faults.append(self._told.fault(place, code, wanted))
                self.rows.append(Row(code, *_texts(state), whole, _others(code, names), place))

    def _listed(self) -> None:
        """Make the rows of all other codes, with the days that a file gives them, or for ever."""
        files = tuple(dict.fromkeys(code for code in self._read.files if ":" not in code))
        listed = self._told.recipe.countries
        done = {row.code for row in self.rows}
        dated = {one.code for one in self._read.dated}
        for k, code in enumerate(files if listed is None else listed):
            if code in done:
                continue
            place: Place = ("outlines", 0) if listed is None else ("countries", k)
            self.rows += [
                Row(one.code, one.start, one.end, frozenset([_named(one)]), place=place)
                for one in self._read.dated
                if one.code == code
            ]
            if code in self._read.plain or code not in dated:
                self.rows.append(Row(code, "", "", self._made_of([code], place), place=place))


def _rows(told: Told, read: sources.Read, pieces: Mapping[str, Pieces]) -> list[Row]:
    """Give the rows, by code and time; what the recipe names must be there."""
    made = _Rows(told, read, pieces)
    if made.faults:
        raise DataError(made.faults)
    unique = {(row.code, row.start, row.end): row for row in made.rows}
    return sorted(unique.values(), key=lambda row: (row.code, row.days))


def _named(one: sources.Dated) -> str:
    """Name the ground of an outline that has days."""
    return f"{one.code} {one.start}/{one.end}"


def _texts(state: State) -> tuple[str, str]:
    start, end = (text.replace("..", "") for text in (state.start, state.end))
    return start, end


def _others(code: str, names: Sequence[str]) -> tuple[str, ...]:
    """Name the other states whose land a merged one is; parts are of none."""
    return tuple(name for name in names if name != code and ":" not in name)


def _overlaid(several: Sequence[BaseGeometry]) -> tuple[Geometries, list[frozenset[int]]]:
    """Cut shapes along each other's outlines: faces, and which of the shapes hold each."""
    net = shapely.union_all(shapely.boundary(np.array(several, dtype=object)), grid_size=_GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    points = shapely.point_on_surface(faces)
    one, other = shapely.STRtree(points).query(np.array(several, dtype=object), "contains")
    held: list[set[int]] = [set() for _ in faces]
    for shape, face in zip(one.tolist(), other.tolist(), strict=True):
        held[face].add(shape)
    return faces, [frozenset(whose) for whose in held]


def _without_slivers(
    rows: Sequence[Row],
    used: Sequence[str],
    faces: Geometries,
    of_faces: list[frozenset[int]],
    notes: list[str],
) -> tuple[Geometries, list[frozenset[int]]]:
    """
    Give thin faces, where outlines overlap or gape, to the neighbour along the longest side.

    Faces of no shape that are wider are lakes, or land that nobody asked for.
    """
    numbers = {name: k for k, name in enumerate(used)}
    clashing = _clashing(rows, numbers)
    flawed = [
        k for k, whose in enumerate(of_faces)
        if not whose or any(frozenset(pair) in clashing for pair in combinations(whose, 2))
    ]  # fmt: skip
    thin = [
        k for k in flawed
        if shapely.buffer(faces[k], -_SLIVER_DEG / 2, quad_segs=2).is_empty
    ]  # fmt: skip
    sound = np.array([k for k in range(len(faces)) if of_faces[k] and k not in set(flawed)])
    if not thin or not len(sound):
        kept = [k for k, whose in enumerate(of_faces) if whose]
        return faces[kept], [of_faces[k] for k in kept]
    tree = shapely.STRtree(faces[sound])
    for k in thin:
        near = sound[tree.query(faces[k], predicate="intersects")]
        shared = shapely.length(shapely.intersection(shapely.boundary(faces[near]), faces[k]))
        wanted = of_faces[k]
        # An overlap stays with one of those that overlap, if one is there.
        likely = [other in near and bool(of_faces[other] & wanted) for other in near.tolist()]
        if len(near) and float(shared.max(initial=0)) > 0:
            best = int(near[int(np.argmax(shared * np.where(likely, 1e3, 1)))])
            of_faces[k] = of_faces[best]
    notes.append(
        f"{len(thin)} gaps and overlaps between outlines, narrower than "
        f"{_SLIVER_DEG * 111:.0f} km, are closed"
    )
    kept = [k for k, whose in enumerate(of_faces) if whose]
    return faces[kept], [of_faces[k] for k in kept]


def _clashing(rows: Sequence[Row], numbers: Mapping[str, int]) -> set[frozenset[int]]:
    """Give pairs of shapes that rows draw on the same day: they must not overlap."""
    pairs = set()
    for k, one in enumerate(rows):
        for other in rows[k + 1 :]:
            if _meet(one, other):
                pairs |= {
                    frozenset([numbers[a], numbers[b]])
                    for a in one.ground
                    for b in other.ground
                    if a != b
                }
    return pairs


def _meet(one: Row, other: Row) -> bool:
    return max(one.days[0], other.days[0]) < min(one.days[1], other.days[1])


def _refuse_overlaps(
    told: Told,
    rows: Sequence[Row],
    used: Sequence[str],
    faces: Geometries,
    of_faces: Sequence[frozenset[int]],
) -> None:
    """Refuse two rows that draw the same ground on the same day."""
    names = [frozenset(used[k] for k in whose) for whose in of_faces]
    drawn: dict[int, list[int]] = {}
    for k, row in enumerate(rows):
        drawn[k] = [number for number, whose in enumerate(names) if whose & row.ground]
    faults = []
    for k, row in enumerate(rows):
        for m in range(k + 1, len(rows)):
            other = rows[m]
            shared = sorted(set(drawn[k]) & set(drawn[m])) if _meet(row, other) else []
            if not shared:
                continue
            at = shapely.point_on_surface(max(faces[shared], key=lambda face: face.area))
            wanted = (
                f"parted from {_called(row)}: both draw the ground around "
                f"{at.x:.2f}, {at.y:.2f} (longitude, latitude) on the same days; "
                "give them a start or an end, or leave it out of one (without)"
            )
            faults.append(told.fault(other.place or row.place, _called(other), wanted))
    if faults:
        raise DataError(faults)


def _called(row: Row) -> str:
    days = f" ({row.start or '..'} to {row.end or '..'})" if row.start or row.end else ""
    return f"{row.code}{days}"


def _gathered(
    rows: list[Row],
    used: Sequence[str],
    faces: Geometries,
    of_faces: Sequence[frozenset[int]],
    pieces: Mapping[str, Pieces],
) -> Cover:
    """Join faces that the same rows draw: no corner is kept where nothing ever parts them."""
    whose: dict[tuple[int, ...], list[int]] = defaultdict(list)
    names = [frozenset(used[k] for k in several) for several in of_faces]
    for number, named in enumerate(names):
        key = tuple(k for k, row in enumerate(rows) if row.ground & named)
        whose[key].append(number)
    whose.pop((), None)
    groups = sorted(whose.items())
    joined = np.array([together(faces[several]) for _, several in groups], dtype=object)
    held = [
        tuple(g for g, (key, _) in enumerate(groups) if k in key) for k in range(len(rows))
    ]  # fmt: skip
    return Cover(rows, joined, held, pieces)
