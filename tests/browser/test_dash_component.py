"""TimeMap in the Dash apps of others: properties go in and come back, maps keep apart."""

import importlib.util
import re
import sys
import threading
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import servers
import web_world
from dash import Dash, Input, Output, html
from werkzeug.serving import make_server

from csto_map.dash import TimeMap

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PREFIX = "/somewhere/"
# What the maps tell the app, with the time.
LISTEN = """() => {
  window.told = [];
  const { prototype } = csto_map_dash.TimeMap;
  const { tell } = prototype;
  prototype.tell = function (props) {
    window.told.push({ id: this.props.id, at: performance.now(), props });
    return tell.call(this, props);
  };
}"""
# The map of an element, once it is drawn.
KEEP = """document.addEventListener("csto-map:ready", (e) => {
  window.maps ||= {};
  window.maps[e.target.id] = e.detail.map;
});"""

RESTS = """(id) => {
  const { map } = window.maps[id];
  const named = document.querySelector(`#${id} .names text`);
  return Boolean(map.ground && map.people.placing && named);
}"""


class Visit:
    """A page of an app of others."""

    def __init__(self, browser, url, **options):
        self.context = browser.new_context(viewport={"width": 1300, "height": 1250}, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(web_world.PATIENCE)
        self.page.add_init_script(KEEP)
        self.complaints, self.requests = [], []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(url)

    def _hear(self, line):
        # Dash says when its web socket is connected.
        if line.type != "log":
            self.complaints.append(f"{line.type}: {line.text}")

    def ready(self, *ids):
        for id_ in ids:
            self.page.wait_for_function("(id) => window.maps?.[id]", arg=id_)
        self.page.evaluate(LISTEN)
        return self.rest(*ids)

    def rest(self, *ids):
        """Wait until ground, outlines and names of the maps have caught up."""
        for id_ in ids:
            self.page.wait_for_function(RESTS, arg=id_)
            self.page.evaluate("(id) => maps[id].map.refine()", id_)
        return self

    def set(self, id_, **props):
        self.page.evaluate("([id, props]) => dash_clientside.set_props(id, props)", [id_, props])

    def view(self, id_):
        return self.page.evaluate("(id) => ({ ...maps[id].view })", id_)

    def wait(self, script, arg=None):
        return self.page.wait_for_function(script, arg=arg)

    def told(self, id_, name):
        return self.page.evaluate(
            "([id, name]) => told.filter((one) => one.id === id && name in one.props)"
            ".map((one) => one.props[name])",
            [id_, name],
        )


def serve_flask(app):
    """Serve a Dash app on Flask from a thread; give its address and what ends it."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.port}/", server.shutdown


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def example(browser, monkeypatch_module):
    spec = importlib.util.spec_from_file_location("dash_app", EXAMPLES / "dash_app.py")
    module = importlib.util.module_from_spec(spec)
    # Flask looks for the app's files beside its module.
    monkeypatch_module.setitem(sys.modules, "dash_app", module)
    spec.loader.exec_module(module)
    url, end = serve_flask(module.app)
    visit = Visit(browser, url).ready("map")
    yield visit
    visit.context.close()
    end()


def two_maps():
    """Two maps of two atlases in one page, beside a part that comes and goes."""
    app = Dash(__name__, backend="fastapi", url_base_pathname=PREFIX, assets_folder="none")
    app.layout = html.Div(
        [
            html.Button("A button of the page", id="button"),
            TimeMap(id="left", date="2003-10-22", view="central-asia", style={"height": "360px"}),
            TimeMap(id="right", atlas=EXAMPLES / "nato", style={"height": "360px"}),
            html.Div(id="guest"),
            html.P(id="log"),
        ]
    )

    @app.callback(Output("guest", "children"), Input("button", "n_clicks"))
    def come(clicks):
        return TimeMap(id="third", timeline=False, language="ru") if (clicks or 0) % 2 else []

    @app.callback(Output("log", "children"), Input("left", "problem"))
    def log(problem):
        return problem

    return app


@pytest.fixture(scope="module")
def pair_url():
    with servers.hosting(two_maps().server) as address:
        yield address.rstrip("/") + PREFIX


@pytest.fixture
def pair(browser, pair_url):
    visit = Visit(browser, pair_url, color_scheme="light").ready("left", "right")
    yield visit
    visit.context.close()


def title(page):
    return page.locator("#strengths .gtitle").text_content()


def test_the_charts_callback_follows_the_slider(example):
    example.page.locator("#map .slider").focus()
    example.page.keyboard.press("Shift+ArrowRight")
    example.page.wait_for_function(
        "() => document.querySelector('#strengths .gtitle')?.textContent.includes('2009-07-14')"
    )
    box = example.page.locator("#map .slider").bounding_box()
    example.page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 30)
    example.page.wait_for_function(
        "() => /199\\d-/.test(document.querySelector('#strengths .gtitle').textContent)"
    )

    (day,) = re.findall(r"\d{4}-\d\d-\d\d", title(example.page))
    assert example.told("map", "date")[-1] == day
    assert example.complaints == []


def test_a_selection_that_a_callback_sets_shows_on_the_map(example):
    example.set("map", date="2009-06-14")
    example.page.wait_for_function(
        "() => document.querySelector('#strengths .gtitle').textContent.includes('2009-06-14')"
    )
    row = example.page.locator("#bases [row-id='site:kgz_kant'] [col-id='name']")
    example.page.evaluate("() => document.querySelector('#bases').scrollIntoView()")
    while not row.count():
        example.page.locator("#bases .ag-body-viewport").hover()
        example.page.mouse.wheel(0, 200)
        example.page.wait_for_timeout(50)
    row.click()
    example.wait("() => maps.map.view.selection === 'site:kgz_kant'")
    example.wait("() => document.querySelector('#map .names .ring')")

    # And what is selected on the map itself comes back.
    example.page.locator("#map .map").focus()
    example.page.keyboard.press("Escape")
    example.wait("() => maps.map.view.selection === null")
    assert example.told("map", "selection")[-1] is None
    assert example.complaints == []


def test_the_chart_keeps_a_plotly_of_its_own(example):
    assert example.page.evaluate("() => 'choropleth' in Plotly.PlotSchema.get().traces")


def test_a_step_asks_for_nothing_but_what_callbacks_ask(example):
    before = len(example.requests)
    example.page.locator("#map .slider").focus()
    before_that = len(example.told("map", "date"))
    for _ in range(12):
        example.page.keyboard.press("ArrowRight")
    example.wait("(n) => told.filter((one) => one.props.date).length > n", before_that)

    assert {urlsplit(url).path for url in example.requests[before:]} <= {"/_dash-update-component"}


def test_two_maps_of_two_atlases_do_not_disturb_each_other(pair):
    before, requests = pair.view("right"), len(pair.requests)
    pair.page.locator("#left .slider").focus()
    pair.page.keyboard.press("ArrowRight")
    pair.wait("() => told.some((one) => one.id === 'left' && one.props.date === '2003-10-23')")
    pair.set("left", layers=["bases"], lens="CIS", filters={"country": ["KGZ"]}, view="kyrgyzstan")
    pair.wait("() => maps.left.view.view === 'kyrgyzstan'")

    assert pair.view("right") == before
    assert pair.page.evaluate(
        "() => Object.keys(maps.left.state.marks).every((id) => "
        "maps.left.marks.get(id).layer !== 'bases' || maps.left.marks.get(id).at.includes('KGZ'))"
    )
    assert pair.told("right", "date") == []
    names = "(id) => document.querySelector(`#${id} .names`).textContent"
    pair.wait(
        "() => document.querySelector('#left .names').textContent.toLowerCase().includes('kyrgyzstan')"
    )
    assert "FRANCE" in pair.page.evaluate(names, "right").upper()
    # Neither was the map's frame told to the server, nor anything asked of it but what is finer,
    # and the letters of waters' names.
    asked = [url for url in pair.requests[requests:] if not re.search(r"-fine|italic", url)]
    assert [url for url in asked if "_dash-update-component" not in url] == []
    assert pair.complaints == []


def test_ground_numbers_and_movements_are_there_as_on_the_page(pair):
    pair.set("left", date="2022-01-10")
    drawn = """(id) => {
      const { map } = window.maps[id];
      const all = (what) => [...map.element.querySelectorAll(what)];
      const ids = (kind) => all(`[data-id^="${kind}:"]`).length;
      return map.ground && {
        land: all(".ground .land[d]").length,
        waters: all(".ground .lake[d], .ground .river[d]").length,
        relief: all(".ground .relief[href]").length,
        disputed: ids("disputed"),
        movements: ids("flow"),
        numbers: ids("people"),
        towns: map.places.towns.length,
      };
    }"""
    pair.wait("""(id) => maps[id].map.ground && maps[id].map.people.drawn.flows.length""", "left")
    left = pair.page.evaluate(drawn, "left")
    assert min(left.values()) > 0, left
    # The other atlas has land around its states, and no more.
    pair.wait("(id) => maps[id].map.ground", "right")
    right = pair.page.evaluate(drawn, "right")
    assert [right[name] for name in ("land", "relief", "disputed", "towns")] == [1, 0, 0, 0]


def test_keys_are_for_the_map_that_has_the_focus_or_the_pointer(pair):
    pair.page.locator("#right .map").hover()
    pair.page.keyboard.press("PageDown")
    pair.wait("() => told.some((one) => one.id === 'right' && one.props.date)")
    assert pair.told("left", "date") == []

    pair.page.locator("#left .map").focus()
    pair.page.keyboard.press("+")
    pair.wait("() => told.some((one) => one.id === 'left' && one.props.box)")
    assert pair.told("right", "box") == []

    pair.page.locator("#button").focus()
    pair.page.mouse.move(5, 5)
    days = [pair.view(one)["day"] for one in ("left", "right")]
    pair.page.keyboard.press("ArrowRight")
    assert [pair.view(one)["day"] for one in ("left", "right")] == days


def test_the_wheel_zooms_and_the_frame_comes_back(pair):
    scale = "() => maps.left.map.frame.x1 - maps.left.map.frame.x0"
    before = pair.page.evaluate(scale)
    pair.page.locator("#left .map").hover()
    pair.page.mouse.wheel(0, -300)
    pair.wait(f"(before) => ({scale})() < before", before)
    pair.wait(
        """() => told.filter((one) => one.props.box).at(-1)?.props.box
          .every((side, k) => side === Math.round(maps.left.view.box[k]))"""
    )
    (box,) = pair.told("left", "box")[-1:]
    sides = "() => ['x0', 'y0', 'x1', 'y1'].map((side) => maps.left.map.frame[side])"
    near = pair.page.evaluate(sides)

    assert all(isinstance(side, int) for side in box)
    pair.set("left", box=None)
    pair.wait(f"(before) => Math.abs(({scale})() - before) < 1", before)
    pair.set("left", box=box)
    # The box is told in whole kilometres; the frame is turned, so their sides are not the same.
    pair.wait(f"(near) => ({sides})().every((side, k) => Math.abs(side - near[k]) < 2)", near)


def test_playing_tells_a_date_at_most_four_times_a_second(pair):
    pair.set("left", playing=True)
    pair.wait("() => told.filter((one) => one.id === 'left' && one.props.date).length >= 8")
    pair.set("left", playing=False)
    pair.wait("() => !maps.left.player.playing")
    times = pair.page.evaluate("() => told.filter((one) => one.props.date).map((one) => one.at)")

    # The last is that of the day on which it stopped. A timer of the browser's may ring up to a
    # millisecond early by the clock that the page reads.
    gaps = [later - earlier for earlier, later in pairwise(times[:-1])]
    assert min(gaps) > 249
    assert pair.told("left", "date") == sorted(pair.told("left", "date"))
    pair.page.locator("#left .map").focus()
    pair.page.keyboard.press("Space")
    pair.wait("() => told.some((one) => one.props.playing === true)")
    pair.page.keyboard.press("Space")
    pair.wait("() => told.some((one) => one.props.playing === false)")
    assert pair.complaints == []


def test_a_date_that_is_set_while_it_plays_is_where_it_goes_on(pair):
    pair.set("left", playing=True)
    pair.wait("() => told.some((one) => one.id === 'left' && one.props.date)")
    pair.set("left", date="2015-01-01")
    pair.wait("() => told.some((one) => one.props.date > '2015-02')")

    assert pair.view("left")["day"] > pair.page.evaluate("() => maps.left.data.first")
    assert not [day for day in pair.told("left", "date") if "2005" < day < "2015"]


def test_the_theme_is_the_systems_or_the_one_that_is_set(pair):
    look = "(id) => getComputedStyle(document.querySelector(`#${id} .stage`)).backgroundColor"
    light = pair.page.evaluate(look, "left")
    pair.page.emulate_media(color_scheme="dark")
    pair.wait("() => document.querySelector('#right').dataset.theme === 'dark'")
    dark = pair.page.evaluate(look, "left")
    pair.set("left", theme="light")
    pair.wait("() => document.querySelector('#left').dataset.theme === 'light'")

    assert dark != light
    assert pair.page.evaluate(look, "left") == light
    assert pair.page.evaluate(look, "right") == dark
    assert pair.page.evaluate("() => maps.left.map.style().water") != pair.page.evaluate(
        "() => maps.right.map.style().water"
    )


def test_annotations_stand_on_the_map_on_their_days(pair):
    drawn = pair.page.locator("#left .annotations")
    written = "text:70,40:Look here~circle,blue,2004-01-01..2004-12-31:74.8,42.9,150:In reach"
    pair.set("left", annotations=written)
    pair.wait("() => document.querySelector('#left .annotations text')")
    assert drawn.locator("text").all_text_contents() == ["Look here"]
    pair.set("left", date="2004-06-01")
    pair.wait("() => document.querySelectorAll('#left .annotations text').length === 2")
    assert "In reach" in pair.page.locator("#left .map").get_attribute("aria-description")

    # Names make room, as they do on the page.
    pair.rest("left")
    overlaps = pair.page.evaluate(
        """() => {
          const boxes = (those) => [...document.querySelectorAll(those)].map((one) =>
            one.getBoundingClientRect());
          const written = boxes("#left .annotations text");
          return boxes("#left .names text").filter((a) => written.some((b) =>
            a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
        }"""
    )
    assert overlaps == 0
    assert not pair.page.locator("#right .annotations").count()

    pair.set("left", annotations="text:70,40")
    pair.wait("() => document.querySelector('#log').textContent.startsWith('annotations')")
    assert drawn.locator("text").count() == 2
    pair.set("left", annotations=None)
    pair.wait("() => !document.querySelector('#left .annotations text')")


def test_what_a_callback_sets_wrongly_is_passed_over_and_told(pair):
    day = pair.view("left")["day"]
    pair.set("left", date="the day before", view="nowhere", layers="bases", filters=[1], lens="CIS")
    pair.wait("() => document.querySelector('#log').textContent")
    text = pair.page.locator("#log").inner_text()

    for name in ("date", "view", "filters"):
        assert name in text
    view = pair.view("left")
    assert (view["day"], view["view"], view["lens"]) == (day, "central-asia", "CIS")
    assert "2003-10-22" in pair.told("left", "date")
    assert pair.page.locator("#left .names text").count() > 3
    assert len(pair.complaints) == 1, pair.complaints
    assert pair.complaints[0].startswith("warning: TimeMap left")
    pair.set("left", date="2004-01-01")
    pair.wait("() => document.querySelector('#log').textContent === ''")


def test_a_map_comes_and_goes_with_a_callback(pair):
    pair.page.locator("#button").click()
    pair.wait("() => maps.third && document.querySelector('#third .names text')")
    assert pair.page.locator("#third .slider").count() == 0
    assert "КАЗАХСТАН" in pair.page.locator("#third .names").text_content().upper()
    pair.page.locator("#button").click()
    pair.page.locator("#third").wait_for(state="detached")
    pair.page.emulate_media(color_scheme="dark")
    pair.page.locator("#button").click()
    pair.wait("() => document.querySelector('#third .names text')")

    assert pair.complaints == []


def test_the_page_around_it_stays_as_it_was(pair, browser):
    plain = browser.new_page()
    plain.set_content("<button id=button>A button of the page</button>")
    look = """() => {
      const { font, color, backgroundColor, padding } = getComputedStyle(button);
      const root = getComputedStyle(document.documentElement).getPropertyValue("--water");
      return [font, color, backgroundColor, padding, root];
    }"""

    assert pair.page.evaluate(look) == plain.evaluate(look)
    assert pair.page.evaluate("() => window.Plotly === undefined")
    plain.close()


def test_what_is_hovered_comes_back(pair):
    pair.set("left", view="kyrgyzstan")
    pair.wait("() => maps.left.map.symbols.length > 5 && maps.left.view.view === 'kyrgyzstan'")
    box = pair.page.locator("#left .map").bounding_box()
    place = pair.page.evaluate(
        "() => maps.left.map.symbols.map(({ id, px, py }) => [id, px, py])"
        ".find(([, x, y]) => x > 60 && y > 60 && x < 900 && y < 300)"
    )
    pair.page.mouse.move(box["x"] + place[1], box["y"] + place[2])
    pair.wait("() => told.some((one) => one.props.hovered)")
    assert pair.told("left", "hovered")[-1] == place[0]
    assert pair.page.locator("#left .tip").inner_text()
    pair.page.mouse.move(5, 5)
    pair.wait("() => told.at(-1).props.hovered === null")


def test_no_fault_of_access(pair):
    pair.page.evaluate(web_world.AXE.read_text(encoding="utf-8"))
    rules = [rule for rule in web_world.RULES if rule != "best-practice"]
    faults = pair.page.evaluate(web_world.FAULTS, ["#left", rules])

    assert faults == []
