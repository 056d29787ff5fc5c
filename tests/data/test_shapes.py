"""Outlines read without GeoPandas are those that GeoPandas reads."""

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
from geopandas.testing import assert_geodataframe_equal

from csto_map.errors import BadFile
from csto_map.facts import shapes

FILES = [("coarse", "country"), ("fine", "country"), ("whole", "country"), ("border", "sector_id")]


def told(path, column):
    own = shapes.read(path, column)
    return gpd.GeoDataFrame({column: list(own.codes)}, geometry=own.geometries, crs=4326)


@pytest.mark.parametrize(("name", "column"), FILES)
def test_shipped_outlines_are_as_geopandas_reads_them(real_atlas, name, column):
    path = real_atlas.folder / "boundaries" / f"{name}.parquet"
    expected = gpd.read_parquet(path)[[column, "geometry"]]

    assert_geodataframe_equal(told(path, column), expected)
    frame = real_atlas.border_lines() if name == "border" else real_atlas.boundaries(name)

    assert_geodataframe_equal(
        frame[[column, "geometry"]].sort_values(column, kind="stable", ignore_index=True),
        expected.sort_values(column, kind="stable", ignore_index=True),
    )


@pytest.mark.parametrize("crs", [3857, "ESRI:102025", "OGC:CRS84", 4326])
@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_outlines_of_another_crs_or_encoding_come_out_on_wgs_84(
    real_atlas, tmp_path, crs, encoding
):
    shipped = real_atlas.boundaries("coarse", "2020-01-01").query(
        "country in ['TJK', 'KGZ', 'ARM']"
    )[["country", "geometry"]]
    path = tmp_path / "other.parquet"
    shipped.to_crs(crs).to_parquet(path, geometry_encoding=encoding)

    expected = shipped.reset_index(drop=True)
    assert_geodataframe_equal(told(path, "country"), expected, check_less_precise=True)


def test_a_file_that_names_no_crs_is_on_wgs_84(real_atlas, tmp_path):
    """So says GeoParquet; one that says null is refused, as nobody knows where it is."""
    path = tmp_path / "own.parquet"
    table = pq.read_table(real_atlas.folder / "boundaries" / "coarse.parquet")
    about = table.schema.metadata[b"geo"].decode()
    crs = about[about.index('"crs": ') : about.index(', "geometry_types"')]
    for text, fits in (('"edges": "planar"', True), ('"crs": null', False)):
        own = table.replace_schema_metadata({b"geo": about.replace(crs, text).encode()})
        pq.write_table(own, path)
        if fits:
            codes = table["country"].to_pylist()
            assert shapes.read(path, "country").codes == tuple(codes)
        else:
            with pytest.raises(BadFile, match=r"own\.parquet cannot be read as outlines: .* crs "):
                shapes.read(path, "country")


@pytest.mark.parametrize(
    "about", [None, b"{", b"[]", b"{}", b'{"columns": []}', b'{"columns": {"geometry": 1}}']
)
def test_a_file_that_tells_no_outlines_is_refused_in_one_line(real_atlas, tmp_path, about):
    path = tmp_path / "own.parquet"
    table = pq.read_table(real_atlas.folder / "boundaries" / "coarse.parquet")
    pq.write_table(table.replace_schema_metadata({b"geo": about} if about else None), path)

    with pytest.raises(BadFile) as caught:
        shapes.read(path, "country")
    assert len(str(caught.value).splitlines()) == 1
