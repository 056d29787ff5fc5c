"""Every download, opened by the reader that people will open it with."""

import datetime
import gzip
import hashlib
import json
import math
import struct
import zipfile
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from click.testing import CliRunner
from frictionless import Package

from csto_map import cli, errors
from csto_map.audit.check import check
from csto_map.exchange.writing import files, frames, grounds, pmtiles, vector_tiles
from csto_map.exchange.writing.rows import rows
from csto_map.facts import schema

DAY = datetime.date(2009, 6, 14)
KML = "{http://www.opengis.net/kml/2.2}"
ENDINGS = [one.ending for one in files.FORMATS]
# Formats that GDAL reads as layers.
SPATIAL = [".gpkg", ".geojson", ".kml", ".kmz"]


def layer_of(ending):
    # All layers in tiles take seconds; tests/export/test_read_back.py has them.
    return "sites" if ending in (*files.ONE_LAYER, ".pmtiles") else None


@pytest.fixture(scope="module")
def made(real_atlas, tmp_path_factory):
    """Every format, of the whole history and of one day, made once."""
    folder = tmp_path_factory.mktemp("downloads")
    return {
        (ending, day): files.export(
            real_atlas, folder / f"{'day' if day else 'all'}{ending}", day, layer_of(ending)
        )
        for ending in ENDINGS
        for day in (None, DAY)
    }


@pytest.fixture(scope="module")
def layers(real_atlas):
    return {day: frames.layers(real_atlas, day) for day in (None, DAY)}


class TestLayers:
    def test_all_rows_of_the_tables_that_were_not_only_planned_are_there(self, real_atlas, layers):
        every = rows(real_atlas)
        for name in ("sites", "deployments", "border_points", "contingents"):
            held = [row for row in every[name] if row.start_certainty != "planned"]
            assert len(layers[None][name]) == len(held), name

    @pytest.mark.parametrize("name", frames.TITLES)
    def test_ids_are_unique_and_places_within_the_world(self, layers, name):
        frame = layers[None][name]
        west, south, east, north = frame.total_bounds

        assert frame.id.is_unique
        assert frame.crs.to_epsg() == 4326
        assert west >= -180
        assert east <= 180
        assert south >= -90
        assert north <= 90
        assert frame.geometry.dropna().is_valid.all()

    @pytest.mark.parametrize("name", frames.TITLES)
    def test_every_row_says_who_says_so(self, layers, name):
        frame = layers[None][name]

        assert frame.source_ids.map(bool).all()
        assert frame.sources.map(bool).all()

    def test_a_day_holds_what_the_snapshot_holds(self, real_atlas, layers):
        snapshot = real_atlas.at(DAY)

        assert set(layers[DAY]["sites"].id) == set(snapshot.bases.site_id)
        assert set(layers[DAY]["deployments"].id) == set(snapshot.garrisons.deployment_id)
        assert list(layers[DAY]["events"].id) == list(snapshot.events.event_id)
        assert list(layers[DAY]["border"].guard_country) == list(snapshot.border.guard_country)
        own = snapshot.bases.set_index("site_id").certainty
        assert dict(zip(layers[DAY]["sites"].id, layers[DAY]["sites"].certainty, strict=True)) == (
            own.to_dict()
        )

    def test_stays_are_half_open_with_real_dates(self, layers):
        kant = layers[None]["sites"].set_index("id").loc["kgz_kant"]

        assert kant.start_date == datetime.date(2003, 10, 23)
        assert kant.end_date is None
        for frame in layers[None].values():
            dated = frame.dropna(subset=["start_date", "end_date"])
            assert (dated.start_date < dated.end_date).all()

    def test_a_day_outside_is_refused(self, real_atlas):
        with pytest.raises(errors.DateOutOfRange):
            frames.layers(real_atlas, datetime.date(1980, 1, 1))


class TestTables:
    def test_one_day_keeps_every_reference(self, made, tmp_path):
        """
        Unpacked, the package of a day is a data folder that passes every rule of the tables.

        Its choices are those of the whole, which name figures of other days too.
        """
        with zipfile.ZipFile(made[".csv.zip", DAY]) as archive:
            archive.extractall(tmp_path)
        report = check(tmp_path)

        assert {fault.rule for fault in report.faults} <= {"boundaries", "unknown-choice"}
        assert report.rows > 500

    def test_the_whole_history_is_the_tables_as_they_are(self, real_atlas, made):
        with zipfile.ZipFile(made[".csv.zip", None]) as archive:
            for name in schema.TABLES:
                own = (real_atlas.folder / "tables" / f"{name}.csv").read_bytes()
                assert archive.read(f"tables/{name}.csv") == own, name


class TestAnyFormat:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_the_same_facts_give_the_same_bytes(self, real_atlas, made, tmp_path, ending):
        """Under the same name: a GeoPackage tells QGIS its own."""
        (tmp_path / "again").mkdir()
        path = tmp_path / "again" / made[ending, DAY].name
        again = files.export(real_atlas, path, DAY, layer_of(ending))

        assert hashlib.sha256(again.read_bytes()).digest() == (
            hashlib.sha256(made[ending, DAY].read_bytes()).digest()
        )

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_a_day_is_smaller_than_the_whole(self, made, ending):
        assert 0 < made[ending, DAY].stat().st_size < made[ending, None].stat().st_size

    def test_nothing_half_written_is_left(self, real_atlas, tmp_path, monkeypatch):
        old = tmp_path / "facts.geojson"
        old.write_text("old")
        monkeypatch.setattr(frames, "layer", lambda *_: (_ for _ in ()).throw(OSError("full")))

        with pytest.raises(errors.ExportFailed, match="full"):
            files.export(real_atlas, old)
        assert [path.name for path in tmp_path.iterdir()] == ["facts.geojson"]
        assert old.read_text() == "old"

    @pytest.mark.parametrize(
        ("name", "layer", "words"),
        [
            ("facts.doc", None, "none of the endings .gpkg"),
            ("facts.parquet", None, "one layer"),
            ("facts.geojson", "roads", "layer 'roads' does not exist"),
            ("facts.xlsx", "sites", "holds the tables"),
        ],
    )
    def test_what_cannot_be_is_told(self, real_atlas, tmp_path, name, layer, words):
        with pytest.raises(errors.BadOption, match=words):
            files.export(real_atlas, tmp_path / name, None, layer)
        assert not list(tmp_path.iterdir())

    def test_a_folder_that_is_not_there_is_told(self, real_atlas, tmp_path):
        with pytest.raises(errors.ExportFailed, match="is not a folder"):
            files.export(real_atlas, tmp_path / "nowhere" / "facts.kml")

    def test_downloads_are_named_by_what_they_hold(self, real_atlas):
        assert files.file_name(real_atlas, ".gpkg", DAY) == "csto-map_2009-06-14.gpkg"
        assert files.file_name(real_atlas, ".parquet", None, "sites") == (
            f"csto-map_sites_to-{real_atlas.horizon}.parquet"
        )


class TestGdal:
    @pytest.mark.parametrize("ending", SPATIAL)
    @pytest.mark.parametrize("day", [None, DAY])
    def test_it_finds_every_row_in_wgs_84(self, made, layers, ending, day):
        path = made[ending, day]
        if ending in (".kml", ".kmz"):
            self.kml_rows(path, layers[day])
            return
        names = [n for n, kind in pyogrio.list_layers(path) if kind or ending == ".geojson"]
        names = [name for name in names if name not in grounds.TITLES]
        counts = [pyogrio.read_info(path, layer=name)["features"] for name in names]
        wanted = [len(frame) for frame in layers[day].values() if len(frame)]

        assert sum(counts) == sum(wanted)
        if ending != ".geojson":
            assert sorted(filter(None, counts)) == sorted(wanted)
        assert all(pyogrio.read_info(path, layer=name)["crs"] == "EPSG:4326" for name in names)

    def kml_rows(self, path, layers):
        """A row has a placemark for each part of its stay; those without a place come last."""
        for name, frame in layers.items():
            placed = frame[frame.geometry.notna()]
            if len(placed):
                own = pyogrio.read_dataframe(path, layer=frames.TITLES[name])
                assert list(dict.fromkeys(own.row_id)) == list(placed.id), name
                assert own.crs.to_epsg() == 4326
        *_, last = [name for name, _ in pyogrio.list_layers(path)]
        lost = pyogrio.read_dataframe(path, layer=last)
        wanted = {(n, id_) for n, f in layers.items() for id_ in f[f.geometry.isna()].id}
        assert set(zip(lost.layer, lost.row_id, strict=True)) == wanted

    def test_geopackage_dates_are_dates(self, made):
        info = pyogrio.read_info(made[".gpkg", None], layer="sites")
        kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))

        assert kinds["start_date"] == kinds["end_date"] == "OFTDate"
        assert kinds["personnel_low"] == "OFTInteger64"

    def test_geopackage_holds_the_other_tables_and_who_says_so(self, real_atlas, made):
        names = {name for name, _ in pyogrio.list_layers(made[".gpkg", None])}
        sources = pyogrio.read_dataframe(made[".gpkg", None], layer="sources")

        assert {*frames.TITLES, "strengths", "sources", "planned", "layer_styles"} <= names
        assert len(sources) == len(real_atlas.tables.sources)
        told = pyogrio.read_info(made[".gpkg", None], layer="sites")["dataset_metadata"]
        assert told["data_version"] == real_atlas.version
        assert told["licence"] == "CC-BY-4.0"

    def test_qgis_is_told_which_columns_are_the_time(self, made):
        styles = pyogrio.read_dataframe(made[".gpkg", None], layer="layer_styles")

        assert set(styles.f_table_name) == {*frames.TITLES, *grounds.TITLES}
        for text in styles[styles.f_table_name.isin(frames.TITLES)].styleQML:
            time = ElementTree.fromstring(text).find("temporal").attrib
            assert (time["enabled"], time["mode"]) == ("1", "2")
            assert (time["startField"], time["endField"]) == ("start_date", "shown_until")

    def test_kml_dates_are_a_span_that_ends_on_the_last_day(self, made, layers):
        sites = pyogrio.read_dataframe(made[".kmz", None], layer=frames.TITLES["sites"])
        own = layers[None]["sites"].set_index("id")
        ended = own.index.get_loc("arm_agarak")

        assert str(sites.begin[ended])[:10] == "1992-09-30"
        assert str(sites.end[ended])[:10] == "2024-12-31"


class TestGeoParquet:
    def test_one_layer_keeps_types_and_provenance(self, real_atlas, made, layers):
        path = made[".parquet", None]
        frame = gpd.read_parquet(path)
        metadata = pq.read_schema(path).metadata
        geo, own = json.loads(metadata[b"geo"]), json.loads(metadata[b"provenance"])

        assert geo["version"] == "1.1.0"
        assert geo["primary_column"] == "geometry"
        assert list(frame.id) == list(layers[None]["sites"].id)
        assert frame.crs.to_epsg() == 4326
        assert str(pq.read_schema(path).field("start_date").type) == "date32[day]"
        assert own["data_version"] == real_atlas.version

    def test_a_reader_that_asks_for_a_box_gets_what_lies_in_it(self, made, layers):
        """By the column that the metadata names: no geometry is read for it."""
        path, box = made[".parquet", None], (66, 36, 75, 42)
        covering = json.loads(pq.read_schema(path).metadata[b"geo"])["columns"]["geometry"]
        rows = pq.read_table(path, columns=["id", "bbox"]).to_pylist()
        boxes = {row["id"]: row["bbox"] for row in rows}
        frame = layers[None]["sites"].set_index("id").geometry
        inside = frame[frame.intersects(shapely.box(*box))]

        assert covering["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
        assert set(gpd.read_parquet(path, bbox=box).id) == set(inside.index) != set()
        for id_, shape in frame.items():
            known = boxes[id_] and tuple(boxes[id_][k] for k in ("xmin", "ymin", "xmax", "ymax"))
            assert known == (shape.bounds if shape else None), id_

    def test_the_zip_holds_every_layer(self, made, tmp_path):
        with zipfile.ZipFile(made[".parquet.zip", DAY]) as archive:
            archive.extractall(tmp_path)
        for name in frames.TITLES:
            assert gpd.read_parquet(tmp_path / f"{name}.parquet").crs.to_epsg() == 4326


class TestFlatGeobuf:
    def test_gdal_finds_its_rows_by_its_index(self, made, layers):
        path, frame = made[".fgb", None], layers[None]["sites"]
        info = pyogrio.read_info(path)
        placed = frame[frame.geometry.notna()]
        near = pyogrio.read_dataframe(path, bbox=(66, 36, 75, 42))
        kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))

        assert info["features"] == len(placed) > 100
        assert info["capabilities"]["fast_spatial_filter"]
        assert set(near.id) == set(placed[placed.intersects(shapely.box(66, 36, 75, 42))].id)
        assert kinds["start_date"] == "OFTDateTime"
        assert kinds["personnel_low"] == "OFTInteger64"

    def test_it_says_who_says_so_and_what_is_not_in_it(self, real_atlas, made, layers):
        told = pyogrio.read_info(made[".fgb", None])["layer_metadata"]["DESCRIPTION"]
        lost = int(layers[None]["sites"].geometry.isna().sum())

        assert real_atlas.version in told
        assert "CC-BY-4.0" in told
        assert f"not in this file: {lost} of {len(layers[None]['sites'])}." in told


class TestPmTiles:
    """Read by GDAL, which knows nothing of how they were cut."""

    def test_every_row_with_a_place_is_in_its_tiles(self, real_atlas, tmp_path, layers):
        path = files.export(real_atlas, tmp_path / "x.pmtiles", None, "sites")
        own = pyogrio.read_dataframe(path, layer="sites").set_index("id")
        frame = layers[None]["sites"].set_index("id")
        placed = frame[frame.geometry.notna()]
        drawn = own.geometry.to_crs(4326).loc[placed.index].to_numpy()
        away = shapely.distance(drawn, placed.geometry.to_numpy())

        assert set(own.index) == set(placed.index)
        # A step of the grid at the deepest zoom, in degrees.
        assert away.max() <= 360 / 2**7 / 4096
        for column in ("kind", "start", "certain_from", "note", "sources"):
            texts = placed[column].map(lambda value: str(value or ""))
            assert (own.loc[placed.index, column].fillna("") == texts).all(), column
        assert own.personnel_high.dropna().tolist() == (
            placed.loc[own.index].personnel_high.dropna().tolist()
        )

    @pytest.mark.parametrize("seed", range(20))
    def test_pieces_make_up_the_whole_and_no_more(self, seed):
        """Areas with holes anywhere on the map, seen in one tile and over many."""
        chance = np.random.default_rng(seed)
        lon, lat = chance.uniform(-150, 150), chance.uniform(-60, 70)
        ring = shapely.Point(lon, lat).buffer(chance.uniform(1, 12), quad_segs=8)
        hole = shapely.Point(lon, lat).buffer(0.5, quad_segs=4)
        area = shapely.MultiPolygon([ring.difference(hole)])
        frame = gpd.GeoDataFrame({"id": ["a"]}, geometry=[area], crs=4326)
        cut = list(vector_tiles.tiles({"x": frame}, 4))

        for zoom in range(5):
            seen = [tile for (z, *tile), _ in cut if z == zoom]
            size = 360 / 2**zoom
            columns = {x for x, _ in seen}
            west, _, east, _ = area.bounds
            inside = range(int((west + 180) // size), int((east + 180) // size) + 1)
            assert set(inside) <= columns
            assert len(seen) == len({tuple(tile) for tile in seen})

    def test_numbers_of_tiles_follow_the_curve(self):
        """Those that the specification gives, and neighbours in number are neighbours in place."""
        known = {(0, 0, 0): 0, (1, 0, 0): 1, (1, 0, 1): 2, (1, 1, 1): 3, (1, 1, 0): 4}
        known[2, 0, 0] = 5
        assert {tile: pmtiles.tile_number(tile) for tile in known} == known
        at = {pmtiles.tile_number((5, x, y)): (x, y) for x in range(32) for y in range(32)}
        assert sorted(at) == list(range(min(at), min(at) + 1024))
        for number in sorted(at)[1:]:
            (x, y), (u, v) = at[number], at[number - 1]
            assert abs(x - u) + abs(y - v) == 1

    def test_it_says_who_says_so_and_what_columns_mean(self, real_atlas, made, layers):
        data = made[".pmtiles", DAY].read_bytes()
        start, length = struct.unpack("<2Q", data[24:40])
        told = json.loads(gzip.decompress(data[start : start + length]))

        assert told["version"] == real_atlas.version
        assert "CC-BY-4.0" in told["description"]
        assert [one["id"] for one in told["vector_layers"]] == ["sites"]
        for one in told["vector_layers"]:
            frame = layers[DAY][one["id"]]
            assert set(one["fields"]) == set(frame.columns) - {"geometry"}
            assert all(one["meanings"].values())
            assert told["without_place"][one["id"]] == int(frame.geometry.isna().sum())


class TestGeoJson:
    def test_it_follows_the_rfc(self, made):
        told = json.loads(made[".geojson", None].read_text(encoding="utf-8"))
        ids = [feature["id"] for feature in told["features"]]

        assert set(told) == {"type", "provenance", "features"}  # no crs member
        assert len(ids) == len(set(ids))
        for feature in told["features"]:
            shape = feature["geometry"] and shapely.geometry.shape(feature["geometry"])
            if shape is not None and shape.geom_type == "MultiPolygon":
                assert all(part.exterior.is_ccw for part in shape.geoms)
                assert not any(hole.is_ccw for part in shape.geoms for hole in part.interiors)
            assert feature["properties"]["sources"]

    def test_one_layer_alone(self, real_atlas):
        told = json.loads(files.content(real_atlas, ".geojson", DAY, "border"))

        assert {feature["properties"]["layer"] for feature in told["features"]} == {"border"}
        assert len(told["features"]) == 6
        assert told["provenance"]["date"] == "2009-06-14"


class TestDataPackage:
    @pytest.mark.parametrize("day", [None, DAY])
    def test_frictionless_finds_no_fault(self, made, tmp_path, day):
        with zipfile.ZipFile(made[".csv.zip", day]) as archive:
            archive.extractall(tmp_path)
        package = Package(str(tmp_path / "datapackage.json"))
        report = package.validate()

        assert report.valid, report.flatten(["message"])[:5]
        assert {resource.name for resource in package.resources} == {
            *schema.TABLES,
            *(f"layer_{name}" for name in frames.TITLES),
            "citations",
            "days",
        }

    def test_it_names_licence_sources_and_keys(self, real_atlas, made):
        with zipfile.ZipFile(made[".csv.zip", None]) as archive:
            told = json.loads(archive.read("datapackage.json"))
        tables = {resource["name"]: resource["schema"] for resource in told["resources"]}

        assert told["version"] == real_atlas.version
        assert told["licenses"][0]["name"] == "CC-BY-4.0"
        assert len(told["sources"]) == len(real_atlas.tables.sources)
        assert tables["deployments"]["foreignKeys"][0]["reference"]["resource"] == "units"
        assert all(field["description"] for table in tables.values() for field in table["fields"])

    def test_frictionless_would_find_a_fault(self, made, tmp_path):
        """The keys are really there: a unit that no table has is told."""
        with zipfile.ZipFile(made[".csv.zip", None]) as archive:
            archive.extractall(tmp_path)
        path = tmp_path / "tables" / "deployments.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",arm_12pkb,", ",nobody,", 1), encoding="utf-8")

        report = Package(str(tmp_path / "datapackage.json")).validate()
        assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


class TestKml:
    @pytest.mark.parametrize("ending", [".kml", ".kmz"])
    def test_every_style_that_is_used_is_there_and_nothing_is_fetched(self, made, ending):
        path = made[ending, None]
        members = {}
        if ending == ".kmz":
            with zipfile.ZipFile(path) as archive:
                members = {name: archive.read(name) for name in archive.namelist()}
        root = ElementTree.fromstring(members.get("doc.kml") or path.read_bytes())
        styles = {node.get("id") for node in root.iter(f"{KML}Style")}
        used = {node.text.removeprefix("#") for node in root.iter(f"{KML}styleUrl")}
        pictures = {node.text for node in root.iter(f"{KML}href")}

        assert used == styles
        assert pictures == set(members) - {"doc.kml"}
        assert all(members[name].startswith(b"\x89PNG") for name in pictures)

    def test_markup_in_a_note_stays_text(self, real_atlas, made):
        root = ElementTree.fromstring(made[".kml", None].read_bytes())

        ids = [node.get("id") for node in root.iter(f"{KML}Placemark")]
        every = frames.layers(real_atlas).items()
        assert len(ids) == len(set(ids))
        assert set(ids) >= {f"{name}.{id_}" for name, frame in every for id_ in frame.id}
        assert all(len(node) == 0 for node in root.iter(f"{KML}description"))


@pytest.fixture(scope="module")
def book(made):
    return openpyxl.load_workbook(made[".xlsx", None])


class TestWorkbook:
    def test_a_reading_guide_comes_first_and_explains_every_column(self, real_atlas, book):
        guide = book.worksheets[0]
        told = [[cell.value for cell in row] for row in guide.iter_rows(max_col=4)]
        said = " ".join(str(row[0]) for row in told if row[0])

        assert guide.title == "Reading guide"
        assert real_atlas.version in said
        assert "CC-BY-4.0" in said
        explained = [row for row in told if row[1] and row[3]]
        assert len(explained) >= sum(len(model.columns()) for model in schema.TABLES.values())

    def test_every_table_is_a_sheet_with_its_rows(self, real_atlas, book):
        every = rows(real_atlas)

        for name, own in every.items():
            assert book[name].max_row == len(own) + 1, name

    def test_dates_are_dates_beside_their_texts(self, book):
        page = book["sites"]
        head = [cell.value for cell in page[1]]
        row = next(r for r in page.iter_rows(min_row=2) if r[0].value == "kgz_kant")
        cells = dict(zip(head, row, strict=True))

        assert cells["start"].value == "2003-10-23"
        assert cells["start_date"].value == datetime.datetime.combine(
            datetime.date(2003, 10, 23), datetime.time()
        )
        assert cells["start_date"].is_date
        assert cells["end"].value == ".."
        assert cells["end_date"].value is None

    def test_no_text_of_the_guide_prints_over_another(self, book):
        """What is in one cell alone is merged over the columns, and as high as its lines."""
        guide = book.worksheets[0]
        merged = {one.coord for one in guide.merged_cells.ranges}
        wide = sum(guide.column_dimensions[letter].width for letter in "ABCD")
        for n, (first, *rest) in enumerate(guide.iter_rows(max_col=4), start=1):
            if first.value and not any(cell.value for cell in rest) and n < 20:
                assert f"A{n}:D{n}" in merged, first.value
                assert guide.row_dimensions[n].height >= 15 * math.ceil(len(first.value) / wide)

    def test_every_row_is_as_high_as_its_longest_text(self, book):
        for page in book.worksheets[1:]:
            widths = {k: d.width for k, d in page.column_dimensions.items()}
            # Whole citations run on to the right, beyond what is printed.
            *_, last = page[1]
            cited = last.column_letter if last.value == "sources" else ""
            for row in page.iter_rows(min_row=2):
                texts = [c for c in row if isinstance(c.value, str) and c.column_letter != cited]
                least = max(
                    math.ceil((len(c.value) + 1) / (widths[c.column_letter] + 1)) for c in texts
                )
                height = page.row_dimensions[row[0].row].height
                assert height >= min(409, 15 * least), (page.title, row[0].row)

    def test_addresses_and_sources_lead_somewhere(self, real_atlas, book):
        sources = book["sources"]
        urls = [c.value for c in next(sources.iter_cols()) if c.value]
        led = [c.hyperlink.target for row in sources.iter_rows() for c in row if c.hyperlink]
        wanted = [row.url for row in real_atlas.tables.sources if row.url.startswith("http")]

        assert len(urls) == len(real_atlas.tables.sources) + 1
        assert led == wanted
        page = book["deployments"]
        column = [cell.value for cell in page[1]].index("source_ids")
        for row in page.iter_rows(min_row=2):
            link = row[column].hyperlink
            first = row[column].value.partition(";")[0]
            sheet, _, at = link.location.rpartition("!")
            assert (sheet, book["sources"][at].value) == ("'sources'", first)

    def test_the_guide_leads_to_every_sheet(self, book):
        links = [c.hyperlink for c in next(book.worksheets[0].iter_cols()) if c.hyperlink]

        assert [one.location for one in links] == [f"'{n}'!A1" for n in book.sheetnames[1:]]

    def test_it_prints_across_with_its_head_on_every_page(self, book):
        for page in book.worksheets[1:]:
            *_, last = page[1]
            wide = sum(one.width for one in page.column_dimensions.values())
            wide -= 60 if last.value == "sources" else 0
            assert page.print_title_rows == "$1:$1"
            assert page.print_title_cols == "$A:$A"
            assert page.page_setup.orientation == "landscape"
            assert page.sheet_properties.pageSetUpPr.fitToPage
            assert page.page_setup.fitToHeight == 0
            # No page has more columns than can be read.
            assert wide / page.page_setup.fitToWidth <= 410
            assert "&P" in page.oddFooter.right.text

    def test_tables_have_the_columns_of_their_layers(self, book, layers):
        for name, table in (("sites", "sites"), ("border", "border_guards"), ("events", "events")):
            head = {cell.value for cell in book[table][1]}
            assert set(layers[None][name].columns) - {"id", "geometry"} <= head
            assert {"lat", "lon", "shape"} <= head

    def test_what_was_only_planned_is_called_so(self, real_atlas, book):
        head = [cell.value for cell in book["sites"][1]]
        at, started = head.index("certainty"), head.index("start_certainty")
        words = {(row[started], row[at] == "planned") for row in book["sites"].values}

        assert ("planned", True) in words
        assert not {(word, plan) for word, plan in words if plan != (word == "planned")}

    def test_nothing_is_a_formula(self, book):
        kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}

        assert "f" not in kinds

    def test_a_text_that_begins_like_a_formula_stays_text(self):
        from openpyxl import Workbook

        from csto_map.exchange.writing import workbook

        page = Workbook(write_only=True).create_sheet()
        cell = workbook._cell(page, "=1+1")

        assert cell.data_type == "s"


class TestCommand:
    def test_it_writes_the_file_and_says_what(self, tmp_path):
        path = tmp_path / "sites.parquet"
        done = CliRunner().invoke(
            cli.main, ["data", "export", str(path), "--layer", "sites", "--date", "2009-06"]
        )

        assert done.exit_code == 0
        assert "data version" in done.output
        assert len(gpd.read_parquet(path)) > 20

    @pytest.mark.parametrize(
        "given", [["facts.doc"], ["facts.parquet"], ["facts.kml", "--date", "1980"]]
    )
    def test_what_cannot_be_is_one_line_and_exit_2(self, tmp_path, given):
        done = CliRunner().invoke(
            cli.main, ["data", "export", str(tmp_path / given[0]), *given[1:]]
        )

        assert done.exit_code == 2
        assert "Traceback" not in done.output
        assert not list(tmp_path.iterdir())
