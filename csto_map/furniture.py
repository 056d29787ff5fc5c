"""What stands around an exported map: where each line of text goes.

Pure geometry over a scene, in pixels of the whole sheet: title and date above,
legend and sources beside the map (below it on upright sheets), scale bar and notes
under it. Texts are wrapped by measured widths; what finds no room is counted in a
last line instead of being cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csto_map import fonts
from csto_map.parts import LegendEntry, SourceRef
from csto_map.scene import Scene, refit
from csto_map.views import scale_bar

MARGIN = 24
_GUTTER = 16
_COLUMN = 304
_KEY = 28
# Room below a legend for the heading, one source and the count of the others.
_LEAST_SOURCES = 66
_GROUPS = {"groups": "Whose forces", "certainty": "Certainty"}


@dataclass(frozen=True, slots=True)
class Box:
    """A named rectangle that nothing else may enter."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `box` the name of the box that holds it."""

    box: str
    text: str
    x: float
    y: float
    size: int
    weight: int = 400
    soft: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Key:
    """The swatch of a legend entry; `x`, `y` is the middle of its `_KEY` wide place."""

    entry: LegendEntry
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The scale bar: its left end, its length in pixels and in kilometres."""

    x: float
    y: float
    px: float
    km: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet: the scene refitted to its map box, and everything around it."""

    width: int
    height: int
    scene: Scene
    map: Box
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    bar: Bar


def _lines(
    box: str,
    lines: Sequence[str],
    x: float,
    top: float,
    size: int,
    *,
    weight: int = 400,
    soft: bool = False,
) -> list[Text]:
    return [
        Text(box, line, x, top + size + k * leading(size), size, weight, soft)
        for k, line in enumerate(lines)
    ]


def leading(size: int) -> float:
    """Return the distance of two baselines for a text size."""
    return round(size * 1.36)


def cut(text: str, size: int, room: float, most: int, weight: int = 400) -> list[str]:
    """Wrap a text to at most `most` lines; a shortened one ends in an ellipsis."""
    lines = fonts.wrap(text, size, room, weight)
    if len(lines) <= most:
        return lines
    last = lines[most - 1].split()
    while last and fonts.width(" ".join(last) + " …", size, weight) > room:
        last.pop()
    return [*lines[: most - 1], " ".join(last) + " …"]


def lay_out(scene: Scene) -> Sheet:
    """
    Lay out a sheet of the scene's own size around its map.

    Parameters
    ----------
    scene
        Its width and height become those of the sheet; the map frame shrinks and
        the symbols are placed anew in it.
    """
    small, body, _, title = scene.looks.sizes
    wide, tall = scene.width, scene.height
    beside = wide >= 1.1 * tall and wide >= 720
    room = wide - 2 * MARGIN
    texts: list[Text] = []

    date_room = fonts.width(scene.subtitle, title, 600)
    heading = cut(scene.title, title, room - date_room - _GUTTER, 1, 600)
    changed = cut(scene.changed, body, room, 2)
    texts += _lines("title", heading, MARGIN, MARGIN - 6, title, weight=600)
    texts.append(
        Text("date", scene.subtitle, wide - MARGIN, MARGIN - 6 + title, title, 600, anchor="end")
    )
    below = MARGIN - 6 + leading(title) + 4
    texts += _lines("changed", changed, MARGIN, below, body, soft=True)
    top = below + len(changed) * leading(body) + 10

    about = f"{scene.boundary_note} Projection: {scene.projection_name}.".strip()
    notes = cut(about, small, room - 230, 4)
    foot_lines = max(len(notes), 2)
    foot = foot_lines * leading(small) + 6
    bottom = tall - MARGIN + 8 - foot
    map_width = room - _COLUMN - _GUTTER if beside else room
    map_height = bottom - 10 - top if beside else (bottom - 10 - top) * 0.58
    inner = refit(scene, int(map_width), int(map_height))
    frame = Box("map", MARGIN, top, inner.width, inner.height)

    if beside:
        side = Box("side", MARGIN + map_width + _GUTTER, top, _COLUMN, inner.height)
        legend_box, sources_box = side, side
        keys, own, used = _legend(inner, side, side.height - _LEAST_SOURCES)
        sources_box = Box("sources", side.x, side.y + used, side.width, side.height - used)
        legend_box = Box("legend", side.x, side.y, side.width, used)
    else:
        y, rest = top + inner.height + 12, bottom - 10 - top - inner.height - 12
        half = (room - _GUTTER) / 2
        legend_box = Box("legend", MARGIN, y, half, rest)
        sources_box = Box("sources", MARGIN + half + _GUTTER, y, half, rest)
        keys, own, _ = _legend(inner, legend_box, rest)
    texts += own
    texts += _sources(inner.sources, sources_box, small)

    km, px = scale_bar(inner.frame.km_per_px)
    bar = Bar(MARGIN, bottom + 8, px, km)
    texts.append(Text("scale", f"{km:,} km".replace(",", " "), MARGIN + px + 8, bottom + 12, small))
    version = f"Data {scene.data_version}"
    texts.append(Text("version", version, MARGIN, bottom + 12 + leading(small), small, soft=True))
    note_x = MARGIN + 230
    texts += _lines("note", notes, note_x, bottom, small, soft=True)
    texts = [t for t in texts if t.text]
    boxes = [
        Box("title", MARGIN, MARGIN - 6, room - date_room - _GUTTER, leading(title)),
        Box("date", wide - MARGIN - date_room, MARGIN - 6, date_room, leading(title)),
        Box("changed", MARGIN, below, room, len(changed) * leading(body)),
        legend_box,
        sources_box,
        Box("scale", MARGIN, bottom, 222, leading(small) + 2),
        Box("version", MARGIN, bottom + leading(small) + 2, 222, leading(small)),
        Box("note", note_x, bottom, room - 230, foot_lines * leading(small) + 2),
    ]
    return Sheet(wide, tall, inner, frame, tuple(boxes), tuple(texts), tuple(keys), bar)


def _legend(scene: Scene, box: Box, most: float) -> tuple[list[Key], list[Text], float]:
    """Set the legend into a box; return its swatches, its lines and the height used.

    Icons and chips stand two to a row, statuses and border lines one.
    """
    small, body, *_ = scene.looks.sizes
    keys: list[Key] = []
    texts: list[Text] = []
    y, step, half = box.y, leading(small) + 4, box.width / 2
    entries = list(scene.legend)
    sizes = Counter(entry.layer for entry in entries)
    layer, column = "", 0
    for k, entry in enumerate(entries):
        paired = (
            entry.layer not in ("states", "border", "groups", "certainty")
            and sizes[entry.layer] > 1
        )
        heading = entry.layer != layer
        if heading:
            column = 0
        opens = column == 0
        need = (step if opens else 0) + (leading(body) + 6 if heading else 0)
        # The last line is kept free for the count of what finds no room.
        spare = 0 if k == len(entries) - 1 else step
        if opens and y + need + spare > box.y + most:
            rest = f"+ {len(entries) - k} more kinds"
            texts.append(Text("legend", rest, box.x, y + small + 4, small))
            y += step
            break
        if heading:
            layer = entry.layer
            y += 7 if k else 0
            title = scene.headings.get(layer, _GROUPS.get(layer, layer))
            texts.append(Text("legend", title, box.x, y + body - 1, body, 600))
            y += leading(body) + 1
        if opens:
            y += step
        x = box.x + column * half
        right = x + (half - 10 if paired else box.width)
        base = y - step / 2 + small * 0.36
        count = str(entry.count)
        room = right - x - _KEY - 6 - fonts.width(count, small, 600) - 5
        keys.append(Key(entry, x + _KEY / 2 - 2, y - step / 2))
        label = cut(entry.label, small, room, 1)
        texts += [Text("legend", line, x + _KEY + 2, base, small) for line in label]
        texts.append(Text("legend", count, right, base, small, 600, soft=True, anchor="end"))
        column = 1 - column if paired else 0
    return keys, texts, y - box.y


def _sources(sources: Sequence[SourceRef], box: Box, small: int) -> list[Text]:
    """Set numbered sources into a box, two lines each at most."""
    if not sources or box.height < 3 * leading(small):
        return []
    y = box.y + 10
    texts = [Text("sources", "Sources", box.x, y + small, small, 600)]
    y += leading(small) + 2
    floor = box.y + box.height
    for k, source in enumerate(sources):
        lines = cut(f"{source.n}  {source.short}", small, box.width, 2)
        spare = 0 if k == len(sources) - 1 else leading(small)
        if y + len(lines) * leading(small) + spare > floor:
            rest = f"+ {len(sources) - k} more, full list in the data"
            if y + leading(small) <= floor:
                texts += _lines("sources", [rest], box.x, y, small, soft=True)
            break
        texts += _lines("sources", lines, box.x, y, small, soft=True)
        y += len(lines) * leading(small)
    return texts
