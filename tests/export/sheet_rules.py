"""What must hold of every sheet: nothing overlaps, nothing sticks out, nothing is cut."""

from itertools import combinations

from csto_map.picture import fonts, labels
from csto_map.sheet.furniture import Box, Sheet
from csto_map.sheet.shapes import Patch, Shape, Spot

_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}


# Kinds that the legend of any sheet has room for.
MOST_KINDS = 40


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x + 0.5
        or other.x + other.width <= one.x + 0.5
        or one.y + one.height <= other.y + 0.5
        or other.y + other.height <= one.y + 0.5
    )


def within(one: Box, other: Box) -> bool:
    return (
        one.x >= other.x - 0.5
        and one.y >= other.y - 0.5
        and one.x + one.width <= other.x + other.width + 0.5
        and one.y + one.height <= other.y + other.height + 0.5
    )


def line_box(text) -> Box:
    wide = fonts.width(text.text, text.size, text.weight)
    left = text.x - wide * _SHARE[text.anchor]
    return Box(text.text, left, text.y - text.size * 0.75, wide, text.size * 0.9)


def faults(sheet: Sheet) -> list[str]:
    """Say in words everything that is wrong with a sheet."""
    return [
        *box_faults(sheet),
        *text_faults(sheet),
        *key_faults(sheet),
        *plate_faults(sheet),
        *shape_faults(sheet),
        *bar_faults(sheet),
    ]


# Stands on the map, in its corner.
ON_THE_MAP = ("scale",)


def box_faults(sheet: Sheet) -> list[str]:
    boxes = [box for box in sheet.boxes if box.name not in ON_THE_MAP]
    boxes += [plate.box for plate in sheet.plates]
    names = [box.name for box in boxes]
    found = [f"two boxes {name}" for name in set(names) if names.count(name) > 1]
    found += [
        f"{one} and {other} overlap"
        for one, other in combinations(boxes, 2)
        if not apart(one, other)
    ]
    on_the_map = [box for box in sheet.boxes if box.name in ON_THE_MAP]
    found += [f"{box} is not on the map" for box in on_the_map if not within(box, sheet.map)]
    for box in boxes:
        inside = box.x >= 0 and box.x + box.width <= sheet.width + 0.5
        if not (inside and box.y >= 0 and box.y + box.height <= sheet.height + 0.5):
            found.append(f"{box} is not on the sheet")
    return found


def text_faults(sheet: Sheet) -> list[str]:
    found = []
    by_name = {box.name: box for box in sheet.boxes}
    lines = [line_box(text) for text in sheet.texts]
    for text, line in zip(sheet.texts, lines, strict=True):
        box = by_name[text.box]
        if line.x < box.x - 0.5 or line.x + line.width > box.x + box.width + 0.5:
            found.append(f"{text} sticks out of {box} sideways")
        if line.y < box.y - 1 or text.y > box.y + box.height + 2:
            found.append(f"{text} sticks out of {box} up or down")
        # What is cut ends in a blank and dots; dots alone stand within a layer's long name.
        if text.text.endswith(" …"):
            found.append(f"{text} is cut")
        # With every layer at once there are more kinds than a small sheet can tell: it says so.
        kinds = max(len(plate.scene.legend) for plate in sheet.plates)
        # Kinds that only stacks hold are counted in the last line of a legend that is crowded.
        more = "more kinds" in text.text and "stacks" not in text.text
        if more and kinds < MOST_KINDS:
            found.append(f"{text}: the legend is not whole")
    # Lines of different boxes are apart when the boxes are.
    for name in by_name:
        own = [line for line, text in zip(lines, sheet.texts, strict=True) if text.box == name]
        pairs = combinations(own, 2)
        found += [f"{a.name!r} and {b.name!r} overlap" for a, b in pairs if not apart(a, b)]
    return found


def key_faults(sheet: Sheet) -> list[str]:
    keys = [Box(key.entry.label, key.x - 12, key.y - 6.5, 24, 13) for key in sheet.keys]
    pairs = combinations(keys, 2)
    return [f"keys {one} and {other} overlap" for one, other in pairs if not apart(one, other)]


def extent(shape: Shape) -> Box:
    """The box around a shape, without the width of its line."""
    if isinstance(shape, Patch):
        return Box(shape.box, shape.x, shape.y, shape.width, shape.height)
    if isinstance(shape, Spot):
        r = shape.radius
        return Box(shape.box, shape.x - r, shape.y - r, 2 * r, 2 * r)
    xs, ys = zip(*shape.points, strict=True)
    return Box(shape.box, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def shape_faults(sheet: Sheet) -> list[str]:
    """Shapes lie in their boxes, and no line or bar runs through a text but under it."""
    by_name = {box.name: box for box in sheet.boxes}
    found = [
        f"{shape} sticks out of {by_name[shape.box]}"
        for shape in sheet.shapes
        if shape.box and not within(extent(shape), by_name[shape.box])
    ]
    for shape in sheet.shapes:
        # The band of the time axis and the ground of a flag are what texts stand on; rings are open.
        if shape.box == "timeline" and isinstance(shape, Patch):
            continue
        if shape.box == "circles" and isinstance(shape, Spot):
            continue
        drawn = extent(shape)
        found += [
            f"{shape} runs through {text.text!r}"
            for text in sheet.texts
            if text.box == shape.box and not text.colour and not apart(drawn, line_box(text))
        ]
    return found


def bar_faults(sheet: Sheet) -> list[str]:
    """The scale bar lies on no name and no symbol."""
    scene, at = sheet.scene, sheet.map
    drawn = [(one.id, labels.symbol_box(one, scene.frame)) for one in scene.symbols]
    drawn += [(one.text, labels.label_box(one, scene.frame)) for one in scene.labels]
    return [
        f"the scale bar lies on {name}"
        for bar in sheet.boxes
        if bar.name == "scale"
        for name, (x0, y0, x1, y1) in drawn
        if not apart(bar, Box(name, at.x + x0, at.y + y0, x1 - x0, y1 - y0))
    ]


def plate_faults(sheet: Sheet) -> list[str]:
    found = []
    for plate in sheet.plates:
        if (plate.scene.width, plate.scene.height) != (plate.box.width, plate.box.height):
            found.append(f"{plate.box} is not of the size of its scene")
        if min(plate.box.width, plate.box.height) < 0.14 * min(sheet.width, sheet.height):
            found.append(f"{plate.box} is too small to read")
    return found
