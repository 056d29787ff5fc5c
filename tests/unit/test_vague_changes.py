"""What is known to the year only is given no day by whatever tells it."""

from datetime import date

import pytest
import spoken
import toy_world

from csto_map.atlas import Atlas
from csto_map.export.films import shots
from csto_map.picture import scene


@pytest.mark.parametrize("start", ["2006", "2006-01", "2006-01~"])
def test_neither_picture_nor_film_gives_a_vague_change_a_day(toy, start):
    toy_world.spoil(toy, "memberships", "pact_ccc_1", "start", start)
    atlas = Atlas.load(toy)
    day = date(2006, 1, 1)
    film = shots.schedule(atlas, day, date(2006, 3, 1), "month", shots.Pace())

    for text in (scene.build(atlas, day).changed, film[0].caption):
        assert "becomes an observer" in text
        assert "2006: " in text
        assert spoken.days(text, "en") == set()
