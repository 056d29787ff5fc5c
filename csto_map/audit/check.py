"""Checking a whole data folder: every breach of `csto_map.facts.rules` in one report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyproj
import shapely

from csto_map.audit import grounds, successions
from csto_map.errors import DataError, Fault, MissingFolder
from csto_map.facts import choices as chosen
from csto_map.facts import config, ranks, tables, tours
from csto_map.facts.checks import Read
from csto_map.facts.rules import RULES, breach
from csto_map.language.speech import load_speech
from csto_map.language.words import languages

# A point is near its country up to here: coastlines and rivers are drawn simplified.
NEAR_KM = 40.0
# Warnings of one rule that a terminal is shown; more would bury the others.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Report:
    """
    What a check found.

    `rows` is how many rows could be read; `faults` and `warnings`, breaches of rules
    that only warn, are in order of place.
    """

    folder: Path
    rows: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()

    def as_text(self) -> str:
        """Say it for a terminal: a fault with its rule, and below it how to mend it."""
        lines = []
        for fault in self.faults:
            lines += [f"{fault} [{fault.rule}]", f"    {fault.fix}"]
        counts: Counter[str] = Counter()
        for fault in self.warnings:
            counts[fault.rule] += 1
            if counts[fault.rule] <= SHOWN:
                lines += [f"warning: {fault} [{fault.rule}]", f"    {fault.fix}"]
        for rule, count in counts.items():
            if count > SHOWN:
                lines.append(f"warning: {count - SHOWN} more [{rule}]; --format json has all")
        summary = _counted(self.faults, "fault") or "no faults"
        if self.warnings:
            summary += f", {_counted(self.warnings, 'warning')}"
        lines.append(f"{self.folder}: {self.rows:,} rows, {len(RULES)} rules, {summary}")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Give it as one JSON object for other programs."""
        report = {
            "folder": str(self.folder),
            "rows": self.rows,
            "rules": len(RULES),
            "faults": [self._entry(fault) for fault in self.faults],
            "warnings": [self._entry(fault) for fault in self.warnings],
        }
        return json.dumps(report, ensure_ascii=False, indent=2)

    def _entry(self, fault: Fault) -> dict[str, object]:
        return {
            "file": str(fault.path.relative_to(self.folder)),
            "line": fault.line,
            "column": fault.column,
            "value": fault.value,
            "rule": fault.rule,
            "expected": fault.expected,
            "fix": fault.fix,
        }


def _mild(fault: Fault) -> bool:
    return fault.rule in RULES and RULES[fault.rule].warns


def _counted(faults: Sequence[Fault], word: str) -> str:
    return f"{len(faults)} {word}{'' if len(faults) == 1 else 's'}" if faults else ""


def check(folder: Path) -> Report:
    """
    Apply every rule to a data folder.

    Raises
    ------
    MissingFolder
        If `folder` is not a folder, or has neither ``atlas.toml`` nor ``tables``.
    """
    if not folder.is_dir():
        raise MissingFolder(f"{folder} is not a folder")
    if not (folder / "tables").is_dir() and not (folder / "atlas.toml").is_file():
        raise MissingFolder(f"{folder} is no data folder: it has neither atlas.toml nor tables/")
    contents, faults = tables.inspect(folder)
    whole = not faults
    faults += successions.faults(contents)
    choices = None
    try:
        choices = config.read(folder)
    except (DataError, MissingFolder) as problem:
        faults += _unread(folder / "atlas.toml", problem)
    named = choices.gazetteer_source_ids if choices else ()
    drawn = (*choices.ground_source_ids, *choices.boundary_source_ids) if choices else ()
    faults += _sources(contents, (*named, *drawn))
    faults += _ranks(contents, named)
    if choices:
        ids = {name: table.ids for name, table in contents.items()}
        rows = {name: table.rows.values() for name, table in contents.items()}
        faults += chosen.faults(folder / "atlas.toml", choices, ids, rows)
        faults += _places(folder, choices, contents)
        faults += _titles(folder)
        faults += _inset_titles(folder / "atlas.toml", choices)
        if whole:
            faults += tours.inspect(folder, tables.typed(contents), choices)[1]
    faults += grounds.faults(folder)
    count = sum(len(table.rows) for table in contents.values())
    faults.sort(key=lambda fault: (str(fault.path), fault.line, fault.column, fault.rule))
    return Report(
        folder,
        count,
        tuple(fault for fault in faults if not _mild(fault)),
        tuple(fault for fault in faults if _mild(fault)),
    )


def _titles(folder: Path) -> Iterator[Fault]:
    """Find titles in other languages that cannot be read."""
    for language in languages():
        try:
            load_speech(language, folder)
        except DataError as problem:
            yield from _unread(folder / f"atlas.{language}.toml", problem)


def _inset_titles(path: Path, choices: config.Config) -> Iterator[Fault]:
    """Find insets without a title in a language of the interface."""
    for view in choices.views:
        for inset in view.insets:
            for language in languages():
                if not inset.text.get(language):
                    place, wanted = f"views.{view.id}.insets", f"a title, text.{language}"
                    yield breach("inset", path, 0, place, inset.text_in(language), wanted)


def _unread(path: Path, problem: Exception) -> list[Fault]:
    if isinstance(problem, DataError):
        return [
            breach("choices", f.path, f.line, f.column, f.value, f.expected) for f in problem.faults
        ]
    return [breach("choices", path, 0, "*", "missing", "the choices of an atlas")]


def _sources(contents: Mapping[str, Read], named: Sequence[str]) -> Iterator[Fault]:
    table = contents["sources"]
    cited = {
        source
        for other in contents.values()
        for row in other.rows.values()
        for source in getattr(row, "source_ids", ())
    }
    first: dict[str, int] = {}
    for line, row in table.rows.items():
        where = (table.path, line)
        if not row.date and "date" not in row.note.lower():
            wanted = "a date, or told in the note why there is none"
            yield breach("undated-source", *where, "date", "", wanted)
        if not row.url and not row.note:
            wanted = "an address, or told in the note where it was seen"
            yield breach("untraceable-source", *where, "url", "", wanted)
        if row.url and row.url in first:
            wanted = f"new: line {first[row.url]} has it too"
            yield breach("repeated-address", *where, "url", row.url, wanted)
        first.setdefault(row.url, line)
        if row.source_id not in cited and row.source_id not in named:
            wanted = "cited by any row"
            yield breach("unused-source", *where, "source_id", row.source_id, wanted)


def _ranks(contents: Mapping[str, Read], gazetteers: Sequence[str]) -> Iterator[Fault]:
    """Warn of what rests on weak sources alone; a folder that ranks no source is spared."""
    order = ranks.of(contents["sources"].rows.values(), gazetteers)
    for line, row in contents["sources"].rows.items():
        if order.known and row.rank is None:
            where = (contents["sources"].path, line)
            yield breach("unranked-source", *where, "rank", "", "a rank from 1 to 5")
    for table in contents.values():
        for line, row in table.rows.items():
            best = order.best(getattr(row, "source_ids", ()))
            if best is not None and best >= ranks.WEAK:
                value = ";".join(row.source_ids)
                wanted = f"a source of rank 1 to {ranks.WEAK - 1}; the best has rank {best}"
                yield breach("weak-sources", table.path, line, "source_ids", value, wanted)


def _places(folder: Path, choices: config.Config, contents: Mapping[str, Read]) -> Iterator[Fault]:
    path = folder / "boundaries" / "coarse.parquet"
    try:
        outlines = gpd.read_parquet(path)[["country", "geometry"]].to_crs(choices.projection.proj)
    except (OSError, ValueError, KeyError, pyproj.exceptions.CRSError) as problem:
        reason = str(problem).splitlines()[0]
        wanted = "GeoParquet with the columns country and geometry"
        yield breach("boundaries", path, 0, "*", reason, wanted)
        return
    yield from _outlines(path, outlines)
    shapes = dict(zip(outlines.country, outlines.geometry, strict=True))
    plane = pyproj.Transformer.from_crs(4326, choices.projection.proj, always_xy=True)

    def far(code: str, lon: float, lat: float) -> float:
        return float(shapes[code].distance(shapely.Point(plane.transform(lon, lat))))

    for name in ("sites", "border_points", "events", "disputed_areas"):
        table = contents[name]
        for line, row in table.rows.items():
            if row.lat is None or row.lon is None:
                continue
            codes = getattr(row, "country", "") or getattr(row, "drawn_in", "")
            for code in set(codes.split(";")) & set(shapes):
                yield from _near(table.path, line, row.lat, row.lon, code, far)
    table = contents["countries"]
    for line, row in table.rows.items():
        if row.label_lat is None or row.label_lon is None or row.country not in shapes:
            continue
        if far(row.country, row.label_lon, row.label_lat) > 0:
            value = f"{row.label_lat}, {row.label_lon}"
            wanted = f"in {row.name} as drawn"
            yield breach("label-outside", table.path, line, "label_lat", value, wanted)


def _outlines(path: Path, outlines: gpd.GeoDataFrame) -> Iterator[Fault]:
    """Find outlines that cannot be drawn, and countries with several."""
    for code, times in outlines.country.value_counts().items():
        if times > 1:
            wanted = f"one row a country, not {times}: dissolve them into one shape"
            yield breach("boundaries", path, 0, "country", str(code), wanted)
    for code, shape in zip(outlines.country, outlines.geometry, strict=True):
        if shape is None or shape.is_empty or not shape.is_valid:
            why = "empty" if shape is None or shape.is_empty else shapely.is_valid_reason(shape)
            wanted = f"a valid shape for {code}, cut where it crosses 180 degrees"
            yield breach("boundaries", path, 0, "geometry", why, wanted)


def _near(
    path: Path,
    line: int,
    lat: float,
    lon: float,
    code: str,
    far: Callable[[str, float, float], float],
) -> Iterator[Fault]:
    away = far(code, lon, lat)
    if away <= NEAR_KM:
        return
    fix = ""
    if abs(lon) <= 90 and far(code, lat, lon) <= NEAR_KM:
        fix = "exchange lat and lon: the other way round the point lies in the country"
    wanted = f"in or near {code} (it is {away:,.0f} km away)"
    value = f"{lat}, {lon}"
    yield breach("far-from-country", path, line, "lat", value, wanted, fix)
