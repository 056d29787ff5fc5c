"""Insets of the shipped atlas: what is drawn where, once, and that nothing lies below them."""

import itertools
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from csto_map.cli import main
from csto_map.errors import BadOption
from csto_map.export import laid, options
from csto_map.export.films import film_options
from csto_map.picture import labels, numbers
from csto_map.picture.figure import to_figure
from csto_map.picture.scene import compose, subject
from csto_map.sheet.svg import map_svg

# That of the map on a slide.
SIZE = (1122, 697)
KANT = "site:kgz_kant"
DAYS = 24


@pytest.fixture(scope="module")
def scenes(real_atlas):
    rng = random.Random(7)
    span = (real_atlas.horizon - real_atlas.first).days
    days = [real_atlas.first + timedelta(rng.randrange(span + 1)) for _ in range(DAYS)]
    layers = [layer.id for layer in real_atlas.config.layers]
    made = []
    for k, day in enumerate(days):
        chosen = layers if k % 3 == 0 else None
        how = ("auto", "symbols", "off")[k % 5 % 3]
        asked = subject(
            *(real_atlas, day),
            view="alliance",
            size=SIZE,
            layers=chosen,
            numbers=how,
            insets="auto",
        )
        made.append(compose(asked, *(SIZE if k % 2 else (1496, 930))))
    return made


def test_an_inset_shows_the_base_for_which_the_wide_map_has_a_circle(real_atlas) -> None:
    asked = subject(real_atlas, "2022-02-01", view="alliance", size=SIZE, insets="auto")
    scene = compose(asked, *SIZE)
    assert [plate.title for plate in scene.plates] == ["South Caucasus", "Tajikistan and Fergana"]
    inner = scene.plates[1].scene
    assert not any(KANT in one.members for one in scene.symbols)
    assert "KGZ:RUS" in {one.id for one in scene.counted if one.shape == "circle"}
    assert any(KANT in one.members for one in inner.symbols)
    assert inner.frame.km_per_px * 1.5 <= scene.frame.km_per_px
    assert not [one for one in inner.counted if one.shape == "circle"]
    outer, _, drawn = map_svg(scene).partition('<g class="inset">')
    assert outer.count("data-id") > drawn.count("data-id") > 20
    assert "People at a site or unit" in {entry.label for entry in scene.legend}
    without = compose(subject(real_atlas, "2022-02-01", view="alliance", size=SIZE), *SIZE)
    assert not without.plates
    assert not any(KANT in one.members for one in without.symbols)


def boxes_of(scene):
    """What of a wide map has a box: symbols, names, circles, words."""
    frame = scene.frame
    yield from ((one.id, labels.symbol_box(one, frame)) for one in scene.symbols)
    yield from ((f"name of {one.id}", labels.label_box(one, frame)) for one in scene.labels)
    for one in scene.counted:
        if one.shape in ("circle", "unknown"):
            r = one.radius
            yield one.id, (one.x - r, one.y - r, one.x + r, one.y + r)
    for one in (*scene.flows, *scene.rings, *scene.counted):
        if one.label is not None:
            x, y, anchor = one.label
            wide, tall = numbers._room(one.text)
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            yield f"words of {one.id}", (left, y - tall / 2, left + wide, y + tall / 2)
    for one in scene.flows:
        (x0, y0), (x1, y1), (x2, y2) = one.points
        for t in (k / 40 for k in range(41)):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            x, y, r = a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2, one.width / 2
            yield f"way of {one.id}", (x - r, y - r, x + r, y + r)


def apart(one, other):
    return (
        one[2] <= other[0] + 0.01
        or other[2] <= one[0] + 0.01
        or one[3] <= other[1] + 0.01
        or other[3] <= one[1] + 0.01
    )


def test_nothing_of_the_wide_map_lies_under_an_inset(scenes) -> None:
    count = Counter(len(scene.plates) for scene in scenes)
    assert count[2] > DAYS / 2, count
    for scene in scenes:
        for plate in scene.plates:
            for id_, box in boxes_of(scene):
                assert apart(plate.rim, box), f"{scene.date}: {id_} under {plate.title}"
            for corner in itertools.chain(*(other.outline for other in scene.plates)):
                assert apart(plate.rim, (*corner, *corner)), scene.date
        for one, other in itertools.combinations(scene.plates, 2):
            assert apart(one.rim, other.rim), scene.date


def test_no_state_of_the_lens_loses_its_name_to_an_inset(real_atlas) -> None:
    for day in ("2009-06-14", "2022-01-10", "1999-01-01", "2026-03-21"):
        asked = {"view": "alliance", "size": SIZE}
        named = [
            {one.id for one in compose(shown, *SIZE).labels if one.kind == "state"}
            for shown in (
                subject(real_atlas, day, **asked, insets=insets) for insets in ("off", "auto")
            )
        ]
        assert compose(subject(real_atlas, day, **asked, insets="auto"), *SIZE).plates, day
        allied = {area.id for area in subject(real_atlas, day, **asked).areas if area.status}
        assert named[0] & allied, day
        assert not (named[0] - named[1]) & allied, day


def test_every_mark_is_drawn_or_counted_once(scenes) -> None:
    for scene in scenes:
        inner = [id_ for p in scene.plates for one in p.scene.symbols for id_ in one.members]
        outer = [id_ for one in scene.symbols for id_ in one.members]
        assert max(Counter(inner + outer).values(), default=1) == 1, scene.date
        entries = {(e.layer, e.key): e.count for e in scene.legend}
        kinds = Counter(
            (mark.layer, mark.kind) for mark in scene.marks if mark.id in {*inner, *outer}
        )
        for kind, many in kinds.items():
            assert entries[kind] == many, (scene.date, kind)


def test_the_best_sources_of_what_insets_show_are_cited(real_atlas) -> None:
    still = options.read(real_atlas, {"date": "2022-02-01", "view": "alliance"})
    cited = {ref.id for ref in laid.sheet(real_atlas, still).scene.sources}
    base = next(row for row in real_atlas.tables.sites if row.site_id == "kgz_kant")
    assert cited & set(base.source_ids)


@pytest.mark.parametrize(
    "more",
    [
        {"insets": "off"},
        {"box": "-3740,-1500,1020,1380"},
        {"compare": "2004-01-01"},
        {"view": "caucasus"},
        {"size": "640x400"},
        {"slots": "2"},
    ],
)
def test_who_has_none(real_atlas, more) -> None:
    still = options.read(real_atlas, {"date": "2022-02-01", "view": "alliance"} | more)
    sheet = laid.sheet(real_atlas, still)
    assert not any(plate.scene.plates for plate in sheet.plates)


def test_titles_are_in_the_language_of_the_picture(real_atlas) -> None:
    still = options.read(real_atlas, {"date": "2022-02-01", "view": "alliance", "lang": "ru"})
    titles = [plate.title for plate in laid.sheet(real_atlas, still).scene.plates]
    assert titles == ["Южный Кавказ", "Таджикистан и Фергана"]


def test_a_film_keeps_its_insets_where_they_are(real_atlas) -> None:
    asked = {"from": "2021-12-01", "to": "2022-02-10", "view": "alliance", "size": "1920x1080"}
    made = film_options.read(real_atlas, asked)
    layout = made.layout(real_atlas)
    days = [date(2021, 12, 1), date(2022, 1, 10), date(2022, 2, 10)]
    kept = made.settled_insets(real_atlas, days, layout)
    assert any(kept.places)
    boxes = [[plate.box for plate in kept.scene(real_atlas, day, layout).plates] for day in days]
    assert boxes == [[place for place in kept.places if place]] * len(days)
    for day in days:
        scene = kept.scene(real_atlas, day, layout)
        for plate in scene.plates:
            for id_, box in boxes_of(scene):
                assert apart(plate.rim, box), f"{day}: {id_} under {plate.title}"
    # Free at the beginning is not free always: an arrow comes on 6 January.
    first = made.settled_insets(real_atlas, days[:1], layout)
    assert first.places != kept.places


def test_a_film_keeps_the_names_of_states_that_join_later(real_atlas) -> None:
    """On its first day there is no alliance yet: nobody has a status, and a name to keep."""
    asked = {"from": "1991-12-01", "to": "2026-01-01", "view": "alliance", "size": "1920x1080"}
    made = film_options.read(real_atlas, asked)
    layout = made.layout(real_atlas)
    days = [date(1991, 12, 1), date(1999, 1, 1), date(2009, 6, 14), date(2026, 1, 1)]
    kept = made.settled_insets(real_atlas, days, layout)
    subject_of = made.subject(real_atlas, days[2], layout)
    _, _, wide, tall = layout.map
    allied = {area.id for area in subject_of.areas if area.status}
    without = compose(replace(subject_of, insets=()), wide, tall)
    scene = kept.scene(real_atlas, days[2], layout)
    before, after = (
        {label.id for label in one.labels} | {number.host for number in one.counted}
        for one in (without, scene)
    )
    assert any(kept.places)
    assert len(before & allied) > 5
    assert not (before - after) & allied


def test_a_figure_of_a_scene_with_insets_is_refused(scenes) -> None:
    """It would lose what they show."""
    with pytest.raises(BadOption, match="no insets"):
        to_figure(next(scene for scene in scenes if scene.plates))


def test_a_scene_tells_of_its_insets(real_atlas) -> None:
    asked = ["scene", "2022-02-01", "--view", "alliance", "--size", "1122x697", "--json"]
    told = json.loads(CliRunner().invoke(main, asked).output)
    small = {one["title"]: one for one in told["insets"]}
    inner = small["Tajikistan and Fergana"]
    assert KANT in {id_ for one in inner["symbols"] for id_ in one["stack"]}
    wide = {id_ for one in told["symbols"] for id_ in one["stack"]}
    assert not wide & {id_ for one in inner["symbols"] for id_ in one["stack"]}
    west, south = min(x for x, _ in inner["outline"]), min(y for _, y in inner["outline"])
    assert 66 < west < 68
    assert 35.5 < south < 37
    off = json.loads(CliRunner().invoke(main, [*asked, "--insets", "off"]).output)
    assert off["insets"] == []
