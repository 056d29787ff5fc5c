"""Measures of sheets that the page's code reads too: those of ``measures.json``.

All are in units of which the shorter side of a sheet has `LINES.usual`, unless a name says
otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEPT: Mapping[str, Any] = json.loads(
    Path(__file__).with_name("measures.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Units on the shorter side: of pictures, of pages, per pixel of a small picture at most."""

    usual: int
    page: int
    smallest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """
    Sizes of type: notes; labels; running text and heads; the date; the headline.

    At 1920 x 1080 they are 12, 13, 15, 21 and 33 pixels. A headline without room is smaller by
    one of `less`.
    """

    fine: float
    small: float
    body: float
    large: float
    head: float
    less: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Distances of baselines, in type sizes."""

    text: float
    head: float
    changed: float
    legend: float
    tally: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """
    The form of a sheet.

    One at least `wide` times wider than high has a column, of the first width of `columns`
    that does; `left`, `right` and `top` are margins, `gutter` is between things beside each
    other, `before` are distances above the parts of a column. A map beside a column has
    `least_map` of the width, and the column ends `under_map` above the map's foot. Below a
    head, which has `most_head` of the height, the map has one of `shares` of the room, with a
    chart at least `least_charted`; the chart has `chart` of the width, a list `list`, between
    `above_band` and `below_band`. A list has `least_list` lines. Two maps beside each other
    have one of `pair_shares` if their legend then fits, with a list of `pair_list` lines.
    """

    wide: float
    columns: tuple[float, ...]
    left: float
    right: float
    top: float
    gutter: float
    least_map: float
    under_map: float
    before: Mapping[str, float]
    pair_shares: tuple[float, ...]
    shares: tuple[float, ...]
    least_charted: float
    chart: float
    list: float
    most_head: float
    above_band: float
    below_band: float
    least_list: int
    pair_list: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """
    How legends are set.

    `beside` is tried in a column: how much smaller the headline is, newspaper columns, distance
    of rows; `below` under a map; rows of what is cut are `cut` apart, in at most `most` columns.
    A column is at least `least` wide under a map, `narrow` in a column. A swatch takes `key`, its
    text begins `after` it, the count `count` behind the text.
    """

    beside: tuple[tuple[float, int, float], ...]
    below: tuple[tuple[int, float], ...]
    cut: float
    most: int
    least: float
    narrow: float
    key: float
    after: float
    count: float
    between: float
    groups: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """
    The foot of a sheet.

    Notes are set `beside` wide below the column where they are at most `least` high, or the
    axis, else in one of the widths `notes` next to the sources, of which there are
    `least_sources` lines; `cost` weighs a width against the height that it saves. The axis
    begins `wide_axis` or `upright_axis` below the rule.
    """

    top: float
    foot: float
    notes: tuple[float, ...]
    beside: float
    least_sources: int
    least: float
    wide_axis: float
    upright_axis: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale bar: how far inside the map, the steps of its places, its lengths at most."""

    inside: int
    step: int
    bars: tuple[float, ...]
    gap: float
    drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """The handling line: how much higher than its type, and the drop of its baseline."""

    more: float
    drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """
    The time axis: its height and least width, and what stands where, from its top.

    `rows` are baselines of turning points, `labels` that of years; `room` is what a label of
    the axis takes; axes of fewer than `months_below` days have months.
    """

    height: float
    least: float
    turns: int
    side: float
    flag: float
    flag_pad: float
    flag_round: float
    rows: tuple[float, float]
    axis: float
    labels: float
    band: float
    band_rise: float
    diamond: float
    knob: float
    beside: float
    room: float
    fill: float
    line: float
    months_below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyChart:
    """
    The small chart: rows and bars of counts and of spells.

    `most_labels` and `least_bars` are parts of its width; an `unknown` number is a dashed box
    of that width; a dash of a bar of spells is `dashes` long, with its gap.
    """

    bar_step: float
    bar: float
    span_step: float
    span: float
    gap: float
    most_labels: float
    least_bars: float
    light: float
    unknown: float
    year_gap: float
    dashes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles:
    """
    The scale of circles: round numbers, by what the largest is shared, distance of labels.

    A label begins `gap` right of the largest circle, which stands `pad` from the left.
    """

    steps: tuple[float, ...]
    shares: tuple[int, ...]
    least_step: float
    pad: float
    gap: float


LINES = Lines(**_KEPT["lines"])
TYPE = Type(**_KEPT["type"])
LINE = Line(**_KEPT["line"])
FORM = Form(**_KEPT["form"])
LEGEND = Legend(**_KEPT["legend"])
STRIP = Strip(**_KEPT["strip"])
SCALE = Scale(**_KEPT["scale"])
# Height of the line above each of two maps that says its day.
CAPTION: float = _KEPT["caption"]
HANDLING = Handling(**_KEPT["handling"])
TIMELINE = Timeline(**_KEPT["timeline"])
TALLY = TallyChart(**_KEPT["tally"])
CIRCLES = Circles(**_KEPT["circles"])
