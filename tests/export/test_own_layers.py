"""User layers in files: the right pixels on the right days, counted, said to be foreign."""

import io
import os
import random
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from datetime import date
from pathlib import Path

import pytest
import servers
from click.testing import CliRunner
from PIL import Image
from sheet_rules import faults

from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.exchange.reading.user_layers import read_all
from csto_map.export import laid, options, sizes, still
from csto_map.export.documents import plan
from csto_map.export.films import film as films
from csto_map.export.films import states
from csto_map.export.films.film_options import Film
from csto_map.export.films.film_options import read as read_film
from csto_map.export.sizes import Size
from csto_map.picture import user_layers as own
from csto_map.picture.difference import between
from csto_map.picture.figure import to_figure
from csto_map.picture.scene import build, compose
from csto_map.picture.style import STYLES, USER_COLOURS
from csto_map.query import question
from csto_map.sheet.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"
PINK, GREEN = (tuple(bytes.fromhex(colour[1:])) for colour in USER_COLOURS[:2])
ROWS = """lat,lon,start,end,name,size,colour
48,65,2001,2005-01-01,<b>&"one",4,
48,75,2003-06-01,,two,30,#0a7d4b
48,85,2006,,three,,
"""
HOSTILE = '"><script>alert(1)</script>&amp;.csv'


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory):
    import toy_world

    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("own") / "toy"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("layers")
    (place / "sites.csv").write_text(ROWS)
    rng = random.Random(1)
    rows = [f"{rng.uniform(41, 49):.4f},{rng.uniform(61, 89):.4f},2003\n" for _ in range(20_000)]
    (place / "many.csv").write_text("lat,lon,date\n" + "".join(rows))
    return place


@pytest.fixture(scope="module")
def layers(toy_atlas, folder):
    return [own for _, own in read_all([folder / "sites.csv", folder / "many.csv"], toy_atlas)]


def svg(atlas, query, layers):
    asked = question.parted(query)
    return ET.fromstring(still.svg(atlas, options.read(atlas, asked, user_layers=layers)))


def drawn(root, name):
    return [node for node in root.iter() if node.get("data-own") == name]


def texts(root):
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2000-12-31", []),
        ("2001-01-01", ['<b>&"one"']),
        ("2003-05-31", ['<b>&"one"']),
        ("2003-06-01", ['<b>&"one"', "two"]),
        ("2004-12-31", ['<b>&"one"', "two"]),
        ("2005-01-01", ["two"]),
        ("2012-01-01", ["two", "three"]),
    ],
)
def test_points_stand_in_the_picture_on_the_days_on_which_they_hold(toy_atlas, layers, day, shown):
    root = svg(toy_atlas, f"date={day}&own=sites.csv", layers)
    found = [node.text for group in drawn(root, "sites.csv") for node in group.iter(f"{SVG}title")]

    assert found == shown
    assert ("sites.csv" in texts(root)) is bool(shown)
    if shown:
        assert texts(root)[texts(root).index("sites.csv") + 1] == str(len(shown))
        assert "Your own layers" in texts(root)
    assert "Own layer: sites.csv (not part of the atlas's data)." in " ".join(texts(root))


def test_points_are_at_the_pixels_of_their_places_in_their_colours(toy_atlas, layers):
    asked = {"date": "2004-01-01", "own": "sites.csv", "size": "1440x810"}
    picture = options.read(toy_atlas, asked, user_layers=layers)
    plate = laid.sheet(toy_atlas, picture).plates[0]
    image = Image.open(io.BytesIO(still.render(toy_atlas, picture, "png"))).convert("RGB")
    day = picture.day.toordinal()
    shown = layers[0].at(day, day)
    for x, y, colour, radius in zip(shown.x, shown.y, (PINK, GREEN), (5, 15), strict=True):
        px, py = plate.scene.frame.px(x, y)
        px, py = plate.box.x + px, plate.box.y + py
        assert image.getpixel((round(px), round(py))) == colour
        assert image.getpixel((round(px - radius + 2), round(py))) == colour
        assert image.getpixel((round(px + radius + 3), round(py))) != colour


@pytest.mark.parametrize("ending", ["svg", "png", "webp", "pdf", "pptx"])
def test_every_format_holds_them(toy_atlas, layers, ending):
    def made(names):
        asked = {"date": "2004-01-01", "own": names, "w": "640", "h": "360"}
        return still.render(toy_atlas, options.read(toy_atlas, asked, user_layers=layers), ending)

    assert made("sites.csv") == made("sites.csv")
    assert made("sites.csv") != made("")


def test_two_layers_are_both_drawn_and_named_in_every_kind_of_file(toy_atlas, layers, tmp_path):
    both = {"own": "sites.csv,many.csv", "w": "640", "h": "360"}
    picture = options.read(toy_atlas, {"date": "2003-07-01"} | both, user_layers=layers)
    note = laid.sheet(toy_atlas, picture).flows["note"]
    drawn = texts(ET.fromstring(still.svg(toy_atlas, picture)))
    days = {"from": "2003-06-01", "to": "2003-08-01", "size": "640x360", "own": both["own"]}
    films.make(toy_atlas, read_film(toy_atlas, days, layers), tmp_path / "f.gif", workers=1)

    for name in ("sites.csv", "many.csv"):
        assert name in note
        assert any(name in text for text in drawn)
    assert (tmp_path / "f.gif").stat().st_size > 1_000
    for ending in ("png", "pdf", "pptx"):
        assert still.render(toy_atlas, picture, ending)


def test_many_points_are_one_small_path_of_squares(toy_atlas, layers):
    began = time.process_time()
    root = svg(toy_atlas, "date=2003-07-01&own=many.csv", layers)
    took = time.process_time() - began
    (path,) = drawn(root, "many.csv")

    assert path.tag == f"{SVG}path"
    assert path.get("fill") == USER_COLOURS[1]
    assert len(path.get("d")) < 20 * 20_000
    assert "20,000" in texts(root)
    assert took < 3


def test_without_them_a_picture_stays_as_it_is(toy_atlas, layers):
    asked = {"date": "2004-01-01"}
    plain = still.svg(toy_atlas, options.read(toy_atlas, asked))

    assert still.svg(toy_atlas, options.read(toy_atlas, asked, user_layers=layers)) == plain
    assert (
        still.svg(toy_atlas, options.read(toy_atlas, asked | {"own": ""}, user_layers=layers))
        == plain
    )


def test_two_days_side_by_side_show_each_its_own_points(toy_atlas, layers):
    root = svg(toy_atlas, "date=2004-01-01&compare=2012-01-01&own=sites.csv", layers)
    one, two = ([n.text for n in g.iter(f"{SVG}title")] for g in drawn(root, "sites.csv"))

    assert (one, two) == (['<b>&"one"', "two"], ["two", "three"])
    assert "2 → 2" in texts(root)


def test_a_difference_shows_the_points_of_the_later_day(toy_atlas, layers):
    earlier, later = (
        build(toy_atlas, day, user_layers=layers[:1]) for day in ("2004-01-01", "2012")
    )
    shown = compose(between(toy_atlas, earlier, later, []), 900, 600)

    assert [list(layer.labels) for layer in shown.user_layers] == [["two", "three"]]
    assert [e.count for e in shown.legend if e.layer == "own"] == [2]


def test_in_grey_they_are_grey(toy_atlas, layers):
    root = svg(toy_atlas, "date=2004-01-01&style=grey&own=sites.csv", layers)
    (group,) = drawn(root, "sites.csv")
    colours = [group.get("fill"), *(node.get("fill") for node in group.iter(f"{SVG}circle"))]

    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours if c)


def test_equal_requests_give_equal_scenes(toy_atlas, layers):
    one, two = (build(toy_atlas, "2004-01-01", user_layers=layers) for _ in range(2))

    assert one == two
    assert one != build(toy_atlas, "2004-01-01", user_layers=layers[:1])


def test_a_figure_has_them_too(toy_atlas, layers):
    figure = to_figure(build(toy_atlas, "2004-01-01", user_layers=layers))
    (sites,) = [t for t in figure.data if t.meta and t.meta.get("id") == "own:sites.csv"]

    assert list(sites.x) == pytest.approx(layers[0].at(731581, 731581).x.tolist(), abs=0.01)
    assert list(sites.marker.color) == list(USER_COLOURS[:2])
    assert "<b>" not in sites.text[0]


@pytest.mark.parametrize("size", list(sizes.PRESETS))
@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("more", ["", "&compare=2012&mode=side", "&lang=ru"])
def test_every_sheet_holds_them_whole(toy_atlas, folder, layers, tmp_path, size, style, more):
    long = tmp_path / f"{'a very long name of a file with blanks ' * 5}.csv"
    word = tmp_path / f"{'unbroken' * 25}.csv"
    for path in (long, word):
        path.write_text(ROWS)
    known = [*layers, *(layer for _, layer in read_all([long, word], toy_atlas))]
    asked = question.parted(f"date=2003-08-01&size={size}&style={style}{more}")
    picture = options.read(toy_atlas, asked | {"own": own.listed(known)}, user_layers=known)

    assert faults(laid.sheet(toy_atlas, picture)) == []


def test_names_are_text_in_every_file(toy_atlas, tmp_path):
    path = tmp_path / HOSTILE.replace("/", "")
    path.write_text(ROWS)
    known = [layer for _, layer in read_all([path], toy_atlas)]
    root = svg(toy_atlas, f"date=2004-01-01&own={path.name.replace('&', '%26')}", known)
    (group,) = drawn(root, path.name)

    assert path.name in texts(root)
    assert not list(root.iter(f"{SVG}script"))
    assert str(tmp_path) not in ET.tostring(root, encoding="unicode")
    assert len(list(group.iter(f"{SVG}circle"))) == 2


class TestPlacesForABrowser:
    def test_they_are_empty_and_say_where_they_are(self, toy_atlas, layers):
        root = svg(toy_atlas, "date=2004-01-01&own=sites.csv&slots=2", layers)
        keys = [node for node in root.iter() if node.get("class") == "own-key"]
        (place,) = [node for node in root.iter() if node.get("class") == "own-place"]

        assert [key.get("data-slot") for key in keys] == ["1", "2"]
        assert float(keys[1].get("data-y")) > float(keys[0].get("data-y"))
        assert place.get("data-days") == "731581 731581"
        assert len(place.get("data-frame").split()) == 6
        assert len(list(place)) == 0
        assert "Layers added by the user are not part" in " ".join(texts(root))

    @pytest.mark.parametrize("size", list(sizes.PRESETS))
    def test_they_fit(self, toy_atlas, layers, size):
        asked = {"date": "2004-01-01", "slots": "5", "size": size}
        sheet = laid.sheet(toy_atlas, options.read(toy_atlas, asked, user_layers=layers))

        assert faults(sheet) == []
        assert sum(key.entry.slot > 0 for key in sheet.keys) == 5

    @pytest.mark.parametrize("query", ["slots=x", "slots=-1", "slots=21", "slots=1.5"])
    def test_only_a_few_can_be_kept_free(self, toy_atlas, query):
        with pytest.raises(ValueError, match="slots"):
            options.read(toy_atlas, question.parted(f"date=2004&{query}"))

    def test_only_an_svg_has_them(self, toy_atlas):
        picture = options.read(toy_atlas, {"date": "2004", "slots": "1"})
        with pytest.raises(ValueError, match="slots are for svg"):
            still.render(toy_atlas, picture, "pdf")


class TestFilms:
    film = Film(
        day=date(2001, 6, 1),
        last=date(2004, 6, 1),
        step="year",
        dwell=0,
        size=Size(640, 360),
    )

    def with_layers(self, layers, **more):
        from dataclasses import replace

        own = tuple(layer.name for layer in layers)
        return replace(self.film, user_layer_names=own, user_layers=tuple(layers), **more)

    @pytest.mark.parametrize("workers", [1, 2])
    def test_a_film_shows_points_come_and_go(self, toy_atlas, layers, tmp_path, workers):
        film = self.with_layers(layers[:1])
        path = films.make(toy_atlas, film, tmp_path / "f.zip", workers=workers)
        greens = []
        with zipfile.ZipFile(path) as box:
            for name in sorted(n for n in box.namelist() if n.endswith(".png")):
                image = Image.open(io.BytesIO(box.read(name))).convert("RGB")
                greens.append(sum(n for n, c in image.getcolors(1 << 24) if c == GREEN))
            about = box.read("about.txt").decode()

        assert [n > 100 for n in greens] == [False, False, True, True]
        assert "Own layer: sites.csv (not part of the atlas's data)." in about

    def test_a_change_of_a_layer_is_a_change_of_the_film(
        self, toy_atlas, layers, tmp_path, monkeypatch
    ):
        drawn = []
        draw = states.draw
        monkeypatch.setattr(states, "draw", lambda *given: drawn.append(given[-1]) or draw(*given))
        calm = {"day": date(2003, 5, 15), "last": date(2003, 8, 15), "step": "month"}
        for number, own_ in enumerate([(), layers[:1]]):
            film = self.with_layers(own_, **calm)
            films.make(toy_atlas, film, tmp_path / f"{number}.zip", workers=1)
        days = [day.isoformat() for day in drawn]

        assert days == ["2003-05-15", "2003-05-15", "2003-06-15"]

    def test_steps_of_change_are_those_of_the_layers_too(self, toy_atlas, layers, tmp_path):
        calm = {"day": date(2003, 5, 15), "last": date(2003, 8, 15), "step": "change"}
        found = []
        for own_ in ((), layers[:1]):
            shots = films.prepare(toy_atlas, self.with_layers(own_, **calm), tmp_path / "f.gif")
            found.append({shot.day.isoformat() for shot in shots})

        assert found[1] - found[0] == {"2003-06-01"}

    def test_a_film_is_asked_for_layers_by_name(self, toy_atlas, layers):
        assert read_film(toy_atlas, {"own": "sites.csv"}, layers).user_layers == (layers[0],)
        assert read_film(toy_atlas, {}, layers).user_layers == ()
        with pytest.raises(ValueError, match=r"'x' does not exist; there are sites.csv, many.csv"):
            read_film(toy_atlas, {"own": "x"}, layers)


class TestPlans:
    TEXT = "title: T\nviews:\n  - date: 2004-01-01\n  - date: 2004-01-01\n    own: [many.csv]\n"

    def test_a_view_that_names_none_shows_those_of_the_command(self, toy_atlas, layers):
        made = plan.parse(self.TEXT, toy_atlas, user_layers=layers, shown=own.listed(layers))
        assert [view.still.user_layers for view in made.views] == [tuple(layers), (layers[1],)]

    def test_on_a_server_a_view_names_its_layers(self, toy_atlas, layers):
        made = plan.parse(self.TEXT, toy_atlas, user_layers=layers)
        assert [view.still.user_layers for view in made.views] == [(), (layers[1],)]

    def test_a_name_that_is_not_there_is_told_with_its_line(self, toy_atlas):
        with pytest.raises(
            ValueError, match=r"plan:5: views 2, own: user layer 'many.csv' does not exist"
        ):
            plan.parse(self.TEXT, toy_atlas)


class TestCommands:
    @pytest.fixture
    def run(self, toy_atlas, folder, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)

        def run_(*words):
            return CliRunner().invoke(main, [*words, "--data", str(toy_atlas.folder)])

        return run_

    def test_a_picture_shows_all_layers_that_are_given(self, run, folder, tmp_path):
        given = ["--layer", str(folder / "sites.csv"), "--layer", str(folder / "many.csv")]
        done = run("render", "2003-07-01", "-o", "m.svg", *given)
        root = ET.parse(tmp_path / "m.svg").getroot()

        assert done.exit_code == 0, done.output
        assert drawn(root, "sites.csv")
        assert drawn(root, "many.csv")

    def test_a_query_may_choose_among_them(self, run, folder, tmp_path):
        given = ["--layer", str(folder / "sites.csv"), "--layer", str(folder / "many.csv")]
        done = run("render", "?date=2003-07-01&own=sites.csv", "-o", "m.svg", *given)
        root = ET.parse(tmp_path / "m.svg").getroot()

        assert done.exit_code == 0, done.output
        assert drawn(root, "sites.csv")
        assert not drawn(root, "many.csv")

    def test_a_list_of_pictures_shows_them(self, run, folder, tmp_path):
        (tmp_path / "l.csv").write_text(
            "file,date,own\na.svg,2004-01-01,\nb.svg,2000-01-01,sites.csv\n"
        )
        done = run("render", "--batch", "l.csv", "-o", "out", "--layer", str(folder / "sites.csv"))

        assert done.exit_code == 0, done.output
        assert drawn(ET.parse(tmp_path / "out/a.svg").getroot(), "sites.csv")
        assert not drawn(ET.parse(tmp_path / "out/b.svg").getroot(), "sites.csv")

    def test_films_and_briefings_take_them(self, run, folder, tmp_path):
        given = ("--layer", str(folder / "sites.csv"))
        span = ("--from", "2003", "--to", "2004", "--step", "year", "--size", "640x360")
        (tmp_path / "plan.yaml").write_text("title: T\nviews:\n  - date: 2004-01-01\n")

        film = run("film", "-o", "f.gif", *span, "--dwell", "0", "--workers", "1", *given)
        assert film.exit_code == 0, film.output
        assert run("brief", "plan.yaml", "-o", "b.pptx", *given).exit_code == 0
        with zipfile.ZipFile(tmp_path / "b.pptx") as box:
            slides = [n for n in box.namelist() if n.startswith("ppt/slides/slide")]
            assert any("Own layer: sites.csv" in box.read(name).decode() for name in slides)

    @pytest.mark.parametrize(
        "words",
        [
            ("render", "2004", "-o", "m.png"),
            ("film", "-o", "f.gif"),
            ("brief", "plan.yaml", "-o", "b.pdf"),
        ],
    )
    @pytest.mark.parametrize(
        ("name", "body", "said"),
        [
            ("none.csv", None, "is not a file"),
            ("bad.csv", "a,b\n1,2\n", "does not say where things are"),
            ("empty.csv", "", "is empty"),
        ],
    )
    def test_a_bad_file_is_one_clear_line(self, run, tmp_path, words, name, body, said):
        (tmp_path / "plan.yaml").write_text("title: T\nviews:\n  - date: 2004-01-01\n")
        if body is not None:
            (tmp_path / name).write_text(body)
        done = run(*words, "--layer", name)

        assert done.exit_code == 2
        assert said in done.output
        assert len([line for line in done.output.splitlines() if line.startswith("Error")]) == 1
        assert "Traceback" not in done.output
        assert not (tmp_path / "m.png").exists()

    def test_refused_rows_are_told_and_the_picture_is_made(self, run, tmp_path):
        (tmp_path / "half.csv").write_text("lat,lon,date\n45,65,2003\n999,65,2003\n")
        done = run("render", "2003", "-o", "m.png", "--layer", "half.csv")

        assert done.exit_code == 0
        assert "half: 1 row used, 1 refused" in done.stderr
        assert "row 2" in done.stderr


@pytest.fixture(scope="module")
def server(toy_atlas, folder):
    from csto_map.app import create_app
    from csto_map.app.settings import Settings

    paths = os.pathsep.join(str(folder / name) for name in ("sites.csv", "many.csv"))
    return create_app(toy_atlas, Settings(layers=paths)).server


class TestServer:
    @pytest.mark.parametrize("ending", list(still.MEDIA_TYPES))
    def test_a_query_names_the_layers_and_gives_the_bytes_of_the_command(
        self, server, toy_atlas, layers, ending
    ):
        query = "date=2004-01-01&own=sites.csv&w=640&h=360"
        (answer,) = servers.ask(server, f"/export.{ending}?{query}")
        picture = options.read(toy_atlas, question.parted(query), user_layers=layers)

        assert answer.status_code == 200
        assert answer.content == still.render(toy_atlas, picture, ending)

    @pytest.mark.parametrize(
        "name", ["x.csv", "../sites.csv", "/etc/passwd", "<script>", "sites", "%00"]
    )
    def test_an_unknown_name_is_refused_with_those_that_exist(self, server, folder, name):
        (answer,) = servers.ask(server, f"/export.svg?date=2004&own={name}")

        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("text/plain")
        assert "there are sites.csv, many.csv" in answer.text
        assert str(folder) not in answer.text
        assert len(answer.text.splitlines()) == 1

    def test_the_page_is_told_names_and_colours_but_no_folder(self, server, folder):
        page, _ = servers.ask(server, "/", "/healthz")

        assert 'data-name="sites.csv" data-colour="#d6278a"' in page.text
        assert str(folder) not in page.text

    def test_a_server_without_layers_says_so(self, toy_atlas):
        from csto_map.app import create_app
        from csto_map.app.settings import Settings

        app = create_app(toy_atlas, Settings()).server
        (answer,) = servers.ask(app, "/export.svg?date=2004&own=sites.csv")
        assert answer.status_code == 400
        assert "there are none" in answer.text


def test_a_server_with_a_bad_layer_does_not_start(toy_atlas, tmp_path):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    command = [sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]
    command += ["--data", str(toy_atlas.folder), "--layer", str(tmp_path / "bad.csv")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 2
    assert "does not say where things are" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_map_alone_has_them(toy_atlas, layers):
    text = to_svg(build(toy_atlas, "2004-01-01", user_layers=layers[:1]), furniture=False)

    assert len(drawn(ET.fromstring(text), "sites.csv")) == 1
    assert str(Path.cwd()) not in text
