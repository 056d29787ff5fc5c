"""How large a circle of people is: three in each other, with what they stand for."""

from __future__ import annotations

from csto_map.language.speech import number
from csto_map.picture import fonts
from csto_map.picture.numbers import radius
from csto_map.picture.scene import Scene
from csto_map.sheet.blocks import SMALL, Part, Text
from csto_map.sheet.measures import CIRCLES
from csto_map.sheet.shapes import Shape, Spot, Stroke

_NAME = "circles"
_PAD = CIRCLES.pad


def circle_scale(scene: Scene) -> Part | None:
    """Set the scale of a map's circles; None where it has none."""
    people = [
        one.high for one in scene.counted if one.shape == "circle" and one.high and not one.hollow
    ]
    if not people:
        return None
    largest = max(people)
    values = list(dict.fromkeys(_below(largest / share) for share in CIRCLES.shares))
    colour = scene.looks.accent(scene.counted[0].accent).body
    radii = [radius(value, scene.frame, scene.counted[0].scale) for value in values]
    wide = 2 * radii[0]
    foot = _PAD + wide
    shapes: list[Shape] = []
    texts: list[Text] = []
    y = 0.0
    for value, r in zip(values, radii, strict=True):
        top = foot - 2 * r
        y = max(top + SMALL * 0.36, y + CIRCLES.least_step if texts else SMALL * 0.9)
        shapes.append(Spot(_NAME, "disc", _PAD + radii[0], foot - r, r, "", colour, 1.1))
        at = _PAD + wide + CIRCLES.gap
        shapes.append(
            Stroke(_NAME, ((_PAD + radii[0], top), (at - 6, y - SMALL * 0.36)), colour, 0.6)
        )
        texts.append(Text(_NAME, number(value, scene.language), at, y, SMALL))
    right = max(fonts.width(text.text, SMALL) for text in texts)
    tall = max(foot + _PAD, y + 3)
    flow = "; ".join(text.text for text in texts)
    wide = _PAD + wide + CIRCLES.gap + right
    return Part(_NAME, wide, tall, tuple(texts), (), tuple(shapes), flow, held=True)


def _below(people: float) -> int:
    """Give the nearest round number that is not larger."""
    power = 1
    while power * 10 <= people:
        power *= 10
    return int(max(step * power for step in CIRCLES.steps if step * power <= max(people, power)))
