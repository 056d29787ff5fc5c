"""The live map shows what `scene.build` says, so that a saved picture is what was on screen."""

import random
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from csto_map.export import options
from csto_map.picture import scene
from csto_map.picture.figure import _DASHES
from csto_map.query import filters

ASK = """() => {
  const { page } = window.cstoMap;
  const { map } = page;
  const areas = {};
  const lines = {};
  for (const t of map.plot.data) {
    const { id } = t.meta;
    if (id.startsWith("sector:")) lines[id] = { ...t.line };
    else if (id !== "land") {
      areas[id] = { fill: t.fillcolor, hatch: t.fillpattern.shape, ink: t.fillpattern.fgcolor,
        line: t.line.color, width: t.line.width, dash: t.line.dash };
    }
  }
  const images = map.plot.layout.images.filter((i) => i.x < 1e6);
  return {
    areas, lines, frame: map.frame,
    symbols: map.symbols.map(({ mark, ...symbol }) => symbol),
    images: images.map(({ name, x, y, sizex }) => ({ name, x, y, sizex })),
  };
}"""


def cases(atlas):
    rng = random.Random(4)
    views = [view.id for view in atlas.config.views]
    lenses = [lens.id for lens in atlas.config.lenses]
    layers = [layer.id for layer in atlas.config.layers]
    span = (atlas.horizon - atlas.first).days
    known = filters.values(atlas.timeline)
    for k in range(40):
        day = atlas.first + timedelta(rng.randrange(span))
        case = {
            "date": day.isoformat(),
            "view": views[k % len(views)],
            "org": lenses[0] if k % 3 else rng.choice(lenses),
            "layers": ",".join(n for n in layers if rng.random() < 0.8),
            "theme": rng.choice(["light", "dark"]),
            "icons": rng.choice(["app6", "plain"]),
        }
        if k >= 20:
            facet = rng.choice(list(known))
            own = rng.sample(known[facet], min(len(known[facet]), rng.choice([1, 3])))
            case[f"f.{facet}"] = ",".join(own)
            case |= rng.choice(
                [{}, {"f.sure": "1"}, {"f.men": "200"}, {"f.sure": "1", "f.men": "9"}]
            )
        if k % 3 == 0 and k >= 10:
            ends = sorted(atlas.first + timedelta(rng.randrange(span)) for _ in range(2))
            case["tm"] = rng.choice(["range", "cumulative"])
            case["range"] = "..".join(end.isoformat() for end in ends)
        yield case


@pytest.fixture(scope="module")
def pairs(tab, real_atlas):
    """(what the page shows, the scene of the same view in a frame of the same size)."""
    found = []
    for case in cases(real_atlas):
        tab.show(f"?{urlencode(case)}")
        got = tab.run(ASK)
        frame = got["frame"]
        still = options.read(real_atlas, {**case, "style": case["theme"]})
        size = {"width": frame["width"], "height": frame["height"]}
        own = scene.build(real_atlas, still.day, **still.scene_options, **size)
        found.append((got, own))
    return found


def test_frames_are_the_same(pairs):
    for got, own in pairs:
        frame = [got["frame"][k] for k in ("x0", "y0", "x1", "y1")]
        assert frame == pytest.approx([own.x0, own.y0, own.x1, own.y1], abs=0.01)


def test_states_have_the_same_looks(pairs):
    for got, own in pairs:
        for area in own.areas:
            live = got["areas"].get(area.id)
            if live is None:
                # States that never have a status are one piece of land.
                assert area.status is None
                continue
            assert (live["fill"], live["hatch"], live["line"]) == (area.fill, area.hatch, area.line)
            assert live["ink"] == (area.ink or area.fill)
            assert live["width"] == area.width
            assert live["dash"] == _DASHES[area.dash]


def test_border_sectors_have_the_same_looks(pairs):
    for got, own in pairs:
        drawn = {id_: line for id_, line in got["lines"].items() if line["width"]}
        assert {line.id for line in own.lines} == set(drawn)
        for line in own.lines:
            assert drawn[line.id]["color"] == line.colour
            assert (drawn[line.id]["dash"] == "solid") == (line.dash == "solid")


def test_symbols_are_the_same_and_stand_on_the_same_spots(pairs):
    for got, own in pairs:
        live = {s["id"]: s for s in got["symbols"]}
        where = f"{own.date} {own.view}"
        # Beyond the frame the page draws more, so that dragging shows it at once.
        inside = {s["id"] for s in got["symbols"] if own.frame.holds(s["anchorX"], s["anchorY"])}
        assert inside == {symbol.id for symbol in own.symbols}, where
        for symbol in own.symbols:
            assert symbol.id in live, f"{where}: {symbol.id} is missing"
            theirs = live[symbol.id]
            assert theirs["icon"] == symbol.icon, where
            assert theirs["members"] == list(symbol.members), where
            assert theirs["leader"] == symbol.leader, where
            assert theirs["size"] == symbol.size, where
            spot = own.frame.px(symbol.x, symbol.y)
            assert (theirs["px"], theirs["py"]) == pytest.approx(spot, abs=1), (
                f"{where}: {symbol.id}"
            )


def test_every_symbol_is_an_image_of_plotly_at_its_spot(pairs):
    for got, own in pairs:
        images = {image["name"]: image for image in got["images"]}
        assert set(images) == {s["id"] for s in got["symbols"]}
        for symbol in own.symbols:
            image = images[symbol.id]
            assert own.frame.px(image["x"], image["y"]) == pytest.approx(
                own.frame.px(symbol.x, symbol.y), abs=1
            )
            assert image["sizex"] / own.frame.km_per_px == pytest.approx(symbol.size, abs=0.1)
