"""A scene as SVG text: every exported file is made from this."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import shapely
from numpy.typing import NDArray

from csto_map.language.direction import by_letters
from csto_map.language.words import words
from csto_map.picture import constants, drawn, fonts, labels, terrain
from csto_map.picture.constants import (
    ANNOTATIONS,
    BADGE,
    FLOWS,
    HATCHES,
    INSETS,
    LEADERS,
    NAMES,
    PEOPLE,
    POINTS,
    TERRAIN,
)
from csto_map.picture.parts import (
    Annotated,
    Area,
    Disputed,
    Flow,
    Label,
    LegendEntry,
    Line,
    Number,
    Relief,
    Ring,
    Swatch,
    Symbol,
)
from csto_map.picture.scene import Plate, Scene
from csto_map.picture.style import Dash, Style
from csto_map.picture.user_layers import UserLayer, plain
from csto_map.picture.views import Frame, Rings, clip_rings, remembered
from csto_map.sheet.blocks import SMALL, Bar, Box, Key, Text
from csto_map.sheet.furniture import Sheet, Trim, lay_out
from csto_map.sheet.shapes import Patch, Shape, Spot, Stroke

# By the names of `csto_map.picture.style`: what a stroke is broken into.
DASHES = {dash: " ".join(map(str, lengths)) for dash, lengths in constants.DASHES.items()}

# What tells the patterns of several maps of a sheet apart.
_TAGS = "abcdefgh"
_LEADER_WIDTH = f"{LEADERS.width:g}".lstrip("0")


def to_svg(scene: Scene, *, furniture: bool = True, trim: Trim | None = None) -> str:
    """
    Draw a scene.

    Parameters
    ----------
    furniture
        With title, legend, scale bar, notes and sources around the map; the whole
        then has the scene's size and the map frame is smaller. Without, the map
        alone.
    trim
        The words of the furniture, and which of its parts are left out.

    Returns
    -------
    svg
        A whole document. Everything drawn carries its id as ``data-id``. Texts are
        set in Inter, which a renderer must have.
    """
    if furniture:
        return sheet_svg(lay_out(scene, trim))
    size = (scene.width, scene.height)
    return _document(scene.looks, size, map_svg(scene))


def map_svg(scene: Scene) -> str:
    """Draw the map alone, as elements that may stand in another document."""
    return _titled(f"{scene.title}, {scene.subtitle}") + _map(scene)


def _titled(title: str) -> str:
    return f"<title>{escape(title)}</title>"


def _document(
    style: Style,
    view_box: tuple[int, int],
    body: str,
    size: tuple[int, int] | None = None,
) -> str:
    width, height = size or view_box
    # Rounding may leave the two a fraction of a pixel apart; no seam may show it.
    fill = "" if size in (None, view_box) else 'preserveAspectRatio="none" '
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {view_box[0]} {view_box[1]}" {fill}font-family="{style.font}, sans-serif" '
        f'role="img">{body}</svg>'
    )


def num(value: float) -> str:
    """Write a number with at most one decimal, as `assets/src/core/numbers.js` does."""
    return f"{value:.1f}".removesuffix(".0")


def _dash(dash: Dash) -> str:
    return f' stroke-dasharray="{DASHES[dash]}"' if dash != "solid" else ""


def _d(px: NDArray[np.float64], close: bool) -> str:
    tenths = np.rint(px * 10).astype(np.int64)
    moved = np.any(np.diff(tenths, axis=0) != 0, axis=1)
    tenths = tenths[np.concatenate(([True], moved))]
    if len(tenths) < (3 if close else 2):
        return ""
    steps = np.diff(tenths, axis=0)
    # Relative steps in tenths: half the bytes of absolute coordinates.
    first = f"M{tenths[0, 0]} {tenths[0, 1]}l"
    return first + " ".join(map(str, steps.ravel().tolist())) + ("z" if close else "")


@remembered
def _outline(rings: Rings, frame: Frame) -> str:
    """Return the clipped path of an area, in tenths of a pixel; "" when it is out of sight."""
    return "".join(_d(ring, True) for ring in clip_rings(rings, frame))


def _pattern(hatch: str, fill: str, ink: str, tag: str = "a") -> tuple[str, str]:
    """Return the id and the definition of a hatch over a fill, in tenths of a pixel."""
    name = f"{tag}{'/.x'.find(hatch)}{fill[1:]}{ink[1:]}".replace("-", "n")
    return name, (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale(10)"><rect width="8" height="8" fill="{fill}"/>'
        f"{HATCHES[hatch].format(ink)}</pattern>"
    )


def _map(scene: Scene, tag: str = "a") -> str:
    ground = _under(scene, tag) + _relief(scene) + _ground(scene, tag)
    return ground + "".join(_over(scene)) + _insets(scene, tag) + _annotated(scene)


def _annotated(scene: Scene) -> str:
    return annotations_svg(scene.annotated, scene.looks, outlines_of(scene))


def _under(scene: Scene, tag: str) -> str:
    """Draw what lies below the relief: water, land and areas."""
    patterns = dict(_pattern(a.hatch, a.fill, a.ink, tag) for a in scene.areas if a.hatch)
    size = f'width="{scene.width}" height="{scene.height}"'
    parts = [
        f"<defs>{''.join(patterns.values())}</defs>" if patterns else "",
        f'<rect {size} fill="{scene.looks.water}"/>',
        # One group for tenths of a pixel; strokes are given in tenths too. At their width
        # bevelled joins look like round ones, and are drawn faster.
        '<g transform="scale(.1)" stroke-linejoin="bevel" fill-rule="evenodd">',
        _land(scene),
        *(_area(area, scene.frame, tag) for area in scene.areas),
        "</g>",
    ]
    return "".join(parts)


def _ground(scene: Scene, tag: str) -> str:
    """Draw what lies on the relief and still is ground: waters, disputed areas, edges."""
    dulled = scene.areas if relief_of(scene) else ()
    parts = [
        '<g transform="scale(.1)" stroke-linejoin="bevel" fill-rule="evenodd">',
        _waters(scene),
        _disputed(scene, tag),
        *(_again(area, scene.frame) for area in dulled),
        "</g>",
    ]
    return "".join(parts)


def _over(scene: Scene) -> list[str]:
    """Draw what stands on the ground, part by part."""
    style, frame = scene.looks, scene.frame
    unnamed = words(scene.language)["sheet"]["no_guard"]
    lines = [*(_line(line, frame, style, unnamed) for line in scene.lines), _ticks(scene)]
    return [
        '<g transform="scale(.1)" stroke-linejoin="bevel" fill-rule="evenodd">'
        + "".join(lines)
        + "</g>",
        *(_source(plate, style) for plate in scene.plates),
        *(flow_svg(flow, style) for flow in scene.flows),
        *(ring_svg(ring, style) for ring in scene.rings),
        *(number_svg(one, style) for one in scene.counted if one.shape in ("circle", "unknown")),
        *(_leader(symbol, frame, style) for symbol in scene.symbols if symbol.leader),
        *(_pointed(label, frame, style) for label in scene.labels if label.point),
        *(_symbol(symbol, frame, style) for symbol in scene.symbols),
        *(number_svg(one, style) for one in scene.counted if one.shape in ("text", "plate")),
        *(words_svg(flow, style) for flow in scene.flows),
        *(words_svg(ring, style) for ring in scene.rings),
        *(words_svg(one, style) for one in scene.counted),
        *(_label(label, frame) for label in scene.labels),
        *(_passed(px, py, style) for px, py in apart(scene.passed, frame)),
        *(points(layer, frame, style) for layer in scene.user_layers),
        _user_place(scene) if scene.slots else "",
    ]


def _insets(scene: Scene, tag: str) -> str:
    plates = enumerate(scene.plates)
    return "".join(_inset(plate, scene.looks, f"{tag}{k}") for k, plate in plates)


def _source(plate: Plate, style: Style) -> str:
    """Outline where an inset lies on the wide map, with thin lines to its frame."""
    corners = "L".join(f"{num(x)} {num(y)}" for x, y in plate.outline)
    lines = "".join(
        f"M{num(x0)} {num(y0)}L{num(x1)} {num(y1)}" for (x0, y0), (x1, y1) in plate.ties
    )
    d = f"M{corners}z{lines}"
    return (
        f'<path class="source" d="{d}" fill="none" stroke="{style.leader}" '
        f'stroke-width="{_LEADER_WIDTH}" stroke-opacity=".7"/>'
    )


def _inset(plate: Plate, style: Style, tag: str) -> str:
    """Draw an inset with its rim and its title."""
    west, north, east, south = plate.box
    left, top, wide, tall = (num(v) for v in (west, north, east - west, south - north))
    return (
        f'<g class="inset"><title>{escape(plate.title)}</title>{_rim(plate, style)}'
        # An inner document cuts what would stick out of it.
        f'<svg x="{left}" y="{top}" width="{wide}" height="{tall}">{_map(plate.scene, tag)}</svg>'
        f"{_tab(plate, style)}</g>"
    )


def _rim(plate: Plate, style: Style) -> str:
    x, y, right, foot = plate.rim
    return (
        f'<rect x="{num(x + 0.5)}" y="{num(y + 0.5)}" width="{num(right - x - 1)}" '
        f'height="{num(foot - y - 1)}" fill="{style.paper}" stroke="{style.leader}"/>'
    )


def _tab(plate: Plate, style: Style) -> str:
    """Write the title of an inset into its corner."""
    west, north, east, _ = plate.box
    tab = fonts.room(plate.title, INSETS.title, PEOPLE.weight) + 2 * INSETS.pad
    return (
        f'<rect x="{num(west)}" y="{num(north)}" width="{num(min(tab, east - west))}" '
        f'height="{INSETS.tab}" fill="{style.paper}"/>'
        f'<text x="{num(west + INSETS.pad)}" y="{num(north + INSETS.tab / 2 + 4)}" '
        f'font-size="{INSETS.title}" font-weight="{PEOPLE.weight}" fill="{style.text}">'
        f"{escape(by_letters(plate.title))}</text>"
    )


def _area(area: Area, frame: Frame, tag: str) -> str:
    d = _outline(area.rings, frame)
    if not d:
        return ""
    fill = area.fill
    if area.hatch:
        fill = f"url(#{_pattern(area.hatch, area.fill, area.ink, tag)[0]})"
    dashes = DASHES[area.dash]
    tenths = " ".join(num(float(v) * 10) for v in dashes.split())
    dash = f' stroke-dasharray="{tenths}"' if tenths else ""
    status = f' data-status="{area.status}"' if area.status else ""
    return (
        f'<path data-id="{area.id}"{status} data-fill="{area.fill}" '
        f'data-hatch={quoteattr(area.hatch)} fill="{fill}" stroke="{area.line}" '
        f'stroke-width="{num(area.width * 10)}"{dash} d="{d}"/>'
    )


def _again(area: Area, frame: Frame) -> str:
    """Draw the edge of a country once more, which relief has dulled."""
    d = _outline(area.rings, frame)
    if not d:
        return ""
    look = f'stroke="{area.line}" stroke-width="{num(area.width * 10)}"'
    return f'<path class="edge" fill="none" {look}{_dashes_of(area.dash)} d="{d}"/>'


def _dashes_of(dash: Dash) -> str:
    return _dashes(constants.DASHES[dash], 10)


def _land(scene: Scene) -> str:
    """Draw the land of the rest of the world, whose rings may touch and overlap."""
    d = _outline(scene.backdrop.land, scene.frame) if scene.backdrop else ""
    if not d:
        return ""
    look = scene.looks.neutral
    return (
        f'<path class="land" fill-rule="nonzero" fill="{look.fill}" stroke="{look.line}" '
        f'stroke-width="{num(look.width * 10)}" d="{d}"/>'
    )


def relief_of(scene: Scene) -> Relief | None:
    """Choose the sheet of relief that is drawn in a scene; None for none."""
    if scene.backdrop is None or scene.ground == "plain":
        return None
    sheet = terrain.sheet_for(scene.backdrop.reliefs, scene.frame)
    return sheet if sheet and terrain.is_seen(sheet, scene.frame, scene.looks) else None


def _relief(scene: Scene) -> str:
    """Draw shade and light on the land."""
    sheet = relief_of(scene)
    picture = sheet and terrain.picture(sheet, scene.frame, scene.style)
    if not picture:
        return ""
    href, (x, y, width, height) = picture
    return (
        f'<image class="relief" x="{num(x)}" y="{num(y)}" width="{num(width)}" '
        f'height="{num(height)}" preserveAspectRatio="none" image-rendering="optimizeSpeed" '
        f'href="{href}"/>'
    )


def _waters(scene: Scene) -> str:
    """Draw lakes and rivers, in tenths of a pixel."""
    if scene.backdrop is None:
        return ""
    style, frame, under = scene.looks, scene.frame, scene.backdrop
    drawn_lakes = _outline(under.lakes, frame)
    edge = num(TERRAIN.shore * 10)
    parts = []
    for name, lines, width in (
        ("stream", under.streams, TERRAIN.stream),
        ("river", under.rivers, TERRAIN.river),
    ):
        d = _paths(lines, frame)
        look = f'fill="none" stroke="{style.river}" stroke-width="{num(width * 10)}"'
        parts.append(f'<path class="{name}" {look} d="{d}"/>' if d else "")
    if drawn_lakes:
        look = f'fill="{style.water}" stroke="{style.shore}" stroke-width="{edge}"'
        parts.append(f'<path class="lake" {look} d="{drawn_lakes}"/>')
    return "".join(parts)


@remembered
def _paths(lines: Rings, frame: Frame) -> str:
    """Return the path of lines that a frame shows, in tenths of a pixel."""
    margin = 8
    window = (-margin, -margin, frame.width + margin, frame.height + margin)
    px = np.array([shapely.LineString(frame.pixels(line)) for line in lines], dtype=object)
    parts = shapely.get_parts(shapely.clip_by_rect(px, *window))
    return "".join(_d(shapely.get_coordinates(part), False) for part in parts)


def _disputed(scene: Scene, tag: str) -> str:
    """Hatch areas whose belonging is disputed, in tenths of a pixel."""
    if not scene.disputed:
        return ""
    style, frame, size = scene.looks, scene.frame, num(TERRAIN.tile)
    name = f"{tag}disputed"
    look = (
        f'fill="url(#{name})" stroke="{style.disputed_line}" '
        f'stroke-width="{num(TERRAIN.disputed * 10)}"{_dashes(TERRAIN.dash, 10)}'
    )
    parts = []
    for area in scene.disputed:
        x, y = (num(value * 10) for value in frame.px(area.x, area.y))
        if area.rings:
            d = _outline(area.rings, frame)
            shape = f'<path data-id="{area.id}" {look} d="{d}">' if d else ""
        else:
            ring = f'cx="{x}" cy="{y}" r="{num(TERRAIN.ring * 10)}"'
            shape = f'<circle data-id="{area.id}" {ring} {look}>' if _near(frame, area) else ""
        if shape:
            end = "path" if area.rings else "circle"
            parts.append(f"{shape}<title>{escape(area.told)}</title></{end}>")
    if not parts:
        return ""
    return (
        f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale(10)">{TERRAIN.hatch.format(style.disputed_ink)}</pattern>'
        + "".join(parts)
    )


def _near(frame: Frame, area: Disputed) -> bool:
    x, y = frame.px(area.x, area.y)
    rim = TERRAIN.ring
    return -rim <= x <= frame.width + rim and -rim <= y <= frame.height + rim


def _line(line: Line, frame: Frame, style: Style, unnamed: str) -> str:
    d = _d(frame.pixels(line.xy), False)
    if not d:
        return ""
    look = drawn.stroke(line, frame.km_per_px)
    told = (
        f'<path data-id="{line.id}" data-guard="{line.guard}" d="{d}" fill="none" '
        f'stroke="{line.colour}" stroke-width="{num(look.width * 10)}"{_dashes(look.dash, 10)}>'
        f"<title>{escape(line.name)}: {escape(line.force or unnamed)}</title></path>"
    )
    light = f'<path d="{d}" fill="none" stroke="{style.halo}" stroke-width='
    core = f'{light}"{num(look.core * 10)}"{_dashes(look.core_dash, 10)}/>' if look.core else ""
    return f'{light}"{num(look.casing * 10)}"/>{told}{core}'


def _dashes(lengths: Sequence[float], scale: float = 1) -> str:
    pattern = " ".join(num(length * scale) for length in lengths)
    return f' stroke-dasharray="{pattern}"' if pattern else ""


def _ticks(scene: Scene) -> str:
    """Draw the cuts between sectors, in tenths of a pixel."""
    frame, d, width = scene.frame, "", 0.0
    for cut in scene.cuts:
        x0, y0, x1, y1, width = drawn.tick(cut, frame.km_per_px)
        ends = (*frame.px(x0, y0), *frame.px(x1, y1))
        d += "M{} {}L{} {}".format(*(num(value * 10) for value in ends))
    look = f'stroke="{scene.looks.text}" stroke-width="{num(width * 10)}"'
    return f'<path class="cuts" d="{d}" fill="none" {look}/>' if width else ""


def _leader(symbol: Symbol, frame: Frame, style: Style) -> str:
    x, y = frame.px(symbol.x, symbol.y)
    ax, ay = frame.px(symbol.anchor_x, symbol.anchor_y)
    at = f'cx="{num(ax)}" cy="{num(ay)}"'
    # A place of which only the town is known is a ring, an exact one a point.
    dot = (
        f'<circle {at} r="{LEADERS.soft}" fill="none" stroke="{style.leader}"/>'
        if symbol.soft
        else f'<circle {at} r="{LEADERS.exact}" fill="{style.leader}"/>'
    )
    return (
        f'<path d="M{num(ax)} {num(ay)}L{num(x)} {num(y)}" fill="none" '
        f'stroke="{style.leader}" stroke-width="{_LEADER_WIDTH}"/>{dot}'
    )


def _symbol(symbol: Symbol, frame: Frame, style: Style) -> str:
    x, y = frame.px(symbol.x, symbol.y)
    half = symbol.size / 2
    box, drawing = symbol.drawing.box, symbol.drawing.body
    if symbol.faded:
        drawing = f'<g opacity=".45">{drawing}</g>'
    # What is within its box need not be clipped, which takes time.
    text = (
        f'<svg overflow="visible" x="{num(x - half)}" y="{num(y - half)}" '
        f'width="{num(symbol.size)}" height="{num(symbol.size)}" viewBox="{box}">{drawing}</svg>'
    )
    badge = symbol.badge or (str(len(symbol.members)) if len(symbol.members) > 1 else "")
    if badge:
        text += _badge(badge, x + half - BADGE.inset, y - half + BADGE.inset, style)
    return (
        f"<g data-id={quoteattr(symbol.id)} data-icon={quoteattr(symbol.icon)}>"
        f"<title>{escape(symbol.name)}</title>{text}</g>"
    )


def _badge(text: str, x: float, y: float, style: Style) -> str:
    wide, high = BADGE.wide + BADGE.more * (len(text) - 1), BADGE.height / 2
    return (
        f'<rect x="{num(x - wide)}" y="{num(y - high)}" width="{num(2 * wide)}" '
        f'height="{num(2 * high)}" rx="{num(high)}" fill="{style.text}" stroke="{style.halo}"/>'
        f'<text x="{num(x)}" y="{num(y + BADGE.rise)}" font-size="{BADGE.type:g}" '
        f'font-weight="{BADGE.weight}" text-anchor="middle" fill="{style.halo}">{text}</text>'
    )


def apart(places: Iterable[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Give the pixels of places in a frame whose rings do not meet: of a crowd the first alone."""
    kept: list[tuple[float, float]] = []
    for x, y in places:
        px, py = frame.px(x, y)
        free = all(math.hypot(px - a, py - b) >= 2 * FLOWS.around for a, b in kept)
        if free and frame.holds(x, y):
            kept.append((px, py))
    return kept


def _passed(px: float, py: float, style: Style) -> str:
    """Draw a ring where somebody has just left or taken over."""
    return (
        f'<circle cx="{num(px)}" cy="{num(py)}" r="{FLOWS.around}" fill="none" '
        f'stroke="{style.accent("lead").line}" stroke-width="2.5"/>'
    )


def flow_svg(flow: Flow, style: Style) -> str:
    """Draw a movement: a curve over its casing, and its head."""
    accent = style.accent(flow.accent)
    colour = accent.line
    (x0, y0), (x1, y1), (x2, y2) = flow.points
    d = f"M{num(x0)} {num(y0)}Q{num(x1)} {num(y1)} {num(x2)} {num(y2)}"
    head = "L".join(f"{num(x)} {num(y)}" for x, y in flow.head)
    wide, under = num(flow.width), num(flow.width + 2 * FLOWS.casing)
    dash = f' stroke-dasharray="{FLOWS.dash}"' if flow.dashed else ""
    fill = accent.hollow if flow.dashed else colour
    return (
        f"<g data-id={quoteattr('flow:' + flow.id)}><title>{escape(flow.text)}</title>"
        f'<path d="{d}" fill="none" stroke="{style.halo}" stroke-width="{under}"/>'
        f'<path d="M{head}z" fill="{style.halo}" stroke="{style.halo}" '
        f'stroke-width="{num(2 * FLOWS.casing)}" stroke-linejoin="round"/>'
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>'
        f'<path d="M{head}z" fill="{fill}" stroke="{colour}"/></g>'
    )


def ring_svg(ring: Ring, style: Style) -> str:
    """Draw where movements end: a ring around a point, broken where only the country is known."""
    colour = style.accent(ring.accent).line
    at = f'cx="{num(ring.x)}" cy="{num(ring.y)}"'
    dash = f' stroke-dasharray="{PEOPLE.dash}"' if ring.soft else ""
    return (
        f"<g data-id={quoteattr('ring:' + ring.id)}><title>{escape(ring.name)}</title>"
        f'<circle {at} r="{num(ring.radius)}" fill="{style.halo}" fill-opacity="{PEOPLE.veil}" '
        f'stroke="{colour}" stroke-width="1.6"{dash}/>'
        f'<circle {at} r="{PEOPLE.dot}" fill="{colour}"/></g>'
    )


def number_svg(one: Number, style: Style) -> str:
    """Draw a number without its words: a circle, or a plate with its lines."""
    accent = style.accent(one.accent)
    colour = accent.line
    lines = "".join(_foot(one, x, y, style, colour) for x, y in one.feet)
    name = f"data-id={quoteattr('people:' + one.id)}"
    at = f'cx="{num(one.x)}" cy="{num(one.y)}"'
    if one.shape == "text":
        return ""
    if one.shape == "plate":
        wide = fonts.room(one.text, PEOPLE.type, PEOPLE.weight) / 2 + PEOPLE.gap
        tall = PEOPLE.type * NAMES.line / 2 + 1
        dash = f' stroke-dasharray="{PEOPLE.dash}"' if one.hollow else ""
        body = (
            f'<rect x="{num(one.x - wide)}" y="{num(one.y - tall)}" width="{num(2 * wide)}" '
            f'height="{num(2 * tall)}" rx="{PEOPLE.plate}" fill="{style.halo}" '
            f'stroke="{colour}"{dash}/>'
        )
    elif one.shape == "unknown":
        body = (
            f'<circle {at} r="{num(one.radius)}" fill="{accent.hollow}" '
            f'fill-opacity="{PEOPLE.veil}" stroke="{colour}" stroke-width="{PEOPLE.edge}" '
            f'stroke-dasharray="{PEOPLE.dash}"/>'
        )
    elif one.hollow:
        body = (
            f'<circle {at} r="{num(one.radius)}" fill="{accent.hollow}" '
            f'fill-opacity="{PEOPLE.veil}" stroke="{colour}" stroke-width="{PEOPLE.hollow}"/>'
        )
    else:
        body = (
            f'<circle {at} r="{num(one.radius)}" fill="{colour}" fill-opacity="{PEOPLE.band}" '
            f'stroke="{colour}" stroke-width="{PEOPLE.edge}"/>'
            f'<circle {at} r="{num(one.core)}" fill="{colour}" fill-opacity="{PEOPLE.core}"/>'
        )
    return f"<g {name}><title>{escape(one.text)}</title>{lines}{body}</g>"


def _foot(one: Number, x: float, y: float, style: Style, colour: str) -> str:
    root, line = one.root(x, y), ""
    if root is not None:
        d = f"M{num(root[0])} {num(root[1])}L{num(x)} {num(y)}"
        line = (
            f'<path d="{d}" fill="none" stroke="{style.halo}" stroke-width="3.4"/>'
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="1.2"/>'
        )
    return f'{line}<circle cx="{num(x)}" cy="{num(y)}" r="{PEOPLE.dot}" fill="{colour}"/>'


def words_svg(one: Flow | Ring | Number, style: Style) -> str:
    """Write the words of a movement, its end, or a number; "" where they find no room."""
    if one.label is None or not one.text:
        return ""
    x, y, _ = one.label
    accent = style.accent(one.accent)
    colour, halo = accent.text, f'stroke="{style.halo}" stroke-width="3"'
    pill = ""
    if isinstance(one, Flow) and one.pill:
        wide = fonts.room(one.text, FLOWS.type, FLOWS.weight) / 2 + 6
        tall = FLOWS.type * NAMES.line / 2 + 1
        pill = (
            f'<rect x="{num(x - wide)}" y="{num(y - tall)}" width="{num(2 * wide)}" '
            f'height="{num(2 * tall)}" rx="{num(tall)}" fill="{style.halo}" '
            f'stroke="{accent.line}"/>'
        )
    elif isinstance(one, Number) and one.on_core:
        # On the core, whatever its ground: the sign's own colour, edged in its body's.
        colour, halo = accent.mark, f'stroke="{accent.line}" stroke-width="2"'
    name = ""
    if isinstance(one, Number) and one.named is not None:
        plain = f'stroke="{style.halo}" stroke-width="3"'
        name = _words(one.name, one.named, style.text, plain)
    return pill + name + _words(one.text, one.label, colour, halo)


def _words(text: str, at: tuple[float, float, str], colour: str, halo: str) -> str:
    x, y, anchor = at
    return (
        f'<text x="{num(x)}" y="{num(y + FLOWS.type * NAMES.drop)}" '
        f'font-size="{FLOWS.type}" font-weight="{FLOWS.weight}" text-anchor="{anchor}" '
        f'fill="{colour}" {halo} stroke-linejoin="round" paint-order="stroke">'
        f"{escape(by_letters(text))}</text>"
    )


def _label(label: Label, frame: Frame) -> str:
    x, y = frame.px(label.x, label.y)
    spaced = ""
    if label.spacing:
        # There is a gap after the last letter too.
        x += label.spacing / 2
        spaced = f' letter-spacing="{num(label.spacing)}"'
    slant = ' font-style="italic"' if label.italic else ""
    return (
        f'<text data-id={quoteattr("label:" + label.id)} x="{num(x)}" '
        f'y="{num(y + label.size * NAMES.drop)}" font-size="{label.size}" '
        f'font-weight="{label.weight}"{spaced}{slant} text-anchor="{label.anchor}" '
        f'fill="{label.colour}" stroke="{label.halo}" stroke-width="3" stroke-linejoin="round" '
        f'paint-order="stroke">{escape(by_letters(label.text))}</text>'
    )


def _pointed(label: Label, frame: Frame, style: Style) -> str:
    """Draw the place that a name tells of: a town, or the foot of a line to a state."""
    px, py = frame.px(*(label.point or (label.x, label.y)))
    if label.kind == "town":
        fill = label.colour if label.capital else label.halo
        return (
            f'<circle cx="{num(px)}" cy="{num(py)}" r="{NAMES.town}" fill="{fill}" '
            f'stroke="{label.colour}"/>'
        )
    x, y = labels.tie(label, frame)
    return (
        f'<path d="M{num(px)} {num(py)}L{num(x)} {num(y)}" fill="none" stroke="{style.leader}" '
        f'stroke-width="{_LEADER_WIDTH}"/>'
        f'<circle cx="{num(px)}" cy="{num(py)}" r="{LEADERS.exact}" fill="{style.leader}"/>'
    )


def points(layer: UserLayer, frame: Frame, style: Style) -> str:
    """Draw a user layer: discs, or squares that are one path where there are many."""
    name = f"data-own={quoteattr(plain(layer.name))}"
    if layer.crowded:
        rows = layer.squares(frame).tolist()
        d = "".join(f"M{x} {y}h{wide}v{POINTS.square}h-{wide}z" for x, y, wide in rows)
        return f'<path {name} fill="{layer.colour}" d="{d}"/>' if d else ""
    px, radii = frame.places(layer.x, layer.y), layer.radii
    size = np.array([frame.width, frame.height])
    seen = np.all((px >= -radii[:, None]) & (px <= size + radii[:, None]), axis=1)
    discs = "".join(
        _disc(px[k, 0], px[k, 1], radii[k], layer.colours[k], layer.labels[k])
        for k in np.flatnonzero(seen).tolist()
    )
    look = f'fill="{layer.colour}" stroke="{style.halo}" stroke-width="1.2"'
    return f"<g {name} {look}>{discs}</g>" if discs else ""


def _disc(x: float, y: float, radius: float, colour: str, label: str) -> str:
    fill = f' fill="{colour}"' if colour else ""
    disc = f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}"{fill}'
    return f"{disc}><title>{escape(label)}</title></circle>" if label else f"{disc}/>"


def _user_place(scene: Scene) -> str:
    """Mark where a browser adds further layers, with all it needs to place their points."""
    frame = scene.frame
    extent = (frame.x0, frame.y0, frame.x1, frame.y1, frame.width, frame.height)
    # To the last digit: an angle's error grows with the distance from the apex.
    turn = f' data-rotation="{" ".join(map(repr, frame.rotation))}"' if frame.rotation else ""
    return (
        f'<g class="own-place" data-days="{scene.days[0]} {scene.days[1]}" '
        f'data-frame="{" ".join(f"{v:.9g}" for v in extent)}"{turn} '
        f'data-halo="{scene.looks.halo}" '
        f'data-style="{scene.style}"/>'
    )


def outlines_of(scene: Scene) -> dict[str, str]:
    """Give the outlines of the states that annotations highlight, in tenths of a pixel."""
    wanted = {one.state for one in scene.annotated if one.state}
    return {area.id: _outline(area.rings, scene.frame) for area in scene.areas if area.id in wanted}


def annotations_svg(
    annotated: Sequence[Annotated], style: Style, outlines: Mapping[str, str]
) -> str:
    """
    Draw annotations, the words of all of them on top.

    Parameters
    ----------
    outlines
        Path of each highlighted state, in tenths of a pixel.
    """
    shapes = "".join(_annotation(one, style, outlines) for one in annotated)
    ties = "".join(_tie(one) for one in annotated)
    return shapes + ties + "".join(_annotation_words(one, style) for one in annotated)


def _annotation(one: Annotated, style: Style, outlines: Mapping[str, str]) -> str:
    wide, casing = ANNOTATIONS.width, ANNOTATIONS.casing
    scale, outlined = "", ""
    if one.state:
        outlined = outlines.get(one.state, "")
        scale, wide = ' transform="scale(.1)"', ANNOTATIONS.outline * 10
        casing *= 10
    d = outlined or "".join(
        "M" + "L".join(f"{num(x)} {num(y)}" for x, y in stroke) + ("z" if one.closed else "")
        for stroke in one.strokes
    )
    body = ""
    if d:
        tint = f'fill="{one.colour}" fill-opacity="{ANNOTATIONS.tint}"'
        fill = tint if one.closed or one.state else 'fill="none"'
        dash = f' stroke-dasharray="{ANNOTATIONS.dash}"' if one.kind == "distance" else ""
        body = (
            f'<path d="{d}" {fill} stroke="{style.halo}" stroke-opacity=".8" '
            f'stroke-width="{num(wide + 2 * casing)}"/>'
            f'<path d="{d}" fill="none" stroke="{one.colour}" stroke-width="{num(wide)}"{dash}/>'
        )
    if one.head:
        head = "L".join(f"{num(x)} {num(y)}" for x, y in one.head)
        body += (
            f'<path d="M{head}z" fill="{one.colour}" stroke="{style.halo}" stroke-opacity=".8" '
            f'stroke-width="{num(ANNOTATIONS.casing)}" paint-order="stroke"/>'
        )
    for x, y in one.dots:
        body += (
            f'<circle cx="{num(x)}" cy="{num(y)}" r="{ANNOTATIONS.dot}" fill="{one.colour}" '
            f'stroke="{style.halo}"/>'
        )
    if not body:
        return ""
    kind = f'class="annotation" data-kind="{one.kind}"{scale} stroke-linejoin="round"'
    return f"<g {kind}><title>{escape(one.title)}</title>{body}</g>"


def _tie(one: Annotated) -> str:
    """Draw a line from words that have moved to where they belong."""
    if one.plate is None or one.foot is None:
        return ""
    left, top, right, foot = one.plate
    x, y = one.foot
    return (
        f'<path class="annotation-tie" d="M{num(x)} {num(y)}L{num((left + right) / 2)} '
        f'{num((top + foot) / 2)}" stroke="{one.colour}" stroke-width="{ANNOTATIONS.edge}"/>'
    )


def _annotation_words(one: Annotated, style: Style) -> str:
    if one.plate is None:
        return ""
    left, top, right, foot = one.plate
    words = ""
    for k, line in enumerate(one.lines):
        middle = top + ANNOTATIONS.pad[1] + ANNOTATIONS.leading * (k + 0.5)
        x, y = (left + right) / 2, middle + ANNOTATIONS.type * NAMES.drop
        words += (
            f'<text x="{num(x)}" y="{num(y)}" '
            f'font-size="{ANNOTATIONS.type}" font-weight="{ANNOTATIONS.weight}" '
            f'text-anchor="middle" fill="{one.colour}">{escape(by_letters(line))}</text>'
        )
    return (
        f'<g class="annotated"><rect x="{num(left)}" y="{num(top)}" width="{num(right - left)}" '
        f'height="{num(foot - top)}" rx="{ANNOTATIONS.round}" fill="{style.paper}" '
        f'fill-opacity="{ANNOTATIONS.opacity}" stroke="{one.colour}" '
        f'stroke-width="{ANNOTATIONS.edge}"/>{words}</g>'
    )


def sheet_svg(sheet: Sheet, size: tuple[int, int] | None = None) -> str:
    """
    Draw a sheet that is laid out already.

    Parameters
    ----------
    size
        Width and height that the document asks for, in pixels; None for those of
        the layout.
    """
    maps = [_map(plate.scene, tag) for plate, tag in zip(sheet.plates, _TAGS, strict=False)]
    return _sheet(sheet, size, _placed(sheet, maps) + "".join(_around(sheet)))


@dataclass(frozen=True, slots=True)
class Ground:
    """
    The ground of a map in elements: `under` lies below its relief, `over` on it.

    `box` is its place on the sheet; where it is `cut`, nothing may stick out of that.
    """

    scene: Scene
    box: Box
    cut: bool
    under: str
    over: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    Elements from a place of the sheet on; where it is `cut`, nothing may stick out of that.

    Each of `parts` is one or several whole elements.
    """

    parts: Sequence[str]
    box: Box
    cut: bool


def layers(sheet: Sheet) -> Iterator[Ground | Drawing]:
    """
    Draw a sheet that is laid out already, for whoever keeps grounds and draws relief himself.

    Returns
    -------
    layers
        The lowest first: of each map its ground and what stands on it, with its insets; then
        what stands around the maps.
    """
    several = len(sheet.plates) > 1
    for plate in sheet.plates:
        yield from _map_layers(plate.scene, _rounded(plate.box), cut=several)
    whole = Box("", 0, 0, sheet.width, sheet.height)
    yield Drawing(_around(sheet), whole, cut=False)


def _map_layers(scene: Scene, box: Box, *, cut: bool) -> Iterator[Ground | Drawing]:
    yield Ground(scene, box, cut, _under(scene, "a"), _ground(scene, "a"))
    yield Drawing(_over(scene), box, cut)
    for plate in scene.plates:
        west, north, east, south = plate.box
        inner = Box(box.name, box.x + west, box.y + north, east - west, south - north)
        yield Drawing([_rim(plate, scene.looks)], box, cut)
        yield from _map_layers(plate.scene, _rounded(inner), cut=True)
        yield Drawing([_tab(plate, scene.looks)], box, cut)
    if scene.annotated:
        yield Drawing([_annotated(scene)], box, cut)


def _rounded(box: Box) -> Box:
    """Give the box that the numbers of an SVG say."""
    x, y, wide, tall = (float(num(v)) for v in (box.x, box.y, box.width, box.height))
    return Box(box.name, x, y, wide, tall)


def _sheet(sheet: Sheet, size: tuple[int, int] | None, body: str) -> str:
    view_box = (sheet.width, sheet.height)
    return _document(sheet.scene.looks, view_box, _titled(sheet.title) + body, size)


def _placed(sheet: Sheet, maps: Sequence[str]) -> str:
    """Put what is drawn of the maps of a sheet where they stand."""
    body = []
    for plate, drawn_map in zip(sheet.plates, maps, strict=True):
        box = plate.box
        left, top, wide, tall = (num(v) for v in (box.x, box.y, box.width, box.height))
        if len(sheet.plates) == 1:
            body.append(f'<g transform="translate({left} {top})">{drawn_map}</g>')
        else:
            # An inner document cuts what would stick out into the next map.
            place = f'x="{left}" y="{top}" width="{wide}" height="{tall}"'
            body.append(f"<svg {place}>{drawn_map}</svg>")
    return "".join(body)


def _around(sheet: Sheet) -> list[str]:
    """Draw what stands around the maps of a sheet, part by part."""
    style = sheet.scene.looks
    hole = ""
    for plate in sheet.plates:
        box = plate.box
        left, top, wide, tall = (num(v) for v in (box.x, box.y, box.width, box.height))
        hole += f"M{left} {top}v{tall}h{wide}v-{tall}z"
    return [
        # Paper around the maps hides what sticks out of the frames, faster than a clip path.
        (
            f'<path d="M0 0h{sheet.width}v{sheet.height}H0z{hole}" '
            f'fill="{style.paper}" fill-rule="evenodd"/>'
        ),
        *(_shape(shape) for shape in sheet.shapes),
        *_texts(sheet.texts, style),
        *(_key(key, k, style) for k, key in enumerate(sheet.keys)),
        *(_bar(bar, style) for bar in sheet.bars),
    ]


def _texts(texts: Iterable[Text], style: Style) -> Iterable[str]:
    for text in texts:
        anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
        weight = f' font-weight="{text.weight}"' if text.weight != 400 else ""
        colour = text.colour or (style.text_soft if text.soft else style.text)
        yield (
            f'<text x="{num(text.x)}" y="{num(text.y)}" font-size="{text.size:g}"{weight}'
            f'{anchor} fill="{colour}">{escape(text.text)}</text>'
        )


def _shape(shape: Shape) -> str:
    """Draw a bar, a line or a point of time."""
    if isinstance(shape, Patch):
        round_ = f' rx="{num(shape.round)}"' if shape.round else ""
        look = f'fill="{shape.fill or "none"}"' + _edge(shape.line, shape.weight, shape.dash)
        return (
            f'<rect x="{_fine(shape.x)}" y="{_fine(shape.y)}" width="{_fine(shape.width)}" '
            f'height="{_fine(shape.height)}"{round_} {look}/>'
        )
    if isinstance(shape, Stroke):
        d = "M" + "L".join(f"{_fine(x)} {_fine(y)}" for x, y in shape.points)
        under = _edge(shape.casing, shape.weight + 2, "solid") if shape.casing else ""
        casing = f'<path d="{d}" fill="none"{under}/>' if under else ""
        return f'{casing}<path d="{d}" fill="none"{_edge(shape.colour, shape.weight, shape.dash)}/>'
    return _spot(shape)


def _spot(spot: Spot) -> str:
    x, y, r = spot.x, spot.y, spot.radius
    look = f'fill="{spot.fill or "none"}"' + _edge(spot.line, spot.weight, "solid")
    if spot.kind == "disc":
        return f'<circle cx="{_fine(x)}" cy="{_fine(y)}" r="{_fine(r)}" {look}/>'
    side, back = _fine(r), _fine(-r)
    d = f"M{_fine(x)} {_fine(y - r)}l{side} {side}l{back} {side}l{back} {back}z"
    return f'<path d="{d}" {look}/>'


def _edge(colour: str, weight: float, dash: Dash) -> str:
    return f' stroke="{colour}" stroke-width="{_fine(weight)}"{_dash(dash)}' if colour else ""


def _fine(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def key_svg(entry: LegendEntry, style: Style) -> str:
    """Draw the swatch of a legend entry alone, 32 by 26 pixels, its middle in the middle."""
    drawn = _key(Key(entry, 16, 13), 0, style)
    return _document(style, (32, 26), _titled(entry.label) + drawn)


def line_key(swatch: Swatch, x: float, y: float) -> str:
    """Draw the swatch of a line, 24 pixels long, its middle in the point given."""
    d = f'<path d="M{num(x - 12)} {num(y)}h24" stroke='
    line = f'{d}"{swatch.line}" stroke-width="{num(swatch.width)}"{_dashes(swatch.pattern)}/>'
    if not swatch.core:
        return line
    core = swatch.width * constants.SECTORS.core
    edge = (swatch.width - core) / 2
    # The ends are closed, as those of dashes are.
    pattern = drawn.hollowed(swatch.pattern or (24, 0), edge)
    return f'{line}{d}"{swatch.core}" stroke-width="{num(core)}"{_dashes(pattern)}/>'


def _key(key: Key, k: int, style: Style) -> str:
    swatch: Swatch = key.entry.swatch
    x, y = key.x, key.y
    if key.entry.slot:
        return _slot(key, style)
    if swatch.icon:
        box, drawing = swatch.icon.box, swatch.icon.body
        if swatch.faded:
            drawing = f'<g opacity=".45">{drawing}</g>'
        icon = (
            f'<svg overflow="visible" x="{num(x - 10)}" y="{num(y - 10)}" width="20" height="20" '
            f'viewBox="{box}">{drawing}</svg>'
        )
        return icon + (_badge(swatch.sign, x + 8, y - 5, style) if swatch.sign else "")
    if not swatch.fill:
        return line_key(swatch, x, y)
    hatch = ""
    fill = swatch.fill
    if swatch.hatch:
        name = f"k{k}"
        hatch = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{fill}"/>'
            f"{HATCHES[swatch.hatch].format(swatch.ink)}</pattern>"
        )
        fill = f"url(#{name})"
    return (
        f'{hatch}<rect x="{num(x - 12)}" y="{num(y - 6.5)}" width="24" height="13" '
        f'fill="{fill}" stroke="{swatch.line}" stroke-width="{num(swatch.width)}"'
        f"{_dash(swatch.dash)}/>"
    )


def _slot(key: Key, style: Style) -> str:
    """Mark a line of the legend that a browser fills in, with all it needs to do so."""
    small = f"{SMALL:g}"
    return (
        f'<g class="own-key" data-slot="{key.entry.slot}" data-x="{num(key.x)}" '
        f'data-y="{num(key.y)}" data-right="{num(key.right)}" data-size="{small}" '
        f'data-text="{style.text}" data-soft="{style.text_soft}"/>'
    )


def _bar(bar: Bar, style: Style) -> str:
    d = f"M{num(bar.x)} {num(bar.y - 4)}v4h{num(bar.px)}v-4"
    # On the map: a halo keeps it off whatever lies below.
    return (
        f'<path d="{d}" fill="none" stroke="{style.halo}" stroke-width="3.6" opacity=".8"/>'
        f'<path d="{d}" fill="none" stroke="{style.text}" stroke-width="1.2"/>'
    )
