"""Saved pictures show user layers, and a dropped one is never sent for it."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
import servers
import web_world
from csto_map.app import create_app
from csto_map.app.settings import Settings
from PIL import Image

from csto_map.cli.common import joined
from csto_map.exchange.reading.user_layers import read_all
from csto_map.picture import outlines, scene
from csto_map.picture.png import png
from csto_map.picture.views import Frame
from csto_map.sheet.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"
NAME = "my, <posts> & 100%.csv"
ROWS = (
    "lat,lon,start,end,name,size,colour\n"
    "41.3,69.2,2001,,A <b>&,30,\n"
    "38.5,68.8,2001,2012,B,,#3b5bdb\n"
    "42.9,74.6,2010,,later,,\n"
)
VIEW = "?date=2009-06-14&view=central-asia"
DROP = """async ({ name, text }) => {
  await cstoMap.page.userLayers.take(new File([text], name));
}"""


def crowd():
    rows = (f"{37 + k % 90 / 10:.2f},{60 + k // 90 / 3:.2f},2001," for k in range(3001))
    return "lat,lon,start,end\n" + "\n".join(rows) + "\n"


def drop(visit, name=NAME, text=ROWS):
    visit.page.evaluate(DROP, {"name": name, "text": text})


def save(visit, ending, path):
    if visit.page.locator("#export").is_hidden():
        visit.page.locator("#save-image").click()
    visit.page.select_option("#export-format", ending)
    with visit.page.expect_download() as waiting:
        visit.page.locator("#export-save").click()
    waiting.value.save_as(path)
    return path


def texts(root):
    """The lines of text, which are outlines that tell their words."""
    assert not list(root.iter(f"{SVG}text"))
    return [node.get("aria-label") for node in root.iter(f"{SVG}path") if node.get("aria-label")]


def drawn(root, name):
    """What is drawn of a layer: tag, and attributes with numbers as numbers."""
    (group,) = [node for node in root.iter() if node.get("data-own") == name]
    nodes = list(group.iter(f"{SVG}circle")) or [group]
    names = ("cx", "cy", "r", "fill", "d")
    return [[node.get(attribute) for attribute in names if node.get(attribute)] for node in nodes]


def by_server(atlas, path, place):
    """The map that the server draws with the same layer in the same frame on the same day."""
    layers = [layer for _, layer in read_all([path], atlas)]
    *sides, width, height = (float(part) for part in place.get("data-frame").split())
    size = (int(width), int(height))
    day = date.fromordinal(int(place.get("data-days").split()[1]))
    # A box is asked for by its middle on the map, and by how wide and high the frame is.
    frame = Frame(*sides, *size, atlas.config.rotation("central-asia"))
    x, y = frame.km(width / 2, height / 2)
    wide, high = (sides[2] - sides[0]) / 2, (sides[3] - sides[1]) / 2
    shown = scene.build(
        atlas,
        day,
        view="central-asia",
        box=(x - wide, y - high, x + wide, y + high),
        width=size[0],
        height=size[1],
        user_layers=layers,
    )
    return ET.fromstring(to_svg(shown, furniture=False))


def places(root):
    return [node for node in root.iter() if node.get("class") == "own-place"]


def saved(visit, path, ending="svg", size="slide"):
    visit.page.locator("#save-image").click()
    visit.page.select_option("#export-size", size)
    return save(visit, ending, path)


@pytest.mark.parametrize(
    ("more", "size", "counts"),
    [
        ("", "slide", ["2"]),
        ("&lang=ru", "square", ["2"]),
        ("&cmp=2011-01-01", "a4", ["2", "3"]),
    ],
)
def test_a_dropped_layer_stands_in_the_saved_picture_as_the_server_would_draw_it(
    visit, real_atlas, tmp_path, more, size, counts
):
    page = visit(VIEW + more)
    drop(page)
    root = ET.parse(saved(page, tmp_path / "map.svg", size=size)).getroot()
    (tmp_path / NAME).write_text(ROWS)

    assert len(places(root)) == len(counts)
    for place, count in zip(places(root), counts, strict=True):
        found = drawn(place, NAME)
        assert found == drawn(by_server(real_atlas, tmp_path / NAME, place), NAME)
        assert len(found) == int(count)
    # A line that is kept free holds one line of text: a name may end in dots.
    at = next(k for k, text in enumerate(texts(root)) if text.startswith("my, <posts>"))
    assert texts(root)[at + 1] == " → ".join(counts)
    assert page.said == []


def test_many_points_are_one_path_as_the_server_would_draw_it(visit, real_atlas, tmp_path):
    page = visit(VIEW)
    drop(page, "many.csv", crowd())
    root = ET.parse(saved(page, tmp_path / "map.svg")).getroot()
    (tmp_path / "many.csv").write_text(crowd())
    (place,) = places(root)

    ((_, one),) = drawn(place, "many.csv")
    ((_, other),) = drawn(by_server(real_atlas, tmp_path / "many.csv", place), "many.csv")
    # Two projections agree to a millimetre, which is another pixel once in a lifetime.
    assert len(set(one.split("M")) ^ set(other.split("M"))) <= 4
    assert "3,001" in texts(root)


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_a_dropped_layer_is_in_pixels_too_and_the_typeface_is_kept(visit, tmp_path, ending):
    page = visit(VIEW)
    drop(page)
    with Image.open(saved(page, tmp_path / f"map.{ending}", ending)) as image:
        found = image.convert("RGB")
        told = image.text if ending == "png" else image.info["xmp"].decode()
    svg = saved(page, tmp_path / "map.svg").read_text()
    wanted = Image.open(io.BytesIO(png(svg))).convert("RGB")

    assert found.size == wanted.size == (1920, 1080)
    pink = (0xD6, 0x27, 0x8A)
    places = [(x, y) for x in range(0, 1500, 3) for y in range(120, 950, 3)]
    spots = [spot for spot in places if wanted.getpixel(spot) == pink]
    assert len(spots) > 100
    assert sum(found.getpixel(spot) == pink for spot in spots) >= 0.97 * len(spots)
    # The title is as wide as in the server's typeface.
    heads = (image.convert("L").crop((0, 20, 900, 70)) for image in (found, wanted))
    one, other = (head.point(lambda v: 255 * (v < 128)).getbbox()[2] for head in heads)
    assert abs(one - other) <= 3
    # Files of the server say as much of themselves: title, day, author, licence, sources.
    if ending == "webp":
        root = ET.fromstring(re.sub(r"<\?xpacket.*?\?>", "", told))
        dc = "{http://purl.org/dc/elements/1.1/}"
        named = {"Title": "title", "Coverage": "coverage", "Author": "creator"}
        named |= {"Copyright": "rights", "Source": "source", "URL": "identifier"}
        told = {key: "".join(root.find(f".//{dc}{name}").itertext()) for key, name in named.items()}
    assert told["Title"]
    assert told["Coverage"] == "2009-06-14"
    assert "Creative Commons" in told["Copyright"]
    assert told["Author"] in told["Copyright"]
    assert "Natural Earth" in told["Source"]
    assert "date=" in told["URL"]
    assert page.said == []


def test_neither_name_nor_content_of_a_dropped_file_is_sent(visit, tmp_path):
    page = visit(VIEW)
    bodies = []
    page.page.on("request", lambda request: bodies.append(request.post_data or ""))
    drop(page, "secretname.csv", ROWS.replace("later", "secretlabel"))
    save(page, "png", tmp_path / "map.png")

    assert not [url for url in page.requests if "secret" in url and not url.startswith("data:")]
    assert not [body for body in bodies if "secret" in body]


def test_the_dialog_says_which_files_lack_a_dropped_layer(visit):
    page = visit(VIEW)
    page.page.locator("#save-image").click()
    note = page.page.locator("#export-image .export-missing")
    page.page.select_option("#export-format", "pdf")
    assert note.is_hidden(), "nothing was dropped"
    page.run("() => document.getElementById('export').close()")
    drop(page)
    page.page.locator("#save-image").click()
    for ending, lacking in (("png", False), ("pdf", True), ("pptx", True), ("svg", False)):
        page.page.select_option("#export-format", ending)
        assert note.is_visible() is lacking
    page.page.locator("#tab-film").click()
    film = page.page.locator("#export-film .export-missing")
    assert film.is_visible()
    assert NAME in film.inner_text()
    assert "--layer" in film.inner_text()
    page.page.locator("#tab-plan").click()
    assert page.page.locator("#export-plan .export-missing").is_visible()


def test_the_preview_has_the_dropped_layer_unless_the_file_will_not(visit):
    count = """async () => {
      const image = document.getElementById("export-preview");
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
      const paint = canvas.getContext("2d");
      paint.drawImage(image, 0, 0);
      const { data } = paint.getImageData(0, 0, canvas.width, canvas.height);
      let n = 0;
      for (let k = 0; k < data.length; k += 4) n += data[k] === 0xd6 && data[k + 1] === 0x27;
      return n;
    }"""
    page = visit(VIEW)
    drop(page)
    page.page.locator("#save-image").click()
    page.wait("() => document.getElementById('export-preview').naturalWidth > 300")
    assert page.run(count) > 50
    before = page.page.locator("#export-preview").get_attribute("src")
    page.page.select_option("#export-format", "pdf")
    page.wait(f"() => document.getElementById('export-preview').src !== '{before}'")
    assert page.run(count) == 0


def test_a_layer_switched_off_is_in_no_picture(visit, tmp_path):
    page = visit(VIEW)
    drop(page)
    page.page.locator("#own-list input").uncheck()
    root = ET.parse(save(page, "svg", tmp_path / "map.svg")).getroot()

    assert NAME not in texts(root)


def test_a_layer_of_the_server_is_asked_for_by_its_name(browser, real_atlas, tmp_path):
    given = [tmp_path / name for name in (NAME, "off.csv")]
    for path in given:
        path.write_text(ROWS)
    settings = Settings(layers=joined(given))
    with servers.hosting(create_app(real_atlas, settings).server) as address:
        page = web_world.Visit(browser, address).open(VIEW)
        page.wait("() => document.querySelectorAll('#own-list li').length === 2")
        page.page.locator("#own-list input").nth(1).uncheck()
        root = ET.parse(save(page, "svg", tmp_path / "map.svg")).getroot()
        page.page.locator("#save-image").click()
        page.page.locator("#tab-film").click()
        assert page.page.locator("#export-film .export-missing").is_hidden()
        said = page.said
        page.close()

    assert len(drawn(root, NAME)) == 2
    assert "off.csv" not in texts(root)
    assert "Own layer: my, <posts> & 100%.csv (not part" in " ".join(texts(root))
    assert str(tmp_path) not in (tmp_path / "map.svg").read_text()
    assert said == []


def test_the_page_outlines_letters_where_the_server_does(visit):
    page = visit(VIEW)
    cases = [
        (text, weight)
        for text in ("AVATAR To. Ltd", "Гарнизон 201-й базы, Точка", "my, <posts> & 100%", "")
        for weight in (400, 600)
    ]
    found = page.run(
        """async (cases) => {
          const page = cstoMap.page;
          const alphabets = await page.load("letters");
          const { line, measure } = await import("/modules/export/letters.js");
          return cases.map(([text, weight]) => line(
            text, alphabets[weight], (part) => measure(part, 1000, weight) / 1000));
        }""",
        cases,
    )
    for (text, weight), (path, ems) in zip(cases, found, strict=True):
        wanted, wide = outlines.line(text, weight)
        places = [[int(x) for x in re.findall(r"M(-?\d+)", one)] for one in (path, wanted)]
        assert len(places[0]) == len(places[1]), text
        for one, other in zip(*places, strict=True):
            # The page's faces kern a few pairs otherwise: a third of a pixel in small print.
            assert abs(one - other) <= 30, text
        assert abs(ems * 1000 - wide) <= 30, text
        assert re.sub(r"M-?\d+", "M", path) == re.sub(r"M-?\d+", "M", wanted)
