"""The parameter datetime of OGC API - Features, and boxes of degrees."""

from datetime import date

import pytest
import shapely

from csto_map.errors import BadDate, BadOption
from csto_map.exchange.web import boxes, moments


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009-06-14", "2009-06-14", "2009-06-14"),
        ("2009-06-14T23:30:00-01:00", "2009-06-15", "2009-06-15"),
        ("2009-06-14t00:30:00.25+01:00", "2009-06-13", "2009-06-13"),
        ("1990-12-31T23:59:60Z", "1990-12-31", "1990-12-31"),
        ("2009-06-14/2009-06-14", "2009-06-14", "2009-06-14"),
        ("2009-06-14T12:00:00Z/2009-06-14T12:00:00Z", "2009-06-14", "2009-06-14"),
        ("2009-06-14T18:00:00Z/2009-06-14", "2009-06-14", "2009-06-14"),
        ("../2009-06-14", None, "2009-06-14"),
        ("2009-06-14/", "2009-06-14", None),
        # What the suite of the OGC asks beside the standard.
        ("2003-09-30/P2D", "2003-09-30", "2003-10-02"),
        ("2004-01-31/P1M", "2004-01-31", "2004-02-29"),
        ("2004-02-29/P1Y2W", "2004-02-29", "2005-03-14"),
        ("2004-02-29/P9000Y", "2004-02-29", "9999-12-31"),
        ("9999-12-31/P99999D", "9999-12-31", "9999-12-31"),
        ("0001-01-01T00:00:00+10:00/..", "0001-01-01", None),
    ],
)
def test_a_moment_or_two_are_days(text, first, last):
    days = moments.span(text)

    assert days == tuple(day and date.fromisoformat(day) for day in (first, last))


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "/", "../..", "now", "2009", "2009-06", "2009-6-14", "2009-02-30", " 2009-06-14"),
        *("2009-06-14T12:00", "2009-06-14T24:00:00Z", "2009-06-14T12:00:61Z", "2009-06-14 12:00:00Z"),
        *("2009-06-14/2009-06-15/2009-06-16", "P2D/2009-06-14", "../P2D", "2009-06-14/P", "2009-06-14/PT5H"),
        *("2009-06-14/2009-06-13", "2009-06-14T12:00:00Z/2009-06-14T11:59:59Z", "٢٠٠٩-٠٦-١٤"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(BadDate):
        moments.span(text)


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("66,36,75,42", (66, 36, 75, 42)),
        ("66,36,-100,75,42,9e3", (66, 36, 75, 42)),
        ("177,65,-177,70", (177, 65, -177, 70)),
        # Maps that were dragged past 180 degrees say so.
        ("170,-100,200,95.5", (170, -90, -160, 90)),
        ("-200,10,-170,20", (160, 10, -170, 20)),
        ("-180,-90,180,90", (-180, -90, 180, 90)),
        ("-300,0,100,1", (-180, 0, 180, 1)),
    ],
)
def test_a_box_is_four_degrees(text, box):
    assert boxes.read(text) == box


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "1,2,3,x", "1,5,3,4", "1,2,3,1e999", "1,2,nan,4", "1;2;3;4"]
)
def test_what_is_no_box_is_refused(text):
    with pytest.raises(BadOption):
        boxes.read(text)


def test_a_box_across_180_degrees_is_two():
    area = boxes.area((170, 60, -170, 70))

    assert area.covers(shapely.Point(175, 65))
    assert area.covers(shapely.Point(-175, 65))
    assert not area.intersects(shapely.Point(0, 65))
