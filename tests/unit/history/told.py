"""All that the busy world says, written down: ``python tests/unit/history/told.py`` renews it.

Read what changed before it is committed: every line of ``told/`` is an answer to a question
about rows that fit in one's head (`toy_world`, `busy_world`).
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "shared"))

import busy_world
import geopandas as gpd
import toy_world

from csto_map.atlas import Atlas
from csto_map.audit import successions
from csto_map.errors import CstoMapError
from csto_map.facts import ids, tables
from csto_map.history import changes, compare, lives, owners, snapshot_json, spells, timeline
from csto_map.picture import seen
from csto_map.picture.views import Frame

FOLDER = Path(__file__).parent / "told"
# The turn of a year, a month known only, the day before, on and after of many rows.
DAYS = (
    *("1999-01-01", "2000-01-01", "2001-01-01", "2002-06-01", "2003-02-01", "2003-06-30"),
    *("2004-07-31", "2004-08-02", "2005-06-01", "2006-01-31", "2006-05-31", "2007-08-01"),
    *("2009-05-31", "2010-06-14", "2010-06-15", "2012-12-31"),
)
RANGES = (("1999-01-01", "2000-01-01"), ("2003-12-31", "2004-08-01"), ("2005-01-01", "2010-06-15"))
PAIRS = (
    *(("1999-01-01", "2003-02-01"), ("2002-06-01", "2004-08-02"), ("2004-08-02", "2005-06-01")),
    *(("2003-02-01", "2007-08-01"), ("2005-06-01", "2012-12-31")),
)
FRAMES = {
    "west": Frame(-1200, -1500, -300, 800, 900, 600),
    "east": Frame(100, -900, 1200, 800, 900, 600),
}


def plain(value: Any) -> Any:
    """Give a value as JSON has it: tuples are lists, days are ISO texts."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "key"):
        # A row of a table, by its id.
        return str(getattr(value, value.key))
    if hasattr(value, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if hasattr(value, "wkt"):
        return value.wkt
    return str(value)


def of_timeline(atlas: Atlas) -> dict[str, Any]:
    return {key: value for key, value in atlas.timeline.items() if key != "version"}


def of_changes(atlas: Atlas) -> dict[str, Any]:
    said = atlas.speech("ru")
    span = atlas.first, atlas.horizon
    return {
        "en": list(atlas.changes),
        "ru": [
            one.text for one in changes.compile_changes(atlas.tables, atlas.config, *span, said)
        ],
    }


def of_states(atlas: Atlas) -> dict[str, Any]:
    def asked(lens: str, *days: str) -> Any:
        first, *last = (date.fromisoformat(day).toordinal() for day in days)
        if last:
            return timeline.state_in(atlas.timeline, first, last[0], lens)
        return timeline.state_at(atlas.timeline, first, lens)

    spans = [(day,) for day in DAYS] + list(RANGES)
    return {
        "both": {" to ".join(days): asked("both", *days) for days in spans},
        "pact": {" to ".join(days): asked("pact", *days).states for days in spans},
        "old": {" to ".join(days): asked("old", *days).states for days in spans},
    }


def of_gaps(atlas: Atlas) -> dict[str, Any]:
    box = (-1200, -1500, 1200, 800)
    days = ("2003-12-31", "2004-01-01", "2005-06-30", "2005-07-01")
    return {
        "ru": timeline.not_covered(atlas.config, lambda lon, lat: (lon, lat), "ru"),
        "missed": {
            day: timeline.missed(atlas.timeline, *[date.fromisoformat(day).toordinal()] * 2, box)
            for day in days
        },
        "notes": timeline.boundary_notes(atlas.tables, atlas.first, atlas.speech("ru")),
    }


def of_spells(atlas: Atlas) -> dict[str, Any]:
    world = atlas.world
    return {
        "memberships": {" ".join(key): own for key, own in world.memberships.items()},
        "standings": world.standings,
        "sites": list(world.sites),
        "deployments": list(world.deployments),
        "guards": world.guards,
        "far guards": spells.guards(atlas.tables, "far", atlas.first),
        "contingents": list(world.contingents),
        "points": list(world.points),
    }


def of_lives(atlas: Atlas) -> dict[str, Any]:
    strengths = atlas.strengths
    return {
        "lives": atlas.lives,
        "successors": lives.successors(atlas.tables.units, atlas.tables.groupings),
        "steps": {id_: strengths.steps(id_) for id_ in sorted(atlas.lives)},
        "spells": {id_: strengths.spells(id_) for id_ in sorted(atlas.lives)},
        "sources": {
            id_: [[*one.source_ids, one.old_from, one.last_known_from]]
            for id_ in sorted(atlas.lives)
            for one in [strengths.at(id_, date(2005, 6, 1))]
            if one
        },
    }


def of_personnel(atlas: Atlas) -> dict[str, Any]:
    count = atlas.headcount
    hosts = ["BBB", "CCC", "DDD"]
    return {
        "wholes": {" ".join(key): ids for key, ids in count.wholes.items()},
        "parties": count.parties,
        "steps": {" ".join(party): count.steps(*party) for party in count.parties},
        "there": {
            " ".join(party): [
                day for day in DAYS if count.is_there(*party, date.fromisoformat(day))
            ]
            for party in count.parties
        },
        "each": {day: atlas.personnel(day=day) for day in DAYS},
        "together": {
            day: [one.as_object() for one in atlas.personnel(hosts, day=day)] for day in DAYS
        },
    }


def records(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    places = [None if place is None else place.wkt for place in frame.geometry]
    rows = frame.drop(columns="geometry").to_dict("records")
    told = [{**row, "geometry": place} for row, place in zip(rows, places, strict=True)]
    return [{"columns": list(frame.columns), "crs": str(frame.crs)}, *told]


def of_snapshots(atlas: Atlas) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for day in ("2000-06-01", "2004-08-02", "2009-01-15"):
        own = atlas.at(day)
        told[day] = {
            "called": repr(own),
            "organizations": own.organizations,
            "both": records(own.states("both")),
            **{
                name: records(getattr(own, name))
                for name in (
                    *("member_states", "bases", "garrisons", "border", "events"),
                    *("contingents", "points"),
                )
            },
            "last ten days": own.records("events", 10),
            "plain": {name: own.records(name) for name in ("bases", "garrisons", "border")},
            "personnel": own.personnel(),
        }
    return told


def of_differences(atlas: Atlas) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for pair in PAIRS:
        rows = compare.differences(atlas, *pair, "both")
        told[" to ".join(pair)] = {
            "rows": rows,
            "texts": [row.text for row in rows],
            "said": compare.sentence(rows),
            "ru": [row.text for row in compare.differences(atlas, *pair, language="ru")],
            "said in ru": compare.sentence(rows, "ru"),
            "layers": [
                row.id for row in compare.differences(atlas, *pair, layers=("units", "border"))
            ],
            **{
                name: [row.id for row in seen.within(atlas, rows, frame)]
                for name, frame in FRAMES.items()
            },
        }
    return told


def of_objects(atlas: Atlas) -> dict[str, Any]:
    return {
        day: snapshot_json.as_object(atlas.at(day))
        for day in ("2000-06-01", "2004-08-02", "2009-01-15")
    }


def of_translated(atlas: Atlas) -> dict[str, Any]:
    timeline_in = atlas.timeline_in("ru")
    return {
        "timeline": {key: value for key, value in timeline_in.items() if key != "version"},
        "owners": {
            language: owners.titles(atlas.tables.organizations, atlas.speech(language))
            for language in ("en", "ru")
        },
    }


def of_sources(atlas: Atlas) -> dict[str, Any]:
    tables_ = atlas.tables
    every = [
        ids.of(row)
        for rows in (
            *(tables_.sites, tables_.deployments, tables_.border_points, tables_.events),
            *(tables_.contingents, tables_.border_sectors, tables_.countries),
        )
        for row in rows
    ]
    return {
        "behind": {id_: atlas.sources.behind(id_) for id_ in (*every, "site:nowhere")},
        "at the end": {id_: atlas.sources_of(id_) for id_ in every},
        **{
            day: {
                id_: atlas.sources_of(id_, date.fromisoformat(day), "both")
                for id_ in every
                if id_.startswith("sector:") or ":" not in id_
            }
            for day in DAYS
        },
        "since 2003": {
            id_: atlas.sources_of(id_, date(2006, 1, 1), "both", since=date(2003, 1, 1))
            for id_ in every
        },
    }


def refused(act: Any, *words: Any) -> str:
    """Give the text with which something is refused."""
    try:
        act(*words)
    except CstoMapError as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def of_base(atlas: Atlas) -> dict[str, Any]:
    outlines = atlas.boundaries("coarse")
    border = atlas.border_lines()
    return {
        "first": atlas.first,
        "horizon": atlas.horizon,
        "version": atlas.version.partition("+")[0],
        "plans": atlas.plans,
        "days": [atlas.day(day) for day in ("2004-10", "1999", date(2003, 1, 1))],
        "lenses": [atlas.lens(None), atlas.lens("old")],
        "refused": [
            refused(atlas.day, "1998-12-31"),
            refused(atlas.day, "2013-01-01"),
            refused(atlas.lens, "none"),
            refused(atlas.spoken, "xx"),
        ],
        "outlines": [list(outlines.columns), str(outlines.crs), list(outlines["country"])],
        "border": [list(border.columns), str(border.crs), list(border["sector_id"])],
        "once": [
            atlas.spoken("ru") is atlas.spoken("ru").spoken("ru"),
            atlas.spoken("ru").spoken("en") is atlas,
            atlas.spoken("ru").language,
            atlas.boundaries("coarse") is outlines,
            atlas.outlines("fine") is atlas.outlines("fine"),
            atlas.spoken("ru").outlines("coarse") is atlas.outlines("coarse"),
            atlas.speech("ru") is atlas.speech("ru"),
        ],
    }


# Cells that break the rules about lives and figures.
SLIPS = (
    ("strengths", "s1", "date", "2010-06-16"),
    ("strengths", "s2", "date", "2010-06-15"),
    ("units", "aaa_reg", "succeeds", "aaa_1bn"),
    ("units", "aaa_1bn", "succeeds", "bbb_home"),
    ("groupings", "guards_in_bbb", "owner", "AAA"),
    ("groupings", "guards_in_bbb", "start", "2009-07-30"),
    ("groupings", "new_in_ccc", "start", "2005-01-01"),
    ("groupings", "old_in_ccc", "end", "2007-01-01"),
    ("groupings", "old_in_ccc", "end_certainty", "certain"),
    ("deployments", "reg_base", "end", "2004-04-01"),
    ("deployments", "reg_camp", "site_id", "bbb_base"),
)


def of_faults(folder: Path) -> list[list[Any]]:
    for slip in SLIPS:
        toy_world.spoil(folder, *slip)
    found, _ = tables.inspect(folder)
    return [
        [one.rule, one.path.name, one.line, one.column, one.value, one.expected]
        for one in successions.faults(found)
    ]


SECTIONS = {
    "timeline": of_timeline,
    "changes": of_changes,
    "states": of_states,
    "gaps": of_gaps,
    "spells": of_spells,
    "lives": of_lives,
    "personnel": of_personnel,
    "snapshots": of_snapshots,
    "differences": of_differences,
    "objects": of_objects,
    "translated": of_translated,
    "sources": of_sources,
    "base": of_base,
}


def lines(value: Any, indent: str = "") -> Iterator[str]:
    """Write JSON with one answer a line, so that a change shows where it is."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) <= 110 or not value:
        yield flat
        return
    parts = value.items() if isinstance(value, dict) else ((None, part) for part in value)
    yield "{" if isinstance(value, dict) else "["
    for k, (key, part) in enumerate(parts):
        head = "" if key is None else f"{json.dumps(key, ensure_ascii=False)}: "
        inner = [f"{indent} {line}" for line in lines(part)]
        inner[0] = f"{indent} {head}{inner[0].lstrip()}"
        yield from (*inner[:-1], inner[-1] + ("," if k + 1 < len(value) else ""))
    yield f"{indent}{'}' if isinstance(value, dict) else ']'}"


def renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        own = busy_world.write(Path(folder) / "busy")
        atlas = Atlas.load(own)
        made = {name: plain(make(atlas)) for name, make in SECTIONS.items()}
        made["faults"] = plain(of_faults(own))
    for name, value in made.items():
        (FOLDER / f"{name}.json").write_text("\n".join(lines(value)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew()
