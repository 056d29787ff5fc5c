"""A map as native shapes of a slide: whatever it shows can be chosen, recoloured and moved.

Shapes stand in groups by layer and are named after what they show. Relief is one picture
between the states and all that stands on them; a click goes through it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np

from csto_map.export.documents import cuts, lettering
from csto_map.export.documents.drawingml import (
    Box,
    Drawing,
    Fill,
    Line,
    Outline,
    Point,
    Shape,
)
from csto_map.export.documents.media import Media
from csto_map.language.words import words
from csto_map.picture import constants, drawn, fonts, labels, terrain
from csto_map.picture.constants import (
    ANNOTATIONS,
    BADGE,
    FLOWS,
    INSETS,
    LEADERS,
    NAMES,
    PEOPLE,
    POINTS,
    TERRAIN,
)
from csto_map.picture.parts import Annotated, Area, Disputed, Flow, Label, Number, Ring, Symbol
from csto_map.picture.parts import Line as Sector
from csto_map.picture.scene import Plate, Scene
from csto_map.picture.style import Accent, Style
from csto_map.picture.user_layers import UserLayer
from csto_map.sheet.svg import apart, relief_of

# Points of a curve that is cut.
_SAMPLES = 48
# The edge of a disc of a user layer.
_EDGE = 1.2


def lengths(text: str) -> tuple[float, ...]:
    """Read dashes and gaps as SVG writes them."""
    return tuple(float(one) for one in text.split())


def badge(
    draw: Drawing, text: str, x: float, y: float, style: Style, window: Box | None = None
) -> tuple[Shape, ...]:
    """Draw a symbol's badge about a point of the slide; one beside the window is left out."""
    wide, high = BADGE.wide + BADGE.more * (len(text) - 1), BADGE.height / 2
    if window and not (
        window[0] <= x - wide
        and window[1] <= y - high
        and x + wide <= window[2]
        and y + high <= window[3]
    ):
        return ()
    box = (x - wide, y - high, 2 * wide, 2 * high)
    fill, edge = Fill(style.text), Line(style.halo)
    told = lettering.line(text, BADGE.type, BADGE.weight, style.halo, anchor="middle")
    return (
        draw.preset(text, "roundRect", box, fill, edge, rounded=high, plain=True),
        draw.line_of_text(text, x, y + BADGE.rise, told.wide, told.words),
    )


class MapShapes:
    """Draws one map; `corner` is its upper left corner on the slide."""

    def __init__(self, draw: Drawing, media: Media, scene: Scene, corner: Point) -> None:
        self.draw = draw
        self.media = media
        self.scene = scene
        self.style = scene.looks
        self.frame = scene.frame
        self.corner = corner
        self.names = words(scene.language)["slide"]
        x, y = corner
        self.window: Box = (x, y, x + scene.width, y + scene.height)

    def shapes(self, told: str) -> list[Shape]:
        """Draw it all, from below; `told` says what the map shows."""
        scene = self.scene
        day = f"{scene.title}, {scene.subtitle}"
        made = (
            self.draw.group(self.names["ground"].format(map=day), self._ground()),
            self._relief(),
            self.draw.group(self.names["map"].format(map=day), self._over(), told),
        )
        return [one for one in made if one is not None]

    def _at(self, x: float, y: float) -> Point:
        """Give where a pixel of the map stands on the slide."""
        return x + self.corner[0], y + self.corner[1]

    def _px(self, x: float, y: float) -> Point:
        """Give where a place, in projected kilometres, stands on the slide."""
        return self._at(*self.frame.px(x, y))

    def _moved(self, outline: Outline) -> Outline:
        return cuts.moved(outline, self.corner)

    # What lies below the relief.

    def _ground(self) -> Iterator[Shape | None]:
        scene, style = self.scene, self.style
        box = (*self.corner, float(scene.width), float(scene.height))
        yield self.draw.preset(self.names["water"], "rect", box, Fill(style.water), plain=True)
        if scene.backdrop:
            look = style.neutral
            outline = self._moved(cuts.land(scene.backdrop.land, self.frame))
            fill, line = Fill(look.fill), Line(look.line, look.width)
            yield self.draw.freeform(self.names["land"], outline, fill, line, plain=True)
        states = itertools.chain.from_iterable(self._area(area) for area in scene.areas)
        yield self.draw.group(self.names["states"], states)

    def _area(self, area: Area) -> Iterator[Shape | None]:
        outline = self._moved(cuts.area(area.rings, self.frame))
        if not outline:
            return
        line = Line(area.line, area.width, constants.DASHES[area.dash])
        told = f"{area.name}: {area.status_text}" if area.status else area.name
        yield self.draw.freeform(area.name, outline, Fill(area.fill), line, told)
        if area.hatch:
            lines, width, dash = cuts.hatch(area.hatch, cuts.area(area.rings, self.frame))
            name = self.names["hatch"].format(name=area.name, what=area.status_text)
            ink = Line(area.ink, width, dash)
            yield self.draw.freeform(name, self._moved(lines), None, ink, plain=True)

    def _relief(self) -> Shape | None:
        scene = self.scene
        sheet = relief_of(scene)
        picture = sheet and terrain.picture(sheet, scene.frame, scene.style)
        if not picture:
            return None
        href, (x, y, wide, tall) = picture
        part = self.media.relief(href)
        box = (*self._at(x, y), wide, tall)
        name = self.names["relief"]
        return self.draw.picture(name, box, part, within=self.window, still=True, plain=True)

    # What stands on the ground.

    def _over(self) -> Iterator[Shape | None]:
        scene, group, names = self.scene, self.draw.group, self.names
        yield group(names["waters"], self._waters())
        yield group(names["disputed"], (self._disputed(one) for one in scene.disputed))
        yield group(names["sectors"], self._sectors())
        yield group(names["inset_sources"], (self._source(plate) for plate in scene.plates))
        flows = (self._flow(flow) for flow in scene.flows)
        yield group(names["movements"], (*flows, *(self._ring(ring) for ring in scene.rings)))
        circles = [one for one in scene.counted if one.shape in ("circle", "unknown")]
        yield group(names["circles"], (self._circle(one) for one in circles))
        yield from self._symbols()
        plates = (self._plate(one) for one in scene.counted if one.shape == "plate")
        spoken: tuple[Flow | Ring | Number, ...] = (*scene.flows, *scene.rings, *scene.counted)
        told = (self._words(one) for one in spoken)
        yield group(names["numbers"], (*plates, *told))
        yield from self._labels()
        passed = (self._passed(x, y) for x, y in apart(scene.passed, self.frame))
        yield group(names["passed"], passed)
        for layer in scene.user_layers:
            yield group(layer.title, self._points(layer))
        yield from (self._inset(plate) for plate in scene.plates)
        # Their words last, as the picture has them: no other's line crosses them.
        shapes = (self._annotation(one) for one in scene.annotated)
        plates = (self._annotation_words(one) for one in scene.annotated)
        yield group(words(scene.language)["annotations"]["title"], (*shapes, *plates))

    def _waters(self) -> Iterator[Shape | None]:
        under, style = self.scene.backdrop, self.style
        if under is None:
            return
        for name, paths, width in (
            ("streams", under.streams, TERRAIN.stream),
            ("rivers", under.rivers, TERRAIN.river),
        ):
            outline = self._moved(cuts.lines(paths, self.frame))
            line = Line(style.river, width)
            yield self.draw.freeform(self.names[name], outline, None, line, plain=True)
        lakes = self._moved(cuts.area(under.lakes, self.frame))
        edge = Line(style.shore, TERRAIN.shore)
        yield self.draw.freeform(self.names["lakes"], lakes, Fill(style.water), edge, plain=True)

    def _disputed(self, area: Disputed) -> Shape | None:
        style = self.style
        edge = Line(style.disputed_line, TERRAIN.disputed, TERRAIN.dash)
        if area.rings:
            outline = cuts.area(area.rings, self.frame)
        else:
            outline = self._disc_outline(*self.frame.px(area.x, area.y), TERRAIN.ring)
        hatch = self._moved(cuts.disputed(outline))
        ink = Line(style.disputed_ink, 1)
        name = self.names["hatch"].format(name=area.name, what=self.names["disputed"])
        shapes = (
            self.draw.freeform(name, hatch, None, ink, plain=True),
            self.draw.freeform(area.name, self._moved(outline), None, edge, area.told),
        )
        return self.draw.group(area.name, shapes, area.told)

    def _disc_outline(self, x: float, y: float, radius: float) -> Outline:
        """Give a circle about a pixel of the map as an outline, cut to the map."""
        turns = np.linspace(0, 2 * math.pi, 49)
        ring = np.column_stack([x + radius * np.cos(turns), y + radius * np.sin(turns)])
        return cuts.ring(ring, (0.0, 0.0, float(self.scene.width), float(self.scene.height)))

    def _sectors(self) -> Iterator[Shape | None]:
        for line in self.scene.lines:
            yield self._sector(line)
        style, frame = self.style, self.frame
        for cut in self.scene.cuts:
            x0, y0, x1, y1, width = drawn.tick(cut, frame.km_per_px)
            ends = self._px(x0, y0), self._px(x1, y1)
            if width and all(self._holds(*end) for end in ends):
                yield self.draw.stroke(self.names["cut"], *ends, Line(style.text, width))

    def _sector(self, line: Sector) -> Shape | None:
        outline = self._moved(cuts.lines((line.xy,), self.frame))
        look = drawn.stroke(line, self.frame.km_per_px)
        light = self.style.halo
        parts = [
            self.draw.freeform(self.names["casing"], outline, None, Line(light, look.casing)),
            self.draw.freeform(
                line.name, outline, None, Line(line.colour, look.width, look.dash), line.told
            ),
        ]
        if look.core:
            core = Line(light, look.core, look.core_dash)
            parts.append(self.draw.freeform(self.names["core"], outline, None, core))
        return self.draw.group(f"{line.name}: {line.told}", parts, f"{line.name}: {line.told}")

    def _holds(self, x: float, y: float) -> bool:
        left, top, right, foot = self.window
        return left <= x <= right and top <= y <= foot

    def _source(self, plate: Plate) -> Shape | None:
        look = Line(self.style.leader, LEADERS.width, opacity=0.7)
        corners = np.array([*plate.outline, plate.outline[0]])
        ties = [np.array(tie) for tie in plate.ties]
        name = self.names["source"].format(title=plate.title)
        outline = self._moved(Outline([], [corners, *ties]))
        return self.draw.freeform(name, outline, None, look, plain=True)

    def _accent(self, one: Flow | Ring | Number) -> Accent:
        return self.style.accent(one.accent)

    def _flow(self, flow: Flow) -> Shape | None:
        accent, light = self._accent(flow), self.style.halo
        fill = accent.hollow if flow.dashed else accent.line
        head = self._moved(Outline([np.array([*flow.head, flow.head[0]])]))
        dash = lengths(FLOWS.dash) if flow.dashed else ()
        casing = Line(light, flow.width + 2 * FLOWS.casing)
        shapes = (
            self._curve(self.names["casing"], flow, casing),
            self.draw.freeform(
                self.names["casing"], head, Fill(light), Line(light, 2 * FLOWS.casing)
            ),
            self._curve(self.names["shaft"], flow, Line(accent.line, flow.width, dash)),
            self.draw.freeform(self.names["head"], head, Fill(fill), Line(accent.line)),
        )
        return self.draw.group(flow.text, shapes, flow.text)

    def _curve(self, name: str, flow: Flow, line: Line) -> Shape | None:
        points = [self._at(x, y) for x, y in flow.points]
        if all(self._holds(x, y) for x, y in points):
            return self.draw.curve(name, points, line)
        t = np.linspace(0, 1, _SAMPLES)[:, None]
        p0, p1, p2 = (np.array(point) for point in points)
        path = (1 - t) ** 2 * p0 + 2 * t * (1 - t) * p1 + t**2 * p2
        return self.draw.freeform(name, Outline([], cuts.within(path, self.window)), None, line)

    def _disc(
        self,
        name: str,
        at: Point,
        radius: float,
        fill: Fill | None = None,
        line: Line | None = None,
        told: str = "",
    ) -> Shape | None:
        """Draw a circle about a pixel of the map; one that reaches beyond the map is cut."""
        x, y = self._at(*at)
        if self._holds(x - radius, y - radius) and self._holds(x + radius, y + radius):
            box = (x - radius, y - radius, 2 * radius, 2 * radius)
            return self.draw.preset(name, "ellipse", box, fill, line, told)
        outline = self._moved(self._disc_outline(*at, radius))
        return self.draw.freeform(name, outline, fill, line, told)

    def _ring(self, ring: Ring) -> Shape | None:
        colour = self._accent(ring).line
        dash = lengths(PEOPLE.dash) if ring.soft else ()
        at = ring.x, ring.y
        shapes = (
            self._disc(
                ring.name,
                at,
                ring.radius,
                Fill(self.style.halo, PEOPLE.veil),
                Line(colour, 1.6, dash),
            ),
            self._disc(self.names["place"], at, PEOPLE.dot, Fill(colour)),
        )
        return self.draw.group(ring.name, shapes, f"{ring.name}: {ring.text}".strip(": "))

    def _circle(self, one: Number) -> Shape | None:
        accent, at = self._accent(one), (one.x, one.y)
        colour, name = accent.line, self._whose(one)
        veil = Fill(accent.hollow, PEOPLE.veil)
        shapes = [self._foot(one, x, y, colour) for x, y in one.feet]
        if one.shape == "unknown":
            edge = Line(colour, PEOPLE.edge, lengths(PEOPLE.dash))
            shapes.append(self._disc(name, at, one.radius, veil, edge))
        elif one.hollow:
            edge = Line(colour, PEOPLE.hollow)
            shapes.append(self._disc(name, at, one.radius, veil, edge))
        else:
            edge = Line(colour, PEOPLE.edge)
            shapes += [
                self._disc(self.names["most"], at, one.radius, Fill(colour, PEOPLE.band), edge),
                self._disc(self.names["least"], at, one.core, Fill(colour, PEOPLE.core)),
            ]
        return self.draw.group(name, shapes, name)

    def _whose(self, one: Number) -> str:
        hosts = {area.id: area.name for area in self.scene.areas}
        whose = one.name or hosts.get(one.host, "")
        return f"{whose}: {one.text}" if whose else one.text

    def _foot(self, one: Number, x: float, y: float, colour: str) -> Shape | None:
        dot = self._disc(self.names["place"], (x, y), PEOPLE.dot, Fill(colour))
        root = one.root(x, y)
        if root is None:
            return dot
        ends = self._at(*root), self._at(x, y)
        shapes = (
            self.draw.stroke(self.names["casing"], *ends, Line(self.style.halo, 3.4)),
            self.draw.stroke(self.names["leader"], *ends, Line(colour, 1.2)),
            dot,
        )
        return self.draw.group(self.names["leader"], shapes)

    def _plate(self, one: Number) -> Shape | None:
        colour = self._accent(one).line
        wide = fonts.room(one.text, PEOPLE.type, PEOPLE.weight) / 2 + PEOPLE.gap
        tall = PEOPLE.type * NAMES.line / 2 + 1
        dash = lengths(PEOPLE.dash) if one.hollow else ()
        x, y = self._at(one.x - wide, one.y - tall)
        box = (x, y, 2 * wide, 2 * tall)
        fill, edge, rounded = Fill(self.style.halo), Line(colour, 1.0, dash), PEOPLE.plate
        plate = self.draw.preset(one.text, "roundRect", box, fill, edge, rounded=rounded)
        feet = [self._foot(one, x, y, colour) for x, y in one.feet]
        return self.draw.group(one.text, (*feet, plate), one.text)

    def _symbols(self) -> Iterator[Shape | None]:
        """Draw symbols in a group for each layer, their leader lines below."""
        by_layer: dict[str, list[Symbol]] = {}
        for symbol in self.scene.symbols:
            by_layer.setdefault(symbol.layer, []).append(symbol)
        leaders = [symbol for symbol in self.scene.symbols if symbol.leader]
        yield self.draw.group(self.names["leaders"], (self._leader(one) for one in leaders))
        for layer, symbols in by_layer.items():
            title = self.scene.headings.get(layer, layer)
            yield self.draw.group(title, (self._symbol(one) for one in symbols))

    def _leader(self, symbol: Symbol) -> Shape | None:
        colour = self.style.leader
        anchor = self.frame.px(symbol.anchor_x, symbol.anchor_y)
        ends = self._at(*anchor), self._px(symbol.x, symbol.y)
        dot = (
            self._disc(self.names["area"], anchor, LEADERS.soft, None, Line(colour))
            if symbol.soft
            else self._disc(self.names["place"], anchor, LEADERS.exact, Fill(colour))
        )
        line = self.draw.stroke(self.names["leader"], *ends, Line(colour, LEADERS.width))
        return self.draw.group(self.names["leader_of"].format(name=symbol.name), (line, dot))

    def _symbol(self, symbol: Symbol) -> Shape | None:
        x, y = self._px(symbol.x, symbol.y)
        half = symbol.size / 2
        png, svg = self.media.drawing(symbol.drawing, faded=symbol.faded)
        box = (x - half, y - half, symbol.size, symbol.size)
        name = symbol.name
        icon = self.draw.picture(name, box, png, svg, name, within=self.window)
        text = symbol.badge or (str(len(symbol.members)) if len(symbol.members) > 1 else "")
        if not text:
            return icon
        at = (x + half - BADGE.inset, y - half + BADGE.inset)
        told = self.names["stack"].format(name=name, n=len(symbol.members))
        shapes = badge(self.draw, text, *at, self.style, self.window)
        return self.draw.group(told, (icon, *shapes), told)

    def _words(self, one: Flow | Ring | Number) -> Shape | None:
        if one.label is None or not one.text:
            return None
        style, accent = self.style, self._accent(one)
        colour, halo = accent.text, style.halo
        x, y, anchor = one.label
        shapes: list[Shape | None] = []
        if isinstance(one, Flow) and one.pill:
            wide = fonts.room(one.text, FLOWS.type, FLOWS.weight) / 2 + 6
            tall = FLOWS.type * NAMES.line / 2 + 1
            box = (*self._at(x - wide, y - tall), 2 * wide, 2 * tall)
            fill, edge = Fill(style.halo), Line(accent.line)
            shapes.append(
                self.draw.preset(one.text, "roundRect", box, fill, edge, rounded=tall, plain=True)
            )
        elif isinstance(one, Number) and one.on_core:
            colour, halo = accent.mark, accent.line
        if isinstance(one, Number) and one.named is not None:
            shapes.append(self._line(one.name, *one.named, style.text, style.halo))
        shapes.append(self._line(one.text, x, y, anchor, colour, halo))
        return shapes[0] if len(shapes) == 1 else self.draw.group(one.text, shapes)

    def _line(self, text: str, x: float, y: float, anchor: str, colour: str, halo: str) -> Shape:
        told = lettering.line(text, FLOWS.type, FLOWS.weight, colour, anchor=anchor, halo=halo)
        px, py = self._at(x, y + FLOWS.type * NAMES.drop)
        return self.draw.line_of_text(text, px, py, told.wide, told.words)

    def _labels(self) -> Iterator[Shape | None]:
        """Write names, in a group for each kind of what they name."""
        kinds = dict.fromkeys(label.kind for label in self.scene.labels)
        for kind in kinds:
            named = (self._label(one) for one in self.scene.labels if one.kind == kind)
            yield self.draw.group(self.names[f"names_{kind}"], named)

    def _label(self, label: Label) -> Shape | None:
        x, y = self._px(label.x, label.y)
        told = lettering.line(
            label.text,
            label.size,
            label.weight,
            label.colour,
            anchor=label.anchor,
            halo=label.halo,
            italic=label.italic,
            spacing=label.spacing,
        )
        at = (x + label.spacing / 2, y + label.size * NAMES.drop)
        written = self.draw.line_of_text(label.text, *at, told.wide, told.words)
        if not label.point:
            return written
        return self.draw.group(label.text, (*self._pointed(label, label.point), written))

    def _pointed(self, label: Label, point: Point) -> Iterator[Shape | None]:
        spot = self.frame.px(*point)
        if label.kind == "town":
            fill = Fill(label.colour if label.capital else label.halo)
            yield self._disc(self.names["place"], spot, NAMES.town, fill, Line(label.colour))
            return
        colour = self.style.leader
        ends = self._at(*spot), self._at(*labels.tie(label, self.frame))
        yield self.draw.stroke(self.names["leader"], *ends, Line(colour, LEADERS.width))
        yield self._disc(self.names["place"], spot, LEADERS.exact, Fill(colour))

    def _passed(self, x: float, y: float) -> Shape | None:
        edge = Line(self.style.accent("lead").line, 2.5)
        return self._disc(self.names["passed"], (x, y), FLOWS.around, None, edge)

    def _points(self, layer: UserLayer) -> Iterator[Shape | None]:
        """Draw a user layer: discs, or squares that are one shape where there are many."""
        if layer.crowded:
            half = POINTS.square
            squares = [
                np.array([(x, y), (x + wide, y), (x + wide, y + half), (x, y + half), (x, y)])
                for x, y, wide in layer.squares(self.frame).tolist()
            ]
            outline = self._moved(Outline(squares))
            yield self.draw.freeform(layer.title, outline, Fill(layer.colour), told=layer.title)
            return
        px, radii = self.frame.places(layer.x, layer.y), layer.radii
        edge = Line(self.style.halo, _EDGE)
        for (x, y), radius, colour, label in zip(
            px.tolist(), radii.tolist(), layer.colours, layer.labels, strict=True
        ):
            fill = Fill(colour or layer.colour)
            name = label or layer.title
            yield self._disc(name, (x, y), radius, fill, edge, name)

    def _inset(self, plate: Plate) -> Shape | None:
        """Draw a small map in its frame, with its title."""
        style = self.style
        west, north, east, _ = plate.box
        x, y, right, foot = plate.rim
        box = (*self._at(x + 0.5, y + 0.5), right - x - 1, foot - y - 1)
        rim = self.draw.preset(
            self.names["rim"], "rect", box, Fill(style.paper), Line(style.leader), plain=True
        )
        inner = MapShapes(self.draw, self.media, plate.scene, self._at(west, north))
        told = lettering.line(plate.title, INSETS.title, PEOPLE.weight, style.text)
        tab = fonts.room(plate.title, INSETS.title, PEOPLE.weight) + 2 * INSETS.pad
        place = (*self._at(west, north), min(tab, east - west), float(INSETS.tab))
        at = self._at(west + INSETS.pad, north + INSETS.tab / 2 + 4)
        shapes = (
            rim,
            *inner.shapes(plate.title),
            self.draw.preset(self.names["rim"], "rect", place, Fill(style.paper), plain=True),
            self.draw.line_of_text(plate.title, *at, told.wide, told.words),
        )
        return self.draw.group(self.names["inset"].format(title=plate.title), shapes, plate.title)

    def _annotation(self, one: Annotated) -> Shape | None:
        """Draw an annotation without its words; what reaches beyond the map is cut."""
        window = (0.0, 0.0, float(self.scene.width), float(self.scene.height))
        light, wide = self.style.halo, ANNOTATIONS.outline if one.state else ANNOTATIONS.width
        if one.state:
            areas = [area.rings for area in self.scene.areas if area.id == one.state]
            outline = cuts.area(areas[0], self.frame) if areas else Outline([])
        elif one.closed:
            outline = cuts.ring(np.array([*one.strokes[0], one.strokes[0][0]]), window)
        else:
            cut = (cuts.within(np.array(stroke), window) for stroke in one.strokes)
            outline = Outline([], list(itertools.chain.from_iterable(cut)))
        outline = self._moved(outline)
        tint = Fill(one.colour, ANNOTATIONS.tint) if one.closed or one.state else None
        dash = lengths(ANNOTATIONS.dash) if one.kind == "distance" else ()
        casing = Line(light, wide + 2 * ANNOTATIONS.casing, opacity=0.8)
        shapes = [
            self.draw.freeform(self.names["casing"], outline, None, casing, plain=True),
            self.draw.freeform(one.title, outline, tint, Line(one.colour, wide, dash), one.title),
        ]
        if one.head:
            head = self._moved(cuts.ring(np.array([*one.head, one.head[0]]), window))
            shapes.append(self.draw.freeform(self.names["head"], head, Fill(one.colour)))
        dots = (self._disc(self.names["place"], *self._dot(one, spot)) for spot in one.dots)
        foot = one.plate and one.foot
        if one.plate and foot:
            middle = (one.plate[0] + one.plate[2]) / 2, (one.plate[1] + one.plate[3]) / 2
            tie = Line(one.colour, ANNOTATIONS.edge)
            ends = self._at(*foot), self._at(*middle)
            shapes.append(self.draw.stroke(self.names["leader"], *ends, tie))
        return self.draw.group(one.title, (*shapes, *dots), one.title)

    def _dot(self, one: Annotated, spot: Point) -> tuple[Point, float, Fill, Line]:
        return spot, ANNOTATIONS.dot, Fill(one.colour), Line(self.style.halo)

    def _annotation_words(self, one: Annotated) -> Shape | None:
        if one.plate is None:
            return None
        left, top, right, foot = one.plate
        box = (*self._at(left, top), right - left, foot - top)
        fill = Fill(self.style.paper, ANNOTATIONS.opacity)
        edge = Line(one.colour, ANNOTATIONS.edge)
        text = " ".join(one.lines)
        plate = self.draw.preset(
            text, "roundRect", box, fill, edge, plain=True, rounded=ANNOTATIONS.round
        )
        shapes = [plate]
        for k, line in enumerate(one.lines):
            middle = top + ANNOTATIONS.pad[1] + ANNOTATIONS.leading * (k + 0.5)
            x, y = self._at((left + right) / 2, middle + ANNOTATIONS.type * NAMES.drop)
            told = lettering.line(
                line, ANNOTATIONS.type, ANNOTATIONS.weight, one.colour, anchor="middle"
            )
            shapes.append(self.draw.line_of_text(line, x, y, told.wide, told.words))
        return self.draw.group(text, shapes, text)
