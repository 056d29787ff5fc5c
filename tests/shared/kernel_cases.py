"""Cases of what is worked out in Python and in the page's code: tests/cases/*.json.

What is asked is written here, what comes out is Python's; tests/js/kernels.test.js holds
the page's code to it, tests/contract/test_kernel_cases.py Python's. Run this file to write
the cases anew, and look at what changed.
"""

import hashlib
import itertools
import json
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import toy_world
from drawn import picture, told

from csto_map.atlas import Atlas
from csto_map.facts import cone
from csto_map.history import compare
from csto_map.history.timeline import missed, state_at, state_in
from csto_map.language.words import words
from csto_map.page import bundle
from csto_map.picture import annotations as annotating
from csto_map.picture import flows, fonts, ground, user_layers, views, visible
from csto_map.picture.layout import Anchor, declutter
from csto_map.picture.style import DARK, LIGHT
from csto_map.query import annotations as written
from csto_map.query import kinds, ledger
from csto_map.query.filters import Filters
from csto_map.query.times import Times
from csto_map.sheet import svg

FOLDER = Path(__file__).resolve().parents[1] / "cases"
# What the kernels need of the page's first file.
KEPT = (
    *("first", "horizon", "status_rank", "linger", "views", "countries", "lenses", "memberships"),
    *("layers", "marks", "sectors", "events", "not_covered", "style", "mark_order", "advances"),
    *("fine", "groups", "troops", "posts", "flows", "arrivals"),
)
LAYERS = ("states", "bases", "detachments", "units", "contingents", "crossings", "events", "border")
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("1999-01-01", "2000-06-01", "2002-12-31", "2003-08-01", "2004-08-05", "2012-01-01")
)
BOX = (-1200.0, -1500.0, 1200.0, 800.0)
BOXES = (BOX, (-300.0, -1300.0, 600.0, 200.0), (-20.0, -900.0, 180.0, -760.0))
ALBERS = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"
ROTATIONS = tuple(cone.rotation(ALBERS, meridian) for meridian in (28, 71, 140.5))
FILTERS = (
    Filters(),
    Filters((("country", ("AAA",)),)),
    Filters((("country", ("BBB", "CCC")), ("group", ("lead",)))),
    Filters((("kind", ("air_base",)),), men=100),
    Filters(sure=True),
)


def load() -> Atlas:
    return Atlas.load(toy_world.write(Path(tempfile.mkdtemp()) / "toy"))


def as_page(filters):
    """Filters as the page has them."""
    chosen = {facet: list(values) for facet, values in filters.chosen}
    men = {"men": filters.men} if filters.men else {}
    return chosen | men | ({"sure": True} if filters.sure else {})


def as_state(state):
    return {
        "states": {code: list(held) for code, held in state.states.items()},
        "marks": dict(state.marks),
        "sectors": {id_: list(held) for id_, held in state.sectors.items()},
        "events": list(state.events),
    }


def world(atlas):
    """The toy world as the page has it, as far as the kernels ask for it."""
    timeline, files = bundle.timeline(atlas), bundle.files(atlas)
    drawn = json.loads(files["map-coarse"])
    parts = ("meta", "x", "y", "fill")
    return {
        "atlas": {name: timeline[name] for name in KEPT}
        | {"words": {"people": words("en")["people"]}},
        "ledger": json.loads(files["ledger"]),
        "map": {
            "layout": {"meta": drawn["layout"]["meta"]},
            "data": [
                {part: trace[part] for part in parts if part in trace} for trace in drawn["data"]
            ],
        },
    }


def state(atlas):
    timeline = atlas.timeline
    days = [day.toordinal() for day in DAYS]
    spans = [(days[0], days[-1]), (days[1], days[2]), (days[2], days[2] - 1), (days[3], days[4])]
    return {
        "days": [
            {"day": day, "lens": "pact", "state": as_state(state_at(timeline, day, "pact"))}
            for day in days
        ],
        "spans": [
            {"span": span, "lens": "pact", "state": as_state(state_in(timeline, *span, "pact"))}
            for span in spans
        ],
        "missed": [
            {
                "span": span,
                "box": box,
                "rotation": rotation,
                "texts": missed(timeline, *span, box, rotation),
            }
            for span in spans
            for box in BOXES
            for rotation in (None, *ROTATIONS)
        ],
    }


def filter_(atlas):
    timeline = atlas.timeline
    cases = []
    for filters in FILTERS:
        for day in DAYS[1:5]:
            span = (day.toordinal(), day.toordinal())
            whole = state_at(timeline, span[0], "pact")
            left = filters.apply(whole, timeline, span)
            cases.append({"filters": as_page(filters), "span": span, "state": as_state(left)})
    return {"lens": "pact", "cases": cases}


def differences(atlas):
    pairs = [(DAYS[1], DAYS[4]), (DAYS[5], DAYS[0]), (DAYS[2], DAYS[3])]
    cases = []
    for one, other in pairs:
        days = compare.ordered(atlas, one, other)
        rows = compare.differences(atlas, *days, "pact")
        for filters in FILTERS:
            left = {row.id for row in ledger.let_through(atlas, rows, filters, *days)}
            cases.append(
                {
                    "days": [one.toordinal(), other.toordinal()],
                    "filters": as_page(filters),
                    "rows": [
                        [row.kind, row.id, row.layer, row.certain, list(row.source_ids)]
                        for row in rows
                        if row.id in left
                    ],
                }
            )
    return {"lens": "pact", "cases": cases}


def drawing(atlas):
    """Whole pictures: symbols, looks, leader lines and names."""
    asked = [
        {"day": DAYS[3]},
        {"day": DAYS[4], "box": BOXES[1], "size": (640, 480), "style": "dark"},
        {"day": DAYS[4], "box": BOXES[2], "icons": "plain"},
        {"day": DAYS[3], "layers": ("bases", "units"), "style": "contrast"},
        {"day": DAYS[2], "layers": ()},
        {"day": DAYS[4], "times": Times("range", DAYS[1], DAYS[5])},
        {"day": DAYS[4], "times": Times("cumulative", DAYS[1], DAYS[5]), "filters": FILTERS[1]},
        {"day": DAYS[4], "filters": FILTERS[4]},
        {"day": DAYS[1], "other": DAYS[4]},
        {"day": DAYS[1], "other": DAYS[5], "box": BOXES[1], "style": "dark"},
        {"day": DAYS[1], "other": DAYS[5], "layers": ("detachments", "units", "border")},
    ]
    return {"cases": [_drawn(atlas, **one) for one in asked]}


def borders(_):
    """Which outlines hold on a day, and pictures of days on which they are others."""
    folder = toy_world.write(Path(tempfile.mkdtemp()) / "toy")
    atlas = Atlas.load(toy_world.with_borders_in_time(folder))
    split, grown, joined = atlas.border_days
    eve = timedelta(days=1)
    asked = [
        {"day": split - eve},
        {"day": split - eve, "layers": ("bases", "units")},
        {"day": split, "box": BOXES[1], "style": "dark"},
        {"day": grown - eve, "layers": ("states",)},
        {"day": grown},
        {"day": joined - eve, "box": BOXES[1]},
        {"day": joined},
        {"day": DAYS[1], "times": Times("range", DAYS[1], grown)},
        {"day": split - eve, "other": grown},
        {"day": joined, "other": split - eve, "box": BOXES[1]},
    ]
    return {
        **world(atlas),
        "drawings": [_drawn(atlas, **one) for one in asked],
        "days": [_held(_random_rows(random.Random(seed))) for seed in range(60)],
    }


def _random_rows(dice):
    """Outlines of which no two of a state hold on a day; within Z lie others, now and then."""
    rows = []
    for code in "ZABCDE":
        edges = sorted(dice.sample(range(1, 40), dice.randint(0, 4)))
        for from_, until in itertools.pairwise([None, *edges, None]):
            if dice.random() < 0.7:
                inner = dice.sample("ABCDE", dice.randint(0, 4)) if code == "Z" else ()
                rows.append((code, from_, until, inner))
    dice.shuffle(rows)
    return rows


def _held(rows):
    known = [ground.Outline(row[0], (k,), *row[1:3], tuple(row[3])) for k, row in enumerate(rows)]
    told = []
    for day in (0, 5, 12, 20, 21, 33, 50):
        drawn, of, parts = ground.on(known, day)
        within = {part: code for code, inner in of.items() for part in inner}
        places = ({code: rings[0] for code, rings in one.items()} for one in (drawn, parts))
        told.append([day, *places, within])
    return {"rows": rows, "told": told}


def _drawn(
    atlas,
    day,
    other=None,
    *,
    box=BOX,
    size=(1280, 720),
    layers=LAYERS,
    style="light",
    icons="app6",
    times=None,
    filters=FILTERS[0],
):
    known = {layer.id for layer in atlas.config.layers}
    layers = [layer for layer in layers if layer in known]
    options = {
        "lens": "pact",
        "layers": layers,
        "style": style,
        "icons": icons,
        "box": box,
        "language": "en",
        "times": times,
        "filters": filters,
    }
    one = picture(atlas, day, other, size, options, other is not None)
    return {
        "asked": {
            "view": {
                "day": day.toordinal(),
                "cmp": other and other.toordinal(),
                "lens": "pact",
                "layers": layers,
                "icons": icons,
                "tm": times.mode if times else "instant",
                "range": times and [times.first.toordinal(), times.last.toordinal()],
                "filters": as_page(filters),
            },
            "theme": style,
            "box": box,
            "width": size[0],
            "height": size[1],
            "blocked": [],
        },
        "answer": told(one),
    }


def frame(_):
    boxes = [(*BOX, 1280, 720), (0, 0, 10, 10, 200, 64), (-3, -7, 0.1, 0.7, 333, 777)]
    boxes += [(*box, rotation) for box in boxes for rotation in ROTATIONS]
    points = [(0.0, 0.0), (0.1, -0.7), (-1199.9, 123.456)]
    fitted = [views.fit(*box) for box in boxes]
    return {
        "fits": [
            {
                "box": box[:4],
                "size": box[4:6],
                "rotation": one.rotation,
                "frame": [one.x0, one.y0, one.x1, one.y1],
                "around": one.around(),
                "points": [
                    {
                        "km": point,
                        "px": one.px(*point),
                        "back": one.km(*one.px(*point)),
                        "inside": one.holds(*point),
                    }
                    for point in points
                ],
            }
            for box, one in zip(boxes, fitted, strict=True)
        ],
        "bars": [
            {"km": km, "longest": longest, "bar": list(views.scale_bar(km, longest))}
            for km in (0.05, 0.6, 1.7, 6.45, 16)
            for longest in (90, 130, 160)
        ],
    }


def layout(_):
    sets = [
        [(0, 0)],
        [(0, 0), (10, 4), (12, 2)],
        [(100, 100), (100, 100), (104, 96), (125, 100), (160, 100)],
        [(50 + 3 * k, 50) for k in range(12)],
        [(30 * (k % 5), 28 * (k // 5)) for k in range(20)] + [(61, 57)] * 4,
    ]
    cases = []
    for places in sets:
        for cell, spread in ((30, True), (26, False)):
            anchors = [Anchor(f"m{k}", x, y) for k, (x, y) in enumerate(places)]
            placed = declutter(anchors, cell, spread=spread)
            cases.append(
                {
                    "anchors": [{"id": one.id, "x": one.x, "y": one.y} for one in anchors],
                    "cell": cell,
                    "spread": spread,
                    "placed": [
                        [p.id, p.x, p.y, p.anchor_x, p.anchor_y, list(p.members), p.leader]
                        for p in placed
                    ],
                }
            )
    return {"cases": cases}


def outlines(_):
    """What a frame of 100 by 100 pixels, one for a kilometre, shows of outlines."""
    frames = [
        views.Frame(0, 0, 100, 100, 100, 100),
        views.fit(0, 0, 100, 100, 100, 100, cone.Rotation(0.8, 0.6, 10.0, 330.0)),
    ]
    square = [(20, 20), (80, 20), (80, 80), (20, 80)]
    rings = {
        "all of it": [square],
        "none of it": [[(x + 200, y) for x, y in square]],
        "half of it": [[(x - 50, y) for x, y in square]],
        "around the frame": [[(-10, -10), (110, -10), (110, 110), (-10, 110)]],
        "with a corner on the edge": [[(0, 50), (50, 0), (100, 50), (50, 100)]],
        "along the edge": [[(0, 0), (100, 0), (100, 30), (0, 30)]],
        "a comb that the edge cuts": [
            [(-30, 5), (40, 5), (40, 15), (-10, 15), (-10, 25), (70, 25), (70, 45), (-30, 45)]
        ],
        "two of which the second is larger": [[(1, 1), (9, 1), (5, 9)], square],
        "crossing itself at the edge": [[(-20, 10), (50, 60), (50, 10), (-20, 60)]],
        "crossing itself on the edge": [[(-20, 10), (20, 50), (20, 10), (-20, 50)]],
    }
    places = [(50.0, 50.0), (5.0, 20.0), (0.0, 0.0), (20.0, 20.0), (30.5, 10.25)]
    cases = []
    for (name, parts), box in itertools.product(rings.items(), frames):
        closed = tuple(np.array([*part, part[0]], dtype=float) for part in parts)
        seen = visible.visible(closed, box, 2)
        cases.append(
            {
                "name": name,
                "rotation": box.rotation,
                "rings": [ring.tolist() for ring in closed],
                "seen": seen
                and {
                    "area": seen.area,
                    "bounds": seen.bounds,
                    "corners": seen.points.tolist(),
                    "inner": seen.inner(),
                    "holds": [seen.holds(*place) for place in places],
                },
            }
        )
    return {"places": places, "cases": cases}


def arrows(_):
    """Widths of arrows, from nobody knows to more than any atlas tells of."""
    people = (None, 1, 100, 1580, 2700, 2907, 2908, 12_500, 250_000)
    frames = [views.Frame(*BOX, *size) for size in ((320, 240), (962, 607), (1600, 1000))]
    cases = [
        {
            "size": [f.width, f.height],
            "scale": scale,
            "widths": [flows.width(n, scale, f) for n in people],
        }
        for f in frames
        for scale in (1.0, 0.11)
    ]
    return {"box": list(BOX), "people": list(people), "cases": cases}


def numbers(_):
    values = [0, 0.04, -0.04, -0.0, 0.05, 0.25, 0.75, 1.25, -1.25, -0.75, 2.35, 1e6 + 0.25, 99.95]
    return {"cases": [[value, svg.num(value)] for value in values]}


def points(_):
    box = views.fit(*BOX, 400, 300)
    texts = ["a & b < c", 'quoted "so"', 'it\'s "both"', "tab\there", "no\u00a0break", "𝔘" * 250]
    names = ["short.csv", 'a "b" & c.csv', "𝔘" * 39 + "aб.csv", "x" * 41]
    cases = []
    for name in names:
        layer = user_layers.UserLayer(
            name,
            "#d6278a",
            np.array([-1500.0, -1000.0, 0.1, 7.77, 600.0, 1199.9]),
            np.array([-700.0, -1490.0, 0.7, 3.3, 799.9, -350.0]),
            np.array([1, 730000, 1, 1, 1, 731000], dtype=np.int32),
            np.array([0x7FFFFFFF, 731000, 800000, 800000, 730000, 800000], dtype=np.int32),
            np.array(["", "#abc", "#123456", "", "", ""], dtype=object),
            np.array([0.0, 9.0, 12.5, 40.0, 3.0, 80.0]),
            np.array(
                [user_layers.plain(text)[: user_layers.POINTS.longest_label] for text in texts],
                dtype=object,
            ),
            crowded=False,
        )
        for grey in (False, True):
            shown = layer.at(730500, 730500)
            shown = shown.grey() if grey else shown
            cases.append(
                {
                    "name": name,
                    "title": layer.title,
                    "colour": layer.colour,
                    "x": layer.x.tolist(),
                    "y": layer.y.tolist(),
                    "from": layer.since.tolist(),
                    "until": layer.until.tolist(),
                    "points": [
                        {"colour": colour, "size": size, "label": text}
                        for colour, size, text in zip(
                            layer.colours, layer.sizes.tolist(), texts, strict=True
                        )
                    ],
                    "grey": grey,
                    "count": len(shown.within(box).x),
                    "svg": svg.points(shown, box, LIGHT),
                }
            )
    return {
        "box": BOX,
        "size": [400, 300],
        "span": [730500, 730500],
        "halo": LIGHT.halo,
        "cases": cases,
        "many": _many(box),
    }


def _many(box):
    """A layer drawn as squares; point k lies where the first two lines say."""
    k = np.arange(3100)
    x, y = -1200.0 + k * 7919 % 2400, -1500.0 + k * 104729 % 2300
    always = np.full(len(k), 0x7FFFFFFF, dtype=np.int32)
    empty = np.full(len(k), "", dtype=object)
    layer = user_layers.UserLayer(
        "many", "#d6278a", x, y, -always, always, empty, np.zeros(len(k)), empty, crowded=True
    )
    text = svg.points(layer, box, LIGHT)
    return {
        "n": len(k),
        "count": len(layer.within(box).x),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


WRITTEN = (
    "text:75,50:In the very middle",
    "text,blue:62,44:A text that is too long for one line of its plate, 50%25 of it",
    "text:62,44.2:on the same place~text,green:62,44.1:and once more~text,ink:80,90:at the pole",
    "arrow:60,45,70,48:From here~arrow,ink:70,48,70,48.0001~arrow,blue:75,40,75,52:due north",
    "circle:69,41,150:150 km <around> & about~circle,green,2004-01-01..2004-12-31:69,41,700",
    "distance:69,41,71,51:as the crow flies~distance,ink:170,65,-170,66~distance:0,0,100,30",
    "circle,ink:177,66,1900~circle:75,88,900~circle,blue:20,50,0.1:far away",
    "state:AAA~state,blue:BBB:a state with words",
    "arrow:-170,66,71,51:from the other end~text:-105,50:cut",
)


def annotations(atlas):
    projector = views.Projector(ALBERS)
    given = kinds.Given(atlas)
    frames = ((BOX, None), (BOXES[1], ROTATIONS[1]), ((-4000, -2000, 4000, 3000), ROTATIONS[0]))
    cases = []
    for text, (box, rotation) in itertools.product(("~".join(WRITTEN), *WRITTEN), frames):
        frame = views.fit(*box, 640, 480, rotation)
        asked = written.Annotations().read("ann", text, given)
        every = len(text) > 300
        for language, style in [("ru", DARK)] if every else [("en", LIGHT)]:
            speech = atlas.speech(language)
            sketched = annotating.sketches(asked, atlas.timeline, projector, speech)
            day = date(2004, 6, 1).toordinal()
            drawn = annotating.drawn(sketched, (day, day), frame, style)
            outlines = {"AAA": "M0 0l9 0 0 9z", "BBB": ""}
            cases.append(
                {
                    "text": text,
                    "box": box,
                    "rotation": rotation,
                    "day": day,
                    "language": language,
                    "style": style.name,
                    "titles": [one.title for one in drawn],
                    "plates": [list(one.plate) for one in drawn if one.plate],
                    "svg": svg.annotations_svg(drawn, style, outlines),
                }
            )
    letters = {letter for case in cases for letter in "".join(case["titles"])} | set("0123456789")
    return {
        "proj": ALBERS,
        "countries": [
            {"id": one["id"], "name": one["name"], "label": one["label"]}
            for one in atlas.timeline["countries"]
        ],
        "advances": {letter: fonts.units(letter, 600) for letter in sorted(letters)},
        "words": {
            one: {key: words(one)["annotations"][key] for key in ("km", "named", *written.KINDS)}
            for one in ("en", "ru")
        },
        "styles": {
            style.name: {"pens": dict(style.pens), "paper": style.paper, "halo": style.halo}
            for style in (LIGHT, DARK)
        },
        "cases": cases,
        "distances": [
            [
                start,
                end,
                *(
                    annotating.in_words(annotating.distance(start, end), speech)
                    for speech in map(atlas.speech, ("en", "ru"))
                ),
            ]
            for start, end in PAIRS
        ],
    }


# From a stone's throw to half round the globe, across the date line, the pole and the equator.
PAIRS = (
    ((68.78, 38.57), (68.7801, 38.5701)),
    ((68.78, 38.57), (68.85, 38.6)),
    ((68.78, 38.57), (68.89, 38.57)),
    ((68.78, 38.57), (74.6, 42.87)),
    ((37.62, 55.75), (131.9, 43.1)),
    ((170.0, 65.0), (-170.0, 66.0)),
    ((75.0, 90.0), (-105.0, 60.0)),
    ((10.0, 0.0), (160.0, 0.0)),
    ((0.0, -60.0), (149.0, 59.0)),
    ((44.5, 40.1799), (44.5, 40.18)),
)

MAKERS = {
    "annotations": annotations,
    "arrows": arrows,
    "world": world,
    "borders": borders,
    "state": state,
    "filter": filter_,
    "differences": differences,
    "drawing": drawing,
    "frame": frame,
    "layout": layout,
    "outlines": outlines,
    "numbers": numbers,
    "points": points,
}


def text_of(cases):
    """Cases as a file has them: a line for each thing, so that changes can be read."""
    lines = []
    for name, value in cases.items():
        if isinstance(value, list) and value and isinstance(value[0], dict | list):
            items = ",\n".join(json.dumps(item, ensure_ascii=False) for item in value)
            lines.append(f"{json.dumps(name)}: [\n{items}\n]")
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    toy = load()
    for file, make in MAKERS.items():
        (FOLDER / f"{file}.json").write_text(text_of(make(toy)), encoding="utf-8")
