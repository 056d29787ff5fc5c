"""The single-file atlas: opened from disk, with the network off, it does what the page does."""

import io
import json
import re
from urllib.parse import parse_qsl

import pytest
from click.testing import CliRunner
from csto_map.app import single
from csto_map.app import user_layers as own
from PIL import Image

from csto_map import paths
from csto_map.cli import main
from csto_map.export import laid, options
from csto_map.page import bundle, packing
from csto_map.picture import fonts
from csto_map.picture.style import STYLES
from csto_map.sheet.shapes import Patch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def atlas_file(real_atlas, tmp_path_factory):
    return single.write(real_atlas, tmp_path_factory.mktemp("single") / "atlas.html")


@pytest.fixture(scope="module")
def opened(atlas_file, browser):
    """The page, and everything it complained about or asked for."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    wrong = []

    def ask(request):
        if not request.url.startswith(("data:", "blob:", "file:")):
            wrong.append(request.url)

    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("request", ask)
    page.goto(atlas_file.as_uri())
    page.wait_for_function("() => window.cstoMap")
    yield page, wrong
    context.close()


def state(page):
    return page.evaluate("() => window.cstoMap.state()")


def test_it_has_no_more_bytes_than_promised(atlas_file):
    assert 500_000 < atlas_file.stat().st_size <= single.MOST_BYTES


def test_letters_of_the_region_have_fonts_of_ours(opened):
    """Georgian, Armenian, Kazakh and Tajik; a reader's machine need not have any."""
    page, wrong = opened
    loaded = """async (text) => {
      const found = [];
      for (const weight of [400, 600]) {
        const faces = await document.fonts.load(`${weight} 16px Inter`, text);
        found.push(faces.filter(({ status }) => status === "loaded").length);
      }
      return found;
    }"""
    for text in ("საქართველო", "Հայաստան", "Қазақстан", "Тоҷикистон"):
        assert min(page.evaluate(loaded, text)) > 0, text
    # Nobody has promised these.
    assert page.evaluate(loaded, "日本") == [0, 0]
    assert wrong == []


def test_the_slider_moves_the_date(opened):
    page, _ = opened
    page.evaluate("() => window.cstoMap.goTo('2003-10-22')")
    page.focus("#slider")
    page.keyboard.press("ArrowRight")
    assert state(page)["date"] == "2003-10-23"
    page.wait_for_function(
        "() => document.querySelector('.date').textContent === '23 October 2003'"
    )


def test_it_plays(opened):
    page, _ = opened
    page.evaluate("() => window.cstoMap.goTo('1995-01-01')")
    page.click("#play")
    page.wait_for_function("() => window.cstoMap.state().date > '1995-03-01'")
    page.click("#play")
    assert not state(page)["playing"]


def test_layers_switch(opened):
    page, _ = opened
    page.uncheck("#layer-units")
    assert "units" not in state(page)["layers"]
    page.check("#layer-units")
    assert "units" in state(page)["layers"]


def test_a_card_names_its_sources(opened):
    page, _ = opened
    page.evaluate("() => window.cstoMap.goTo('2009-06-14')")
    page.evaluate("() => window.cstoMap.page.select('site:kgz_kant')")
    page.wait_for_selector("#card:not([hidden]) a[href^='http']")
    text = page.inner_text("#card")
    assert "Kant air base" in text
    assert "Sources" in text
    page.click("#close-card")


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_an_image_is_saved_with_title_date_legend_sources_and_note(opened, ending):
    page, _ = opened
    page.evaluate("() => window.cstoMap.goTo('2009-06-14')")
    page.click("#save-image")
    assert page.locator("#export-format option").all_inner_texts() == ["PNG", "SVG"]
    page.select_option("#export-format", ending)
    with page.expect_download() as coming:
        page.click("#export-save")
    assert coming.value.suggested_filename == f"csto-map-2009-06-14.{ending}"
    body = (coming.value.path()).read_bytes()
    if ending == "png":
        picture = Image.open(io.BytesIO(body)).convert("RGB")
        assert picture.size == (1920, 1080)
        said = Image.open(io.BytesIO(body)).text
        assert said["Title"]
        assert said["Author"] == "CSTO Map"
        assert said["Coverage"] == "2009-06-14"
        assert said["Copyright"] == "CC-BY-4.0 (CSTO Map)"
        assert said["URL"].startswith("csto-map ?date=2009-06-14")
        colours = {"#{:02x}{:02x}{:02x}".format(*c) for _, c in picture.getcolors(1 << 24)}
        light = STYLES["light"]
        assert {light.paper, light.water, light.status("member").fill, light.text} <= colours
        return
    text = body.decode()
    assert "<text" not in text
    assert "<dc:coverage>2009-06-14</dc:coverage>" in text
    words = " ".join(re.findall(r' aria-label="([^"]*)"', text))
    for part in ("Whole alliance", "14 June 2009", "Member", "Sources", "Natural Earth", "500 km"):
        assert part in words, part
    assert 'data-id="RUS"' in text
    # Of bases that circles stand for there is no symbol in so wide a view.
    assert 'data-id="people:KGZ:RUS"' in text


# Days, views, lenses, layers, filters, ranges and comparisons, in every form of a sheet.
SHEETS = (
    ("date=2013-06-14&ann=text:66,44:Here%20it%20is~arrow:60,45,70,48:From%20here", "slide"),
    ("date=2022-01-10&view=central-asia", "square"),
    ("date=2004-07-01&view=tajik-afghan&layers=states,border,units", "a4-portrait"),
    ("date=1995-01-01&org=CIS&lang=ru", "slide43"),
    ("date=2014-01-01&tm=range&range=2012-01-01..2014-06-01&f.by=RUS", "900x1600"),
    ("date=2013-06-14&compare=2005-06-14&view=kyrgyzstan", "a4-portrait"),
    ("date=2006-08-16&compare=2000-01-01&view=central-asia", "slide"),
    ("date=2022-01-10&compare=2009-06-14&mode=difference", "social"),
)
# The lines of text, bars and maps of a picture, in pixels of its layout.
TOLD = """async (asked) => {
  const answer = await cstoMap.page.painter(cstoMap.page, "svg", new URLSearchParams(asked));
  const text = await answer.text();
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const of = (name) => [...root.children].filter((node) => node.localName === name);
  const box = (node) => ["x", "y", "width", "height"].map((k) => Number(node.getAttribute(k)));
  return {
    lines: of("path").filter((node) => node.hasAttribute("aria-label")).map((node) => [
      node.getAttribute("aria-label"),
      ...node.getAttribute("transform").match(/-?[\\d.]+/g).slice(0, 2).map(Number),
    ]),
    maps: of("svg").map(box),
    bars: of("rect").map(box),
  };
}"""
SHARE = {"start": 0, "middle": 0.5, "end": 1}


def told_by_python(atlas, query, asked):
    sheet = laid.sheet(atlas, options.read(atlas, dict(parse_qsl(query)) | asked))
    left = [t.x - SHARE[t.anchor] * fonts.width(t.text, t.size, t.weight) for t in sheet.texts]
    bars = [shape for shape in sheet.shapes if isinstance(shape, Patch)]
    return {
        "lines": [[t.text, x, t.y] for t, x in zip(sheet.texts, left, strict=True)],
        "maps": [[p.box.x, p.box.y, p.box.width, p.box.height] for p in sheet.plates],
        "bars": [[bar.x, bar.y, bar.width, bar.height] for bar in bars],
    }


def follow(page, query):
    page.goto(f"{page.url.partition('?')[0]}?{query}")
    page.wait_for_function("() => window.cstoMap?.page.map.ground && cstoMap.page.userLayers")


@pytest.mark.parametrize(("query", "size"), SHEETS)
def test_its_sheet_says_what_pythons_says_where_it_says_it(opened, real_atlas, query, size):
    page, _ = opened
    follow(page, query)
    asked = {"size": size}
    here = page.evaluate(TOLD, asked)
    there = told_by_python(real_atlas, query, asked)
    assert "csto-map ?date=" in " ".join(text for text, *_ in here["lines"])
    assert "CC-BY-4.0 (CSTO Map)" in " ".join(text for text, *_ in here["lines"])

    assert [text for text, *_ in here["lines"]] == [text for text, *_ in there["lines"]]
    assert here["maps"] == there["maps"]
    for name in ("lines", "bars"):
        places = [
            [one[-k] for one in rows[name] for k in range(1, len(one) + (name == "bars"))]
            for rows in (here, there)
        ]
        assert places[0] == pytest.approx(places[1], abs=0.5), name


def test_parts_of_its_sheet_are_left_out_by_the_dialogs_switches(opened, real_atlas):
    page, _ = opened
    follow(page, "date=2009-06-14")
    page.click("#save-image")
    offered = page.eval_on_selector_all(
        "#export-image input[type=checkbox]", "(boxes) => boxes.map((box) => box.value)"
    )
    page.keyboard.press("Escape")
    assert {"tally", "timeline"} <= set(offered)
    asked = {"size": "slide", "hide": "tally,timeline,sources,link"}
    here = page.evaluate(TOLD, asked)
    there = told_by_python(real_atlas, "date=2009-06-14", asked)
    assert [text for text, *_ in here["lines"]] == [text for text, *_ in there["lines"]]
    assert here["bars"] == there["bars"] == []


def test_a_file_of_ones_own_is_read(opened):
    page, _ = opened
    page.evaluate(
        """() => {
          const file = new File(["name,lat,lon\\nPost,38.5,68.8\\n"], "own.csv");
          const given = new DataTransfer();
          given.items.add(file);
          const input = document.querySelector('input[type="file"]');
          input.files = given.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    # Its columns were read, and the page asks which are which.
    page.wait_for_selector("#own-mapping[open]")
    assert "lat" in page.inner_text("#own-mapping")
    page.keyboard.press("Escape")


# Whether the picture of a view is a map: white paper has one colour alone.
COLOURS = """(image) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [64, 40];
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0, 64, 40);
  const { data } = drawing.getImageData(0, 0, 64, 40);
  const colours = new Set();
  for (let k = 0; k < data.length; k += 4) colours.add(data.slice(k, k + 3).join());
  return colours.size;
}"""


def test_a_briefing_is_kept_written_and_read(opened, tmp_path):
    page, _ = opened
    panel = page.locator("#export-plan")
    buttons = panel.locator(".group > .button, .plan-pair > .button")

    def show(query):
        follow(page, query)
        page.locator("#save-image").click()
        page.locator("#tab-plan").click()

    show("date=2004-06-20&view=tajik-afghan")
    buttons.nth(0).click()
    show("date=2009-06-14")
    panel.locator(".plan-other").fill("1999-01-01")
    buttons.nth(1).click()
    pictures = panel.locator(".plan img[src^=blob]")
    pictures.nth(1).wait_for()
    # Drawn from the views as they were added, not from what the page shows now.
    assert [picture.evaluate(COLOURS) > 50 for picture in pictures.all()] == [True, True]

    with page.expect_download() as waiting:
        buttons.nth(3).click()
    kept = waiting.value.path().read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(kept, encoding="utf-8")
    panel.locator("[data-act=remove]").nth(1).click()
    panel.locator("input[type=file]").set_input_files(mine)
    panel.locator(".plan li").nth(1).wait_for()
    with page.expect_download() as waiting:
        buttons.nth(3).click()
    assert waiting.value.path().read_text(encoding="utf-8") == kept

    other = tmp_path / "other.yaml"
    other.write_text("title: by hand\nviews: []\n", encoding="utf-8")
    panel.locator("input[type=file]").set_input_files(other)
    panel.get_by_text("other.yaml:1: title: ").wait_for()
    page.locator("#export-close").click()


def test_it_speaks_the_other_languages(opened):
    page, _ = opened
    page.click("#language")
    page.wait_for_function("() => window.cstoMap && document.documentElement.lang === 'ru'")
    assert "lang=ru" in page.url
    page.click("#language")
    page.wait_for_function("() => window.cstoMap && document.documentElement.lang === 'en'")


def test_nothing_was_asked_of_anybody_and_nothing_complained(opened):
    _, wrong = opened
    assert wrong == []


def test_it_carries_no_copy_of_the_scripts_but_the_scripts(atlas_file):
    text = atlas_file.read_text(encoding="utf-8")
    packed = re.findall(r'data-script="app">([^<]*)<', text)
    script = (paths.folder("assets") / "dist" / "single.js").read_bytes()
    assert packed == [packing.text_of(script)]


def test_its_files_are_those_of_the_server_to_the_last_letter(opened, real_atlas):
    """Differences and what languages have in common are put together again."""
    page, _ = opened
    served = bundle.files(real_atlas)
    carried = page.evaluate(
        """() => [...document.querySelectorAll("script[type='application/gzip']")]
          .map((one) => one.dataset.name)"""
    )
    # Its relief is half as fine, its shell is not in a file of the server, and it has no grid.
    assert set(served) - set(carried) == {"tables", "tables-ru"}
    assert set(carried) - set(served) == {"layout"}
    for name in sorted(set(served) & set(carried) - {"ground", "ground-fine"}):
        here = page.evaluate("async (name) => JSON.stringify(await cstoMap.page.load(name))", name)
        # Numbers as JavaScript writes them: 1.0 is 1.
        assert json.loads(here, parse_int=float) == json.loads(served[name], parse_int=float), name


def test_its_layout_is_the_live_pages_drawn_with_the_same_components(opened, shared):
    """Every element of the shell, with its place, classes and attributes."""
    page, _ = opened
    # What scripts fill, and attributes that the server's grid or the browser has.
    tell = """() => {
      const told = (node) => [
        node.tagName,
        ...["id", "class", "role", "aria-label", "for", "type", "title"].map((name) =>
          node.getAttribute(name)),
      ].join(" ");
      return ["header", "#timeline .controls", "#dock .dock-head", "#search", "#story"].map((part) =>
        [...document.querySelectorAll(`${part}, ${part} *`)].map(told));
    }"""
    here = page.evaluate(tell)

    assert sum(map(len, here)) > 60
    assert here == shared.run(tell)


@pytest.mark.parametrize(("name", "said"), [("a.txt", "there are html"), ("no/a.html", "written")])
def test_what_cannot_be_written_is_said_in_a_line(tmp_path, name, said):
    done = CliRunner().invoke(main, ["export", str(tmp_path / name)])
    assert done.exit_code == 2
    assert said in done.output.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_layers_of_ones_own_are_carried_within_and_stand_in_its_pictures(
    real_atlas, browser, tmp_path
):
    (tmp_path / "<sites>.csv").write_text("lat,lon,start,end\n41.3,69.2,2001,\n40,70,2010,\n")
    told = own.read(str(tmp_path / "<sites>.csv"), real_atlas)
    path = single.write(real_atlas, tmp_path / "atlas.html", told)
    assert str(tmp_path) not in path.read_text()
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(f"{path.as_uri()}?date=2009-06-14")
    page.wait_for_selector("#own-list li")
    page.evaluate(
        """() => cstoMap.page.userLayers.take(
          new File(["lat,lon,start,end\\n45,60,2001,\\n50,80,2001,\\n"], "dropped.csv"))"""
    )
    page.click("#save-image")
    page.select_option("#export-format", "svg")
    assert page.locator("#export-image .export-missing").is_hidden()
    with page.expect_download() as coming:
        page.click("#export-save")
    text = coming.value.path().read_text()
    context.close()

    groups = re.findall(r'<g data-own="([^"]*)"', text)
    assert groups == ["&lt;sites&gt;.csv", "dropped.csv"]
    assert [body.count("<circle") for body in re.findall(r"<g data-own.*?</g>", text)] == [1, 2]
    assert "not part of the atlas" in " ".join(re.findall(r' aria-label="([^"]*)"', text))
