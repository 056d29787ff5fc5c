"""What is not covered is said when and where it would be missed, on every kind of sheet."""

import re
from datetime import date

import pytest

from csto_map.atlas import Atlas
from csto_map.errors import DataError
from csto_map.export.films.film_options import Film
from csto_map.export.sizes import Size
from csto_map.facts import config
from csto_map.picture import scene
from csto_map.sheet.svg import to_svg

GAPS = """
[[not_covered]]
text = { en = "what nobody counts", ru = "что никто не считает" }
[[not_covered]]
text = { en = "the fleet of Celand" }
first = "2004"
last = "2005-06"
box = [84, 44, 86, 46]
"""


@pytest.fixture
def atlas(toy):
    path = toy / "atlas.toml"
    path.write_text(path.read_text(encoding="utf-8") + GAPS, encoding="utf-8")
    return Atlas.load(toy)


def note(atlas, day, **more):
    return scene.build(atlas, day, **more).boundary_note


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2003-12-31", False),
        ("2004-01-01", True),
        ("2005-06-30", True),
        ("2005-07-01", False),
    ],
)
def test_a_gap_is_told_from_its_first_day_to_its_last(atlas, day, told):
    assert ("the fleet of Celand" in note(atlas, day)) is told
    assert "Not covered: what nobody counts" in note(atlas, day)


def test_a_gap_is_told_only_where_it_would_be_missed(atlas):
    assert "fleet" in note(atlas, "2004-06-01", box=(500, -900, 1200, 100))
    assert "fleet" not in note(atlas, "2004-06-01", box=(-1200, -900, 300, 100))


def test_a_gap_is_told_in_the_language_or_else_in_english(atlas):
    said = note(atlas, "2004-06-01", language="ru")

    assert "Не охвачено: что никто не считает; the fleet of Celand." in said


def test_a_range_of_days_is_told_all_that_is_missed_in_it(atlas):
    times = scene.Times("range", date(2003, 1, 1), date(2004, 1, 1))

    assert "fleet" in note(atlas, "2003-01-01", times=times)


def test_a_sheet_prints_what_is_not_covered(atlas):
    drawn = to_svg(scene.build(atlas, "2004-06-01"))
    words = " ".join(re.sub("<[^>]*>", " ", drawn).split())

    assert "what nobody counts" in words


def test_the_foot_of_a_film_has_room_for_its_longest_note_and_tells_each_its_own(atlas):
    film = Film(day=date(2003, 1, 1), last=date(2006, 1, 1), size=Size(640, 360))
    short = Film(day=date(2003, 1, 1), last=date(2003, 6, 1), size=Size(640, 360))

    assert "fleet" not in film.note(atlas, date(2003, 1, 1))
    assert "fleet" in film.note(atlas, date(2004, 1, 1))
    assert film.layout(atlas).map[3] <= short.layout(atlas).map[3]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('text = { ru = "что" }', "English"),
        ('text = { en = "" }', "English"),
        ('text = { en = "it" }\nfirst = "soon"', "EDTF"),
        ('text = { en = "it" }\nfirst = "2005"\nlast = "2004"', "last is before first"),
        ('text = { en = "it" }\nbox = [10, 50, 5, 60]', "west, south, east, north"),
        ('text = { en = "it" }\nboxes = [1, 2, 3, 4]', "not_covered.1.boxes"),
    ],
)
def test_a_wrong_gap_is_a_fault_that_says_what_is_wanted(toy, wrong, said):
    path = toy / "atlas.toml"
    text = f"{path.read_text(encoding='utf-8')}\n[[not_covered]]\n{wrong}\n"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=said):
        config.read(toy)


def test_the_shipped_atlas_tells_its_gaps_in_both_languages(real_atlas):
    for one in real_atlas.config.not_covered:
        assert set(one.text) == {"en", "ru"}


def test_disputed_areas_are_said_to_be_hatched_only_where_they_are(real_atlas):
    said = note(real_atlas, "2009-06-14")

    assert "hatched where an outline is at hand" in said
    assert "drawn thus" not in said
