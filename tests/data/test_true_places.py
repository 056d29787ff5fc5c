"""On random days, in all views, nothing lies on foreign ground, and nothing overlaps."""

import json
import random
from collections import Counter
from datetime import date, timedelta

import pytest
import shapely
from click.testing import CliRunner

from csto_map.cli import main
from csto_map.picture import labels
from csto_map.picture.constants import OUTLINES
from csto_map.picture.ground import ground
from csto_map.picture.scene import compose, subject

DAYS = 300
SIZES = ((1280, 720), (1496, 944), (390, 640))
# Pixels by which boxes may touch, and by which what stands on its place may miss it.
SLACK = 0.01
# Kilometres: the page has outlines rounded.
ROUNDED = 0.3


@pytest.fixture(scope="module")
def states(real_atlas):
    """Give polygons of states by the number of decimals of their outlines and the day, in km."""
    levels = {OUTLINES.decimals[level]: level for level in ("coarse", "fine")}
    shapes = {}

    def shape(rings):
        if id(rings) not in shapes:
            # Kept with what it is of, so that no other gets its number.
            shapes[id(rings)] = rings, even_odd(rings)
            shapely.prepare(shapes[id(rings)][1])
        return shapes[id(rings)][1]

    def of(decimals, day):
        known = ground(real_atlas, levels[decimals], day).countries
        return {code: shape(rings) for code, rings in known.items()}

    return of


def even_odd(rings):
    """The area that an odd number of rings encloses."""
    shape = shapely.Polygon()
    for ring in sorted(rings, key=len, reverse=True):
        shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return shape


@pytest.fixture(scope="module")
def scenes(real_atlas):
    """Scenes of random days: each view on fifty, in a size of its own."""
    rng = random.Random(12)
    span = (real_atlas.horizon - real_atlas.first).days
    layers = [layer.id for layer in real_atlas.config.layers]
    made = []
    for k in range(DAYS):
        view = real_atlas.config.views[k % len(real_atlas.config.views)]
        size = SIZES[k % len(SIZES)]
        day = real_atlas.first + timedelta(rng.randrange(span + 1))
        asked = subject(real_atlas, day, view=view.id, layers=layers, size=size)
        made.append(compose(asked, *size))
    return made


def where(scene, id_):
    return f"{id_} on {scene.date} in {scene.view}, {scene.width} x {scene.height}"


def grounds(scene, states):
    (decimals,) = {area.decimals for area in scene.areas}
    return states(decimals, scene.date)


def home(scene, code):
    """The state that is drawn on a state's land on the day."""
    return next((area.id for area in scene.areas if code in area.of), code)


def test_no_symbol_lies_on_foreign_ground_without_a_line_to_its_place(scenes, states) -> None:
    moved = Counter()
    for scene in scenes:
        known = grounds(scene, states)
        for one in scene.symbols:
            near = max(
                abs(a - b)
                for a, b in zip(
                    scene.frame.px(one.x, one.y),
                    scene.frame.px(one.anchor_x, one.anchor_y),
                    strict=True,
                )
            )
            assert one.leader == (near > SLACK), where(scene, one.id)
            if not one.leader:
                continue
            at_home = any(
                known[code].covers(shapely.Point(one.x, one.y))
                for code in (home(scene, state) for state in one.states)
                if code in known
            )
            moved[at_home] += 1
    # What is moved finds room at home nearly always.
    assert moved[True] > 20 * moved[False] > 0


def test_symbols_and_names_do_not_overlap(scenes) -> None:
    for scene in scenes:
        boxes = [(one.id, labels.symbol_box(one, scene.frame)) for one in scene.symbols]
        taken = labels.taken_boxes(scene.symbols, scene.frame)
        badges = [("a badge", box) for box in taken[len(boxes) :]]
        names = [(f"name of {one.id}", labels.label_box(one, scene.frame)) for one in scene.labels]
        for k, (id_, box) in enumerate(names):
            for other, taken in [*boxes, *badges, *names[:k]]:
                apart = (
                    box[2] <= taken[0] + SLACK
                    or box[0] >= taken[2] - SLACK
                    or box[3] <= taken[1] + SLACK
                    or box[1] >= taken[3] - SLACK
                )
                assert apart, f"{where(scene, id_)} meets {other}"
        for k, (id_, box) in enumerate(boxes):
            for other, taken in boxes[:k]:
                wide = max(abs(box[0] - taken[0]), abs(box[1] - taken[1]))
                assert wide >= box[2] - box[0] - SLACK, f"{where(scene, id_)} meets {other}"


def test_names_of_states_lie_inside_them(scenes, states) -> None:
    beside = inside = 0
    for scene in scenes:
        known = grounds(scene, states)
        for label in scene.labels:
            if label.kind != "state":
                continue
            box = labels.label_box(label, scene.frame)
            # An upright box of a turned frame is none in the projection.
            corners = ((0, 1), (2, 1), (2, 3), (0, 3))
            ground_box = shapely.Polygon([scene.frame.km(box[i], box[j]) for i, j in corners])
            if label.point is None:
                inside += 1
                if known[label.id].covers(ground_box):
                    continue
                out = shapely.difference(ground_box, known[label.id]).area
                assert out <= ROUNDED * ground_box.length, where(scene, label.id)
                continue
            beside += 1
            # A state that has no room itself is named at sea or on ground without a status.
            status = {area.id: area.status for area in scene.areas}
            on = [
                code
                for code, shape in known.items()
                if shape.buffer(-ROUNDED).intersects(ground_box)
            ]
            assert all(code == label.id or not status[code] for code in on), where(scene, label.id)
    assert inside > 1000
    assert beside > 10


def test_every_mark_in_the_frame_is_in_one_symbol(scenes) -> None:
    for scene in scenes:
        shown = [mark.id for mark in scene.marks if scene.frame.holds(mark.x, mark.y)]
        drawn = Counter(id_ for one in scene.symbols for id_ in one.members)
        assert set(drawn) <= set(shown), scene.date
        assert max(drawn.values(), default=1) == 1, scene.date


def test_a_scene_can_be_asked_for(real_atlas) -> None:
    asked = ["scene", "2021-03-01", "--view", "caucasus", "--size", "1280x720", "--json"]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    named = {"symbols", "labels", "flows", "numbers", "insets", "annotations", "headline"}
    assert set(told) == named
    assert told["insets"] == told["annotations"] == []
    armenian = [one for one in told["symbols"] if one["country"] == "ARM"]
    assert len(armenian) > 5
    armenia = shapely.union_all(
        [shape for code, shape in outlines_in_degrees(real_atlas) if code == "ARM"]
    )
    for one in armenian:
        if one["leader"]:
            assert armenia.covers(shapely.Point(one["drawn_lon"], one["drawn_lat"])), one
        else:
            assert (one["lon"], one["lat"]) == (one["drawn_lon"], one["drawn_lat"])
    names = {one["id"]: one for one in told["labels"]}
    # In small letters where numbers need the room.
    assert names["ARM"]["text"].upper() == "ARMENIA"
    assert names["TUR"]["text"] == "TURKEY"
    refused = CliRunner().invoke(main, [*asked[:2], "--compare", "2004-01-01"])
    assert refused.exit_code == 2
    assert "leave compare out" in refused.output


def outlines_in_degrees(atlas):
    return [(row.code, row.shape) for row in atlas.outlines("fine").on(date(2021, 3, 1))]
