"""The small chart and the time axis of a sheet: bars, spells, names that never overlap."""

import random
from datetime import date
from itertools import combinations

import pytest

from csto_map.history.findings import SpanRow, Tally, TallyRow
from csto_map.picture import fonts
from csto_map.picture.scene import subject
from csto_map.picture.style import STYLES
from csto_map.sheet import strip
from csto_map.sheet.blocks import SMALL
from csto_map.sheet.shapes import Patch, Spot, Stroke, mixed
from csto_map.sheet.tally import tally

LIGHT = STYLES["light"]
DAY = date(2004, 12, 6)


def bars(*rows: TallyRow, width=264.0):
    return tally(Tally("t", "Who sent how many", "bars", rows, "A note."), width, DAY, LIGHT)


def row(label="Russia", low=None, high=None, *, hollow=False):
    text = "not published" if high is None else str(high)
    return TallyRow(label, low, high, text, "lead", hollow, False)


def patches(part):
    return [shape for shape in part.shapes if isinstance(shape, Patch)]


def test_a_bar_is_full_to_its_low_figure_and_light_to_its_high_one():
    light, full = patches(bars(row(low=3000, high=5000)))

    assert full.fill == LIGHT.accent("lead").body
    assert light.fill == mixed(full.fill, LIGHT.paper, 0.2)
    assert full.width / (full.width + light.width) == pytest.approx(0.6)
    assert light.x == pytest.approx(full.x + full.width)


def test_bars_are_as_long_as_people_are_many():
    one, other = patches(bars(row(low=1500, high=1500), row("Armenia", 100, 100)))

    assert one.width / other.width == pytest.approx(15)


def test_an_old_figure_is_hollow_and_no_figure_has_no_length():
    (old,) = patches(bars(row(low=900, high=900, hollow=True)))
    (unknown,) = patches(bars(row()))

    assert (old.fill, old.line) == (LIGHT.paper, LIGHT.accent("lead").body)
    assert (unknown.fill, unknown.dash) == ("", "dash")
    # As long whatever stands beside it.
    again = patches(bars(row(), row("Armenia", 9000, 9000)))[0]
    assert again.width == unknown.width


def spans(*spells):
    rows = (
        SpanRow("Murghab", tuple((a.toordinal(), b and b.toordinal(), *c) for a, b, *c in spells)),
    )
    return tally(Tally("s", "Who guarded which sector", "spans", rows, ""), 264.0, DAY, LIGHT)


def test_a_spell_is_as_long_as_it_lasted_and_hollow_where_it_is_not_certain():
    part = spans(
        (date(1992, 1, 1), date(2002, 1, 1), "second", True),
        (date(2002, 1, 1), date(2007, 1, 1), "second", False),
    )
    certain, possible = patches(part)

    colour = LIGHT.guard("second")
    assert certain.fill == colour
    assert (possible.fill, possible.line) == (LIGHT.paper, colour)
    assert certain.width / (possible.width + 1.2) == pytest.approx(2, rel=0.01)


def test_a_spell_without_end_goes_on_to_the_edge_and_is_broken_as_its_line_is():
    part = spans(
        (date(1992, 1, 1), date(2005, 1, 1), "second", True),
        (date(2005, 1, 1), None, "third", True),
    )
    dashed = [patch for patch in patches(part) if patch.fill == LIGHT.guard("third")]

    assert LIGHT.guard_line("third").dash
    assert len(dashed) > 2
    assert max(patch.x + patch.width for patch in dashed) == pytest.approx(264, abs=9)


def test_the_day_stands_across_a_chart_over_time():
    part = spans((date(2000, 1, 1), date(2010, 1, 1), "second", True))
    bar = patches(part)[0]
    lines = [one for one in part.shapes if isinstance(one, Stroke) and one.casing]

    share = (DAY - date(2000, 1, 1)) / (date(2010, 1, 1) - date(2000, 1, 1))
    assert lines[0].points[0][0] == pytest.approx(bar.x + share * bar.width)


def boxes(part):
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for text in part.texts:
        wide = fonts.width(text.text, SMALL, text.weight)
        left = text.x - share[text.anchor] * wide
        yield text.text, (left, text.y - 7.5, left + wide, text.y + 1.5)


@pytest.mark.parametrize("seed", range(4))
def test_names_on_the_time_axis_meet_neither_each_other_nor_a_line(real_atlas, seed):
    rng = random.Random(seed)
    for _ in range(40):
        view = rng.choice(real_atlas.config.views).id
        day = date.fromordinal(
            rng.randrange(real_atlas.first.toordinal(), real_atlas.horizon.toordinal())
        )
        language = rng.choice(["en", "ru"])
        told = subject(real_atlas, day, view=view, language=language)
        flag = day.toordinal(), told.subtitle
        part = strip.timeline(told, rng.uniform(strip.LEAST, 1200), [flag])
        placed = list(boxes(part))
        for (one, a), (other, b) in combinations(placed, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
        for shape in part.shapes:
            if not isinstance(shape, Stroke) or shape.points[0][0] != shape.points[1][0]:
                continue
            (x, top), (_, foot) = shape.points
            for one, (left, above, right, below) in placed:
                if one != told.subtitle:
                    assert not (left < x < right and above < foot and top < below), (one, shape)
        assert sum(isinstance(s, Spot) and s.kind == "diamond" for s in part.shapes) <= 7


def test_a_flag_stands_on_its_day_and_within_the_sheet(real_atlas):
    for day in (real_atlas.first, real_atlas.horizon):
        told = subject(real_atlas, day)
        part = strip.timeline(told, 700, [(day.toordinal(), told.subtitle)])
        ground = next(s for s in part.shapes if isinstance(s, Patch) and s.round)
        knob = next(s for s in part.shapes if isinstance(s, Spot) and s.kind == "disc")

        assert ground.x >= 0
        assert ground.x + ground.width <= 700
        assert ground.x - 0.01 <= knob.x <= ground.x + ground.width + 0.01
