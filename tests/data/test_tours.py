"""The guided tour says no more than the tables, in both languages, and shows what it tells of."""

import re

import pytest

from csto_map.history.timeline import state_at
from csto_map.picture import scene


@pytest.fixture(scope="module")
def tour(real_atlas):
    (tour,) = (one for one in real_atlas.tours if one.id == "guided")
    return tour


def test_it_has_ten_stops_of_two_sentences(tour):
    assert len(tour.stops) == 10
    assert all(len(stop.sentences) == 2 for stop in tour.stops)


def test_every_text_is_there_in_both_languages(tour):
    assert tour.title_ru
    for stop in tour.stops:
        assert stop.title_ru, stop.title
        assert all(one.text_ru for one in stop.sentences), stop.title


def test_a_stop_rings_what_it_selects_and_nothing_that_stands_before_it(tour, real_atlas):
    """A stack is ringed too, but it shows its first member: that must be what the stop tells of."""
    for stop in tour.stops:
        picture = scene.build(
            *(real_atlas, stop.date),
            view=stop.view,
            layers=stop.layers,
            width=1280,
            height=720,
        )
        stacks = [one for one in picture.symbols if stop.select in one.members]
        areas = {area.id for area in picture.areas if area.status}
        drawn = areas | {line.id for line in picture.lines} | {one.id for one in stacks}
        assert not stop.select or stop.select in drawn, stop.title


def test_what_a_stop_tells_of_is_in_its_view(tour, real_atlas):
    """Of the events on the day or in the months before, at least one is drawn in the view."""
    marks = {mark["id"]: mark for mark in real_atlas.timeline["marks"]}
    for stop in tour.stops:
        picture = scene.build(
            *(real_atlas, stop.date), view=stop.view, layers=stop.layers, width=1280, height=720
        )
        told = {f"event:{row}" for one in stop.sentences for row in one.rows}
        places = [marks[id_] for id_ in told & marks.keys()]
        assert any(picture.frame.holds(one["x"], one["y"]) for one in places), stop.title


def test_what_a_stop_selects_is_on_the_map_of_its_day(tour, real_atlas):
    timeline = real_atlas.timeline
    layer = {mark["id"]: mark["layer"] for mark in timeline["marks"]}
    for stop in tour.stops:
        if not stop.select:
            continue
        held = state_at(timeline, stop.date.toordinal(), stop.org or timeline["defaults"]["lens"])
        sectors = {f"sector:{id_}" for id_ in held.sectors}
        assert stop.select in {*held.marks, *held.states, *sectors}, stop.title
        shown = stop.layers or real_atlas.config.default_layers
        assert layer.get(stop.select, "border") in shown, stop.title


def test_every_figure_of_a_sentence_stands_in_the_rows_that_it_names(tour, real_atlas):
    """Years and days are in the rows' dates; all larger figures are in their texts."""
    told = {row.event_id: row.summary for row in real_atlas.tables.events}
    figures = 0
    for stop in tour.stops:
        for one in stop.sentences:
            said = " ".join(told.get(row, "") for row in one.rows)
            for figure in re.findall(r"\b\d[\d,]*\d{2}\b", one.text):
                if not re.fullmatch(r"19\d\d|20\d\d", figure):
                    assert re.search(rf"\b{figure}\b", said), (stop.title, figure)
                    figures += 1
    assert figures > 6
