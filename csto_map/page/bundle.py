"""The files that a browser needs: the timeline with its drawings, the cards, the maps.

The live page serves them hashed and compressed; a single-file atlas can embed them.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely

from csto_map.atlas import Atlas
from csto_map.facts import tours
from csto_map.language.words import languages
from csto_map.page import cards, charts, ledger, search, tables_view
from csto_map.picture import figure, legend, outlines, symbols
from csto_map.picture.ground import fine_extent, ground
from csto_map.picture.style import OWN_COLOURS, STYLES
from csto_map.query import filters

# Themes of the page; other styles are for print.
THEMES = ("light", "dark", "contrast")


def timeline(atlas: Atlas, language: str = "en") -> dict[str, Any]:
    """
    Give the compiled timeline with everything needed to draw it.

    Returns
    -------
    bundle
        `Atlas.timeline` (``docs/timeline.md``) with ``style`` (theme -> looks),
        ``icons`` (theme -> icon key -> SVG text), ``words`` of the interface, ``titles``
        of vocabulary words, ``mark_order`` (layers in the order in which marks get their
        places), ``own_colours`` (of layers of one's own, in their order), ``proj`` (PROJ
        string of the map), ``fine`` (closed paths [xs, ys] in km inside which fine outlines
        exist),
        ``limits`` (box in km that the middle of the map stays in), ``plans`` (sentences),
        ``unfilled`` (tables that a first map needs and that have no rows, where there is
        nothing to draw at all), ``unplaced`` (ids of what has a card and no place on the
        map), ``tours`` (their ids and how many ``stops`` they have), and ``bounds`` for each
        country (box of its largest part, km).
    """
    said, own = atlas.speech(language), atlas.timeline_in(language)
    keys = sorted(
        {
            symbols.icon_key(mark[kind], mark["accent"], certain=certain)
            for mark in own["marks"]
            for kind in ("icon", "plain")
            for certain in (True, False)
        }
    )
    return {
        **own,
        "countries": _bounded(atlas, own["countries"]),
        "style": {theme: _style(atlas, theme) for theme in THEMES},
        "icons": {
            theme: {key: symbols.svg(key, STYLES[theme]) for key in keys} for theme in THEMES
        },
        "words": said.said,
        "titles": {
            "status": dict(said.said["status"]),
            "kinds": {m["kind"]: said.word("kind", m["kind"]) for m in own["marks"]},
            "owners": filters.owner_titles(atlas, said),
            "guards": {
                **said.said["guarding"],
                **{
                    code: said.title("guard_titles", code, title)
                    for code, title in atlas.config.guard_titles.items()
                },
            },
        },
        "proj": atlas.config.projection.proj,
        "mark_order": list(legend.LAYER_ORDER),
        "own_colours": list(OWN_COLOURS),
        "fine": _fine_extent(atlas),
        "limits": _limits(atlas),
        "plans": cards.plans(atlas, language),
        "unfilled": _unfilled(atlas),
        "unplaced": _unplaced(atlas),
        "tours": [{"id": tour.id, "stops": len(tour.stops)} for tour in atlas.tours],
    }


def _style(atlas: Atlas, theme: str) -> dict[str, Any]:
    """Give a theme's looks, the colours of guards by country instead of by slot."""
    style = STYLES[theme]
    guards = {code: style.guard(slot) for code, slot in atlas.config.guards.items()}
    own = {slot: style.guard(slot) for slot in ("none", "unknown")}
    return {**style.as_dict(), "guards": {**guards, **own}}


def files(atlas: Atlas) -> dict[str, bytes]:
    """
    Give the files by name, JSON.

    Returns
    -------
    files
        ``atlas``, ``details``, ``ledger``, ``search``, ``tours``, ``charts`` and
        ``tables`` in English, ``atlas-ru`` and the like in the other languages,
        ``map-coarse``, ``map-fine``, and ``letters``, the outlines of the typeface. A page
        starts with ``atlas`` and ``map-coarse``, and loads the rest when it is wanted.
    """
    found = {
        "map-coarse": figure.base_figure(atlas, "coarse").to_json().encode(),
        "map-fine": figure.base_figure(atlas, "fine").to_json().encode(),
        "letters": _json(outlines.alphabet()),
    }
    for language in languages():
        ending = "" if language == "en" else f"-{language}"
        found[f"atlas{ending}"] = _json(timeline(atlas, language))
        details = cards.compile_details(atlas, language)
        found[f"details{ending}"] = _json(details)
        found[f"ledger{ending}"] = _json(ledger.compile_ledger(atlas, language))
        found[f"search{ending}"] = _json(search.compile_index(atlas, details, language))
        found[f"tours{ending}"] = _json(tours.compile_tours(atlas.tours, atlas.config, language))
        found[f"charts{ending}"] = _json(charts.compile_charts(atlas, language))
        found[f"tables{ending}"] = _json(tables_view.compile_tables(atlas, language))
    return found


def _unfilled(atlas: Atlas) -> list[str]:
    if any(getattr(atlas.tables, name) for name in ("memberships", "sites", "events")):
        return []
    needed = ("sources", "organizations", "memberships", "sites", "events")
    cited = set(atlas.config.boundary_source_ids)
    own = {name: getattr(atlas.tables, name) for name in needed}
    own["sources"] = [row for row in own["sources"] if row.source_id not in cited]
    return [name for name in needed if not own[name]]


def _unplaced(atlas: Atlas) -> list[str]:
    drawn = {mark["id"] for mark in atlas.timeline["marks"]}
    tables = atlas.tables
    ids = [
        *(f"site:{row.site_id}" for row in tables.sites),
        *(f"deployment:{row.deployment_id}" for row in tables.deployments),
        *(f"point:{row.point_id}" for row in tables.border_points),
        *(f"event:{row.event_id}" for row in tables.events),
        *(f"contingent:{row.contingent_id}" for row in tables.contingents),
    ]
    return [id_ for id_ in ids if id_ not in drawn]


def _bounded(atlas: Atlas, countries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    outlines = ground(atlas, "coarse").countries
    found = []
    for country in countries:
        rings = outlines.get(country["id"], ())
        bounds = None
        if rings:
            largest = max(rings, key=lambda ring: float(abs(shapely.polygons(ring).area)))
            bounds = [round(v) for v in (*largest.min(axis=0), *largest.max(axis=0))]
        found.append({**country, "bounds": bounds})
    return found


def _fine_extent(atlas: Atlas) -> list[list[list[float]]]:
    return [np.round(ring).T.tolist() for ring in fine_extent(atlas)]


def _limits(atlas: Atlas) -> list[float]:
    views = atlas.config.views
    return [
        min(v.x0 for v in views),
        min(v.y0 for v in views),
        max(v.x1 for v in views),
        max(v.y1 for v in views),
    ]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
