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
from csto_map.facts.checks import Unread, whole
from csto_map.facts.cone import NoCone, around, upright
from csto_map.facts.config import Config, DrawnWord, Inset, Lens, View
from csto_map.facts.rules import breach, hint
from csto_map.facts.vocabulary import KNOWN, SECTIONS, SPOKEN

# Layers have code of their own: an atlas chooses among them and names them.
LAYERS = (
    "states",
    "bases",
    "units",
    "detachments",
    "border",
    "crossings",
    "events",
    "contingents",
)
# Accents of groups of owners; whoever is in none is a host. Every style draws them all.
ACCENTS = ("lead", "joint", "guest", "fourth", "fifth", "sixth", "seventh", "eighth")
# Line styles of guards; every style draws them all.
GUARD_LINES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")

# No frame lies farther from the middle of a projection, in kilometres: the way round the Earth.
_FARTHEST = 40_075

# How what was expected begins of something that stands twice.
_ONCE = "there"

# What is named: (choice, value, what may be named, where that is listed).
_Named = tuple[str, str, Iterable[str], str]


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
    last = fault.expected.startswith(_ONCE)
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
    named = (
        *_defaults(choices),
        *_lenses(choices, ids),
        *_groups(choices, ids),
        *_words(choices),
        *_charts(choices, ids, rows),
        *(_sides(choices, rows) if whole(ids, rows, "border_guards") else ()),
        *_findings(choices, ids, rows),
        *_questions(choices),
        *_movements(choices, ids),
        *(("layers", layer.id, LAYERS, "") for layer in choices.layers),
        *(
            ("boundary_source_ids", id_, ids["sources"], "sources.csv")
            for id_ in choices.boundary_source_ids
        ),
        *(
            ("ground_source_ids", id_, ids["sources"], "sources.csv")
            for id_ in choices.ground_source_ids
        ),
        *(
            ("gazetteer_source_ids", id_, ids["sources"], "sources.csv")
            for id_ in choices.gazetteer_source_ids
        ),
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


def _defaults(choices: Config) -> Iterator[_Named]:
    yield "default_lens", choices.default_lens, [lens.id for lens in choices.lenses], ""
    yield "default_view", choices.default_view, [view.id for view in choices.views], ""
    layers = [layer.id for layer in choices.layers]
    yield from (("default_layers", layer, layers, "") for layer in choices.default_layers)


def _lenses(choices: Config, ids: Mapping[str, set[str]]) -> Iterator[_Named]:
    orgs = ids["organizations"]

    def named(lens: Lens) -> Iterator[_Named]:
        return ((f"lenses.{lens.id}", org, orgs, "organizations.csv") for org in lens.orgs)

    for lens in choices.lenses:
        yield from named(lens)
    yield from (("org_phrases", org, orgs, "organizations.csv") for org in choices.org_phrases)


def _groups(choices: Config, ids: Mapping[str, set[str]]) -> Iterator[_Named]:
    owners = ids["countries"] | ids["organizations"] | {"JOINT"}
    for group, codes in choices.groups.items():
        yield "groups", group, ACCENTS, ""
        where = "countries.csv or organizations.csv, or JOINT"
        yield from ((f"groups.{group}", code, owners, where) for code in codes)
    for group in choices.group_titles:
        yield "group_titles", group, (*ACCENTS, "host"), ""
    for code, slot in choices.guards.items():
        yield "guards", code, ids["countries"], "countries.csv"
        yield f"guards.{code}", slot, GUARD_LINES, ""
    for code in choices.guard_titles:
        yield "guard_titles", code, choices.guards, ""


def _words(choices: Config) -> Iterator[_Named]:
    """Give what the atlas's own words are drawn like; one without that is a known word."""
    for section in SECTIONS:
        for word in getattr(choices, section):
            if isinstance(word, DrawnWord):
                known = KNOWN.drawn[section]
                yield f"{section}.{word.id}.like", word.like or word.id, known, ""


def _charts(
    choices: Config, ids: Mapping[str, set[str]], rows: Mapping[str, Iterable[Any]]
) -> Iterator[_Named]:
    charts, figures = choices.charts, ids["figures"]
    known = whole(ids, rows, "figures")
    topics = {row.topic for row in rows["figures"]} if known else Unread()
    for name, topic in (
        ("charts.seizures.topic", charts.seizures.topic),
        ("charts.exercises.topic", charts.exercises.topic),
    ):
        if topic:
            yield name, topic, topics, "figures.csv, column topic"
    kinds = choices.vocabulary.drawn["event_kinds"]
    yield "charts.exercises.kind", charts.exercises.kind, kinds, ""
    subjects = ids["sites"] | ids["units"] | ids["groupings"]
    for part, held in charts.parts.items():
        yield "charts.parts", part, ids["groupings"], "groupings.csv"
        yield from ((f"charts.parts.{part}", unit, ids["units"], "units.csv") for unit in held)
    for series in charts.border:
        place = f"charts.border.{series.id}"
        yield f"{place}.guard", series.guard, ids["countries"], "countries.csv"
        where = "sites.csv, units.csv or groupings.csv"
        yield from ((place, subject, subjects, where) for subject in series.subjects)
        yield from ((place, figure, figures, "figures.csv") for figure in series.figures)
    for figure in (*charts.seizures.whole, *charts.seizures.several):
        yield "charts.seizures", figure, figures, "figures.csv"
    for figure in charts.exercises.leave_out:
        yield "charts.exercises.leave_out", figure, figures, "figures.csv"


def _findings(
    choices: Config, ids: Mapping[str, set[str]], rows: Mapping[str, Iterable[Any]]
) -> Iterator[_Named]:
    countries, groupings = ids["countries"], ids["groupings"]
    contingents = whole(ids, rows, "contingents")
    operations = {row.operation for row in rows["contingents"]} if contingents else Unread()
    views = [view.id for view in choices.views]
    for k, mission in enumerate(choices.missions, start=1):
        place = f"missions.{k}"
        yield f"{place}.host", mission.host, countries, "countries.csv"
        if mission.operation:
            where = "contingents.csv, column operation"
            yield f"{place}.operation", mission.operation, operations, where
        told = (*([mission.grouping] if mission.grouping else []), *mission.parts)
        yield from ((place, grouping, groupings, "groupings.csv") for grouping in told)
    for turn in choices.turns:
        yield "turns", turn.event, ids["events"], "events.csv"
        yield from ((f"turns.{turn.event}", view, views, "") for view in turn.views)
    for view in choices.views:
        place = f"views.{view.id}.hosts"
        yield from ((place, host, countries, "countries.csv") for host in view.hosts)
        place = f"views.{view.id}.insets"
        yield from ((place, inset.view, views, "") for inset in view.insets)
    orgs = ids["organizations"]
    yield from (("treaties", org, orgs, "organizations.csv") for org in choices.treaties)
    named = [
        *(("where", code) for code in choices.where),
        *(("peoples", people.country) for people in choices.peoples),
        *(("not_covered.hosts", host) for gap in choices.not_covered for host in gap.hosts),
    ]
    yield from ((place, code, countries, "countries.csv") for place, code in named)


def _questions(choices: Config) -> Iterator[_Named]:
    """Give what the links of questions name; their days are held by `_question_days`."""
    listed: dict[str, list[str]] = {
        "view": [view.id for view in choices.views],
        "org": [lens.id for lens in choices.lenses],
        "layers": [layer.id for layer in choices.layers],
    }
    for asked in choices.questions:
        for name, value in parse_qsl(asked.query, keep_blank_values=True):
            if name in listed:
                chosen = value.split(",") if name == "layers" else [value]
                yield from (("questions.query", one, listed[name], "") for one in chosen)


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


def _sides(choices: Config, rows: Mapping[str, Iterable[Any]]) -> Iterator[_Named]:
    sides = {row.side for row in rows["border_guards"]}
    if sides:
        yield "near_side", choices.near_side, sides, ""


def _twice(path: Path, choices: Config) -> Iterator[Fault]:
    """Find ids that stand twice, owners in two groups, groups without a title."""
    for column in ("lenses", "layers", "views", *SECTIONS):
        ids = [part.id for part in getattr(choices, column)]
        for id_ in dict.fromkeys(i for i in ids if ids.count(i) > 1):
            yield breach("unknown-choice", path, 0, column, id_, f"{_ONCE} once")
        if not ids and column not in SECTIONS:
            yield breach("unknown-choice", path, 0, column, "nothing", "one or more")
    codes = [code for group in choices.groups.values() for code in group]
    for code in dict.fromkeys(c for c in codes if codes.count(c) > 1):
        yield breach("unknown-choice", path, 0, "groups", code, "in one group")
    yield from _called(path, choices)
    for group in choices.groups:
        if group in ACCENTS and group not in choices.group_titles:
            yield breach(
                "unknown-choice", path, 0, "group_titles", "missing", f"a title of {group}"
            )


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


def _movements(choices: Config, ids: Mapping[str, set[str]]) -> Iterator[_Named]:
    moves = choices.movements
    for code in moves.roots:
        yield "movements.roots", code, ids["countries"], "countries.csv"
    for operation in moves.operations:
        yield "movements.operations", operation.host, ids["countries"], "countries.csv"
    for force in moves.forces:
        yield "movements.forces", force.grouping, ids["groupings"], "groupings.csv"
        yield "movements.forces", force.site, ids["sites"], "sites.csv"


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
