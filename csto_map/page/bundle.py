"""The files that a browser needs: the timeline with its drawings, the cards, the maps.

The live page serves them hashed and compressed; a single-file atlas can embed them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.facts import cone, ids, schema, unfilled
from csto_map.facts.allowed import ACCENTS, GUARD_LINES
from csto_map.facts.config import View
from csto_map.facts.ids import MapId
from csto_map.history import owners
from csto_map.history.forms import Box, Country, Timeline
from csto_map.history.marks import drawn_groupings
from csto_map.language.direction import direction
from csto_map.page import cards, charts, grounds, search, tables_view, tours
from csto_map.page.forms import AtlasFile, Extent, LinkOption, Looks, Path
from csto_map.picture import figure, fonts, legend, outlines, symbols
from csto_map.picture.constants import NAMES
from csto_map.picture.ground import every, fine_extent, named, relief_files
from csto_map.picture.style import STYLES, USER_COLOURS
from csto_map.query import ledger, question
from csto_map.query.question import THEMES, Theme

# Accents that are drawn in whatever groups an atlas has.
_ALWAYS = ("lead", "joint", "guest", "host", "event")
# The section of words that only the reading of somebody's file needs.
_READING = "layer"
# Those that the page has no use for, as it gets whole sentences and makes no slides.
_COMPILED = (_READING, "edit", "finding", "frozen", "general_plans", "numerals", "slide")


def timeline(atlas: Atlas, language: str = "en") -> AtlasFile:
    """Give the compiled timeline with everything needed to draw it."""
    speech, compiled = atlas.speech(language), atlas.timeline_in(language)
    config, findings = atlas.config, atlas.findings_in(language)
    keys = sorted(
        {
            symbols.icon_key(mark[kind], mark["accent"], certain=certain)
            for mark in compiled["marks"]
            for kind in ("icon", "plain")
            for certain in (True, False)
        }
        | {
            symbols.icon_key(bare, one)
            for bare in symbols.BARE.values()
            for one in compiled["groups"]
        }
    )
    return {
        **compiled,
        "findings": findings.compiled(),
        "lens_findings": findings.lenses(),
        "name_long": speech.title("name_long", "", config.name_long),
        "tagline": speech.title("tagline", "", config.tagline),
        "questions": [
            {"text": asked.text_in(language), "query": asked.query} for asked in config.questions
        ],
        "countries": _bounded(atlas, compiled["countries"]),
        "style": {theme: _looks(atlas, theme) for theme in THEMES},
        "icons": {
            theme: {key: symbols.svg(key, STYLES[theme]) for key in keys} for theme in THEMES
        },
        "words": {name: words for name, words in speech.words.items() if name not in _COMPILED},
        "titles": {
            "status": dict(speech.words["status"]),
            "kinds": {m["kind"]: speech.word("kind", m["kind"]) for m in compiled["marks"]},
            "owners": owners.titles(atlas.tables.organizations, speech),
            "guards": {
                **speech.words["guarding"],
                **{
                    code: speech.title("guard_titles", code, title)
                    for code, title in atlas.config.guard_titles.items()
                },
            },
        },
        "direction": direction(language),
        "proj": atlas.config.projection.proj,
        "mark_order": list(legend.LAYER_ORDER),
        "own_colours": list(USER_COLOURS),
        "extent": Extent(*atlas.config.extent) if atlas.config.extent else None,
        "advances": _advances(atlas, compiled, language, speech.words["people"].values()),
        "fine": [Path(*ring.T.tolist()) for ring in fine_extent(atlas)],
        "relief": bool(relief_files(atlas.folder)),
        "limits": _limits(atlas),
        "plans": cards.plans(atlas, language),
        "unfilled": _unfilled(atlas),
        "unplaced": _unplaced(atlas),
        # That its options are those of the form is held by a test of the whole file.
        "link": cast("list[LinkOption]", question.told(atlas)),
        "tours": [{"id": tour.id, "stops": len(tour.stops)} for tour in atlas.tours],
    }


def _looks(atlas: Atlas, theme: Theme) -> Looks:
    """Give a theme's looks, the colours of guards by country instead of by slot."""
    style = STYLES[theme]
    slots = {**atlas.config.guards, "none": "none", "unknown": "unknown"}
    lines = {code: style.guard_line(slot) for code, slot in slots.items()}
    used = {*_ALWAYS, *atlas.config.groups}
    by_country = {
        "accents": {name: asdict(one) for name, one in style.accents.items() if name in used},
        # Colours of charts, for countries that guard nothing: those of lines, then of groups.
        "series": [
            *(style.guard(slot) for slot in GUARD_LINES),
            *(style.accent(group).line for group in ACCENTS[3:]),
        ],
        "guard_lines": {code: asdict(line) for code, line in lines.items()},
        "guards": {code: style.guard(slot) for code, slot in slots.items()},
        "guard_texts": {code: style.guard_text(slot) for code, slot in slots.items()},
    }
    # That the fields of a style are those of the form is held by a test of the whole file.
    return cast("Looks", {**style.as_dict(), **by_country})


def files(atlas: Atlas) -> dict[str, bytes]:
    """
    Give the files by name, JSON.

    Returns
    -------
    files
        ``atlas``, ``details``, ``ledger``, ``search``, ``tours``, ``charts``, ``tables``,
        ``reading`` and ``places`` in English, ``atlas-ru`` and the like in the other languages,
        ``map-coarse``, ``map-fine``, ``ground``, ``ground-fine``, and ``letters``, the outlines
        of the typeface. A page starts with ``atlas`` and ``map-coarse``, and loads the rest
        when it is wanted.
    """
    found = {
        "map-coarse": figure.base_figure(atlas, "coarse").to_json().encode(),
        "map-fine": figure.base_figure(atlas, "fine").to_json().encode(),
        "ground": _json(grounds.compile_ground(atlas, "coarse")),
        "ground-fine": _json(grounds.compile_ground(atlas, "fine")),
        "letters": _json(outlines.alphabet()),
    }
    for language in atlas.config.languages:
        ending = "" if language == "en" else f"-{language}"
        found[f"reading{ending}"] = _json(dict(atlas.speech(language).words[_READING]))
        found[f"atlas{ending}"] = _json(timeline(atlas, language))
        found[f"places{ending}"] = _json(grounds.compile_places(atlas, language))
        details = cards.compile_details(atlas, language)
        found[f"details{ending}"] = _json(details)
        found[f"ledger{ending}"] = _json(ledger.compile_ledger(atlas, language))
        found[f"search{ending}"] = _json(search.compile_index(atlas, details, language))
        found[f"tours{ending}"] = _json(tours.compile_tours(atlas.tours, atlas.config, language))
        found[f"charts{ending}"] = _json(charts.compile_charts(atlas, language))
        found[f"tables{ending}"] = _json(tables_view.compile_tables(atlas, language))
    return found


def _unfilled(atlas: Atlas) -> list[str]:
    ids = {
        name: [getattr(row, schema.TABLES[name].key) for row in getattr(atlas.tables, name)]
        for name in unfilled.FIRST
    }
    return unfilled.unfilled(ids, atlas.config.boundary_source_ids)


def _unplaced(atlas: Atlas) -> list[MapId]:
    drawn = {mark["id"] for mark in atlas.timeline["marks"]}
    tables = atlas.tables
    found = [
        *(ids.of(row) for row in tables.sites),
        *(ids.of(row) for row in tables.deployments),
        *(ids.of(row) for row in tables.border_points),
        *(ids.of(row) for row in tables.events),
        *(ids.of(row) for row in tables.contingents),
        *(ids.of(row) for row in drawn_groupings(tables)),
    ]
    return [id_ for id_ in found if id_ not in drawn]


def _bounded(atlas: Atlas, countries: list[Country]) -> list[Country]:
    outlines: dict[str, list[NDArray[np.float64]]] = {}
    for one in every(atlas, "coarse"):
        outlines.setdefault(one.code, []).extend(one.rings)
    found: list[Country] = []
    for country in countries:
        rings = outlines.get(country["id"], [])
        bounds = None
        if rings:
            largest = max(rings, key=lambda ring: float(abs(shapely.polygons(ring).area)))
            bounds = Box(*(round(v) for v in (*largest.min(axis=0), *largest.max(axis=0))))
        found.append({**country, "bounds": bounds})
    return found


def _advances(
    atlas: Atlas, compiled: Timeline, language: str, people: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Give how wide the letters of all texts on the map are, by weight, and slanted ones."""
    towns, waters = named(atlas, language)
    states = [
        name
        for one in compiled["countries"]
        for name in (one["name"], *(name for _, name in one.get("names", ())))
    ]
    marks = [one["name"] for one in compiled["marks"]]
    # Names of states are set in capitals.
    names = [*states, *(name.upper() for name in states), *marks, *(town.name for town in towns)]
    names += ["0123456789?", *people]
    letters = sorted({letter for name in names for letter in name})
    weights = sorted(set(NAMES.weights.values()))
    slanted = sorted({letter for water in waters for letter in water.name})
    return {
        str(weight): {letter: fonts.units(letter, weight) for letter in letters}
        for weight in weights
    } | {"italic": {letter: fonts.units(letter, italic=True) for letter in slanted}}


def _limits(atlas: Atlas) -> Box:
    """Give the smallest box around all views, as they are turned."""
    boxes = [_around(atlas, view) for view in atlas.config.views]
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def _around(atlas: Atlas, view: View) -> tuple[float, float, float, float]:
    box, rotation = (view.x0, view.y0, view.x1, view.y1), atlas.config.rotation(view.id)
    if rotation is None:
        return box
    return cone.around(cone.upright(box, rotation), rotation.back)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
