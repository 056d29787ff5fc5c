"""Which outlines a picture has: fine ones only where they are whole."""

import geopandas as gpd
import pytest
import toy_world
from shapely.geometry import box

from csto_map.atlas import Atlas
from csto_map.picture import scene


def test_a_fine_view_that_reaches_beyond_the_fine_outlines_is_drawn_whole(toy):
    """Its states would end in the sea; coarse ones are whole."""
    cut = gpd.GeoDataFrame(
        {"country": ["AAA", "BBB"]}, geometry=[box(66, 40, 70, 50), box(70, 40, 74, 50)], crs=4326
    )
    cut.to_parquet(toy / "boundaries" / "fine.parquet")
    view = '[[views]]\nid = "{}"\ntitle = "V"\nlevel = "fine"\nx0 = {}\ny0 = {}\nx1 = {}\ny1 = {}\n'
    text = toy_world.TOML.replace("default_lens", "fine_boxes = [[66, 40, 74, 50]]\ndefault_lens")
    text += view.format("near", -300, -200, -150, -100) + view.format("far", -800, -900, 200, 100)
    (toy / "atlas.toml").write_text(text, encoding="utf-8")
    atlas = Atlas.load(toy)

    def west(view_id):
        areas = scene.subject(atlas, "2003-01-01", view=view_id, size=(400, 300)).areas
        (aland,) = (area for area in areas if area.id == "AAA")
        return min(ring[:, 0].min() for ring in aland.rings)

    whole = west("all")
    assert west("far") == pytest.approx(whole)
    assert west("near") > whole + 300
