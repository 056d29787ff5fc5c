"""A GeoPackage opens as the map: what its own tables tell, and what QGIS is told."""

import base64
import datetime
import hashlib
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pyogrio
import pytest

from csto_map.atlas import Atlas
from csto_map.exchange.writing import files, frames, geopackage, grounds, sheets, symbol_columns
from csto_map.history.marks import EVENT_DAYS
from csto_map.picture import symbols
from csto_map.picture.style import LIGHT

DAY = datetime.date(2009, 6, 14)
# Days of many doubts, of hand-overs, and the last.
DAYS = [datetime.date(1992, 3, 1), datetime.date(2004, 12, 6), DAY, datetime.date(2026, 3, 21)]
DATED = [*frames.TITLES, "standings"]
QGIS = "http://mrcc.com/qgis.dtd"


@pytest.fixture(scope="module")
def path(real_atlas, tmp_path_factory):
    return files.export(real_atlas, tmp_path_factory.mktemp("gpkg") / "whole history.gpkg")


@pytest.fixture(scope="module")
def base(path):
    with closing(sqlite3.connect(path)) as base:
        base.create_function("to_date", 1, lambda text: text)
        yield base


@pytest.fixture(scope="module")
def history(real_atlas):
    layers = frames.layers(real_atlas) | grounds.layers(real_atlas)
    return {name: symbol_columns.with_symbols(real_atlas, name, f) for name, f in layers.items()}


@pytest.fixture(scope="module")
def styles(base):
    rows = base.execute("SELECT styleName, styleQML FROM layer_styles").fetchall()
    return {name: ElementTree.fromstring(text) for name, text in rows}


@pytest.fixture(scope="module")
def project(real_atlas, base):
    ((name, content),) = base.execute("SELECT name, content FROM qgis_projects")
    assert name == real_atlas.config.title
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        return ElementTree.fromstring(archive.read("project.qgs"))


def drawn_on(base, name, expression, day):
    """Ask SQLite for the value of QGIS's expression for what is shown on a day, by id."""
    when = {
        "map_start_time": day.isoformat(),
        "map_end_time": (day + datetime.timedelta(days=1)).isoformat(),
    }
    rows = base.execute(
        f"SELECT id, {expression} FROM {name} WHERE (start_date IS NULL OR start_date <= "
        "@map_start_time) AND (shown_until IS NULL OR shown_until > @map_start_time)",
        when,
    )
    return dict(rows.fetchall())


def categorised(style):
    return next(r for r in style.iter("renderer-v2") if r.get("type") == "categorizedSymbol")


def values(style):
    """Name what a style draws: values of categories, or conditions of rules within rules."""
    rules = style.findall(".//rules/rule/rule")
    if rules:
        return {rule.get("filter").rpartition(" = ")[2].strip("'") for rule in rules}
    return {one.get("value") for one in categorised(style).iter("category")}


def expression_of(style):
    rules = style.findall(".//rules/rule/rule")
    if rules:
        return rules[0].get("filter").rpartition(" = ")[0]
    return categorised(style).get("attr")


class TestStandard:
    def test_older_clients_open_it_without_a_warning(self, base):
        assert base.execute("PRAGMA user_version").fetchone() == (10300,)
        assert base.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"GPKG"),)

    def test_every_column_has_a_title_and_a_meaning(self, real_atlas, base):
        tables = [*geopackage.TITLES, *(s.name for s in sheets.sheets(real_atlas))]
        for table in dict.fromkeys(tables):
            told = {
                column: (title, about)
                for column, name, title, about in base.execute(
                    "SELECT column_name, name, title, description FROM gpkg_data_columns"
                    " WHERE table_name = ?",
                    [table],
                )
                if name == title
            }
            columns = {row[1] for row in base.execute(f"PRAGMA table_info({table})")}
            columns -= {"fid", "geom"}
            assert set(told) == columns, table
            assert all(title and about for title, about in told.values()), table
            assert len({title for title, _ in told.values()}) == len(told), table

    def test_vocabularies_hold_every_value(self, base):
        rows = base.execute(
            "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns"
            " WHERE constraint_name IS NOT NULL"
        ).fetchall()
        for table, column, name in rows:
            known = dict(
                base.execute(
                    "SELECT value, description FROM gpkg_data_column_constraints"
                    " WHERE constraint_name = ? AND constraint_type = 'enum'",
                    [name],
                )
            )
            held = {row[0] for row in base.execute(f'SELECT DISTINCT "{column}" FROM {table}')}
            assert held <= set(known), (table, column)
            assert all(known.values())
        assert ("sites", "kind") in {row[:2] for row in rows}
        extensions = dict(base.execute("SELECT table_name, extension_name FROM gpkg_extensions"))
        assert extensions["gpkg_data_columns"] == "gpkg_schema"

    def test_licence_and_keywords_are_no_prose(self, real_atlas, base):
        told = {
            (reference, table, standard): ElementTree.fromstring(text)
            for reference, table, standard, text in base.execute(
                "SELECT reference_scope, table_name, md_standard_uri, metadata"
                " FROM gpkg_metadata_reference JOIN gpkg_metadata ON md_file_id = id"
            )
        }
        licence = real_atlas.config.licence
        file = told["geopackage", None, "http://purl.org/dc/terms/"]
        terms = {node.tag.rpartition("}")[2]: node.text for node in file}
        assert terms["license"] == licence.url
        assert terms["hasVersion"] == real_atlas.version
        for name in geopackage.TITLES:
            layer = told["table", name, QGIS]
            assert layer.findtext("license") == licence.title
            assert layer.find("links/link").get("url") == licence.url
            assert "CSTO" in [node.text for node in layer.iter("keyword")]

    def test_gdal_reads_every_layer_with_its_dates(self, path, history):
        for name, frame in history.items():
            info = pyogrio.read_info(path, layer=name, force_feature_count=True)
            kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
            assert info["features"] == len(frame), name
            assert info["crs"] == "EPSG:4326"
            assert {kinds.get(day, "OFTDate") for day in frames.DAYS} == {"OFTDate"}, name

    def test_the_same_facts_under_the_same_name_give_the_same_bytes(
        self, real_atlas, path, tmp_path
    ):
        again = files.export(real_atlas, tmp_path / path.name)
        digests = {hashlib.sha256(file.read_bytes()).hexdigest() for file in (path, again)}
        assert len(digests) == 1


class TestGround:
    def test_it_holds_all_land(self, path):
        """
        Land and states cover the dry land of the Earth: 149 million square kilometres.

        Where the two meet, land reaches a little under the states.
        """
        shapes = [pyogrio.read_dataframe(path, layer=name) for name in ("land", "states")]
        shapes[1] = shapes[1][shapes[1].shown_until.isna()]
        assert 145e12 < sum(one.to_crs(6933).area.sum() for one in shapes) < 152e12

    def test_no_state_is_cut(self, path):
        """India reaches to 8.08 degrees north, Indonesia is land, Russia goes on past 180."""
        states = pyogrio.read_dataframe(path, layer="states").set_index("country").geometry
        assert states["IND"].bounds[1] < 8.1
        assert states["RUS"].bounds[0] == -180
        assert states.is_valid.all()

    def test_every_site_lies_in_its_state_and_in_no_other(self, path):
        """
        Only points of towns and harbours may be outside, by less than 600 m.

        Natural Earth's own line has the town of Agarak 516 m across the Aras.
        """
        states = pyogrio.read_dataframe(path, layer="states")
        states = states[states.shown_until.isna()].set_index("country")
        shapes = states.to_crs("+proj=aeqd +lat_0=45 +lon_0=65").geometry
        sites = pyogrio.read_dataframe(path, layer="sites")
        sites = sites[sites.geometry.notna() & sites.country.isin(shapes.index)]
        places = sites.to_crs(shapes.crs).geometry
        outside = {}
        for row, place in zip(sites.itertuples(), places, strict=True):
            home = shapes[row.country]
            if not home.contains(place):
                other = [code for code in shapes.index if shapes[code].contains(place)]
                outside[row.id] = (home.distance(place), other, row.coord_precision)
        assert len(sites) > 150
        assert len(outside) < 5
        assert all(metres < 600 for metres, _, _ in outside.values())
        assert all(kind == "town" for _, other, kind in outside.values() if other)

    def test_states_are_those_of_the_day(self, real_atlas, base):
        for text in ("1991-09-05", "1991-12-25", "1991-12-26", "1993-01-01", "2008-02-17"):
            day = datetime.date.fromisoformat(text)
            told = drawn_on(base, "states", "country", day)
            wanted = {row.code for row in real_atlas.outlines("whole").on(day)}
            assert sorted(told.values()) == sorted(wanted), day

    def test_standings_are_those_of_the_map(self, real_atlas, base):
        for day in DAYS:
            snapshot = real_atlas.at(day)
            told = drawn_on(base, "standings", "lens || ':' || country || ':' || status", day)
            wanted = {
                f"{lens.id}:{row.country}:{row.status}"
                for lens in real_atlas.config.lenses
                for row in snapshot.states(lens.id).itertuples()
            }
            assert set(told.values()) == wanted, day


class TestStyles:
    @pytest.mark.parametrize("name", DATED)
    def test_each_row_is_drawn_as_the_day_wants(self, real_atlas, base, styles, history, name):
        """QGIS's own expression, asked of SQLite, tells certain from possible as the map does."""
        if name == "disputed_areas":
            assert styles[name].find("renderer-v2").get("type") == "singleSymbol"
            return
        expression = expression_of(styles[name])
        placed = set(history[name].dropna(subset=["geometry"]).id)
        for day in DAYS:
            drawn = drawn_on(base, name, expression, day)
            room = grounds if name == "standings" else frames
            of_day = room.layer(real_atlas, name, day)
            certainty = dict(zip(of_day.id, of_day.certainty, strict=True))
            assert {id_: value.rpartition(":")[2] for id_, value in drawn.items()} == certainty
            assert {drawn[id_] for id_ in placed & drawn.keys()} <= values(styles[name]), day

    def test_without_a_day_only_what_is_never_certain_is_hollow(self, base, styles):
        rows = base.execute(
            f"SELECT certainty, {expression_of(styles['sites'])} FROM sites",
            {"map_start_time": None, "map_end_time": None},
        ).fetchall()
        assert {word for word, _ in rows} == {"certain", "partly", "possible"}
        for word, value in rows:
            assert value.endswith(":possible") == (word == "possible")

    @pytest.mark.parametrize("icons", ["symbol", "symbol_plain"])
    @pytest.mark.parametrize("name", symbol_columns.KINDS)
    def test_marks_wear_our_drawings(self, styles, name, icons):
        style = styles[name if icons == "symbol" else f"{name}, plain icons"]
        renderer = categorised(style)
        drawn = {one.get("name"): one for one in renderer.findall("symbols/symbol")}
        count = 0
        for one in renderer.iter("category"):
            # What has no drawing is not on the map, and not shown at first.
            assert (one.get("render") == "true") == (not one.get("value").startswith(":"))
            if one.get("render") == "false":
                continue
            options = [o.get("value") or "" for o in drawn[one.get("symbol")].iter("Option")]
            text = next(o[len("base64:") :] for o in options if o.startswith("base64:"))
            assert base64.b64decode(text).decode() == symbols.svg(one.get("value"), LIGHT)
            assert one.get("label")
            count += 1
        assert count >= 2

    def test_statuses_are_told_apart_by_more_than_colour(self, styles):
        """Each status has another fill, hatch or outline; the sheet of styles says which."""
        style = styles["standings"]
        looks = {}
        for rule in style.findall(".//rules/rule/rule"):
            key = style.find(f".//symbols/symbol[@name='{rule.get('symbol')}']")
            looks[rule.get("filter").rpartition(" = ")[2]] = ElementTree.tostring(key)[60:]
        assert len(looks) > 6
        assert len(set(looks.values())) == len(looks)

    def test_one_organisation_is_shown_at_first(self, real_atlas, styles):
        rules = styles["standings"].findall(".//rules/rule")
        on = [rule.get("label") for rule in rules if rule.get("checkstate") != "0"]
        assert on == [real_atlas.config.lenses[0].title]
        assert len(rules) == len(real_atlas.config.lenses)

    @pytest.mark.parametrize("name", geopackage.TITLES)
    def test_forms_have_titles_words_and_tips(self, base, styles, name):
        style = styles[name]
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({name})")} - {"fid", "geom"}
        titles = {one.get("field"): one.get("name") for one in style.iter("alias")}
        assert set(titles) == columns
        assert all(titles.values())
        for field in style.findall("fieldConfiguration/field"):
            options = field.findall(".//Option[@type='List']/Option/Option")
            if options:
                known = {option.get("value") for option in options}
                column = field.get("name")
                held = {row[0] for row in base.execute(f'SELECT DISTINCT "{column}" FROM {name}')}
                assert held <= known, column
        if "name" in columns:
            assert '"name"' in style.findtext("mapTip")

    @pytest.mark.parametrize("name", geopackage.TITLES)
    def test_the_controller_is_told_the_days(self, styles, name):
        time = styles[name].find("temporal").attrib
        dated = name in (*DATED, "states")
        wanted = ("1", "2", "start_date", "shown_until") if dated else ("0", "0", "", "")
        assert tuple(time[k] for k in ("enabled", "mode", "startField", "endField")) == wanted

    def test_events_stay_for_a_year(self, base):
        (row,) = base.execute(
            "SELECT julianday(shown_until) - julianday(end_date) FROM events LIMIT 1"
        ).fetchall()
        assert row[0] == EVENT_DAYS - 1


class TestProject:
    def test_its_layers_are_those_of_the_file_by_its_name(self, path, project):
        there = {name for name, _ in pyogrio.list_layers(path)}
        sources = [node.text for node in project.iter("datasource")]
        for source in sources:
            file, name, *_ = source.split("|")
            assert file == f"./{path.name}"
            assert name.removeprefix("layername=") in there
        assert len(sources) >= len(geopackage.TITLES)
        # QGIS gives ids of its own to layers with short ones, and loses them from the tree.
        ids = [node.text for node in project.findall("projectlayers/maplayer/id")]
        listed = [node.get("id") for node in project.iter("layer-tree-layer")]
        assert sorted(ids) == sorted(listed)
        assert len(set(ids)) == len(ids)
        assert all(len(id_) > 10 for id_ in ids)

    def test_it_opens_on_what_the_map_opens_on(self, real_atlas, project):
        on = {
            node.get("id").removeprefix("layer_of_")
            for node in project.iter("layer-tree-layer")
            if node.get("checked") == "Qt::Checked"
        }
        assert {"sites", "deployments", "border", "states", "land"} <= on
        assert f"standings_{real_atlas.config.default_lens}" in on
        assert not {"events", "memberships", "standings_CIS"} & on
        red = project.findtext("properties/Gui/CanvasColorRedPart")
        assert int(red) == int(LIGHT.water[1:3], 16)

    def test_the_controller_goes_through_all_days(self, real_atlas, project):
        span = project.find("ProjectTimeSettings/TemporalRange")
        last = real_atlas.horizon + datetime.timedelta(days=1)
        assert span.findtext("start") == f"{real_atlas.first}T00:00:00Z"
        assert span.findtext("end") == f"{last}T00:00:00Z"
        widget = project.find("properties/TemporalControllerWidget")
        assert widget.findtext("StartDateTime") == f"{real_atlas.horizon}T00:00:00Z"
        assert widget.findtext("EndDateTime") == f"{last}T00:00:00Z"

    def test_that_of_a_day_stands_on_the_day(self, real_atlas, tmp_path, monkeypatch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
        made = files.content(real_atlas, ".gpkg", DAY)
        (tmp_path / "x.gpkg").write_bytes(made)
        with closing(sqlite3.connect(tmp_path / "x.gpkg")) as base:
            content, about = base.execute("SELECT content, metadata FROM qgis_projects").fetchone()
            changed = {at for (at,) in base.execute("SELECT last_change FROM gpkg_contents")}
        with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
            project = ElementTree.fromstring(archive.read("project.qgs"))
        widget = project.find("properties/TemporalControllerWidget")
        assert widget.findtext("StartDateTime") == f"{DAY}T00:00:00Z"
        # Not the last day that the facts cover, but when it was made.
        assert json.loads(about)["last_modified_time"] == "2020-01-01T00:00:00"
        assert project.findtext("projectMetadata/creation") == "2020-01-01T00:00:00Z"
        assert changed == {"2020-01-01T00:00:00.000Z"}
        # A download is named as the project in it expects.
        name = files.file_name(real_atlas, ".gpkg", DAY)
        assert {node.text.split("|")[0] for node in project.iter("datasource")} == {f"./{name}"}


def test_one_layer_alone_has_its_style_and_no_project(real_atlas, tmp_path):
    made = files.export(real_atlas, tmp_path / "sites.gpkg", DAY, "sites")
    with closing(sqlite3.connect(made)) as base:
        tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
        styles = base.execute("SELECT f_table_name, useAsDefault FROM layer_styles").fetchall()
    assert [name for name, kind in pyogrio.list_layers(made) if kind] == ["sites"]
    assert styles == [("sites", 1), ("sites", 0)]
    assert "gpkg_data_columns" in tables
    assert "qgis_projects" not in tables


def test_an_atlas_without_forces_has_a_project_of_what_it_has(tmp_path):
    """The example has no waters, no sites and no border: its project names none."""
    atlas = Atlas.load(Path(__file__).parents[2] / "examples" / "nato")
    made = files.export(atlas, tmp_path / "other.gpkg")
    with closing(sqlite3.connect(made)) as base:
        ((name, content),) = base.execute("SELECT name, content FROM qgis_projects")
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        project = ElementTree.fromstring(archive.read("project.qgs"))
    assert name == atlas.config.title
    listed = {node.get("id") for node in project.iter("layer-tree-layer")}
    lenses = {f"layer_of_standings_{lens.id}" for lens in atlas.config.lenses}
    here = ("events", "states", "memberships", "land")
    assert listed == {*(f"layer_of_{n}" for n in here), *lenses}
