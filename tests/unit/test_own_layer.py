"""A file of one's own: read in every format, or refused with a clear word, never half."""

import json
import resource
import socket
import sqlite3
import struct
import zipfile
from datetime import date

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
import shapely

from csto_map.errors import BadDate, BadFile
from csto_map.exchange.reading import columns, when, xlsx_read
from csto_map.exchange.reading.layer import read

ROWS = [
    ("Alpha", 41.3, 69.2, "2003-10-23", "2005"),
    ("Beta", 38.5, 68.8, "2004-10", ""),
    ("Gamma", 42.9, 74.6, "2009", ".."),
]
ENDINGS = [".csv", ".geojson", ".gpkg", ".kml", ".kmz", ".parquet", ".zip"]
KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
    "<Document>{}</Document></kml>"
)


def frame(crs="EPSG:4326"):
    points = [shapely.Point(lon, lat) for _, lat, lon, _, _ in ROWS]
    columns = {"name": [r[0] for r in ROWS], "start": [r[3] for r in ROWS]}
    columns["end"] = [r[4] for r in ROWS]
    return gpd.GeoDataFrame(columns, geometry=points, crs=crs)


def placemark(name, lat, lon, start, end):
    until = f"<end>{end}</end>" if end not in ("", "..") else ""
    return (
        f"<Placemark><name>{name}</name><TimeSpan><begin>{start}</begin>{until}</TimeSpan>"
        f"<Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark>"
    )


def csv_text(rows=ROWS, header="name,lat,lon,start,end"):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def write(path, ending):
    """Write the three rows in a format."""
    kml = KML.format("".join(placemark(*row) for row in ROWS))
    if ending == ".csv":
        path.write_text(csv_text(), encoding="utf-8")
    elif ending == ".geojson":
        path.write_text(frame().to_json(), encoding="utf-8")
    elif ending == ".gpkg":
        frame().to_file(path, layer="places", driver="GPKG")
    elif ending == ".kml":
        path.write_text(kml, encoding="utf-8")
    elif ending == ".parquet":
        frame().to_parquet(path)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            name, text = ("doc.kml", kml) if ending == ".kmz" else ("rows.csv", csv_text())
            archive.writestr(name, text)
    return path


@pytest.fixture
def no_network(monkeypatch):
    """Whoever opens a socket fails the test."""

    def refuse(*_, **__):
        raise AssertionError("something wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class TestGoodFiles:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_every_format_gives_the_same_layer(self, tmp_path, no_network, ending):
        layer = read(write(tmp_path / f"mine{ending}", ending))

        assert list(layer.frame.label) == ["Alpha", "Beta", "Gamma"]
        assert [round(p.y, 1) for p in layer.frame.geometry] == [41.3, 38.5, 42.9]
        assert [round(p.x, 1) for p in layer.frame.geometry] == [69.2, 68.8, 74.6]
        assert list(layer.frame.start_date) == [
            date(2003, 10, 23),
            date(2004, 10, 1),
            date(2009, 1, 1),
        ]
        assert list(layer.frame.end_date) == [date(2006, 1, 1), None, None]
        assert layer.frame.crs.to_epsg() == 4326
        assert layer.refused == ()
        assert layer.summary() == "mine: 3 rows used"

    def test_our_own_downloads_come_back(self, real_atlas, tmp_path):
        from csto_map.exchange.writing import files

        for ending in (".geojson", ".parquet", ".kmz"):
            path = files.export(real_atlas, tmp_path / f"sites{ending}", None, "sites")
            layer = read(path)
            kant = layer.frame[layer.frame.label.str.startswith("Kant")].iloc[0]
            assert kant.start_date == date(2003, 10, 23), ending
            shown = [spell.row for spell in real_atlas.world.sites]
            assert len(layer.frame) + len(layer.refused) == len(shown), ending

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_columns_are_recognised_by_many_names(self, tmp_path, delimiter):
        path = tmp_path / "mine.csv"
        head = ["Longitude", "LATITUDE", "Event Date", "Title", "Colour", "SIDC", "Size", "Who"]
        row = ["69,2", "41,3", "14.06.2009", "A", "#c0332b", "10031000151211000000", "4", "me"]
        if delimiter == ",":
            row[:2] = ["69.2", "41.3"]
        path.write_text("\n".join(map(delimiter.join, (head, row))), encoding="utf-8")

        (point,) = read(path).frame.itertuples()
        assert (point.geometry.x, point.geometry.y) == (69.2, 41.3)
        assert (point.start_date, point.end_date) == (date(2009, 6, 14), date(2009, 6, 15))
        assert (point.label, point.colour, point.size) == ("A", "#c0332b", 4.0)
        assert point.sidc == "10031000151211000000"
        assert point.details == {"Who": "me"}

    def test_a_mapping_tells_what_names_do_not(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("a,b,c\n41.3,69.2,Alpha\n", encoding="utf-8")

        with pytest.raises(BadFile, match="does not say where"):
            read(path)
        layer = read(path, {"lat": "a", "lon": "b", "label": "c"})
        assert list(layer.frame.label) == ["Alpha"]
        assert any("every date" in note for note in layer.notes)

    def test_well_known_text_is_a_place(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text('wkt,date\n"LINESTRING (69 41, 70 42)",2009\n"LINE (1)",2009\n')

        layer = read(path)
        assert list(layer.frame.geometry.geom_type) == ["LineString"]
        assert [one.row for one in layer.refused] == [2]

    def test_metres_are_turned_into_degrees(self, tmp_path):
        path = tmp_path / "mine.gpkg"
        frame().to_crs(3857).to_file(path, driver="GPKG")

        assert [round(p.x, 4) for p in read(path).frame.geometry] == [69.2, 68.8, 74.6]

    def test_an_old_geojson_names_its_system(self, tmp_path):
        told = json.loads(frame().to_crs(3857).to_json())
        told["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
        path = tmp_path / "mine.geojson"
        path.write_text(json.dumps(told))

        assert [round(p.y, 4) for p in read(path).frame.geometry] == [41.3, 38.5, 42.9]


class TestDates:
    @pytest.mark.parametrize(
        ("text", "edtf"),
        [
            ("2009-06-14", "2009-06-14"),
            ("2009-06-14T10:30:00Z", "2009-06-14"),
            ("2009-06-14 10:30", "2009-06-14"),
            ("2009/6/14", "2009-06-14"),
            ("20090614", "2009-06-14"),
            ("14.06.2009", "2009-06-14"),
            ("14/06/2009", "2009-06-14"),
            ("06/14/2009", "2009-06-14"),
            ("14 June 2009", "2009-06-14"),
            ("14th Jun 2009", "2009-06-14"),
            ("June 14, 2009", "2009-06-14"),
            ("June 2009", "2009-06"),
            ("6/2009", "2009-06"),
            ("2009-06", "2009-06"),
            ("2009", "2009"),
            ("2009~", "2009~"),
            ("..", ".."),
            ("", ""),
        ],
    )
    def test_many_forms_are_read(self, text, edtf):
        assert when.read(text) == edtf

    @pytest.mark.parametrize(
        "text", ["yesterday", "39978", "2009-02-30", "31.04.2009", "14 Smarch 2009", "2009-13", "-"]
    )
    def test_what_is_no_date_is_told(self, text):
        with pytest.raises(BadDate):
            when.read(text)

    def test_a_column_tells_whether_the_day_comes_first(self):
        for other, edtf in (("25/12/2009", "2009-04-03"), ("12/25/2009", "2009-03-04")):
            assert when.read("03/04/2009", when.way_of(["03/04/2009", other])) == edtf

    @pytest.mark.parametrize("others", [[], ["25/12/2009", "12/25/2009"]])
    def test_where_it_does_not_the_row_is_refused(self, others):
        with pytest.raises(when.Ambiguous, match="YYYY-MM-DD"):
            when.read("03/04/2009", when.way_of(["03/04/2009", *others]))

    def test_rows_with_bad_dates_are_refused_one_by_one(self, tmp_path):
        path = tmp_path / "mine.csv"
        rows = [
            ("a", 41, 69, "2009", "2010"),
            ("b", 41, 69, "soon", ""),
            ("c", 41, 69, "2010", "2009"),
            ("d", 41, 69, "2009", "never"),
        ]
        path.write_text(csv_text(rows))

        layer = read(path)
        assert list(layer.frame.label) == ["a"]
        assert [(one.row, one.column) for one in layer.refused] == [
            (2, "start"),
            (3, "end"),
            (4, "end"),
        ]
        assert "row 2, column 'start': 'soon'" in layer.refusals()[0]
        assert layer.summary() == "mine: 1 row used, 3 refused"

    def test_an_interval_in_one_cell(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,date\n41,69,2004-10/2005\n41,69,2004/..\n41,69,\n")

        layer = read(path)
        assert list(layer.frame.start_date) == [date(2004, 10, 1), date(2004, 1, 1)]
        assert list(layer.frame.end_date) == [date(2006, 1, 1), None]
        assert layer.refused[0].reason == "it has no date"


class TestBadRows:
    def test_exchanged_coordinates_are_told(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,date\n41,69,2009\n105.3,43.2,2009\n")

        (refused,) = read(path).refused
        assert "exchanged" in refused.reason

    def test_exchanged_coordinates_are_suspected_of_a_whole_file(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,date\n69,41,2009\n68,38,2009\n74,42,2009\n")
        layer = read(path, extent=(50, 30, 90, 60))

        assert any("exchanged" in note for note in layer.notes)
        assert not any("exchanged" in note for note in read(path).notes)

    @pytest.mark.parametrize("value", ["", "north", "NaN", "inf", "1e999"])
    def test_what_is_no_number_is_refused(self, tmp_path, value):
        path = tmp_path / "mine.csv"
        path.write_text(f"lat,lon,date\n41,69,2009\n{value},69,2009\n")

        assert [one.row for one in read(path).refused] == [2]

    def test_shapes_in_metres_without_saying_so_are_refused(self, tmp_path):
        path = tmp_path / "mine.geojson"
        told = json.loads(frame().to_crs(3857).to_json())
        told.pop("crs", None)
        path.write_text(json.dumps(told))

        with pytest.raises(BadFile, match="not in degrees"):
            read(path)

    def test_features_without_shapes_are_refused_one_by_one(self, tmp_path):
        point = {"type": "Point", "coordinates": [69, 41]}
        features = [
            {"type": "Feature", "geometry": point, "properties": {"name": "a"}},
            {"type": "Feature", "geometry": None, "properties": {}},
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": ["x"]}},
            {"type": "Feature", "geometry": {"type": "Blob"}, "properties": None},
            7,
        ]
        path = tmp_path / "mine.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

        layer = read(path)
        assert list(layer.frame.label) == ["a"]
        assert [one.row for one in layer.refused] == [2, 3, 4, 5]

    def test_cells_that_would_run_in_a_spreadsheet_stay_text(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text('lat,lon,date,label\n41,69,2009,"=HYPERLINK(""http://x"")"\n')
        layer = read(path)

        assert layer.frame.label[0] == '=HYPERLINK("http://x")'
        assert any("formula" in note for note in layer.notes)

    def test_a_sheet_that_is_named_is_read_without_the_others(self, tmp_path, monkeypatch):
        path = tmp_path / "mine.xlsx"
        book = openpyxl.Workbook()
        book.active.title = "many"
        for row in [("lat", "lon", "date")] + 20 * [(41, 69, 2009)]:
            book.active.append(row)
        few = book.create_sheet("few")
        for row in [("lat", "lon", "date"), (42, 70, 2010)]:
            few.append(row)
        book.create_sheet("none")
        book.save(path)
        monkeypatch.setattr(xlsx_read, "MOST_ROWS", 5)

        assert list(read(path, layer="few").frame.lat) == [42]
        for asked in ({}, {"layer": "many"}):
            with pytest.raises(BadFile, match="more than 5 rows"):
                read(path, **asked)
        monkeypatch.setattr(xlsx_read, "MOST_ROWS", 100)
        for missing in ("none", "other"):
            with pytest.raises(BadFile, match="many, few"):
                read(path, layer=missing)

    def test_codes_and_colours_that_are_none_are_left_out(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,date,sidc,colour,size\n41,69,2009,tank,red;url(x),-3\n")
        layer = read(path)

        assert (layer.frame.sidc[0], layer.frame.colour[0]) == ("", "")
        assert pd.isna(layer.frame["size"][0])
        assert [note.key for note in layer.notes] == ["no_sidc", "no_colour", "no_size"]


def truncated(path):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.6)])


class TestBadFiles:
    @pytest.mark.parametrize("ending", [e for e in ENDINGS if e != ".csv"])
    def test_a_file_that_is_cut_off_is_told(self, tmp_path, no_network, ending):
        path = write(tmp_path / f"mine{ending}", ending)
        truncated(path)

        with pytest.raises(BadFile):
            read(path)

    def test_a_table_that_is_cut_off_in_a_quoted_cell_is_told(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text('lat,lon,label\n41,69,"Alph')

        with pytest.raises(BadFile, match="cut off"):
            read(path)

    def test_a_table_that_is_cut_off_between_cells_loses_that_row_only(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,label\n41,69,Alpha\n38,6")

        layer = read(path)
        assert len(layer.frame) == 1
        assert layer.refused[0].reason == "it has 2 cells, the header 3"

    @pytest.mark.parametrize("ending", [*ENDINGS, ".txt", ".tsv", ".json"])
    def test_an_empty_file_is_told(self, tmp_path, ending):
        path = tmp_path / f"mine{ending}"
        path.write_bytes(b"")

        with pytest.raises(BadFile, match="is empty"):
            read(path)

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_noise_is_told(self, tmp_path, no_network, ending):
        path = tmp_path / f"mine{ending}"
        path.write_bytes(bytes(range(256)) * 40)

        with pytest.raises(BadFile):
            read(path)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ("name,lat,lon\nПяндж,37,69\n".encode("cp1251")[:-1] + b"\0", "not a text"),
            (b"name,lat,lon\nA\0,37,69\n", "not a text file"),
            (b"nothing\n", "no header"),
            (b"name,lat,lon\n", "no rows"),
            (b"name,when\nA,2009\n", "does not say where things are"),
            (
                b"lat,lon\nx,y\n",
                "not one row can be used; row 1, column 'lat', 'x': it is no coordinate",
            ),
        ],
    )
    def test_a_bad_table_is_told(self, tmp_path, data, words):
        path = tmp_path / "mine.csv"
        path.write_bytes(data)

        with pytest.raises(BadFile, match=words):
            read(path)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('{"type": "Topology"}', "no features"),
            ("[1, 2]", "no features"),
            ('{"type": "FeatureCollection", "features": {}}', "no features"),
            ('{"type": "FeatureCollection", "features": []}', "no rows"),
            ("[" * 100_000, "nested too deep"),
            (
                '{"type":"Point","crs":{"properties":{"name":"EPSG:9"}},"coordinates":[69,41]}',
                "is not known",
            ),
            ('{"type":"Point","crs":7,"coordinates":[69,41]}', "is not named"),
        ],
    )
    def test_a_bad_geojson_is_told(self, tmp_path, text, words):
        path = tmp_path / "mine.geojson"
        path.write_text(text)

        with pytest.raises(BadFile, match=words):
            read(path)

    @pytest.mark.parametrize("ending", [".gpkg", ".parquet"])
    def test_shapes_of_no_coordinate_system_are_refused(self, tmp_path, ending):
        path = tmp_path / f"mine{ending}"
        own = frame(crs=None)
        if ending == ".gpkg":
            with pytest.warns(UserWarning, match="crs"):
                own.to_file(path, driver="GPKG")
            base = sqlite3.connect(path)
            base.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
            base.execute("UPDATE gpkg_contents SET srs_id = -1")
            base.commit()
            base.close()
        else:
            own.to_parquet(path)

        with pytest.raises(BadFile, match=r"coordinate system|not in degrees"):
            read(path)

    def test_a_package_of_several_layers_wants_one_named(self, tmp_path):
        path = tmp_path / "mine.gpkg"
        frame().to_file(path, layer="one", driver="GPKG")
        frame().to_file(path, layer="two", driver="GPKG")

        with pytest.raises(BadFile, match="one, two"):
            read(path)
        with pytest.raises(BadFile, match="no layer 'three'"):
            read(path, layer="three")
        assert len(read(path, layer="two").frame) == 3

    def test_an_unknown_ending_is_told_with_those_that_can_be_read(self, tmp_path):
        path = tmp_path / "mine.xyz"
        path.write_bytes(b"1")

        with pytest.raises(BadFile, match=r"\.gpkg"):
            read(path)

    @pytest.mark.parametrize("role", [{"lat": "nowhere"}, {"altitude": "lat"}])
    def test_a_mapping_to_nothing_is_told(self, tmp_path, role):
        with pytest.raises(BadFile, match=r"no column|no role"):
            read(write(tmp_path / "mine.csv", ".csv"), role)


class TestHostileFiles:
    @pytest.mark.parametrize(
        "path",
        [
            "http://127.0.0.1/a.csv",
            "https://127.0.0.1/a.gpkg",
            "ftp://127.0.0.1/a.kml",
            "file:///etc/passwd",
            "s3://bucket/a.parquet",
            "/vsicurl/http://127.0.0.1/a.gpkg",
            "/vsizip//vsicurl/http://127.0.0.1/a.zip/a.gpkg",
            "/VSIMEM/a.gpkg",
            "\\\\server\\share\\a.csv",
        ],
    )
    def test_addresses_and_virtual_paths_are_refused(self, no_network, path):
        with pytest.raises(BadFile, match="is an address"):
            read(path)

    @pytest.mark.parametrize("name", ["nowhere.csv", "."])
    def test_what_is_no_file_is_refused(self, tmp_path, name):
        with pytest.raises(BadFile, match="is not a file"):
            read(tmp_path / name)

    def test_a_virtual_dataset_in_disguise_never_reaches_gdal(self, tmp_path, no_network):
        path = tmp_path / "mine.gpkg"
        path.write_text(
            '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>'
            "/vsicurl/http://127.0.0.1:9/a.gpkg</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        )

        with pytest.raises(BadFile, match="is not a GeoPackage"):
            read(path)

    def test_a_plain_database_in_disguise_is_refused(self, tmp_path):
        path = tmp_path / "mine.gpkg"
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE a (b)")
        base.commit()
        base.close()

        with pytest.raises(BadFile, match="is not a GeoPackage"):
            read(path)

    @pytest.mark.parametrize(
        "head",
        [
            '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/kml.dtd">',
            '<!DOCTYPE kml [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE kml [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>',
        ],
    )
    def test_entities_in_a_kml_are_refused(self, tmp_path, no_network, head):
        path = tmp_path / "mine.kml"
        path.write_text(KML.format(placemark(*ROWS[0])).replace("<kml", f"{head}<kml", 1))

        with pytest.raises(BadFile, match="entities"):
            read(path)

    def test_links_in_a_kml_are_not_followed(self, tmp_path, no_network):
        path = tmp_path / "mine.kml"
        link = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
        path.write_text(KML.format(link + placemark(*ROWS[0])))

        assert any("not followed" in note for note in read(path).notes)

    def test_a_deep_kml_is_refused(self, tmp_path):
        path = tmp_path / "mine.kml"
        path.write_text(KML.format("<Folder>" * 5000 + "</Folder>" * 5000))

        with pytest.raises(BadFile, match="nested too deep"):
            read(path)

    @pytest.mark.parametrize(
        "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:/evil.csv"]
    )
    def test_a_path_that_leads_out_of_an_archive_is_refused(self, tmp_path, name):
        path = tmp_path / "mine.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, csv_text())

        with pytest.raises(BadFile, match="leads out"):
            read(path)
        assert [one.name for one in tmp_path.iterdir()] == ["mine.zip"]

    @pytest.mark.parametrize("names", [[], ["a.csv", "b.csv"], ["a.txt.exe"]])
    def test_an_archive_wants_one_file_that_can_be_read(self, tmp_path, names):
        path = tmp_path / "mine.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, csv_text())

        with pytest.raises(
            BadFile, match=r"no file with one of the endings|several layers \(a\.csv, b\.csv\)"
        ):
            read(path)

    def test_a_zip_bomb_is_refused_in_bounded_memory(self, tmp_path, monkeypatch):
        monkeypatch.setattr(columns, "MOST_BYTES", 8_000_000)
        path = tmp_path / "mine.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", b"0" * 150_000_000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        with pytest.raises(BadFile, match="unpacks to more than"):
            read(path)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 60_000  # kilobytes

    def test_a_bomb_that_lies_about_its_size_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(columns, "MOST_BYTES", 1_000_000)
        path = tmp_path / "mine.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", b"0" * 20_000_000)
        data = bytearray(path.read_bytes())
        # The size unpacked, in the local header and in the directory.
        at = data.rindex(b"PK\x01\x02")
        struct.pack_into("<I", data, 22, 10)
        struct.pack_into("<I", data, at + 24, 10)
        path.write_bytes(data)

        with pytest.raises(BadFile):
            read(path)

    def test_a_file_too_large_is_not_even_opened(self, tmp_path, monkeypatch):
        monkeypatch.setattr(columns, "MOST_BYTES", 10)
        path = write(tmp_path / "mine.csv", ".csv")
        monkeypatch.setattr(type(path), "read_bytes", lambda _: pytest.fail("opened"))

        with pytest.raises(BadFile, match="is larger than"):
            read(path)

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_a_file_of_too_many_rows_is_refused(self, tmp_path, monkeypatch, ending):
        monkeypatch.setattr(columns, "MOST_ROWS", 2)

        with pytest.raises(BadFile, match="more than 2 rows"):
            read(write(tmp_path / f"mine{ending}", ending))

    def test_a_parquet_that_unpacks_to_too_much_is_refused(self, tmp_path, monkeypatch):
        """The file itself is small enough: one text, many thousand times."""
        path = tmp_path / "mine.parquet"
        rows = 20_000
        frame = pd.DataFrame({"lat": [41.0] * rows, "lon": [69.0] * rows, "label": range(rows)})
        frame.to_parquet(path)
        monkeypatch.setattr(columns, "MOST_BYTES", path.stat().st_size + 1)

        with pytest.raises(BadFile, match="unpacks to"):
            read(path)

    def test_a_cell_without_end_is_refused(self, tmp_path):
        path = tmp_path / "mine.csv"
        path.write_text("lat,lon,label\n41,69," + "x" * 2_000_000)

        with pytest.raises(BadFile, match="a cell has more than 1000000 characters"):
            read(path)
