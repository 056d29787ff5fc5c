"""Scenes of the real atlas: invariants only, so that adding a fact breaks no test."""

from datetime import date
from itertools import combinations

import pytest

from csto_map.atlas import Atlas
from csto_map.errors import BadOption, DateOutOfRange
from csto_map.history import compare
from csto_map.history.timeline import state_at
from csto_map.picture import difference, fonts
from csto_map.picture.labels import Box, symbol_box
from csto_map.picture.legend import LAYER_ORDER
from csto_map.picture.parts import Label
from csto_map.picture.scene import Scene, build, compose, subject
from csto_map.picture.subject import hidden, seen
from csto_map.picture.views import Frame

VIEWS = ["alliance", "central-asia", "tajik-afghan", "kyrgyzstan", "caucasus", "belarus"]
DAYS = ["1992-06-01", "2003-10-23", "2012-07-01", "2025-12-31"]


@pytest.fixture(scope="module")
def atlas(real_atlas) -> Atlas:
    return real_atlas


@pytest.fixture(scope="module", params=VIEWS)
def view(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=DAYS)
def scene(request: pytest.FixtureRequest, atlas: Atlas, view: str) -> Scene:
    every = [layer.id for layer in atlas.config.layers]
    return build(atlas, request.param, view=view, layers=every)


def test_every_visible_mark_inside_the_frame_is_in_exactly_one_symbol(
    scene: Scene, atlas: Atlas
) -> None:
    state = state_at(atlas.timeline, scene.date.toordinal(), scene.lens)
    inside = [
        m["id"]
        for m in atlas.timeline["marks"]
        if m["id"] in state.marks and scene.frame.holds(m["x"], m["y"])
    ]
    # Of whom an arrow or a circle tells nobody makes a symbol too.
    closer = [mark.id for mark in seen(scene, scene.frame).closer]
    inside = [id_ for id_ in inside if id_ not in hidden(scene) and id_ not in closer]
    assert sorted(m for s in scene.symbols for m in s.members) == sorted(inside)


def test_symbols_are_hollow_when_they_are_only_possible(scene: Scene, atlas: Atlas) -> None:
    state = state_at(atlas.timeline, scene.date.toordinal(), scene.lens)
    for symbol in scene.symbols:
        assert (symbol.certainty == "certain") == state.marks[symbol.id]
        assert symbol.icon.endswith(symbol.certainty)


def label_box(label: Label, frame: Frame) -> Box:
    """Return the box of a label in pixels, as measured."""
    x, y = frame.px(label.x, label.y)
    wide = fonts.width(label.text, label.size, label.weight)
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    return left, y - label.size * 0.62, left + wide, y + label.size * 0.62


def test_nothing_covers_anything(scene: Scene) -> None:
    symbols = [symbol_box(s, scene.frame) for s in scene.symbols]
    labels = [label_box(label, scene.frame) for label in scene.labels]
    for one, other in combinations(symbols + labels, 2):
        clear = (
            one[2] <= other[0] + 0.01
            or other[2] <= one[0] + 0.01
            or one[3] <= other[1] + 0.01
            or other[3] <= one[1] + 0.01
        )
        assert clear, f"{one} and {other} overlap"


def test_names_stay_inside_the_frame(scene: Scene) -> None:
    for label in scene.labels:
        left, top, right, bottom = label_box(label, scene.frame)
        assert left >= 0, label.text
        assert top >= 0, label.text
        assert right <= scene.width, label.text
        assert bottom <= scene.height, label.text


def test_states_wear_the_status_of_the_day(scene: Scene, atlas: Atlas) -> None:
    state = state_at(atlas.timeline, scene.date.toordinal(), scene.lens)
    for area in scene.areas:
        assert area.status == state.states.get(area.id, (None, True))[0]
        look = scene.looks.status(area.status)
        assert (area.fill, area.hatch, area.line) == (look.fill, look.hatch, look.line)


def test_the_legend_counts_what_is_visible(scene: Scene) -> None:
    marks = sum(len(s.members) for s in scene.symbols)
    by_layer: dict[str, int] = {}
    for entry in scene.legend:
        assert entry.count > 0
        by_layer[entry.layer] = by_layer.get(entry.layer, 0) + entry.count
    drawn = ("bases", "units", "detachments", "crossings", "events", "contingents")
    # An arrow has a line of its group, and others of what else it is.
    arrows = [e.count for e in scene.legend if e.key.startswith("flow:")]
    more = [e.count for e in scene.legend if e.key in ("dashed", "derived", "settled")]
    assert sum(by_layer.get(layer, 0) for layer in drawn) == marks + sum(arrows) + sum(more)
    assert sum(arrows) == len(scene.flows)
    assert by_layer.get("border", 0) <= len(scene.lines)
    keys = [(entry.layer, entry.key) for entry in scene.legend]
    assert len(set(keys)) == len(keys)


def test_sources_are_numbered_and_those_of_what_is_visible(scene: Scene, atlas: Atlas) -> None:
    assert [s.n for s in scene.sources] == list(range(1, len(scene.sources) + 1))
    ids = [s.id for s in scene.sources]
    assert len(set(ids)) == len(ids)
    for symbol in scene.symbols:
        for member in symbol.members:
            assert set(atlas.sources_of(member, scene.date, scene.lens)) <= set(ids)


def test_layers_switched_off_leave_nothing(atlas: Atlas) -> None:
    bare = build(atlas, "2009-06-14", layers=[])
    assert bare.symbols == ()
    assert bare.lines == ()
    # Hatches of disputed areas belong to the ground, which is no layer.
    assert [entry.key for entry in bare.legend] == ["disputed"]
    assert all(area.status is None for area in bare.areas)


def test_a_scene_in_another_frame_is_the_scene_built_at_that_size(atlas: Atlas) -> None:
    big = build(atlas, "2009-06-14", view="caucasus", width=1280, height=720)
    small = compose(big, 640, 480)
    assert small == build(atlas, "2009-06-14", view="caucasus", width=640, height=480)


def test_the_sentence_says_what_changed_or_what_changed_last(atlas: Atlas) -> None:
    changes = [c for c in atlas.timeline["changes"] if c["weight"] == 3]
    day = date.fromordinal(changes[0]["day"])
    assert changes[0]["text"].rstrip(".") in build(atlas, day).changed


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "moon"},
        {"lens": "monocle"},
        {"layers": ["onion"]},
        {"style": "baroque"},
        {"icons": "emoji"},
        {"width": 3},
    ],
)
def test_unknown_choices_are_refused_with_what_there_is(
    atlas: Atlas, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadOption):
        build(atlas, "2009-06-14", **wrong)  # type: ignore[arg-type]


def test_days_without_facts_are_refused(atlas: Atlas) -> None:
    with pytest.raises(DateOutOfRange):
        build(atlas, "1980-01-01")


def test_a_tall_picture_shows_the_states_beyond_the_fine_outlines(atlas: Atlas) -> None:
    tall = build(atlas, "2012-07-01", view="central-asia", width=390, height=640)

    beyond = next(area for area in tall.areas if area.id == "OMN")
    assert any(tall.frame.holds(x, y) for ring in beyond.rings for x, y in ring.tolist())
    # Its capital is named first, and leaves no room for its own name.
    assert {"OMN", "Muscat"} & {word for label in tall.labels for word in (label.id, label.text)}


def test_a_difference_ranks_its_symbols_as_a_day_does(atlas: Atlas) -> None:
    options = {"view": "tajik-afghan", "size": (1280, 720)}
    earlier, later = (subject(atlas, day, **options) for day in ("1994-06-01", "2009-06-14"))
    rows = compare.differences(atlas, "1994-06-01", "2009-06-14")
    ranks = {mark["id"]: mark["rank"] for mark in atlas.timeline["marks"]}

    shown = difference.between(atlas, earlier, later, rows).marks

    places = [(LAYER_ORDER.index(m.layer), ranks[m.id], m.id) for m in shown]
    assert len({mark.sign for mark in shown}) > 1
    assert places == sorted(places)


def test_names_are_placed_anew_where_anything_differs(atlas):
    asked = subject(atlas, "2009-06-14", view="caucasus")
    names = compose(asked, 900, 600).labels
    half = compose(asked, 900, 600, [(0, 0, 450, 600)]).labels
    plain = compose(subject(atlas, "2009-06-14", view="caucasus", style="dark"), 900, 600).labels
    before = compose(subject(atlas, "1991-01-01", view="caucasus"), 900, 600).labels

    assert names == compose(asked, 900, 600).labels
    assert 0 < len(half) < len(names)
    assert {label.colour for label in names}.isdisjoint(label.colour for label in plain)
    assert before != names
