"""The component's Python side: its properties, checked where they are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from dash.development.base_component import Component

from csto_map import atlas as facts
from csto_map.dash import serving
from csto_map.errors import BadOption
from csto_map.facts import ids
from csto_map.query import question
from csto_map.query.filters import PREFIX

# Properties that are read as the page reads its address, by their names there.
_ASKED = {
    "view": "view",
    "lens": "org",
    "theme": "theme",
    "icons": "icons",
    "language": "lang",
    "annotations": "ann",
}
_MODES = {"times": "tm", "span": "range"}

_KNOWN: WeakKeyDictionary[facts.Atlas, frozenset[str]] = WeakKeyDictionary()


class TimeMap(Component):
    """
    The map of an atlas with its timeline, for any Dash app.

    Every property but `files` may be set by a callback at any time; those that the
    reader changes come back: `date` when the slider rests and at most four times a second
    while it plays, `view` and `box`, `selection`, `hovered`, `playing`. No step of the
    slider asks the server for anything but what your own callbacks ask.

    Several maps in one page, of one atlas or of several, do not know each other.

    Parameters
    ----------
    id
        As of every Dash component.
    atlas
        The facts to show: an atlas, or its folder; None for the atlas that comes with
        the package. It reaches the browser as files, once, and is no property.
    date
        The day that is shown, ISO 8601; "2009-06" means its first day. None for the
        atlas's own choice, as with all that follows.
    view
        Id of the named frame, as ``atlas.toml`` has them.
    box
        Another frame than the view's own, ``[x0, y0, x1, y1]`` in projected kilometres.
        Panning and zooming set it; setting `view` clears it.
    layers
        Ids of the layers that are shown.
    lens
        Id of the organisation through which the states are coloured.
    filters
        What is let through, by facet: ``{"men": 500, "sure": True}``.
        Facets are ``country``, ``group``, ``by``, ``kind``, ``arm``, ``echelon``, ``role``
        and ``event``.
    times, span
        ``range`` or ``cumulative`` for all that held at any time in a span, given by its
        first and last day; ``instant`` for the day alone.
    annotations
        What to write on the map, as for `csto_map.Snapshot.figure`:
        ``text:69.24,41.3:My words``, with ``~`` between several.
    selection
        Id of what is selected: a state's code, or an id such as ``site:ID`` and
        ``sector:ID``, as cards and links have them.
    hovered
        Id of what is under the pointer. Only the reader sets it.
    playing
        Whether the date runs by itself.
    icons
        ``app6`` for the standard's symbols, ``plain`` for plain ones.
    theme
        ``light``, ``dark`` or ``contrast``; None for what the reader's system prefers.
    language
        ``en`` or ``ru``. Only for a map that is made: setting it later changes nothing.
    timeline
        Whether the slider and its buttons stand below the map.
    problem
        What was wrong with properties that a callback set: they are passed over, and the
        map stays as it was. Only the component sets it.
    className, style
        Of the element around all of it. It is 480 pixels high unless they say otherwise.
    files
        Where the browser gets code and data, by name. Leave it alone: it is filled from
        `atlas`.
    attributes
        More of the element's, ``data-*`` and ``aria-*``.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: a property has a value that the atlas does not know; the message says
        which there are.
    """

    _namespace = "csto_map_dash"
    _type = "TimeMap"
    _children_props: list[str] = []
    _base_nodes = ["children"]
    _prop_names = [
        *("id", "files", "date", "view", "box", "layers", "lens", "filters", "times", "span"),
        *("annotations", "selection", "hovered", "playing", "icons", "theme", "language"),
        *("timeline", "problem", "className", "style"),
    ]
    _valid_wildcard_attributes = ["data-", "aria-"]
    available_properties = [*_prop_names, "data-*", "aria-*"]
    available_wildcard_properties = _valid_wildcard_attributes

    def __init__(
        self,
        id: str | dict[str, Any] | None = None,  # noqa: A002 - Dash calls it so
        *,
        atlas: facts.Atlas | str | Path | None = None,
        date: dt.date | str | None = None,
        view: str | None = None,
        box: Sequence[float] | None = None,
        layers: Iterable[str] | None = None,
        lens: str | None = None,
        filters: Mapping[str, object] | None = None,
        times: str | None = None,
        span: Sequence[dt.date | str] | None = None,
        annotations: str | None = None,
        selection: str | None = None,
        hovered: str | None = None,
        playing: bool | None = None,
        icons: str | None = None,
        theme: str | None = None,
        language: str | None = None,
        timeline: bool | None = None,
        problem: str | None = None,
        className: str | None = None,  # noqa: N803 - as above
        style: Mapping[str, object] | None = None,
        files: Mapping[str, str] | None = None,
        **attributes: str,
    ) -> None:
        shown = atlas if isinstance(atlas, facts.Atlas) else _loaded(atlas and str(atlas))
        given: dict[str, Any] = {
            "view": view,
            "box": None if box is None else list(box),
            "layers": None if layers is None else list(layers),
            "lens": lens,
            "filters": None if filters is None else dict(filters),
            "times": times,
            "span": None if span is None else [_iso(day) for day in span],
            "icons": icons,
            "theme": theme,
            "language": language,
            "annotations": annotations,
        }
        asked = question.read(shown, _texts({**given, "date": date}))
        _check_selection(shown, selection)
        given |= {
            "id": id,
            "date": None if date is None else asked.day.isoformat(),
            "selection": selection,
            "hovered": hovered,
            "playing": playing,
            "timeline": timeline,
            "problem": problem,
            "className": className,
            "style": None if style is None else dict(style),
            "files": dict(serving.files_of(shown, language or "en") if files is None else files),
            **attributes,
        }
        super().__init__(  # type: ignore[no-untyped-call]
            **{name: value for name, value in given.items() if value is not None}
        )


@cache
def _loaded(folder: str | None) -> facts.Atlas:
    return facts.Atlas.load(folder)


def _iso(day: dt.date | str) -> str:
    return day.isoformat() if isinstance(day, dt.date) else day


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """Write properties as an address has them, where one rule says what is allowed."""
    texts = {name: given[prop] for prop, name in _ASKED.items() if given[prop] is not None}
    if given["date"] is not None:
        texts["date"] = _iso(given["date"])
    if given["layers"] is not None:
        texts["layers"] = ",".join(given["layers"])
    if given["box"] is not None:
        texts["box"] = ",".join(str(side) for side in given["box"])
    if given["times"] is not None:
        texts["tm"] = given["times"]
    if given["span"] is not None:
        texts["range"] = "..".join(given["span"])
    for facet, value in (given["filters"] or {}).items():
        if value is not None and value is not False:
            texts[PREFIX + facet] = _listed(value)
    return texts


def _listed(value: object) -> str:
    if value is True:
        return "1"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Iterable):
        return ",".join(map(str, value))
    raise BadOption(f"a filter is a list of values, a number or True, not {value!r}")


def _check_selection(atlas: facts.Atlas, selection: str | None) -> None:
    if selection is None:
        return
    if atlas not in _KNOWN:
        compiled = atlas.timeline
        _KNOWN[atlas] = frozenset(
            [
                *(mark["id"] for mark in compiled["marks"]),
                *(ids.make("sector", sector["id"]) for sector in compiled["sectors"]),
                *(code for lens in compiled["memberships"].values() for code in lens),
            ]
        )
    if selection not in _KNOWN[atlas]:
        raise BadOption(
            f"selection {selection!r} is nothing that this atlas shows; ids are such as "
            f"{', '.join(sorted(_KNOWN[atlas])[:3])}"
        )
