"""The days that a view asks about, in a picture as in the page."""

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from csto_map.picture import scene
from csto_map.query.filters import Filters
from csto_map.query.times import Times
from csto_map.sheet.furniture import Trim, lay_out
from csto_map.sheet.svg import sheet_svg

DAYS = st.dates(date(1991, 1, 1), date(2025, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_range_stands_still_and_a_cumulative_one_ends_with_the_day(day, one, other):
    first, last = sorted((one, other))

    assert Times("instant", first, last).span(day) is None
    assert Times("range", first, last).span(day) == (first, last)
    assert Times("cumulative", first, last).span(day) == (first, min(day, last))


def test_a_cumulative_map_never_loses_a_mark(real_atlas):
    lens = real_atlas.config.default_lens
    times = Times("cumulative", date(1992, 5, 15), real_atlas.horizon)
    before: set[str] = set()
    for k in range(34):
        day = date(1992, 5, 15) + timedelta(365 * k)
        shown = set(scene.truth(real_atlas.timeline, day, lens, times).marks)
        assert before <= shown
        before = shown


def texts(sheet):
    root = ElementTree.fromstring(sheet_svg(sheet))
    return [e.text or "" for e in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_sheet_tells_its_range_and_whose_sources_it_has(real_atlas):
    times = Times("range", date(1994, 5, 1), date(1999, 4, 1))
    own = scene.build(real_atlas, "2009-06-14", times=times)
    said = texts(lay_out(own))

    assert "1 May 1994 – 1 April 1999" in said
    assert "At any time from 1 May 1994 to 1 April 1999" in " ".join(said)
    possible = {entry.label for entry in own.legend if entry.layer == "certainty"}
    assert possible == {"Dates not certain in this range"}
    assert {area.id for area in own.areas if area.status == "member"} >= {"AZE", "GEO", "UZB"}
    shown = set(real_atlas.sources_of("AZE", times.last, since=times.first))
    assert shown <= {ref.id for ref in own.sources}


def test_what_filters_leave_out_is_told_even_without_a_subtitle(real_atlas):
    only = Filters((("country", ("KGZ",)),))
    own = scene.build(real_atlas, "2009-06-14", filters=only)
    for trim in (Trim(), Trim(subtitle="Mine"), Trim(hide=frozenset({"subtitle"}))):
        assert "Shown only: Country: Kyrgyzstan." in " ".join(texts(lay_out(own, trim)))
    assert own.limits not in " ".join(texts(lay_out(scene.build(real_atlas, "2009-06-14"))))
