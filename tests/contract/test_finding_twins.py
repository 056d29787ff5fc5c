"""The page finds what pictures find: the same sentence, chart and last change, on any day.

Python works each out on the day; the page looks it up in what was compiled. Random days,
lenses and frames of the shipped facts, in both languages, and nothing let pass.
"""

import json
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from csto_map.history import tallies
from csto_map.history.findings import nearest
from csto_map.page import bundle

SCRIPT = Path(__file__).resolve().parents[1] / "js/found.js"


def some_boxes(rng, views):
    """Frames of views, as they are and moved, and some that meet none."""
    for _ in range(300):
        view = rng.choice(views)
        wide, high = view.x1 - view.x0, view.y1 - view.y0
        if rng.random() < 0.4:
            yield view.x0, view.y0, view.x1, view.y1
            continue
        x, y = view.x0 + rng.uniform(-0.6, 1.2) * wide, view.y0 + rng.uniform(-0.6, 1.2) * high
        scale = 10 ** rng.uniform(-2, 0.7)
        yield x, y, x + wide * scale, y + high * scale
    yield 20000.0, 20000.0, 20001.0, 20001.0


def answer(atlas, language, day, lens, box):
    findings = atlas.findings_in(language)
    view = nearest(atlas.config.views, box)
    one = findings.at(view, day, lens)
    guards = {slot: country for country, slot in atlas.config.guards.items()}
    return {
        "view": view,
        "headline": one.headline,
        "tally": None if one.chart is None else tallies.compiled(one.chart, guards),
        "last": findings.last_change(view, day),
    }


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_finds_what_pictures_find(real_atlas, language):
    atlas, rng = real_atlas, random.Random(12)
    span = (atlas.horizon - atlas.first).days
    lenses = [atlas.config.default_lens] * 5 + [lens.id for lens in atlas.config.lenses]
    asked = [
        (atlas.first + timedelta(rng.randint(0, span)), rng.choice(lenses), box)
        for box in some_boxes(rng, atlas.config.views)
    ]
    asked += [(day, lenses[0], asked[0][2]) for day in (atlas.first, atlas.horizon)]
    data = bundle.timeline(atlas, language)
    given = {
        "data": {name: data[name] for name in ("findings", "lens_findings", "views", "changes")},
        "template": data["words"]["header"]["unchanged"],
        "asked": [[day.toordinal(), lens, box] for day, lens, box in asked],
    }
    done = subprocess.run(
        ["node", "--no-warnings", str(SCRIPT)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    wanted = json.loads(json.dumps([answer(atlas, language, *one) for one in asked]))

    assert json.loads(done.stdout) == wanted


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_a_date_loses_no_year_but_the_day_s(real_atlas):
    """A change of an earlier year keeps it, and so does a date that is a year alone."""
    findings = real_atlas.findings_in("en")
    year = [c for c in findings.concerning("alliance") if c.when == str(c.day.year)]

    assert year, "a change that only its year is known of"
    told = findings.last_change("alliance", year[0].day)
    assert told.startswith(f"Last change, {year[0].day.year}: ")
    assert "2004" not in findings.last_change("tajik-afghan", date(2004, 12, 6))
    assert "December 2021" in findings.last_change("tajik-afghan", date(2022, 1, 10))
