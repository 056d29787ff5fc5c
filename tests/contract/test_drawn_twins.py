"""The page's code draws what pictures draw: asked of node, on the facts that are shipped.

Random days, views, boxes, layers, lenses, filters, languages and sizes, with nothing let
pass: places are compared to the last bit, and what becomes SVG to the letter.
"""

import json
import random
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from drawn import picture, told

from csto_map.page import bundle
from csto_map.query import filters as filtering
from csto_map.query.filters import Filters
from csto_map.query.times import Times

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests/js/drawn.js"
SIZES = ((1280, 720), (1440, 900), (390, 640), (1093, 617), (640, 480))


def some_filters(rng, timeline):
    values = filtering.values(timeline)
    facets = rng.sample(sorted(values), rng.choice([0, 0, 0, 1, 2]))
    chosen = tuple(
        (facet, tuple(rng.sample(values[facet], min(len(values[facet]), 2))))
        for facet in facets
        if values[facet]
    )
    return Filters(chosen, rng.choice([None, None, None, 500]), rng.random() < 0.15)


def ask(rng, atlas, compared):
    """A question by chance: what `subject` is asked, and the same as the page has it."""
    config = atlas.config
    span = (atlas.horizon - atlas.first).days
    day, other, third = (atlas.first + timedelta(rng.randrange(span + 1)) for _ in range(3))
    # On few days the borders are others than on the day before.
    turning = [one - timedelta(k) for one in atlas.border_days for k in (0, 1)]
    day = rng.choice(turning) if rng.random() < 0.2 else day
    view = rng.choice(config.views)
    box = (view.x0, view.y0, view.x1, view.y1)
    moved = rng.random() < 0.5
    if moved:
        x, y = rng.uniform(box[0], box[2]), rng.uniform(box[1], box[3])
        wide = 10 ** rng.uniform(1.3, 3.7)
        box = (x - wide / 2, y - wide / 3, x + wide / 2, y + wide / 3)
    known = [layer.id for layer in config.layers]
    layers = known if rng.random() < 0.5 else rng.sample(known, rng.randrange(len(known) + 1))
    lens = rng.choice([lens.id for lens in config.lenses])
    times = None
    if not compared and rng.random() < 0.3:
        times = Times(rng.choice(["range", "cumulative"]), *sorted((other, third)))
    size, theme = rng.choice(SIZES), rng.choice(["light", "dark", "contrast"])
    filters = some_filters(rng, atlas.timeline)
    numbers = rng.choice(["auto", "auto", "off", "symbols", "circles"])
    insets = not (moved or compared) and rng.random() < 0.8
    icons, language = rng.choice(["app6", "plain"]), rng.choice(["en", "ru"])
    options = {
        "lens": lens,
        "layers": layers,
        "style": theme,
        "icons": icons,
        "numbers": numbers,
        "view": view.id,
        "insets": "auto" if insets else "off",
        **({"box": box} if moved else {}),
        "language": language,
        "times": times,
        "filters": filters,
    }
    facets = {facet: list(values) for facet, values in filters.chosen}
    asked = {
        "view": {
            "day": day.toordinal(),
            "cmp": other.toordinal() if compared else None,
            "lens": lens,
            "layers": layers,
            "icons": icons,
            "numbers": numbers,
            "tm": times.mode if times else "instant",
            "range": [times.first.toordinal(), times.last.toordinal()] if times else None,
            "filters": facets
            | ({"men": filters.men} if filters.men else {})
            | ({"sure": True} if filters.sure else {}),
        },
        "language": language,
        "theme": theme,
        "box": box,
        "rotation": config.rotation(view.id),
        "width": size[0],
        "height": size[1],
        "blocked": [],
        "insets": view.id if insets else None,
    }
    return {"day": day, "other": other, "size": size, "options": options}, asked


def answers(folder, atlas, asked):
    """What the page's code gives."""
    for name, text in bundle.files(atlas).items():
        if name.startswith(("atlas", "map", "ledger", "places")):
            (folder / f"{name}.json").write_bytes(text)
    (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run(
        ["node", SCRIPT, folder], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
@pytest.mark.parametrize("compared", [False, True], ids=["days", "differences"])
def test_the_page_draws_what_a_picture_has(real_atlas, tmp_path, compared) -> None:
    rng = random.Random(11 + compared)
    count = 60 if compared else 160
    asked = [ask(rng, real_atlas, compared) for _ in range(count)]
    found = answers(tmp_path, real_atlas, [one for _, one in asked])

    totals = dict.fromkeys(("ticks", "symbols", "leaders", "labels"), 0)
    small = 0
    for (question, told_to), got in zip(asked, found, strict=True):
        if compared and question["day"] == question["other"]:
            continue
        wanted = told(picture(real_atlas, **question, compared=compared))
        where = json.dumps(told_to)
        parts = (
            "frame",
            "bar",
            "ticks",
            "plates",
            "symbols",
            "people",
            "keys",
            "leaders",
            "labels",
        )
        for part in parts:
            assert got[part] == wanted[part], f"{part}: {where}"
        for id_, look in wanted["areas"].items():
            # Outlines of no known state have no look of their own on the page.
            if id_ in got["areas"]:
                assert got["areas"][id_] == look, f"{id_}: {where}"
        assert {i: one for i, one in got["lines"].items() if one} == wanted["lines"], where
        for part in totals:
            totals[part] += len(wanted[part])
        small += len(wanted["plates"])
    assert min(totals.values()) > 20, totals
    assert compared or small > 4
