"""The live map shows what `scene.build` says, so that a saved picture is what was on screen."""

import random
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote, urlencode
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

import pytest

from csto_map.export import options
from csto_map.picture import asked
from csto_map.picture.constants import BADGE, DASHES, HATCHES
from csto_map.picture.drawn import stroke
from csto_map.picture.scene import compose
from csto_map.query import filters
from csto_map.sheet.svg import num, to_svg

NAME = re.compile(
    r'<text data-id="label:(?P<id>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-size="(?P<size>[^"]*)" font-weight="(?P<weight>[^"]*)"[^>]*? '
    r'text-anchor="(?P<anchor>[^"]*)" fill="(?P<fill>[^"]*)" stroke="(?P<halo>[^"]*)"[^>]*>'
    r"(?P<text>[^<]*)</text>"
)
DASH = re.compile(r"[\d.]+")
ASK = """() => {
  const { page } = window.cstoMap;
  const { map } = page;
  // What floats over the map keeps names away, which no picture knows.
  const floating = [...document.querySelectorAll(
    ".map-tools, .scale, .note, .story, .chip, .day-label, .embed-head, .panel")];
  const displays = floating.map((node) => node.style.display);
  for (const node of floating) node.style.display = "none";
  map.settle();
  const areas = {};
  const lines = {};
  const style = (node, name) => node.getAttribute(name);
  const stroke = (node) => ({ line: style(node, "stroke"), width: Number(style(node, "stroke-width")),
    dash: style(node, "stroke-dasharray") });
  for (const path of document.querySelectorAll("#map .drawn > .areas path[data-id]")) {
    const { id } = path.dataset;
    if (getComputedStyle(path).display === "none") continue;
    if (id.startsWith("sector:")) {
      const hollow = getComputedStyle(path.nextElementSibling).display !== "none";
      lines[id] = { ...stroke(path), hollow };
    }
    else if (id !== "land") {
      const hatch = /^url\\(#(.*)\\)$/.exec(style(path, "fill"));
      const [ground, ink] = hatch ? document.getElementById(hatch[1]).children : [path, null];
      areas[id] = { fill: style(ground, "fill"), hatch: ink ? style(ink, "d") : "",
        ink: ink && style(ink, "stroke"), ...stroke(path) };
    }
  }
  const number = (node, name) => Number(style(node, name));
  const images = [...document.querySelectorAll("#map .drawn > .symbols image")].map((node) => ({
    name: node.dataset.id, href: style(node, "href"), size: number(node, "width"),
    x: number(node, "x") + number(node, "width") / 2,
    y: number(node, "y") + number(node, "height") / 2,
  }));
  const badges = [...document.querySelectorAll("#map .drawn > .badges text")].map((node) =>
    [node.dataset.id, node.textContent, number(node, "x"), number(node, "y")]);
  const leaders = [...document.querySelectorAll("#map .drawn > .leaders path")].map((node) =>
    [node.dataset.id, style(node, "d")]);
  const names = [...document.querySelectorAll("#map .drawn > .names text")].map((node) => [
    ...["data-id", "x", "y", "font-size", "font-weight", "text-anchor", "fill", "stroke"]
      .map((name) => style(node, name)), node.textContent]);
  const told = {
    names, areas, lines, images, badges, leaders, frame: map.frame,
    symbols: map.symbols.map(({ mark, ...symbol }) => symbol),
    insets: map.insets?.plates.map(({ inset, box, outline }, k) => ({
      title: inset.title, box, outline,
      symbols: map.insets.maps[k].symbols.map(({ id, members, px, py }) => [id, members, px, py]),
      names: map.insets.maps[k].named.map(({ id, text, x, y }) => [id, text, x, y]),
    })) ?? [],
  };
  floating.forEach((node, k) => { node.style.display = displays[k]; });
  map.settle();
  return told;
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


def dashes(lengths):
    """As SVG has them."""
    return ",".join(f"{length:g}" for length in lengths) or "none"


@pytest.fixture(scope="module")
def pairs(tab, real_atlas):
    """(what the page shows, the scene of the same view in a frame of the same size)."""
    found = []
    tab.settle()
    for case in cases(real_atlas):
        tab.show(f"?{urlencode(case)}")
        got = tab.run(ASK)
        frame = got["frame"]
        still = options.read(real_atlas, {**case, "style": case["theme"]})
        size = frame["width"], frame["height"]
        own = compose(asked.of(real_atlas, still, size), *size)
        found.append((got, own))
    return found


def test_insets_stand_in_the_same_places_and_show_the_same(pairs):
    count = 0
    for got, own in pairs:
        wanted = [
            {
                "title": plate.title,
                "box": list(plate.box),
                "outline": [list(spot) for spot in plate.outline],
                "symbols": [
                    [one.id, list(one.members), *plate.scene.frame.px(one.x, one.y)]
                    for one in plate.scene.symbols
                ],
                "names": [[one.id, one.text, one.x, one.y] for one in plate.scene.labels],
            }
            for plate in own.plates
        ]
        assert [one | {"symbols": 0} for one in got["insets"]] == [
            one | {"symbols": 0} for one in wanted
        ], f"{own.date} {own.view}"
        for here, there in zip(got["insets"], wanted, strict=True):
            assert [row[:2] for row in here["symbols"]] == [row[:2] for row in there["symbols"]]
            for one, other in zip(here["symbols"], there["symbols"], strict=True):
                assert one[2:] == pytest.approx(other[2:], abs=1e-6)
        count += len(wanted)
    assert count > 4


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
            assert (live["fill"], live["line"]) == (area.fill, area.line)
            assert live["hatch"] == (
                ElementTree.fromstring(HATCHES[area.hatch]).get("d") if area.hatch else ""
            )
            assert live["ink"] == (area.ink if area.hatch else None)
            assert live["width"] == area.width
            assert live["dash"] == dashes(DASHES[area.dash])


def test_border_sectors_have_the_same_looks(pairs):
    for got, own in pairs:
        drawn = got["lines"]
        assert {line.id for line in own.lines} == set(drawn)
        for line in own.lines:
            assert drawn[line.id]["line"] == line.colour
            look = stroke(line, own.frame.km_per_px)
            dash = [float(length) for length in DASH.findall(drawn[line.id]["dash"])]
            assert dash == list(look.dash)
            assert drawn[line.id]["hollow"] == line.hollow


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


def test_every_symbol_is_an_image_at_its_spot(pairs):
    for got, own in pairs:
        images = {image["name"]: image for image in got["images"]}
        assert len(images) == len(got["images"])
        assert set(images) == {s["id"] for s in got["symbols"]}
        for symbol in own.symbols:
            image = images[symbol.id]
            assert (image["x"], image["y"]) == pytest.approx(
                own.frame.px(symbol.x, symbol.y), abs=0.06
            )
            assert image["size"] == symbol.size
            assert unquote(image["href"]).endswith(symbol.svg)


def test_stacks_have_their_size_at_the_corner(pairs):
    seen = 0
    for got, own in pairs:
        badges = {id_: (text, x, y) for id_, text, x, y in got["badges"]}
        for symbol in own.symbols:
            count = len(symbol.members)
            assert (symbol.id in badges) == (count > 1)
            if count == 1:
                continue
            seen += 1
            text, x, y = badges[symbol.id]
            px, py = own.frame.px(symbol.x, symbol.y)
            inset = symbol.size / 2 - BADGE.inset
            assert text == str(count)
            assert (x, y) == pytest.approx((px + inset, py - inset + BADGE.rise), abs=0.06)
    assert seen > 40


def test_leader_lines_are_those_of_the_picture(pairs):
    seen = 0
    for got, own in pairs:
        lines = dict(got["leaders"])
        for symbol in own.symbols:
            assert (symbol.id in lines) == symbol.leader
            if not symbol.leader:
                continue
            seen += 1
            ends = [float(v) for v in re.findall(r"-?[\d.]+", lines[symbol.id])]
            foot = own.frame.px(symbol.anchor_x, symbol.anchor_y)
            spots = *foot, *own.frame.px(symbol.x, symbol.y)
            assert ends == [float(num(spot)) for spot in spots]
    assert seen > 40


def test_names_stand_where_a_picture_has_them(pairs):
    """To the letter: the elements of the page against the text of the SVG."""
    count = 0
    for got, own in pairs:
        text = to_svg(replace(own, plates=()), furniture=False)
        wanted = [
            [match[name] for name in ("id", "x", "y", "size", "weight", "anchor", "fill", "halo")]
            + [unescape(match["text"])]
            for match in NAME.finditer(text)
        ]
        # The page keeps elements in whatever order they came; no two names overlap.
        assert sorted(got["names"]) == sorted(wanted), f"{own.date} {own.view}"
        count += len(wanted)
    assert count > 300


def test_names_and_the_ring_stand_at_every_step_where_they_stand_at_rest(tab):
    tab.show("?date=2004-10-16&view=central-asia&sel=site:kgz_kant")
    # Finer outlines and the ground come a moment after the frame, and move names.
    tab.settle()
    moved, same = tab.run(
        """async () => {
          // Headlines of one line or two would give the map another height in between.
          for (const row of document.querySelectorAll("#telling, #foot")) {
            row.style.cssText = `height: ${row.offsetHeight}px; overflow: hidden`;
          }
          const names = () => [...document.querySelectorAll("#map .drawn > .names > *")].slice(1)
            .map((node) => [...(node.children.length ? node.children : [node])]
              .map((one) => `${one.dataset.id} ${one.textContent} ${one.getAttribute("x")} ` +
                `${one.getAttribute("y")} ${one.getAttribute("cx")} ${one.getAttribute("cy")}`).sort())
            .flat();
          const seen = new Set([names().join()]);
          const same = [];
          for (const day of ["1992-05-01", "1996-02-03", "2003-06-01", "2005-12-30", "2014-01-01"]) {
            const before = cstoMap.goTo(day);
            const stepped = names();
            await before;
            cstoMap.page.map.settle();
            same.push(stepped.length > 8 && stepped.join() === names().join());
            seen.add(stepped.join());
          }
          for (const row of document.querySelectorAll("#telling, #foot")) row.style.cssText = "";
          return [seen.size, same];
        }"""
    )

    assert moved > 3
    assert all(same)


def test_a_page_may_have_several_maps_and_lose_them(visit):
    page = visit("?date=2009-06-14")
    ids, kept, silent = page.run(
        """async () => {
          const { page } = cstoMap;
          const box = document.createElement("div");
          box.style.cssText = "position: fixed; left: 0; top: 0; width: 400px; height: 300px";
          document.body.append(box);
          const told = [];
          const on = Object.fromEntries(["moved", "dragging", "clicked", "hovered", "missed"]
            .map((name) => [name, () => told.push(name)]));
          const own = new page.map.constructor(box, page.data, () => page.load("map-fine"), on);
          const view = { ...page.shown(), view: "caucasus", box: null };
          await own.start(page.coarse, view);
          for (const map of [page.map, own]) {
            const sets = { suspended: 1, frozen: 1 };
            const states = Object.keys(page.state.states);
            const state = { ...page.state, states: Object.fromEntries(states.map((id, k) =>
              [id, [Object.keys(sets)[k % 2], true]])) };
            map.show(map === own ? view : page.shown(), state);
          }
          own.settle();
          const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
          own.destroy();
          const wheel = () => box.dispatchEvent(new WheelEvent("wheel", { deltaY: 90, bubbles: true }));
          const before = told.length;
          wheel();
          box.style.width = "300px";
          await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
          return [ids, box.childElementCount, told.length === before];
        }"""
    )
    patterns = [id_ for id_ in ids if id_.startswith("map") and id_[3:4].isdigit()]
    # That of disputed areas comes with the ground, those of the page's small maps after it.
    patterns = [id_ for id_ in patterns if not id_.endswith("disputed") and "-inset" not in id_]

    # Two hatches on both maps, and that of former members, which the page's showed before.
    assert len(patterns) == 2 * 2 + 1
    assert len(set(ids)) == len(ids)
    assert kept == 0
    assert silent
