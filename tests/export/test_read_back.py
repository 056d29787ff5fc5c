"""What the atlas writes its own reader reads back: the same rows, the same days."""

import datetime
import functools
import json
import random
import shutil
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner
from told_files import told, told_by_node

from csto_map import cli
from csto_map.atlas import Atlas
from csto_map.exchange.reading.layer import read
from csto_map.exchange.writing import files, frames
from csto_map.facts import dates, schema

DAY = datetime.date(2009, 6, 14)
EVENTFUL = datetime.date(2004, 12, 6)
KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
    "<Document>{}</Document></kml>"
)
PLACEMARK = (
    "<Placemark><name>{}</name><TimeSpan>{}</TimeSpan>"
    "<Point><coordinates>69,41</coordinates></Point></Placemark>"
)


def ids_of(layer, name):
    """Rows as read, by the id that they have in every format."""
    key = KEYS[name]
    ids = [c.get("row_id") or c.get("id") or c[key] for c in layer.frame.details]
    assert len(ids) == len(set(ids))
    return ids


def stays(layer, name):
    """Rows as read: id -> (start, end)."""
    frame = layer.frame
    days = zip(frame.start_date, frame.end_date, strict=True)
    return dict(zip(ids_of(layer, name), days, strict=True))


def written(frame):
    """Rows as written that have a place; the others are told as refused."""
    placed = frame[frame.geometry.notna()]
    return dict(zip(placed.id, zip(placed.start_date, placed.end_date, strict=True), strict=True))


# On one day each layer is as in all, but for its rows: those of which some have only begun or
# ended then, some have both days, and one that has a sheet of another name.
ON_A_DAY = ("sites", "events", "memberships", "border")
# Every format that the program writes: none is left out by being forgotten here.
ENDINGS = [one.ending for one in files.FORMATS]
# Formats of one layer; the others hold all of them, told apart by name or by a column.
ONE_FILE = (".geojson", ".kml", ".kmz")
# GDAL looks through all tiles at each opening: a file of one layer is read in a tenth of the time.
ALONE = (*files.ONE_LAYER, *ONE_FILE, ".pmtiles")
# What a layer is called in a file that names it otherwise.
SHEETS = {"border": "border_guards"}
KEYS = {name: schema.TABLES[SHEETS.get(name, name)].key for name in frames.TITLES}


@pytest.fixture(scope="module")
def whole(real_atlas, tmp_path_factory):
    """Give the file of all layers of a format and day, made once."""
    folder = tmp_path_factory.mktemp("whole")

    @functools.cache
    def made(ending, day):
        return files.export(real_atlas, folder / f"{day}{ending}", day)

    return made


@pytest.fixture(scope="module")
def layers(real_atlas):
    return {day: frames.layers(real_atlas, day) for day in (None, DAY, EVENTFUL)}


def read_back(real_atlas, whole, folder, name, ending, day):
    """Read a layer out of the file in which a format has it."""
    if ending in ALONE:
        return read(files.export(real_atlas, folder / f"own{ending}", day, name))
    part = SHEETS.get(name, name) if ending == ".xlsx" else name
    return read(whole(ending, day), layer=part)


class TestOwnFiles:
    """One test for all formats, layers and days: what the program writes it reads."""

    @pytest.mark.parametrize(
        ("name", "day"), [*((name, None) for name in frames.TITLES), *((n, DAY) for n in ON_A_DAY)]
    )
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_a_layer_comes_back(self, real_atlas, whole, layers, tmp_path, name, ending, day):
        frame = layers[day][name]
        wanted = written(frame)
        assert wanted
        layer = read_back(real_atlas, whole, tmp_path, name, ending, day)
        labels = dict(zip(frame.id, frame.name, strict=True))

        assert stays(layer, name) == wanted
        reasons = {"it has no shape", "it is empty", "it was only planned, and never shown"}
        assert {one.reason for one in layer.refused} <= reasons
        assert dict(zip(ids_of(layer, name), layer.frame.label, strict=True)) == {
            id_: labels[id_] for id_ in wanted
        }

    @pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".xlsx", ".csv.zip", ".fgb"])
    def test_points_come_back_where_they_were(self, real_atlas, whole, layers, tmp_path, ending):
        frame = layers[DAY]["sites"]
        layer = read_back(real_atlas, whole, tmp_path, "sites", ending, DAY)
        wanted = {
            id_: (round(p.x, 6), round(p.y, 6))
            for id_, p in zip(frame.id, frame.geometry, strict=True)
            if p is not None
        }
        places = zip(layer.frame.lon.round(6), layer.frame.lat.round(6), strict=True)

        assert dict(zip(ids_of(layer, "sites"), places, strict=True)) == wanted

    @pytest.mark.parametrize("ending", ONE_FILE)
    def test_so_do_all_layers_in_one_file(self, whole, layers, ending):
        frame = read(whole(ending, None)).frame
        found = {
            (cells["layer"], cells.get("row_id") or cells["id"]): (start, end)
            for cells, start, end in zip(
                frame.details, frame.start_date, frame.end_date, strict=True
            )
        }
        wanted = {
            (name, id_): stay
            for name, own in layers[None].items()
            for id_, stay in written(own).items()
        }

        assert found == wanted
        assert len(frame) == len(wanted) > 500

    @pytest.mark.parametrize("ending", [".gpkg", ".xlsx", ".csv.zip", ".fgb.zip", ".pmtiles"])
    def test_a_command_is_told_which_layer_is_meant(self, toy, tmp_path, ending):
        """``csto-map layer FILE#LAYER``, with the days that a person reads."""
        atlas, day = Atlas.load(toy), datetime.date(2003, 1, 1)
        path = files.export(atlas, tmp_path / f"all{ending}", day)
        told = CliRunner().invoke(cli.main, ["layer", f"{path}#sites", "--json"])
        frame = frames.layers(atlas, day)["sites"]
        placed = frame[frame.geometry.notna()]

        assert told.exit_code == 0, told.output
        rows = json.loads(told.output)["rows"]
        assert rows
        assert sorted(row["start"] for row in rows) == sorted(map(str, placed.start_date))

    def test_a_command_that_is_not_told_hears_what_there_is(self, whole):
        told = CliRunner().invoke(cli.main, ["layer", str(whole(".fgb.zip", DAY))])

        assert told.exit_code != 0
        assert "several layers" in told.output
        assert "FILE#LAYER" in told.output

    def test_the_table_of_events_holds_one_day_for_each_that_has_no_end(self, real_atlas, tmp_path):
        path = files.export(real_atlas, tmp_path / "own.csv.zip")
        with zipfile.ZipFile(path) as archive:
            (tmp_path / "events.csv").write_bytes(archive.read("tables/events.csv"))
        layer = read(tmp_path / "events.csv")
        found = {
            cells["event_id"]: (start, end)
            for cells, start, end in zip(
                layer.frame.details, layer.frame.start_date, layer.frame.end_date, strict=True
            )
        }
        wanted = written(frames.layer(real_atlas, "events"))
        exact = {row.event_id for row in real_atlas.tables.events if not dates.is_day(row.end)}

        assert {id_: found[id_] for id_ in exact & wanted.keys()} == {
            id_: wanted[id_] for id_ in exact & wanted.keys()
        }
        assert len(exact & wanted.keys()) > 100
        assert any("without an end" in note for note in layer.notes)

    @pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
    def test_the_page_reads_the_same_rows_and_times(self, real_atlas, whole, tmp_path):
        """What becomes of the rows is one rule for all formats, held by cases of its own."""
        # What is packed in a KMZ is a KML again: one day of it is enough.
        paths = [whole(".kml", None), whole(".geojson", None), whole(".kmz", DAY)]
        paths += [
            files.export(real_atlas, tmp_path / f"{name}{ending}", DAY, name)
            for name in ("events", "memberships", "border")
            for ending in (".kml", ".geojson")
        ]
        answers = told_by_node(*paths)

        for path, answer in zip(paths, answers, strict=True):
            assert answer == told(path), path.name
        assert len(answers[0]["cells"]) > 500

    @pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
    def test_the_page_reads_a_workbook_the_same(self, whole):
        (answer,) = told_by_node(whole(".xlsx", DAY))

        assert answer == told(whole(".xlsx", DAY))


class TestKmlEnds:
    """A TimeSpan counts its end as its own."""

    @pytest.mark.parametrize(
        ("begin", "end", "from_", "until"),
        [
            ("2009-06-14", "2009-06-14", "2009-06-14", "2009-06-15"),
            ("2009-06-14", "2009-06-30", "2009-06-14", "2009-07-01"),
            ("2009-06-14T10:00:00Z", "2009-06-14T18:00:00Z", "2009-06-14", "2009-06-15"),
            ("2009-06-14T00:00:00Z", "2009-06-16T00:00:00Z", "2009-06-14", "2009-06-17"),
            ("2009-06-14T10:00:00+05:00", "2009-06-15T23:30:00-08:00", "2009-06-14", "2009-06-16"),
            ("2009-06", "2009-07", "2009-06-01", "2009-08-01"),
            ("2009", "2009", "2009-01-01", "2010-01-01"),
            ("2009-06-14", "", "2009-06-14", None),
            ("", "2009-06-14", None, "2009-06-15"),
        ],
    )
    def test_of_every_form(self, tmp_path, begin, end, from_, until):
        path = tmp_path / "own.kml"
        span = (f"<begin>{begin}</begin>" if begin else "") + (f"<end>{end}</end>" if end else "")
        path.write_text(KML.format(PLACEMARK.format("A", span)))
        (row,) = read(path).frame.itertuples()

        assert [row.start_date, row.end_date] == [
            day and datetime.date.fromisoformat(day) for day in (from_, until)
        ]

    @pytest.mark.parametrize("seed", range(20))
    def test_whole_days_come_back_whatever_else_is_in_the_file(self, tmp_path, seed):
        chance = random.Random(seed)
        first = datetime.date(1990, 1, 1)
        spans = []
        for _ in range(30):
            begin = first + datetime.timedelta(days=chance.randint(0, 12_000))
            spans.append(
                (begin, begin + datetime.timedelta(days=chance.choice([0, 0, 1, 30, 900])))
            )
        path = tmp_path / "own.kml"
        marks = (
            PLACEMARK.format(k, f"<begin>{a.isoformat()}</begin><end>{b.isoformat()}</end>")
            for k, (a, b) in enumerate(spans)
        )
        path.write_text(KML.format("".join(marks)))
        layer = read(path)

        assert not layer.refused
        assert list(zip(layer.frame.start_date, layer.frame.end_date, strict=True)) == [
            (a, b + datetime.timedelta(days=1)) for a, b in spans
        ]

    def test_a_part_of_somebody_else_is_a_row(self, tmp_path):
        """Only our own placemarks, which name their row, are joined."""
        path = tmp_path / "own.kml"
        data = '<ExtendedData><Data name="part"><value>2</value></Data></ExtendedData>'
        mark = PLACEMARK.format("A", "<begin>2009</begin>").replace("<Point>", f"{data}<Point>")
        path.write_text(KML.format(mark))

        assert len(read(path).frame) == 1


def test_times_of_day_of_databases_keep_their_day(tmp_path):
    frame = gpd.GeoDataFrame(
        {
            "name": ["a", "b", "c"],
            "start": pd.to_datetime(["2009-06-14 10:00", "2009-06-14 00:00", "2009-06-14 22:00"]),
            "end": pd.to_datetime(["2009-06-14 18:00", "2009-06-16 00:00", "2009-06-15 03:00"]),
        },
        geometry=[shapely.Point(69, 41)] * 3,
        crs=4326,
    )
    frame.to_file(tmp_path / "own.gpkg")
    frame.to_parquet(tmp_path / "own.parquet")
    for ending in ("gpkg", "parquet"):
        own = read(tmp_path / f"own.{ending}").frame
        assert [day.day for day in own.end_date] == [15, 16, 16], ending
        assert [day.day for day in own.start_date] == [14, 14, 14], ending
