"""Constants of drawing that the page's code reads too: ``drawing.json``, ``annotations.json``.

Lengths are pixels of the map frame unless a name says otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KEPT: Mapping[str, Any] = json.loads(
    Path(__file__).with_name("drawing.json").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbols:
    """
    Sizes of symbols: they keep theirs on screen; only small frames get smaller ones.

    Those of one place fan out where a pixel spans at most `spread_below` kilometres; in the
    wide views they stack, or their leader lines would cross.
    """

    size: int
    small: int
    small_below: int
    gap: int
    spread_below: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """
    A tick across a border where two sectors meet, square to its run.

    It keeps in step with the sectors' lines, but is at least `least` wide; where those are less
    than the share `whole_from` of their width, it would be a blot and is left out. The run is
    taken between the points of both sectors that are `reach` kilometres off.
    """

    long: float
    wide: float
    least: float
    reach: float
    whole_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    How symbols make room for each other; see `csto_map.picture.layout`.

    All but the counts are in sizes of a symbol's cell. Symbols nearer than `near` are a group;
    a group of more than `most_spread` is always a stack. What is moved stands `beside` its
    place in the eight `directions`, or up to so many `rings` around it, each a `step`
    further: `block_rings` for blocks, `far_rings` where its own state has no room. Of a cell
    all within `inner` of its middle must lie on the state's ground. In wide views a stack
    without room joins another one within `join`.
    """

    near: float
    most_spread: int
    beside: float
    step: float
    rings: int
    block_rings: int
    far_rings: int
    inner: float
    join: float
    directions: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectors:
    """
    Lines of border sectors.

    They are as wide as their style says where a pixel spans 1.44 kilometres (`whole_at`
    squared) or less, narrower by the root of the scale beyond, and never less than the
    share `least`; their dashes keep in step. `thin` is the share of what has not changed in a
    difference. A light line `casing` wider lies below each; one that is not certain is hollow:
    its light core is as wide as the share `core`. Ticks mark the cuts between sectors.
    """

    least: float
    whole_at: float
    thin: float
    casing: float
    core: float
    tick: Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """
    The text at the upper right corner of a symbol, on a rounded plate.

    The plate's middle is `inset` pixels within the corner, its half width `wide` with `more` for
    each letter after the first; the text stands `rise` below the middle.
    """

    inset: float
    height: float
    rise: float
    wide: float
    more: float
    type: float
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terrain:
    """
    Relief, waters and disputed areas.

    A sheet of relief is `flat` grey where nothing rises; full shade and light lie `full` steps
    from it, what is within `dead` steps counts as flat, and the rest is drawn in `steps`.
    Strengths of the wide view hold where a pixel spans more than `wide_above` kilometres;
    `fade` says how much of it is left at how many kilometres a pixel, evenly in between.
    Rivers of rank 1 are `river` wide, others `stream`, edges of lakes `shore`, edges of
    disputed areas `disputed` in dashes of `dash`; their hatch has tiles of `tile`. One whose
    outline is not known is a ring of radius `ring`.
    """

    flat: int
    full: int
    dead: int
    steps: int
    wide_above: float
    fade: tuple[tuple[float, float], ...]
    river: float
    stream: float
    shore: float
    disputed: float
    dash: tuple[float, float]
    tile: float
    hatch: str
    ring: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Fine ones are worth their points where a pixel spans at most `fine_below` kilometres."""

    fine_below: float
    decimals: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """Width of leader lines, and the radius of the dot and of the ring at their feet."""

    width: float
    exact: float
    soft: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """
    How names are placed; see `csto_map.picture.labels`.

    `edge` is what stays free inside the frame, `line` the height of a line and `drop` the
    way from its middle to its foot, both in sizes of its type. Sizes of states' names are
    `least`, `most`, `plus`, `share`: the root of the pixels seen by the share and plus, within
    least and most; `state` for those with a status, `neutral` for others. Where one is in
    the way it is set `smaller` by so much, with less `spacing` (in ems); names with letters that
    `close` matches have none, for these are joined. Its places are tried in `steps` (least and
    most across, least and most down), about `tries` each way. A state that has no room is named
    within the `rings` (the first, and the one after the last), each a `step` further in the
    `directions`. A town of rank n is named where a pixel spans at most `towns[n - 1]` kilometres,
    with a ring of the radius `town`; one within `base` kilometres of a symbol as if it were
    `base_rank` ranks larger. `waters` are by kind the size of type, how much of its name's width a
    water must be long, and how many kilometres a pixel may span for those that are not of the first
    rank. Sites of the layers `sites` are named where a pixel spans less than `sites_below`
    kilometres.
    """

    edge: float
    line: float
    drop: float
    state: tuple[float, float, float, float]
    neutral: tuple[float, float, float, float]
    smaller: int
    spacing: tuple[float, float, float]
    close: str
    steps: tuple[float, float, float, float]
    tries: float
    weights: Mapping[str, int]
    towns: tuple[float, ...]
    base: float
    base_rank: int
    town: float
    waters: Mapping[str, tuple[int, float, float]]
    rings: tuple[int, int]
    step: float
    directions: tuple[tuple[float, float], ...]
    sites: tuple[str, ...]
    sites_below: float
    longest_site: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """
    How numbers of people are drawn; see `csto_map.picture.numbers`.

    All lengths hold in a frame whose sides have `scale` as the root of their product, and
    grow and shrink with that root, within the `shares`. A circle's radius is `root` times the
    root of its people, at least `least`; its core is filled at `core`, its ring at `band`,
    its edge is `edge` wide, that of an old figure `hollow`. What is hollow is filled at `veil`:
    the map shows through. `unknown` is the radius where no
    total is known, its edge broken by `dash`. Numbers are circles where a pixel spans
    `wide_from` km or more, or where the root of the frame's area is `whole_from` km: a large
    screen shows a wide view with more pixels. Places are tried on rings `step` apart up to
    `reach`, in the `directions` of names; the share `within` of a circle may not lie on another
    state's ground, unless that takes it `foreign`, or `far` times its radius, farther than the
    nearest free place. `dot` is at the foot of a leader, which keeps texts off at `samples`
    points, `plate` the rounding of the plate of a number of several sites. A circle says the
    name of a state the box around which has less than `named` square pixels.
    """

    scale: float
    shares: tuple[float, float]
    root: float
    least: float
    core: float
    band: float
    edge: float
    hollow: float
    veil: float
    unknown: float
    dash: str
    wide_from: float
    whole_from: float
    type: int
    weight: int
    gap: float
    within: float
    named: float
    samples: int
    foreign: float
    far: float
    step: float
    reach: float
    dot: float
    plate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """
    How movements are drawn; see `csto_map.picture.flows`.

    An arrow of `people` is `width` wide, others in proportion, none less than `least` or more
    than `widest`; one of no known number is `unknown` wide and broken by `dash`. Under it is
    `casing` on each side. Its head is as long as the first of `head`, a wide arrow's as the
    second. It ends `off` before a circle of radius `ring` around its place, or `around` where a
    symbol stands; one that has been there for `settled` days may be a circle of radius `quiet`
    alone. It arrives in one of the directions `slots`, which are 15 degrees apart, the one
    nearest to its chord turned by `rise`; `bend` is where its curve turns, in shares of its
    length from its tip. Of more than `most` arrows to a place one is made. `samples` points of a
    curve stand for it; what is named at the edge stands `inset` within it, a total up to `near`
    away from its ring.
    """

    people: float
    width: float
    widest: float
    least: float
    unknown: float
    dash: str
    casing: float
    head: tuple[float, float]
    ring: float
    quiet: float
    settled: int
    around: float
    off: float
    rise: tuple[float, float]
    bend: float
    most: int
    samples: int
    inset: float
    near: float
    type: int
    weight: int
    gap: float
    slots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Insets:
    """
    Small maps on wide ones; see `csto_map.picture.insets`.

    An inset is at one of `zooms` times the scale of its map, the largest first, where its own
    pixels then span at most `most_km`. It takes at most the `share` of the map's width and
    height, and at least `least` pixels of each. It stands `edge` from the edge of the map and
    `apart` from others, and `clear` of all that is drawn; places are tried every `step`,
    from a corner as far as the share `reach` of an edge.
    Its title, of size `title`, stands in a `tab` so high, with `pad` beside it; its rim of
    paper is `paper` wide.
    """

    zooms: tuple[float, ...]
    most_km: float
    share: tuple[float, float]
    least: int
    edge: int
    apart: int
    clear: int
    step: int
    reach: float
    title: int
    tab: int
    pad: int
    paper: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """
    How annotations are drawn; see `csto_map.picture.annotations`.

    Their words, of size `type`, are broken where a line is wider than `room` and stand on a
    plate with `pad` beside and above them, rounded by `round`, its edge `edge` wide. Lines
    are `width` wide, with `casing` on each side; those of distances are broken by `dash` and
    end in a `dot`. A head is as long as the first of `head` and twice the second wide. A
    state's `outline` and a circle are filled at `tint`; the words of a state stand `below`
    its name. A plate that would lie on another moves by `step` pixels down or up, at most `tries`
    times. A circle has so many corners, a distance's `line` so many parts; where one is
    longer than the first of `jump` times what it is on the ground, and than the second in km,
    it leads from one end of the map to the other and is left out.
    """

    type: int
    weight: int
    leading: float
    room: float
    pad: tuple[float, float]
    round: float
    opacity: float
    edge: float
    width: float
    casing: float
    head: tuple[float, float]
    dash: str
    dot: float
    outline: float
    tint: float
    below: float
    step: float
    tries: int
    circle: int
    line: int
    jump: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """
    Looks of user layers.

    A layer of more than `many` points is drawn as squares of `square` pixels in one colour,
    others as discs of at least `least` and at most `most` / 2 pixels from middle to edge.
    `unprintable` is a regular expression of letters that no picture has.
    """

    many: int
    square: int
    least: float
    most: float
    longest_name: int
    longest_label: int
    unprintable: str


SYMBOLS = Symbols(**_KEPT["symbols"])
SECTORS = Sectors(**{**_KEPT["sectors"], "tick": Tick(**_KEPT["sectors"]["tick"])})
LAYOUT = Layout(**_KEPT["layout"])
DASHES: Mapping[str, tuple[float, ...]] = _KEPT["dashes"]
# Drawings of hatches over 8 x 8 units, with a place for the ink.
HATCHES: Mapping[str, str] = _KEPT["hatches"]
BADGE = Badge(**_KEPT["badge"])
TERRAIN = Terrain(**_KEPT["terrain"])
OUTLINES = Outlines(**_KEPT["outlines"])
LEADERS = Leaders(**_KEPT["leaders"])
NAMES = Names(**_KEPT["names"])
PEOPLE = People(**_KEPT["people"])
FLOWS = Flows(**_KEPT["flows"])
INSETS = Insets(**_KEPT["insets"])
# In a file of its own: the page reads it when there are some.
ANNOTATIONS = Annotations(
    **json.loads(Path(__file__).with_name("annotations.json").read_text(encoding="utf-8"))
)
POINTS = Points(**_KEPT["points"])
