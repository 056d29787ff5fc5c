"""Whether what ``atlas.toml`` names is there: held before anything is drawn.

`csto_map.facts.config` says whether each choice is of its kind; these rules hold the choices
against the tables, the looks and each other. A folder that breaks one is not served.
"""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pyproj

from csto_map.errors import BadDate, Fault
from csto_map.facts import dates, toml_lines
from csto_map.facts.allowed import ACCENTS, May, allowed
from csto_map.facts.checks import Unread, whole
from csto_map.facts.cone import NoCone, around, upright
from csto_map.facts.config import Config, DrawnWord, Inset, View
from csto_map.facts.rules import breach, hint
from csto_map.facts.vocabulary import SECTIONS, SPOKEN

# No frame lies farther from the middle of a projection, in kilometres: the way round the Earth.
_FARTHEST = 40_075

# How what was expected begins of something that stands twice.
ONCE = "there"

# What is named: (choice, value, what may be named, where that is listed).
_Named = tuple[str, str, Iterable[str], str]
_May = Mapping[str, May]


def faults(
    path: Path,
    choices: Config,
    ids: Mapping[str, set[str]],
    rows: Mapping[str, Iterable[object]],
    languages: Iterable[str],
) -> Iterator[Fault]:
    """
    Find what is chosen and cannot be, each with its line.

    Parameters
    ----------
    path
        ``atlas.toml``, for the faults.
    ids
        Ids of every table.
    rows
        Rows of every table; those that do not parse may be missing.
    languages
        Those that the interface has words in.
    """
    yield from with_lines(path, list(_wrong(path, choices, ids, rows, list(languages))))


def with_lines(path: Path, wrong: Sequence[Fault]) -> Iterator[Fault]:
    """Give faults of ``atlas.toml`` the lines of what they are about; others as they are."""
    if not wrong:
        return
    text = path.read_text(encoding="utf-8-sig")
    lines, given = toml_lines.lines(text), tomllib.loads(text)
    for fault in wrong:
        line = _line(fault, lines, given) if fault.path == path else fault.line
        yield replace(fault, line=line)


def _line(fault: Fault, lines: Mapping[toml_lines.Place, int], given: dict[str, Any]) -> int:
    """Find the line of a fault by its column, ``views.all.hosts``, and what it says there."""
    at: toml_lines.Place = ()
    part: Any = given
    for name in fault.column.split("."):
        key = _key(part, name)
        if key is None:
            break
        at, part = (*at, key), part[key]
    # Of what is there twice, the last is one too many.
    last = fault.expected.startswith(ONCE)
    named = list(toml_lines.places(part, fault.value, at)) if fault.value else []
    # What names another is wrong more often than an id of its own.
    named = [place for place in named if place[-1] != "id"] or named
    return toml_lines.line_of(lines, named[-1 if last else 0] if named else at)


def _key(part: Any, name: str) -> str | int | None:  # noqa: ANN401 - whatever a file holds
    """Give the key of a part that a column names: of those in a list by id, event or number."""
    if isinstance(part, dict):
        return name if name in part else None
    if not isinstance(part, list):
        return None
    ids = [one.get("id") or one.get("event") for one in part if isinstance(one, dict)]
    if name in ids:
        return ids.index(name)
    return int(name) - 1 if name.isdecimal() and 0 < int(name) <= len(part) else None


def _wrong(
    path: Path,
    choices: Config,
    ids: Mapping[str, set[str]],
    rows: Mapping[str, Iterable[object]],
    spoken: Sequence[str],
) -> Iterator[Fault]:
    def texts(table: str, column: str) -> set[str]:
        known = whole(ids, rows, table)
        return {getattr(row, column) for row in rows[table]} if known else Unread()

    may = allowed(choices, ids, texts, spoken)
    named = (
        *_defaults(choices, may),
        *_lenses(choices, may),
        *_groups(choices, may),
        *_words(choices, may),
        *_charts(choices, may),
        *_sides(choices, may),
        *_findings(choices, may),
        *_questions(choices, may),
        *_movements(choices, may),
        *_as("layers", [layer.id for layer in choices.layers], may["layers.id"]),
        *_as("boundary_source_ids", choices.boundary_source_ids, may["boundary_source_ids"]),
        *_as("ground_source_ids", choices.ground_source_ids, may["ground_source_ids"]),
        *_as("gazetteer_source_ids", choices.gazetteer_source_ids, may["gazetteer_source_ids"]),
    )
    for column, value, there, where in named:
        if value not in there:
            listed = f"an id in {where}" if where else f"one of {_listed(there)}"
            wanted = f"{listed}{hint(value, there)}"
            yield breach("unknown-choice", path, 0, column, value, wanted)
    for one in choices.languages:
        if one not in spoken:
            begun = f"locale/{one}.toml, which `csto-map data texts {one} DIR` begins"
            wanted = f"one of {_listed(spoken)}{hint(one, spoken)}, or a language of {begun}"
            yield breach("unknown-choice", path, 0, "languages", one, wanted)
    if choices.languages[:1] != ("en",):
        given = ", ".join(choices.languages) or "nothing"
        yield breach("unknown-choice", path, 0, "languages", given, "a list that begins with en")
    yield from _twice(path, choices)
    yield from _frames(path, choices)
    yield from _on_earth(path, choices)
    if whole(ids, rows, "groupings"):
        yield from _hosts(path, choices, rows["groupings"])
        yield from _drawn_twice(path, choices, rows["groupings"])
    if whole(ids, rows, "groupings", "contingents"):
        yield from _senders(path, choices, rows)
    yield from _first_day(path, choices, rows["coverage"])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _as(column: str, values: Iterable[str], may: May) -> Iterator[_Named]:
    """Give values of a choice with what it may name; `column` is how a fault calls it."""
    return ((column, value, may.there, may.where) for value in values)


def _defaults(choices: Config, may: _May) -> Iterator[_Named]:
    yield from _as("default_lens", [choices.default_lens], may["default_lens"])
    yield from _as("default_view", [choices.default_view], may["default_view"])
    yield from _as("default_layers", choices.default_layers, may["default_layers"])


def _lenses(choices: Config, may: _May) -> Iterator[_Named]:
    for lens in choices.lenses:
        yield from _as(f"lenses.{lens.id}", lens.orgs, may["lenses.orgs"])
    yield from _as("org_phrases", choices.org_phrases, may["org_phrases"])


def _groups(choices: Config, may: _May) -> Iterator[_Named]:
    for group, codes in choices.groups.items():
        yield from _as("groups", [group], may["groups"])
        yield from _as(f"groups.{group}", codes, may["groups.*"])
    yield from _as("group_titles", choices.group_titles, may["group_titles"])
    for code, slot in choices.guards.items():
        yield from _as("guards", [code], may["guards"])
        yield from _as(f"guards.{code}", [slot], may["guards.*"])
    yield from _as("guard_titles", choices.guard_titles, may["guard_titles"])


def _words(choices: Config, may: _May) -> Iterator[_Named]:
    """Give what the atlas's own words are drawn like; one without that is a known word."""
    for section in SECTIONS:
        for word in getattr(choices, section):
            if isinstance(word, DrawnWord):
                like = [word.like or word.id]
                yield from _as(f"{section}.{word.id}.like", like, may[f"{section}.like"])


def _charts(choices: Config, may: _May) -> Iterator[_Named]:
    charts = choices.charts
    for name, topic in (
        ("charts.seizures.topic", charts.seizures.topic),
        ("charts.exercises.topic", charts.exercises.topic),
    ):
        if topic:
            yield from _as(name, [topic], may[name])
    name = "charts.exercises.kind"
    yield from _as(name, [charts.exercises.kind], may[name])
    for part, held in charts.parts.items():
        yield from _as("charts.parts", [part], may["charts.parts"])
        yield from _as(f"charts.parts.{part}", held, may["charts.parts.*"])
    for series in charts.border:
        place = f"charts.border.{series.id}"
        yield from _as(f"{place}.guard", [series.guard], may["charts.border.guard"])
        yield from _as(place, series.subjects, may["charts.border.subjects"])
        yield from _as(place, series.figures, may["charts.border.figures"])
    yield from _as("charts.seizures", charts.seizures.whole, may["charts.seizures.whole"])
    yield from _as("charts.seizures", charts.seizures.several, may["charts.seizures.several"])
    name = "charts.exercises.leave_out"
    yield from _as(name, charts.exercises.leave_out, may[name])


def _findings(choices: Config, may: _May) -> Iterator[_Named]:
    for k, mission in enumerate(choices.missions, start=1):
        place = f"missions.{k}"
        yield from _as(f"{place}.host", [mission.host], may["missions.host"])
        if mission.operation:
            name = "missions.operation"
            yield from _as(f"{place}.operation", [mission.operation], may[name])
        told = [mission.grouping] if mission.grouping else []
        yield from _as(place, told, may["missions.grouping"])
        yield from _as(place, mission.parts, may["missions.parts"])
    for turn in choices.turns:
        yield from _as("turns", [turn.event], may["turns.event"])
        yield from _as(f"turns.{turn.event}", turn.views, may["turns.views"])
    for view in choices.views:
        yield from _as(f"views.{view.id}.hosts", view.hosts, may["views.hosts"])
        shown = [inset.view for inset in view.insets]
        yield from _as(f"views.{view.id}.insets", shown, may["views.insets.view"])
    yield from _as("treaties", choices.treaties, may["treaties"])
    yield from _as("where", choices.where, may["where"])
    people = [people.country for people in choices.peoples]
    yield from _as("peoples", people, may["peoples.country"])
    for gap in choices.not_covered:
        yield from _as("not_covered.hosts", gap.hosts, may["not_covered.hosts"])


def _questions(choices: Config, may: _May) -> Iterator[_Named]:
    """Give what the links of questions name; their days are held by `_question_days`."""
    for asked in choices.questions:
        for name, value in parse_qsl(asked.query, keep_blank_values=True):
            if named := may.get(f"questions.{name}"):
                chosen = value.split(",") if name == "layers" else [value]
                yield from _as("questions.query", chosen, named)


def _question_days(path: Path, choices: Config, first: date, last: date) -> Iterator[Fault]:
    """Find questions whose link leads to no day of the atlas."""
    for asked in choices.questions:
        text = dict(parse_qsl(asked.query)).get("date", "")
        try:
            day = dates.parse_day(text) if text else choices.default_date
        except BadDate:
            day = None
        if day is None or not first <= day <= last:
            wanted = f"a link with a date between {first} and {last}"
            yield breach("unknown-choice", path, 0, "questions.query", asked.query, wanted)


def _sides(choices: Config, may: _May) -> Iterator[_Named]:
    # Without guards there is no side to name.
    if may["near_side"].there:
        yield from _as("near_side", [choices.near_side], may["near_side"])


def _twice(path: Path, choices: Config) -> Iterator[Fault]:
    """Find ids that stand twice, owners in two groups, groups without a title."""
    for column in ("lenses", "layers", "views", *SECTIONS):
        ids = [part.id for part in getattr(choices, column)]
        for id_ in dict.fromkeys(i for i in ids if ids.count(i) > 1):
            yield breach("unknown-choice", path, 0, column, id_, f"{ONCE} once")
        if not ids and column not in SECTIONS:
            yield breach("unknown-choice", path, 0, column, "nothing", "one or more")
    codes = [code for group in choices.groups.values() for code in group]
    for code in dict.fromkeys(c for c in codes if codes.count(c) > 1):
        yield breach("unknown-choice", path, 0, "groups", code, "in one group")
    yield from _called(path, choices)
    for group in choices.groups:
        if group in ACCENTS and group not in choices.group_titles:
            place = f"group_titles.{group}"
            yield breach("unknown-choice", path, 0, place, "missing", f"a title of {group}")


def _called(path: Path, choices: Config) -> Iterator[Fault]:
    """Find words of several sections that the map calls by one name, and are called two."""
    first: dict[tuple[str, str], dict[str, str]] = {}
    for section in SECTIONS:
        for word in getattr(choices, section):
            text = first.setdefault((SPOKEN[section], word.id), word.text)
            if text != word.text:
                place, wanted = f"{section}.{word.id}.text", f"called {text['en']}, as above"
                yield breach("unknown-choice", path, 0, place, word.text["en"], wanted)


def _frames(path: Path, choices: Config) -> Iterator[Fault]:
    for view in choices.views:
        sides = (view.x0, view.y0, view.x1, view.y1)
        if not (view.x0 < view.x1 and view.y0 < view.y1) or max(map(abs, sides)) > _FARTHEST:
            given = ", ".join(f"{side:g}" for side in sides)
            wanted = (
                "x0, y0, x1, y1 with x0 < x1 and y0 < y1, in kilometres: "
                f"none is beyond {_FARTHEST:,}"
            )
            yield breach("unknown-choice", path, 0, f"views.{view.id}", given, wanted)
    proj = choices.projection.proj
    try:
        units = {axis.unit_name for axis in pyproj.CRS(proj).axis_info}
    except pyproj.exceptions.CRSError:
        wanted = "a PROJ string, such as +proj=aea +lat_1=40 +lat_2=60 +lon_0=75 +units=km"
        yield breach("unknown-choice", path, 0, "projection.proj", proj, wanted)
        return
    if units != {"kilometre"}:
        yield breach("unknown-choice", path, 0, "projection.proj", proj, "in kilometres: +units=km")
        return
    for view in choices.views:
        try:
            choices.rotation(view.id)
        except NoCone as problem:
            given, wanted = f"meridian = {view.meridian:g}", f"a view without one: {problem}"
            yield breach("unknown-choice", path, 0, f"views.{view.id}", given, wanted)
            return
    yield from _insets(path, choices)


def _on_earth(path: Path, choices: Config) -> Iterator[Fault]:
    """Find boxes and points in degrees that lie nowhere."""
    for west, south, east, north in choices.fine_boxes:
        if not (-180 <= west < east <= 360 and -90 <= south < north <= 90):
            given = f"{west:g}, {south:g}, {east:g}, {north:g}"
            wanted = "west, south, east, north in degrees"
            yield breach("unknown-choice", path, 0, "fine_boxes", given, wanted)
    for code, (lon, lat) in choices.movements.roots.items():
        if abs(lon) > 180 or abs(lat) > 90:
            place, given = f"movements.roots.{code}", f"{lon:g}, {lat:g}"
            yield breach("unknown-choice", path, 0, place, given, "longitude, latitude in degrees")


def _insets(path: Path, choices: Config) -> Iterator[Fault]:
    """Find insets that show no part of their view."""
    known = {view.id for view in choices.views}
    for view in choices.views:
        for inset in view.insets:
            if inset.view in known and not _is_within(choices, inset, view):
                given = ", ".join(f"{side:g}" for side in choices.inset_box(inset))
                wanted = f"x0, y0, x1, y1 with x0 < x1 and y0 < y1, in kilometres, in {view.id}"
                yield breach("inset", path, 0, f"views.{view.id}.insets", given, wanted)


def _is_within(choices: Config, inset: Inset, view: View) -> bool:
    """Say whether an inset has a box, and all of it lies in a view, each as it is turned."""
    box, there = choices.inset_box(inset), choices.rotation(inset.view)
    if not (box[0] < box[2] and box[1] < box[3]):
        return False
    here = choices.rotation(view.id)
    x0, y0, x1, y1 = upright((view.x0, view.y0, view.x1, view.y1), here)

    def turn(x: float, y: float) -> tuple[float, float]:
        x, y = there.back(x, y) if there else (x, y)
        return here.ahead(x, y) if here else (x, y)

    west, south, east, north = around(upright(box, there), turn)
    return x0 <= west and y0 <= south and east <= x1 and north <= y1


def _hosts(path: Path, choices: Config, groupings: Iterable[Any]) -> Iterator[Fault]:
    """Find patterns of hosts that name no grouping with a host: they would count nobody."""
    hosts = {row.grouping_id: row.host for row in groupings}
    for pattern in choices.charts.hosts:
        if not any(hosts[id_] for id_ in fnmatch.filter(hosts, pattern)):
            wanted = "the id or pattern of a grouping with a host in groupings.csv"
            yield breach("unknown-choice", path, 0, "charts.hosts", pattern, wanted)


def _drawn_twice(path: Path, choices: Config, groupings: Iterable[Any]) -> Iterator[Fault]:
    """Find groupings that would be a symbol and the end of an arrow."""
    sized = {row.grouping_id for row in groupings if row.echelon}
    for force in choices.movements.forces:
        if force.grouping in sized:
            wanted = "a grouping without an echelon: one with an echelon is a symbol already"
            yield breach("unknown-choice", path, 0, "movements.forces", force.grouping, wanted)


def _movements(choices: Config, may: _May) -> Iterator[_Named]:
    moves = choices.movements
    yield from _as("movements.roots", moves.roots, may["movements.roots"])
    hosts = [operation.host for operation in moves.operations]
    yield from _as("movements.operations", hosts, may["movements.operations.host"])
    for force in moves.forces:
        yield from _as("movements.forces", [force.grouping], may["movements.forces.grouping"])
        yield from _as("movements.forces", [force.site], may["movements.forces.site"])


def _senders(path: Path, choices: Config, rows: Mapping[str, Iterable[Any]]) -> Iterator[Fault]:
    """Find patterns of movements that name nobody, and senders whose arrows begin nowhere."""
    sent = {row.contingent_id: row.country for row in rows["contingents"]}
    owners = {row.grouping_id: row.owner for row in rows["groupings"]}
    senders: set[str] = set()
    told: dict[str, str] = {}
    for operation in choices.movements.operations:
        matching = fnmatch.filter(sent, operation.rows)
        for id_ in matching:
            before = told.setdefault(id_, operation.rows)
            if before != operation.rows:
                wanted = f"a pattern without {id_}: {before} has it, and its people are drawn twice"
                yield breach(
                    "unknown-choice", path, 0, "movements.operations", operation.rows, wanted
                )
                break
        if not matching:
            wanted = "the id or pattern of a row of contingents.csv"
            yield breach("unknown-choice", path, 0, "movements.operations", operation.rows, wanted)
        senders |= {sent[id_] for id_ in matching} - {"", operation.host}
    senders |= {owners.get(force.grouping, "") for force in choices.movements.forces} - {""}
    for code in sorted(senders - set(choices.movements.roots)):
        wanted = f"a point for {code}, from where it sends"
        yield breach("unknown-choice", path, 0, "movements.roots", "missing", wanted)


def _first_day(path: Path, choices: Config, coverage: Iterable[Any]) -> Iterator[Fault]:
    days = [(row.first_day, row.horizon) for row in coverage]
    if not days:
        return
    if any(first > last for first, last in days):
        # That is a fault of a row, and the cause.
        return
    first, last = max(d[0] for d in days), min(d[1] for d in days)
    if first > last:
        wanted = (
            f"sheets that share days: the latest begins on {first}, the earliest ends on {last}"
        )
        table = path.parent / "tables" / "coverage.csv"
        yield breach("unknown-choice", table, 0, "horizon", "no day", wanted)
        return
    if not first <= choices.default_date <= last:
        day, wanted = choices.default_date.isoformat(), f"between {first} and {last}"
        yield breach("unknown-choice", path, 0, "default_date", day, wanted)
    yield from _question_days(path, choices, first, last)
