"""A user layer: read in the browser, bad rows told with their reasons, nothing sent."""

import json

import pytest
from web_world import TABLE_SHOWN

from csto_map.picture.views import Projector

HEADER = "lat,lon,start,end,name\n"
TAKE = """async ({ name, bytes }) => {
  await cstoMap.page.userLayers.take(new File([new Uint8Array(bytes)], name));
  return document.querySelector("#own-report").textContent;
}"""


@pytest.fixture
def visit(visit, tab):
    """Show a query in the file's page, without layers that others took: visit(query, **options)."""

    def show(query="", **options):
        if options:
            return visit(query, **options)
        tab.said.clear()
        tab.show(query)
        return tab

    yield show
    tab.press("Escape")
    tab.run("() => document.querySelectorAll('#own-list button').forEach((one) => one.click())")


def take(visit, name, body):
    data = body if isinstance(body, bytes) else body.encode()
    return visit.page.evaluate(TAKE, {"name": name, "bytes": list(data)})


def notices(visit):
    return visit.page.locator(".notice p").all_inner_texts()


def test_a_table_is_drawn_counted_by_date_and_never_sent(visit):
    own = visit("?date=2003-06-01&view=central-asia")
    before = len(own.requests)
    rows = "45,60,2001,2005,a\n45,62,2004,,b\n95,40,2001,,c\n"

    assert "2 rows used, 1 refused" in take(own, "posts.csv", HEADER + rows)
    counted = "(n) => document.querySelector('#own-list .count').textContent === n"
    own.wait(counted, "1")
    own.go("2004-06-01")
    own.wait(counted, "2")
    own.rest()
    asked = own.requests[before:]
    assert all("/static/" in url for url in asked), "only the reader's own scripts are loaded"


def test_features_of_geojson_are_drawn(visit):
    own = visit("?date=2003-06-01")
    shape = {"type": "Point", "coordinates": [70, 40]}
    feature = {"type": "Feature", "geometry": shape, "properties": {"date": "2003", "name": "x"}}
    body = json.dumps({"type": "FeatureCollection", "features": [feature]})

    assert "1 rows used, 0 refused" in take(own, "x.geojson", body)


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("empty.csv", b"", "is empty"),
        ("one.csv", b"alone\n1\n", "has no header"),
        ("cut.geojson", b'{"type": "FeatureCollection", "features": [', "line 1, column 44"),
        ("nothing.geojson", b'{"type": "FeatureCollection", "features": []}', "without features"),
        ("x.exe", b"MZ\x00\x00", "x.exe"),
        ("sites.gpkg", b"SQLite format 3\x00" + bytes(52) + b"GPKG", "serve --layer FILE can"),
        ("sites.parquet", b"PAR1", "serve --layer FILE can"),
        ("bad.csv", b"lat,lon,date\n95,170,2001\n", "row 1, column 'lat'"),
    ],
)
def test_a_damaged_file_gives_one_clear_message(tab, name, body, told):
    tab.show()
    take(tab, name, body)

    (text,) = notices(tab)
    assert name in text
    assert told in text
    assert tab.page.locator("#own-list li").count() == 0
    assert tab.said == []


def test_hostile_cells_stay_text(visit):
    own = visit("?date=2003-06-01")
    take(own, "x.csv", HEADER + '45,60,2001,,"<img src=x onerror=alert(1)>"\n')

    assert own.page.locator("#own-list img, .tip img").count() == 0
    assert own.said == []


def test_columns_that_are_not_recognised_are_asked_for(visit):
    own = visit("?date=2003-06-01")
    own.page.evaluate(
        """() => { cstoMap.page.userLayers.take(new File(["a,b,c\\n40,70,2001\\n"], "x.csv")); }"""
    )
    own.page.wait_for_selector("#own-mapping[open]")
    for index, column in enumerate(["a", "b", "c"]):
        own.page.locator("#own-fields select").nth(index).select_option(column)
    own.page.locator("#own-fields .primary").click()
    own.page.wait_for_function(
        "() => document.querySelector('#own-report').textContent.includes('1 rows used')"
    )


DOUBT = "lat,lon,date,name\n48.5,71,03/04/2005,Camp\n48.5,74,01/02/2006,Mill\n"
DROP = """({ name, text }) => { cstoMap.page.userLayers.take(new File([text], name)); }"""


@pytest.mark.parametrize(
    ("way", "button", "shown", "hidden"),
    [
        ("day", "3 April 2005 (day first)", "2005-04-03", "2005-03-04"),
        ("month", "4 March 2005 (month first)", "2005-03-04", "2005-04-03"),
    ],
)
def test_dates_that_may_be_two_are_asked_about(visit, way, button, shown, hidden):
    own = visit("?date=2003-06-01&view=central-asia")
    own.page.evaluate(DROP, {"name": "doubt.csv", "text": DOUBT})
    own.page.wait_for_selector("#own-order[open]")
    buttons = own.page.locator("#own-readings button")

    assert "03/04/2005 in doubt.csv" in own.page.locator("#own-readings").inner_text()
    assert buttons.count() == 2
    assert own.page.locator(f'[data-way="{way}"]').inner_text() == button
    own.page.locator(f'[data-way="{way}"]').click()
    own.page.wait_for_selector("#own-list li")
    assert own.page.locator("#own-order").is_hidden()
    for day, count in ((shown, "1"), (hidden, "0")):
        own.go(day)
        own.wait("(n) => document.querySelector('#own-list .count').textContent === n", count)
    assert own.said == []


def test_whoever_does_not_answer_gets_no_layer(visit):
    own = visit("?date=2003-06-01")
    own.page.evaluate(DROP, {"name": "doubt.csv", "text": DOUBT})
    own.page.wait_for_selector("#own-order[open]")
    own.press("Escape")
    own.page.wait_for_selector("#own-order", state="hidden")
    assert "2 rows used" in take(own, "sure.csv", DOUBT.replace("01/02/2006", "31/12/2006"))
    assert own.page.locator("#own-list li").count() == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (HEADER + "45,60,,,a\n45,62,2004,,b\n", "Rows without a date, drawn on every date: 1."),
        ("lat,lon,date_start,date_end\n45,60,2004-01-01,2004-01-01\n", "are last days of rows"),
        ("lat,lon,Date of it\n45,60,2004-01-01\n", "from the column 'Date of it'"),
    ],
)
def test_what_is_assumed_of_a_file_is_told(visit, body, said):
    own = visit("?date=2003-06-01")

    assert said in take(own, "x.csv", body)
    assert said in notices(own)[-1]


def test_a_file_without_dates_is_asked_about_and_told(visit):
    own = visit("?date=2003-06-01")
    own.page.evaluate(DROP, {"name": "bare.csv", "text": "lat,lon,name\n48.5,71,Camp\n"})
    own.page.wait_for_selector("#own-mapping[open]")
    own.page.locator("#own-fields .primary").click()
    own.page.wait_for_selector("#own-list li")

    assert "drawn on every date" in notices(own)[-1]


# Far from all symbols of the atlas, in the view of Central Asia.
STEPPE = (
    "lat,lon,start,end,name,guests\n48.5,71,2004-03-01,2006-01-01,Camp,120\n48.5,74,2001,,Mill,\n"
)


def at(visit, lon, lat, *, second=False):
    """A place in pixels of the page, on its map or on that of the second day."""
    km = list(Projector(visit.run("() => cstoMap.page.data.proj")).point(lon, lat))
    return visit.run(
        """([km, second]) => {
          const { page } = cstoMap;
          const map = second ? page.comparison.two.map : page.map;
          const [x, y] = cstoMap.core.camera.toPx(map.frame, ...km);
          const box = map.element.getBoundingClientRect();
          return [box.left + x, box.top + y];
        }""",
        [km, second],
    )


def test_a_point_opens_a_card_with_all_that_its_file_says(visit):
    page = visit("?date=2004-10-16&view=central-asia&sel=site:kgz_kant")
    take(page, "camps.csv", STEPPE)
    page.page.mouse.click(*at(page, 71, 48.5))
    page.wait("() => document.querySelector('#card-head h2')?.textContent === 'Camp'")
    card = page.page.locator("#card")
    text = card.inner_text()

    assert page.state()["selection"] is None
    assert "camps.csv" in text
    assert page.words("card", "here_now") in text
    assert "1 March 2004" in text
    assert "31 December 2005" in text
    assert "guests" in text
    assert "not part of the atlas's data" in text
    page.go("2007-01-01")
    page.rest()
    assert page.words("card", "not_now") in card.inner_text()
    page.press("Escape")
    page.wait("() => document.getElementById('card').hidden")
    assert page.foreign() == []


@pytest.mark.parametrize(
    ("file", "told", "silent"),
    [
        ("lat,lon,start,end,name\n48.5,71,1999,2008,Camp\n", ["1999", "2008"], "31 December"),
        ("lat,lon,date,name\n48.5,71,2004,Camp\n", ["2004"], "31 December"),
        ("lat,lon,start,end,name\n48.5,71,2004-05,2004-12-01,Camp\n", ["2004-05"], "1 December"),
    ],
)
def test_a_card_gives_no_year_of_a_file_a_day(visit, file, told, silent):
    page = visit("?date=2004-10-16&view=central-asia", color_scheme="light")
    take(page, "camps.csv", file)
    page.page.mouse.click(*at(page, 71, 48.5))
    page.wait("() => document.querySelector('#card-head h2')?.textContent === 'Camp'")
    facts = page.page.locator("#card .facts dd").all_inner_texts()

    assert all(text in facts for text in told)
    assert not any(text.startswith((silent, "1 January")) for text in facts)


def test_the_card_of_a_point_gives_way_to_a_selection_and_goes_with_its_layer(visit):
    page = visit("?date=2004-10-16&view=central-asia")
    take(page, "camps.csv", STEPPE)
    page.page.mouse.click(*at(page, 71, 48.5))
    page.wait("() => document.querySelector('#card-head h2')?.textContent === 'Camp'")
    page.run("() => cstoMap.page.select('site:kgz_kant')")
    page.wait("() => document.querySelector('#card-head h2').textContent.startsWith('Kant')")
    assert page.run("() => cstoMap.page.guest") is None
    page.page.mouse.click(*at(page, 74, 48.5))
    page.wait("() => document.querySelector('#card-head h2').textContent === 'Mill'")
    page.page.locator("#own-list button").click()
    page.wait("() => document.getElementById('card').hidden")


def test_a_point_is_shown_in_the_range_that_the_page_asks_for(visit):
    page = visit("?date=2009-06-14&view=central-asia")
    take(page, "camps.csv", STEPPE)
    shown = page.page.locator("#own-list .count")

    assert shown.inner_text() == "1"
    page.menu("timing")
    page.page.locator("#time-mode").select_option("cumulative")
    page.rest()
    assert shown.inner_text() == "2"
    told = page.page.locator("#tip", has_text="Camp")
    # Words above the map that come later may move it by a line; a busy machine takes its time.
    for k in range(100):
        x, y = at(page, 71, 48.5)
        page.page.mouse.move(x + k % 2, y)
        # It goes with a movement, and comes with the next picture of the page.
        page.page.wait_for_timeout(200)
        if told.is_visible():
            break
    assert told.is_visible()


def test_points_are_as_sharp_as_the_screen_and_follow_a_drag(visit):
    page = visit("?date=2004-10-16&view=central-asia", device_scale_factor=2)
    take(page, "camps.csv", STEPPE)
    canvas = page.page.locator("#map .own-points")
    wide, before = canvas.get_attribute("width"), canvas.bounding_box()
    assert int(wide) == 2 * before["width"]
    x, y = at(page, 71, 48.5)
    red = page.run(
        """([x, y]) => {
          const canvas = document.querySelector("#map .own-points");
          const { left, top } = canvas.getBoundingClientRect();
          return [...canvas.getContext("2d").getImageData(2 * (x - left), 2 * (y - top), 1, 1).data];
        }""",
        [x, y],
    )
    assert red[:2] == [0xD6, 0x27]
    mouse = page.page.mouse
    mouse.move(x + 60, y + 60)
    mouse.down()
    mouse.move(x + 30, y + 50)
    mouse.move(x + 20, y + 40)
    page.run("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    during = canvas.bounding_box()
    mouse.up()

    assert (during["x"] - before["x"], during["y"] - before["y"]) == pytest.approx((-40, -20))


@pytest.mark.parametrize("mode", ["side", "swipe"])
def test_the_second_map_of_a_comparison_shows_its_own_day(visit, mode):
    page = visit(f"?date=2004-10-16&view=central-asia&cmp=2009-06-14&mode={mode}")
    take(page, "camps.csv", STEPPE)
    page.wait("() => document.querySelector('#map-two .own-points')")
    inked = page.run(
        """() => ["map", "map-two"].map((id) => {
          const canvas = document.querySelector(`#${id} .own-points`);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let n = 0;
          for (let k = 0; k < data.length; k += 4) if (data[k] === 0xd6 && data[k + 1] === 0x27) n++;
          return n;
        })"""
    )

    assert inked[0] == pytest.approx(2 * inked[1], rel=0.1)
    assert inked[1] > 30
    assert page.page.locator("#own-list .count").inner_text() == "2"
    # A point of the second map is told there as on the first.
    page.rest()
    x, y = at(page, 74, 48.5, second=True)
    page.page.mouse.move(x, y)
    page.page.locator("#tip .tip-title", has_text="Mill").wait_for()
    page.page.mouse.click(x, y)
    page.page.locator("#card h2", has_text="Mill").wait_for()


def test_the_table_of_what_is_on_the_map_lists_points_and_opens_their_cards(visit):
    page = visit("?date=2004-10-16&view=central-asia&dock=tables", color_scheme="light")
    page.wait(TABLE_SHOWN, "on_map")
    take(page, "camps.csv", STEPPE)
    named = page.page.get_by_text("Camp", exact=True)
    row = page.page.locator("#table-grid .ag-row").filter(has=named)
    page.page.locator("#table-grid .ag-body-viewport").evaluate("(el) => el.scrollTo(0, 1e6)")
    row.locator(".ag-cell").first.click()
    page.wait("() => document.querySelector('#card-head h2')?.textContent === 'Camp'")

    assert "camps.csv" in row.inner_text()
    assert row.get_attribute("aria-selected") == "true"
    page.go("2007-01-01")
    page.rest()
    page.wait(
        """() => {
          const found = [];
          cstoMap.page.tables.api.forEachNode((n) => found.push(n.data.cells[0]));
          return found.includes("Mill") && !found.includes("Camp");
        }"""
    )


def test_very_many_points_are_one_line_of_the_table(visit):
    page = visit("?date=2004-10-16&dock=tables", color_scheme="light")
    page.wait(TABLE_SHOWN, "on_map")
    many = "".join(f"{40 + k % 10},{60 + k % 20},2001,,p{k}\n" for k in range(3001))
    take(page, "many.csv", HEADER + many)
    names = """() => {
      const found = [];
      cstoMap.page.tables.api.forEachNode((n) => n.data.cells[1] === "many.csv" && found.push(n.data.cells[0]));
      return found;
    }"""

    assert page.run(names) == ["3,001 points"]
