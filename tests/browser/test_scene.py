"""The live map shows what `scene.build` says, so that a saved picture is what was on screen."""

import random
import re
from datetime import timedelta
from urllib.parse import urlencode
from xml.sax.saxutils import unescape

import pytest

from csto_map.export import options
from csto_map.picture import asked
from csto_map.picture.figure import _DASHES
from csto_map.picture.scene import compose
from csto_map.query import filters
from csto_map.sheet.svg import to_svg

NAME = re.compile(
    r'<text data-id="label:(?P<id>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-size="(?P<size>[^"]*)" font-weight="(?P<weight>[^"]*)" '
    r'text-anchor="(?P<anchor>[^"]*)" fill="(?P<fill>[^"]*)" stroke="(?P<halo>[^"]*)"[^>]*>'
    r"(?P<text>[^<]*)</text>"
)
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
  // What floats over the map keeps names away, which no picture knows.
  const floating = [...document.querySelectorAll(
    ".map-tools, .scale, .note, .story, .chip, .day-label, .embed-head, .panel")];
  const shown = floating.map((node) => node.style.display);
  for (const node of floating) node.style.display = "none";
  map.settle();
  const names = [...map.over.querySelectorAll("text")].map((node) => [
    ...["data-id", "x", "y", "font-size", "font-weight", "text-anchor", "fill", "stroke"]
      .map((name) => node.getAttribute(name)), node.textContent]);
  floating.forEach((node, k) => { node.style.display = shown[k]; });
  map.settle();
  return {
    names,
    leaders: map.plot.layout.shapes.filter((s) => s.type === "line")
      .map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1]),
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
        size = frame["width"], frame["height"]
        own = compose(asked.of(real_atlas, still, size), *size)
        found.append((got, own))
    return found


def test_frames_are_the_same(pairs):
    for got, own in pairs:
        frame = [got["frame"][k] for k in ("x0", "y0", "x1", "y1")]
        assert frame == [own.x0, own.y0, own.x1, own.y1]


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
            assert (theirs["x"], theirs["y"]) == (symbol.x, symbol.y), f"{where}: {symbol.id}"
            assert (theirs["px"], theirs["py"]) == pytest.approx(spot, abs=1e-6)


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


def test_names_stand_where_a_picture_has_them(pairs):
    """To the letter: the elements of the page against the text of the SVG."""
    count = 0
    for got, own in pairs:
        text = to_svg(own, furniture=False)
        wanted = [
            [match[name] for name in ("id", "x", "y", "size", "weight", "anchor", "fill", "halo")]
            + [unescape(match["text"])]
            for match in NAME.finditer(text)
        ]
        assert got["names"] == wanted, f"{own.date} {own.view}"
        count += len(wanted)
    assert count > 300


def test_every_leader_line_of_a_picture_is_drawn(pairs):
    """From the place to the symbol's edge, over which a picture draws the symbol."""
    count = 0
    for got, own in pairs:
        wanted = [to_edge(symbol, own.frame) for symbol in own.symbols if symbol.leader]
        live = [line for line in got["leaders"] if own.frame.holds(*line[:2])]
        assert live == wanted, f"{own.date} {own.view}"
        count += len(wanted)
    assert count > 20


def to_edge(symbol, frame):
    across, down = symbol.x - symbol.anchor_x, symbol.y - symbol.anchor_y
    longest = max(abs(across), abs(down), 1e-9)
    share = max(0, 1 - symbol.size / 2 * frame.km_per_px / longest)
    place = symbol.anchor_x, symbol.anchor_y
    return [*place, place[0] + across * share, place[1] + down * share]
