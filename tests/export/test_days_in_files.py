"""What files say of days is what the atlas says: shown, certain, and read back the same."""

import datetime
import io
import json
import random
import sqlite3
import zipfile
from contextlib import closing

import fastkml
import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import pytest
import shapely
from click.testing import CliRunner
from fastkml.utils import find_all
from fastkml.validator import get_schema_parser
from lxml import etree

from csto_map import cli
from csto_map.exchange.writing import days, files, frames, kml

DAY = datetime.date(2009, 6, 14)
EVENTFUL = datetime.date(2004, 12, 6)
KML = "{http://www.opengis.net/kml/2.2}"
# Columns that a day itself decides, not the row.
SNAPSHOT = {
    "sites": ("bases", "site_id"),
    "deployments": ("garrisons", "deployment_id"),
    "border": ("border", "guard_id"),
    "border_points": ("points", "point_id"),
    "contingents": ("contingents", "contingent_id"),
    "events": ("events", "event_id"),
}


@pytest.fixture(scope="module")
def history(real_atlas):
    return frames.layers(real_atlas)


@pytest.fixture(scope="module")
def some_days(real_atlas):
    """Days at random, and those on which most is in doubt or changes."""
    first, last = real_atlas.first.toordinal(), real_atlas.horizon.toordinal()
    chosen = random.Random(14).sample(range(first, last + 1), 60)
    edges = {first, first + 1, last - 1, last, DAY.toordinal(), EVENTFUL.toordinal()}
    return [datetime.date.fromordinal(n) for n in sorted(edges | set(chosen))]


def held(frame, day):
    """Apply the rule of docs/reference/data-files.md to columns of real dates; id -> certainty."""
    found = {}
    for row in frame.itertuples():
        if row.start_date and row.start_date > day:
            continue
        if row.shown_until and row.shown_until <= day:
            continue
        sure = row.certain_from and row.certain_from <= day
        sure = sure and not (row.certain_until and row.certain_until <= day)
        found[row.id] = "certain" if sure else "possible"
    return found


def plain(frame):
    """Give dates as dates and missing ones as None, whatever the reader made of them."""
    for name in frames.DAYS:
        column = pd.to_datetime(frame[name])
        frame[name] = [None if pd.isna(value) else value.date() for value in column]
    return frame


class TestOneRule:
    @pytest.mark.parametrize("name", frames.TITLES)
    def test_the_history_tells_of_every_day_what_the_file_of_the_day_says(
        self, real_atlas, history, some_days, name
    ):
        for day in some_days:
            own = frames.layer(real_atlas, name, day)
            assert held(history[name], day) == dict(zip(own.id, own.certainty, strict=True)), day

    @pytest.mark.parametrize("name", SNAPSHOT)
    def test_and_what_the_snapshot_says(self, real_atlas, history, some_days, name):
        attribute, key = SNAPSHOT[name]
        for day in some_days:
            own = getattr(real_atlas.at(day), attribute)
            told = held(history[name], day)
            assert set(told) == set(own[key]), day
            if "certainty" in own:
                assert told == dict(zip(own[key], own.certainty, strict=True)), day

    def test_and_what_show_says(self, real_atlas, history, some_days):
        for day in [DAY, EVENTFUL, *some_days[::12]]:
            result = CliRunner().invoke(cli.main, ["show", day.isoformat(), "--json"])
            told = json.loads(result.output)
            for name in ("sites", "deployments", "border"):
                own = {row["id"]: row["certainty"] for row in told[name]}
                assert own == held(history[name], day), (name, day)
            assert {row["id"] for row in told["events"]} == set(held(history["events"], day))

    def test_events_of_a_day_are_as_many_everywhere(self, real_atlas, history):
        result = CliRunner().invoke(cli.main, ["show", EVENTFUL.isoformat()])
        _, _, listed = result.output.partition("Events since ")
        wanted = len(held(history["events"], EVENTFUL))

        assert wanted > 10
        assert len(listed.strip().splitlines()) - 1 == wanted
        assert len(frames.layer(real_atlas, "events", EVENTFUL)) == wanted

    @pytest.mark.parametrize("name", frames.TITLES)
    def test_certainty_of_the_history_is_of_all_days(self, real_atlas, history, name):
        """`certain` on all days shown, `possible` on all, or `partly`."""
        last = real_atlas.horizon + datetime.timedelta(days=1)
        for row in history[name].itertuples():
            since = max(row.start_date or real_atlas.first, real_atlas.first)
            until = min(row.shown_until or last, last)
            span = (until - since).days
            ends = last if row.certain_until is None else row.certain_until
            sure = 0
            if row.certain_from is not None:
                sure = (min(ends, until) - max(row.certain_from, since)).days
            word = "certain" if sure >= span else "partly" if sure > 0 else "possible"
            assert row.certainty == word, row.id


@pytest.fixture(scope="module")
def made(real_atlas, tmp_path_factory):
    folder = tmp_path_factory.mktemp("history")
    endings = (".gpkg", ".geojson", ".kmz", ".kml", ".xlsx", ".csv.zip", ".parquet.zip")
    return {end: files.export(real_atlas, folder / f"all{end}") for end in endings}


class TestEveryFormat:
    def test_geopackage(self, made, history, some_days):
        for name in frames.TITLES:
            own = plain(pyogrio.read_dataframe(made[".gpkg"], layer=name))
            for day in some_days[::6]:
                assert held(own, day) == held(history[name], day), (name, day)

    def test_the_temporal_controller_asks_for_these_columns(self, made, history):
        with closing(sqlite3.connect(made[".gpkg"])) as base:
            styles = dict(base.execute("SELECT f_table_name, styleQML FROM layer_styles"))
            shown = base.execute(
                "SELECT count(*) FROM events WHERE start_date <= ? AND shown_until > ?",
                [EVENTFUL.isoformat()] * 2,
            ).fetchone()[0]
        time = etree.fromstring(styles["events"]).find("temporal").attrib

        assert (time["startField"], time["endField"]) == ("start_date", "shown_until")
        assert shown == len(held(history["events"], EVENTFUL)) > 10

    def test_geoparquet(self, made, history):
        with zipfile.ZipFile(made[".parquet.zip"]) as archive:
            for name in frames.TITLES:
                own = plain(gpd.read_parquet(io.BytesIO(archive.read(f"{name}.parquet"))))
                assert held(own, DAY) == held(history[name], DAY), name

    def test_geojson(self, made, history):
        told = json.loads(made[".geojson"].read_text(encoding="utf-8"))
        rows = [feature["properties"] for feature in told["features"]]
        for name in frames.TITLES:
            own = plain(pd.DataFrame([row for row in rows if row["layer"] == name]))
            assert held(own, DAY) == held(history[name], DAY), name

    def test_workbook_and_package(self, made, history):
        """Tables hold what layers hold; what was only planned is in no layer."""
        book = openpyxl.load_workbook(made[".xlsx"])
        with zipfile.ZipFile(made[".csv.zip"]) as archive:
            listed = pd.read_csv(archive.open("days.csv"), keep_default_na=False, dtype=str)
        listed = plain(listed.replace("", None).set_index("table"))
        tables = dict.fromkeys(frames.TITLES) | {"border": "border_guards"}
        for name in frames.TITLES:
            table = tables[name] or name
            head, *rows = book[table].iter_rows(values_only=True)
            key = next(column for column in head if column.endswith("_id"))
            key = {"border_guards": "guard_id", "deployments": "deployment_id"}.get(table, key)
            key = {"memberships": "membership_id", "events": "event_id"}.get(table, key)
            sheet = pd.DataFrame(rows, columns=head, dtype=object).rename(columns={key: "id"})
            ids = set(history[name].id)
            for own in (plain(sheet), listed.loc[table]):
                told = held(own[own.id.isin(ids)], DAY)
                assert told == held(history[name], DAY), (name, table)

    @pytest.mark.parametrize("ending", [".kml", ".kmz"])
    def test_kml_has_a_mark_for_each_part_of_a_stay_in_its_own_style(self, made, history, ending):
        found = {}
        for node in document(made[ending]).iter(f"{KML}Placemark"):
            cells = {d.get("name"): d.findtext(f"{KML}value") for d in node.iter(f"{KML}Data")}
            begin, end = (node.findtext(f"{KML}TimeSpan/{KML}{k}") for k in ("begin", "end"))
            if (begin or "0") <= DAY.isoformat() <= (end or "9"):
                assert (cells["layer"], cells["row_id"]) not in found
                style = node.findtext(f"{KML}styleUrl")
                found[cells["layer"], cells["row_id"]] = (cells["certainty"], style)
        for name in set(frames.TITLES) - {"events"}:
            own = {id_: told[0] for (layer, id_), told in found.items() if layer == name}
            assert own == held(history[name], DAY), name
        styles = {told for told in found.values() if told[1]}
        sure = {style for word, style in styles if word == "certain"}
        doubtful = {style for word, style in styles if word == "possible"}
        assert sure
        assert doubtful
        assert not sure & (doubtful - {"#pin-certain"})


def document(path):
    if path.suffix == ".kmz":
        with zipfile.ZipFile(path) as archive:
            return etree.fromstring(archive.read("doc.kml"))
    return etree.fromstring(path.read_bytes())


class TestParts:
    @pytest.mark.parametrize("seed", range(200))
    def test_parts_cover_the_stay_and_nothing_else(self, seed):
        chance = random.Random(seed)
        first = datetime.date(2000, 1, 1)

        def some(low, high, missing):
            return (
                None
                if chance.random() < missing
                else first + datetime.timedelta(days=chance.randint(low, high))
            )

        from_, until = some(0, 10, 0.3), some(11, 30, 0.3)
        sure_from = some(0 if from_ is None else (from_ - first).days, 29, 0.3)
        if until is not None and sure_from is not None and sure_from >= until:
            sure_from = None
        sure_until = None
        if sure_from is not None:
            sure_until = some((sure_from - first).days + 1, 31, 0.3)
        told = kml.parts(from_, until, sure_from, sure_until)
        for n in range(40):
            day = first + datetime.timedelta(days=n)
            here = [s for a, b, s in told if (a is None or a <= day) and (b is None or day < b)]
            inside = (from_ is None or from_ <= day) and (until is None or day < until)
            sure = sure_from is not None and sure_from <= day
            sure = sure and (sure_until is None or day < sure_until)
            assert here == ([sure] if inside else []), (from_, until, sure_from, sure_until, day)


class TestKmlSchema:
    @pytest.mark.parametrize("layer", [None, *frames.TITLES])
    @pytest.mark.parametrize("day", [None, DAY, "first"])
    @pytest.mark.parametrize("ending", [".kml", ".kmz"])
    def test_every_file_keeps_to_it(self, real_atlas, tmp_path, ending, day, layer):
        day = real_atlas.first if day == "first" else day
        path = files.export(real_atlas, tmp_path / f"some{ending}", day, layer)
        schema = get_schema_parser()

        assert schema.validate(document(path)), schema.error_log

    def test_fastkml_finds_every_placemark(self, made):
        root = fastkml.KML.parse(made[".kml"])
        found = [mark.id for mark in find_all(root, of_type=fastkml.Placemark)]

        assert found == [node.get("id") for node in document(made[".kml"]).iter(f"{KML}Placemark")]

    def test_it_would_tell_of_data_before_styles(self, made):
        root = document(made[".kml"])
        (data,) = root.findall(f"{KML}Document/{KML}ExtendedData")
        root.find(f"{KML}Document").insert(0, data)

        assert not get_schema_parser().validate(root)


class TestKmlWords:
    def test_rows_without_a_place_stand_in_a_folder_that_counts_them(self, made, history):
        lost = sum(int(frame.geometry.isna().sum()) for frame in history.values())
        *folders, last = document(made[".kml"]).iter(f"{KML}Folder")
        ids = {
            tuple(
                d.findtext(f"{KML}value")
                for d in node.iter(f"{KML}Data")
                if d.get("name") in ("layer", "row_id")
            )
            for node in last.iter(f"{KML}Placemark")
        }
        shapes = {f"{KML}{kind}" for kind in ("Point", "LineString", "Polygon", "MultiGeometry")}

        assert last.findtext(f"{KML}name") == f"No place known: {lost} rows"
        assert len(ids) == lost > 100
        for folder in folders:
            for node in folder.iter(f"{KML}Placemark"):
                assert any(child.tag in shapes for child in node)

    def test_disputed_areas_are_not_called_doubtful(self, real_atlas, tmp_path):
        path = files.export(real_atlas, tmp_path / "some.kml", None, "disputed_areas")
        told = [
            node.findtext(f"{KML}description") for node in document(path).iter(f"{KML}Placemark")
        ]

        assert len(told) == 6
        assert not any("certain" in text for text in told)

    def test_days_of_doubt_are_told_in_words(self, made):
        said = 0
        for node in document(made[".kml"]).iter(f"{KML}Placemark"):
            cells = {d.get("name"): d.findtext(f"{KML}value") for d in node.iter(f"{KML}Data")}
            told = "Not certain on these days" in node.findtext(f"{KML}description")
            dated = "start_edtf" in cells or "end_edtf" in cells
            assert told == (dated and cells["certainty"] == "possible")
            said += told
        assert said > 50


class TestPlaces:
    @pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".kml"])
    def test_every_site_lies_in_its_state(self, made, ending):
        """Outlines are as near as docs/reference/data-files.md says; towns at a border may be across it."""
        path = made[ending]
        if ending == ".geojson":
            frame = pyogrio.read_dataframe(path)
            states, sites = frame[frame.layer == "memberships"], frame[frame.layer == "sites"]
        else:
            names = ["memberships", "sites"]
            if ending == ".kml":
                names = [frames.TITLES[name] for name in names]
            states, sites = (pyogrio.read_dataframe(path, layer=name) for name in names)
        shapes = states.dropna(subset=["geometry"]).drop_duplicates("country")
        shapes = shapes.set_index("country").to_crs("+proj=aeqd +lat_0=45 +lon_0=65").geometry
        # A few sites lie beyond the map, in states without an outline.
        sites = sites[sites.country.isin(shapes.index)]
        sites = sites[sites.geometry.notna() & ~sites.geometry.is_empty]
        points = sites.to_crs(shapes.crs).geometry
        away = {
            id_: shapes[code].distance(point)
            for id_, code, point in zip(
                sites["row_id" if ending == ".kml" else "id"], sites.country, points, strict=True
            )
        }

        assert len(away) > 60
        assert {id_: metres for id_, metres in away.items() if metres > 1000} == {}

    def test_sectors_run_along_the_border_of_the_states(self, history):
        states = history["memberships"].drop_duplicates("country").set_index("country").geometry
        edge = states["TJK"].boundary
        for line in history["border"].geometry:
            assert max(edge.distance(p) for p in shapely.points(line.coords)) * 111 < 2.5


class TestFrames:
    """What a notebook gets can be counted with and written by anybody's writer."""

    def test_people_are_whole_numbers(self, real_atlas):
        for day in (DAY, real_atlas.first):
            snapshot = real_atlas.at(day)
            for frame in (snapshot.bases, snapshot.garrisons, snapshot.contingents):
                assert str(frame.personnel_low.dtype) == str(frame.personnel_high.dtype) == "Int64"
        own = real_atlas.at(DAY).garrisons
        known = sorted(own.personnel_high.dropna(), reverse=True)
        assert list(own.nlargest(1, "personnel_high").personnel_high) == known[:1] != []

    @pytest.mark.parametrize(
        "name", ["bases", "garrisons", "border", "points", "events", "contingents", "member_states"]
    )
    def test_a_plain_file_holds_ids_joined(self, real_atlas, tmp_path, name):
        frame = getattr(real_atlas.at(DAY), name)
        frame.to_file(tmp_path / "x.gpkg")
        frame.to_parquet(tmp_path / "x.parquet")
        known = {row.source_id for row in real_atlas.tables.sources}

        told = pyogrio.read_dataframe(tmp_path / "x.gpkg")
        assert len(told) == len(frame) > 0
        assert {id_ for ids in told.source_ids for id_ in ids.split(";")} <= known
        if "personnel_low" in frame:
            info = pyogrio.read_info(tmp_path / "x.gpkg")
            kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
            assert kinds["personnel_low"] == "OFTInteger64"


def test_days_of_rows_that_hand_over_are_those_of_the_map(real_atlas):
    """Georgia's signature of the CIS ends where its membership begins, not with the year."""
    found = days.of_tables(real_atlas)["memberships", "cis_geo_signatory"]

    assert found.shown_until == found.end_date == datetime.date(1994, 1, 1)
