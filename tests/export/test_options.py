"""One reader of what a picture is asked for; sizes; and what is refused, in one line."""

from datetime import date

import pytest

from csto_map.errors import BadDate, BadOption, DateOutOfRange
from csto_map.export import options, sizes
from csto_map.query.filters import Filters
from csto_map.query.times import Times


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [
        ("slide", 1920, 1080),
        ("4k", 3840, 2160),
        ("slide43", 1600, 1200),
        ("a4", 3508, 2480),
        ("a4-portrait", 2480, 3508),
        ("letter", 3300, 2550),
        ("square", 1600, 1600),
        ("social", 1200, 628),
        ("1600x900", 1600, 900),
        ("297x210mm@150", 1754, 1240),
    ],
)
def test_a_size_is_a_preset_pixels_or_millimetres(text: str, width: int, height: int) -> None:
    size = sizes.parse(text)
    assert (size.width, size.height) == (width, height)
    wide, tall = size.layout
    assert abs(wide / tall - width / height) < 0.003


def test_a4_has_the_size_of_a4_on_paper() -> None:
    width, height = sizes.parse("a4").points
    assert width == pytest.approx(297 / 25.4 * 72, abs=0.2)
    assert height == pytest.approx(210 / 25.4 * 72, abs=0.2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("huge", "there are slide, 4k"),
        ("9000x9000", "more than the 64 million"),
        ("100x100", "320 to 16384"),
        ("2000x400", "four times"),
        ("297x210mm@9999", "9999"),
        ("297x210mm@10", "too few"),
    ],
)
def test_a_bad_size_is_refused_and_says_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(BadOption, match=said):
        sizes.parse(text)


def test_what_is_not_said_is_as_by_default(real_atlas) -> None:
    still = options.read(real_atlas, {"date": "2009-06-14"})
    assert still.day == date(2009, 6, 14)
    assert (still.view, still.lens, still.style, still.icons) == (
        "alliance",
        "alliance",
        "light",
        "app6",
    )
    assert still.layers == real_atlas.config.default_layers
    assert still.trim.link == "?date=2009-06-14"
    assert still.size == sizes.PRESETS["slide"]


def test_the_address_of_the_page_is_understood(real_atlas) -> None:
    asked = options.query(
        "?date=2009-06-14&view=central-asia&org=CIS&layers=bases,states&sel=site:kgz_kant&theme=dark"
        "&icons=plain&box=-2100,-1800,1100,650"
    )
    still = options.read(real_atlas, asked)
    assert still.layers == ("states", "bases")
    assert still.style == "light"
    assert still.box == (-2100, -1800, 1100, 650)
    # The permalink is the page's own way of saying it, without selection and theme.
    assert still.trim.link == (
        "?date=2009-06-14&view=central-asia&org=CIS&layers=states,bases&icons=plain"
        "&box=-2100,-1800,1100,650"
    )


def test_a_link_of_the_page_is_understood_whole(real_atlas) -> None:
    asked = options.query(
        "?date=2009-06-14&cmp=2004-01-01&mode=swipe&f.country=TJK,KGZ&f.men=100&f.sure=1&lang=ru"
        "&dock=charts&sort=name&find=country~Tajikistan&tour=csto.3"
    )
    still = options.read(real_atlas, asked)
    assert still.second == date(2004, 1, 1)
    assert still.mode == "side"
    assert still.filters == Filters((("country", ("TJK", "KGZ")),), 100, True)
    assert still.trim.link == (
        "?date=2009-06-14&lang=ru&f.country=TJK,KGZ&f.men=100&f.sure=1&cmp=2004-01-01"
    )
    diff = options.read(
        real_atlas,
        {"date": "2009", "cmp": "2004", "mode": "diff", "tm": "range", "range": "1999..2003"},
    )
    assert diff.mode == "difference"
    assert diff.trim.link == "?date=2009-01-01&cmp=2004-01-01&mode=diff"


def test_a_range_of_days_is_understood(real_atlas) -> None:
    asked = {"date": "2009-06-14", "tm": "cumulative", "range": "1999..2005-12-31"}
    still = options.read(real_atlas, asked)
    assert still.times == Times("cumulative", date(1999, 1, 1), date(2005, 12, 31))
    assert still.trim.link == "?date=2009-06-14&tm=cumulative&range=1999-01-01..2005-12-31"
    assert options.read(real_atlas, {"date": "2009"}).times.span(date(2009, 1, 1)) is None


def test_w_and_h_are_a_size_too(real_atlas) -> None:
    one = options.read(real_atlas, {"date": "2009", "w": "1600", "h": "900"})
    assert one == options.read(real_atlas, {"date": "2009", "size": "1600x900"})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "needs a date"),
        ({"date": "2009", "foo": "1"}, "'foo' is no option of a picture; there are date"),
        ({"date": "2009", "view": "moon"}, "view 'moon' does not exist; there are alliance"),
        ({"date": "2009", "org": "NATO"}, "org 'NATO' does not exist"),
        ({"date": "2009", "layers": "states,tanks"}, "layer 'tanks' does not exist"),
        ({"date": "2009", "style": "pink"}, "there are light, dark, grey"),
        ({"date": "2009", "icons": "big"}, "there are app6, plain"),
        ({"date": "2009", "theme": "pink"}, "there are light, dark"),
        ({"date": "2009", "hide": "legend,north"}, "part 'north' does not exist"),
        ({"date": "2009", "box": "1,2,3"}, "is not x0,y0,x1,y1"),
        ({"date": "2009", "w": "800"}, "w and h together"),
        ({"date": "2009", "w": "a", "h": "b"}, "not whole numbers"),
        ({"date": "2009", "title": "x" * 121}, "120 are the most"),
        ({"date": "2009", "mode": "side"}, "give compare=DATE"),
        ({"date": "2009", "compare": "2010", "mode": "flip"}, "there are side, difference"),
        ({"date": "2009", "compare": "2010", "cmp": "2010"}, "either compare or cmp"),
        ({"date": "2009", "compare": "2010", "tm": "range"}, "leave tm out"),
        ({"date": "2009", "tm": "always"}, "there are instant, range, cumulative"),
        ({"date": "2009", "tm": "range", "range": "1999"}, "is not two dates"),
        ({"date": "2009", "tm": "range", "range": "2005..1999"}, "runs backwards"),
        ({"date": "2009", "f.country": "KGZ,ZZZ"}, "f.country 'ZZZ' does not occur; there are"),
        ({"date": "2009", "f.arm": ""}, "f.arm '' does not occur"),
        ({"date": "2009", "f.men": "-5"}, "not a whole number from 1"),
        ({"date": "2009", "f.men": "99999999"}, "not a whole number from 1"),
        ({"date": "2009", "f.sure": "0"}, "can only be 1"),
        ({"date": "2009", "f.colour": "red"}, "'f.colour' is no option of a picture"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(real_atlas, asked, said: str) -> None:
    with pytest.raises(BadOption) as problem:
        options.read(real_atlas, asked)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_bad_days_are_refused(real_atlas) -> None:
    with pytest.raises(BadDate):
        options.read(real_atlas, {"date": "soon"})
    with pytest.raises(DateOutOfRange):
        options.read(real_atlas, {"date": "1950"})
    with pytest.raises(DateOutOfRange):
        options.read(real_atlas, {"date": "2009", "compare": "2050"})


def test_a_name_that_is_there_twice_is_refused() -> None:
    with pytest.raises(BadOption, match="2 times"):
        options.query("date=2009&date=2010")


def test_free_texts_become_one_clean_line(real_atlas) -> None:
    still = options.read(real_atlas, {"date": "2009", "title": " A\n\tB\x00 C "})
    assert still.trim.title == "A B C"
