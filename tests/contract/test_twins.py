"""The figure and the SVG do not know each other, and show the same picture."""

from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest

from csto_map.atlas import Atlas
from csto_map.picture.figure import base_figure, to_figure
from csto_map.picture.scene import Scene, build
from csto_map.sheet.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def atlas(real_atlas) -> Atlas:
    return real_atlas


@pytest.fixture(
    scope="module",
    params=[
        ("alliance", "2012-07-01", "light"),
        ("tajik-afghan", "2003-10-23", "dark"),
        ("caucasus", "2025-12-31", "grey"),
        ("central-asia", "2022-01-10", "light"),
    ],
)
def scene(request: pytest.FixtureRequest, atlas: Atlas) -> Scene:
    view, day, style = request.param
    return build(atlas, day, view=view, style=style)


@pytest.fixture(scope="module")
def svg(scene: Scene) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(to_svg(scene, furniture=False))
    return {e.attrib["data-id"]: e for e in root.iter() if "data-id" in e.attrib}


@pytest.fixture(scope="module")
def figure(scene: Scene) -> dict[str, Any]:
    found: dict[str, Any] = to_figure(scene).to_plotly_json()
    return found


def traces(figure: dict[str, Any]) -> dict[str, Any]:
    return {t["meta"]["id"]: t for t in figure["data"] if t.get("meta")}


def test_states_have_the_same_colours_and_hatches(
    scene: Scene, svg: dict[str, ElementTree.Element], figure: dict[str, Any]
) -> None:
    drawn = traces(figure)
    assert [a.id for a in scene.areas] == [i for i in drawn if len(i) == 3]
    for area in scene.areas:
        trace, path = drawn[area.id], svg.get(area.id)
        if path is None:
            continue
        assert trace["fillcolor"] == path.attrib["data-fill"]
        assert trace["fillpattern"]["shape"] == path.attrib["data-hatch"]
        assert trace["line"]["color"] == path.attrib["stroke"]
        assert trace["line"]["width"] * 10 == pytest.approx(float(path.attrib["stroke-width"]))
        dashed = trace["line"]["dash"] != "solid"
        assert dashed == ("stroke-dasharray" in path.attrib)


def test_border_sectors_have_the_same_colours(
    scene: Scene, svg: dict[str, ElementTree.Element], figure: dict[str, Any]
) -> None:
    drawn = traces(figure)
    for line in scene.lines:
        assert drawn[line.id]["line"]["color"] == line.colour
        if line.id in svg:
            assert svg[line.id].attrib["stroke"] == line.colour


def test_symbols_stand_on_the_same_spot(
    scene: Scene, svg: dict[str, ElementTree.Element], figure: dict[str, Any]
) -> None:
    every = {i["name"]: i for i in figure["layout"]["images"]}
    images = {name: image for name, image in every.items() if name != "ground:relief"}
    kinds = ("site:", "deployment:", "point:", "event:", "contingent:")
    in_svg = {i for i in svg if i.startswith(kinds)}
    assert set(images) == in_svg == {s.id for s in scene.symbols}
    for id_, image in images.items():
        box = svg[id_].find(f"{SVG}svg")
        assert box is not None
        middle = [float(box.attrib[a]) + float(box.attrib["width"]) / 2 for a in ("x", "y")]
        assert middle == pytest.approx(scene.frame.upright_px(image["x"], image["y"]), abs=0.11)
        size = image["sizex"] / scene.frame.km_per_px
        assert size == pytest.approx(float(box.attrib["width"]), abs=0.05)


def test_names_stand_on_the_same_spot(
    scene: Scene, svg: dict[str, ElementTree.Element], figure: dict[str, Any]
) -> None:
    notes = {a["name"]: a for a in figure["layout"].get("annotations", [])}
    named = {i for i in notes if i.startswith("label:")}
    assert named == {i for i in svg if i.startswith("label:")}
    for id_ in named:
        x, y = scene.frame.upright_px(notes[id_]["x"], notes[id_]["y"])
        text = svg[id_]
        # Letters set apart have a gap after the last one too.
        gap = float(text.attrib.get("letter-spacing", 0)) / 2
        assert float(text.attrib["x"]) - gap == pytest.approx(x, abs=0.06)
        drop = float(text.attrib["font-size"]) * 0.36
        assert float(text.attrib["y"]) - drop == pytest.approx(y, abs=0.06)
        assert text.text == notes[id_]["text"]
        assert text.attrib["fill"] == notes[id_]["font"]["color"]


def middle_of(trace: dict[str, Any], scene: Scene) -> tuple[float, float]:
    """The pixel in the middle of what a trace draws."""
    ends = [(min(v), max(v)) for v in (trace["x"], trace["y"])]
    return scene.frame.upright_px(*(sum(pair) / 2 for pair in ends))


def test_movements_and_numbers_stand_on_the_same_spot(
    scene: Scene, svg: dict[str, ElementTree.Element], figure: dict[str, Any]
) -> None:
    kinds = ("flow:", "ring:", "people:")
    drawn = {id_: trace for id_, trace in traces(figure).items() if id_.startswith(kinds)}
    in_svg = {id_ for id_ in svg if id_.startswith(kinds)}
    plates = {f"people:{one.id}" for one in scene.counted if one.shape == "plate"}
    assert set(drawn) == in_svg - plates
    for one in [*scene.rings, *scene.counted]:
        name = f"{'ring' if hasattr(one, 'soft') else 'people'}:{one.id}"
        if name not in drawn:
            continue
        # The feet of its lines are circles too.
        circle = max(svg[name].findall(f"{SVG}circle"), key=lambda c: float(c.attrib["r"]))
        trace = drawn[name]
        assert middle_of(trace, scene) == pytest.approx(
            (float(circle.attrib["cx"]), float(circle.attrib["cy"])), abs=0.11
        )
        if "marker" in trace:
            radius = trace["marker"]["size"][0] / 2
            assert radius == pytest.approx(float(circle.attrib["r"]), abs=0.06)
    for flow in scene.flows:
        trace, lines = drawn[f"flow:{flow.id}"], svg[f"flow:{flow.id}"].findall(f"{SVG}path")
        assert trace["line"]["color"] == lines[2].attrib["stroke"]
        assert trace["line"]["width"] == pytest.approx(
            float(lines[2].attrib["stroke-width"]), abs=0.06
        )
        ends = [scene.frame.upright_px(trace["x"][k], trace["y"][k]) for k in (0, -1)]
        assert ends[0] == pytest.approx(flow.points[0], abs=0.1)
        assert ends[1] == pytest.approx(flow.points[2], abs=0.1)
    told = [a for a in figure["layout"]["annotations"] if a["name"].startswith("words:")]
    labels = [one for one in (*scene.flows, *scene.rings, *scene.counted) if one.label and one.text]
    assert [a["text"] for a in told] == [one.text for one in labels]
    for note, one in zip(told, labels, strict=True):
        at = scene.frame.upright_px(note["x"], note["y"])
        assert at == pytest.approx(one.label[:2], abs=0.01)
    names = [a for a in figure["layout"]["annotations"] if a["name"].startswith("name:people:")]
    named = [one for one in scene.counted if one.named]
    assert [a["text"] for a in names] == [one.name for one in named]
    for note, one in zip(names, named, strict=True):
        at = scene.frame.upright_px(note["x"], note["y"])
        assert at == pytest.approx(one.named[:2], abs=0.01)


def test_a_state_that_a_circle_names_has_its_name_in_a_figure(atlas: Atlas) -> None:
    scene = build(atlas, "2013-01-01", view="alliance", width=1122, height=697)
    notes = to_figure(scene)["layout"]["annotations"]

    assert {"Armenia", "Tajikistan"} <= {note["text"] for note in notes}


def test_the_same_ground_lies_under_both(scene: Scene, figure: dict[str, Any]) -> None:
    root = ElementTree.fromstring(to_svg(scene, furniture=False))
    in_svg = {e.attrib["class"] for e in root.iter() if "class" in e.attrib}
    drawn = traces(figure)
    for name, of_svg in (("land", "land"), ("lakes", "lake"), ("rivers", "river")):
        if of_svg in in_svg:
            assert f"ground:{name}" in drawn
    reliefs = [i for i in figure["layout"]["images"] if i["name"] == "ground:relief"]
    images = [e for e in root.iter(f"{SVG}image") if e.attrib.get("class") == "relief"]
    assert len(reliefs) == len(images) == (scene.style != "grey")
    for image, element in zip(reliefs, images, strict=True):
        corner = scene.frame.upright_px(image["x"], image["y"])
        assert corner == pytest.approx([float(element.attrib[k]) for k in ("x", "y")], abs=0.06)
        assert image["source"] == element.attrib["href"]
    hatched = {area.id for area in scene.disputed}
    assert hatched == {id_ for id_ in drawn if id_.startswith("disputed:")}


def test_a_plain_ground_has_no_relief(atlas: Atlas) -> None:
    plain = to_figure(build(atlas, "2013-01-01", ground="plain"))
    assert "ground:relief" not in {image.name for image in plain.layout.images}
    assert "ground:lakes" in {trace.meta["id"] for trace in plain.data if trace.meta}


def test_stacks_say_their_number_in_both(scene: Scene, figure: dict[str, Any]) -> None:
    counts = {
        a["name"]: a["text"]
        for a in figure["layout"].get("annotations", [])
        if a["name"].startswith("count:")
    }
    stacks = {f"count:{s.id}": str(len(s.members)) for s in scene.symbols if len(s.members) > 1}
    assert counts == stacks


@pytest.mark.parametrize("level", ["coarse", "fine"])
def test_the_page_gets_all_other_land_then_one_trace_per_state_and_sector(
    atlas: Atlas, level: str
) -> None:
    text = base_figure(atlas, level).to_json()
    assert "bdata" not in text
    data = base_figure(atlas, level).to_plotly_json()["data"]
    ids = [trace["meta"]["id"] for trace in data]
    timeline = atlas.timeline
    sectors = [f"sector:{s['id']}" for s in timeline["sectors"]]
    lenses = timeline["memberships"]
    bound = {code for own in lenses.values() for code in own}
    assert ids[0] == "land"
    assert ids[-len(sectors) :] == sectors
    states = ids[1 : -len(sectors)]
    # One for each outline that a state has in time; those that no lens colours come first.
    rows = Counter(row.code for row in atlas.outlines(level).rows)
    turning = {row.code for row in atlas.outlines(level).rows if row.from_ or row.until or row.of}
    assert Counter(states) == {code: max(rows[code], 1) for code in bound | (turning & set(rows))}
    # Outlines of the alliance lie on top of their neighbours'.
    chief = set(lenses[atlas.config.default_lens])
    last = sum(states.count(code) for code in chief)
    assert set(states[-last:]) == chief
    assert all(trace["hoverinfo"] in ("skip", "none") for trace in data)
